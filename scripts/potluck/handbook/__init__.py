"""The handbook for authors and maintainers, which the site of a book may have beside the book.

Its words are the Markdown in `pages/`; fields, rules and licences are written from what the checks
themselves use. All of it goes the way of a chapter: one dialect, one allow-list.
"""

from collections.abc import Iterator
from dataclasses import replace

from potluck import dialect
from potluck.attribution import wording
from potluck.checks import RULES
from potluck.handbook import drafts, drawings, fields, licences, rules
from potluck.handbook.desk import Links
from potluck.handbook.drafts import Draft
from potluck.model import Book, Handbook, HandbookPage


def compose(book: Book) -> Handbook:
    """Return the handbook as it is shown beside a book. Depends on nothing else of it."""
    written = tuple(_drafts(book))
    links = Links(book, frozenset(draft.slug for draft in written))
    pages = tuple(_page(draft, links) for draft in written)
    return Handbook(pages, tuple(drawings.drawings().values()))


def _drafts(book: Book) -> Iterator[Draft]:
    """Yield every page as Markdown, in reading order."""
    yield drafts.read("index", newcomer=drafts.newcomer_line())
    yield drafts.read("first-chapter")
    yield drafts.read("when-the-check-says-no", newcomer=drafts.newcomer_line())
    yield from drafts.newcomer()
    yield drafts.read("fields", tables=fields.tables())
    tables = {"adapting": licences.adapting, "duties": licences.duties}
    tables |= {"including": licences.including}
    yield drafts.read("licences", **{name: write() for name, write in tables.items()})
    told = {"thresholds": wording.thresholds(book), "order": wording.RULE_OF_ORDER}
    yield drafts.read("who-gets-credit", **told)
    yield drafts.read("removing-a-name")
    yield drafts.read("printed-book")
    yield drafts.read("rules/index", index=rules.index(RULES))
    yield drafts.read("maintainers")
    yield drafts.read("press")
    yield drafts.read("threat-model")
    yield from rules.pages(RULES)


def _page(draft: Draft, links: Links) -> HandbookPage:
    made = dialect.render(draft.markdown, dialect.Desk(links.on(draft.slug), drawings.show))
    page = HandbookPage(draft.slug, made.title or draft.slug, made.html, made.opening)
    return replace(page, headings=made.headings, group=draft.group)
