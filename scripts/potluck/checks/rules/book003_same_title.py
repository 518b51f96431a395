"""Every chapter has a title of its own.

The title is how readers know a chapter: in the contents, in the search, in a citation. Of two that
are called alike, everybody opens the wrong one first. Titles that every part of a book may have
(Introduction, Exercises) are left alone.

Source: WCAG 2.2, success criterion 2.4.2, technique G88; IETF RFC 3986, section 1.1.

Bad:

    -- content/mains/leek-pie.md --
    # Pie
    -- content/sweets/apple-pie.md --
    # Pie

Good:

    -- content/mains/leek-pie.md --
    # Leek pie
    -- content/sweets/apple-pie.md --
    # Apple pie
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity
from potluck.naming import slugify

_COMMON = frozenset({
    *("introduction", "overview", "summary", "conclusion", "exercises", "problems", "solutions"),
    *("questions", "references", "further-reading", "glossary", "appendix", "preface", "notes"),
    *("basics", "review", "index"),
})  # fmt: skip


def check(book: BookView) -> Iterator[Finding]:
    first: dict[tuple[str, str], ChapterView] = {}
    for entry in book.outline.entries:
        chapter = book.by_path[entry.path]
        name = slugify(chapter.title) or chapter.title.casefold()
        if not name or name in _COMMON or chapter.fields.status == "draft":
            continue
        lang = chapter.fields.lang or book.manuscript.book.lang
        other = first.setdefault((name, lang), chapter)
        if other is not chapter:
            message = f"{quoted(chapter.title)} is also the title of `{other.path}`."
            hint = "say in one of the titles what is different: Leek pie, Apple pie"
            yield RULE.finding(chapter.place("title"), message, hint)


RULE = Rule("BOOK-003", "same-title", Severity.WARNING, Scope.BOOK, check, __doc__)
