"""Pictures are such as every reader can show; the cover is drawn from the title."""

from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image as Pillow

from potluck.formats.epub import cover, pictures
from potluck.formats.epub.cover import HEIGHT, MARGIN, WIDTH
from potluck.model import Picture
from support import BOOK, POTS, sample


def picture(mode: str, kind: str, size: tuple[int, int] = (40, 20)) -> Picture:
    out = BytesIO()
    colour = (200, 30, 30, 128) if mode == "RGBA" else (200, 30, 30)
    Pillow.new(mode, size, colour).save(out, kind)
    name, media_type = f"pot-1a2b.{kind.lower()}", f"image/{kind.lower()}"
    return Picture(name, f"content/{name}", media_type, *size, out.getvalue())  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [POTS, picture("RGB", "PNG"), picture("RGB", "JPEG")])
def test_what_every_reader_shows_is_kept(given: Picture) -> None:
    made = pictures.convert(given)
    assert (made.media_type, made.data) == (given.media_type, given.data)


@pytest.mark.parametrize(
    ("mode", "media_type", "file"),
    [("RGB", "image/jpeg", "images/pot-1a2b.jpg"), ("RGBA", "image/png", "images/pot-1a2b.png")],
)
def test_webp_becomes_what_older_readers_know(mode: str, media_type: str, file: str) -> None:
    made = pictures.convert(picture(mode, "WEBP"))
    assert (made.media_type, made.file) == (media_type, file)
    assert Pillow.open(BytesIO(made.data)).size == (40, 20)
    assert made == pictures.convert(picture(mode, "WEBP"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_no_picture_is_larger_than_a_screen(kind: str) -> None:
    made = pictures.convert(picture("RGB", kind, (3200, 800)))
    assert Pillow.open(BytesIO(made.data)).size == (1600, 400)


def test_the_cover_is_a_picture_with_its_words() -> None:
    drawn = cover.draw(sample())
    assert (drawn.file, drawn.media_type) == ("cover.png", "image/png")
    assert Pillow.open(BytesIO(drawn.data)).size == (WIDTH, HEIGHT)
    assert drawn == cover.draw(sample())


@pytest.mark.parametrize(
    "title",
    ["A", "", "Donaudampfschifffahrtsgesellschaftskapitän", "Soups and stews of the world " * 5],
)
def test_any_title_stays_on_the_cover(title: str) -> None:
    drawn = cover.draw(replace(sample(), book=replace(BOOK, title=title, author="")))
    image = Pillow.open(BytesIO(drawn.data)).convert("RGB")
    margin = image.crop((WIDTH - MARGIN + 20, 0, WIDTH, 1000))
    assert margin.getcolors() == [(margin.width * margin.height, image.getpixel((2, 2)))]


def test_a_script_that_our_face_lacks_is_left_to_the_reader() -> None:
    drawn = cover.draw(replace(sample(), book=replace(BOOK, title="みんなの料理 <家庭>")))
    assert (drawn.file, drawn.media_type) == ("cover.svg", "image/svg+xml")
    words = [str(text) for text in etree.fromstring(drawn.data).itertext()]
    assert "みんなの料理" in "".join(words)
