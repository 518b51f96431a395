"""Damages finished editions by hand: a letter is another, or words are gone, and nothing else.

In a page of a site and a document of an EPUB, bytes are changed. In a PDF, codes of glyphs are: in
the content of a page, found by what the page's own fonts say of them. A PDF may be written anew by
another program, or keep its own layout: then the content is packed again into the same room.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import pikepdf
import zopfli.zlib  # type: ignore[import-untyped]

Manner = Literal["changed", "gone"]
_ROWS = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_STEPS = re.compile(rb"/([^\s/<>\[\]()]+) [-\d.]+ Tf\b|<([0-9a-fA-F]+)>")


def other(char: str) -> str:
    """Return another letter, or another digit.

    >>> other("2"), other("S"), other("½")
    ('3', 'x', '¼')
    """
    if char.isdecimal():
        return str((int(char) + 1) % 10)
    return {"½": "¼", "x": "y", "X": "Y"}.get(char, "x")


def _first(words: str) -> int:
    return next(at for at, char in enumerate(words) if char.isalnum())


def text(words: str, manner: Manner) -> str:
    """Damage words."""
    at = _first(words)
    return "" if manner == "gone" else words[:at] + other(words[at]) + words[at + 1 :]


# --- pages and documents ------------------------------------------------------------------------


def page(file: Path, words: str, manner: Manner) -> None:
    """Damage the first such words in the article of a page of a site."""
    file.write_text(_damaged(file.read_text("utf-8"), "<article", words, manner), "utf-8")


def _damaged(markup: str, after: str, words: str, manner: Manner) -> str:
    """Damage the first text behind a mark which has the words, or the words for a picture."""
    head, mark, body = markup.partition(after)
    parts = re.split(r"(<[^>]*>)", body)
    old, new = escape(words), escape(text(words, manner))
    at = next(i for i, part in enumerate(parts) if _read(part, old))
    parts[at] = parts[at].replace(old, new, 1)
    return head + mark + "".join(parts)


def _read(part: str, words: str) -> bool:
    return f'alt="{words}"' in part if part.startswith("<") else words in part


def document(file: Path, member: str, words: str, manner: Manner) -> None:
    """Damage the first such words in the body of a document of an EPUB."""
    with ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (name,) = (name for name in members if name.endswith(f"/{member}"))
    members[name] = _damaged(members[name].decode(), "<body", words, manner).encode()
    with ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


# --- pages of a PDF -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Glyph:
    """Four hexadecimal digits in the content of a page, and the letters they stand for."""

    at: int
    font: str
    letters: str


def glyphs(content: bytes, fonts: Mapping[str, Mapping[str, str]]) -> Iterator[Glyph]:
    """Yield the glyphs that a content shows, without blanks."""
    font = ""
    for step in _STEPS.finditer(content):
        font = step[1].decode() if step[1] else font
        codes = (step[2] or b"").decode().lower()
        for at in range(0, len(codes) - len(codes) % 4, 4):
            letters = fonts.get(font, {}).get(codes[at : at + 4], "")
            if letters.strip():
                yield Glyph(step.start(2) + at, font, letters)


def fonts_of(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """Return what the codes of each font of a page stand for."""
    found = {}
    for name, font in page.resources.get("/Font", {}).items():
        rows = _ROWS.findall(font.ToUnicode.read_bytes())
        found[name[1:]] = {
            code.decode().lower(): bytes.fromhex(said.decode()).decode("utf-16-be")
            for code, said in rows
        }
    return found


def contents(page: pikepdf.Page) -> list[Any]:
    """Return the streams that a page draws: its text, then running head and number."""
    found: Any = page.obj.get("/Contents", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def content(
    whole: bytes, fonts: Mapping[str, Mapping[str, str]], words: str, manner: Manner
) -> bytes | None:
    """Return a content with the first such words damaged; None where it has none."""
    shown = list(glyphs(whole, fonts))
    starts = [at for at, glyph in enumerate(shown) for _ in glyph.letters]
    at = "".join(glyph.letters for glyph in shown).find("".join(words.split()))
    if at < 0:
        return None
    size = len("".join(words.split()))
    found = [shown[number] for number in dict.fromkeys(starts[at : at + size])]
    made = bytearray(whole)
    if manner == "changed":
        glyph = found[_first("".join(glyph.letters[0] for glyph in found))]
        made[glyph.at : glyph.at + 4] = _another(fonts[glyph.font], glyph.letters).encode()
        return bytes(made)
    for glyph in reversed(found):
        del made[glyph.at : glyph.at + 4]
    return bytes(made)


def _another(font: Mapping[str, str], letters: str) -> str:
    """Return the code of another letter or digit of the same font."""
    old = letters.casefold()
    same = (code for code, said in font.items() if said.isalnum() and said.casefold() not in old)
    like = [code for code in same if font[code].isdecimal() == letters.isdecimal()]
    return min(like)


def print_(file: Path, numbers: range, words: str, manner: Manner) -> None:
    """Damage the first such words in pages of a PDF: changed, it is written anew; gone, it is not.

    The words for a picture stand in the tree of the structure, and the file is always written anew.
    """
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pictures = [e for e in _elements(pdf.Root.StructTreeRoot) if e.get("/Alt") == words]
        if pictures:
            pictures[0].Alt = text(words, manner)
            pdf.save(file)
            return
        made = (
            (stream, content(stream.read_bytes(), fonts_of(page), words, manner))
            for page in list(pdf.pages)[numbers.start : numbers.stop]
            for stream in contents(page)
        )
        stream, new = next((stream, new) for stream, new in made if new is not None)
        old = stream.read_raw_bytes()
        if manner == "changed":
            stream.write(new)
            pdf.save(file)
            return
    packed = zopfli.zlib.compress(new)
    assert len(packed) <= len(old)
    data = file.read_bytes()
    assert data.count(old) == 1
    file.write_bytes(data.replace(old, packed + bytes(len(old) - len(packed))))


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        yield from _elements(node.get("/K"))
