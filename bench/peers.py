"""The programs that we measure ourselves against, installed for this alone."""

import shutil
import subprocess
import sys
from pathlib import Path

from bench.measure import MeasureError

LOCKED = Path(__file__).parent / "npm"  # package.json, package-lock.json: versions and hashes
FILES = ("package.json", "package-lock.json")
NODE = (
    "markdownlint-cli2 needs {program}, which is not installed. "
    "Hint: sudo apt-get install nodejs npm, or Node.js from https://nodejs.org/"
)


def markdownlint(cache: Path) -> str:
    """Return the path of markdownlint-cli2, installed below `cache` unless it stands there."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise MeasureError(NODE.format(program=program))
    folder = cache / "peers"
    if not _installed(folder):
        _install(folder)
    return str(folder / "node_modules" / ".bin" / "markdownlint-cli2")


def _installed(folder: Path) -> bool:
    """Tell whether an installation was finished from the files as they are now."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == (LOCKED / name).read_bytes()
        for name in FILES
    )


def _install(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    scratch = folder.with_name(folder.name + ".new")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for name in FILES:
        shutil.copy(LOCKED / name, scratch / name)
    npm = shutil.which("npm") or "npm"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasureError(f"npm cannot install markdownlint-cli2:\n{done.stderr.strip()}")
    scratch.rename(folder)


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
