"""What a bench is told: where to keep things, and how much to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`cache` keeps installed peers. `quick` works on tiny books, once; `corpus` is a real one."""

    cache: Path
    quick: bool = False
    corpus: Path | None = None
