"""Whoever sets the sheets, the book is the same; and it is said what went wrong with them."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cell import works
from inhouse import InHouse
from potluck.cell import fences
from potluck.cell.apart import ALONE, FENCED, WALLED, Apart
from potluck.cell.limits import MEGABYTE, Limits, Overruns
from potluck.errors import ProofError
from potluck.formats import Count
from potluck.formats.pdf import Pdf, Way, Workshop, machine
from potluck.formats.pdf.press import executors
from potluck.formats.pdf.press.executors import SHARE, crew
from potluck.model import Edition, Part
from potluck.trace import timed
from support import HEAT, SOUP, sample

SECRET = b"s" * 32
SCRIPTS = Path(__file__).parents[3] / "scripts"


def small() -> Edition:
    return replace(sample(), parts=(Part("all", "All", (SOUP, HEAT)),), matter=(), preface=None)


def pressed(folder: Path, workshop: Workshop, told: Callable[[Any], None] = lambda _: None) -> str:
    """Return the hash of the small book."""
    folder.mkdir(exist_ok=True)
    made = Pdf(workshop=workshop).render(small(), folder, progress=told)
    return hashlib.sha256((folder / made.files[0]).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of the book set in one cell."""
    return pressed(tmp_path_factory.mktemp("alone"), Workshop(jobs=1))


def test_cells_that_are_killed_in_mid_work_cost_nothing_but_time(
    alone: str, tmp_path: Path
) -> None:
    shop = Workshop(cache=tmp_path / "kept", secret=SECRET, jobs=2)
    killed: list[int] = []

    def kill(step: object) -> None:
        if isinstance(step, Count) and step.done == 1 and not killed:
            found = executors.nursery().process
            assert found is not None
            killed.append(found.pid)
            found.kill()

    assert pressed(tmp_path / "out", shop, kill) == alone
    assert len(killed) == 1


CODE = """
import hashlib, pathlib, sys, threading
from test_pdf_executors import pressed
from potluck.formats.pdf import Workshop
def work():
    print(pressed(pathlib.Path({folder!r}), Workshop(jobs=2)))
{call}
"""
CALLS = {
    "stdin": ("thread = threading.Thread(target=work); thread.start(); thread.join()", "-"),
    "-c": ("work()", "-c"),
}


@pytest.mark.parametrize("how", CALLS)
def test_processes_work_for_a_program_that_is_no_file(how: str, alone: str, tmp_path: Path) -> None:
    call, option = CALLS[how]
    code = CODE.format(folder=str(tmp_path), call=call)
    paths = ":".join(map(str, (SCRIPTS, SCRIPTS.parent / "tests", Path(__file__).parent)))
    done = subprocess.run(
        [sys.executable, option, *([code] if option == "-c" else [])],
        input=code if option == "-" else "",
        env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"{alone}\n", "")


def test_a_second_cell_works_where_there_is_work_for_two() -> None:
    with crew(2) as hire:
        few = [hire().submit(works.pid) for _ in range(SHARE)]
        alone = {each.result() for each in few}
        many = [hire().submit(works.linger, 0.5) for _ in range(SHARE + 1)]
        both = {each.result() for each in many}
    assert (len(alone), len(both), alone < both) == (1, 2, True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_amiss_comes_through_with_its_hint(jobs: int) -> None:
    with crew(jobs) as hire:
        future = hire().submit(timed, "soup", works.refuse, "Something")
        with pytest.raises(ProofError) as caught:
            future.result()
    assert (caught.value.message, caught.value.hint) == ("Something is amiss.", "look again")


def test_a_sheet_that_cannot_be_set_by_another_process_is_named(
    with_body: Callable[[str], Edition], tmp_path: Path
) -> None:
    with pytest.raises(ProofError) as caught:
        Pdf(workshop=Workshop(jobs=2)).render(
            with_body('<p><img src="http://127.0.0.1/x.png" alt="x"></p>'), tmp_path
        )
    assert (caught.value.message, caught.value.hint) == (
        "leek-soup: The book asks for 'http://127.0.0.1/x.png', which is no part of it.",
        "",
    )
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_hired_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "nursery", lambda: pytest.fail("somebody was hired"))
    with crew(2):
        pass


def test_nobody_stays_when_the_work_is_done() -> None:
    with crew(2) as hire:
        cells = hire()
        assert isinstance(cells, executors.Cells)
        futures = [cells.submit(works.pid) for _ in range(4)]
        assert len({future.result() for future in futures}) in (1, 2)
        assert any(each.line for each in cells._cells)
    assert [each.line for each in cells._cells] == [None, None]


# --- with cells and without ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["in this process", "without bubblewrap", "bubblewrap"])
def test_the_bytes_are_the_same_with_and_without_a_sandbox(
    how: str, alone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Apart(("potluck.formats.pdf.press.loaded",), walled=how == "bubblewrap")
    monkeypatch.setattr(executors, "nursery", lambda: here)
    if how == "in this process":
        monkeypatch.setattr(executors, "_cells", lambda *_: (InHouse(), lambda: None))
    assert pressed(tmp_path, Workshop(jobs=1)) == alone
    bare = FENCED if fences.there() else ALONE  # a cell was asked for the tools in any case
    assert here.protection == (WALLED if how == "bubblewrap" else bare)
    here.stop()


# --- limits -------------------------------------------------------------------------------------

TINY = Limits(1, memory=20 * MEGABYTE)
NAMED = {"linked": "title-page", "whole": "the book"}


@pytest.mark.parametrize("way", NAMED)
def test_a_sheet_that_takes_too_much_is_named(way: Way, tmp_path: Path) -> None:
    with pytest.raises(Overruns) as caught:
        Pdf(workshop=Workshop(way=way, limits=TINY)).render(small(), tmp_path)
    name = NAMED[way]
    overrun = caught.value.found[name]
    memory = f"takes more than {80 if way == 'whole' else 20} MB of memory"
    assert overrun.message in {  # libraries in C that get no memory end in their own way
        f"Setting {name} {memory}.",
        f"Setting {name} ends the process that does it (SIGSEGV).",
        f"Setting {name} ends the process that does it (SIGTRAP).",
    }
    assert overrun.hint == machine.HINT
    assert list(tmp_path.iterdir()) == []
