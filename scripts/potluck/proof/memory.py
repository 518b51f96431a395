"""What was proven before: it lies below the git directory, and is never trusted unverified.

Everything is kept under a digest of all that it follows from, so that nothing is taken for proven
because it once was, but only because the very same bytes were (but for the stamp of their build).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from potluck.keeping import edition, installed, keep, load, seal
from potluck.model import Build
from potluck.proof import leaf, linked, pages
from potluck.proof.documents import Packed, of_site
from potluck.proof.leaf import Leaf
from potluck.proof.linked import Unusual
from potluck.proof.pages import Reader
from potluck.proof.parity import Proven
from potluck.proof.printed import Printed

_ROOMS = (".", "proof", "formats", "formats/pdf", "formats/epub", "formats/site", "theme")
Words = tuple[tuple[str, str], ...]
Stamps = tuple[tuple[bytes, bytes], ...]
"""What every build writes anew on every page, and what stands for it in the name of the page."""


@dataclass(frozen=True)
class _Kept:
    words: dict[bytes, Words] = field(default_factory=dict)  # of a text, by its digest
    absent: dict[bytes, tuple[str, ...]] = field(default_factory=dict)  # characters without a face
    print: pages.Kept = field(default_factory=pages.Kept)
    leaves: dict[bytes, Leaf] = field(default_factory=dict)  # of site and EPUB, by their digest
    proven: frozenset[bytes] = frozenset()


@dataclass
class Memory:
    """What was kept, and what this proof needs."""

    file: Path | None = None
    kept: _Kept = field(default_factory=_Kept)
    needed: _Kept = field(default_factory=_Kept)
    stamps: Stamps = ()
    _proven: set[bytes] = field(default_factory=set)
    _leaves: dict[Path, dict[str, Leaf]] = field(default_factory=dict)
    _packed: dict[Path, Packed] = field(default_factory=dict)
    _linked: dict[Path, tuple[Printed, bytes] | None] = field(default_factory=dict)

    def words(self, text: str, find: Callable[[str], Iterable[tuple[str, str]]]) -> Words:
        """Return the runs of words of a text."""
        name = seal(text.encode("utf-8", "surrogatepass"))
        known = self.kept.words.get(name)
        self.needed.words[name] = tuple(find(text)) if known is None else known
        return self.needed.words[name]

    def absent(self, name: bytes, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return the characters that no face shows; `name` stands for text and faces."""
        known = self.kept.absent.get(name)
        self.needed.absent[name] = find() if known is None else known
        return self.needed.absent[name]

    def site(self, folder: Path) -> dict[str, Leaf]:
        """Return the pages of a site by their addresses."""
        if folder not in self._leaves:
            found = of_site(folder).items()
            self._leaves[folder] = {
                path: self._leaf(b"html", data, leaf.of_html) for path, data in found
            }
        return self._leaves[folder]

    def packed(self, file: Path) -> Packed:
        """Return what is in an EPUB."""
        if file not in self._packed:
            self._packed[file] = Packed.of(file)
        return self._packed[file]

    def epub(self, file: Path) -> dict[str, Leaf]:
        """Return the documents of an EPUB by their paths in it, in reading order."""
        if file not in self._leaves:
            found = self.packed(file)
            self._leaves[file] = {
                path: self._leaf(b"xhtml", found.markup[path], leaf.of_xhtml)
                for path in found.spine
            }
        return self._leaves[file]

    def drawing(self, data: bytes) -> Leaf:
        """Return a drawing of a site."""
        return self._leaf(b"svg", data, leaf.of_drawing)

    def _leaf(self, kind: bytes, data: bytes, read: Callable[[bytes], Leaf]) -> Leaf:
        """Return a page; at its foot stands which build it is, and that is nothing to read again.

        A page where the stamp is to be read, or leads somewhere, is read as it is.
        """
        bare = self.masked(data)
        found = self._known(kind, bare, read)
        if bare == data or not any(found.mentions(mask.decode()) for _, mask in self.stamps):
            return found
        return self._known(kind, data, read)

    def masked(self, data: bytes) -> bytes:
        """Return a page as every build would write it."""
        for word, mask in self.stamps:
            data = data.replace(word, mask)
        return data

    def _known(self, kind: bytes, data: bytes, read: Callable[[bytes], Leaf]) -> Leaf:
        name = seal(kind + data)
        known = self.kept.leaves.get(name)
        self.needed.leaves[name] = read(data) if known is None else known
        return self.needed.leaves[name]

    def proven(self, salt: bytes = b"") -> Proven:
        """Return the comparisons that need not be made again; `salt`: what else they depend on."""
        return Proven(salt, self.kept.proven, self._proven)

    def printed(self, file: Path) -> Printed:
        """Return a PDF as its linker laid it out. Raises Unusual."""
        return self._opened(file)[0]

    def reader(self, file: Path) -> Reader:
        """Return what reads the words of a PDF. Raises Unusual."""
        found, data = self._opened(file)
        return Reader(found, data, self.kept.print, self.needed.print)

    def _opened(self, file: Path) -> tuple[Printed, bytes]:
        if file not in self._linked:
            self._linked[file] = None
            data = file.read_bytes()
            self._linked[file] = (Printed(linked.read(data)), data)
        found = self._linked[file]
        if found is None:
            raise Unusual
        return found

    def close(self) -> None:
        """Keep what was needed, unless that is what was kept."""
        made = replace(self.needed, proven=frozenset(self._proven))
        if self.file is not None and not _same(made, self.kept):
            keep(self.file, made)


def _same(made: _Kept, kept: _Kept) -> bool:
    """Tell whether the same digests are kept: what they stand for cannot be anything else."""
    pairs = (
        (made.words, kept.words),
        (made.absent, kept.absent),
        (made.print.pages, kept.print.pages),
        (made.print.uses, kept.print.uses),
        (made.print.lines, kept.print.lines),
        (made.leaves, kept.leaves),
    )
    letters = {name: known.letters for name, known in made.print.pages.items()}
    before = {name: known.letters for name, known in kept.print.pages.items()}
    return (
        all(new.keys() == old.keys() for new, old in pairs)
        and letters == before
        and made.print.under == kept.print.under
        and made.proven == kept.proven
    )


def stamps(build: Build) -> Stamps:
    """Return what a build writes on every page; what stands for it reads as it does, as words."""
    written = (build.id, "qzjxbuildq"), (build.date.date().isoformat(), "qzjxdatesq")
    return tuple((word.encode(), mask.encode()) for word, mask in written if word)


def remembered(folder: Path | None, formats: Iterable[str], build: Build) -> Memory:
    """Return what is kept below a folder for these formats, to prove this build."""
    if folder is None:
        return Memory()
    name = f"proof-{edition(*_ROOMS, also=installed() + repr(sorted(formats)).encode())}.msgpack"
    return Memory(folder / name, load(folder / name, _Kept) or _Kept(), stamps=stamps(build))
