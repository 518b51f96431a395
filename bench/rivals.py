"""Other programs that make a book: what each needs to be told, and how it is run.

All get the same text and pictures, and a comparable task: for a PDF pages of A5 with contents. A
table each for PDFs, sites and EPUBs; none of these programs knows what an author changed.
"""

import json
import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import instructions, peers, plain
from bench.measure import MeasureError
from bench.plain import Export

Command = tuple[str, ...]


@dataclass(frozen=True)
class Rival:
    """A program under a name. `lay` writes what it reads into a folder and returns its command.

    `output` is what the command makes below the folder; `packages` are the parts it consists of.
    """

    name: str
    lay: Callable[[Export, Path, Path], Command]
    output: str
    packages: tuple[str, ...]

    def versions(self, cache: Path) -> dict[str, str]:
        """Return the versions of its parts."""
        return {name: version(name, cache) for name in self.packages}


def version(name: str, cache: Path) -> str:
    """Return the version of a program that was locked here, or came from elsewhere."""
    if name == "pandoc":
        return peers.version((pandoc(cache), "--version"))
    if name == "chromium":
        return peers.version((peers.browser(), "--version"))
    if name == "vivliostyle":
        return peers.npm_version(name, "@vivliostyle/cli")
    return peers.pypi_version(cache, name)


def pandoc(cache: Path) -> str:
    """Return the path of the pandoc that a Python package brings."""
    folder = peers.pypi(cache).parent
    found = next(folder.glob("lib/python*/site-packages/pypandoc/files/pandoc"), None)
    if found is None:
        raise MeasureError("pypandoc-binary brings no pandoc for this machine")
    return str(found)


# --- MkDocs and its plugins ---------------------------------------------------------------------


def _mkdocs(plugins: str) -> Callable[[Export, Path, Path], Command]:
    def lay(export: Export, folder: Path, cache: Path) -> Command:
        plain.tree(export, folder / "docs")
        _write(
            folder / "mkdocs.yml", instructions.MKDOCS.format(title=export.title, plugins=plugins)
        )
        _write(folder / "docs" / "a5.css", instructions.PAGE)
        _write(folder / "templates" / "styles.scss", instructions.PAGE)
        return str(peers.pypi(cache) / "mkdocs"), "build", "--quiet"

    return lay


def _print_site(export: Export, folder: Path, cache: Path) -> Command:
    build = _mkdocs(instructions.PRINT_SITE)(export, folder, cache)
    page = (folder / "site" / "print_page.html").as_uri()
    return _shell(build, (*_chromium(), *instructions.PRINT, "--print-to-pdf=book.pdf", page))


def _zensical(export: Export, folder: Path, cache: Path) -> Command:
    _mkdocs(instructions.SEARCH)(export, folder, cache)
    return str(peers.pypi(cache) / "zensical"), "build"


# --- pandoc -------------------------------------------------------------------------------------


def _pandoc(export: Export, folder: Path, cache: Path) -> Command:
    """Lay the text out flat, and return the beginning of a command for all of it."""
    names = plain.flat(export, folder, anchor="start")  # its Typst has no label for a whole file
    _write(folder / "a5.css", instructions.PAGE + instructions.CONTENTS)
    title = f"title={export.title}"
    return (pandoc(cache), *instructions.PANDOC, "--metadata", title, *names)


def _pandoc_weasyprint(export: Export, folder: Path, cache: Path) -> Command:
    engine = str(peers.pypi(cache) / "weasyprint")
    return (*_pandoc(export, folder, cache), "--to", "html5", "--css", "a5.css",
            "--pdf-engine", engine, "--output", "book.pdf")  # fmt: skip


def _pandoc_typst(export: Export, folder: Path, cache: Path) -> Command:
    text = (*_pandoc(export, folder, cache), "--to", "typst", "--variable", "papersize=a5",
            "--output", "book.typ")  # fmt: skip
    python = str(peers.pypi(cache) / "python")
    return _shell(text, (python, "-c", instructions.TYPST))


def _pandoc_epub(export: Export, folder: Path, cache: Path) -> Command:
    return (*_pandoc(export, folder, cache), "--output", "book.epub")


# --- Vivliostyle, Sphinx ------------------------------------------------------------------------


def _vivliostyle(export: Export, folder: Path, cache: Path) -> Command:
    names = plain.flat(export, folder)
    _write(folder / "a5.css", instructions.PAGE + instructions.CONTENTS_OF_VIVLIOSTYLE)
    config = json.dumps(instructions.vivliostyle(export.title, names))
    _write(folder / "vivliostyle.config.js", f"module.exports = {config};\n")
    browser = folder / "browser"
    _write(browser, f'#!/bin/sh\nexec {shlex.join(_chromium())} "$@"\n')
    browser.chmod(0o755)
    program = peers.npm(cache, "vivliostyle")
    return program, "build", "--executable-browser", str(browser), "--timeout", "1800"


def _sphinx(export: Export, folder: Path, cache: Path) -> Command:
    names = plain.tree(export, folder)
    _write(folder / "conf.py", instructions.SPHINX.format(title=export.title))
    preface = folder / "index.md"
    said = preface.read_text(encoding="utf-8") if preface.exists() else f"# {export.title}\n"
    listed = "\n".join(name.removesuffix(".md") for name in names if name != "index.md")
    _write(preface, said + instructions.TOCTREE.format(names=listed))
    return str(peers.pypi(cache) / "sphinx-build"), "-q", "-b", "epub", ".", "built"


# --- the tables ---------------------------------------------------------------------------------

_MATERIAL = ("mkdocs", "mkdocs-material")

PDFS = (
    Rival("mkdocs-to-pdf", _mkdocs(instructions.TO_PDF), "site/book.pdf",
          ("mkdocs-to-pdf", *_MATERIAL, "weasyprint")),
    Rival("print-site + Chromium", _print_site, "book.pdf",
          ("mkdocs-print-site-plugin", *_MATERIAL, "chromium")),
    Rival("pandoc + WeasyPrint", _pandoc_weasyprint, "book.pdf", ("pandoc", "weasyprint")),
    Rival("pandoc + Typst", _pandoc_typst, "book.pdf", ("pandoc", "typst")),
    Rival("Vivliostyle", _vivliostyle, "book.pdf", ("vivliostyle", "chromium")),
)  # fmt: skip
SITES = (
    Rival("MkDocs + Material", _mkdocs(instructions.SEARCH), "site", _MATERIAL),
    Rival("Zensical", _zensical, "site", ("zensical",)),
)
EPUBS = (
    Rival("pandoc", _pandoc_epub, "book.epub", ("pandoc",)),
    Rival("Sphinx", _sphinx, "built/book.epub", ("sphinx", "myst-parser")),
)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _shell(*commands: Command) -> Command:
    return "sh", "-c", " && ".join(map(shlex.join, commands))


def _chromium() -> Command:
    """Return Chromium as a command; root has to do without its sandbox."""
    return (peers.browser(), *(["--no-sandbox"] if os.geteuid() == 0 else []))
