"""From a folder under git to an edition: titles, people, licences, pictures, order."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck.attribution import Attribution
from potluck.credits import history
from potluck.darkroom import Darkroom
from potluck.dialect.figures import PREFIXES
from potluck.edition import Materials, compose
from potluck.edition.chapters import shorten
from potluck.model import WITHHELD, Edition, Recipe, Role
from potluck.source import outline, reader

CONFIG = "site_name: A Book\nsite_url: https://book.example/\nplugins: [potluck]\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    return made


def edition(book: GitBook, *, preview: bool = False) -> Edition:
    manuscript = reader.read(book.book)
    darkroom = Darkroom(manuscript.files, cache=None)
    past = history.read(book.book)
    made = compose(
        Materials(Attribution(manuscript, outline.outline(manuscript), past), darkroom),
        preview=preview,
    )
    assert darkroom.findings == ()
    return made


def test_a_title_and_text_are_enough(book: GitBook) -> None:
    book.commit(ANN, soup="---\ntitle: Soup\n---\nBoil the water.\n")
    (chapter,) = edition(book).chapters
    assert (chapter.title, chapter.slug, chapter.href) == ("Soup", "soup", "soup.html")
    assert (chapter.kind, chapter.status, chapter.lang) == ("chapter", "unreviewed", "en")
    assert chapter.license.id == "CC-BY-SA-4.0"
    assert [person.name for person in chapter.authors] == ["Ann Author"]
    assert chapter.copyright == "2023 Ann Author"
    assert chapter.summary == "Boil the water."
    assert chapter.standfirst == ""
    assert chapter.modified is not None
    assert chapter.modified.date == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_how_to_cite_is_said_where_somebody_shows_it(book: GitBook) -> None:
    book.commit(ANN, soup="---\ntitle: Soup\n---\nBoil the water.\n")
    manuscript = reader.read(book.book)
    past = Attribution(manuscript, outline.outline(manuscript), history.read(book.book))
    materials = Materials(past, Darkroom(manuscript.files, cache=None))
    shown, bare = compose(materials), compose(replace(materials, cited=False))
    (chapter,) = shown.chapters
    assert chapter.citation is not None
    assert bare.chapters == (replace(chapter, citation=None),)


def test_the_first_heading_is_the_title_and_leaves_the_body(book: GitBook) -> None:
    book.commit(ANN, soup="# Leek soup\n\nBoil.\n")
    (chapter,) = edition(book).chapters
    assert chapter.title == "Leek soup"
    assert chapter.html.strip() == "<p>Boil.</p>"


def test_declared_authors_stand_first_and_observed_people_are_added(book: GitBook) -> None:
    book.commit(ANN, soup="---\ntitle: Soup\nauthors: [chef]\n---\nBoil.\n")
    book.commit(BEN, soup="---\ntitle: Soup\nauthors: [chef]\n---\nBoil it.\n")
    (chapter,) = edition(book).chapters
    assert [(c.contributor.name, c.roles, c.declared) for c in chapter.credits] == [
        ("chef", (Role.AUTHOR,), True),
        ("Ann Author", (Role.CREATOR, Role.AUTHOR), False),
        ("Ben Cook", (Role.AUTHOR,), False),
    ]


def test_author_is_understood_as_authors(book: GitBook) -> None:
    book.commit(ANN, soup="---\ntitle: Soup\nauthor: Jo Cook\n---\nBoil.\n")
    assert [person.name for person in edition(book).chapters[0].authors] == ["Jo Cook"]


def test_a_removed_contributor_is_named_nowhere(book: GitBook) -> None:
    book.write("contributors/ann.yml", "name: Ann Author\nvisibility: removed\n")
    book.commit(ANN, soup="---\ntitle: Soup\nauthors: [ann]\n---\nBoil.\n")
    made = edition(book)
    assert [person.name for person in made.contributors] == [WITHHELD]
    shown = "".join(page.html for page in made.matter) + repr(made.chapters)
    assert "Ann Author" not in shown
    assert 'id="contributor-ann"' not in shown


def test_recipes_are_recognised_by_their_block_or_their_ingredients(book: GitBook) -> None:
    book.commit(
        ANN,
        dal="---\ntitle: Dal\nrecipe:\n  yield: 4 servings\n  time: {prep: PT10M}\n---\nBoil.\n",
        rice="# Rice\n\n## Ingredients\n\n- rice\n",
        why="# Why\n\nBecause.\n",
    )
    kinds = {chapter.slug: chapter.kind for chapter in edition(book).chapters}
    assert kinds == {"dal": "recipe", "rice": "recipe", "why": "chapter"}
    assert edition(book).chapter("dal").recipe == Recipe("4 servings", prep="PT10M")


def test_pictures_carry_caption_and_credit_to_the_point_of_use(book: GitBook) -> None:
    book.write("content/mains/pot.svg", DRAWING)
    front = (
        "---\ntitle: Stew\nmedia:\n  - {file: pot.svg, author: Ann Author, license: CC BY 4.0,"
        " alt: A pot, caption: The pot.}\n---\n"
    )
    book.write("content/mains/stew.md", f"{front}Look: ![x](pot.svg) here.\n")
    book.commit(ANN)
    made = edition(book)
    (picture,) = made.pictures.values()
    (chapter,) = made.chapters
    assert chapter.html.strip() == (
        "<p>Look:  here.</p>"
        f'<figure class="figure" id="fig-1"><img src="book:media/{picture.name}" alt="A pot" '
        'width="10" height="5"><figcaption><span class="caption">The pot.</span> '
        f'<span class="credit"><span about="book:media/{picture.name}" prefix="{PREFIXES}">'
        'Picture: <span property="cc:attributionName">'
        '<a rel="cc:attributionURL" href="book:contributor/ann-author">Ann Author</a></span>, '
        '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a></span>'
        "</span></figcaption></figure>"
    )
    deeds = made.deeds["ann-author"]
    assert [(deed.chapter.slug, deed.roles) for deed in deeds] == [
        ("stew", (Role.AUTHOR, Role.ILLUSTRATOR))
    ]


def test_drafts_are_in_previews_only_and_links_to_them_vanish_with_them(book: GitBook) -> None:
    book.commit(
        ANN,
        done="# Done\n\nSee [the draft](later.md).\n",
        later="---\ntitle: Later\nstatus: draft\n---\nSoon.\n",
    )
    published, preview = edition(book), edition(book, preview=True)
    assert [chapter.slug for chapter in published.chapters] == ["done"]
    assert published.chapter("done").html.strip() == "<p>See the draft.</p>"
    assert [chapter.slug for chapter in preview.chapters] == ["done", "later"]
    assert preview.chapter("later").draft


def test_a_part_of_one_text_is_kept_and_one_without_its_draft_opening_has_the_folders_name(
    book: GitBook,
) -> None:
    draft = "---\ntitle: Hidden\nstatus: draft\n---\nSoon.\n"
    book.write("content/bread/index.md", "# All about bread\n\nKnead.\n")
    book.write("content/later/index.md", "# Later\n\nSoon.\n")
    book.write("content/later/stew.md", draft)
    book.write("content/warm-soups/index.md", draft)
    book.write("content/warm-soups/leek.md", "# Leek\n\nBoil.\n")
    book.commit(ANN)
    assert [(part.title, [c.slug for c in part.chapters]) for part in edition(book).parts] == [
        ("All about bread", []),
        ("Warm soups", ["leek"]),
    ]


def test_a_reviewer_is_named_once(book: GitBook) -> None:
    book.write("contributors/ben.yml", "name: Ben Baker\nvisibility: anonymous\n")
    book.commit(ANN, soup="---\ntitle: Soup\nreviewers: [ben, Ben Baker, Zoe]\n---\nBoil.\n")
    (chapter,) = edition(book).chapters
    assert [person.name for person in chapter.reviewers] == [WITHHELD, "Zoe"]


def test_folders_are_parts_in_the_order_of_nav(book: GitBook) -> None:
    book.write("mkdocs.yml", CONFIG + "nav: [index.md, soups/, {Sweet things: puddings/}]\n")
    for path, title in (
        ("index", "Welcome"),
        ("bread/loaf", "Loaf"),
        ("puddings/fool", "Fool"),
        ("soups/index", "All soups"),
        ("soups/leek", "Leek"),
    ):
        book.write(f"content/{path}.md", f"# {title}\n\nText.\n")
    book.commit(ANN)
    made = edition(book)
    assert made.preface is not None
    assert [
        (part.slug, part.title, [chapter.slug for chapter in part.chapters]) for part in made.parts
    ] == [
        ("soups", "All soups", ["leek"]),
        ("sweet-things", "Sweet things", ["fool"]),
        ("bread", "Bread", ["loaf"]),
    ]


def test_the_build_is_named_after_the_commit_and_changes_with_the_work_tree(book: GitBook) -> None:
    head = book.commit(ANN, soup="# Soup\n\nBoil.\n")
    clean = edition(book).build
    assert (clean.id, clean.commit, clean.modified) == (head[:10], head, False)
    book.write("content/soup.md", "# Soup\n\nBoil twice.\n")
    changed = edition(book).build
    assert changed.id.startswith(f"{head[:10]}+")
    assert changed.modified
    book.write("content/soup.md", "# Soup\n\nBoil thrice.\n")
    assert edition(book).build.id != changed.id


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("short", "short"),
        ("a" * 161, "a" * 159 + "…"),
        ("word " * 40, ("word " * 32).strip()[:-5] + "…"),
    ],
)
def test_summaries_are_cut_at_a_word(text: str, short: str) -> None:
    assert len(shorten(text)) <= 160
    assert shorten(text) == short


def test_people_whose_names_look_alike_both_keep_their_credit(book: GitBook) -> None:
    book.commit(ANN, soup="---\ntitle: Soup\nauthors: [Jo Ann, Jo-Ann]\n---\nBoil.\n")
    made = edition(book)
    assert [person.name for person in made.chapters[0].authors] == ["Jo Ann", "Jo-Ann"]
    assert len({person.id for person in made.contributors}) == 3
