"""What one page may know of the book: so little that a change elsewhere leaves the page alone.

A page is rendered from this and from what it shows, and is known by both (`kept`): what could
change a page without changing its key is not there to be rendered.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import unquote

import msgspec

from potluck.model import Build, Chapter, Edition, License, Matter, Part

ID = "\ue000build\ue001"
"""Stands in a page for the id of the build, which is filled in when all else is finished.

A chapter that had it in its text would show the id there: no harm, and the same in every build.
"""
NEVER = datetime(1, 1, 1, tzinfo=UTC)
_NO_LICENSE = License("", "")
_LINKED = re.compile(r"""book:chapter/([^"#'<>\\\s]+)""")


def _told(value: object) -> object:
    """Tell what is no plain value; how the bytes of a picture are read is no part of it."""
    return "" if callable(value) else repr(value)


_ENCODER = msgspec.json.Encoder(order="deterministic", enc_hook=_told)


def told(*values: object) -> bytes:
    """Write values as bytes that are the same for the same values, whenever and wherever."""
    return _ENCODER.encode(values)


def named(chapter: Chapter, *, listed: bool = False) -> Chapter:
    """Return as much of a chapter as a link to it needs; for a list, its summary, too."""
    summary = chapter.summary if listed else ""
    return Chapter(chapter.slug, chapter.title, chapter.kind, path="", href=chapter.href, html="",
                   license=_NO_LICENSE, lang="", summary=summary)  # fmt: skip


def outlined(seen: Edition) -> tuple[Edition, list[object]]:
    """Take the chapters out of a narrowed edition, and return of them no more than `named` has.

    Pages of lists lead to hundreds of chapters, and most of a chapter's fields are empty in them.
    """
    names: list[object] = [(each.slug, each.title, each.kind, each.href) for each in seen.texts]
    return replace(seen, parts=()), names


def unstamped(chapter: Chapter, build: Build) -> Chapter:
    """Take the id of the build out of a chapter's citation: every commit changes it."""
    given = chapter.citation
    if given is None:
        return chapter
    texts = (given.apa, given.bibtex, given.csl_json)
    apa, bibtex, csl_json = (text.replace(build.id, ID) for text in texts)
    return replace(chapter, citation=replace(given, apa=apa, bibtex=bibtex, csl_json=csl_json))


@dataclass(frozen=True)
class Sight:
    """Narrows an Edition down to what one page may know of it."""

    edition: Edition

    def of(self, chapter: object, shown: bytes) -> Edition:
        """Return the edition with the names of the chapters that a page leads to, and no more.

        `shown` is all that the page shows, `chapter` the one on it, if any.
        """
        text = chapter if isinstance(chapter, Chapter) else None
        slugs = {unquote(slug) for slug in _LINKED.findall(shown.decode())}
        if text:
            slugs |= {*text.prerequisites, *text.copied_from}
        known = sorted(slugs & self._chapters.keys())
        drawn = sorted({figure.picture for figure in text.figures} if text else ())
        return replace(
            self._bare,
            parts=(Part("", "", tuple(self._chapters[slug] for slug in known)),),
            pictures={name: self.edition.pictures[name] for name in drawn},
        )

    @cached_property
    def _bare(self) -> Edition:
        """The edition without anything in it; a build without a date, and an id to fill in."""
        edition, build = self.edition, self.edition.build
        return replace(
            edition,
            build=Build(ID, commit="", date=NEVER, version=build.version),
            parts=(),
            contributors=(),
            pictures={},
            matter=tuple(Matter(item.slug, item.title, "") for item in edition.matter),
            preface=None,
            handbook=replace(edition.handbook, pages=(), pictures=()) if edition.handbook else None,
            community=None,
            corrections=None,
            withheld=0,
        )

    @cached_property
    def _chapters(self) -> dict[str, Chapter]:
        return {chapter.slug: named(chapter) for chapter in self.edition.texts}
