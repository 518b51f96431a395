"""Pictures: what comes out is safe to publish, and what cannot be is named."""

import contextlib
import hashlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageOps

from potluck.model import Use
from potluck.pictures import PictureProblem, develop, drawing, photo

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


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("size", "made"), [((3000, 2000), (1067, 1600)), ((30, 20), (20, 30))])
def test_a_photograph_is_turned_stripped_and_reduced(
    form: str, size: tuple[int, int], made: tuple[int, int]
) -> None:
    image = Image.effect_noise(size, 80).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x010F] = "Camera of somebody"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = encoded(image, form, exif=exif, comment=b"private", icc_profile=profile)
    assert b"somebody" in given
    done = photo.develop(given)
    assert (done.image.size, done.image.info) == (made, {})
    for copy in (done.print, *done.copies("web")):
        with Image.open(io.BytesIO(copy.read())) as printed:
            assert not printed.getexif()
            known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}
            assert set(printed.info) <= known
        assert b"somebody" not in copy.read()
        assert b"private" not in copy.read()


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_stands_as_pillow_would_turn_it(turned: int) -> None:
    image = Image.new("RGB", (60, 40))
    for number, colour in enumerate(("red", "lime", "blue", "white")):
        image.paste(colour, (30 * (number % 2), 20 * (number // 2), 60, 40))
    exif = Image.Exif()
    exif[0x0112] = turned
    data = encoded(image, "PNG", exif=exif)
    with Image.open(io.BytesIO(data)) as given:
        pillows = ImageOps.exif_transpose(given)
    ours = photo.develop(data).image
    assert (ours.size, ours.tobytes()) == (pillows.size, pillows.tobytes())


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
    for copy in (*done.copies("print"), *done.copies("ebook"), *done.copies("web")):
        assert (copy.width, copy.height) == photo.look(copy.read()) == (8, 6)


def photograph(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture with as much in it as a photograph has."""
    soft = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    image = Image.blend(soft, Image.effect_noise((width, height), 30), 0.2)
    image = image.convert("RGB").convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize((width, height)))
    return image


def chart(width: int, height: int, colours: int) -> Image.Image:
    """A drawing of lines, with as many colours."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for number in range(colours - 1):
        place = number * 2 % height
        pen.line([(0, place), (width, place)], (number % 256, number // 256, 90))
    return image


@pytest.mark.parametrize(
    ("image", "form", "media_type"),
    [
        (photograph(300, 200), "PNG", "image/jpeg"),
        (photograph(300, 200, "L"), "PNG", "image/jpeg"),  # of 256 greys, yet no drawing
        (photograph(300, 200, "RGBA"), "PNG", "image/png"),
        (photograph(300, 200), "WEBP", "image/jpeg"),
        (chart(300, 800, 8), "PNG", "image/png"),
        (chart(300, 800, 400), "PNG", "image/png"),  # of more than 256 colours
        (chart(300, 200, 8), "GIF", "image/png"),
        (chart(300, 200, 8), "JPEG", "image/jpeg"),  # its edges are blurred already
    ],
)
def test_what_is_drawn_stays_sharp(image: Image.Image, form: str, media_type: str) -> None:
    negative = photo.develop(encoded(image, form))
    assert negative.media_type == media_type
    assert [copy.media_type for copy in negative.copies("print")] == [media_type]
    assert [copy.media_type for copy in negative.copies("ebook")] == [media_type]


@pytest.mark.parametrize(
    ("size", "print_", "ebook", "web"),
    [
        ((3200, 2400), (1600, 1200), (1200, 900), [(480, 360), (800, 600), (1200, 900)]),
        ((1200, 2400), (800, 1600), (600, 1200), [(480, 960), (800, 1600)]),
        ((500, 250), (500, 250), (500, 250), [(500, 250)]),
    ],
)
def test_each_use_has_its_own_sizes(
    size: tuple[int, int],
    print_: tuple[int, int],
    ebook: tuple[int, int],
    web: list[tuple[int, int]],
) -> None:
    negative = photo.develop(encoded(photograph(*size), "JPEG"))
    *narrower, plain = negative.copies("web")
    assert (negative.print.width, negative.print.height) == print_
    assert (plain.width, plain.height) == (negative.ebook.width, negative.ebook.height) == ebook
    assert [(copy.width, copy.height) for copy in narrower] == web
    assert {copy.media_type for copy in narrower} == {"image/webp"}
    assert plain == negative.ebook


def test_a_drawing_has_one_form() -> None:
    negative = photo.develop(encoded(chart(1500, 900, 8), "PNG"))
    assert negative.copies("web") == negative.copies("ebook") == negative.copies("print")
    assert photo.look(negative.print.read()) == (1500, 900)


def test_what_shows_through_does_so_in_every_form() -> None:
    negative = photo.develop(encoded(photograph(900, 600, "RGBA"), "PNG"))
    for copy in (*negative.copies("print"), *negative.copies("web")):
        with Image.open(io.BytesIO(copy.read())) as made:
            assert made.getchannel("A").getpixel((made.width // 2, 0)) == 0


def _swapped() -> bytes:
    """A colour profile in which red is what others call blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def test_a_colour_profile_is_applied_where_it_can_be() -> None:
    image = Image.new("RGB", (8, 6), (200, 100, 50))
    seen = []
    for profile in (b"", b"no profile", _swapped()):
        data = encoded(image, "PNG", icc_profile=profile)
        seen.append(photo.develop(data).image.getpixel((0, 0)))
    assert seen == [(200, 100, 50), (200, 100, 50), (50, 100, 200)]


def test_the_same_picture_has_the_same_copies() -> None:
    data = encoded(photograph(900, 600), "PNG")
    uses: tuple[Use, ...] = ("print", "ebook", "web")
    one, two = (develop("content/Big Pot.PNG", data, uses) for _ in range(2))
    assert one == two
    assert one.copies.keys() == set(uses)
    for copies in one.copies.values():
        for copy in copies:
            assert copy.sha256 == hashlib.sha256(copy.read()).hexdigest()
            assert copy.size == len(copy.read())


def test_only_what_is_asked_for_is_printed() -> None:
    made = develop("content/pot.svg", svg(), ("print",))
    assert (made.width, made.height, list(made.copies)) == (90, 40, ["print"])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.svg", "x.png"]))
def test_any_bytes_are_a_picture_or_a_problem(data: bytes, name: str) -> None:
    starts = {"x.svg": f"<svg {NS} viewBox='0 0 9 9'>".encode(), "x.png": b"\x89PNG\r\n\x1a\n"}
    for content in (data, starts[name] + data):
        with contextlib.suppress(PictureProblem):
            assert develop(name, content, ("print", "web")).copies["web"][-1].size
