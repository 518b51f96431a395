"""What is known of one chapter: who had which part in it, by the evidence of git.

Nothing is judged here: `roles` makes credits of it, `explain` shows it, rules compare it with what
the chapter declares.
"""

from dataclasses import dataclass

from potluck.credits.people import Part
from potluck.model import Commit, Contributor


@dataclass(frozen=True)
class Edit:
    """One commit's work of one person on the chapter.

    `written` counts the words that the commit brought into it, `left` those of them that still
    stand; words that several people share count for each of them. Zero for moves and formatting.
    """

    commit: Commit
    part: Part
    written: int = 0
    left: int = 0
    machine: bool = False  # the commit says that a program helped to write it


@dataclass(frozen=True)
class Evidence:
    """Everything that one contributor did on the chapter, oldest first."""

    contributor: Contributor
    edits: tuple[Edit, ...]
    creator: bool = False  # wrote the first version that says anything

    @property
    def words(self) -> int:
        """How many words of theirs, first written by them and no machine, stand there today."""
        return sum(edit.left for edit in self.edits if edit.part.writes and not edit.machine)

    @property
    def parts(self) -> frozenset[Part]:
        return frozenset(edit.part for edit in self.edits)


@dataclass(frozen=True)
class Copied:
    """Words of this chapter that first stood in another one, which may be gone."""

    path: str
    words: int


@dataclass(frozen=True)
class Account:
    """One chapter: its people in order of appearance, and whose its words are.

    `words` are those that count: without what most chapters share, which is nobody's (`template`).
    Of them, `machine` came with commits that say a program wrote them.
    """

    path: str
    people: tuple[Evidence, ...] = ()
    words: int = 0
    template: int = 0
    machine: int = 0
    copied: tuple[Copied, ...] = ()

    def share(self, someone: Evidence) -> float:
        """Return which part of the words is theirs, from 0 to 1."""
        return someone.words / self.words if self.words else 0.0

    def of(self, who: str) -> Evidence | None:
        """Return what the contributor with this id did; None where git knows nothing of it."""
        return next((each for each in self.people if each.contributor.id == who), None)
