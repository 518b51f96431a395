"""File names work on every computer.

Some computers take `Soup.md` and `soup.md` for the same file, and some write é in two ways; one of
two such files would be lost, which is an error. Blanks, capitals and other signs make addresses
that break when somebody types or mails them, and a few names (`con.md`) cannot be saved on Windows.

Source: POSIX.1-2024, 3.265 (portable file names); Unicode TR15; Microsoft, "Naming Files".

Bad:

    -- content/Leek soup.md --
    # Leek soup

Bad:

    -- content/leek.md --
    # Leek soup
    -- content/leeK.md --
    ---
    slug: other-leek-soup
    ---
    # Another leek soup

Good:

    -- content/leek-soup.md --
    # Leek soup
"""

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted, visible
from potluck.model import Finding, Place, Severity
from potluck.naming import slugify
from potluck.pictures import EXTENSIONS
from potluck.source.outline import INDEXES

_PORTABLE = re.compile(r"[a-z0-9_][a-z0-9._-]*")
_SURELY_FINE = re.compile(r"(?:[a-z_][a-z0-9_-]{4,}/)*[a-z_][a-z0-9_-]{4,}\.[a-z]{2,4}")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_WHY = (
    (re.compile(r"\s"), "has a blank in it"),
    (re.compile(r"[A-Z]"), "has capitals in it"),
    (re.compile(r""), "has signs in it that do not work everywhere"),
)


def check(book: BookView) -> Iterator[Finding]:
    others = (file.path for file in book.manuscript.files)
    files = sorted([*(file.path for file in book.written), *others])
    names = {folder: path for path in reversed(files) for folder in _folders(path)}
    names |= {path: path for path in files}
    seen: dict[str, str] = {}
    for name in sorted(names):
        other = seen.setdefault(folded(name), name)
        if other != name:
            yield _clash(Place(names[name]), name, other)
        elif _SURELY_FINE.fullmatch(name):
            continue
        elif addressed(name, folder=name not in files):
            yield from _name(Place(names[name]), name, names.keys())


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, below content/ or contributors/."""
    steps = path.split("/")
    yield from ("/".join(steps[:end]) for end in range(2, len(steps)))


def addressed(name: str, *, folder: bool) -> bool:
    """Whether a name becomes part of an address, or is somebody's id."""
    path = PurePosixPath(name)
    if name.startswith("contributors/"):
        return folder or path.suffix.lower() in {".yml", ".yaml"}
    return folder or (path.suffix.lower() in {".md", *EXTENSIONS} and path.name not in INDEXES)


def folded(path: str) -> str:
    """Return what stands for a path where capitals and the form of letters do not count."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFKC", path).casefold()


def _clash(place: Place, path: str, other: str) -> Finding:
    return RULE.finding(
        place,
        f"On many computers {quoted(path)} and {quoted(other)} are the same.",
        "give one of them another name",
        severity=Severity.ERROR,
    )


def _name(place: Place, path: str, taken: Collection[str]) -> Iterator[Finding]:
    name = PurePosixPath(path).name
    if DEVICE.fullmatch(name):
        why = "cannot be saved on Windows"
    elif _PORTABLE.fullmatch(name):
        return
    else:
        why = next(words for pattern, words in _WHY if pattern.search(name))
    yield RULE.finding(place, f"The name {quoted(name)} {why}.", _move(path, taken))


def _move(path: str, taken: Collection[str]) -> str:
    old = PurePosixPath(path)
    stem = slugify(old.stem)
    new = old.with_name(f"{stem or 'x'}{old.suffix.lower()}").as_posix()
    if not stem or new in taken or DEVICE.fullmatch(stem) or visible(path) != path:
        return "rename it with small letters a–z, digits and hyphens"
    return f"git mv {shlex.quote(path)} {shlex.quote(new)}"


RULE = Rule("FM-006", "file-name", Severity.WARNING, Scope.BOOK, check, __doc__)
