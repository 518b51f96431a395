"""Every photograph can be opened, within reason.

A damaged file would leave a hole in the book. A picture of billions of dots in a small file can
stop the computer that opens it. Only the beginning of each file is looked at here.

Source: ISO/IEC 10918-1 (JPEG), W3C PNG; CWE-409 (decompression bombs).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A round bowl seen from above](bowl.png)
    -- content/bowl.png --
    This is no picture.
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A very small white square](bowl.png)
    -- content/bowl.png (base64) --
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==
    -- contributors/ann.yml --
    name: Ann
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import visible
from potluck.model import Finding, Place, Severity
from potluck.pictures import PictureProblem


def check(book: BookView) -> Iterator[Finding]:
    for path in sorted(book.shown):
        problem = book.photographs.get(path)
        if isinstance(problem, PictureProblem):
            yield RULE.finding(Place(path), f"{visible(problem.message)}.", problem.hint)
        elif isinstance(problem, OSError):
            yield RULE.finding(Place(path), f"The file cannot be read: {problem}.", "save it again")


RULE = Rule("MED-005", "unusable-photo", Severity.ERROR, Scope.BOOK, check, __doc__)
