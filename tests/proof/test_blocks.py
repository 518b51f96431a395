"""The list of what every edition must say."""

from dataclasses import replace

from potluck.model import Credit, Role
from potluck.proof.blocks import BOOK, blocks, homes, running
from support import CLERK, COOKS, SOUP, sample


def of_soup(kind: str) -> list[str]:
    return [b.text for b in blocks(sample()) if b.home == "chapter/leek-soup" and b.kind == kind]


def test_every_kind_of_block_is_listed_with_its_own_words() -> None:
    assert of_soup("title") == ["Leek & potato soup <hot>"]
    assert of_soup("heading") == ["Ingredients", "Method", "Doneness"]
    assert of_soup("list item")[:3] == ["500 g leeks", "½ tsp salt", "1 litre water at 95 °C"]
    assert of_soup("table cell") == ["Cut", "Minutes", "Rings", "12", "Halves", "25"]
    assert of_soup("picture") == ["Two round pots"]
    assert of_soup("caption") == ["Two pots, one lid."]
    assert of_soup("picture credit") == ["Picture: The Test Cooks, CC BY 4.0"]
    assert of_soup("admonition title") == ["Hot"]
    assert of_soup("summary") == ["Why it thickens"]
    assert of_soup("standfirst") == ["A soup of leeks & potatoes."]
    assert of_soup("tab title") == ["Oven", "Hob"]
    assert of_soup("term") == ["Sweat"]
    assert of_soup("definition") == ["To soften without colour."]
    assert of_soup("quote") == ["Waste not."]
    assert of_soup("code") == ["2 x 3 = 6"]
    assert of_soup("footnote") == ["Or onions, with patience."]


def test_a_paragraph_is_listed_with_the_marks_of_its_footnotes() -> None:
    assert of_soup("paragraph")[0].startswith("A soup of leeks & potatoes,1 better the next day.")


def test_credits_sources_and_licences_of_a_chapter_are_listed() -> None:
    assert of_soup("byline") == ["By The Test Cooks"]
    assert of_soup("licence") == ["Licence: CC BY-SA 4.0"]
    assert of_soup("credit") == ["Contributor A: contributor"]
    assert of_soup("source") == ["“The Old Cookery Book” by Eliza Acton (Longman, London, 1845)"]
    assert of_soup("changes of a source") == ["Changes: metric units; shorter method"]
    assert of_soup("licence of a source") == ["in the public domain: Public Domain Mark 1.0"]
    assert of_soup("commit") == ["0123456789"]


def test_what_a_recipe_makes_and_how_long_it_takes_is_listed() -> None:
    assert of_soup("fact") == [
        "Makes 4 servings", "Prep 10 min", "Cook 25 min", "Diet vegan", "Course main",
    ]  # fmt: skip


def test_the_book_owes_all_people_licences_and_sources() -> None:
    owed = {(b.kind, b.text) for b in blocks(sample()) if b.home == BOOK}
    assert {("contributor", "Contributor A"), ("contributor", "The Test Cooks")} <= owed
    assert {("licence", "CC BY-SA 4.0"), ("source", "The Old Cookery Book")} <= owed
    assert ("picture credit", "CC BY 4.0") in owed


def test_the_back_matter_has_its_headings() -> None:
    titles = [b.text for b in blocks(sample()) if b.home.startswith("page/") and b.kind == "title"]
    assert titles == ["Contributors", "Sources", "Picture credits", "Licences"]


def test_every_block_with_a_home_is_at_home_in_the_edition() -> None:
    edition = sample()
    assert {block.home for block in blocks(edition)} == {*homes(edition), BOOK}


def test_reviewers_are_listed_once() -> None:
    known = Credit(CLERK, (Role.REVIEWER,))
    chapter = replace(SOUP, credits=(known,), reviewers=(CLERK, COOKS))
    part = replace(sample().parts[0], chapters=(chapter,))
    found = [b for b in blocks(replace(sample(), parts=(part,))) if b.home == "chapter/leek-soup"]
    told = [block.text for block in found if block.kind == "credit"]
    assert told == ["Reviewers: Contributor A and The Test Cooks"]


def test_words_around_a_nested_list_are_separate() -> None:
    text = "<ul><li>Stir <ol><li>left</li></ol> and rest</li></ul>tail"
    assert [(kind, words.strip()) for kind, words in running(text)] == [
        ("list item", "Stir"),
        ("list item", "left"),
        ("list item", "and rest"),
        ("paragraph", "tail"),
    ]


def test_paragraphs_of_an_item_are_items() -> None:
    text = "<ul><li><p>Boil.</p><p>Add.</p></li></ul>"
    assert list(running(text)) == [("list item", "Boil."), ("list item", "Add.")]
