"""What is known of one chapter: who had which part in it, by the evidence of git.

Nothing is judged here: `roles` makes credits of it, `explain` shows it, rules compare it with what
the chapter declares.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from potluck.credits.history import History
from potluck.credits.log import Record
from potluck.credits.origins.traced import Traced
from potluck.credits.people import Part, Person
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

    @cached_property
    def words(self) -> int:
        """How many words of theirs, first written by them and no machine, stand there today."""
        return sum(edit.left for edit in self.own)

    @cached_property
    def own(self) -> tuple[Edit, ...]:
        """The edits that brought words which they wrote, and no machine."""
        return tuple(
            edit
            for edit in self.edits
            if (edit.written or edit.left) and edit.part.writes and not edit.machine
        )

    @cached_property
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
    founder: str = ""  # id of the commit that wrote most of the first version

    def share(self, someone: Evidence) -> float:
        """Return which part of the words is theirs, from 0 to 1."""
        return someone.words / self.words if self.words else 0.0

    @property
    def mechanised(self) -> str:
        """How much of it came with the help of a program: "most", "some" or nothing."""
        much = "most" if 2 * self.machine > self.words else "some"
        return much if self.machine else ""

    def of(self, who: str) -> Evidence | None:
        """Return what the contributor with this id did; None where git knows nothing of it."""
        return next((each for each in self.people if each.contributor.id == who), None)


def account(history: History, path: str, who: Callable[[Person], Contributor]) -> Account:
    """Return what the history has seen of a chapter; empty for a file that git does not know."""
    traced = history.words.get(path) or Traced()
    founder = traced.founder or _first(history, path)
    edits: dict[str, list[Edit]] = {}
    people: dict[str, Contributor] = {}
    creators: set[str] = set()
    for record in _records(history, path, traced):
        for hand in record.hands:
            someone = who(hand.person)
            people.setdefault(someone.id, someone)
            edits.setdefault(someone.id, []).append(_edit(record, hand.part, traced))
            if record.commit.id == founder and hand.part.writes and not record.machine:
                creators.add(someone.id)
    return Account(
        path,
        tuple(Evidence(people[i], tuple(done), i in creators) for i, done in edits.items()),
        traced.words,
        traced.template,
        sum(left for i, left in traced.left.items() if history.commits[i].machine),
        tuple(Copied(*each) for each in sorted(traced.copied.items())),
        founder,
    )


def _records(history: History, path: str, traced: Traced) -> Iterator[Record]:
    """Yield every commit that has to do with a chapter, oldest first."""
    concerned = {commit.id for commit in history.of(path)} | {*traced.left, *traced.written}
    return (history.commits[each] for each in sorted(concerned, key=history.age.__getitem__))


def _first(history: History, path: str) -> str:
    """Return the commit that brought the file, as far as names tell."""
    changes = history.changes(path)[::-1]
    added = (change.commit.id for change in changes if change.kind == "added")
    return next(added, changes[0].commit.id if changes else "")


def _edit(record: Record, part: Part, traced: Traced) -> Edit:
    written, left = (told.get(record.commit.id, 0) for told in (traced.written, traced.left))
    return Edit(record.commit, part, written, left, record.machine)
