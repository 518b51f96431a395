"""Few pages that show all that a site has: each element, class and role is on one of them."""

import re
from pathlib import Path
from typing import Any

from lxml import html

from validators.book import Book

Marks = frozenset[tuple[str, str]]
_OWN_NAME = re.compile(r"--rules-[a-z]+-\d+$")  # a rule's page bears its code: one stands for all


def pages(book: Book, kinds: str = "//body//*") -> tuple[str, ...]:
    """Return the fewest pages that show all kinds of elements, by always taking the richest one."""
    marks = {page: _marks(book.site / page, kinds) for page in book.pages}
    wanted = set().union(*marks.values())
    chosen = []
    while wanted:
        best = max(sorted(marks), key=lambda page: len(marks[page] & wanted))
        chosen.append(best)
        wanted -= marks[best]
    return tuple(sorted(chosen))


def _marks(path: Path, kinds: str) -> Marks:
    tree: Any = html.document_fromstring(path.read_bytes())
    return frozenset(
        (str(element.tag), _OWN_NAME.sub("", mark))
        for element in tree.xpath(kinds)
        for mark in (element.get("class") or "").split() or [element.get("role", "")]
    )
