"""What is installed, what is missing, and how to get it."""

import importlib
import importlib.metadata
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PANGO = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True)
class Probe:
    """One thing to look for. `look` returns its version, or raises or returns None without it."""

    name: str
    purpose: str
    look: Callable[[], str | None]
    remedy: str
    required: bool = True


@dataclass(frozen=True)
class Diagnosis:
    """What a probe found: `version` is None where the thing is missing."""

    probe: Probe
    version: str | None

    @property
    def well(self) -> bool:
        return self.version is not None or not self.probe.required


def examine() -> Iterator[Diagnosis]:
    """Look for each thing in turn."""
    for probe in PROBES:
        try:
            yield Diagnosis(probe, probe.look())
        except (ImportError, OSError, importlib.metadata.PackageNotFoundError):
            yield Diagnosis(probe, None)


def _python() -> str | None:
    return platform.python_version() if sys.version_info >= (3, 11) else None


def _program(name: str) -> str | None:
    path = shutil.which(name)
    if path is None:
        return None
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines else "found"


def _package(name: str) -> str:
    return importlib.metadata.version(name)


def _weasyprint() -> str:
    """Import it for real: it is there only if Pango is, too."""
    weasyprint = importlib.import_module("weasyprint")
    return f"WeasyPrint {weasyprint.__version__}"


def _walls() -> str | None:
    """Put a process behind bubblewrap's walls; some systems forbid it."""
    from potluck.cell.apart import WALLED, Apart  # noqa: PLC0415 - it starts a process
    from potluck.cell.limits import Limits  # noqa: PLC0415

    born = Apart()
    line, pid = born.birth(Limits(5))
    held = born.protection
    line.close()
    born.end(pid)
    born.stop()
    return held if held == WALLED else None


PROBES = (
    Probe("Python", "runs Potluck (3.11 or newer)", _python, "sudo apt-get install python3"),
    Probe("git", "who wrote what, and when", lambda: _program("git"), "sudo apt-get install git"),
    Probe("MkDocs", "the site", lambda: _package("mkdocs"), "pip install 'potluck-press[site]'"),
    Probe("Material for MkDocs", "the look of the site", lambda: _package("mkdocs-material"),
          "pip install 'potluck-press[site]'"),
    Probe("WeasyPrint and Pango", "the PDF", _weasyprint,
          f"pip install 'potluck-press[pdf]'; {PANGO}"),
    Probe("pikepdf", "rights metadata of the PDF", lambda: _package("pikepdf"),
          "pip install 'potluck-press[pdf]'"),
    Probe("Source Serif, Source Sans, Source Code", "the faces of the PDF and the site",
          lambda: _package("fontpkg-source-serif-4"), "pip install 'potluck-press[fonts]'"),
    Probe("Walls", "hide files and network from what sets chapters; there are limits alone", _walls,
          "sudo apt-get install bubblewrap, where user namespaces are allowed", required=False),
    Probe("Java", "EPUBCheck, for `make test`", lambda: _program("java"),
          "sudo apt-get install default-jre-headless", required=False),
    Probe("Chromium", "tests in a real browser, for `make test`", lambda: _program("chromium"),
          "sudo apt-get install chromium", required=False),
    Probe("Poppler", "tests of the PDF, for `make test`", lambda: shutil.which("pdftotext"),
          "sudo apt-get install poppler-utils", required=False),
)  # fmt: skip
