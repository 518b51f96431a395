"""What a change does to the credits of a book, in sentences: who is added, dropped, or re-roled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from potluck.attribution import Attribution
from potluck.attribution.listing import named
from potluck.attribution.people import Register
from potluck.attribution.roll import Leaf, Line, roll
from potluck.credits.credit import NOBODY, shown
from potluck.credits.history import History
from potluck.model import Role

OUTSIDE = " outside the byline"
MOST = 3  # chapters that a sentence names


@dataclass(frozen=True)
class Turn:
    """What becomes of one person (or source) in one chapter: roles before and after."""

    name: str
    title: str
    before: str = ""
    after: str = ""
    kind: str = field(default="person")


def sentences(now: Attribution, before: Attribution | None) -> tuple[str, ...]:
    """Say what changes, people first; `before` is None where there was no book yet."""
    return tuple(_told(turns(now, before)))


def turns(now: Attribution, before: Attribution | None) -> tuple[Turn, ...]:
    """Return everyone whose credits differ, chapter by chapter."""
    leaves = roll(now)
    then = {leaf.path: leaf for leaf in roll(before)} if before else {}
    moved = _moved(now.history, before.history, leaves, then) if before else {}
    found: list[Turn] = []
    for leaf in leaves:
        found += _turns(leaf, then.get(moved.get(leaf.path, leaf.path)), now.register)
    return tuple(found)


def _turns(leaf: Leaf, then: Leaf | None, register: Register) -> Iterator[Turn]:
    """Compare a chapter with itself; of a chapter that is gone there is nothing to credit."""
    new, old = _people(leaf.lines, register), _people(then.lines, register) if then else {}
    for who in dict.fromkeys((*new, *old)):
        name, after = new.get(who, ("", ""))
        former, before = old.get(who, ("", ""))
        if before != after:
            yield Turn(name or former, leaf.title, before, after)
    sources, those = ({named(s): s.relation for s in each.sources} if each else {}
                      for each in (leaf, then))  # fmt: skip
    for source in dict.fromkeys((*sources, *those)):
        if (source in sources) != (source in those):
            relation = sources.get(source, "")
            yield Turn(source, leaf.title, those.get(source, ""), relation, "source")


def _people(lines: Iterable[Line], register: Register) -> dict[str, tuple[str, str]]:
    """Return names and parts by id; nobody who withholds their name now, whatever was then."""
    return {
        line.who.id: (line.who.name, _part(line))
        for line in lines
        if shown(line.who) != NOBODY and shown(register.find(line.who.name)) != NOBODY
    }


def _part(line: Line) -> str:
    """Say what somebody is to readers."""
    roles = [role for role in line.roles if role is not Role.CREATOR or len(line.roles) == 1]
    label = ", ".join(role.label for role in roles)
    return label if line.byline or Role.AUTHOR not in roles else f"{label}{OUTSIDE}"


def _moved(
    now: History, before: History, leaves: Sequence[Leaf], then: Mapping[str, Leaf]
) -> dict[str, str]:
    """Return the former path of each chapter that was moved: the one with the same commits."""
    here = {leaf.path for leaf in leaves}
    gone = {frozenset(c.id for c in before.of(path)): path for path in then if path not in here}
    gone.pop(frozenset(), None)
    past = {
        path: frozenset(c.id for c in now.of(path) if c.id in before.commits)
        for path in here - then.keys()
    }
    return {path: gone[commits] for path, commits in past.items() if commits in gone}


# --- in words -----------------------------------------------------------------------------------


def _told(found: Iterable[Turn]) -> Iterator[str]:
    """Write a sentence for everyone to whom the same happens, naming at most a few chapters."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for turn in found:
        key = (turn.kind, turn.name, turn.before, turn.after)
        groups.setdefault(key, []).append(f"“{turn.title}”")
    for (kind, name, before, after), titles in groups.items():
        yield _sentence(kind, name, before, after, _chapters(titles))


def _chapters(titles: Sequence[str]) -> str:
    if len(titles) <= MOST + 1:
        return ", ".join(titles[:-1]) + " and " + titles[-1] if titles[1:] else titles[0]
    return f"{', '.join(titles[:MOST])} and {len(titles) - MOST} more chapters"


def _sentence(kind: str, name: str, before: str, after: str, where: str) -> str:
    if kind == "source":
        return (f"This change credits the source {name} in {where} ({after})." if after
                else f"This change no longer credits the source {name} in {where}.")  # fmt: skip
    if after == before + OUTSIDE:
        return (f"This change takes {name} out of the byline of {where}; the history still shows "
                "what they wrote.")  # fmt: skip
    if before == after + OUTSIDE:
        return f"This change puts {name} into the byline of {where}."
    if not before:
        return f"This change credits {name} as {after} of {where}."
    if not after:
        return f"This change no longer credits {name}, who was {before} of {where}."
    return f"This change credits {name} as {after} instead of {before} of {where}."
