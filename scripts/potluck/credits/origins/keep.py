"""Keep the words of all chapters, as they were worked out, at the last few heads."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from potluck import keeping
from potluck.credits.origins.traced import Traced
from potluck.credits.repository import Repository

ROOMS = ("credits", "credits/origins")


@dataclass(frozen=True)
class Place:
    """Where the work of one book under one set of settings is kept."""

    folder: Path
    edition: str

    def file(self, kind: str, name: str = "") -> Path:
        """Return a file of this kind."""
        return self.folder / f"{kind}-{self.edition}{name}.msgpack"


@dataclass(frozen=True)
class Result:
    """The words of all chapters at one commit."""

    commit: str
    chapters: dict[str, Traced]


def place(repo: Repository, ignored: Collection[str], outside: Collection[str]) -> Place:
    """Return where the work is kept: another place for other code, settings or names."""
    told = "\0".join((repo.prefix, "", *sorted(ignored), "", *sorted(outside)))
    folder = Path(repo.repo.common_dir) / keeping.FOLDER
    return Place(folder, keeping.edition(*ROOMS, also=told.encode("utf-8", "surrogatepass")))


def result(place: Place, commit: str) -> dict[str, Traced] | None:
    """Return the words at a commit, if they are known."""
    found = keeping.load(place.file("words", commit[:16]), Result)
    return found.chapters if found and found.commit == commit else None


def result_is(place: Place, commit: str, chapters: dict[str, Traced]) -> None:
    """Keep the words at a commit."""
    keeping.keep(place.file("words", commit[:16]), Result(commit, chapters))
