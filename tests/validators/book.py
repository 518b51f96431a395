"""What validators judge, a built book, and what they say of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import served

_ROOT = re.compile(r'(?:href|src)="(/(?:[^"]*/)?)assets/')


@dataclass(frozen=True)
class Verdict:
    """How much a validator looked at, and a line for each thing that it found."""

    seen: int
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """A book in its folder, with the editions that stand in `build/`."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the site, by address."""
        found = self.site.rglob("*.html")
        return tuple(sorted(path.relative_to(self.site).as_posix() for path in found))

    @property
    def pdfs(self) -> tuple[Path, ...]:
        return tuple(sorted((self.root / "build" / "pdf").rglob("*.pdf")))

    @property
    def epub(self) -> Path:
        (file,) = (self.root / "build" / "epub").iterdir()
        return file

    @cached_property
    def place(self) -> str:
        """Where the site stands on its host, such as `/` or `/book/`: only 404.html says so."""
        found = _ROOT.search((self.site / "404.html").read_text(encoding="utf-8"))
        assert found, "404.html names no file of the site"
        return found[1]

    @contextmanager
    def host(self) -> Iterator[Path]:
        """Give a folder in which the site stands at its place, as on its host."""
        with TemporaryDirectory() as folder:
            link = Path(folder, "host", self.place.strip("/"))
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(self.site, target_is_directory=True)
            yield Path(folder, "host")

    @contextmanager
    def online(self) -> Iterator[str]:
        """Serve the site on the loopback; give its address, which ends with a slash."""
        with self.host() as folder, served(folder) as address:
            yield address + self.place[1:]


Judge = Callable[[Book], Verdict]
