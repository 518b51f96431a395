"""What came under one licence stays under it, until everyone who gave it agrees to another.

Nobody can take back a licence, and nobody can change it for the words of somebody else. So where
a chapter or the whole book comes under another licence, everyone who wrote in it before has to be
asked. The history tells who that was. Whoever made the change has agreed to it; what was given to
the public (CC0) needs no answer. Write down who agreed under `permission:`: in the metadata of the
chapter, or below `potluck:` in mkdocs.yml where the book's own licence changed.

Some licences let you put what you add under another one: after CC BY 4.0 may come CC BY-SA 4.0,
after CC BY-SA 3.0 a later version. The words of the others stay under the licence that they gave,
and its notice has to stay, too. So name the earlier text under `sources:`, with its licence and
`relation: adapted`, as you would any other work, and nobody has to be asked.

Source: CC BY 4.0, sections 2(a)(5)(A), 3(a)(4) and 6(c); Creative Commons FAQ, "What if I change my
mind about using a CC license?".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-SA-4.0
    ---
    Slice the leeks.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    license: CC0-1.0
    ---
    Slice the leeks, and wash them.
    == Contributor B: Wash the leeks ==

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-SA-4.0
    ---
    Slice the leeks.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    license: CC0-1.0
    permission: Contributor A agreed on 22 November 2026, in pull request 12.
    ---
    Slice the leeks, and wash them.
    == Contributor B: Wash the leeks ==
"""

from collections.abc import Iterator

from potluck.attribution import Attribution
from potluck.checks import relicensing
from potluck.checks.borrowed import license_of, license_place
from potluck.checks.relicensing import Gift, Line
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.model import Finding, License, Place, Severity
from potluck.source.config import plugin_options
from potluck.source.place import NAME

LEAST = "permission: who agreed, when, and where that is written"


def check(book: BookView) -> Iterator[Finding]:
    past = book.past
    if past is None:
        return
    line = relicensing.of_book(past)
    turned = relicensing.turn(line, book.manuscript.book.license)
    chapters = {c.path: c for c in book.chapters if c.legible and not c.fields.permission}
    if not turned and not any(chapter.fields.license for chapter in chapters.values()):
        return
    together: list[Gift] = []
    paths = [path for path in chapters if turned or len(past.history.changes(path)) > 1]
    for path, moments in relicensing.of_chapters(past, paths, line):
        chapter = chapters[path]
        if chapter.fields.license or any(moment.own for moment in moments):
            yield from _chapter(past, chapter, moments)
        elif turned:
            together += relicensing.gifts(past, moments, book.manuscript.book.license, line)
    options, base = plugin_options(book.manuscript.config)
    if together and not options.get("permission"):
        place = Place(NAME, *book.manuscript.config.mark((*base, "license")))
        now = book.manuscript.book.license
        yield _finding(place, "The book", now, together, f"below `potluck:` in {NAME}")


def _chapter(past: Attribution, chapter: ChapterView, moments: Line) -> Iterator[Finding]:
    now = license_of(chapter)
    elsewhere = chapter.fields.license and not relicensing.stated(chapter.raw.text, chapter.path)
    if now is None or elsewhere:  # LIC-001; and a header beside the file, whose past is not read
        return
    gifts = relicensing.gifts(past, moments, now)
    found = [gift for gift in gifts if not relicensing.followed(gift, chapter.fields, now)]
    if found:
        yield _finding(license_place(chapter), "This chapter", now, found, "to the metadata")


def _finding(place: Place, what: str, now: License, found: list[Gift], where: str) -> Finding:
    then, people = found[0].license, relicensing.givers(found)
    message = f"{what} was under {then} and is under {now} now; {people} wrote in it before."
    return RULE.finding(
        place, message, f"ask them, and add {where}: `{LEAST}`; or write `license: {then.id}`"
    )


RULE = Rule("LIC-012", "licence-that-changed", Severity.WARNING, Scope.PAST, check, __doc__)
