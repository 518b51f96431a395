"""Pictures are developed once, cached by content, and never trusted from a damaged cache."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from potluck import darkroom
from potluck.darkroom import Darkroom
from potluck.errors import PotluckError
from potluck.model import Picture, Place, Severity, Use
from potluck.source.manuscript import RawFile

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'
POT = "content/pot.png"
PRINT: tuple[Use, ...] = ("print",)


def raw(path: str, data: bytes, stamp: int = 1) -> RawFile:
    return RawFile(path, len(data), partial(bytes, data), (len(data), stamp, stamp))


def photograph(colour: str = "red") -> bytes:
    stream = io.BytesIO()
    image = Image.effect_noise((900, 600), 90).convert("RGB")
    image.paste(colour, (0, 0, 600, 600))
    image.save(stream, "PNG")
    return stream.getvalue()


PHOTOGRAPH = photograph()


def unread(path: str) -> RawFile:
    """A file with the stamp of the photograph that must not be read."""

    def read() -> bytes:
        raise AssertionError(f"{path} was read")

    return RawFile(path, len(PHOTOGRAPH), read, raw(path, PHOTOGRAPH).stamp)


def everything(picture: Picture) -> list[bytes]:
    copies = (*picture.copies("print"), *picture.copies("ebook"), *picture.copies("web"))
    return [copy.read() for copy in copies]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def test_only_the_pictures_asked_for_are_developed(tmp_path: Path) -> None:
    room = Darkroom((raw("content/a.svg", DRAWING), raw("content/notes.txt", b"")), tmp_path)
    assert list(room) == []
    picture = room["content/a.svg"]
    assert (picture.width, picture.height, picture.media_type) == (10, 5, "image/svg+xml")
    assert list(room) == ["content/a.svg"]
    assert room.get("content/notes.txt") is None


@pytest.mark.parametrize("folder", [True, False])
def test_the_copies_are_the_same_from_any_state_of_the_cache(
    tmp_path: Path, *, folder: bool
) -> None:
    where = tmp_path if folder else None
    first = Darkroom((raw(POT, PHOTOGRAPH),), None)[POT]
    known = everything(first)
    choices: tuple[tuple[Use, ...], ...] = (("print",), ("web",), ("print", "ebook", "web"))
    for uses in choices:
        room = Darkroom((raw(POT, PHOTOGRAPH),), where, uses)
        assert room[POT] == first
        assert everything(room[POT]) == known
        assert [copy.sha256 for copy in room[POT].web] == [copy.sha256 for copy in first.web]


def test_facts_are_known_without_reading_a_picture(tmp_path: Path) -> None:
    first = Darkroom((raw(POT, PHOTOGRAPH),), tmp_path, ("print", "web"))[POT]
    for path in files(tmp_path / "pictures"):
        path.unlink()
    picture = Darkroom((unread(POT),), tmp_path, ("print", "web"))[POT]
    assert picture == first
    assert (picture.print, picture.web) == (first.print, first.web)


def test_a_file_that_only_looks_new_is_not_developed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Darkroom((raw(POT, PHOTOGRAPH),), tmp_path, PRINT)[POT]
    monkeypatch.setattr(darkroom, "developed", lambda orders, *_: iter(orders))  # of none, nothing
    moved = Darkroom((raw("content/new/pot.png", PHOTOGRAPH, 2),), tmp_path, PRINT)
    picture = moved["content/new/pot.png"]
    assert (picture.name, picture.print) == (first.name, first.print)


def test_another_picture_under_the_same_name_is_another_picture(tmp_path: Path) -> None:
    first = Darkroom((raw(POT, PHOTOGRAPH),), tmp_path)[POT]
    other = Darkroom((raw(POT, photograph("lime"), 2),), tmp_path)[POT]
    assert other.name != first.name
    assert other.print.read() != first.print.read()


@pytest.mark.parametrize("damage", [b"", b"half", None])
def test_what_does_not_verify_is_developed_again(tmp_path: Path, damage: bytes | None) -> None:
    known = everything(Darkroom((raw(POT, PHOTOGRAPH),), tmp_path)[POT])
    before = {path: path.read_bytes() for path in files(tmp_path)}
    for path, data in before.items():
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(data[: len(data) // 2] if damage else damage)
        assert everything(Darkroom((raw(POT, PHOTOGRAPH),), tmp_path)[POT]) == known
    bytes_ = {path: data for path, data in before.items() if path.parent != tmp_path}
    assert {path: path.read_bytes() for path in bytes_} == bytes_


def test_a_picture_that_changes_meanwhile_stops_the_build(tmp_path: Path) -> None:
    data = [PHOTOGRAPH]
    file = RawFile(POT, len(PHOTOGRAPH), lambda: data[0], raw(POT, PHOTOGRAPH).stamp)
    copy = Darkroom((file,), tmp_path)[POT].print
    for path in files(tmp_path / "pictures"):
        path.unlink()
    data[0] = photograph("lime")
    with pytest.raises(PotluckError) as caught:
        copy.read()
    assert caught.value.message == "content/pot.png changed while the book was built."


def test_where_nothing_can_be_written_pictures_are_held_in_memory(tmp_path: Path) -> None:
    known = everything(Darkroom((raw(POT, PHOTOGRAPH),), None)[POT])
    (tmp_path / "pictures").write_bytes(b"a file, no folder")
    assert everything(Darkroom((raw(POT, PHOTOGRAPH),), tmp_path)[POT]) == known


def test_developing_ahead_finds_the_same_and_reports_only_what_is_asked_for(tmp_path: Path) -> None:
    given = (raw(POT, PHOTOGRAPH), raw("content/a.svg", DRAWING), raw("content/b.jpg", b"\xff\xd8"))
    room = Darkroom(given, tmp_path, PRINT)
    room.ahead(lambda path: path != "content/a.svg")
    assert len(list(files(tmp_path / "pictures"))) == 1
    assert (list(room), room.findings) == ([], ())
    assert room[POT].print == Darkroom(given, None)[POT].print
    assert room.get("content/b.jpg") is None
    assert [finding.place for finding in room.findings] == [Place("content/b.jpg")]


def test_what_no_book_here_needs_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(darkroom, "OTHERS", 0)
    monkeypatch.setattr(darkroom, "LIMIT", 1)
    for stamp, colour in enumerate(("red", "lime", "blue"), 1):
        picture = Darkroom((raw(POT, photograph(colour), stamp),), tmp_path, PRINT)[POT]
    assert [path.name for path in files(tmp_path / "pictures")] == [picture.print.sha256]


def test_a_damaged_picture_is_a_finding_and_absent() -> None:
    room = Darkroom((raw("content/a.jpg", b"\xff\xd8nothing"),), None)
    assert room.get("content/a.jpg") is None
    (finding,) = room.findings
    assert finding.place == Place("content/a.jpg")
    assert (finding.code, finding.severity) == ("MED-005", Severity.ERROR)
    assert finding.message == "The picture is damaged, or no JPEG, PNG, WebP, GIF or SVG"
    assert finding.hint == "open it in a picture program and export it as JPEG"
