"""What a fix is, what it is shown, and what comes of it. Nothing here reads a file."""

from collections.abc import Callable
from dataclasses import dataclass, field

from potluck.mending.hunks import Line
from potluck.model import Book


@dataclass(frozen=True)
class Draft:
    """A file that somebody typed: a chapter, or a file of contributors/."""

    path: str
    text: str = field(repr=False)
    book: Book = field(repr=False)
    licensed_beside: bool = False  # a file beside it says its licence

    @property
    def chapter(self) -> bool:
        return self.path.endswith(".md")


@dataclass(frozen=True)
class Fix:
    """One repair: the rule that asks for it ("" where none does), and what it does."""

    name: str
    code: str
    says: str  # one sentence, for the author
    seen: bool = True  # whether the change can be seen in a diff, so that a reviewer can offer it

    @property
    def label(self) -> str:
        """Its name in a sentence.

        >>> Fix("final-newline", "", "").label
        'final newline'
        """
        return self.name.replace("-", " ")


@dataclass(frozen=True)
class TextFix(Fix):
    """A repair of a typed file: `mend` returns the new text, or the same."""

    mend: Callable[[Draft], str] = field(default=lambda draft: draft.text, repr=False)
    asked: bool = False  # only where the command line asks for it


@dataclass(frozen=True)
class Mended:
    """One file as it is (`before`, None where there is none yet) and as it would be."""

    path: str
    before: bytes | None = field(repr=False)
    after: bytes = field(repr=False)
    fixes: tuple[Fix, ...]
    lines: tuple[Line[Fix], ...] = field(default=(), repr=False)  # of a typed file
