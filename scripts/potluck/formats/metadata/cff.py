"""CITATION.cff: how to cite the whole book (Citation File Format 1.2.0).

https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md. Its root
can only be software or data, so the book stands in `preferred-citation`.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

import yaml

from potluck.citation.facts import split
from potluck.formats.metadata import makers
from potluck.model import Contributor, Edition

NAME = "CITATION.cff"
ADVICE = "If you build on this book, please cite it like this."
_ELEMENTS = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
LICENSES = frozenset(
    {f"CC-{elements}-{version}" for elements, version in product(_ELEMENTS, _VERSIONS)}
    | {
        f"GFDL-{version}-{invariants}{which}"
        for version in ("1.2", "1.3")
        for invariants in ("", "invariants-", "no-invariants-")
        for which in ("only", "or-later")
    }
    | {"CC0-1.0", "LAL-1.3", "GPL-3.0-only", "GPL-3.0-or-later", "MIT", "Apache-2.0", "Unlicense"}
)
"""SPDX ids that the format knows: its list is of 2021. Any other licence is told by its address."""


class _Quoted(str):
    """A version: `0e1` without quotes would be a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes YAML that means the same to every reader."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the format's readers know none
        return True


def _quoted(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


_Dumper.add_representer(_Quoted, _quoted)


def citation_file(edition: Edition) -> str:
    """Write the file; keys stand in the order in which the format's guide has them."""
    book = edition.book
    reference = {"type": "book", **_facts(edition), **_book(edition)}
    whole = {
        "cff-version": "1.2.0",
        "message": ADVICE,
        "type": "dataset",
        **_facts(edition),
        "abstract": book.description,
        "repository": book.repo_url,
        "preferred-citation": _given(reference),
    }
    return yaml.dump(_given(whole), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _facts(edition: Edition) -> dict[str, Any]:
    book, build = edition.book, edition.build
    known = book.license.id in LICENSES
    return {
        "title": ": ".join(part for part in (book.title, book.subtitle) if part),
        "authors": _authors(edition),
        "url": book.url,
        "version": _Quoted(build.id),
        "date-released": build.date.date().isoformat(),
        "license": book.license.id if known else None,
        "license-url": None if known else book.license.url,
    }


def _book(edition: Edition) -> dict[str, Any]:
    """Return what only a reference may say."""
    book = edition.book
    return {
        "edition": book.edition,
        "publisher": {"name": book.publisher} if book.publisher else None,
        "year": edition.build.date.year,
        "languages": [book.lang.partition("-")[0]],
    }


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value}


# --- people -------------------------------------------------------------------------------------


def _authors(edition: Edition) -> list[dict[str, str]]:
    """Name whoever wrote it; where nobody says so, everyone; where all withhold it, the book."""
    wrote = makers.authors(edition) or makers.makers(edition)
    return _names(maker.contributor for maker in wrote) or [{"name": edition.book.title}]


def _names(people: Iterable[Contributor]) -> list[dict[str, str]]:
    """Return people as the format has them, each once: it refuses two that are alike."""
    named = [_name(person) for person in people]
    return [each for place, each in enumerate(named) if each not in named[:place]]


def _name(person: Contributor) -> dict[str, str]:
    """Return a person's names, or the one name that they go by; of a group its name."""
    orcid = {"orcid": f"https://orcid.org/{person.orcid}"} if person.orcid else {}
    family, given = split(person)
    if person.kind == "organization" or not person.id:
        return {"name": given, **orcid}
    names = {"family-names": family, "given-names": given} if family else {"alias": given}
    return {**names, **orcid}
