"""Reads from inside a copy which build it says it is. Nothing in the file is run or trusted."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from potluck import manifest
from potluck.publishing import sites

MOST = 1 << 29  # bytes of a file that are looked at
_PACKAGE = 1 << 23  # bytes of the package document of an EPUB
_BUILD = rb"([0-9a-f]{10}(?:\+[0-9a-f]{6})?)"
_SOURCE = rb"[^<]{0,500}?([0-9a-f]{40}|[0-9a-f]{64})"
_PDF = (
    re.compile(rb"<xmpMM:VersionID>" + _BUILD + rb"</xmpMM:VersionID>"),
    re.compile(rb"<dc:source>" + _SOURCE + rb"</dc:source>"),
)
_EPUB = (
    re.compile(rb'<meta property="schema:version">' + _BUILD + rb"</meta>"),
    re.compile(rb'<meta property="schema:isBasedOn">' + _SOURCE + rb"</meta>"),
)


@dataclass(frozen=True)
class Claim:
    """Which build and commit a copy says it is; empty where it says nothing."""

    build: str = ""
    commit: str = ""


def of_pdf(path: Path) -> Claim:
    """Read the XMP of a PDF, which PDF/A wants to be plain text; the last one counts."""
    with path.open("rb") as file:
        return _found(file.read(MOST), *_PDF)


def of_epub(path: Path) -> Claim:
    """Read the package document of an EPUB."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".opf"))
            with archive.open(name) as file:
                return _found(file.read(_PACKAGE), *_EPUB)
    except (zipfile.BadZipFile, zlib.error, StopIteration, OSError, EOFError):
        return Claim()
    except (NotImplementedError, RuntimeError, ValueError):  # encrypted; broken fields
        return Claim()


def of_site(path: Path) -> Claim:
    """Read the manifest that was published with a site; an archive of one says nothing."""
    found = manifest.read(path / manifest.NAME)
    return Claim(found.build.id, found.build.commit) if found else Claim()


def _found(data: bytes, build: re.Pattern[bytes], source: re.Pattern[bytes]) -> Claim:
    builds, commits = build.findall(data), source.findall(data)
    return Claim(
        builds[-1].decode("ascii") if builds else "",
        commits[-1].decode("ascii") if commits else "",
    )


READERS: Mapping[str, Callable[[Path], Claim]] = {"pdf": of_pdf, "epub": of_epub, "site": of_site}


def kind_of(path: Path) -> str:
    """Tell what a copy is by how it begins: "pdf", "epub", "site", or "" for anything else."""
    if path.is_dir():
        return "site"
    if not path.is_file():  # a pipe would be waited for
        return ""
    with path.open("rb") as file:
        start = file.read(60)
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK") and b"application/epub+zip" in start:
        return "epub"
    return "site" if sites.packed(path) else ""
