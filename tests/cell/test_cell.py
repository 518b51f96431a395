"""Nothing that is done in a cell does more than it may, and all that it does is answered."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from cell import works
from potluck.cell import fences, inside, nursery, shift, walls
from potluck.cell.apart import ALONE, FENCED, IDLE, WALLED, Apart
from potluck.cell.cell import Cell, CellError
from potluck.cell.channel import Channel, Gone, Late
from potluck.cell.limits import MEGABYTE, Limits, Overrun
from potluck.cell.nursery import Here, Nursery, nearest
from potluck.cell.shift import Task, share_out
from potluck.errors import MachineError, ProofError, ToolError
from tools import need

LIMITS = Limits(1, memory=100 * MEGABYTE, file=MEGABYTE)
NEW = ("cell.works", "cell")  # modules of a nursery that is made for one test
BIRTHS = ("here", "bare", "walled")


@pytest.fixture(scope="module", params=BIRTHS)
def born(request: pytest.FixtureRequest) -> Iterator[Nursery]:
    """Each kind of nursery."""
    if request.param == "here":
        yield Here()
        return
    if request.param == "walled":
        need("bwrap")
    made = Apart(("cell.works",), walled=request.param == "walled")
    yield made
    made.stop()


Hire = Callable[[Nursery, Limits], Cell]


@pytest.fixture
def hire() -> Iterator[Hire]:
    """Return what makes a cell that is dismissed at the end, with its nursery."""
    made: list[Cell] = []

    def make(nursery: Nursery, limits: Limits) -> Cell:
        made.append(Cell(nursery, limits))
        return made[-1]

    yield make
    for each in made:
        each.dismiss()
        if isinstance(each.nursery, Apart) and each.nursery.modules[-2:] == NEW:
            each.nursery.stop()


@pytest.fixture
def cell(born: Nursery, hire: Hire) -> Cell:
    return hire(born, LIMITS)


def able_to_write(cell: Cell) -> None:
    if isinstance(cell.nursery, Here) and fences.there():
        pytest.skip("it may not write any file at all")


def overrun(cell: Cell, work: object, *given: object) -> str:
    """Return what is said of work that goes over its limits."""
    with pytest.raises(Overrun) as caught:
        cell.do(work, *given)  # type: ignore[arg-type]
    return caught.value.message


# --- work ---------------------------------------------------------------------------------------


def test_work_is_done_and_answered(cell: Cell) -> None:
    assert [cell.do(works.add, 1, number) for number in range(3)] == [1, 2, 3]


def test_one_process_does_many_pieces_of_work_and_it_is_not_ours(cell: Cell) -> None:
    first, second = cell.do(works.pid), cell.do(works.pid)
    assert first == second != os.getpid()


def test_a_question_is_answered_by_who_gave_the_order(cell: Cell) -> None:
    asked = []

    def answer(*question: str) -> str:
        asked.append(question)
        return "Good evening"

    assert cell.do(works.greet, "Ann", answer=answer) == "Good evening, Ann!"
    assert asked == [("greeting", "Ann")]


def test_what_is_left_for_later_is_done_once_it_was_answered(cell: Cell) -> None:
    done = [cell.do(works.leave_for_later, 1), cell.do(works.leave_for_later, 2)]
    assert done == [[1], [1, -1, 2]]
    assert [cell.do(works.prepared), cell.do(works.prepared)] == [[1, -1, 2, -2], [1, -1, 2, -2]]


def test_what_work_raises_comes_out(cell: Cell) -> None:
    with pytest.raises(ProofError) as caught:
        cell.do(works.refuse, "The soup")
    assert (caught.value.message, caught.value.hint) == ("The soup is amiss.", "look again")


REFUSED = {
    "a full disk": ((works.fill,), "The disk is full: a.ttf."),
    "a limit of files": (
        (works.write_on_a_mean_machine, 101),
        "The file is larger than this machine allows.",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_the_machine_refuses_is_no_overrun(cell: Cell, kind: str) -> None:
    if "file" in kind:
        able_to_write(cell)
    work, told = REFUSED[kind]
    with pytest.raises(MachineError) as caught:
        cell.do(*work)  # type: ignore[arg-type]
    assert caught.value.message == told


def test_a_bug_comes_out_with_its_traceback_and_is_no_overrun(cell: Cell) -> None:
    with pytest.raises(CellError, match=r"in stumble\n[^\n]*\nValueError: a bug\n$"):
        cell.do(works.stumble)
    assert cell.do(works.add, 1, 1) == 2


def test_what_a_cell_answers_is_read_as_what_the_work_says_it_returns(cell: Cell) -> None:
    message = "What a cell answered cannot be read: Expected `int`, got `str`"
    with pytest.raises(CellError, match=message):
        cell.do(works.lie)


# --- limits -------------------------------------------------------------------------------------

EXCESS = {
    "computing": ((works.loop,), "takes more than 1 second of computing"),
    "memory": ((works.hoard, 10**9), "takes more than 100 MB of memory"),
    "a file": ((works.write, 2 * MEGABYTE), "writes more than 1 MB into a file"),
    "many files": ((works.open_many, 80), "opens more than 64 files at a time"),
    "depth": ((works.nest, 0), "nests deeper than can be followed"),
    "killed": ((works.die, signal.SIGKILL), "ends the process that does it (SIGKILL)"),
    "aborted": ((works.die, signal.SIGABRT), "ends the process that does it (SIGABRT)"),
    "a fault": ((works.die, signal.SIGSEGV), "ends the process that does it (SIGSEGV)"),
    "left": ((works.leave,), "ends the process that does it (exit code 3)"),
}


@pytest.mark.parametrize("kind", EXCESS)
def test_work_that_goes_over_a_limit_is_told_and_the_next_is_done(cell: Cell, kind: str) -> None:
    if kind == "a file":
        able_to_write(cell)
    work, told = EXCESS[kind]
    assert overrun(cell, *work) == told
    assert cell.do(works.add, 1, 1) == 2


def test_what_waits_for_ever_is_given_up(born: Nursery, hire: Hire) -> None:
    cell = hire(born, Limits(1, clock=2))
    assert overrun(cell, works.sleep) == "is not done after 2 seconds"
    assert cell.do(works.add, 1, 1) == 2


def test_each_piece_of_work_has_all_its_seconds(born: Nursery, hire: Hire) -> None:
    cell = hire(born, Limits(2))
    first = cell.do(works.pid)
    assert [cell.do(works.burn, 0.9) for _ in range(4)] == [0.9] * 4
    assert cell.do(works.pid) == first


def test_the_clock_is_long_where_nobody_says_how_long() -> None:
    assert (Limits(20).patience, Limits(20).times(3).patience, Limits(20, clock=5).patience) == (
        260,
        660,
        5,
    )


def test_work_that_was_killed_once_is_begun_again(hire: Hire) -> None:
    cell, times = hire(Here(), LIMITS), count(1)
    assert cell.do(works.die_once, answer=lambda _: next(times)) == 7


def test_a_cell_that_was_killed_while_idle_is_replaced(hire: Hire) -> None:
    cell = hire(Here(), LIMITS)
    before = cell.do(works.pid)
    os.kill(before, signal.SIGKILL)
    assert cell.do(works.pid) != before


def test_an_overrun_says_of_what() -> None:
    told = Overrun("takes more than 1 second").about("Setting soup", "split it")
    assert (told.message, told.hint) == ("Setting soup takes more than 1 second.", "split it")


# --- what a cell can reach ----------------------------------------------------------------------


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """A port of this machine on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(1)
        yield listening


def test_no_cell_reaches_the_network(cell: Cell, canary: socket.socket) -> None:
    port = canary.getsockname()[1]
    assert works.call(port) == "heard"
    canary.accept()[0].close()
    assert cell.do(works.call, port) in {"ConnectionRefusedError", "OSError"}
    with pytest.raises(TimeoutError):
        canary.accept()


def test_a_cell_has_no_open_file_but_its_line(cell: Cell) -> None:
    assert cell.do(works.descriptors) == ["0", "1", "2", "3"]


def test_a_cell_cannot_raise_its_limits(cell: Cell) -> None:
    assert cell.do(works.raise_limits) == []


FOUND = {"walled": "FileNotFoundError", "fenced": "PermissionError", "bare": "words"}
PUT = {"walled": "FileNotFoundError", "fenced": "PermissionError", "bare": "written"}
CHANGED = {"walled": "OSError", "fenced": "PermissionError", "bare": "written"}
HELD = {"walled": WALLED, "fenced": FENCED, "bare": ALONE}
HOW = ("walled", *(["fenced"] if fences.there() else []), "bare")


@pytest.mark.parametrize("how", HOW)
def test_walls_and_fences_keep_cells_from_what_is_no_program(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    secret, temporary = tmp_path / "secret", tmp_path / "temporary"
    secret.write_text("words", encoding="utf-8")
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    if how == "bare":
        monkeypatch.setattr(fences, "there", lambda: False)
    modules = ("cell.fenceless", *NEW) if how == "bare" else NEW
    born = Apart(modules, walled=how == "walled")
    cell = hire(born, LIMITS)
    assert cell.do(works.read, str(secret)) == FOUND[how]
    assert cell.do(works.put, str(tmp_path / "new")) == PUT[how]
    place = Path(works.__file__).with_name("potluck-was-here")
    assert cell.do(works.put, str(place)) == CHANGED[how]
    assert place.exists() == (how == "bare")
    place.unlink(missing_ok=True)
    assert born.protection == HELD[how]
    if how == "fenced":
        assert cell.do(works.put, str(temporary / "new")) == "written"


def test_a_forked_cell_has_no_file_but_programs(tmp_path: Path, hire: Hire) -> None:
    if not fences.there():
        pytest.skip("this kernel has no Landlock")
    secret, cell = tmp_path / "secret", hire(Here(), LIMITS)
    secret.write_text("words", encoding="utf-8")
    assert cell.do(works.read, str(secret)) == "PermissionError"
    assert cell.do(works.put, str(tmp_path / "new")) == "PermissionError"
    assert cell.do(works.read, os.__file__).startswith('r"""OS routines')
    assert cell.do(works.read, f"/proc/{os.getpid()}/environ") == "PermissionError"


@pytest.mark.parametrize("walled", [True, False])
def test_a_cell_apart_hears_nothing_of_the_environment(
    walled: bool, monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    born = Apart(NEW, walled=walled)
    heard = hire(born, LIMITS).do(works.environment)
    assert set(heard) - {"TMPDIR", "PWD", "LD_LIBRARY_PATH"} == {
        "PATH",
        "LC_ALL",
        "PYTHONPATH",
        "PYTHONSAFEPATH",
    }


# --- where cells are born -----------------------------------------------------------------------


def test_without_bubblewrap_there_are_limits_alone(
    monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    born = Apart(NEW)
    assert hire(born, LIMITS).do(works.add, 1, 1) == 2
    assert born.protection == HELD[HOW[1]]


def test_where_bubblewrap_may_not_work_there_are_limits_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'No permissions to create a new namespace' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    born = Apart(NEW)
    assert born.walled
    assert hire(born, LIMITS).do(works.add, 1, 1) == 2
    assert born.protection == HELD[HOW[1]]


def test_a_nursery_that_was_killed_is_replaced_with_its_walls(hire: Hire) -> None:
    born = Apart(NEW, walled=True)
    cell = hire(born, LIMITS)
    cell.do(works.add, 1, 1)
    assert born.process is not None
    born.process.kill()
    assert (cell.do(works.add, 1, 1), born.protection) == (2, WALLED)


def test_what_is_prepared_is_there_for_all_cells_born_afterwards(hire: Hire) -> None:
    born = Apart(NEW)
    born.prepare(works.prepare, 9)  # nothing runs yet that could be prepared
    assert born.protection == IDLE
    born.start()
    for number in (4, 3, 6):
        born.prepare(works.prepare, number)
    assert [hire(born, LIMITS).do(works.prepared) for _ in range(2)] == [[4, 2], [4, 2]]


def test_what_is_prepared_waits_until_a_cell_is_born(hire: Hire, tmp_path: Path) -> None:
    born, mark = Apart(NEW, walled=False), tmp_path / "prepared"
    born.start()
    first = hire(born, LIMITS)
    first.do(works.add, 1, 1)
    born.prepare(works.leave_a_mark, str(mark))
    first.do(works.linger, 0.2)
    assert not mark.exists()
    hire(born, LIMITS).do(works.add, 1, 1)
    assert mark.exists()


@pytest.mark.parametrize("walled", [False, True])
def test_a_spare_cell_has_begun_with_something(hire: Hire, walled: bool) -> None:
    if walled:
        need("bwrap")
    born = Apart(NEW, walled=walled)
    born.spare(LIMITS, works.prepare, 9)  # nothing runs yet
    born.start()
    for number in (4, 3):
        born.spare(LIMITS, works.prepare, number)  # one is enough
    other = hire(born, Limits(2))
    cells = [hire(born, LIMITS) for _ in range(2)]
    assert [each.do(works.prepared) for each in (other, *cells)] == [[], [4], []]
    other.dismiss()
    born.spare(LIMITS, works.prepare, 6)
    assert [hire(born, LIMITS).do(works.prepared) for _ in range(2)] == [[2], []]


def test_a_spare_cell_that_fails_to_begin_works_none_the_less(hire: Hire) -> None:
    born = Apart(NEW)
    born.start()
    born.spare(LIMITS, works.prepare, 3)
    assert hire(born, LIMITS).do(works.add, 1, 1) == 2


def test_a_spare_cell_is_gone_with_its_nursery(hire: Hire) -> None:
    born = Apart(NEW)
    born.start()
    born.spare(LIMITS, works.prepare, 4)
    cell = hire(born, Limits(2))
    cell.do(works.prepared)
    assert born.process is not None
    born.process.kill()
    born.process.wait()
    assert hire(born, LIMITS).do(works.prepared) == []
    born.spare(LIMITS, works.prepare, 4)
    born.stop()


def test_what_a_nursery_learned_while_it_loaded_is_heard(
    monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    heard: list[bytes] = []
    monkeypatch.setattr("potluck.readymade.adopt", heard.append)
    born = Apart(("cell.curious", *NEW))
    assert hire(born, LIMITS).do(works.add, 1, 1) == 2
    (told,) = heard
    assert b"only here is this looked for" in told


def test_a_nursery_that_cannot_be_started_is_told(
    monkeypatch: pytest.MonkeyPatch, hire: Hire
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ToolError) as caught:
        hire(Apart(NEW), LIMITS).do(works.add, 1, 1)
    assert (caught.value.message, caught.value.hint) == (
        "A process that sets chapters cannot be started.",
        "potluck doctor",
    )


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Thread(target=time.sleep, args=(1,))
    monkeypatch.setattr(nursery, "active_count", lambda: 1)
    assert isinstance(nearest(), Here)
    monkeypatch.undo()
    waiting.start()
    assert isinstance(nearest(), Apart)
    waiting.join()


CODE = """
import os, signal, sys, threading
from cell import works
from potluck.cell.apart import Apart
from potluck.cell.cell import Cell
from potluck.cell.limits import Limits
cells = [Cell(Apart(("cell.works",), walled=walled), Limits(600)) for walled in (True, False)]
for each in cells:
    each.begin(works.sleep)
print(*(each.nursery.process.pid for each in cells), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nobody_outlives_who_hired_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    pids = [int(pid) for pid in done.stdout.split()]
    end = time.monotonic() + 60
    while time.monotonic() < end and any(map(_runs, pids)):
        time.sleep(0.05)
    assert (len(pids), list(map(_runs, pids))) == (2, [False, False])


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_what_is_seen_through_the_walls_is_seen_once() -> None:
    command = walls.around(["true"])
    bound = [command[i + 1] for i, option in enumerate(command) if option == "--ro-bind"]
    assert "/usr" in bound
    assert not any(path.startswith("/usr/") for path in bound)
    assert command[-2:] == ["--", "true"]


# --- many pieces of work ------------------------------------------------------------------------


def test_results_are_in_the_order_of_the_tasks(born: Nursery) -> None:
    tasks = [Task(works.add, (number, 0)) for number in range(3 * shift.SHARE)]
    assert share_out(tasks, born, LIMITS) == list(range(3 * shift.SHARE))


def test_it_is_told_how_far_the_work_is() -> None:
    heard: list[tuple[int, int]] = []
    tasks = [Task(works.add, (1, 1)), Task(works.leave, ()), Task(works.add, (1, 1))]
    share_out(tasks, Here(), LIMITS, told=lambda *far: heard.append(far))
    assert heard == [(0, 3), (1, 2), (2, 1), (3, 0)]


def test_what_goes_over_its_limits_is_a_result_and_the_rest_is_done(born: Nursery) -> None:
    tasks = [Task(works.add, (number, 0)) for number in range(2 * shift.SHARE)]
    tasks[3] = Task(works.hoard, (10**9,))
    tasks[5] = Task(works.leave, ())
    results = share_out(tasks, born, LIMITS)
    assert {n: r.message for n, r in enumerate(results) if isinstance(r, Overrun)} == {
        3: "takes more than 100 MB of memory",
        5: "ends the process that does it (exit code 3)",
    }
    assert [r for r in results if isinstance(r, int)] == [0, 1, 2, 4, *range(6, 2 * shift.SHARE)]


def test_each_task_is_answered_by_its_own_clerk() -> None:
    tasks = [Task(works.greet, ("Ann",), lambda *_, n=n: f"{n} times") for n in range(15)]
    told = share_out(tasks, Here(), LIMITS)
    assert told == [f"{number} times, Ann!" for number in range(15)]


def test_what_waits_is_given_up_while_others_work() -> None:
    tasks = [Task(works.sleep, ()), *[Task(works.add, (1, 1))] * (2 * shift.SHARE)]
    results = share_out(tasks, Here(), Limits(1, clock=3))
    assert str(results[0]) == "is not done after 3 seconds"
    assert results[1:] == [2] * (2 * shift.SHARE)


def test_no_task_needs_no_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Here, "birth", lambda *_: pytest.fail("a cell was born"))
    assert share_out([Task(works.add, (1, 1))][:0], Here(), LIMITS) == []


# --- the line -----------------------------------------------------------------------------------


def test_who_stops_in_mid_message_is_given_up() -> None:
    ours, theirs = map(Channel, socket.socketpair())
    theirs.socket.sendall(b"d\0\0\0\0\0\0\0\x09abc")
    with pytest.raises(Late):
        ours.receive(time.monotonic() + 0.1)
    theirs.close()
    with pytest.raises(Gone):
        ours.receive(time.monotonic() + 9)
    ours.close()


def test_a_message_longer_than_any_is_not_waited_for() -> None:
    ours, theirs = map(Channel, socket.socketpair())
    theirs.socket.sendall(b"d\x10\0\0\0\0\0\0\0")
    with pytest.raises(Gone):
        ours.receive(time.monotonic() + 9)
    theirs.close()
    ours.close()


def test_who_does_not_listen_is_given_up() -> None:
    ours, theirs = map(Channel, socket.socketpair())
    with pytest.raises(Late):
        ours.send(inside.ORDER, bytes(10 * MEGABYTE), time.monotonic() + 0.1)
    theirs.close()
    ours.close()
