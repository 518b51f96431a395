"""A community made by hand, with something to say about everything."""

from datetime import date

from potluck.community.concentration import Concentration
from potluck.community.measures import ChapterState, Crowd, State
from potluck.community.timeline import timeline

LAST = date(2026, 3, 4)
DAYS = (
    (date(2025, 12, 1), date(2026, 3, 4)),
    (date(2026, 2, 3),),
    (date(2026, 1, 9), date(2026, 1, 10)),
    (date(2025, 12, 31),),
)
SOUP = ChapterState("content/mains/leek-soup.md", "Leek soup", 1, date(2026, 3, 4), tended=True)
HEAT = ChapterState("content/science/heat.md", "Heat", 2, date(2024, 2, 29), tended=False)
STATE = State(
    title="A Test Book",
    date=LAST,
    crowd=Crowd(people=4, commits=8, newcomers=1, active=3, once=2, returned=1, inactive=1),
    by_commits=Concentration.of([5, 2, 1, 1]),
    by_words=Concentration.of([300, 100]),
    timeline=timeline(DAYS, LAST),
    chapters=(SOUP, HEAT),
)
EMPTY = State(
    "An Empty Book",
    LAST,
    Crowd(people=0, commits=0),
    Concentration(()),
    None,
    timeline((), LAST),
    (),
    partial=True,
)
