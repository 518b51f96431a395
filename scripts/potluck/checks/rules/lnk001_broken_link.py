"""Every link inside the book leads somewhere.

A link names the file of a chapter (`../mains/dal.md`), and perhaps a heading in it
(`dal.md#method`). Addresses as they were in an older site (`/dal/`, `dal.html`) are understood too.
Only chapters can be reached: other files are not part of the book.

Source: RFC 3986; EPUB 3.3, section 3.5 (references stay inside the publication).

Bad:

    -- content/soup.md --
    # Leek soup

    Serve with [bread](bred.md).
    -- content/bread.md --
    # Bread

Bad:

    -- content/soup.md --
    # Leek soup

    Serve with [bread](bread.md#crumbs).
    -- content/bread.md --
    # Bread

    ## Crumb

    Airy.

Good:

    -- content/soup.md --
    # Leek soup

    Serve with [bread](bread.md#crumb).
    -- content/bread.md --
    # Bread

    ## Crumb

    Airy.
"""

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath

from potluck.anchoring import ours
from potluck.checks.reading import Link
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.sec001_active_content import runs
from potluck.checks.views import ChapterView
from potluck.checks.words import nearest, quoted, visible
from potluck.model import Finding, Place, Severity
from potluck.naming import slugify
from potluck.source.links import Link as Target
from potluck.source.outline import Entry


def check(chapter: ChapterView) -> Iterator[Finding]:
    for link in chapter.reading.all(Link):
        if runs(link.href):
            continue
        target = chapter.book.resolver.link(chapter.entry, link.href)
        place = chapter.find(link.line, link.href)
        if target.target is None:
            message = f"The link {quoted(link.href)} leads nowhere: {visible(target.reason)}."
            yield RULE.finding(place, message, _chapter_hint(chapter, link.href))
        elif target.entry is not None:
            yield from _inside(chapter, place, target.entry, target)


def _inside(chapter: ChapterView, place: Place, entry: Entry, target: Target) -> Iterator[Finding]:
    if entry.fields.status == "draft" and chapter.fields.status != "draft":
        message = f"`{entry.path}` is a draft, so in the editions nothing leads to it."
        hint = "nothing has to be done; once it is no draft, the link works"
        yield RULE.finding(place, message, hint, severity=Severity.INFO)
    if not target.anchor or ours(target.anchor):
        return
    there = chapter.book.by_path[entry.path].anchors
    if target.anchor not in there:
        message = f"`{visible(entry.path)}` has no heading for {quoted('#' + target.anchor)}."
        meant = nearest(slugify(target.anchor) or target.anchor, there)
        yield RULE.finding(place, message, _anchor_hint(meant, there))


def _anchor_hint(meant: str | None, there: frozenset[str]) -> str:
    if meant:
        return f"did you mean `#{meant}`?"
    some = ", ".join(f"#{name}" for name in sorted(there)[:8])
    return f"there are: {some}" if some else "leave out what begins with #"


def _chapter_hint(chapter: ChapterView, href: str) -> str:
    path = href.partition("#")[0].partition("?")[0].rstrip("/")
    if ":" in path:
        return "write a full address that begins with https://, or take the link out"
    entries = chapter.book.by_stem
    meant = nearest(PurePosixPath(path).stem, entries, 0.75)
    if meant is None:
        return "name the file of a chapter, or take the link out"
    folder = posixpath.dirname(chapter.path)
    return f"did you mean {quoted(posixpath.relpath(entries[meant].path, folder))}?"


RULE = Rule("LNK-001", "broken-link", Severity.ERROR, Scope.CHAPTER, check, __doc__)
