"""Every chapter has a title.

The title stands in the contents, in links and in every citation. It comes from `title:`, from the
reading order in mkdocs.yml, or from a heading `# Like this` with which the text begins.

Source: Dublin Core `dc:title`, which EPUB 3.3 requires of a book.

Bad:

    -- content/soup.md --
    Slice the leeks.

Good:

    -- content/soup.md --
    # Leek soup

    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    ---
    Slice the leeks.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from potluck.checks.reading import Heading
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.fm011_unseen_metadata import unseen
from potluck.checks.views import ChapterView
from potluck.model import Finding, Severity
from potluck.source.outline import INDEXES


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible or chapter.fields.title or chapter.entry.title or unseen(chapter.raw):
        return
    first = next((heading for heading in chapter.reading.all(Heading) if heading.first), None)
    if first and first.level == 1 and first.text:
        return
    message = "The chapter has no title."
    yield RULE.finding(chapter.place(), message, _hint(chapter))


def _hint(chapter: ChapterView) -> str:
    path = PurePosixPath(chapter.path)
    stem = path.parent.name if path.name in INDEXES else path.stem
    title = stem.replace("-", " ").replace("_", " ").strip().capitalize() or "My dish"
    if chapter.raw.document.marks:
        return f"add the line `title: {title}` at the top, below the first `---`"
    return f"begin the file with the line `# {title}`"


RULE = Rule("FM-002", "no-title", Severity.ERROR, Scope.CHAPTER, check, __doc__)
