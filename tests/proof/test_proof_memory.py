"""A page is read again when it changed, but not because it says which build it is now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from potluck.model import Build
from potluck.proof import leaf
from potluck.proof.leaf import Leaf
from potluck.proof.memory import Memory, remembered, stamps

FIRST = Build("c72eec05f7", "c72eec05f7" + 30 * "0", datetime(2026, 11, 28, tzinfo=UTC), "0.1.0")
SECOND = replace(FIRST, id="0123456789+abcdef", date=datetime(2026, 11, 29, tzinfo=UTC))
FOOT = "<footer>Build {id}, {date}</footer>"
PAGES = {
    "soup.html": "<article>Leek soup for {four}.</article>" + FOOT,
    "fixed.html": '<article>Corrections since {id} of {date}.</article><a href="?{id}">It</a>',
    "tea.html": "<article>Tea, drunk on {date}.</article>",
}


def write(folder: Path, build: Build, four: str = "four") -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in PAGES.items():
        filled = text.format(id=build.id, date=build.date.date(), four=four)
        (folder / name).write_text(f"<!DOCTYPE html><html><body>{filled}</body></html>")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is read from now on."""
    seen: list[bytes] = []
    real: Callable[[bytes], Leaf] = leaf.of_html

    def of_html(data: bytes) -> Leaf:
        seen.append(data)
        return real(data)

    monkeypatch.setattr(leaf, "of_html", of_html)
    return seen


def prove(place: Path, site: Path, build: Build) -> dict[str, Leaf]:
    memory = remembered(place, ["site"], build)
    found = memory.site(site)
    memory.close()
    return found


def test_a_new_build_id_at_the_foot_of_a_page_is_nothing_to_read_again(
    tmp_path: Path, read: list[bytes]
) -> None:
    place = tmp_path / "kept"
    place.mkdir()
    prove(place, write(tmp_path / "a", FIRST), FIRST)
    assert len(read) == 5  # two pages say in their text which build or day it is
    read.clear()
    site = write(tmp_path / "b", SECOND)
    found = prove(place, site, SECOND)
    assert [b"Corrections since 0123" in data or b"Tea" in data for data in read] == [True, True]
    assert found == Memory().site(site)


def test_a_changed_page_is_read_again(tmp_path: Path, read: list[bytes]) -> None:
    place = tmp_path / "kept"
    place.mkdir()
    prove(place, write(tmp_path / "a", FIRST), FIRST)
    read.clear()
    site = write(tmp_path / "b", FIRST, four="five")
    found = prove(place, site, FIRST)
    assert [b"for five" in data for data in read] == [True]
    assert found["soup.html"].text == "leeksoupforfive"


def test_what_stands_for_a_stamp_hides_no_change(tmp_path: Path) -> None:
    """A page that has the stand-in itself, as nobody would write it, is not taken for another."""
    (_, mask), _ = stamps(FIRST)
    page = "<html><body><article>Soup {}</article></body></html>"
    for word in (mask.decode(), FIRST.id):
        folder = tmp_path / word
        folder.mkdir()
        (folder / "a.html").write_text(page.format(word))
        memory = Memory(stamps=stamps(FIRST))
        assert memory.site(folder)["a.html"].text == f"soup{word}"


def test_a_build_without_a_commit_has_no_id_to_leave_out() -> None:
    nameless = replace(FIRST, id="")
    assert stamps(nameless) == ((b"2026-11-28", b"qzjxdatesq"),)
