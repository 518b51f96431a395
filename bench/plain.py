"""A book as other programs read it: the same text and pictures, in Markdown that is nobody's own.

Our front matter is left out, a title is a heading, what stands out is a quotation; links between
chapters and to pictures stay, and lead from file to file.
"""

import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*# (.+)\n")
_CALLOUT = re.compile(r'^(?:!!!|\?\?\?\+?) (\w+)(?: "(.*)")?\n((?:\n| {4}.*\n?)+)', re.MULTILINE)
_TARGET = re.compile(r"(\]\()([^)\s]+)")
_SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
JPEG = b"\xff\xd8\xff"
PICTURES = {".jpg", ".jpeg", ".png", ".svg", ".webp"}


@dataclass(frozen=True)
class Page:
    """One chapter: where it stands below the folder of the book, its title, and its Markdown."""

    path: str
    title: str
    text: str


@dataclass(frozen=True)
class Export:
    """A whole book, in reading order; the pictures as paths below `content`."""

    title: str
    content: Path
    pages: tuple[Page, ...]
    pictures: tuple[str, ...]

    @property
    def middle(self) -> str:
        """The path of a page in the middle of the book."""
        return self.pages[len(self.pages) // 2].path


def read(folder: Path) -> Export:
    """Read a book that was written for us."""
    content = folder / "content"
    paths = [path for path in sorted(content.rglob("*.md")) if path.name != "index.md"]
    preface = content / "index.md"
    files = [*([preface] if preface.exists() else []), *paths]
    pages = tuple(_page(path, path.relative_to(content).as_posix()) for path in files)
    return Export(_title(folder), content, pages, tuple(_pictures(content, pages)))


def _title(folder: Path) -> str:
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("site_name:"))
    return line.partition(": ")[2]


def _pictures(content: Path, pages: Iterable[Page]) -> Iterator[str]:
    """Yield the pictures that the pages show; others lie about in many a book."""
    shown = {posixpath.basename(found[1]) for page in pages for found in _SHOWN.finditer(page.text)}
    for path in sorted(content.rglob("*")):
        if path.suffix in PICTURES and path.name in shown:
            yield path.relative_to(content).as_posix()


def _page(path: Path, name: str) -> Page:
    title, text = plain(path.read_text(encoding="utf-8"))
    title = title or path.stem.replace("-", " ").capitalize()
    return Page(name, title, f"# {title}\n\n{text.strip()}\n")


def plain(text: str) -> tuple[str, str]:
    r"""Return the title of a chapter, and its text as any program reads it.

    >>> plain("---\ntitle: Tea\n---\n\nBoil it.\n\n!!! note \"Hot\"\n\n    Wait.\n")
    ('Tea', '\nBoil it.\n\n> **Hot**\n>\n> Wait.\n\n')
    """
    found = _FRONT_MATTER.match(text)
    body = found[2] if found else text
    named = _TITLE.search(found[1]) if found else None
    title = named[1].strip("\"' ") if named else ""
    if heading := _HEADING.match(body):
        title, body = title or heading[1], body[heading.end() :]
    return title, _CALLOUT.sub(_quotation, body)


def _quotation(found: re.Match[str]) -> str:
    kind, title, text = found.groups()
    lines = [line[4:] for line in text.strip("\n").split("\n")]
    said = (f"**{title or kind.capitalize()}**", "", *lines)
    return "\n".join(f"> {line}".rstrip() for line in said) + "\n\n"


def tree(export: Export, folder: Path) -> tuple[str, ...]:
    """Write the pages in folders, as they stand in the book; return their paths."""
    names = {page.path: page.path for page in export.pages}
    return _write(export, folder, names | {path: named(export, path) for path in export.pictures})


def flat(export: Export, folder: Path, anchor: str = "") -> tuple[str, ...]:
    """Write all pages into one folder, in reading order; return their names.

    A name begins with a letter, since pandoc makes labels of it, and Typst wants that of them.
    With an `anchor`, every title has it, and links to a page lead to its title.
    """
    names = {page.path: f"chapter-{at:04}.md" for at, page in enumerate(export.pages)}
    pictures = {
        path: f"pictures/{named(export, path).replace('/', '--')}" for path in export.pictures
    }
    return _write(export, folder, names | pictures, anchor)


def named(export: Export, picture: str) -> str:
    """Return the path of a picture with the ending of what it is: some programs go by that."""
    path = PurePosixPath(picture)
    with (export.content / path).open("rb") as file:
        jpeg = file.read(len(JPEG)) == JPEG
    return str(path.with_suffix(".jpg") if jpeg else path)


def _write(
    export: Export, folder: Path, names: dict[str, str], anchor: str = ""
) -> tuple[str, ...]:
    for page in export.pages:
        path = folder / names[page.path]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(linked(page, names, anchor), encoding="utf-8")
    for picture in export.pictures:
        path = folder / names[picture]
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(export.content / picture, path)
    return tuple(names[page.path] for page in export.pages)


def linked(page: Page, names: dict[str, str], anchor: str = "") -> str:
    r"""Return the text of a page with links to where the others now are.

    >>> page = Page("a/tea.md", "Tea", "# Tea\n[Pot](../b/pot.md#lid), [cup](/cup)")
    >>> names = {"a/tea.md": "1.md", "b/pot.md": "2.md", "cup.md": "3.md"}
    >>> linked(page, names).splitlines()
    ['# Tea', '[Pot](2.md#lid), [cup](3.md)']
    >>> linked(page, names, "top").splitlines()
    ['# Tea {#top}', '[Pot](2.md#lid), [cup](3.md#top)']
    """
    here = posixpath.dirname(names[page.path]) or "."

    def lead(found: re.Match[str]) -> str:
        target, _, place = found[2].partition("#")
        start = "" if target.startswith("/") else posixpath.dirname(page.path)
        meant = posixpath.normpath(posixpath.join(start, target.lstrip("/")))
        name = names.get(meant) or names.get(f"{meant}.md")
        if name is None:
            return found[0]
        place = place or (anchor if name.endswith(".md") else "")
        return f"{found[1]}{posixpath.relpath(name, here)}{'#' * bool(place)}{place}"

    title, mark, rest = page.text.partition("\n")
    named = f"{title} {{#{anchor}}}" if anchor else title
    return named + mark + _TARGET.sub(lead, rest)
