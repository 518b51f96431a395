"""State -> text for the terminal, Markdown for a page, JSON for programs."""

import json
from collections.abc import Callable, Iterator

from potluck.community.concentration import Concentration
from potluck.community.figures import Row, charts
from potluck.community.measures import ChapterState, State
from potluck.community.remarks import Remark, sections

SHOWN = 10  # chapters named for one remark; of more, the number tells more


def text(state: State) -> str:
    """Write the report for the terminal."""
    lines = [_line(f"{state.title}: the community behind the book"), _day(state)]
    for section in sections(state):
        lines += ["", section.title]
        for remark in section.remarks:
            lines += [f"  {line}" for line in _remark(remark)]
    return "\n".join(lines)


def _day(state: State) -> str:
    return f"As of {state.date.isoformat()}, the day of the last commit."


def _remark(remark: Remark) -> Iterator[str]:
    yield remark.says
    if remark.advice:
        yield f"  {remark.advice}"
    yield from (f"    {_line(chapter.path)}" for chapter in remark.chapters[:SHOWN])
    if len(remark.chapters) > SHOWN:
        yield f"    and {len(remark.chapters) - SHOWN} more"


def _line(words: str) -> str:
    """Write words from a file on one line, without signs that do something to a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in words)


def markdown(state: State) -> str:
    """Write the report as a page, with a table for each chart of the site."""
    lines = [f"# {_cell(state.title)}: the community behind the book", "", _day(state)]
    for section in sections(state):
        lines += ["", f"## {section.title}", ""]
        for remark in section.remarks:
            lines.append(f"- {' '.join(filter(None, (remark.says, remark.advice)))}")
            lines += [f"    - {_cell(chapter.path)}" for chapter in remark.chapters]
    for chart in charts(state):
        lines += ["", f"## {chart.title}", "", *_table(chart.head, chart.rows)]
    return "\n".join(lines)


def _table(head: Row, rows: tuple[Row, ...]) -> Iterator[str]:
    for row in (head, ("---",) + ("--:",) * (len(head) - 1), *rows):
        yield f"| {' | '.join(row)} |"


def _cell(words: str) -> str:
    """Write words so that they stay words in Markdown."""
    return "".join(f"\\{sign}" if sign in "\\|[]<>*_`&#!" else sign for sign in _line(words))


def as_json(state: State) -> str:
    """Write the figures for programs. What cannot be known is null."""
    crowd, time = state.crowd, state.timeline
    data = {
        "book": state.title,
        "date": state.date.isoformat(),
        "people": {
            "number": crowd.people,
            "active": crowd.active,
            "newcomers": crowd.newcomers,
            "left": crowd.left,
            "one_commit": crowd.once,
            "returned": crowd.returned,
            "files_not_active": crowd.inactive,
        },
        "commits": crowd.commits,
        "by_commits": _spread(state.by_commits),
        "by_words": _spread(state.by_words) if state.by_words else None,
        "periods": {
            "unit": time.unit,
            "list": [
                {"label": period.label, "active": period.active, "newcomers": period.newcomers}
                for period in time.periods
            ],
        },
        "chapters": [_chapter(state, chapter) for chapter in state.chapters],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _spread(spread: Concentration) -> dict[str, float]:
    return {
        "gini": round(spread.gini, 4),
        "top_1": round(spread.top(1), 4),
        "top_5": round(spread.top(5), 4),
        "bus_factor": spread.bus_factor,
    }


def _chapter(state: State, chapter: ChapterState) -> dict[str, object]:
    return {
        "path": chapter.path,
        "people": chapter.people,
        "changed": chapter.changed.isoformat() if chapter.changed else None,
        "has_active_people": chapter.tended,
        "unchanged_for_two_years": chapter in state.still,
    }


REPORTS: dict[str, Callable[[State], str]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
}
