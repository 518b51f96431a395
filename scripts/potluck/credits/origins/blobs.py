"""The files of old commits, one after the other, from one `git cat-file`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from potluck.credits.repository import Repository

MAX_BYTES = 4_000_000  # of a chapter; what comes after that is not read
PIECE = 1 << 20


@dataclass(frozen=True)
class Blobs:
    """A running `git cat-file --batch`."""

    asks: IO[bytes]
    answers: IO[bytes]

    def text(self, blob: str) -> str:
        """Return the beginning of a file; nothing where the repository does not have it."""
        self.asks.write(blob.encode("ascii") + b"\n")
        self.asks.flush()
        told = self.answers.readline().split()
        if len(told) != 3 or not told[2].isdigit():
            return ""
        size = int(told[2])
        data = self.answers.read(min(size, MAX_BYTES))
        left = size - len(data) + 1  # and a line feed
        while left > 0 and (piece := self.answers.read(min(left, PIECE))):
            left -= len(piece)
        return data.decode("utf-8", "replace") if told[1] == b"blob" else ""


@contextmanager
def reading(repo: Repository) -> Iterator[Blobs]:
    """Start git, and end it."""
    with repo.started("cat-file", "--batch") as (asks, answers):
        yield Blobs(asks, answers)
