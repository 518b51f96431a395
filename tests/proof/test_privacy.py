"""PRV-003: withheld names in finished files, and words that only look like them."""

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from potluck.formats.epub import Epub
from potluck.formats.pdf import Pdf
from potluck.formats.site import Site
from potluck.model import Chapter, Contributor, Edition, Withheld
from potluck.proof.privacy import HINT, named
from potluck.proof.strings import strings
from support import COOKS, HEAT, SOUP, sample

# WeasyPrint 70 leaves the file of its colour profile open.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

ZOE = Withheld("contributors/c-7.yml", "c-7", ("Zoë Z. Tester", "Tester, Zoë Z."), ("zoe-cooks",))
ROSE = Withheld("contributors/rose.yml", "rose", ("Rose",), ("rosie",))


def found(folder: Path, *people: Withheld, edition: Edition | None = None) -> list[str]:
    return [str(each) for each in named(people, edition or sample(), {"site": folder})]


def page(folder: Path, body: str, name: str = "soup.html") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"<!doctype html><title>Soup</title><body>{body}", "utf-8")
    return folder


# --- a name of several words --------------------------------------------------------------------

NAMING = (
    "<p>Thanks to Zoë Z. Tester.</p>",
    "<p>Thanks to <b>Zoë</b>\n Z.&nbsp;Tester’s pot.</p>",
    "<p>Thanks to Zo<i>ë</i> Z. Tester.</p>",
    "<p>ZOË Z. TESTER</p>",
    "<p>Zoe\u0308 Z. Tester</p>",
    "<p>Zo\u00adë Z. Tes\u00adter</p>",
    "<li>Tester, Zoë Z.: author</li>",
    '<img alt="Zoë Z. Tester at the stove">',
    '<meta name="author" content="Zoë Z. Tester">',
    '<script type="application/ld+json">{"name": "Zo\\u00eb Z. Tester"}</script>',
    '<a href="../contributors/c-7.html">a cook</a>',
    '<h2 id="contributor-c-7">a cook</h2>',
    '<a href="https://github.com/Zoe-Cooks">a cook</a>',
    "<p>Thanks to @zoe-cooks!</p>",
)


@pytest.mark.parametrize("body", NAMING)
def test_a_name_is_found_however_it_is_written(body: str, tmp_path: Path) -> None:
    assert found(page(tmp_path, body), ZOE) == [
        "contributors/c-7.yml:1: error PRV-003 The name of this contributor is withheld, and "
        f"stands in build/site/soup.html. Hint: {HINT}"
    ]


OTHERS = (
    "<p>Zoë is not Z. Tester.</p>",
    "<p>Zoë Z. Testerman</p>",
    "<p>Preheat the oven, c-7 and all.</p>",
    '<a href="https://github.com/zoe-cooks/book">the book itself</a>',
    '<a href="../contributors/c-77.html">somebody else</a>',
    '<a href="https://github.com/zoe-cooks-too">somebody else</a>',
    "<p>mail@zoe-cooks.example</p>",
)


@pytest.mark.parametrize("body", OTHERS)
def test_what_is_no_name_of_theirs_is_left_alone(body: str, tmp_path: Path) -> None:
    assert found(page(tmp_path, body), ZOE) == []


def test_a_page_of_their_own_is_found_by_its_address(tmp_path: Path) -> None:
    (message,) = found(page(tmp_path, "", "contributors/c-7.html"), ZOE)
    assert "stands in build/site/contributors/c-7.html." in message


def test_the_handbook_is_about_nobody(tmp_path: Path) -> None:
    assert found(page(tmp_path, "Zoë Z. Tester", "handbook/fields.html"), ZOE) == []


def test_somebody_else_may_bear_the_same_name_in_public(tmp_path: Path) -> None:
    other = Contributor("zoe-b", "Zoë Z. Tester", "Tester, Zoë Z.")
    edition = replace(sample(), contributors=(*sample().contributors, other))
    assert found(page(tmp_path, "By Zoë Z. Tester"), ZOE, edition=edition) == []


def test_many_places_are_counted(tmp_path: Path) -> None:
    for number in range(6):
        page(tmp_path, "Zoë Z. Tester", f"{number}.html")
    (message,) = found(tmp_path, ZOE)
    first = "build/site/0.html, build/site/1.html, build/site/2.html and 3 more."
    assert f"stands in {first}" in message


# --- a name of one word -------------------------------------------------------------------------


def test_a_word_of_the_kitchen_is_no_name(tmp_path: Path) -> None:
    prose = '<p>Rose water and a rose.</p><a href="/rose.html">Rose</a><h2 id="rose">Rose</h2>'
    (tmp_path / "tags.json").write_text('{"tags": ["Rose"]}')
    assert found(page(tmp_path, prose), ROSE) == []


def chapter(soup: Chapter) -> Edition:
    edition = sample()
    return replace(edition, parts=(replace(edition.parts[0], chapters=(soup,)),))


@pytest.mark.parametrize(
    "edition",
    [
        chapter(replace(SOUP, copyright="2024 Rose")),
        chapter(replace(SOUP, copyright="© 2019–2024 The Test Cooks and Rose; Ben")),
        replace(sample(), book=replace(sample().book, author="rose")),
        replace(sample(), contributors=(COOKS, Contributor("rose", "R.", "R."))),
    ],
)
def test_a_name_of_one_word_counts_where_people_are_credited(
    edition: Edition, tmp_path: Path
) -> None:
    assert found(tmp_path, ROSE, edition=edition) == [
        "contributors/rose.yml:1: error PRV-003 The name of this contributor is withheld, and "
        f"stands in the credits of the book. Hint: {HINT}"
    ]


def test_a_longer_name_that_begins_with_it_is_another(tmp_path: Path) -> None:
    edition = chapter(replace(SOUP, copyright="2024 Rose Garden Cooks"))
    assert found(tmp_path, ROSE, edition=edition) == []


# --- every kind of file -------------------------------------------------------------------------


def test_nothing_is_read_where_nobody_withholds_a_name(tmp_path: Path) -> None:
    assert named((), sample(), {"site": tmp_path / "nowhere"}) == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("humans.txt", "Author: Zoë Z. Tester"),
        ("CITATION.cff", 'name: "Zoë Z. Tester"'),
        ("book.bib", "author = {Tester, Zoë Z.}"),
        ("soup.json", json.dumps([{"author": [{"family": "Tester", "given": "Zoë Z."}]}])),
        ("search.json", json.dumps({"docs": [{"text": "by Zoë Z. Tester"}]})),
        ("broken.json", "Zoë Z. Tester"),
        ("broken.svg", "<svg>Zoë Z. Tester"),
        ("pots.svg", "<svg><title>Zoë Z. Tester</title></svg>"),
        ("REUSE.toml", 'SPDX-FileCopyrightText = "2024 Zoë Z. Tester"'),
    ],
)
def test_files_of_all_kinds_are_read(name: str, data: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    (message,) = found(tmp_path, ZOE)
    assert f"stands in build/site/{name}." in message


def test_the_files_of_a_container_are_named(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "book.epub", "w") as archive:
        archive.writestr("EPUB/package.opf", "<package><x>Zoë Z. Tester</x></package>")
    (message,) = found(tmp_path, ZOE)
    assert "stands in build/site/book.epub/EPUB/package.opf." in message


def test_the_real_formats_are_read_through_and_through(tmp_path: Path) -> None:
    html = HEAT.html.replace("Heat moves", "Heat moves, says Zoë Z. Tester")
    edition = replace(sample(), book=replace(sample().book, pdf=("screen", "large", "chapters")))
    parts = (edition.parts[0], replace(edition.parts[1], chapters=(replace(HEAT, html=html),)))
    folders = {name: tmp_path / name for name in ("site", "pdf", "epub")}
    (tmp_path / "mkdocs.yml").write_text("site_name: A Test Book\nplugins: [potluck]\n")
    for renderer in (Pdf(), Epub(), Site(tmp_path)):
        folders[renderer.name].mkdir()
        renderer.render(replace(edition, parts=parts), folders[renderer.name])
    seen = {form: [str(each) for each in named((ZOE,), edition, {form: folder})]
            for form, folder in folders.items()}  # fmt: skip
    assert [form for form, messages in seen.items() if len(messages) == 1] == [*folders]
    printed = ("a-test-book-large.pdf", "a-test-book.pdf", "chapters/heat.pdf")
    one, two, three = (f"build/pdf/{name}" for name in printed)
    assert f"stands in {one}, {two} and {three}." in seen["pdf"][0]
    assert "build/epub/a-test-book.epub/EPUB/chapter-heat.xhtml" in seen["epub"][0]
    assert "build/site/science/heat.html" in seen["site"][0]
    assert named((ROSE,), edition, folders) == ()


def test_metadata_of_a_pdf_is_read(tmp_path: Path) -> None:
    Pdf().render(replace(sample(), book=replace(sample().book, publisher="Zed Press")), tmp_path)
    data = (tmp_path / "a-test-book.pdf").read_bytes()
    texts = [text for _, text in strings("x.pdf", data)]
    assert "A Test Book & More" in texts  # /Title
    assert sum("Zed Press" in text for text in texts) >= 2  # on a page, and in the XMP
