"""State -> its charts, each with the table of its numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from potluck.community import drawing
from potluck.community.drawing import Curve, Words
from potluck.community.measures import STILL, State
from potluck.community.remarks import count, percent

MANY = 6  # people per chapter that are told apart; more are counted together
AGES = (  # up to how long ago, and how that is called
    (timedelta(days=91), "up to 3 months"),
    (timedelta(days=182), "3 to 6 months"),
    (timedelta(days=365), "6 to 12 months"),
    (STILL, "1 to 2 years"),
    (timedelta.max, "over 2 years"),
)
TENTHS = 10  # rows in the table of shares
POINTS = 100  # on a curve: more cannot be seen

Row = tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A picture, what it says in one sentence, and its numbers."""

    section: str  # of the remarks to which it belongs
    id: str
    title: str
    description: str
    head: Row
    rows: tuple[Row, ...]
    svg: str = field(repr=False)


def charts(state: State) -> tuple[Chart, ...]:
    """Draw all charts for which there is something to show."""
    return tuple(_charts(state))


def _charts(state: State) -> Iterator[Chart]:
    if state.crowd.people:
        yield _people(state)
    if state.by_commits.people > 1:
        yield _shares(state)
    if state.chapters:
        yield _ages(state)
        yield _hands(state)


def _people(state: State) -> Chart:
    time = state.timeline
    first, last = time.periods[0].label, time.periods[-1].label
    words = Words(
        "chart-people",
        f"People per {time.unit}",
        f"{count(state.crowd.people, 'person', 'people')} took part between {first} and {last}. "
        f"The full foot of a column shows who did so for the first time, most of them in "
        f"{max(time.periods, key=lambda period: period.newcomers).label}.",
    )
    head = (time.unit.capitalize(), "Took part", "For the first time")
    rows = ((period.label, str(period.active), str(period.newcomers)) for period in time.periods)
    return _chart("people", words, head, tuple(rows), drawing.columns(words, time))


def _shares(state: State) -> Chart:
    known = [("commits", "6 3", state.by_commits)]
    if state.by_words:
        known.append(("words", "", state.by_words))
    said = (f"the half with the fewest {name} has {percent(one.least(0.5))} of them"
            for name, _, one in known)  # fmt: skip
    words = Words(
        "chart-shares",
        "How evenly the work is spread",
        f"{'; '.join(said).capitalize()}. If all did the same, the curves would lie on the "
        "straight line.",
    )
    lines = [Curve(name, _thin(one.lorenz), dash) for name, dash, one in known]
    lines.append(Curve("all the same", ((0, 0), (1, 1)), "1 3", 1.2))
    head = ("People, from those who did least", *(f"Share of the {name}" for name, _, _ in known))
    parts = [number / TENTHS for number in range(1, TENTHS + 1)]
    rows = ((percent(part), *(percent(one.least(part)) for _, _, one in known)) for part in parts)
    svg = drawing.curves(words, lines, "share of people", "share of what they made")
    return _chart("work", words, head, tuple(rows), svg)


def _thin(points: drawing.Points) -> drawing.Points:
    every = -(-len(points) // POINTS)
    return [*points[:-1:every], points[-1]]


def _ages(state: State) -> Chart:
    found = [chapter for chapter in state.chapters if chapter.changed]
    ages = Counter(next(name for most, name in AGES if state.age(one) <= most) for one in found)
    rows = [(name, ages[name]) for _, name in AGES]
    words = Words(
        "chart-ages",
        "When chapters were last changed",
        f"{len(state.still)} of {count(len(found), 'chapter')} last changed more than two years "
        "before the last commit to the book.",
    )
    return _counted(words, ("Last change", "Chapters"), rows)


def _hands(state: State) -> Chart:
    hands = Counter(min(chapter.people, MANY) for chapter in state.chapters)
    rows = [(_hand(number), hands[number]) for number in range(0 if hands[0] else 1, MANY + 1)]
    words = Words(
        "chart-hands",
        "How many people wrote in a chapter",
        f"{len(state.alone)} of {count(len(state.chapters), 'chapter')} "
        f"{'has' if len(state.alone) == 1 else 'have'} been edited by one person only.",
    )
    return _counted(words, ("People", "Chapters"), rows)


def _hand(number: int) -> str:
    if number == MANY:
        return f"{MANY} people or more"
    return count(number, "person", "people") if number else "nobody yet"


def _counted(words: Words, head: Row, rows: list[tuple[str, int]]) -> Chart:
    table = tuple((name, str(number)) for name, number in rows)
    return _chart("chapters", words, head, table, drawing.bars(words, rows))


def _chart(section: str, words: Words, head: Row, rows: tuple[Row, ...], svg: str) -> Chart:
    return Chart(section, words.id, words.title, words.description, head, rows, svg)
