"""Every picture file is shown somewhere.

A picture that no chapter shows is copied with the book for ever, and nobody sees it. Perhaps its
name is misspelt in the chapter, or the picture was replaced. Files that mkdocs.yml or any text
mentions are left alone.

Source: REUSE Specification 3.3 (every file in a repository needs a licence, shown or not).

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>

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

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity
from potluck.pictures import EXTENSIONS

_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w%+.()-]")
LONGEST = 200  # characters of a name


def check(book: BookView) -> Iterator[Finding]:
    files = [f.path for f in book.manuscript.files if f.path.lower().endswith(EXTENSIONS)]
    idle = [path for path in files if path not in book.shown]
    if not idle:
        return
    mentioned = frozenset(_mentioned(book))
    for path in idle:
        name = PurePosixPath(path).name
        if name.rpartition(" ")[2].casefold() not in mentioned:
            message = f"No chapter shows the picture {quoted(name)}."
            hint = "show it with ![what can be seen](name), or remove the file"
            yield RULE.finding(Place(path), message, hint)


def _mentioned(book: BookView) -> Iterator[str]:
    config = json.dumps(book.manuscript.config.value, ensure_ascii=False, default=str)
    for text in chain((chapter.raw.text for chapter in book.chapters), (config,)):
        for match in _ENDING.finditer(text):
            before = text[max(0, match.start() - LONGEST) : match.start()]
            name = _BETWEEN.split(before)[-1] + match[0]
            yield name.casefold()
            yield name.lstrip("(").casefold()
            yield unquote(name).rpartition(" ")[2].casefold()


RULE = Rule("MED-007", "unused-picture", Severity.INFO, Scope.WORDS, check, __doc__)
