"""Finished pages, kept between builds: a page is written again only when it would be another one.

A page is kept under the hash of all that shapes it: what it shows and may know of the book
(`seen`), the navigation as it shows it, and what shapes every page alike (`look`). The id and the
date of the build, which every commit changes, are filled in when the page is finished.
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from potluck import keeping
from potluck.formats.site.plan import SitePage
from potluck.formats.site.seen import NEVER, outlined, told
from potluck.formats.site.sizes import forms

SPARE = 200  # pages that are kept beyond twice those of the site


@dataclass(frozen=True)
class Finished:
    """One page as MkDocs wrote it, before the build is filled in, and what the search finds on it.

    It bears its own key, so that it passes for no other page under another name.
    """

    key: str
    html: bytes = field(repr=False)
    found: list[dict[str, Any]] = field(default_factory=list, repr=False)


@dataclass(frozen=True)
class Shelf:
    """Where the pages of a book are kept; without a folder, nowhere."""

    folder: Path | None
    look: bytes
    used: list[Path] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, look: bytes | None) -> "Shelf":
        """Return the shelf of the book in `root`; what has no `look` is kept nowhere."""
        room = keeping.room(root) if look else None
        return cls(room / "site" if room else None, look or b"")

    def key(self, page: SitePage, outline: tuple[object, ...]) -> str:
        """Name all that shapes the bytes of a page."""
        seen, names = outlined(page.seen)
        bare = replace(page, updated=NEVER, shows={}, seen=seen)
        shaping = told(bare, names, outline, [forms(each) for each in seen.pictures.values()])
        return hashlib.blake2b(self.look + shaping, digest_size=16).hexdigest()

    def load(self, key: str) -> Finished | None:
        """Return a page that was kept, if it is whole, and the one that was asked for."""
        if self.folder is None:
            return None
        file = self._file(self.folder, key)
        found = keeping.load(file, Finished)
        if found is None or found.key != key:
            return None
        self.used.append(file)
        return found

    def use(self, key: str) -> None:
        """Note that a page is needed, though it need not be read."""
        if self.folder is not None:
            self.used.append(self._file(self.folder, key))

    def keep(self, page: Finished) -> None:
        """Keep a page for later builds."""
        if self.folder is not None:
            file = self._file(self.folder, page.key)
            keeping.put(file, page)
            self.used.append(file)

    def tidy(self) -> None:
        """Let go of the pages that were not used for longest, beyond twice as many as are used."""
        if self.folder is None:
            return
        for file in self.used:
            with suppress(OSError):
                os.utime(file)
        with suppress(OSError):
            files = [(each.stat().st_mtime, each.path) for each in os.scandir(self.folder)]
            for _, path in sorted(files)[: -2 * len(self.used) - SPARE]:
                Path(path).unlink(missing_ok=True)

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / f"{key}.page"
