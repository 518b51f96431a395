"""Every chapter has a name of its own in addresses.

The name (`slug`) comes from the file name. Two chapters of one name would have one address in the
whole book, and every link to it would lead to only one of them.

Source: RFC 3986, section 1.1 (an identifier distinguishes what it names).

Bad:

    -- content/mains/pie.md --
    # Leek pie
    -- content/sweets/pie.md --
    # Apple pie

Good:

    -- content/mains/pie.md --
    # Leek pie
    -- content/sweets/pie.md --
    ---
    slug: apple-pie
    ---
    # Apple pie
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.checks.words import at_the_top
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    first: dict[str, ChapterView] = {}
    taken = {chapter.entry.slug for chapter in book.chapters}
    for chapter in book.chapters:
        other = first.setdefault(chapter.entry.slug, chapter)
        if other is chapter:
            continue
        yield RULE.finding(
            chapter.place("slug"),
            f"`{chapter.entry.slug}` is also the name of `{other.path}`.",
            at_the_top([f"slug: {_free(chapter, taken)}"], bare=not chapter.raw.meta),
        )


def _free(chapter: ChapterView, taken: set[str]) -> str:
    folder = PurePosixPath(chapter.entry.href).parent.name
    name = f"{folder}-{chapter.entry.slug}" if folder else f"{chapter.entry.slug}-2"
    number = 2
    while name in taken:
        name, number = f"{chapter.entry.slug}-{number}", number + 1
    taken.add(name)
    return name


RULE = Rule("FM-005", "duplicate-slug", Severity.ERROR, Scope.BOOK, check, __doc__)
