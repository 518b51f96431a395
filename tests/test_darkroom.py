"""Pictures are developed once, cached by content, and never trusted from a damaged cache."""

from functools import partial
from pathlib import Path

from potluck.darkroom import Darkroom
from potluck.model import Place, Severity
from potluck.source.manuscript import RawFile

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'


def raw(path: str, data: bytes) -> RawFile:
    return RawFile(path, len(data), partial(bytes, data))


def test_only_the_pictures_asked_for_are_developed(tmp_path: Path) -> None:
    room = Darkroom((raw("content/a.svg", DRAWING), raw("content/notes.txt", b"")), tmp_path)
    assert list(room) == []
    picture = room["content/a.svg"]
    assert (picture.width, picture.height, picture.media_type) == (10, 5, "image/svg+xml")
    assert list(room) == ["content/a.svg"]
    assert room.get("content/notes.txt") is None


def test_a_cached_picture_is_the_same_picture(tmp_path: Path) -> None:
    files = (raw("content/a.svg", DRAWING),)
    first = Darkroom(files, tmp_path)["content/a.svg"]
    (entry,) = tmp_path.iterdir()
    assert Darkroom(files, tmp_path)["content/a.svg"] == first
    data = entry.read_bytes()
    for damaged in (b"", data[:-1], data.replace(b"M0 0h9", b"M0 0h8"), b"{}\n", b"\xff\n"):
        entry.write_bytes(damaged)
        assert Darkroom(files, tmp_path)["content/a.svg"] == first
        assert entry.read_bytes() == data


def test_a_damaged_picture_is_a_finding_and_absent() -> None:
    room = Darkroom((raw("content/a.jpg", b"\xff\xd8nothing"),), None)
    assert room.get("content/a.jpg") is None
    (finding,) = room.findings
    assert finding.place == Place("content/a.jpg")
    assert (finding.code, finding.severity) == ("MED-005", Severity.ERROR)
    assert finding.message == "The picture is damaged, or no JPEG, PNG, WebP, GIF or SVG"
    assert finding.hint == "open it in a picture program and export it as JPEG"
