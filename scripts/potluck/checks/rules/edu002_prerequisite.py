"""Every prerequisite is a chapter of the book, and none needs itself.

`prerequisites:` names chapters by their slug, which is the file name without `.md`. Where two
chapters need each other, nobody can begin.

Source: LRMI, `competencyRequired`; A. B. Kahn, "Topological sorting of large networks" (1962).

Bad:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain salt.], prerequisites: [watre]}
    ---
    Salt draws water.
    -- content/water.md --
    # Water

Bad:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain salt.], prerequisites: [water]}
    ---
    Salt draws water.
    -- content/water.md --
    ---
    title: Water
    textbook: {objectives: [Explain water.], prerequisites: [salt]}
    ---
    Water dissolves salt.

Good:

    -- content/a-water.md --
    # Water
    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain salt.], prerequisites: [a-water]}
    ---
    Salt draws water.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.checks.words import nearest, quoted
from potluck.classroom.prerequisites import circles
from potluck.model import Finding, Place, Severity
from potluck.naming import slugify

ENOUGH = 20  # circles of one book


def check(book: BookView) -> Iterator[Finding]:
    by_slug = {entry.slug: book.by_path[entry.path] for entry in book.outline.entries}
    for chapter in book.chapters:
        for wanted in chapter.fields.prerequisites:
            if wanted not in by_slug:
                message = f"There is no chapter {quoted(wanted)} to be read before this one."
                yield RULE.finding(named(chapter, wanted), message, _hint(wanted, by_slug))
    needs = {slug: chapter.fields.prerequisites for slug, chapter in by_slug.items()}
    for _, circle in zip(range(ENOUGH), circles(needs), strict=False):
        if len(circle) == 1:
            message = "The chapter has to be read before itself."
        else:
            message = f"These chapters need each other: {' -> '.join((*circle, circle[0]))}."
        place = named(by_slug[circle[0]], circle[1 % len(circle)])
        yield RULE.finding(place, message, "take one of them out of `prerequisites:`")


def named(chapter: ChapterView, wanted: str) -> Place:
    """Return where a chapter names a prerequisite."""
    textbook = chapter.raw.meta.get("textbook")
    items = textbook.get("prerequisites") if isinstance(textbook, dict) else None
    texts = [" ".join(str(item).split()) for item in items] if isinstance(items, list) else []
    index = (texts.index(wanted),) if wanted in texts else ()
    return chapter.place("textbook", "prerequisites", *index)


def _hint(wanted: str, by_slug: dict[str, ChapterView]) -> str:
    stem = slugify(wanted.removesuffix(".md").rpartition("/")[2])
    titled = {slugify(chapter.title): slug for slug, chapter in by_slug.items() if chapter.title}
    meant = stem if stem in by_slug else titled.get(stem) or nearest(stem, by_slug)
    return f"did you mean `{meant}`?" if meant else "write the slug of a chapter: its file name"


RULE = Rule("EDU-002", "prerequisite", Severity.ERROR, Scope.BOOK, check, __doc__)
