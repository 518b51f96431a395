"""What the figures mean and what one can do about them, in short sentences for all reports.

Chapters are named, because they can be helped; people are not, because this is no league table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from potluck.community.concentration import Concentration
from potluck.community.measures import LATELY, STILL, ChapterState, State

UNKNOWN = "By surviving words: not known"


@dataclass(frozen=True)
class Remark:
    """A figure with its meaning, what one can do, and the chapters that it is about."""

    says: str
    advice: str = ""
    chapters: tuple[ChapterState, ...] = ()


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    remarks: tuple[Remark, ...]


def sections(state: State) -> tuple[Section, ...]:
    """Say all that there is to say, in the order of the report."""
    return (
        Section("people", "People", tuple(_people(state))),
        Section("work", "How much rests on a few", tuple(_concentration(state))),
        Section("chapters", "Chapters that need somebody", tuple(_chapters(state))),
    )


def count(number: int, noun: str, several: str = "") -> str:
    """Write a number with its noun.

    >>> count(1, "person", "people"), count(2, "chapter")
    ('1 person', '2 chapters')
    """
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


def percent(share: float) -> str:
    """Write a share; what is above nothing and below all never reads as nothing or all.

    >>> percent(0.185), percent(0.001), percent(0.999), percent(1)
    ('19 %', '1 %', '99 %', '100 %')
    """
    if not 0 < share < 1:
        return f"{share:.0%}".replace("%", " %")
    return f"{min(max(int(share * 100 + 0.5), 1), 99)} %"


def months(span: timedelta) -> str:
    """Write a span of time in months.

    >>> months(timedelta(days=730))
    '24 months'
    """
    return count(round(span.days * 12 / 365), "month")


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


# --- people -------------------------------------------------------------------------------------


def _people(state: State) -> Iterator[Remark]:
    crowd, span = state.crowd, months(LATELY)
    if not crowd.people:
        yield Remark("Nobody has committed anything to this book yet.")
        return
    yield Remark(
        f"{count(crowd.people, 'person', 'people')} {_have(crowd.people)} made "
        f"{count(crowd.commits, 'commit')} to what stands in the book today. "
        "Merges, bots and programs do not count."
    )
    yield Remark(
        f"Of them, {crowd.active} took part in the last {span}; "
        f"{crowd.newcomers} did so for the first time.",
        "" if crowd.newcomers
        else "Nobody new has come for long: say in the preface what a first, small task could be.",
    )  # fmt: skip
    yield Remark(
        f"{crowd.once} ({percent(crowd.once / crowd.people)}) {_have(crowd.once)} made one commit, "
        f"{crowd.returned} {_have(crowd.returned)} taken part in more than one month. "
        "In three public books, 62 to 71 % made one commit.",
        "A word of thanks and a next small task bring people back." if crowd.once else "",
    )
    if crowd.left or crowd.inactive:
        yield _leaving(state)


def _leaving(state: State) -> Remark:
    left, inactive = state.crowd.left, state.crowd.inactive
    says = f"{left} {_have(left)} left: nothing came from them in the last {months(LATELY)}."
    if inactive:
        files = count(inactive, "contributor file")
        says += f" {files} {'says' if inactive == 1 else 'say'} active: false."
    return Remark(says, "Their credit stays. Write to them: some come back when they are asked.")


# --- concentration ------------------------------------------------------------------------------


def _concentration(state: State) -> Iterator[Remark]:
    if state.by_commits.people:
        yield _spread("By commits", "made", state.by_commits)
    if state.by_words is not None:
        yield _spread("By surviving words", "wrote", state.by_words)
    elif state.partial:
        yield Remark(f"{UNKNOWN} (partial clone).", "To count words, clone without --filter.")
    else:
        yield Remark(f"{UNKNOWN}.")


def _spread(what: str, did: str, spread: Concentration) -> Remark:
    if spread.people == 1:
        return Remark(f"{what}: one person {did} everything.", _share_the_work(1))
    five = f", five people {percent(spread.top(5))}" if spread.people > 5 else ""
    return Remark(
        f"{what}: one person of {spread.people} {did} {percent(spread.top(1))}{five}. "
        f"Bus factor {spread.bus_factor}: the fewest people who together {did} more than half. "
        f"Gini {spread.gini:.2f}, where 0 means that all did the same, and 1 that one did all.",
        _share_the_work(spread.bus_factor),
    )


def _share_the_work(bus_factor: int) -> str:
    if bus_factor > 1:
        return ""
    return "Should that person leave, most of the book has nobody who knows it: share the work now."


# --- chapters -----------------------------------------------------------------------------------


def _chapters(state: State) -> Iterator[Remark]:
    if not state.chapters:
        yield Remark("There are no chapters yet.")
        return
    number = len(state.chapters)
    yield _need(
        number, state.alone, "been edited by one person only",
        "Ask somebody to read or to try them out: a second reader finds what the first cannot.",
    )  # fmt: skip
    yield _need(
        number, state.untended, "lost everybody who wrote there",
        f"None of their people took part in the last {months(LATELY)}, or their files say that "
        "they are not active. Find somebody who looks after these chapters.",
    )  # fmt: skip
    yield _need(
        number, state.still, f"stayed unchanged for {months(STILL)}",
        "Read them once: do links, prices and advice on safety still hold?",
    )  # fmt: skip


def _need(number: int, found: tuple[ChapterState, ...], what: str, advice: str) -> Remark:
    if not found:
        return Remark(f"No chapter has {what}.")
    if len(found) == number > 1:  # naming all of them would help nobody
        return Remark(f"All {number} chapters have {what}.", advice)
    some = f"{len(found)} of {count(number, 'chapter')} {_have(len(found))}"
    return Remark(f"{some} {what}.", advice, found)
