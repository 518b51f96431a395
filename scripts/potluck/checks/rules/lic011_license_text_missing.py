"""A book that uses REUSE has the text of every licence in LICENSES/, and no other.

REUSE is a way to say the licence of every file so that programs can read it. Where a book has a
folder LICENSES/ or a REUSE.toml, whoever copies the book should find the texts there too. The
editions link to the texts, so this is a warning. A text that nothing is under is noted only where
nothing but a book stands in the folder: programs beside it may be under other licences.

Source: REUSE Specification 3.3, "License files".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-4.0
    ---
    Slice the leeks.
    -- LICENSES/CC-BY-SA-4.0.txt --
    The text of the book's licence.

Bad:

    -- content/soup.md --
    # Leek soup
    -- LICENSES/CC-BY-SA-4.0.txt --
    The text of the book's licence.
    -- LICENSES/MIT.txt --
    The text of a licence that nothing is under.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-4.0
    ---
    Slice the leeks.
    -- LICENSES/CC-BY-SA-4.0.txt --
    The text of the book's licence.
    -- LICENSES/CC-BY-4.0.txt --
    The text of the chapter's licence.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import license_place, medium_place
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.licensing import parse
from potluck.model import Finding, Place, Severity
from potluck.source.agreement import NOT_STATED, options
from potluck.source.config import plugin_options
from potluck.source.place import NAME


def check(book: BookView) -> Iterator[Finding]:
    headers = book.manuscript.headers
    if not headers.used:
        return
    used: dict[str, Place] = {}
    for ident, place in _used(book):
        used.setdefault(ident, place)
    texts = {name: name.rpartition(".")[0] for name in headers.texts if _is_text(name)}
    for ident, place in used.items():
        if ident not in {*texts, *texts.values()}:
            message = f"The text of {ident} is not in LICENSES/."
            yield RULE.finding(place, message, "type: potluck licenses --write")
    for name, ident in texts.items() if headers.alone else ():
        if not {name, ident} & {*used, NOT_STATED.id}:
            place = Place(f"LICENSES/{name}")
            message = f"Nothing here is under {quoted(ident)}, so its text is not needed."
            yield RULE.finding(place, message, f"git rm LICENSES/{name}")


def _is_text(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(".license")


def _used(book: BookView) -> Iterator[tuple[str, Place]]:
    """Yield every licence that something is under, with the place that says so."""
    manuscript = book.manuscript
    _, keys = plugin_options(manuscript.config)
    yield manuscript.book.license.id, Place(NAME, *manuscript.config.mark((*keys, "license")))
    for chapter in book.chapters:
        fields = chapter.fields
        if found := parse(fields.license or ""):
            yield found.id, license_place(chapter)
        for medium in fields.media:
            if found := parse(medium.license or ""):
                yield found.id, medium_place(chapter, medium, "license")
    for notice in manuscript.headers.tables:
        yield from ((ident, notice.place) for ident in sorted(options(notice.text)))


RULE = Rule("LIC-011", "license-text-missing", Severity.WARNING, Scope.BOOK, check, __doc__)
