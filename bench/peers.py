"""The programs that we measure ourselves against, installed for this alone.

Python programs stand in one environment of their own, each program from npm in a folder; versions
and hashes are locked in `pypi/` and `npm/`. Nothing of it reaches the environment of the project.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.measure import MeasureError

LOCKED = Path(__file__).parent
STAMP = ".locked"  # written when all is installed
NODE = (
    "{name} needs {program}, which is not installed. "
    "Hint: sudo apt-get install nodejs npm, or Node.js from https://nodejs.org/"
)
BROWSERS = ("chromium", "google-chrome")


def markdownlint(cache: Path) -> str:
    """Return the path of markdownlint-cli2, installed below `cache` unless it stands there."""
    return npm(cache, "markdownlint-cli2")


def npm(cache: Path, name: str) -> str:
    """Return the path of a program from npm, installed below `cache` unless it stands there."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise MeasureError(NODE.format(name=name, program=program))
    folder = _standing(cache / name, LOCKED / "npm" / name, _npm)
    return str(folder / "node_modules" / ".bin" / name.rpartition("/")[2])


def pypi(cache: Path) -> Path:
    """Return the folder of the Python programs, installed below `cache` unless they stand there."""
    return _standing(cache / "pypi", LOCKED / "pypi", _pypi) / "bin"


def browser() -> str:
    """Return the path of Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise MeasureError("There is no Chromium. Hint: sudo apt-get install chromium")
    return found


def pypi_version(cache: Path, name: str) -> str:
    """Return the version of a Python package that stands below `cache`."""
    folder = f"lib/python*/site-packages/{name.replace('-', '_')}-*.dist-info"
    found = next((cache / "pypi").glob(folder), Path("unknown-unknown"))
    return found.name.removesuffix(".dist-info").rpartition("-")[2]


def npm_version(name: str, package: str) -> str:
    """Return the version of a package in the lock file of a program from npm."""
    lock = (LOCKED / "npm" / name / "package-lock.json").read_text(encoding="utf-8")
    return str(json.loads(lock)["packages"][f"node_modules/{package}"]["version"])


def _standing(folder: Path, locked: Path, install: Callable[[Path, Path], None]) -> Path:
    """Return the folder of an installation that was finished from what is locked now."""
    stamp, wanted = folder / STAMP, locking(locked)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder, locked)
        stamp.write_text(wanted, encoding="utf-8")
    return folder


def locking(locked: Path) -> str:
    """Return a hash of the files of a lock."""
    files = (path.read_bytes() for path in sorted(locked.iterdir()))
    return hashlib.sha256(b"\0".join(files)).hexdigest()


def _npm(folder: Path, locked: Path) -> None:
    for file in locked.iterdir():
        shutil.copy(file, folder)
    npm = shutil.which("npm") or "npm"
    _install(locked.name, folder, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def _pypi(folder: Path, locked: Path) -> None:
    lock = str(locked / "requirements.txt")
    pip = (str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet")
    _install("peers", folder, sys.executable, "-m", "venv", str(folder))
    _install("peers", folder, *pip, "install", "--no-deps", "--require-hashes", "-r", lock)


def _install(name: str, folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        program = Path(command[0]).name
        raise MeasureError(f"{program} cannot install {name}:\n{done.stderr.strip()}")


def program(name: str) -> str:
    """Return the path of a program of the environment that runs this."""
    path = Path(sys.executable).parent / name
    if not path.is_file():
        raise MeasureError(f"{name} is not in the environment. Hint: make setup")
    return str(path)


def version(command: tuple[str, ...]) -> str:
    """Return the version that a program tells, without its name.

    >>> version(("echo", "reuse, version 6.2.0"))
    '6.2.0'
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = done.stdout.split("\n")[0].replace("(", " ").split()
    found = [word.strip("v") for word in words if word.strip("v")[:1].isdigit()]
    return found[0] if found else "unknown"
