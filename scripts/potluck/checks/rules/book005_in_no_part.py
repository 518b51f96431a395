"""Where a book has parts, its chapters are in them.

A folder of content/ is a part. A recipe that lies beside the folders stands in the contents without
a heading, before all parts, where nobody looks for it. A chapter that `nav:` in mkdocs.yml names is
where somebody wanted it.

Source: EPUB 3.3, section 5.4.1 (the contents convey the hierarchy of the publication).

Bad:

    -- content/leek-soup.md --
    # Leek soup
    -- content/mains/pie.md --
    # Pie
    -- content/mains/stew.md --
    # Stew
    -- content/sweets/custard.md --
    # Custard

Good:

    -- content/mains/leek-soup.md --
    # Leek soup
    -- content/mains/pie.md --
    # Pie
    -- content/sweets/custard.md --
    # Custard
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.book002_missing_in_nav import paths
from potluck.checks.views import BookView
from potluck.model import Finding, Severity
from potluck.source.outline import Entry


def check(book: BookView) -> Iterator[Finding]:
    parts = [part for part in book.outline.parts if part.title or part.opening]
    inside = sum(len(part.chapters) for part in parts)
    planned = set(paths(book.manuscript.book.nav))
    loose = [
        entry
        for part in book.outline.parts
        if part not in parts
        for entry in part.chapters
        if entry.inside not in planned and _asked(entry)
    ]
    if len(parts) < 2 or len(loose) > inside / 2:
        return
    folders = sorted({entry.inside.partition("/")[0] for p in parts for entry in p.chapters})
    for entry in loose:
        chapter = book.by_path[entry.path]
        some = ", ".join(f"{folder}/" for folder in folders[:8])
        hint = f"move the file into a folder ({some}), or name it under `nav:` in mkdocs.yml"
        yield RULE.finding(chapter.place(), "The chapter is in no part of the book.", hint)


def _asked(entry: Entry) -> bool:
    return entry.fields.kind != "page" and entry.fields.status != "draft"


RULE = Rule("BOOK-005", "in-no-part", Severity.INFO, Scope.BOOK, check, __doc__)
