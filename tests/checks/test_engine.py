"""The engine: never raises, always in the same order, quick."""

import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potluck import checks
from potluck.model import Finding, Place
from potluck.source.outline import outline
from potluck.source.reader import read

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
LINES = st.sampled_from([
    *("---", "title: Soup", "authors: [ann, Ben Cook]", "license: CC-BY", "media:", "sources:"),
    *("  - {file: x.png, alt: 3}", "  - title: a", "tags: [", "status: 7", "date: 2026-01-01"),
    *("# Heading", "[x](y.md#z)", "![a](b.png)", "[^1]: note", "text[^1]", "!!! note", "    code"),
    *('=== "t"', "<script>", "<a href=x onclick=y>", "| a |", "|--|", "- x", "> q", "```", ""),
    *("a@b.de", "+49 171 1234567", "e\u0301", "\u202e", "\x00", "TODO", "{: #x }", "[r]: x y"),
])  # fmt: skip
TEXTS = st.text() | st.lists(LINES, max_size=25).map("\n".join)
BYTES = st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))


def run(root: Path) -> tuple[Finding, ...]:
    book = read(root)
    return checks.run(book, outline(book), today=TODAY)


def write(root: Path, chapters: dict[str, bytes], person: bytes = b"name: Ann Author\n") -> None:
    for folder in ("content", "contributors"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (root / "contributors/ann.yml").write_bytes(person)
    for name, data in chapters.items():
        (root / "content" / name).parent.mkdir(exist_ok=True)
        (root / "content" / name).write_bytes(data)


@settings(max_examples=150, deadline=None)
@given(BYTES, BYTES, BYTES)
def test_whatever_stands_in_the_files_becomes_findings(
    one: bytes, other: bytes, person: bytes
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {"one.md": one, "part/index.md": other, "b.png": other}, person)
        found = run(Path(folder))
    assert list(found) == sorted(found, key=lambda finding: finding.sort_key)
    assert len(set(found)) == len(found)
    assert all(f.message.strip() and f.place.line >= 1 and f.place.column >= 1 for f in found)
    assert not any("\n" in f.message or "\x1b" in f.message for f in found)


def test_the_order_of_files_on_disk_does_not_matter(tmp_path: Path) -> None:
    chapters = {f"c{n}.md": f"[x](y{n}.md) TODO a@kitchen{n}.de\n".encode() for n in range(9)}
    write(tmp_path / "one", chapters)
    write(tmp_path / "two", dict(reversed(chapters.items())))
    assert run(tmp_path / "one") == run(tmp_path / "two")


def test_only_the_rules_asked_for_answer(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"[x](y.md) TODO\n"})
    book = read(tmp_path)
    plan = outline(book)
    codes = {f.code for f in checks.run(book, plan, only=frozenset({"FM-009", "LNK"}))}
    assert codes == {"FM-009", "LNK-001"}


def test_a_shallow_history_is_an_error_at_the_book(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"# A\n"})
    book = read(tmp_path)
    (found,) = checks.run(book, outline(book), shallow=True)
    assert (found.code, found.place) == ("ATT-001", Place("mkdocs.yml"))


def test_the_book_itself_has_nothing_to_put_right() -> None:
    assert run(ROOT) == ()


def test_checking_loads_nothing_that_renders() -> None:
    heavy = "'weasyprint', 'mkdocs', 'nh3', 'markdown', 'PIL', 'lxml', 'matplotlib', 'git'"
    code = (
        "import sys; from potluck import checks; from potluck.source import reader, outline\n"
        f"print([name for name in ({heavy}) if name in sys.modules])"
    )
    path = {"PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=path, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_thousand_chapters_take_seconds(tmp_path: Path) -> None:
    body = (ROOT / "content/mains/roast-chicken.md").read_text("utf-8")[2000:4000]
    page = f"# Dish\n\n{body}\n\n[next](c{{}}.md#dish) and [more](c1.md)\n"
    write(tmp_path, {f"c{n}.md": page.format((n + 1) % 1000).encode() for n in range(1000)})
    book = read(tmp_path)
    plan = outline(book)
    start = time.process_time()
    checks.run(book, plan)
    assert time.process_time() - start < 6  # two on a quiet machine
