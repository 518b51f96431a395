"""The list of contributors: who stands where, with what, under which letter."""

from dataclasses import replace

import pytest
from lxml import html

from potluck.collation import key
from potluck.edition.matter import back_matter
from potluck.edition.roll import roll
from potluck.model import WITHHELD, Book, Contributor, Credit, Edition, Heading, Part, Role
from support import BY_SA, HEAT, sample

HIDDEN = Contributor("withheld", WITHHELD, WITHHELD)


def person(who: str, name: str, **more: str) -> Contributor:
    return Contributor(who, name, name, **more)  # type: ignore[arg-type]


def book(*people: Contributor, chapters: int = 1, lang: str = "en", withheld: int = 0) -> Edition:
    """Everyone is author of every chapter."""
    texts = tuple(
        replace(
            HEAT,
            slug=f"c{number}",
            title=f"Chapter {number}",
            credits=tuple(Credit(who, (Role.AUTHOR,)) for who in people),
        )
        for number in range(1, chapters + 1)
    )
    order = key(lang)
    return replace(
        sample(),
        book=Book("A", "a", BY_SA, lang=lang),
        parts=(Part("p", "", texts),),
        preface=None,
        contributors=tuple(sorted(people, key=lambda who: order(who.sort))),
        withheld=withheld,
    )


def page(edition: Edition, *rules: str) -> html.HtmlElement:
    found = {matter.slug: matter for matter in back_matter(edition, rules)}
    return html.fromstring(f"<div>{found['contributors'].html}</div>")


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_groups_and_authors_who_say_something_of_themselves_stand_first() -> None:
    ann = person("ann", "Ann", bio="Cooks.")
    team = person("team", "The Team", kind="organization", bio="We test.")
    made = page(book(person("zoe", "Zoe"), team, ann, person("club", "Club", kind="organization")))
    assert [item.get("id") for item in made.iter("li")] == [
        "contributor-ann",
        "contributor-team",
        "contributor-club",
        "contributor-zoe",
    ]
    assert [text(item) for item in made.iter("li")] == [
        "Ann Cooks. author Chapter 1",
        "The Team We test. author Chapter 1",
        "Club author Chapter 1",
        "Zoe author Chapter 1",
    ]
    assert [text(heading) for heading in made.iter("h2", "h3")] == ["Everyone else who took part"]


def test_somebody_with_a_bio_who_is_no_author_stands_in_the_list() -> None:
    ann = person("ann", "Ann", bio="Cooks.")
    edition = book(ann)
    helper = replace(edition.chapters[0], credits=(Credit(ann, (Role.TESTER,)),))
    edition = replace(edition, parts=(Part("p", "", (helper,)),))
    assert [item.get("class") for item in page(edition).iter("ul")] == ["contributors"]
    assert text(page(edition).find(".//li")) == "Ann tester Chapter 1"


@pytest.mark.parametrize(
    ("chapters", "told"),
    {
        5: "Chapter 1, Chapter 2, Chapter 3, Chapter 4, Chapter 5",
        6: "Chapter 1, Chapter 2, Chapter 3, Chapter 4, Chapter 5, Chapter 6",
        17: "Chapter 1, Chapter 2, Chapter 3, Chapter 4, Chapter 5, and 12 more",
    }.items(),
)
def test_after_five_titles_the_rest_is_a_number(chapters: int, told: str) -> None:
    made = page(book(person("ann", "Ann"), chapters=chapters))
    assert text(made.find(".//li")) == f"Ann author {told}"


def test_a_contributor_and_nothing_else_is_called_so_by_the_page() -> None:
    ann = person("ann", "Ann")
    edition = book(ann, chapters=2)
    first, second = edition.chapters
    first = replace(first, credits=(Credit(ann, (Role.CONTRIBUTOR,)),))
    only = replace(edition, parts=(Part("p", "", (first,)),))
    both = replace(edition, parts=(Part("p", "", (first, second)),))
    assert text(page(only).find(".//li")) == "Ann Chapter 1"
    assert text(page(both).find(".//li")) == "Ann author Chapter 2; contributor Chapter 1"


def test_sixty_names_have_no_letters_and_more_have() -> None:
    few = [person(f"p{n}", f"{chr(65 + n % 26)}ob {n}") for n in range(60)]
    assert [section.letter for section in roll(book(*few)).sections] == [""]
    many = [*few, person("aase", "Åse"), person("q", "3 cooks"), person("li", "李")]
    letters = [section.letter for section in roll(book(*many)).sections]
    assert letters == ["#", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "…"]
    assert [section.letter for section in roll(book(*many, lang="da")).sections][-2:] == ["Å", "…"]
    (matter, *_) = back_matter(book(*many))
    assert matter.headings[:2] == (Heading(2, "letter-1", "#"), Heading(2, "letter-2", "A"))


def test_letters_are_headings_one_level_below_what_they_stand_under() -> None:
    many = [person(f"p{n}", f"{chr(65 + n % 26)}ob {n}") for n in range(78)]
    alone = [heading.tag for heading in page(book(*many)).iter("h2", "h3")]
    assert alone == ["h2"] * 26
    ann = person("ann", "Ann", bio="Cooks.")
    below = [heading.tag for heading in page(book(ann, *many)).iter("h2", "h3")]
    assert below == ["h2", *["h3"] * 26]


def test_everybody_is_in_the_list_once() -> None:
    people = [person(f"p{n}", f"{chr(65 + n % 26)}ob {n}") for n in range(500)]
    made = [item.get("id") for item in page(book(*people)).iter("li")]
    assert sorted(made) == sorted(f"contributor-p{n}" for n in range(500))


@pytest.mark.parametrize(
    ("people", "withheld", "told"),
    [
        ([person("ann", "Ann"), HIDDEN], 3, "And 3 people who asked not to be named."),
        ([person("ann", "Ann"), HIDDEN], 1, "And 1 person who asked not to be named."),
        ([HIDDEN], 2, "2 people who asked not to be named."),
        ([HIDDEN], 0, "1 person who asked not to be named."),
    ],
)
def test_people_who_are_not_named_are_counted(
    people: list[Contributor], withheld: int, told: str
) -> None:
    made = page(book(*people, withheld=withheld))
    assert text(made.get_element_by_id("contributor-withheld")) == told
    assert WITHHELD not in text(made)


def test_the_rules_stand_at_the_head() -> None:
    made = page(book(person("ann", "Ann")), "First come first.", "15 % make an author.")
    assert [text(item) for item in made.iter("p")] == [
        "Everyone whose work is in this book, in the order of their names, and what they did.",
        "How a chapter names its people",
        "First come first.",
        "15 % make an author.",
    ]


def test_without_people_there_is_no_page() -> None:
    assert [matter.slug for matter in back_matter(book())] == ["licences"]
