"""Pictures are looked at in cells: once, and none of them takes the check with it."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from potluck.cell.limits import MEGABYTE, Limits
from potluck.checks import looking
from potluck.checks.looking import Sight, looked
from potluck.checks.memory import Memory
from potluck.pictures import Facts, PictureProblem
from potluck.source.manuscript import RawFile, Stamp

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'
ACTIVE = DRAWING.replace(b"<path", b"<script>x</script><path")
STAMP: Stamp = (1, 2, 3)


def photograph() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30)).save(stream, "PNG")
    return stream.getvalue()


def raw(path: str, data: bytes) -> RawFile:
    return RawFile(path, len(data), lambda: data, STAMP)


def test_what_a_head_says_comes_out_of_the_cell() -> None:
    data = photograph()
    files = [raw("a.png", data), raw("b.svg", DRAWING), raw("c.SVG", ACTIVE), raw("d.jpg", b"no")]
    found = looked(files, Memory())
    assert found["a.png"] == Facts(40, 30, len(data), "RGB")
    assert found["b.svg"] == looking.NO_FACTS
    problems = {path: each for path, each in found.items() if isinstance(each, PictureProblem)}
    assert {path: each.message for path, each in problems.items()} == {
        "c.SVG": "The drawing contains <script>, which is not allowed",
        "d.jpg": "The picture is damaged, or no JPEG, PNG, WebP, GIF or SVG",
    }


def test_what_was_seen_is_remembered_and_what_could_not_be_read_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read() -> bytes:
        raise PermissionError(13, "Permission denied")

    memory = Memory()
    shut = RawFile("shut.png", 1, read, STAMP)
    files = [raw("a.png", photograph()), raw("d.jpg", b"no")]
    first = looked([*files, shut], memory)
    assert isinstance(first["shut.png"], PermissionError)
    later = Memory(kept=memory.needed)
    monkeypatch.setattr(looking, "see", None)  # nobody can be asked any more
    again = looked(files, later)
    assert {path: repr(each) for path, each in again.items()} == {
        path: repr(each) for path, each in first.items() if path != "shut.png"
    }
    assert set(later.needed.looks) == {"a.png", "d.jpg"}


def hoard(path: str) -> Sight:
    return Sight(Facts(len(bytearray(10**9)), 0, 0, path))


def test_a_picture_that_takes_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "PICTURE", Limits(20, memory=100 * MEGABYTE))
    monkeypatch.setattr(looking, "see", hoard)
    found = looked([raw("a.svg", DRAWING)], Memory())["a.svg"]
    assert isinstance(found, PictureProblem)
    assert (found.message, found.hint) == (
        "Looking at the picture takes more than 100 MB of memory",
        "make it smaller: 1600 pixels on the long side are enough",
    )


def pid(path: str) -> Sight:
    return Sight(Facts(os.getpid(), 0, 0, path))


def test_no_picture_is_opened_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "see", pid)
    found = looked([raw("a.png", b"")], Memory())["a.png"]
    assert isinstance(found, Facts)
    assert found.width not in {0, os.getpid()}


def test_a_file_without_a_stamp_is_looked_at_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(photograph())
    memory = Memory()
    loose = RawFile("a.png", 1, path.read_bytes)
    looked([loose], memory)
    path.write_bytes(b"no")
    assert isinstance(looked([loose], Memory(kept=memory.needed))["a.png"], PictureProblem)
