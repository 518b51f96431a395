"""Does `build/` hold already what a build would make? Then nothing is to be done.

After a build a stamp is kept below the git directory: a digest over everything that shapes the
editions (the files of the book, its repository, our own code, the tools, the fonts, the
environment), and one over what was published. Files are known as git knows them, by size, inode and
times of change; where a file changed so lately that its times could hide another change, its bytes
are kept in the stamp and compared too. What a stamp cannot vouch for is never stamped.
"""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from potluck.credits.glance import asked as ask
from potluck.keeping import FOLDER, keep, load
from potluck.model import Artifact, Finding
from potluck.shelf import BUILD, DOWNLOADS, MANIFEST, REUSE
from potluck.source.place import NAME as CONFIG

FINE, COARSE = 100_000_000, 2_100_000_000
"""Nanoseconds in which a file can change twice and show it once: most file systems, old ones."""
OURS = frozenset({"search", "material/search", "potluck"})
"""Plugins of MkDocs that depend on nothing else; others may ask the clock or the network."""
_BESIDE = frozenset({BUILD, ".cache", ".git"})  # at the top of a book, and no part of it
_CACHES = frozenset({"CACHEDIR.TAG", "pyvenv.cfg"})
_INSTALLED = (".dist-info", ".egg-info", ".pth")
_FONTS = (
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
)
_PROGRAMS = (  # what changes whenever a program or library of the system does
    "/var/lib/dpkg/status",
    "/var/lib/rpm",
    "/lib/apk/db/installed",
    "/var/lib/pacman/local",
    "/etc/ld.so.cache",
    "/opt/homebrew/Cellar",
    "/usr/local/Cellar",
)
_HEARD = ("GIT_", "LC_", "LD_", "DYLD_", "POTLUCK_", "PYTHON", "FONTCONFIG", "PANGO", "XDG_")
_WHOLE = frozenset({"LANG", "LANGUAGE", "TZ", "HOME", "PATH", "CI"})


@dataclass(frozen=True)
class Stamp:
    """What shaped the editions, what stood in `build/` then, and what the build came to."""

    shaped: bytes
    stood: bytes
    findings: tuple[Finding, ...]
    artifacts: tuple[Artifact, ...]
    recent: dict[str, bytes] = field(default_factory=dict)  # as in `Sight`, when it was kept


@dataclass(frozen=True)
class Sight:
    """A look at everything that shapes the editions asked for; `file` keeps their stamp."""

    root: Path
    formats: tuple[str, ...]
    file: Path | None
    shaped: bytes = b""
    recent: Mapping[str, bytes] = field(default_factory=dict)  # bytes of files that just changed


def look(root: Path, formats: Sequence[str]) -> Sight:
    """Look at a book and all else that shapes its editions; `file` is None where that fails."""
    named = tuple(sorted(formats))
    where = ask(root, "rev-parse", "--path-format=absolute", "--git-common-dir", "--show-toplevel")
    try:
        common, top = map(Path, where.splitlines())
        seen = [*_book(root), *_repository(root, common, top), *_machine()]
    except (OSError, ValueError):
        return Sight(root, named, None)
    name = _digest([str(root), *named]).hex()[:16]
    file = common / FOLDER / f"standing-{name}.msgpack"
    return Sight(root, named, file, _digest(thing.told for thing in seen), _recent(seen))


def recall(sight: Sight) -> Stamp | None:
    """Return the stamp of these editions, if all that it vouches for is as it was."""
    found = load(sight.file, Stamp) if sight.file else None
    if found is None or found.shaped != sight.shaped or not _same(found.recent):
        return None
    return found if found.stood == _stood(sight) else None


def stamp(sight: Sight, findings: tuple[Finding, ...], artifacts: tuple[Artifact, ...]) -> None:
    """Keep what a build came to, unless anything changed since the first sight of the book."""
    now = look(sight.root, sight.formats)
    if now.file is None or now.shaped != sight.shaped or not _same({**now.recent, **sight.recent}):
        return
    if "site" not in sight.formats or _plain((sight.root / CONFIG).read_bytes()):
        keep(now.file, Stamp(now.shaped, _stood(now), findings, artifacts, dict(now.recent)))


def _plain(config: bytes) -> bool:
    """Tell whether `mkdocs.yml` brings nothing into the site that we do not see from here."""
    from potluck.source import yamldoc  # noqa: PLC0415 - needed after a build only

    found = yamldoc.load(config.decode(), trusted=True).value
    if not isinstance(found, dict) or "hooks" in found or "INHERIT" in found or b"!ENV" in config:
        return False
    theme = found.get("theme")
    themed = isinstance(theme, dict) and "custom_dir" in theme
    return not themed and _plugins(found.get("plugins")) <= OURS


def _plugins(named: object) -> set[str]:
    entries = named if isinstance(named, list | dict) else []
    return {str(key) for each in entries for key in (each if isinstance(each, dict) else [each])}


def _digest(lines: Iterable[str]) -> bytes:
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=32).digest()


# --- what is looked at --------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """One thing that shapes an edition: what is told of it, and of a file when it last changed."""

    told: str
    path: str = ""
    last: int = 0  # nanoseconds


def _book(root: Path) -> Iterator[Seen]:
    """Look at every file below the book, but for what builds and programs keep there."""
    yield Seen(f"root {root}")
    for name in sorted(set(os.listdir(root)) - _BESIDE):  # noqa: PTH208 - as fast as can be
        yield from _walk(f"{root}{os.sep}{name}")


def _repository(root: Path, common: Path, top: Path) -> Iterator[Seen]:
    """Look at what git says of the history, of the files that it knows, and of its settings."""
    yield Seen(ask(root, "show-ref", "--head"))
    yield Seen(ask(root, "ls-files", "-z", "--stage", "-v"))
    home = Path.home()
    own = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git"
    names = ("shallow", "config", "config.worktree", "info/exclude", "info/attributes")
    files = [home / ".gitconfig", *(own / name for name in ("config", "ignore", "attributes"))]
    files += [common / name for name in names]
    above = [folder for folder in root.parents if folder == top or top in folder.parents]
    files += [folder / name for folder in above for name in (".gitignore", ".gitattributes")]
    yield from map(_file, files)


def _machine() -> Iterator[Seen]:
    """Look at our own code, the tools and the fonts, and what the environment may change."""
    yield Seen(f"{sys.version} {os.uname()} {sys.flags}")
    heard = sorted(name for name in os.environ if name.startswith(_HEARD) or name in _WHOLE)
    yield Seen(repr([(name, os.environ[name]) for name in heard]))
    yield from _walk(str(Path(__file__).parent))
    for folder in dict.fromkeys(sys.path):
        yield from _packages(Path(folder))
    for place in filter(os.path.isdir, _FONTS):
        yield from _walk(place)
    yield from map(_file, map(Path, _PROGRAMS))


def _packages(folder: Path) -> Iterator[Seen]:
    """Name the packages that are installed in a folder, with their versions."""
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208
    for name in sorted(name for name in names if name.endswith(_INSTALLED)):
        yield _file(folder / name)


def _walk(path: str) -> Iterator[Seen]:
    """Look at a file, or at everything in a folder that is no cache and no environment."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        seen = _seen(path, found)
        yield replace(seen, told=f"{seen.told} {os.readlink(path)}")  # noqa: PTH115
    elif not stat.S_ISDIR(found.st_mode):
        yield _seen(path, found)
    else:
        names = set(os.listdir(path))  # noqa: PTH208
        if path.endswith("__pycache__") or names & _CACHES:
            return
        yield Seen(f"folder {path}")
        for name in sorted(names):
            yield from _walk(f"{path}{os.sep}{name}")


def _file(path: Path) -> Seen:
    try:
        return _seen(str(path), path.stat())
    except OSError:
        return Seen(f"no {path}")


def _seen(path: str, found: os.stat_result) -> Seen:
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    told = f"{found.st_mode:o} {found.st_ino} {found.st_size} {times} {path}"
    return Seen(told, path, max(found.st_mtime_ns, found.st_ctime_ns))


def _stood(sight: Sight) -> bytes:
    """Stand for all that is in `build/` of the editions asked for."""
    names = {*sight.formats, REUSE, MANIFEST, *(DOWNLOADS if "site" in sight.formats else ())}
    places = [sight.root / BUILD / name for name in sorted(names)]
    return _digest(seen.told for place in places if place.exists() for seen in _walk(str(place)))


# --- files that just changed --------------------------------------------------------------------


def _recent(seen: Iterable[Seen]) -> dict[str, bytes]:
    """Return the bytes, as a digest, of every file whose times may hide another change."""
    now = time.time_ns()
    return {thing.path: _bytes(thing.path) for thing in seen if _late(thing.last, now)}


def _late(last: int, now: int) -> bool:
    """Tell whether a file can change again, after a look at it, without showing it."""
    return last > 0 and now - last < (FINE if last % 1_000_000_000 else COARSE)


def _same(recent: Mapping[str, bytes]) -> bool:
    """Tell whether files that could have changed unseen did not."""
    return all(was and _bytes(path) == was for path, was in recent.items())


def _bytes(path: str) -> bytes:
    """Return a digest of a file, or of the names in a folder; nothing where it cannot be read."""
    try:
        folder = os.path.isdir(path)  # noqa: PTH112 - as fast as can be
        data = repr(sorted(os.listdir(path))).encode() if folder else Path(path).read_bytes()  # noqa: PTH208
        return hashlib.blake2b(data).digest()
    except OSError:
        return b""
