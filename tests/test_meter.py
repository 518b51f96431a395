"""How far a command is: on a terminal a line at once, a bar after a while; elsewhere lines."""

import os
import pty
import subprocess
import sys
from pathlib import Path

SHOWS = """
import sys, threading
from potluck.cli.meter import progress
from potluck.formats import Count
seen = []
with progress(3, float(sys.argv[1])) as told:
    for step in ("reading", "Waiting for another build", Count(1, 2, 3), "pdf", "proof"):
        told(step)
        seen.append((type(step).__name__, threading.active_count()))
for step, threads in (*seen, ("done", threading.active_count())):
    print(step, threads)
"""
ALONE = ["str 1", "str 1", "Count 1", "str 1", "str 1", "done 1"]


def shown(patience: float, **environment: str) -> tuple[list[str], str]:
    """What is printed, and what a terminal gets to see, where a bar comes after so long."""
    ours, theirs = pty.openpty()
    given = {**os.environ, "TERM": "xterm", "COLUMNS": "200", **environment}
    command = (sys.executable, "-c", SHOWS, str(patience))
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=theirs) as child:
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b""))
        assert child.stdout
        printed = child.stdout.read().decode().splitlines()
    os.close(ours)
    assert child.returncode == 0
    return printed, seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux's way to say that nobody writes any more
        return b""


def test_a_short_command_shows_a_line_and_has_no_thread() -> None:
    printed, seen = shown(60)
    texts = ("Reading the book", "Waiting for another build", "Setting the PDF")
    lines = [f"\r\x1b[K{text} …" for text in (*texts, "Proving the editions")]
    assert (printed, seen) == (ALONE, "".join((*lines, "\r\x1b[K")))


def test_a_line_stays_one_where_there_is_little_room() -> None:
    _, seen = shown(60, COLUMNS="12")
    assert seen.split("\r\x1b[K")[1:3] == ["Reading the", "Waiting for"]


def test_a_long_one_shows_a_bar_that_is_gone_at_the_end_and_has_no_thread() -> None:
    printed, seen = shown(0)
    assert printed == ALONE
    order = ("Reading the book", "Waiting for another build", "Setting the PDF", "Proving the")
    assert [text in seen for text in order] == [True] * len(order)
    assert sorted(order, key=seen.index) == [*order]
    assert "Chapters: 1 set, 2 kept, 3 left" in seen
    assert seen.endswith("\x1b[1A\x1b[2K\r\x1b[K")  # up a line, and all of it erased


def test_a_terminal_that_erases_nothing_gets_lines() -> None:
    printed, seen = shown(0, TERM="dumb")
    told = ["Reading the book …", "Setting the PDF …", "Proving the editions …"]
    assert (printed, seen.splitlines()) == (ALONE, told)


def test_a_file_gets_lines(tmp_path: Path) -> None:
    with (tmp_path / "told").open("wb") as file:
        subprocess.run((sys.executable, "-c", SHOWS, "0"), stderr=file, check=True)
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert told == "Reading the book …\nSetting the PDF …\nProving the editions …\n"
