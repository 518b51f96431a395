"""The words of a chapter, and where its sentences and lines end; what is no word is left out.

Two texts that readers would call the same have the same words: line endings, spaces, wrapping,
Unicode forms, quotation marks, capitals, Markdown signs, list markers, link targets, HTML tags and
the keys of the front matter do not count. Title and summary do, wherever they stand.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_TEXT = 2_000_000  # characters; a longer file is no chapter, and only its beginning is traced

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SPOKEN = re.compile(
    r"^(?:title|summary|description)[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE
)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)"  # comments
    r"|<(?:script|style)\b.*?(?:</(?:script|style)\b|\Z)"  # programs, and how things look
    r"|</?[a-z][^<>]{0,2000}>"  # tags, and addresses in angle brackets
    r"|(?<=\])\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"  # where a link leads
    r"|^[ ]{0,3}\[[^\]\n]{1,300}\]:.*$"  # the same, written below
    r"|\bhttps?://[^\s<>]{1,2000}",
    re.DOTALL | re.MULTILINE,
)
# Scripts without spaces between words: each sign counts as one.
_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_END = (
    r"(?:^|\n)[ \t]*(?:[-*+•|>#]|\d{1,9}[.)](?=\s))"  # a list item, a table row, a heading
    r"|\n[ \t]*(?=[\n=])"  # an empty line, or one drawn under a heading
    r"|[.!?…](?=[\"')\]*_”’»]{0,4}(?:\s|\Z))|[。！？]|[ \t]\|"
)
_PLAIN = re.compile(rf"([^\W_]+(?:'[^\W_]+)*)|(?:{_END})")
_MIXED = re.compile(rf"([{_SIGNS}]|(?:(?![{_SIGNS}])[^\W_])+(?:'[^\W_]+)*)|(?:{_END})")
_HAS_SIGNS = re.compile(f"[{_SIGNS}]")


@dataclass(frozen=True)
class Text:
    """The words in order, and how many of them each unit (sentence, line of a list) has."""

    words: tuple[str, ...]
    units: tuple[int, ...]


def read(text: str) -> Text:
    r"""Return the words of a chapter's file.

    >>> read("---\ntitle: Red Dal\nserves: 4\n---\n\n## Method\n\n1. Rinse **200\u00a0g** of\n it.")
    Text(words=('red', 'dal', 'method', 'rinse', '200', 'g', 'of', 'it'), units=(2, 1, 5))
    """
    plain = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).replace("\u2019", "'")
    plain = _UNSEEN.sub("\n", _body(plain.casefold()))
    pattern = _MIXED if not plain.isascii() and _HAS_SIGNS.search(plain) else _PLAIN
    words: list[str] = []
    units: list[int] = []
    before = 0
    for word in pattern.findall(plain):
        if word:
            words.append(word)
        elif len(words) > before:
            units.append(len(words) - before)
            before = len(words)
    if len(words) > before:
        units.append(len(words) - before)
    return Text(tuple(words), tuple(units))


def _body(text: str) -> str:
    """Return the text with what its front matter says to readers, and nothing else of that."""
    front = _FRONT.match(text)
    if not front:
        return text
    said = "\n\n".join(match[1].strip("\"' >|\t") for match in _SPOKEN.finditer(front[1] or ""))
    return f"{said}\n\n{text[front.end() :]}"
