"""Bombs and disguises: `potluck check`, in a process of its own, names each file and ends in time.

Each book holds all attacks of a kind at once. Time is that of the wall, and generous: an attack
that is let through takes minutes or the whole memory.
"""

import json
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hostile import kitchen

SECONDS = 100  # for thirty attacks at once, on a busy machine
MEMORY = 2 << 30
LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 11)
)
MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 11)
)


def checked(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Check a book in another process, in bounded memory; return what was found, by file."""
    done = subprocess.run(
        [sys.executable, "-m", "potluck", "check", "--format", "json", "--root", str(root)],
        capture_output=True, check=False, timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr.decode()
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(done.stdout):
        assert (root / finding["path"]).exists(), finding
        assert finding["line"] > 0
        assert finding["column"] > 0
        assert len(finding["message"]) < 1000
        found.setdefault(finding["path"], []).append(finding)
    return found


def errors(found: Mapping[str, list[dict[str, Any]]], path: str) -> set[str]:
    return {each["code"] for each in found.get(path, ()) if each["severity"] == "error"}


def chapters(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"soup-{number}.md": text for number, text in enumerate(texts.values())}


def unnoticed(root: Path, texts: Mapping[str, str], codes: set[str]) -> list[str]:
    """Check a book with a chapter for each text; return which raise none of these codes."""
    book = kitchen.planted(root, chapters(texts).items())
    found = checked(book.book)
    paths = (f"content/soup-{number}.md" for number in range(len(texts)))
    return [name for name, path in zip(texts, paths, strict=True)
            if not errors(found, path) & codes]  # fmt: skip


# --- B5 -----------------------------------------------------------------------------------------

YAML = {
    "laughs": LAUGHS,
    "merges": MERGES,
    "itself": "a: &a [*a]\n",
    "a merge of itself": "a: &a {<<: *a}\n",
    "an alias": "a: &a x\nb: *a\n",
    "a call": "a: !!python/object/apply:os.system [id]\n",
    "a module": "a: !!python/module:antigravity\n",
    "the environment": "a: !ENV HOME\n",
    "a tag of its own": "a: !x y\n",
    "binary": "a: !!binary aGVsbG8=\n",
    "a set": "a: !!set {x}\n",
    "brackets": "a: " + "[" * 2_000 + "\n",
    "braces": "a: " + "{x: " * 2_000 + "\n",
    "dashes": "a:\n" + "".join(f"{' ' * n}-\n" for n in range(1, 200)),
    "a key twice": "title: Other\n",
    "a key that is a list": "? [a, b]\n: x\n",
    "a key that is a mapping": "{a: b}: x\n",
    "a long key": "x" * 70_000 + ": y\n",
    "much": "a: '" + "x" * 100_000 + "'\n",
    "a null byte": "a: \x00\n",
    "a bell": 'a: "\\a"\n',
    "half a character": 'a: "\\ud800"\n',
    "an unclosed quote": 'a: "x\n',
    "a tab": "\ta: x\n",
    "a directive": "%YAML 9.9\n",
    "several documents": "--- \na: x\n",
}


def test_metadata_that_grows_or_acts_is_named(tmp_path: Path) -> None:
    texts = {name: f"---\ntitle: Soup\n{more}---\nSlice.\n" for name, more in YAML.items()}
    assert unnoticed(tmp_path / "book", texts, {"FM-001", "FM-004", "TXT-001"}) == [
        "several documents"  # the first of them ends the metadata; what follows is text
    ]


def test_people_that_grow_or_act_are_named(tmp_path: Path) -> None:
    book = kitchen.planted(tmp_path / "book", [("soup.md", kitchen.HEAD.format("Soup") + "x\n")])
    for number, more in enumerate(YAML.values()):
        book.write(f"contributors/p-{number}.yml", f"name: P {number}\ntitle: X\n{more}")
    found = checked(book.book)
    silent = [name for number, name in enumerate(YAML)
              if not errors(found, f"contributors/p-{number}.yml")]  # fmt: skip
    assert silent == ["a key twice"]  # which no file of a person reads


# --- B6 -----------------------------------------------------------------------------------------

MARKDOWN = {
    "brackets": "[" * 14_000,
    "pictures": "![" * 15_000,
    "empty brackets": "[[]" * 15_000,
    "sections": "<![CDATA[" * 3_000,
    "open links": "[a](" * 8_000,
    "links closed late": "![" * 4_000 + "](" * 4_000,
    "footnotes": "[^1] " * 6_000 + "\n\n[^1]: x\n",
    "strikes": "~~a ~" * 6_000,
    "inserts": "^^a ^" * 12_000,
    "numbers": "1. " * 500,
    "dashes": "- " * 3_000,
    "quotes": "> " * 3_000,
    "definitions": "a\n" + "".join(f"{'    ' * depth}:   b\n" for depth in range(80)),
    "lists": "".join(f"{'    ' * depth}- x\n" for depth in range(80)),
    "accents": "e" + "\u0301" * 50_000,
    "a line": "word " * 10_000,
    "a file": "A line of words.\n" * 20_000,
    "stars": "*a **b " * 8_000,
    "backticks": "`a ``b " * 8_000,
    "tags": "<a " * 20_000,
    "comments": "<!--" * 20_000,
    "boxes": "<div>" * 8_000,
    "entities": "&#x6a;" * 20_000,
    "a word": "x" * 150_000,
    "a table": "|" * 100_000 + "\n" + "|-" * 50_000 + "|\n",
    "references": "".join(f"[{n}]: x\n" for n in range(8_000)),
}


def test_text_that_takes_long_is_named(tmp_path: Path) -> None:
    texts = {name: kitchen.HEAD.format("Soup") + body + "\n" for name, body in MARKDOWN.items()}
    assert unnoticed(tmp_path / "book", texts, {"FM-007", "FM-008"}) == []


def png(width: int, height: int, *, packed: bytes = b"") -> bytes:
    """Make a picture of so many pixels, all black, of one bit each."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = packed or b"".join(
        [*(packer.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)), packer.flush()]
    )
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
TEN = "<use href='#a{}'/>" * 10
USES = "<defs><g id='a0'/>" + "".join(
    f"<g id='a{n}'>{TEN.replace('{}', str(n - 1))}</g>" for n in range(1, 9)
) + "</defs><use href='#a8'/>"  # fmt: skip
GROWING = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
PICTURES = {
    "many pixels.png": png(30_000, 30_000),
    "more pixels.png": png(13_000, 13_000),
    "a size that is none.png": png(0, 0, packed=b"x"),
    "a size beyond all.png": png(2**31 - 1, 2**31 - 1, packed=zlib.compress(b"x")),
    "cut off.png": png(400, 400)[:60],
    "no picture.png": b"<script>hit()</script>",
    "no picture.jpg": b"\xff\xd8\xff\xe0" + bytes(100),
    "no picture.webp": b"RIFF\xff\xff\xff\xffWEBPVP8X" + bytes(100),
    "a program.png": b"\x7fELF" + bytes(1_000),
    "uses.svg": SVG.format(USES).encode(),
    "itself.svg": SVG.format("<g id='a'><use href='#a'/></g>").encode(),
    "laughs.svg": f"<!DOCTYPE svg [<!ENTITY a0 'lol'>{GROWING}]>".encode()
    + SVG.format("<title>&a9;</title>").encode(),
    "parts.svg": SVG.format("<path d='M0 0'/>" * 60_000).encode(),
    "depth.svg": SVG.format("<g>" * 10_000 + "</g>" * 10_000).encode(),
    "script.svg": SVG.format("<script>hit()</script>").encode(),
    "handler.svg": SVG.format("<rect onload='hit()'/>").encode(),
    "frame.svg": SVG.format("<foreignObject/>").encode(),
    "no drawing.svg": b"\x1f\x8b" + bytes(100),
}  # fmt: skip


def test_pictures_that_grow_or_act_are_named(tmp_path: Path) -> None:
    shown = "".join(f"![A pot of soup]({n}.{name.rsplit('.', 1)[1]})\n\n"
                    for n, name in enumerate(PICTURES))  # fmt: skip
    text = kitchen.HEAD.format("Soup") + shown
    book = kitchen.planted(tmp_path / "book", [("soup.md", text)])
    paths = {name: f"content/{n}.{name.rsplit('.', 1)[1]}" for n, name in enumerate(PICTURES)}
    for name, data in PICTURES.items():
        (book.book / paths[name]).write_bytes(data)
    found = checked(book.book)
    silent = [n for n, path in paths.items() if not errors(found, path) & {"MED-005", "MED-006"}]
    assert silent == ["cut off.png"]  # seen when it is developed: checks read its head


# --- B8 -----------------------------------------------------------------------------------------

SIGNS = {
    f"U+{sign:04X}": chr(sign)
    for sign in (
        *(0x00, 0x07, 0x08, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028),
        *(0x2029, *range(0x202A, 0x202F), 0x2060, 0x2063, *range(0x2066, 0x206A), 0xFEFF, 0xFFF9),
        *(0xE000, 0xF8FF, 0xE0001, 0xE0041, 0xE007F),
    )
}
LOOKS = {
    "a Cyrillic letter in a word": "Add s\u0430lt.",
    "a Greek letter in a word": "Add s\u03b1lt.",
    "a joiner in a word": "Add sa\u200dlt.",
    "letters that end as they began": "Add \u202etlas\u202c.",
    "two quantities": "Add 5\u20660\u2069 g.",
    "in code": "```\nif \u202e x\n```",
    "in a link": "[salt](https://example.org/\u202egpj.exe)",
    "in a heading": "## Sa\u200blt",
    "in a table": "| a\u2067 |\n|---|\n| b |",
    "in a description": "![a\u202eb](pot.png)",
    "in metadata": None,
}


@pytest.mark.parametrize("frame", ["Add {}salt.", "# {}Soup", "`{}`"])
def test_a_sign_that_cannot_be_seen_is_named(tmp_path: Path, frame: str) -> None:
    texts = {name: kitchen.HEAD.format("Soup") + frame.format(sign) + "\n"
             for name, sign in SIGNS.items()}  # fmt: skip
    assert unnoticed(tmp_path / "book", texts, {"TXT-001", "FM-001"}) == []


def test_a_text_that_looks_like_another_is_named(tmp_path: Path) -> None:
    texts = {name: kitchen.HEAD.format("Soup" if body else "So\u200bup") + f"{body or 'x'}\n"
             for name, body in LOOKS.items()}  # fmt: skip
    assert unnoticed(tmp_path / "book", texts, {"TXT-001", "TXT-004", "FM-001"}) == []
