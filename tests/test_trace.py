"""Where the time went is taken down, in a form that Chrome reads."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from golden.books import plant
from potluck import cli
from potluck.cell.apart import WALLED
from potluck.cli.presses import timed as taken_down
from potluck.errors import ConfigError
from potluck.formats import Count
from potluck.formats.pdf import Pdf, Workshop
from potluck.model import Part
from potluck.trace import Span, Trace, timed
from support import HEAT, sample

ME = os.getpid()


@pytest.fixture
def clock() -> Callable[[], int]:
    """Tell a time that is ten microseconds later each time."""
    ticks: Iterator[int] = count(1_000_000, 10_000)
    return lambda: next(ticks)


def test_a_span_lasts_as_long_as_what_is_inside(clock: Callable[[], int]) -> None:
    trace = Trace(clock)
    with trace.span("outer"), trace.span("inner"):
        pass
    with pytest.raises(ZeroDivisionError), trace.span("broken"):
        raise ZeroDivisionError
    assert trace.spans == [
        Span("inner", 1010, 10, ME),
        Span("outer", 1000, 30, ME),
        Span("broken", 1040, 10, ME),
    ]


def test_a_step_lasts_until_the_next_one_and_counts_are_passed_on(
    clock: Callable[[], int],
) -> None:
    told: list[Any] = []
    trace = Trace(clock)
    steps = trace.steps(told.append)
    for step in ("reading", Count(1, 2, 3), "pdf"):
        steps(step)
    steps.end()
    steps.end()
    assert told == ["reading", Count(1, 2, 3), "pdf"]
    assert trace.spans == [Span("reading", 1000, 10, ME), Span("pdf", 1020, 10, ME)]


def test_the_trace_is_json_with_complete_events_the_outer_before_the_inner() -> None:
    trace = Trace(spans=[Span("later", 9, 1, 7), Span("inner", 2, 3, 7), Span('o"é', 2, 8, 8)])
    trace.facts["cells"] = "limits alone"
    assert json.loads(trace.as_json()) == {
        "otherData": {"cells": "limits alone"},
        "displayTimeUnit": "ms",
        "traceEvents": [
            {"name": name, "cat": "potluck", "ph": "X", "ts": start, "dur": length, "pid": process,
             "tid": 0}
            for name, start, length, process in
            [('o"é', 2, 8, 8), ("inner", 2, 3, 7), ("later", 9, 1, 7)]
        ],
    }  # fmt: skip


def test_work_is_timed_where_it_is_done() -> None:
    made, span = timed("soup", bytes, 3)
    assert (made, span.name, span.process, span.duration >= 0) == (b"\0\0\0", "soup", ME, True)


SHEETS = {"cover-page", "half-page", "title-page", "imprint-page", "contents-page", "heat",
          "colophon-page", "fonts", "head-left", "head-right", "page numbers",
          "linking"}  # fmt: skip


def test_each_sheet_is_in_the_trace_and_counted(tmp_path: Path) -> None:
    edition = replace(sample(), parts=(Part("all", "", (HEAT,)),), matter=(), preface=None)
    counts: list[Count] = []
    for spans in (SHEETS, {"linking"}):
        shop = Workshop(cache=tmp_path / "kept", secret=b"s" * 32, trace=Trace())
        counts.clear()
        Pdf(workshop=shop).render(
            edition, tmp_path, progress=lambda s: counts.append(s) if isinstance(s, Count) else None
        )
        assert {span.name for span in shop.trace.spans} == spans
        if spans == SHEETS:
            assert counts == [
                *(Count(done, 0, 6 - done) for done in range(7)),  # without page numbers
                *(Count(done, 0, 1 - done) for done in range(2)),  # the contents
                *(Count(done, 0, 1 - done) for done in range(2)),  # the numbers at the foot
            ]
    assert counts == [Count(0, 6, 0), Count(0, 1, 0), Count(0, 1, 0)]


# --- the command line ---------------------------------------------------------------------------


def test_build_writes_the_timings(tmp_path: Path) -> None:
    book, file = plant("minimal", tmp_path / "minimal").book, tmp_path / "new/timings.json"
    options = ["build", "pdf", "--root", str(book), "--jobs", "2", "--timings", str(file)]
    assert cli.main(options) == 0
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["otherData"] == {"cells": WALLED}
    events = told["traceEvents"]
    names = {event["name"] for event in events}
    assert {"reading", "composing the pages", "setting the type", "linking", "proof"} <= names
    assert SHEETS - {"heat"} <= names
    assert {event["ph"] for event in events} == {"X"}
    steps = {event["pid"] for event in events if event["name"] in ("reading", "linking")}
    sheets = {event["pid"] for event in events if event["name"] in SHEETS - {"linking"}}
    assert (steps, sheets & steps, len(sheets) in (1, 2)) == ({ME}, set(), True)


def test_timings_are_written_also_where_the_build_fails(tmp_path: Path) -> None:
    file = tmp_path / "timings.json"

    def build() -> None:
        with taken_down(Trace(), file, lambda _: None) as steps:
            steps("reading")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert [event["name"] for event in json.loads(file.read_text())["traceEvents"]] == ["reading"]


def test_timings_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    file = tmp_path / "timings"
    file.mkdir()
    with pytest.raises(ConfigError) as caught, taken_down(Trace(), file, lambda _: None):
        pass
    assert (caught.value.message, caught.value.hint) == (
        f"The timings cannot be written to {file}: Is a directory.",
        "--timings timings.json",
    )
