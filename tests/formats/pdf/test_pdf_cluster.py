"""A Dask cluster sets the same book, whatever happens to its workers; and says what it lacks."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cluster import SCRIPTS, Running, cluster
from potluck.cell.limits import MEGABYTE, Limits, Overruns
from potluck.errors import ProofError, ToolError
from potluck.formats import Count
from potluck.formats.pdf import Pdf, Workshop
from potluck.formats.pdf.fonts import text_faces
from potluck.formats.pdf.press import cluster as clusters
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.cluster import Room
from potluck.formats.pdf.press.setting import FontFile
from potluck.model import Edition
from support import sample

NOBODY = "tcp://127.0.0.1:1"
WithBody = Callable[[str], Edition]


def silent(_: str | Count) -> None:
    """Say nothing of how far the work is."""


def built(
    workshop: Workshop, folder: Path, progress: Callable[[str | Count], None] = silent
) -> bytes:
    """Return the PDF of the small edition."""
    folder.mkdir(exist_ok=True)
    (name,) = Pdf(workshop=workshop).render(sample(), folder, progress=progress).files
    return (folder / name).read_bytes()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF as one process sets it."""
    return built(Workshop(jobs=1), tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with cluster() as started:
        yield started


class Blow:
    """Kills a process as soon as the first sheet is set, while others are not."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process, self.left = process, 0

    def __call__(self, step: str | Count) -> None:
        if isinstance(step, Count) and step.done and step.left and not self.left:
            self.left = step.left
            self.process.send_signal(signal.SIGKILL)


# --- the same book ------------------------------------------------------------------------------


def test_workers_set_the_same_book(running: Running, alone: bytes, tmp_path: Path) -> None:
    workshop = Workshop(cluster=running.address)
    assert built(workshop, tmp_path) == alone
    setters = {span.process for span in workshop.trace.spans if span.name != "linking"}
    assert setters == {worker.pid for worker in running.workers}


def test_what_workers_set_is_kept_by_who_asked(
    running: Running, alone: bytes, tmp_path: Path
) -> None:
    workshop = Workshop(cluster=running.address, cache=tmp_path / "kept", secret=b"s")
    assert built(workshop, tmp_path / "first") == alone
    assert built(replace(workshop, cluster=NOBODY), tmp_path / "again") == alone


def test_a_worker_killed_in_mid_build_costs_nothing_but_time(alone: bytes, tmp_path: Path) -> None:
    with cluster(3) as running:
        blow = Blow(running.workers[0])
        assert built(Workshop(cluster=running.address), tmp_path, blow) == alone
        assert blow.left > 0
        assert running.workers[0].wait() == -signal.SIGKILL


def test_what_a_worker_refuses_is_told_as_at_home(
    running: Running, with_body: WithBody, tmp_path: Path
) -> None:
    html = '<p><img src="file:///etc/passwd" alt="x"></p>'
    with pytest.raises(ProofError) as caught:
        Pdf(workshop=Workshop(cluster=running.address)).render(with_body(html), tmp_path)
    assert caught.value.message == (
        "leek-soup: The book asks for 'file:///etc/passwd', which is no part of it."
    )


def test_the_limits_of_the_one_who_asks_hold_for_workers(
    running: Running, with_body: WithBody, tmp_path: Path
) -> None:
    mean = Workshop(cluster=running.address, limits=Limits(60, memory=MEGABYTE))
    with pytest.raises(Overruns) as caught:
        Pdf(workshop=mean).render(with_body("<p>Leeks.</p>"), tmp_path)
    told = str(caught.value.found["leek-soup"])
    assert told.startswith("Setting leek-soup takes more than 1 MB of memory.")


# --- what it lacks ------------------------------------------------------------------------------


def refused(address: str, folder: Path) -> tuple[str, str]:
    """Return message and hint of the ToolError that the build ends with."""
    with pytest.raises(ToolError) as caught:
        built(Workshop(cluster=address), folder)
    return caught.value.message, caught.value.hint


def test_there_is_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 2)
    assert refused(NOBODY, tmp_path) == (
        "No Dask scheduler answers at tcp://127.0.0.1:1.",
        "start one with: dask scheduler",
    )


@pytest.mark.parametrize("address", ["nonsense", "foo://127.0.0.1:1", "tcp://127.0.0.1"])
def test_there_is_no_such_address(address: str, tmp_path: Path) -> None:
    assert refused(address, tmp_path) == (
        f"{address} is no address of a Dask scheduler.",
        "name it as it names itself, such as tcp://192.0.2.1:8786",
    )


def test_there_are_no_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 2)
    with cluster(0) as running:
        assert refused(running.address, tmp_path) == (
            f"The Dask scheduler at {running.address} has no workers.",
            f"start some with: dask worker {running.address} --nthreads 1",
        )


def test_there_is_no_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused(NOBODY, tmp_path) == (
        "Dask, which --cluster needs, is not installed.",
        "pip install 'potluck-press[cluster]'",
    )


def test_workers_with_other_tools_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(SCRIPTS, other, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "potluck/formats/pdf/press/shard.py").open("a", encoding="utf-8") as ours:
        ours.write("# Another one.\n")
    with cluster(1, scripts=other) as running:
        message, hint = refused(running.address, tmp_path / "book")
    told = message.removeprefix("The workers have other tools: ").removesuffix(".")
    there, _, here = told.partition("; here: ")
    assert there != here
    assert [each.split()[:2] for each in (there, here)] == [["potluck", "0.1.0"]] * 2
    assert hint == "install on every worker what uv.lock names, and the same Pango"


def test_workers_without_potluck_are_refused(tmp_path: Path) -> None:
    (tmp_path / "potluck").mkdir()
    (tmp_path / "potluck/__init__.py").write_text("")
    with cluster(1, scripts=tmp_path) as running:
        message, hint = refused(running.address, tmp_path / "book")
    lacking = """ModuleNotFoundError("No module named 'potluck.formats'")"""
    assert message.endswith(f" of {running.address}: {lacking}.")
    assert message.startswith("Potluck cannot be loaded by the worker tcp://127.0.0.1:")
    assert hint == "install on every worker what uv.lock names, and the same Pango"


def test_a_worker_that_comes_later_shows_its_tools_with_its_first_order() -> None:
    with pytest.raises(ToolError) as caught:
        clusters.work("potluck 0; pango 1", b"which is never opened")
    assert caught.value.message.startswith("The workers have other tools: potluck 0.1.0 ")
    assert caught.value.message.endswith("; here: potluck 0, pango 1.")


def test_workers_that_all_die_are_told_of(tmp_path: Path) -> None:
    with cluster(2, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as running:
        with pytest.raises(ToolError) as caught:
            built(Workshop(cluster=running.address), tmp_path, Blow(running.workers[0]))
        assert (caught.value.message, caught.value.hint) == (
            "Workers of the Dask cluster died, one after the other.",
            "see what the workers say, and whether they have memory enough",
        )


def test_a_scheduler_that_dies_is_told_of(tmp_path: Path) -> None:
    with cluster(1) as running:
        with pytest.raises(ToolError) as caught:
            built(Workshop(cluster=running.address), tmp_path, Blow(running.scheduler))
        assert caught.value.message == f"The Dask scheduler at {running.address} is gone."


# --- orders and fonts ---------------------------------------------------------------------------


def test_only_so_many_bytes_wait_at_a_time() -> None:
    room = Room(10)
    taken: list[int] = []

    def take(size: int) -> None:
        room.take(size)
        taken.append(size)

    with ThreadPoolExecutor(1) as pool:
        room.take(99)  # the first may be as large as it is
        waits = pool.submit(take, 6)
        assert taken == []
        room.give(99)
        waits.result(60)
        room.take(4)
        waits = pool.submit(take, 1)
        room.give(4)
        waits.result(60)
    assert taken == [6, 1]


def test_a_font_is_found_where_this_machine_has_it() -> None:
    face = text_faces()[0].path
    ordered = replace(FontFile.of("x", face), path=f"/elsewhere/{face.name}")
    assert setting._font(ordered) == face.read_bytes()


def test_a_font_that_is_another_one_here_is_refused() -> None:
    face = text_faces()[0].path
    with pytest.raises(ToolError) as caught:
        setting._font(FontFile("x", str(face), "0" * 32))
    assert (caught.value.message, caught.value.hint) == (
        f"The font {face.name} is missing here, or another one.",
        "install what uv.lock names, and the packages of Noto fonts, on every machine",
    )


def test_the_tools_are_told_alike_whatever_else_is_loaded() -> None:
    told = "from potluck.formats.pdf.press.tools import examine; print(examine().told)"
    more = "import PIL._imagingft, pypdfium2; " + told
    assert output(told) == output(more)


def output(code: str) -> str:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SCRIPTS)}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
    ).stdout
