"""`editions.json`: every edition that was published, so that old copies are known again.

An edition names only the files that no edition before it had.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from potluck.errors import ConfigError
from potluck.manifest import LARGEST, File, Made, Manifest, Title, decoded, parsed
from potluck.storage import read_plain

NAME = "editions.json"
SCHEMA = Path(__file__).parent / "editions.schema.json"
_KEPT = ("pdf", "epub")  # what people take away; of a site, the digest is enough


@dataclass(frozen=True)
class Allowed:
    """What somebody allowed when an edition was published, and why."""

    what: str
    because: str


@dataclass(frozen=True)
class Issue:
    """One edition. `digests` are by format, `files` by format and path: "pdf/book.pdf"."""

    build: Made
    potluck: str
    digests: dict[str, str]
    files: dict[str, File]
    allowed: tuple[Allowed, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """All editions, the newest first."""

    book: Title
    editions: tuple[Issue, ...] = field(default=())


def recorded(before: Ledger | None, manifest: Manifest, allowed: tuple[Allowed, ...]) -> Ledger:
    """Return the ledger with one edition more, unless that is the last one already."""
    editions = before.editions if before else ()
    digests = {name: entry.digest for name, entry in manifest.artifacts.items()}
    last = (editions[0].digests, editions[0].build) if editions else None
    if last == (digests, manifest.build) and not allowed:
        return Ledger(manifest.book, editions)
    known = {facts.sha256 for issue in editions for facts in issue.files.values()}
    files = {path: facts for path, facts in kept(manifest).items() if facts.sha256 not in known}
    issue = Issue(manifest.build, manifest.potluck, digests, files, allowed)
    return Ledger(manifest.book, (issue, *editions))


def kept(manifest: Manifest) -> dict[str, File]:
    """Return the files that readers take away, by format and path."""
    entries = {name: entry for name, entry in manifest.artifacts.items() if name in _KEPT}
    return {
        f"{n}/{path}": facts for n, entry in entries.items() for path, facts in entry.files.items()
    }


def read(path: Path) -> Ledger | None:
    """Return a ledger from a file; None where there is none. Raises ConfigError."""
    try:
        found = decoded(read_plain(path, LARGEST), Ledger)
        for issue in found.editions:
            parsed(issue.build.date)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read: {error}."
        raise ConfigError(message, "put back the one that was published") from error
    return found


def begun(online: Manifest | None, found: Ledger | None) -> Ledger | None:
    """Return the ledger of what stands online; without one, a ledger begins with what is there."""
    if found is None and online is not None:
        return recorded(None, online, ())
    return found if found is None or online is None else replace(found, book=online.book)
