"""Prove that a change of characters changes nothing that anybody reads.

A fix of characters is taken only where the chapter is rendered with the same words, marks and
addresses, and its metadata have the same values; Unicode form apart. Otherwise the text stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from potluck.dialect.markdown import convert
from potluck.dialect.policy import sanitise
from potluck.mending.fix import Draft
from potluck.mending.yamledit import read, same
from potluck.source.limits import over_limits
from potluck.source.reader import split
from potluck.source.schema import SchemaName
from potluck.source.yamldoc import Value

Step = Callable[[Draft], str]
_PROSE = frozenset({"alt", "title", "summary", "aria-label"})  # attributes that are words
_ADDRESSES = frozenset({"file", "url", "slug"})  # metadata that find something


def careful(*steps: Step) -> Step:
    """Return a fix that takes the steps one after the other, each only where it keeps all."""

    def mend(draft: Draft) -> str:
        for step in steps:
            text = step(draft)
            if text != draft.text and keeps(draft, text):
                draft = replace(draft, text=text)
        return draft.text

    return mend


def readable(step: Step) -> Step:
    """Return a fix of metadata that takes a step which makes them readable, or tidies edges."""

    def mend(draft: Draft) -> str:
        text = step(draft)
        if text == draft.text:
            return text
        old, new = _metadata(draft, draft.text), _metadata(draft, text)
        tidy = old is None or (new is not None and same(_trimmed(old), _trimmed(new)))
        return text if new is not None and tidy else draft.text

    return mend


def _metadata(draft: Draft, text: str) -> dict[str, Value] | None:
    return read(split(text)[0]) if draft.chapter else read(text, "contributor")


def _trimmed(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _trimmed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_trimmed(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def keeps(draft: Draft, text: str) -> bool:
    """Tell whether a text says the same as the draft does."""
    before, after = _as_read(draft.text), _as_read(text)
    if before == after:
        return True
    if not draft.chapter:
        return same_values(before, after, "contributor")
    front, body, _ = split(before)
    new_front, new_body, _ = split(after)
    return same_values(front, new_front) and same_words(body, new_body)


def _as_read(text: str) -> str:
    r"""Return a text as every reader of ours sees it: without its mark, with `\n` for all ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def same_values(before: str, after: str, kind: SchemaName = "chapter") -> bool:
    """Tell whether two blocks of metadata say the same; where one is unreadable, only as text."""
    old, new = read(before, kind), read(after, kind)
    if old is None or new is None:
        return before == after or (old is new and _composed(before) == _composed(after))
    return same(_comparable(old), _comparable(new))


def _comparable(value: Value, key: str = "") -> Value:
    if isinstance(value, dict):
        return {_composed(name): _comparable(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_comparable(one, key) for one in value]
    return _composed(value) if isinstance(value, str) and key not in _ADDRESSES else value


def same_words(before: str, after: str) -> bool:
    """Tell whether two bodies are rendered alike. One that is too large to be rendered is not."""
    if before == after:
        return True
    if any(over_limits(before)) or any(over_limits(after)):
        return False
    try:
        return words(before) == words(after)
    except RecursionError:
        return False


def words(body: str) -> list[object]:
    """Return what is rendered: each element with its attributes and text, in order."""
    tree = html.fragment_fromstring(sanitise(convert(body)), create_parent="div")
    return list(_flat(tree))


def _flat(tree: HtmlElement) -> Iterator[object]:
    exact = {child for pre in tree.iter("pre", "code") for child in pre.iter()}
    for element in tree.iter():
        attributes = sorted(
            (name, _composed(value) if name in _PROSE else value)
            for name, value in element.attrib.items()
        )
        outer = element.getparent() in exact
        yield element.tag, attributes
        yield _plain(element.text, exact=element in exact), _plain(element.tail, exact=outer)


def _plain(text: str | None, *, exact: bool) -> str:
    composed = _composed(text or "")
    return composed if exact else re.sub(r"[ \t\n]+", " ", composed).strip(" ")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
