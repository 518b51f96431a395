"""What a bench is told: where to keep things, and how much to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`cache` keeps installed peers, and `corpus` is a real book, if there is one.

    `quick` works on tiny books and runs each command once; `alone` measures no other program.
    """

    cache: Path
    quick: bool = False
    alone: bool = False
    corpus: Path | None = None

    def runs(self, number: int) -> int:
        """Return how often to run a command that deserves so many runs."""
        return 1 if self.quick else number
