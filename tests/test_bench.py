"""The bench: its book is the same each time and has no findings, and its clock tells the truth."""

import io
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bench import book, past, peers, preview
from bench import credits as crediting
from bench.__main__ import BENCHES, main
from bench.check import Editor
from bench.measure import MeasureError, Measurement, Run, Spread, measure
from bench.produced import Pdf, Site
from bench.report import Goal, Missing, Ratio, Report, as_json, machine, show, write
from bench.settings import Settings
from tools import need

CHAPTERS = 20
MEGABYTE = 1_000_000


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-IS", "-c", code)


# The book


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "book"
    book.write(path, CHAPTERS)
    return path


def git(folder: Path, *arguments: str) -> list[str]:
    done = subprocess.run([need("git"), *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_the_book_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    again = book.write(tmp_path / "book", CHAPTERS)
    assert git(folder, "rev-parse", "HEAD") == [again]
    assert git(folder, "status", "--porcelain") == []


def test_the_book_has_nothing_to_put_right(folder: Path) -> None:
    done = subprocess.run([need("potluck"), "check"], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"Nothing to put right.\n", b"")


def test_the_book_has_chapters_pictures_people_and_a_history(folder: Path) -> None:
    files = git(folder, "ls-files")
    counted = {
        kind: sum(file.startswith(start) and file.endswith(end) for file in files)
        for kind, start, end in (
            ("chapters", "content/", ".md"),
            ("pictures", "content/", ".jpg"),
            ("contributors", "contributors/", ".yml"),
        )
    }
    assert counted == {"chapters": CHAPTERS + 1, "pictures": 10, "contributors": 50}
    assert len(git(folder, "log", "--format=%h")) == 1 + 5 + 3
    assert len(set(git(folder, "log", "--format=%an"))) > 5


def test_every_chapter_of_the_largest_book_has_a_name_of_its_own() -> None:
    dishes = [book.Dish(number) for number in range(book.LARGEST)]
    assert book.LARGEST == 1000
    assert len({dish.path for dish in dishes}) == book.LARGEST


def test_no_larger_book_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^Not more than 1000 chapters$"):
        book.write(tmp_path / "book", 1001)


def test_an_editor_changes_the_chapter_each_time(tmp_path: Path) -> None:
    chapter = tmp_path / "chapter.md"
    chapter.write_text(book.chapter(1, CHAPTERS), encoding="utf-8")
    editor, seen = Editor(chapter), [chapter.read_bytes()]
    for _ in range(3):
        editor.change()
        seen.append(chapter.read_bytes())
    assert len(set(seen)) == 4


# The clock


def test_a_process_that_works_takes_processor_time(tmp_path: Path) -> None:
    work = "import time\nwhile time.process_time() < 0.2: pass"
    taken = measure("work", python(work), tmp_path, runs=2)
    assert (taken.name, taken.command, len(taken.runs)) == ("work", python(work), 2)
    assert taken.cpu.low >= 0.2
    assert taken.wall.low > 0


def test_a_process_that_waits_takes_hardly_any(tmp_path: Path) -> None:
    taken = measure("wait", python("import time; time.sleep(0.2)"), tmp_path, runs=1)
    assert taken.wall.low >= 0.2
    assert taken.cpu.low < taken.wall.low


def test_what_a_process_starts_counts_for_it(tmp_path: Path) -> None:
    work = "import time\nwhile time.process_time() < 0.2: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-IS', '-c', {work!r}])"
    assert measure("", python(code), tmp_path, runs=1).cpu.low >= 0.2


LEAVES_BEHIND = """
import subprocess, sys, time, pathlib
work = "import time\\nwhile time.process_time() < 0.3: pass\\nopen('done', 'w'); time.sleep(600)"
subprocess.Popen([sys.executable, "-IS", "-c", work])
while not pathlib.Path("done").exists(): time.sleep(0.01)
"""
HOLDS_TWICE = """
import subprocess, sys, time
hold = "held = b'x' * 50_000_000; print(flush=True); input()"
start = lambda: subprocess.Popen([sys.executable, "-IS", "-c", hold], stdin=-1, stdout=-1)
both = [start(), start()]
for each in both: each.stdout.readline()
time.sleep(1)
for each in both: each.communicate(b"\\n")
"""


def test_what_a_process_leaves_behind_is_ended_and_counts_for_it(tmp_path: Path) -> None:
    taken = measure("", python(LEAVES_BEHIND), tmp_path, runs=1)
    assert taken.cpu.low >= 0.3
    assert taken.wall.high < 600


def test_memory_is_that_of_the_largest_process_and_of_all_together(tmp_path: Path) -> None:
    taken = measure("", python(HOLDS_TWICE), tmp_path, runs=1)
    assert 50 * MEGABYTE < taken.peak.low < 90 * MEGABYTE
    if Path("/proc/self/smaps_rollup").exists():
        assert taken.together.low > 100 * MEGABYTE


def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    started = "import os, time; open('started', 'w').write(str(os.getpid())); time.sleep(600)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-IS', '-c', {started!r}])"
    with pytest.raises(MeasureError) as failure:
        measure("", python(code), tmp_path, runs=1, limit=4)
    assert str(failure.value) == f"{' '.join(python(code))} was not done after 4 s"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "started").read_text(encoding="utf-8")), 0)


def test_peak_memory_is_that_of_the_process_and_not_ours(tmp_path: Path) -> None:
    ours = b"x" * (100 * MEGABYTE)  # pages that are written to are really there
    small = measure("", python("pass"), tmp_path, runs=1).peak.low
    large = measure("", python("b'x' * 60_000_000"), tmp_path, runs=1).peak.low
    assert 0 < small < 60 * MEGABYTE < large < len(ours)


def test_each_run_is_prepared(tmp_path: Path) -> None:
    done: list[int] = []
    measure("", python("pass"), tmp_path, runs=3, before=lambda: done.append(1))
    assert done == [1, 1, 1]


def test_modules_are_kept_compiled_as_for_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code = "import os, sys; sys.exit('PYTHONDONTWRITEBYTECODE' in os.environ)"
    assert len(measure("", (sys.executable, "-c", code), tmp_path, runs=1).runs) == 1


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('too salty')")
    with pytest.raises(MeasureError) as failure:
        measure("", command, tmp_path)
    assert str(failure.value) == f"{' '.join(command)} failed:\ntoo salty\n"


def test_a_command_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasureError) as failure:
        measure("", ("program-of-nobody",), tmp_path)
    assert str(failure.value).splitlines()[-1] == (
        "FileNotFoundError: [Errno 2] No such file or directory: 'program-of-nobody'"
    )


# The report

RUNS = (Run(1, 0.5, 10, 15), Run(3, 1.5, 30, 35), Run(2, 1, 20, 25))
OURS = Measurement("ours", ("potluck", "check"), RUNS)
FAST = Measurement("fast", ("a",), (Run(1, 1, 40_000_000, 40_000_000),))
SLOW = Measurement("slow", ("b", "lint"), (Run(3, 1, 50_000_000, 90_000_000),))
REPORT = Report(
    bench="check",
    subject={"chapters": 1001},
    versions={"potluck": "0.1.0", "reuse": "6.2.0"},
    measurements=(OURS, FAST, SLOW),
    ratios=(Ratio.of(OURS, FAST, SLOW),),
    produced={"ours": Pdf(1234, 56_789, True, 7, 6, True, 5, 4), "fast": Site(3, 20, 1000, 500)},
    shares={"the salt, of ours": 0.125},
    goals=(Goal("of fast", 0.5, 0.5), Goal("of slow", 0.51, 0.5)),
    missing=(Missing("broken", "it needs [brackets]"),),
)


def test_a_spread_has_its_median_and_its_ends() -> None:
    assert (OURS.wall, OURS.cpu, OURS.peak, OURS.together) == (
        Spread(2, 1, 3),
        Spread(1, 0.5, 1.5),
        Spread(20, 10, 30),
        Spread(25, 15, 35),
    )


def test_a_ratio_sets_us_against_all_peers_together() -> None:
    assert Ratio.of(OURS, FAST, SLOW) == Ratio(
        "ours", ("fast", "slow"), wall=0.5, cpu=0.5, peak=20 / 50_000_000
    )


def test_the_report_as_json_is_this(tmp_path: Path) -> None:
    write(REPORT, tmp_path / "bench" / "check.json")
    alone = {"median": 1, "low": 1, "high": 1}
    assert json.loads((tmp_path / "bench" / "check.json").read_text(encoding="utf-8")) == {
        "bench": "check",
        "machine": machine(),
        "subject": {"chapters": 1001},
        "versions": {"potluck": "0.1.0", "reuse": "6.2.0"},
        "measurements": [
            {
                "name": "ours",
                "command": ["potluck", "check"],
                "runs": [
                    {"wall": 1, "cpu": 0.5, "peak": 10, "together": 15},
                    {"wall": 3, "cpu": 1.5, "peak": 30, "together": 35},
                    {"wall": 2, "cpu": 1, "peak": 20, "together": 25},
                ],
                "wall": {"median": 2, "low": 1, "high": 3},
                "cpu": {"median": 1, "low": 0.5, "high": 1.5},
                "peak": {"median": 20, "low": 10, "high": 30},
                "together": {"median": 25, "low": 15, "high": 35},
            },
            {
                "name": "fast",
                "command": ["a"],
                "runs": [{"wall": 1, "cpu": 1, "peak": 40_000_000, "together": 40_000_000}],
                "wall": alone,
                "cpu": alone,
                "peak": {"median": 40_000_000, "low": 40_000_000, "high": 40_000_000},
                "together": {"median": 40_000_000, "low": 40_000_000, "high": 40_000_000},
            },
            {
                "name": "slow",
                "command": ["b", "lint"],
                "runs": [{"wall": 3, "cpu": 1, "peak": 50_000_000, "together": 90_000_000}],
                "wall": {"median": 3, "low": 3, "high": 3},
                "cpu": alone,
                "peak": {"median": 50_000_000, "low": 50_000_000, "high": 50_000_000},
                "together": {"median": 90_000_000, "low": 90_000_000, "high": 90_000_000},
            },
        ],
        "ratios": [
            {"ours": "ours", "peers": ["fast", "slow"], "wall": 0.5, "cpu": 0.5, "peak": 4e-7}
        ],
        "produced": {
            "ours": {
                "pages": 1234,
                "bytes": 56_789,
                "contents": True,
                "links": 7,
                "outline": 6,
                "tagged": True,
                "fonts": 5,
                "pictures": 4,
            },
            "fast": {"pages": 3, "files": 20, "bytes": 1000, "pictures": 500},
        },
        "shares": {"the salt, of ours": 0.125},
        "goals": [
            {"what": "of fast", "measured": 0.5, "at_most": 0.5, "met": True},
            {"what": "of slow", "measured": 0.51, "at_most": 0.5, "met": False},
        ],
        "missing": [{"name": "broken", "reason": "it needs [brackets]"}],
    }


def test_the_report_says_on_what_machine(tmp_path: Path) -> None:
    said = as_json(REPORT)["machine"]
    assert sorted(said) == ["cores", "processor", "python", "system"]
    assert said["python"] == platform.python_version()
    assert said["cores"] >= 1


def test_the_report_for_people_is_this() -> None:
    console = Console(file=io.StringIO(), width=100)
    show(REPORT, console)
    assert isinstance(console.file, io.StringIO)
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]
    assert [line for line in lines if "│" in line or "check" in line or "missing" in line] == [
        "                         check: 1,001 chapters",
        "│ ours │ 2.00 s │ 1.00–3.00 s │    1.00 s │    0 MB │     0 MB │    3 │",
        "│ fast │ 1.00 s │ 1.00–1.00 s │    1.00 s │   40 MB │    40 MB │    1 │",
        "│ slow │ 3.00 s │ 3.00–3.00 s │    1.00 s │   50 MB │    90 MB │    1 │",
        "│ ours │ fast + slow                 │  0.5 │       0.5 │   4e-07 │",
        "│ ours │ 1,234 │ 56,789 │      yes │     7 │       6 │    yes │     5 │        4 │",
        "│ fast │     3 │    20 │ 1,000 │      500 │",
        "│ the salt, of ours │ 12.5% │",
        "│ of fast │      0.5 │     0.5 │ yes │",
        "│ of slow │     0.51 │     0.5 │  no │",
        "broken is missing: it needs [brackets]",
    ]
    assert lines[-1] == "potluck 0.1.0, reuse 6.2.0"


# The command, and the peers


def test_an_unknown_bench_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["oven"]) == 2
    assert capsys.readouterr() == (
        "",
        f"There is no bench oven. Hint: choose from {', '.join(BENCHES)}\n",
    )
    named = ["check", "credits", "press", "preview", "site", "epub", "library", "proof"]
    assert list(BENCHES) == named


def test_without_a_corpus_one_line_says_how_to_name_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(BENCHES, "press", lambda _: iter(()))
    assert main(["press"]) == 0
    assert capsys.readouterr() == (
        "",
        "Without the real cookbook: no corpus is named. "
        "Hint: make bench CORPUS=DIR, a folder with history.bundle and pix/\n",
    )
    assert main(["--corpus", str(tmp_path), "press"]) == 0
    assert capsys.readouterr() == ("", "")


def test_without_node_one_line_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["check"]) == 2
    assert capsys.readouterr() == (
        "",
        "markdownlint-cli2 needs node, which is not installed. "
        "Hint: sudo apt-get install nodejs npm, or Node.js from https://nodejs.org/\n",
    )


def test_peers_that_stand_are_not_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, standing = tmp_path / "bin", tmp_path / "markdownlint-cli2"
    for folder in (programs, standing):
        folder.mkdir()
    for name in ("node", "npm"):
        (programs / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    locked = peers.locking(peers.LOCKED / "npm" / "markdownlint-cli2")
    (standing / peers.STAMP).write_text(locked, encoding="utf-8")
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    program = str(standing / "node_modules/.bin/markdownlint-cli2")
    assert peers.markdownlint(tmp_path) == program
    (standing / peers.STAMP).write_text("another lock", encoding="utf-8")
    with pytest.raises(MeasureError, match=r"^npm cannot install markdownlint-cli2:\n$"):
        peers.markdownlint(tmp_path)
    assert not (standing / peers.STAMP).exists()


@pytest.mark.parametrize(("name", "package", "version"), [
    ("markdownlint-cli2", "markdownlint-cli2", "0.17.2"),
    ("vivliostyle", "@vivliostyle/cli", "11.0.0"),
])  # fmt: skip
def test_peers_from_npm_are_locked_with_hashes(name: str, package: str, version: str) -> None:
    lock = (peers.LOCKED / "npm" / name / "package-lock.json").read_text(encoding="utf-8")
    fetched = {key: entry for key, entry in json.loads(lock)["packages"].items() if key}
    assert peers.npm_version(name, package) == version
    assert [key for key, entry in fetched.items() if "integrity" not in entry] == []


def test_peers_from_pypi_are_locked_with_hashes() -> None:
    lock = (peers.LOCKED / "pypi" / "requirements.txt").read_text(encoding="utf-8")
    asked = (peers.LOCKED / "pypi" / "requirements.in").read_text(encoding="utf-8")
    names = {re.split(r"[<= ]", line)[0] for line in asked.splitlines() if line[:1] not in "# "}
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert names - {""} <= {entry.partition("==")[0] for entry in entries}
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "zensical==0.0.70 \\" in lock.splitlines()


# The history


def test_a_history_is_the_same_each_time_and_has_all_that_was_asked_for(tmp_path: Path) -> None:
    for name in ("one", "two"):
        past.write(tmp_path / name, 6, 60)
    one = tmp_path / "one"
    assert git(one, "rev-parse", "HEAD") == git(tmp_path / "two", "rev-parse", "HEAD")
    assert git(one, "rev-list", "--count", "HEAD") == ["60"]
    assert len(git(one, "ls-files", "content/*.md")) == 6
    assert len(git(one, "log", "--diff-filter=R", "--format=%h")) == 1


def test_credits_are_measured_beside_blame_and_beside_larger_books(tmp_path: Path) -> None:
    report = next(crediting.run(Settings(tmp_path, quick=True)))
    assert [taken.name for taken in report.measurements] == [
        "potluck credits, cold",
        "potluck credits, warm",
        "potluck credits, after one commit",
        "git blame -w -M -C -C of each chapter",
        "potluck credits, cold, 20 commits",
        "potluck credits, cold, 6 chapters",
    ]
    assert [(ratio.ours, ratio.peers) for ratio in report.ratios] == [
        ("potluck credits, cold", ("git blame -w -M -C -C of each chapter",)),
        ("potluck credits, warm", ("git blame -w -M -C -C of each chapter",)),
        ("potluck credits, after one commit", ("git blame -w -M -C -C of each chapter",)),
        ("potluck credits, cold, 20 commits", ("potluck credits, cold",)),
        ("potluck credits, cold, 6 chapters", ("potluck credits, cold",)),
    ]
    assert all(taken.wall.median > 0 for taken in report.measurements)


def test_the_preview_is_asked_for_an_edited_chapter_its_pages_and_the_epub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("potluck")
    monkeypatch.setattr(preview, "SUBJECTS", ("recipes",))
    (report,) = preview.run(Settings(tmp_path, quick=True))
    names = [
        "an edited chapter is shown",
        "its pages on paper, after that",
        "the book as an EPUB, after that",
    ]
    assert [(taken.name, len(taken.runs)) for taken in report.measurements] == [
        (name, 1) for name in names
    ]
    assert all(run.wall > 0 and run.peak > 0 for taken in report.measurements for run in taken.runs)
    assert [goal.what for goal in report.goals] == [f"{name}: seconds" for name in names[1:]]
