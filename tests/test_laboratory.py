"""Pictures are developed in cells, and what comes out of one is looked at before it is believed."""

import hashlib
import io
import os

import pytest
from PIL import Image

from potluck import laboratory
from potluck.cell.cell import CellError
from potluck.cell.limits import MEGABYTE, Limits
from potluck.laboratory import Order, Print, Problem, Result, developed, fingerprint
from potluck.model import Use

SMALLER = "make it smaller: 1600 pixels on the long side are enough"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'
WEB: tuple[Use, ...] = ("web",)
BOTH: tuple[Use, ...] = ("print", "web")
JPEG, SVG = b"\xff\xd8\xff\xe0 and more", b"<svg/>"


def photograph(width: int = 90, height: int = 60) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def order(path: str, data: bytes) -> tuple[Order, dict[str, bytes]]:
    shelf: dict[str, bytes] = {}
    return Order(path, lambda: data, shelf.__setitem__), shelf


def test_copies_come_out_under_the_hash_that_they_have() -> None:
    data = photograph()
    given, shelf = order("a.jpg", data)
    (made,) = developed([given], BOTH)
    (print_,), web = made.prints["print"], made.prints["web"]
    assert (made.width, made.height, made.media_type, made.problem) == (90, 60, "image/jpeg", None)
    assert {each.sha256 for each in (print_, *web)} == set(shelf)
    assert all(hashlib.sha256(copy).hexdigest() == name for name, copy in shelf.items())
    assert (print_.size, given.key) == (len(shelf[print_.sha256]), fingerprint("a.jpg", data))


def test_results_are_in_the_order_of_the_orders_and_one_problem_is_one_pictures() -> None:
    data = [photograph(), b"no picture", DRAWING, photograph(30, 20)]
    paths = ["a.jpg", "b.jpg", "c.svg", "d.jpg"]
    orders = [order(path, each)[0] for path, each in zip(paths, data, strict=True)]
    made = list(developed(orders, WEB))
    assert [(each.width, each.height) for each in made] == [(90, 60), (0, 0), (10, 5), (30, 20)]
    assert [each.problem for each in made] == [
        None,
        Problem(
            "The picture is damaged, or no JPEG, PNG, WebP, GIF or SVG",
            "open it in a picture program and export it as JPEG",
        ),
        None,
        None,
    ]


def test_it_is_told_how_far_the_work_is() -> None:
    heard: list[tuple[int, int]] = []
    orders = [order("a.jpg", photograph())[0] for _ in range(3)]
    list(developed(orders, WEB, lambda *far: heard.append(far)))
    assert heard == [(0, 3), (1, 2), (2, 1), (3, 0)]


def test_no_order_needs_no_cell() -> None:
    assert list(developed([], WEB)) == []


def test_a_file_that_cannot_be_read_is_told() -> None:
    def read() -> bytes:
        raise PermissionError(13, "Permission denied")

    (made,) = developed([Order("a.jpg", read, lambda *_: None)], WEB)
    told = "The picture cannot be read ([Errno 13] Permission denied)"
    assert made.problem == Problem(told, "send it again")


def test_a_picture_that_takes_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "PICTURE", Limits(60, memory=40 * MEGABYTE))
    (made,) = developed([order("a.png", huge())[0]], WEB)
    assert made.problem == Problem("The picture takes more than 40 MB of memory", SMALLER)


def huge() -> bytes:
    """A picture of 60 million pixels in few bytes."""
    stream = io.BytesIO()
    Image.new("RGB", (10_000, 6_000)).save(stream, "PNG")
    return stream.getvalue()


def liar(path: str, uses: tuple[str, ...]) -> Result:
    """Say of a copy what it is not, as a program would that a picture has taken over."""
    from potluck.cell.inside import ask  # noqa: PLC0415 - in a cell

    ask()
    ask(SVG)
    sha256 = hashlib.sha256(SVG).hexdigest()
    return Result("image/jpeg", 1, 1, {"web": (Print("image/jpeg", 1, 1, len(SVG), sha256),)})


def test_what_a_broken_program_says_of_a_picture_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(laboratory, "printed", liar)
    (made,) = developed([order("a.jpg", photograph())[0]], WEB)
    assert made.problem == Problem("The picture has broken the program that reads it", SMALLER)


SAID = {
    "a copy that never came": ("a.jpg", "image/jpeg", JPEG, b"other"),
    "a drawing as a photograph": ("a.jpg", "image/jpeg", SVG, SVG),
    "a drawing out of a photograph": ("a.jpg", "image/svg+xml", SVG, SVG),
    "a photograph out of a drawing": ("a.svg", "image/jpeg", JPEG, JPEG),
}


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_of_copies_must_be_so(said: str) -> None:
    path, media_type, sent, told = SAID[said]
    given, _ = order(path, b"")
    given.answer(sent)
    sha256 = hashlib.sha256(told).hexdigest()
    print_ = Print(media_type, 1, 1, len(told), sha256)  # type: ignore[arg-type]
    assert not given.sound(Result(prints={"web": (print_,)}))


def test_what_is_so_is_sound() -> None:
    given, shelf = order("a.jpg", b"")
    given.answer(JPEG)
    (sha256,) = shelf
    assert given.sound(Result(prints={"web": (Print("image/jpeg", 1, 1, len(JPEG), sha256),)}))


def pid(path: str, uses: tuple[str, ...]) -> Result:
    return Result(width=os.getpid())


def test_nothing_is_decoded_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "printed", pid)
    (made,) = developed([order("a.jpg", b"")[0]], ())
    assert made.width not in {0, os.getpid()}


def stumble(path: str, uses: tuple[str, ...]) -> Result:
    raise ZeroDivisionError


def test_a_bug_of_ours_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "printed", stumble)
    with pytest.raises(CellError, match="ZeroDivisionError"):
        list(developed([order("a.jpg", b"")[0]], ()))
