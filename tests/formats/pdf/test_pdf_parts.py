"""Pictures, paper, cover, contents and copyright page."""

from dataclasses import replace
from io import BytesIO
from typing import Literal

import pytest
from lxml import etree
from PIL import Image

from potluck.errors import ConfigError
from potluck.formats.pdf import contents, cover, pictures
from potluck.formats.pdf.paper import A5, LETTER, TRADE, paper
from potluck.model import Part, Picture
from support import POTS, SOUP, sample

KINDS: dict[str, Literal["image/png", "image/webp", "image/jpeg"]] = {
    "PNG": "image/png",
    "WEBP": "image/webp",
    "JPEG": "image/jpeg",
}


def picture(mode: str, form: str, size: tuple[int, int] = (40, 20), alpha: int = 255) -> Picture:
    colour = (200, 90, 60, alpha)[: len(mode)]
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, lossless=True)
    return replace(POTS, media_type=KINDS[form], data=out.getvalue())


@pytest.mark.parametrize(
    ("given", "media_type", "size"),
    [
        (picture("RGB", "PNG"), "image/jpeg", (40, 20)),
        (picture("RGB", "WEBP"), "image/jpeg", (40, 20)),
        (picture("RGBA", "PNG", alpha=255), "image/jpeg", (40, 20)),
        (picture("RGBA", "PNG", alpha=128), "image/png", (40, 20)),
        (picture("RGB", "PNG", (3200, 1000)), "image/jpeg", (1600, 500)),
        (picture("RGB", "JPEG", (1000, 3200)), "image/jpeg", (500, 1600)),
    ],
)
def test_pictures_become_what_the_press_takes(
    given: Picture, media_type: str, size: tuple[int, int]
) -> None:
    made = pictures.printable(given)
    assert made == pictures.printable(given)
    assert (made.media_type, Image.open(BytesIO(made.data)).size) == (media_type, size)


def test_small_photographs_and_drawings_stay_as_they_are() -> None:
    photograph = picture("RGB", "JPEG")
    assert pictures.printable(photograph).data == photograph.data
    assert pictures.printable(POTS).data == POTS.data


def test_paper_has_names() -> None:
    found = [paper(name) for name in ("A5", "US letter", "letter", "6x9in")]
    assert found == [A5, LETTER, LETTER, TRADE]
    with pytest.raises(ConfigError) as caught:
        paper("B7")
    assert (caught.value.message, caught.value.hint) == (
        "No paper is called 'B7'.",
        "page_size is one of A4, A5, letter, 6x9in",
    )


def test_a_cover_depends_on_the_title_alone() -> None:
    one, other = cover.cover("Soup", A5), cover.cover("Salt", A5)
    assert one == cover.cover("Soup", A5)
    assert one.drawing != other.drawing
    assert etree.fromstring(one.drawing).get("viewBox") == "0 0 400 300"


@pytest.mark.parametrize("title", ["", "A", "Donaudampfschifffahrtsgesellschaft", "word " * 80])
def test_a_title_fits_its_cover(title: str) -> None:
    assert 4 < cover.cover(title, A5).title_size <= 54


def test_the_contents_list_parts_chapters_and_matter() -> None:
    lines = [(entry.rank, entry.title, entry.target) for entry in contents.entries(sample())]
    assert lines == [
        ("front", "Welcome", "book:chapter/index"),
        ("part", "Main dishes", "book:chapter/mains"),
        ("chapter", "Leek & potato soup <hot>", "book:chapter/leek-soup"),
        ("part", "Science", "book:part/science"),
        ("chapter", "Heat", "book:chapter/heat"),
        ("matter", "Contributors", "book:page/contributors"),
        ("matter", "Sources", "book:page/sources"),
        ("matter", "Picture credits", "book:page/pictures"),
        ("matter", "Licences", "book:page/licences"),
        ("matter", "Colophon", "book:sheet/colophon"),
    ]


def test_drafts_are_marked_in_the_contents() -> None:
    draft = replace(SOUP, status="draft")
    edition = replace(sample(), parts=(Part("mains", "", (draft,)),))
    assert [entry.title for entry in contents.entries(edition) if entry.draft] == [SOUP.title]


def test_the_imprint_counts_what_is_under_each_licence() -> None:
    found = contents.imprint(sample())
    assert found.notices == ("2026 The Test Cooks",)
    assert found.unnamed
    assert [(row.license.name, row.uses) for row in found.rows] == [
        ("CC BY-SA 4.0", "3 chapters"),
        ("CC BY 4.0", "1 chapter, 1 picture"),
        ("Public Domain Mark 1.0", "1 source"),
    ]


def test_an_imprint_of_many_holders_sends_readers_to_the_chapters() -> None:
    texts = tuple(
        replace(SOUP, slug=f"soup-{n}", copyright=f"2026 Contributor {n}") for n in range(9)
    )
    few = replace(sample(), preface=None, parts=(Part("mains", "", texts[:8]),))
    many = replace(sample(), preface=None, parts=(Part("mains", "", texts),))
    assert len(contents.imprint(few).notices) == 8
    assert not contents.imprint(few).unnamed
    assert contents.imprint(many).notices == ()
    assert contents.imprint(many).unnamed
