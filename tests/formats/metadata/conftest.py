"""An edition with everyone whom a credit can be about: known, nicknamed, grouped and unnamed."""

from dataclasses import replace
from pathlib import Path

import pytest

from potluck.citation import cite
from potluck.dialect.figures import markup
from potluck.edition.matter import back_matter
from potluck.formats.epub import Epub
from potluck.formats.site import Site
from potluck.model import (
    WITHHELD,
    Chapter,
    Contributor,
    Credit,
    Edition,
    Figure,
    Part,
    Recipe,
    Role,
    Source,
)
from support import BOOK, BUILD, BY, BY_SA, COMMIT, COOKS, HEAT, POTS, PREFACE, SOUP

ANN = Contributor(
    "contributor-a",
    "Contributor A",
    "A, Contributor",
    orcid="0000-0002-1825-0097",
    url="https://example.org/a",
)
BEA = Contributor("contributor-b", "Contributor B", "B, Contributor")
NIMBLE = Contributor("nimble", "nimble", "nimble")
HIDDEN = Contributor("withheld", WITHHELD, WITHHELD)

POT = Figure(
    POTS.name,
    "fig-1",
    "Two pots",
    credits=(ANN, HIDDEN),
    license=BY,
    source=Source("Pots", "A smith", "https://example.org/pots", changes="cropped"),
)
METHOD = """
<h2 id="ingredients">Ingredients</h2>
<ul><li>200 g lentils<sup class="fnref"><a href="#fn-1">1</a></sup></li>
<li>Tempering:<ul><li>1 tsp cumin</li></ul></li></ul>
<h2 id="method">Method</h2>
<p>Takes an hour.</p>
<ol><li>Boil the <em>lentils</em>.</li></ol>
<h3 id="tempering">The tempering</h3>
<ol><li><p>Heat the oil.</p><p>Add the cumin.</p></li></ol>
<div class="admonition warning"><ol><li>Do not burn yourself.</li></ol></div>
<h2 id="notes">Notes</h2><ol><li>Keeps for a week.</li></ol>
"""
DAL = replace(
    SOUP,
    slug="dal",
    title="Red lentil dal",
    href="mains/dal.html",
    html=f"{METHOD}{markup(POT, 320, 160)}",
    tags=("lentils",),
    figures=(POT,),
    credits=(
        Credit(NIMBLE, (Role.AUTHOR,)),
        Credit(ANN, (Role.AUTHOR,)),
        Credit(HIDDEN, (Role.AUTHOR, Role.EDITOR)),
        Credit(COOKS, (Role.EDITOR,)),
        Credit(BEA, (Role.TRANSLATOR, Role.TESTER)),
    ),
    copyright="2024 nimble and Contributor A",
    sources=(
        Source("Masoor dal", "A cook", license=BY_SA, relation="translated"),
        Source("On lentils", url="https://example.org/lentils", relation="cited", year=1845),
    ),
    recipe=Recipe("4 servings", "PT10M", "a while", diet=("Gluten free", "fiery"), course="main"),
)
LESSON = replace(
    HEAT,
    html="<p>Heat moves.</p>",
    objectives=("explain browning",),
    prerequisites=("dal",),
    level="beginner",
    learning_time="PT45M",
    assistance="drafted",
    credits=(Credit(BEA, (Role.AUTHOR, Role.EDITOR), credit=("validation",)),),
)


def cited(chapter: Chapter) -> Chapter:
    """Give a chapter the citation that the edition gives it."""
    return replace(
        chapter,
        citation=cite(
            BOOK,
            chapter.title,
            chapter.slug,
            chapter.authors,
            f"{BOOK.url}{chapter.href}",
            COMMIT.date,
            BUILD.id,
            editors=tuple(c.contributor for c in chapter.credits if Role.EDITOR in c.roles),
            translators=tuple(c.contributor for c in chapter.credits if Role.TRANSLATOR in c.roles),
            license=chapter.license,
        ),
    )


@pytest.fixture(scope="session")
def edition() -> Edition:
    made = Edition(
        book=replace(BOOK, author=None),
        build=BUILD,
        parts=(
            Part("mains", "Main dishes", (cited(DAL),)),
            Part("science", "Science", (cited(LESSON),)),
        ),
        contributors=(ANN, BEA, HIDDEN, NIMBLE, COOKS),
        pictures={POTS.name: POTS},
        matter=(),
        preface=replace(PREFACE, credits=(Credit(COOKS, (Role.AUTHOR,)),), license=BY),
    )
    return replace(made, matter=back_matter(made))


@pytest.fixture(scope="session")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the edition; its fonts come from the repository's cache, which saves seconds."""
    book = tmp_path_factory.mktemp("source")
    place = tmp_path_factory.mktemp("www") / "book"  # where the address of the book says
    cache = Path(__file__).parents[3] / ".cache"
    cache.mkdir(exist_ok=True)
    (book / ".cache").symlink_to(cache, target_is_directory=True)
    (book / "mkdocs.yml").write_text("site_name: A Test Book\nplugins: [potluck]\n")
    Site(book).render(edition, place)
    return place


@pytest.fixture(scope="session")
def epub(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("epub")
    (name,) = Epub().render(edition, folder).files
    return folder / name
