"""Proven editions -> the files of a release: PDF, EPUB, site archive, citation file, checksums.

The citation file is of the Citation File Format 1.2.0 (https://citation-file-format.github.io).
"""

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import yaml

from potluck.github.editions import prove
from potluck.model import Contributor, Edition, Role
from potluck.shelf import BUILD

CITATION = "CITATION.cff"
SUMS = "SHA256SUMS"
ADVICE = "If you build on this book, please cite it like this."


def gather(root: Path, edition: Edition, folder: Path) -> tuple[Path, ...]:
    """Put the files of a release into a folder; return them, sorted. Raises MissingEdition."""
    prove(root)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("pdf", "epub"):
        file = f"{edition.book.slug}.{name}"
        shutil.copy(root / BUILD / name / file, folder / file)
    _pack(root / BUILD / "site", folder / f"{edition.book.slug}-site.zip", edition)
    (folder / CITATION).write_text(citation(edition), encoding="utf-8")
    files = sorted(folder.iterdir())
    (folder / SUMS).write_text("".join(map(_sum, files)), encoding="utf-8")
    return (*files, folder / SUMS)


def _sum(path: Path) -> str:
    """Return a line as `sha256sum --check` reads it."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def _pack(site: Path, target: Path, edition: Edition) -> None:
    """Pack the site: the same site gives the same bytes."""
    moment = edition.build.date.timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = f"{target.stem}/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def citation(edition: Edition) -> str:
    """Write the citation file of the whole book."""
    book = edition.book
    publisher = {"name": book.publisher} if book.publisher else None
    reference = {"type": "book", **_facts(edition), "publisher": publisher}
    whole = {
        "cff-version": "1.2.0",
        "message": ADVICE,
        "type": "dataset",  # the format knows no other than software
        **_facts(edition),
        "abstract": book.description,
        "license": None if book.license.id.startswith("LicenseRef-") else book.license.id,
        "license-url": book.license.url if book.license.id.startswith("LicenseRef-") else None,
        "repository": book.repo_url,
        "preferred-citation": _given(reference),
    }
    return yaml.safe_dump(_given(whole), allow_unicode=True, sort_keys=False, width=100)


def _facts(edition: Edition) -> dict[str, Any]:
    book, build = edition.book, edition.build
    return {
        "title": ": ".join(part for part in (book.title, book.subtitle) if part),
        "authors": _authors(edition),
        "url": book.url,
        "version": build.id,
        "date-released": build.date.date().isoformat(),
    }


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value}


def _authors(edition: Edition) -> list[dict[str, str]]:
    """Name whoever wrote a chapter; where nobody says so, the book's author or everyone."""
    wrote = [
        person
        for person in edition.contributors
        if any(Role.AUTHOR in deed.roles for deed in edition.deeds[person.id])
    ]
    named = [_name(person) for person in wrote or edition.contributors]
    return named or [{"name": edition.book.author or edition.book.title}]


def _name(person: Contributor) -> dict[str, str]:
    family, comma, given = (part.strip() for part in person.sort.partition(","))
    if person.kind == "organization" or not (comma and family and given):
        return {"name": person.name}
    orcid = {"orcid": f"https://orcid.org/{person.orcid}"} if person.orcid else {}
    return {"family-names": family, "given-names": given, **orcid}
