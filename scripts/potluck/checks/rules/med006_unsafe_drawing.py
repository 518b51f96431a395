"""Every drawing only draws.

An SVG drawing is a small page of its own: it can run programs, load files from elsewhere, or repeat
a shape a billion times. Drawings here contain shapes and words, and nothing else.

Source: W3C SVG 2, chapter 2.2 (secure static mode); CWE-776 (entity bombs).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![A round bowl seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" onload="alert(1)"/>
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![A round bowl seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
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
        problem = book.drawings.get(path)
        if isinstance(problem, PictureProblem):
            yield RULE.finding(Place(path), f"{visible(problem.message)}.", problem.hint)
        elif isinstance(problem, OSError):
            yield RULE.finding(Place(path), f"The file cannot be read: {problem}.", "save it again")


RULE = Rule("MED-006", "unsafe-drawing", Severity.ERROR, Scope.BOOK, check, __doc__)
