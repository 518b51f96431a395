"""What stands in a chapter's Markdown, with lines: words, links, pictures, headings, notes, HTML.

Lines are counted from 0 at the beginning of the body. One pass over the tokens finds everything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from potluck.checks.html import Tag, tags

if TYPE_CHECKING:
    from markdown_it.token import Token

_REFERENCE = re.compile(r"\[\^([^\]\n]{1,200})\]")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}\n]*)\}$")
_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
# Python-Markdown reads these where CommonMark does not: addresses with blanks in them.
_LOOSE = re.compile(r'(!?)\[([^\[\]]*)\]\(([^()]*?)(?:\s+"[^"]*")?\s*\)')


class Words(msgspec.Struct, frozen=True):
    """Running text, outside code and HTML."""

    line: int
    text: str


class Link(msgspec.Struct, frozen=True):
    """A link: its address as written, and its words, if any."""

    line: int
    href: str
    text: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A picture: its address as written, its description, its title, and what it is a link to."""

    line: int
    src: str
    alt: str
    title: str = ""
    href: str = ""


class Heading(msgspec.Struct, frozen=True):
    """A heading: its words without notes and marks, and the anchor given to it, if any."""

    line: int
    level: int
    text: str
    id: str = ""
    first: bool = False  # nothing stands before it


class Note(msgspec.Struct, frozen=True):
    """A footnote's mark in the text, or its definition."""

    line: int
    label: str
    definition: bool


Thing = Words | Link | Picture | Heading | Note | Tag
Kind = TypeVar("Kind", Words, Link, Picture, Heading, Note, Tag)

# What a body without any of these signs cannot contain: it need not be read for that.
_SIGNS: dict[type, tuple[str, ...]] = {
    Link: ("](", "][", "]:", "<"),
    Picture: ("](", "][", "]:", "<"),
    Note: ("[^",),
    Tag: ("<",),
}


@dataclass(frozen=True)
class Reading:
    """A body, read when first asked about something that is not remembered of it."""

    body: str = field(repr=False)
    remembered: Mapping[type, tuple[Thing, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """Everything that was found, in the order of the text."""
        from potluck.checks.markdown import FOOTNOTE, tokens  # noqa: PLC0415 - rarely needed

        return tuple(_things(tokens(self.body), FOOTNOTE))

    def all(self, kind: type[Kind]) -> Iterator[Kind]:
        """Yield everything of one kind, in the order of the text."""
        if kind in self.remembered:
            return iter(cast("tuple[Kind, ...]", self.remembered[kind]))
        signs = _SIGNS.get(kind, ())
        if signs and not any(sign in self.body for sign in signs):
            return iter(())
        return (thing for thing in self.things if isinstance(thing, kind))


def _things(stream: "list[Token]", footnote: str) -> Iterator[Thing]:
    for index, token in enumerate(stream):
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            opening = stream[index - 1] if index else None
            if opening and opening.type == "heading_open":
                yield _heading(token, line, int(opening.tag[1:]), first=index == 1)
            yield from _inline(token, line)
        elif token.type == "html_block":
            yield from _html(token.content, line)
        elif token.type == footnote:
            yield Note(line, token.content.strip(), definition=True)


def _heading(token: "Token", line: int, level: int, *, first: bool) -> Heading:
    text = "".join(_plain(child) for child in token.children or ())
    given = _ATTRIBUTES.search(text)
    named = _ID.search(given[1]) if given else None
    text = _REFERENCE.sub("", text[: given.start()] if given else text)
    return Heading(line, level, " ".join(text.split()), named[1] if named else "", first)


def _plain(token: "Token") -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "text_special", "code_inline"} else ""


def _inline(token: "Token", line: int) -> Iterator[Thing]:
    children = token.children or []
    alone = ""  # the address of an open link that holds no words
    for index, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "text":
            yield from _words(child.content, line)
        elif child.type in {"link_open", "link_close"}:
            href = str(child.attrGet("href") or "")
            text = _inside(children, index) if href else ""
            alone = href if not text else ""
            yield from [Link(line, href, text)] if child.nesting == 1 else []
        elif child.type == "image":
            src, title = (str(child.attrGet(name) or "") for name in ("src", "title"))
            yield Picture(line, src, child.content, title, alone)
        elif child.type == "html_inline":
            yield from _html(child.content, line)
            line += child.content.count("\n")


def _inside(children: "list[Token]", index: int) -> str:
    """Return the words between the beginning of a link and its end."""
    inside = takewhile(lambda child: child.type != "link_close", children[index + 1 : index + 100])
    return " ".join("".join(map(_plain, inside)).split())


def _words(text: str, line: int) -> Iterator[Thing]:
    yield Words(line, text)
    if "[" not in text:
        return
    for match in _REFERENCE.finditer(text):
        yield Note(line, match[1].strip(), definition=False)
    for match in _LOOSE.finditer(text):
        words, address = match[2], match[3]
        yield Picture(line, address, words) if match[1] else Link(line, address, words)


def _html(text: str, line: int) -> Iterator[Thing]:
    """Yield the tags in a piece of HTML, and the links, pictures and headings that they make."""
    for tag in tags(text, line):
        yield tag
        if tag.name == "a" and (href := tag.get("href")):
            yield Link(tag.line, href)
        elif tag.name == "img":
            yield Picture(tag.line, tag.get("src") or "", tag.get("alt") or "")
