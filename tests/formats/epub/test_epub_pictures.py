"""Pictures are such as every reader can show; the cover is drawn from the title."""

from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image as Pillow

from potluck.formats.epub import cover, pictures
from potluck.formats.epub.cover import HEIGHT, MARGIN, WIDTH
from potluck.formats.epub.pictures import Image
from potluck.model import Book, Copy, Picture
from support import BOOK


def test_the_epub_takes_the_copy_for_readers() -> None:
    small, large = (Copy.of("image/jpeg", side, side, bytes(side)) for side in (1, 2))
    uses = {"print": (large,), "ebook": (small,)}
    given = Picture("Pot é.jpg", "content/pot.jpg", "image/jpeg", 2, 2, lambda use: uses[use])
    assert pictures.image(given) == Image("images/pot-5659a6.jpg", "image/jpeg", b"\0")


def drawn(book: Book = BOOK) -> Image:
    return cover.draw(cover.sketch(book, 3))


def test_the_cover_is_a_picture_with_its_words() -> None:
    front = drawn()
    assert (front.file, front.media_type) == ("cover.png", "image/png")
    assert Pillow.open(BytesIO(front.data)).size == (WIDTH, HEIGHT)
    assert front == drawn()


@pytest.mark.parametrize(
    "title",
    ["A", "", "Donaudampfschifffahrtsgesellschaftskapitän", "Soups and stews of the world " * 5],
)
def test_any_title_stays_on_the_cover(title: str) -> None:
    front = drawn(replace(BOOK, title=title, author=""))
    image = Pillow.open(BytesIO(front.data)).convert("RGB")
    margin = image.crop((WIDTH - MARGIN + 20, 0, WIDTH, 1000))
    assert margin.getcolors() == [(margin.width * margin.height, image.getpixel((2, 2)))]


def test_a_script_that_our_face_lacks_is_left_to_the_reader() -> None:
    front = drawn(replace(BOOK, title="みんなの料理 <家庭>"))
    assert (front.file, front.media_type) == ("cover.svg", "image/svg+xml")
    words = [str(text) for text in etree.fromstring(front.data).itertext()]
    assert "みんなの料理" in "".join(words)
