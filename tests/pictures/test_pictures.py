"""Pictures: what comes out is safe to publish, and what cannot be is named."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from potluck.pictures import PictureProblem, drawing, photo, prepare

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str = '<rect width="9" height="9"/>', more: str = 'viewBox="0 0 90 40"') -> bytes:
    return f"<svg {NS} {more}>{inside}</svg>".encode()


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


HARMFUL = [
    (svg("<script>alert(1)</script>"), "contains <script>"),
    (svg("<foreignObject/>"), "contains <foreignObject>"),
    (svg('<image href="x.png"/>'), "contains <image>"),
    (svg('<animate onbegin="alert(1)"/>'), "contains <animate>"),
    (svg('<a href="javascript:alert(1)"/>'), "contains <a>"),
    (svg('<rect onclick="alert(1)"/>'), "runs a script (onclick)"),
    (svg('<rect ONLOAD="alert(1)"/>'), "runs a script (ONLOAD)"),
    (svg('<use href="https://evil.example/x.svg#a"/>'), "loads something from elsewhere (use)"),
    (svg('<use xlink:href="data:image/svg+xml,x"/>'), "loads something from elsewhere (use)"),
    (svg('<rect fill="url(https://evil.example/)"/>'), "`fill` loads something"),
    (svg('<rect style="fill:url(  //evil.example)"/>'), "`style` loads something"),
    (svg("<style>@import 'x.css';</style>"), "styles load or import something"),
    (svg("<style>rect{fill:url(x.svg#a)}</style>"), "styles load or import something"),
    (svg("<style>r\\65 ct{}</style>"), "styles load or import something"),
    (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "defines entities"),
    (svg("", ""), "no usable size"),
    (svg("", 'viewBox="0 0 1e9 5"'), "no usable size"),
    (svg("", 'viewBox="0 0 nan 5"'), "no usable size"),
    (svg("", 'viewBox="a b c d"'), "viewBox is not four numbers"),
    (
        svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#c'/></g><use href='#a'/>"),
        "repeats parts",
    ),
    (svg("<g id='a'><use href='#a'/></g>"), "repeats parts"),
    (b"<svg>", "damaged"),
    (b"<html/>", "not an SVG drawing"),
    (b"", "damaged"),
]


@pytest.mark.parametrize(("data", "problem"), HARMFUL)
def test_a_drawing_that_does_more_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(PictureProblem) as caught:
        drawing.clean(data)
    assert problem in caught.value.message
    assert caught.value.hint


def test_what_editors_leave_behind_is_removed() -> None:
    data = svg(
        '<!-- note --><metadata>me</metadata><ink:x xmlns:ink="urn:ink" href="http://x"/>'
        '<rect ink:y="1" xmlns:ink="urn:ink" width="9"/><?php x ?>'
    )
    clean, width, height = drawing.clean(data)
    assert (width, height) == (90, 40)
    inside = 'viewBox="0 0 90 40" width="90" height="40"><rect width="9"/></svg>'
    assert clean.decode() == f"<svg {NS} {inside}"


def test_a_drawing_without_a_box_gets_one() -> None:
    assert drawing.clean(svg(more='width="1in" height="48"'))[1:] == (96, 48)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (13_000, 13_000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    with pytest.raises(PictureProblem):
        photo.look(bomb(*size))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_says_so(data: bytes) -> None:
    with pytest.raises(PictureProblem, match="damaged"):
        photo.look(data)


@pytest.mark.parametrize("tolerant", [False, True])
def test_half_a_photograph_is_damaged(monkeypatch: pytest.MonkeyPatch, *, tolerant: bool) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", tolerant)  # as WeasyPrint leaves it
    data = encoded(Image.effect_noise((200, 200), 80).convert("RGB"), "JPEG")
    with pytest.raises(PictureProblem, match="damaged"):
        photo.develop(data[: len(data) // 2])


def test_a_photograph_is_turned_stripped_and_reduced() -> None:
    image = Image.effect_noise((3000, 2000), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x010F] = "Camera of somebody"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
    done = photo.develop(encoded(image, "JPEG", exif=exif, comment=b"private"))
    assert (done.media_type, done.width, done.height) == ("image/jpeg", 1067, 1600)
    with Image.open(io.BytesIO(done.data)) as made:
        assert not made.getexif()
        assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"somebody" not in done.data
    assert b"private" not in done.data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_one_of_two(form: str, mode: str) -> None:
    image = Image.new(mode, (8, 6))
    try:
        data = encoded(image, form)
    except (OSError, ValueError):
        return  # this form does not know this mode
    done = photo.develop(data)
    assert done.media_type in {"image/jpeg", "image/png"}
    assert (done.width, done.height) == photo.look(data) == (8, 6)


def test_the_same_picture_has_the_same_name() -> None:
    data = encoded(Image.new("RGB", (8, 6), "red"), "PNG")
    one, two = prepare("content/Big Pot.PNG", data), prepare("content/Big Pot.PNG", data)
    assert one == two
    assert one.name.startswith("big-pot-")
    assert one.name.endswith(".png")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.svg", "x.png"]))
def test_any_bytes_are_a_picture_or_a_problem(data: bytes, name: str) -> None:
    starts = {"x.svg": f"<svg {NS} viewBox='0 0 9 9'>".encode(), "x.png": b"\x89PNG\r\n\x1a\n"}
    for content in (data, starts[name] + data):
        with contextlib.suppress(PictureProblem):
            assert prepare(name, content).data
