"""Finished editions, damaged by hand: for each kind of block, a letter is another or words go.

`test_sabotage` asks for more than was rendered; here what was rendered is spoilt, in the very files
that readers get. Each finding names the chapter (its file), the block and the edition.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from potluck.formats.epub.links import page_file
from potluck.formats.pdf import Pdf
from potluck.formats.site import addresses
from potluck.model import Contributor, Credit, Edition, Role
from potluck.proof import linked, texts, verify
from potluck.proof.blocks import blocks
from support import MATTER, SOUP, sample

from .damage import Manner, document, page, print_
from .rendering import render

# WeasyPrint 70 leaves the file of its colour profile open.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

NAMES = {"site": "site", "pdf": "PDF", "epub": "EPUB"}
PDF, EPUB = "a-test-book.pdf", "a-test-book.epub"
LATOR = Contributor("lator", "Tess Lator", "Lator, Tess")
RICH = replace(
    SOUP,
    standfirst="Warming on a wet evening.",
    objectives=("Sweat vegetables without browning them.",),
    credits=(*SOUP.credits, Credit(LATOR, (Role.TRANSLATOR,))),
    ai_note="A program drafted the table.",
)
LISTED = '<section id="contributor-lator"><h2 id="tess-lator">Tess Lator</h2></section>'


def edition() -> Edition:
    """Return the sample with whatever it lacks."""
    book = sample()
    return replace(
        book,
        parts=(replace(book.parts[0], chapters=(RICH,)), book.parts[1]),
        contributors=(*book.contributors, LATOR),
        matter=(replace(MATTER[0], html=MATTER[0].html + LISTED), *MATTER[1:]),
    )


BOOK = edition()
SITE = {f"chapter/{text.slug}": text.href for text in BOOK.texts}
SITE |= {f"page/{matter.slug}": addresses.matter(matter.slug) for matter in BOOK.matter}
PATHS = {f"chapter/{text.slug}": text.path for text in BOOK.texts}
ACTON = "“The Old Cookery Book” by Eliza Acton"


@dataclass(frozen=True)
class Case:
    """Words in the files of an edition, and the block that is not whole without them."""

    home: str
    words: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.home.rpartition('/')[2]}: {self.kind} {self.text}"


_soup = partial(Case, "chapter/leek-soup")
CASES = (
    _soup("potato", "title", "Leek & potato soup <hot>"),
    _soup("The Test Cooks", "byline", "By The Test Cooks"),
    _soup("wet", "standfirst", "Warming on a wet evening."),
    _soup("4 servings", "fact", "Makes 4 servings"),
    _soup("10", "fact", "Prep 10 min"),
    _soup("25", "fact", "Cook 25 min"),
    _soup("Sweat vegetables", "objective", "Sweat vegetables without browning them."),
    _soup("next day", "paragraph",
          "A soup of leeks & potatoes,1 better the next day. See brown…"),
    _soup("Steam", "paragraph", "Steam burns."),
    _soup("Two round pots", "picture", "Two round pots"),
    _soup("lid", "caption", "Two pots, one lid."),
    _soup("Picture", "picture credit", "Picture: The Test Cooks, CC BY 4.0"),
    _soup("CC BY 4.0", "picture credit", "Picture: The Test Cooks, CC BY 4.0"),
    _soup("Ingredients", "heading", "Ingredients"),
    _soup("Doneness", "heading", "Doneness"),
    _soup("500", "list item", "500 g leeks"),
    _soup("½", "list item", "½ tsp salt"),
    _soup("95", "list item", "1 litre water at 95 °C"),
    _soup("Slice", "list item", "Slice the leeks."),
    _soup("Boil", "list item", "Boil the water."),
    _soup("Minutes", "table cell", "Minutes"),
    _soup("12", "table cell", "12"),
    _soup("Hot", "admonition title", "Hot"),
    _soup("thickens", "summary", "Why it thickens"),
    _soup("Hob", "tab title", "Hob"),
    _soup("200", "paragraph", "At 200 °C."),
    _soup("soften", "definition", "To soften without colour."),
    _soup("Waste", "quote", "Waste not."),
    _soup("2 x 3", "code", "2 x 3 = 6"),
    _soup("onions", "footnote", "Or onions, with patience."),
    _soup("2026", "copyright", "2026 The Test Cooks"),
    _soup("Licence", "licence", "Licence: CC BY-SA 4.0"),
    _soup("contributor", "credit", "Contributor A: contributor"),
    _soup("translator", "credit", "Tess Lator: translator"),
    _soup("program", "note on AI", "A program drafted the table."),
    _soup("Eliza", "source", f"{ACTON} (Longman, London, 184…"),
    _soup("1845", "source", f"{ACTON} (Longman, London, 184…"),
    _soup("metric", "changes of a source", "Changes: metric units; shorter method"),
    _soup("public", "licence of a source", "in the public domain: Public Domain Mark 1.0"),
    _soup("0123456789", "commit", "0123456789"),
    Case("chapter/heat", "moves", "paragraph", "Heat moves."),
    Case("chapter/heat", "editor", "credit", "The Test Cooks: author, editor"),
    Case("chapter/mains", "eats", "paragraph", "What one eats first."),
    Case("chapter/index", "brings", "paragraph", "Everyone brings a dish."),
    Case("page/contributors", "Contributors", "title", "Contributors"),
    Case("page/contributors", "We test", "paragraph", "We test."),
    Case("page/sources", "Eliza", "list item", ACTON),
    Case("page/pictures", "Two pots", "list item", "Two pots: The Test Cooks, CC BY 4.0"),
    Case("page/licences", "own", "paragraph", "Each chapter is under its own licence."),
)  # fmt: skip
(TEASPOON,) = (case for case in CASES if case.words == "½")
TERM = _soup("Sweat", "term", "Sweat")


@pytest.fixture(scope="module", params=NAMES)
def rendered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Render the book once in each format: its name, and its folder."""
    folder = render(request.param, BOOK, tmp_path_factory)
    assert verify(BOOK, {request.param: folder}) == ()
    return request.param, folder


def _damage_site(folder: Path, home: str, words: str, manner: Manner) -> None:
    page(folder / SITE[home], words, manner)


def _damage_epub(folder: Path, home: str, words: str, manner: Manner) -> None:
    document(folder / EPUB, page_file(*home.split("/", 1)), words, manner)


def _damage_pdf(folder: Path, home: str, words: str, manner: Manner) -> None:
    with pikepdf.open(folder / PDF) as pdf:
        count = len(pdf.pages)
    bounds = texts._bounds(BOOK, texts._structure(folder / PDF)[0], count)
    print_(folder / PDF, range(*bounds[home]), words, manner)


DAMAGE: Mapping[str, Callable[[Path, str, str, Manner], None]] = {
    "site": _damage_site, "epub": _damage_epub, "pdf": _damage_pdf,
}  # fmt: skip


def found(
    rendered: tuple[str, Path], folder: Path, home: str, words: str, manner: Manner
) -> list[tuple[str, str]]:
    """Damage a copy of an edition; return what is found: where, and what."""
    name, whole = rendered
    shutil.copytree(whole, folder)
    DAMAGE[name](folder, home, words, manner)
    return [(finding.place.path, finding.message) for finding in verify(BOOK, {name: folder})]


def told(case: Case, name: str) -> list[tuple[str, str]]:
    of = "chapter" if case.home in PATHS else "page"
    message = f"The {NAMES[name]} lacks the {case.kind} “{case.text}” of this {of}."
    return [(PATHS.get(case.home, "mkdocs.yml"), message)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_was_damaged_is_named_and_nothing_else(
    rendered: tuple[str, Path], case: Case, tmp_path: Path
) -> None:
    for manner in ("changed", "gone"):
        damaged = found(rendered, tmp_path / manner, case.home, case.words, manner)
        assert damaged == told(case, rendered[0])


def test_every_kind_of_block_has_its_damage() -> None:
    kinds = {block.kind for block in blocks(BOOK)}
    assert kinds - {case.kind for case in (*CASES, TERM)} == {"contributor"}


def test_a_damaged_term_is_named(rendered: tuple[str, Path], tmp_path: Path) -> None:
    """The word stands in an objective, too, where it comes first: both are damaged."""
    name, whole = rendered
    shutil.copytree(whole, tmp_path / name)
    for _ in range(2):
        DAMAGE[name](tmp_path / name, TERM.home, TERM.words, "changed")
    both = [*told(TERM, name), *told(next(c for c in CASES if c.kind == "objective"), name)]
    assert [(f.place.path, f.message) for f in verify(BOOK, {name: tmp_path / name})] == sorted(
        both
    )


def test_a_contributor_who_is_gone_from_the_list_is_named_by_the_chapter_too(
    rendered: tuple[str, Path], tmp_path: Path
) -> None:
    name, whole = rendered
    shutil.copytree(whole, tmp_path / name)
    for home in ("page/contributors", "chapter/leek-soup"):
        DAMAGE[name](tmp_path / name, home, "Tess Lator", "changed")
    lost = [finding.message for finding in verify(BOOK, {name: tmp_path / name})]
    assert f"The {NAMES[name]} lacks the heading “Tess Lator” of this page." in lost
    assert f"The {NAMES[name]} lacks the credit “Tess Lator: translator” of this chapter." in lost


PRINTED = replace(BOOK, book=replace(BOOK.book, pdf=("screen", "print", "chapters")))


@pytest.fixture(scope="module")
def printings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the book in several ways."""
    folder = tmp_path_factory.mktemp("printings")
    Pdf().render(PRINTED, folder)
    assert verify(PRINTED, {"pdf": folder}) == ()
    return folder


@pytest.mark.parametrize("file", ["a-test-book-print.pdf", "chapters/leek-soup.pdf"])
@pytest.mark.parametrize("case", [CASES[2], CASES[5], TEASPOON], ids=str)
@pytest.mark.parametrize("manner", ["changed", "gone"])
def test_what_was_damaged_in_one_of_several_files_is_named_with_the_file(
    printings: Path, tmp_path: Path, file: str, case: Case, manner: Manner
) -> None:
    shutil.copytree(printings, tmp_path / "pdf")
    with pikepdf.open(printings / file) as pdf:
        pages = range(len(pdf.pages))
    if "/" not in file:
        bounds = texts._bounds(PRINTED, texts._structure(printings / file)[0], len(pages))
        pages = range(*bounds[case.home])
    print_(tmp_path / "pdf" / file, pages, case.words, manner)
    lost = [
        (finding.place.path, finding.message)
        for finding in verify(PRINTED, {"pdf": tmp_path / "pdf"})
    ]
    assert lost == [
        (SOUP.path, f"The PDF {file} lacks the {case.kind} “{case.text}” of this chapter.")
    ]


def test_a_pdf_is_damaged_in_its_own_layout_and_in_another(
    rendered: tuple[str, Path], tmp_path: Path
) -> None:
    """Both ways of reading are tried: that of linked files, and that of any other."""
    if rendered[0] != "pdf":
        return
    for manner in ("changed", "gone"):
        found(rendered, tmp_path / manner, "chapter/leek-soup", "Steam", manner)
    assert linked.read((tmp_path / "gone" / PDF).read_bytes())
    with pytest.raises(linked.Unusual):
        linked.read((tmp_path / "changed" / PDF).read_bytes())
