"""Nothing in a book that may be sold forbids commercial use.

One picture under CC BY-NC keeps a whole book from being sold, printed by a shop, or shown beside
advertisements. Whether this book has commercial editions stands in mkdocs.yml: `commercial: true`
or `commercial: false`. Where nothing is said, the book's licence decides: one that lets readers
sell the book, such as CC BY-SA, promises that they can sell all of it. What a rights holder has
allowed beyond the licence stands in `permission:`.

Source: CC BY-NC 4.0, sections 1(i) and 2(a)(1); Creative Commons FAQ, "If I create a collection
that includes a work offered under a CC license ..." (table of collections).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-NC-4.0
    ---
    Slice the leeks.

Good:

    -- mkdocs.yml --
    site_name: A Book
    plugins:
      - potluck:
          commercial: false
    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-NC-4.0
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import MAKING, license_place, medium_place
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, sellable
from potluck.model import Finding, License, Place, Severity

Work = tuple[Place, str, str | None, str | None]  # where, what, its licence, permission


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.book.manuscript.book.commercial:
        return
    for place, name, given, permission in _works(chapter):
        license_ = parse(given) if given and not permission else None
        if license_ is not None and not sellable(license_):
            yield RULE.finding(place, _message(name, license_), _hint(chapter))


def _works(chapter: ChapterView) -> Iterator[Work]:
    fields = chapter.fields
    yield license_place(chapter), "This chapter", fields.license, fields.permission
    for source in fields.sources:
        if source.relation in MAKING:
            place = chapter.place("sources", source.index, "license")
            name = f"{quoted(source.title)}, which is adapted here,"
            yield place, name, source.license, source.permission
    for medium in fields.media:
        place = medium_place(chapter, medium, "license")
        yield place, quoted(medium.file), medium.license, medium.permission


def _message(name: str, license_: License) -> str:
    return f"{name} is under {license_}, which forbids commercial use; this book allows it."


def _hint(chapter: ChapterView) -> str:
    book = chapter.book.manuscript.book
    return (
        "ask whoever made it, and add `permission: …`; or write `commercial: false` under "
        f"`potluck:` in mkdocs.yml (the book is under {book.license}, which lets readers sell it)"
    )


RULE = Rule("LIC-008", "not-for-sale", Severity.ERROR, Scope.CHAPTER, check, __doc__)
