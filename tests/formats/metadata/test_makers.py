"""Who made the book: one order for every format, and nobody who does not want to be named."""

from dataclasses import replace

from potluck.formats.metadata import makers
from potluck.formats.metadata.makers import Maker
from potluck.model import Contributor, Credit, Edition, Part, Role
from support import BOOK, CLERK, COOKS, HEAT, SOUP, sample

SECRET = Contributor("contributor-s", "Contributor S", "S, Contributor", visibility="anonymous")


def test_authors_stand_in_the_order_of_reading_the_others_in_that_of_their_names(
    edition: Edition,
) -> None:
    assert [maker.contributor.id for maker in makers.authors(edition)] == [
        *("cooks", "nimble", "contributor-a", "contributor-b"),
    ]
    assert makers.others(edition) == ()
    assert makers.others(sample()) == (Maker(CLERK, (Role.CONTRIBUTOR,)),)


def test_the_weightiest_role_comes_first(edition: Edition) -> None:
    (both,) = [maker for maker in makers.makers(edition) if maker.contributor.id == "contributor-b"]
    assert both.roles == (Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR, Role.TESTER)


def test_an_author_of_the_book_who_wrote_none_of_it_comes_first_and_has_no_id() -> None:
    edition = replace(sample(), book=replace(BOOK, author="A Society"))
    first, second = makers.authors(edition)
    assert first == Maker(Contributor("", "A Society", "A Society", known=False), (Role.AUTHOR,))
    assert second.contributor == COOKS


def test_observed_authors_follow_the_declared_ones() -> None:
    seen = replace(SOUP, credits=(Credit(CLERK, (Role.AUTHOR,), declared=False),), figures=())
    edition = replace(sample(), book=replace(BOOK, author=None))
    edition = replace(edition, parts=(Part("m", "M", (seen, HEAT)),))
    assert [maker.contributor for maker in makers.authors(edition)] == [COOKS, CLERK]


def test_who_withholds_a_name_is_nowhere(edition: Edition) -> None:
    hidden = replace(HEAT, credits=(Credit(SECRET, (Role.AUTHOR, Role.EDITOR)),))
    alone = replace(sample(), parts=(Part("s", "S", (hidden,)),), contributors=(SECRET,))
    alone = replace(alone, book=replace(BOOK, author=None))
    assert (makers.authors(alone), makers.others(alone)) == ((), ())
    assert makers.with_role(alone, Role.EDITOR) == ()
    assert "withheld" not in {maker.contributor.id for maker in makers.makers(edition)}
