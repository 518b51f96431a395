"""Whoever sets the sheets, the book is the same; and it is said what went wrong with them."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from potluck.errors import ProofError, ToolError
from potluck.formats import Count
from potluck.formats.pdf import Pdf, Workshop
from potluck.formats.pdf.press.executors import crew
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
    """The hash of the book set in one process."""
    return pressed(tmp_path_factory.mktemp("alone"), Workshop(jobs=1))


def test_a_process_that_is_killed_in_mid_work_is_told_and_nothing_is_spoilt(
    alone: str, tmp_path: Path
) -> None:
    shop = Workshop(cache=tmp_path / "kept", secret=SECRET, jobs=2)

    def kill(step: object) -> None:
        if isinstance(step, Count) and step.done == 1:
            for child in active_children():
                child.kill()

    with pytest.raises(ToolError) as caught:
        pressed(tmp_path / "out", shop, kill)
    assert (caught.value.message, caught.value.hint) == (
        "A process that set chapters was ended from outside, perhaps for want of memory.",
        "--jobs 1",
    )
    assert list((tmp_path / "out").iterdir()) == []
    assert (left(), any((tmp_path / "kept").iterdir())) == ([], True)
    assert pressed(tmp_path / "out", shop) == alone


def left() -> list[Any]:
    """Return the processes that stay when those that were sent home have had time to go."""
    for child in active_children():
        child.join(20)
    return active_children()


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


def refuse(order: str) -> bytes:
    raise ProofError(f"{order} is amiss.", "look again")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_amiss_comes_through_with_its_hint(jobs: int) -> None:
    with crew(jobs) as hire:
        future = hire().submit(timed, "soup", refuse, "Something")
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


def test_nobody_is_hired_for_nothing() -> None:
    assert left() == []
    with crew(2):
        pass
    assert active_children() == []
