"""Programs that tests run: found, or the test fails. A missing validator never skips a test."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGES = {
    "chromium": "chromium",
    "git": "git",
    "java": "default-jre-headless",
    "javac": "default-jdk-headless",
    "node": "nodejs",
    "npm": "npm",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "bwrap": "bubblewrap",
}
OTHER_NAMES: dict[str, tuple[str, ...]] = {"chromium": ("google-chrome",)}


def need(program: str) -> str:
    """Return the path of a program of this environment or system, or fail the test."""
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join((here, os.environ.get("PATH", os.defpath)))
    for name in (program, *OTHER_NAMES.get(program, ())):
        if found := shutil.which(name, path=path):
            return found
    pytest.fail(f"{program} is not installed. Hint: {_hint(program)}", pytrace=False)


def need_file(module: str, name: str) -> Path:
    """Return a file that comes with a Python package, or fail the test."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        pytest.fail(f"{module} is not installed. Hint: make setup", pytrace=False)
    return Path(spec.origin).parent / name


def need_npm(name: str) -> Path:
    """Return a file of a package from npm (`tests/npm/`), or fail the test."""
    path = Path(sys.prefix) / "npm" / "node_modules" / name
    if not path.is_file():
        pytest.fail(f"{name} is not installed. Hint: make setup", pytrace=False)
    return path


def _hint(program: str) -> str:
    package = PACKAGES.get(program)
    return f"sudo apt-get install {package}" if package else "make setup"
