"""Everything that says under which licence a file is says the same.

A licence can stand in several places: `license:` in the metadata, an SPDX comment in the metadata
or above the text, a file NAME.license beside it, REUSE.toml, `media:` for a picture. Readers may
do what the licence says, so it must be one. What REUSE.toml says with `precedence = "closest"` (its
default) counts only for files that say nothing themselves. Of `A OR B` the metadata must choose.

Source: REUSE Specification 3.3, "Order of precedence"; SPDX Specification 2.3, annex D.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-SA-4.0
    # SPDX-License-Identifier: CC-BY-4.0
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/soup.md.license --
    SPDX-FileCopyrightText: 2024 Ann Author
    SPDX-License-Identifier: CC-BY-4.0 OR CC-BY-SA-4.0

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC BY 4.0
    # SPDX-License-Identifier: CC-BY-4.0
    ---
    Slice the leeks.
    -- content/soup.md.license --
    SPDX-FileCopyrightText: 2024 Ann Author
    SPDX-License-Identifier: CC-BY-4.0 OR CC-BY-SA-4.0
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity
from potluck.source.agreement import FROM_HEADER, options, several
from potluck.source.notices import Notice
from potluck.source.reusetoml import NAME


def check(book: BookView) -> Iterator[Finding]:
    pictures = _of_pictures(book)
    for path in sorted({*book.manuscript.headers.by_path, *pictures}):
        told = pictures.get(path, ())
        said = book.manuscript.headers.of(path).licenses
        strong = tuple(notice for notice in said if not (told and notice.weak))
        yield from _judge(path, (*told, *strong))


def _of_pictures(book: BookView) -> dict[str, tuple[Notice, ...]]:
    """Return what the metadata of chapters says of each picture."""
    found: dict[str, tuple[Notice, ...]] = {}
    for chapter in book.chapters:
        for medium in chapter.fields.media:
            path = book.resolver.picture(chapter.entry, medium.file)
            if path and medium.license and medium.index != FROM_HEADER:
                place = chapter.place("media", medium.index, "license")
                told = Notice("license", medium.license, place)
                found[path] = (*found.get(path, ()), told)
    return found


def _judge(path: str, notices: tuple[Notice, ...]) -> Iterator[Finding]:
    """Compare each statement with those before it; one that nobody knows agrees with itself."""
    common: frozenset[str] = frozenset()
    first = None
    for notice in notices:
        if several(notice.text) and not options(notice.text):
            yield _open(notice, "names several licences at once; a file has one here")
        else:
            allowed = options(notice.text) or frozenset({notice.text})
            if first and not common & allowed:
                yield _disagree(path, first, notice)
            first, common = first or notice, common & allowed or common or allowed
    if first and len(common) > 1:
        yield _open(first, "leaves open which licence it is")


def _disagree(path: str, first: Notice, other: Notice) -> Finding:
    message = (
        f"{quoted(path, 100)} would be under two licences: {quoted(first.text)} by {first.place}, "
        f"and {quoted(other.text)} by {other.place}."
    )
    remove = f"take out line {other.place.line} of {other.place.path}"
    if other.place.path.endswith(NAME):
        remove = 'write `precedence = "closest"` in this table, and files speak for themselves'
    return RULE.finding(
        other.place, message, f"{remove}; or, if it is right, correct {first.place}"
    )


def _open(notice: Notice, why: str) -> Finding:
    ids = sorted(options(notice.text)) or ["CC-BY-SA-4.0"]
    hint = f"keep one, such as {ids[0]}; or, for a chapter, add `license: {ids[0]}` to its metadata"
    return RULE.finding(notice.place, f"{quoted(notice.text)} {why}.", hint)


RULE = Rule("LIC-004", "licenses-that-disagree", Severity.ERROR, Scope.BOOK, check, __doc__)
