"""Pictures, paper, cover, contents and copyright page."""

from dataclasses import replace

import pytest
from lxml import etree

from potluck.errors import ConfigError
from potluck.formats.pdf import contents, cover, pictures
from potluck.formats.pdf.gathered import gather
from potluck.formats.pdf.paper import A5, LETTER, TRADE, paper
from potluck.formats.pdf.press.job import File
from potluck.model import Copy, Part, Picture
from support import POTS, SOUP, SVG, sample


def test_the_press_takes_the_copy_for_print() -> None:
    small, large = (Copy.of("image/png", side, side, bytes(side)) for side in (1, 2))
    uses = {"print": (large,), "ebook": (small,)}
    picture = Picture("a.png", "content/a.png", "image/png", 2, 2, lambda use: uses[use])
    assert pictures.printable(picture) == File("image/png", b"\0\0")
    assert pictures.printable(POTS).data == SVG


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
    lines = [
        (entry.rank, entry.title, entry.target)
        for entry in contents.entries(sample(), gather(sample()))
    ]
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
    assert [entry.title for entry in contents.entries(edition, gather(edition)) if entry.draft] == [
        SOUP.title
    ]


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
