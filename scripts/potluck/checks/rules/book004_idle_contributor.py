"""Every contributor's file belongs to somebody whom the book can name.

A file of contributors/ counts when a chapter names its id, its name or an alias, or when the
history shows one of them. A single word proves nothing in a history; so where no chapter names the
id and the file has neither a full name, nor `aliases:`, nor `github:`, it can never come to use.

Source: the section on people in the handbook (what counts as evidence for who somebody is).

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann
    github: {login: ann-cooks}
"""

from collections.abc import Iterator

from potluck.checks.people import mentions
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.credits.people import fold
from potluck.model import Finding, Severity
from potluck.naming import slugify
from potluck.source.manuscript import RawContributor

_CLAIMS = ("aliases", "github")


def check(book: BookView) -> Iterator[Finding]:
    if not book.directory:
        return
    named = {fold(name) for chapter in book.chapters for name in _named(chapter)}
    slugs = {slugify(name) for name in named}
    for ident, person in book.directory.items():
        name = person.meta.get("name")
        words = fold(name) if isinstance(name, str) else ""
        idle = not {fold(ident), words} & named and ident not in slugs
        if idle and not _claims(person, words):
            message = f"Nothing in the book can ever name `{ident}`."
            hint = f"write `{ident}` where it belongs (`authors:`, `media:`), or add `github:`"
            yield RULE.finding(person.place(), message, hint)


def _named(chapter: ChapterView) -> Iterator[str]:
    yield from (mention.name for mention in mentions(chapter))
    yield from (medium.author for medium in chapter.fields.media if medium.author)
    yield from (source.author for source in chapter.fields.sources if source.author)


def _claims(person: RawContributor, name: str) -> bool:
    """Tell whether somebody in the history may be this person."""
    return " " in name or any(person.meta.get(key) for key in _CLAIMS) or bool(person.troubles)


RULE = Rule("BOOK-004", "idle-contributor", Severity.INFO, Scope.BOOK, check, __doc__)
