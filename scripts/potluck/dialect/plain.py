"""Text that holds no sign of Markdown is not searched for any: that is two thirds of a conversion.

Python-Markdown tries each of its inline patterns, and then those of "smarty", on each run of text,
even on the newlines between blocks. It leaves an `AtomicString` alone
(https://python-markdown.github.io/extensions/api/#working_with_et), so plain text is made one for
as long as patterns are tried. Whatever may mean something is left to the patterns.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

SEARCHES = {"inline": 20, "smarty": 6}
"""The tree processors that try patterns, with their priorities."""
_PLAIN = re.compile(r"(?:[^\W_]|[,;:()/%+?=°\n]| (?!\n)|\.(?!\.))+")
"""Letters, digits, and signs that mean nothing alone; no spaces before a new line, no ellipsis."""


class _Sparing(InlineProcessor):
    """Tries patterns on all text but what is plain."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Do what is done without it, in less time."""
        with _spared(tree):
            return super().run(tree, ancestors)


@contextmanager
def _spared(root: Element) -> Iterator[None]:
    """Make all plain text atomic meanwhile."""
    texts = [element for element in root.iter() if _plain(element.text)]
    tails = [element for element in root.iter() if _plain(element.tail)]
    for element in texts:
        element.text = AtomicString(element.text)
    for element in tails:
        element.tail = AtomicString(element.tail)
    yield
    for element in texts:
        element.text = str(element.text)
    for element in tails:
        element.tail = str(element.tail)


def _plain(text: str | None) -> bool:
    return bool(text and type(text) is str and _PLAIN.fullmatch(text))


def spare(md: Markdown) -> None:
    """Have a converter, with all its extensions, search no plain text."""
    for name, priority in SEARCHES.items():
        if name not in md.treeprocessors:
            continue
        search = md.treeprocessors[name]
        if isinstance(search, InlineProcessor):
            sparing = _Sparing(md)
            sparing.inlinePatterns = search.inlinePatterns
            md.treeprocessors.register(sparing, name, priority)
