"""What is compared of a finished book: its words and markup, readable, without what always differs.

Commits, versions, sizes and hashes become placeholders in braces.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
from lxml import etree, html

from gitbook import GitBook
from potluck.model import Finding
from potluck.proof.texts import destinations

_BLOCKS = (
    "address article aside blockquote body caption colgroup dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 head header hr html item itemref li link main manifest meta metadata "
    "nav ol p package pre section spine summary table tbody td tfoot th thead title tr ul "
    "dc:[a-z]+"
).replace(" ", "|")
_OPENING = re.compile(rf"(?<!\n)(<(?:{_BLOCKS})(?=[\s/>]))")
_CLOSING = re.compile(rf"(</(?:{_BLOCKS})>)(?!\n)")
_PRE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def texts(book: GitBook, findings: Iterable[Finding]) -> dict[str, str]:
    """Return what is compared, by file name below `expected/`."""
    build = book.book / "build"
    slug = json.loads((build / "manifest.json").read_text())["book"]["slug"]
    found = {
        "findings.txt": "".join(f"{finding}\n" for finding in findings),
        "pdf.txt": pdf(build / "pdf" / f"{slug}.pdf"),
        **{f"site/{name}": text for name, text in site(build / "site")},
        **{f"epub/{name}": text for name, text in epub(build / "epub" / f"{slug}.epub")},
    }
    return {name: _tidy(_placeholders(text, book)) for name, text in found.items()}


def _tidy(text: str) -> str:
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line).strip("\n") + "\n"


def _placeholders(text: str, book: GitBook) -> str:
    commits = book.git("rev-list", "--reverse", "HEAD").split()
    for number, commit in enumerate(commits, 1):
        text = text.replace(commit, f"{{commit {number}}}").replace(
            commit[:10], f"{{commit {number}, short}}"
        )
    for pattern, name in _VARYING:
        text = re.sub(pattern, name, text)
    return text


_VARYING = (
    (r"\b(Potluck|WeasyPrint) \d+(?:\.\w+)*", r"\1 {version}"),
    (r"-[0-9a-f]{8,16}((?:-\d+)?\.(?:png|jpg|svg|webp))", r"-{hash}\1"),
    (r"\b[0-9a-f]{64}\b", "{sha256}"),
    (r"\burn:uuid:[0-9a-f-]{36}", "urn:uuid:{uuid}"),
    (r"\b\d+(?:\.\d+)? (?:kB|KB|MB)", "{size}"),
)


# --- site ---------------------------------------------------------------------------------------


def site(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the title and the article of each page; what stands around it is the theme's."""
    for path in sorted(folder.rglob("*.html")):
        page: Any = html.document_fromstring(path.read_text(encoding="utf-8"))
        (article,) = page.iter("article")
        article.tail = None
        for button in article.find_class("md-content__button"):
            button.drop_tree()
        title = page.findtext("head/title")
        written = etree.tostring(article, encoding="unicode", method="html")
        yield path.relative_to(folder).as_posix(), f"<title>{title}</title>\n{_lines(written)}"


def _lines(markup: str) -> str:
    """Put each block on a line of its own; what is preformatted stays as it is."""
    pieces = _PRE.split(markup)
    pieces[::2] = (_broken(piece) for piece in pieces[::2])
    return "\n".join(pieces)


def _broken(markup: str) -> str:
    folded = re.sub(r"\s+", " ", markup)
    return _CLOSING.sub(r"\1\n", _OPENING.sub(r"\n\1", folded)).replace("\n ", "\n")


# --- EPUB ---------------------------------------------------------------------------------------


def epub(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each document and the package of the EPUB."""
    with ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".xhtml", ".opf")):
                yield name.removeprefix("EPUB/"), _lines(archive.read(name).decode())


# --- PDF ----------------------------------------------------------------------------------------


def pdf(file: Path) -> str:
    """Return the outline, and of each page its label and its words as they are read back."""
    with pikepdf.open(file) as document, pypdfium2.PdfDocument(file) as reader:
        labels = [str(page.label) for page in document.pages]
        numbers = {page.obj.objgen: place for place, page in enumerate(document.pages)}
        lines = [f"{len(labels)} pages", "", "Outline"]
        with document.open_outline() as outline:
            places = _Places(document, numbers, labels)
            lines += [f"  {line}" for line in places.outline(outline.root)]
        for label, words in zip(labels, _page_texts(reader), strict=True):
            lines += ["", f"--- page {label} ---", *words.splitlines()]
    return "\n".join(lines)


def _page_texts(reader: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in reader:
        words = page.get_textpage()
        yield _visible(words.get_text_range())
        words.close()
        page.close()


def _visible(text: str) -> str:
    """Show glyphs without a text, and a hyphen at the end of a line as such."""
    known = text.replace("\ufffe", "-").replace("\r", "")
    return re.sub(r"[^\n -\U0010ffff]", lambda odd: f"{{U+{ord(odd[0]):04X}}}", known)


class _Places:
    """Where the entries of an outline lead."""

    def __init__(self, document: Any, numbers: dict[Any, int], labels: list[str]) -> None:
        self._named = dict(destinations(document))
        self._numbers, self._labels = numbers, labels

    def outline(self, items: Iterable[Any], depth: int = 0) -> Iterator[str]:
        for item in items:
            yield f"{'  ' * depth}{item.title} … {self._page(item)}"
            yield from self.outline(item.children, depth + 1)

    def _page(self, item: Any) -> str:
        where = item.destination
        if where is None and item.action is not None:
            where = item.action.D
        if isinstance(where, str | pikepdf.String | pikepdf.Name):
            where = self._named[str(where)]
        return self._labels[self._numbers[where[0].objgen]]
