"""The sample edition, rendered by the real formats: whole, and with one thing lost at a time.

What a format lost is what the edition says beyond what was rendered: each case adds one thing.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from potluck.formats.pdf import Pdf
from potluck.keeping import keep, load
from potluck.model import Chapter, Credit, Edition, Role, Source
from potluck.proof import memory, verify
from support import BY, CLERK, COMMIT, HEAT, SOUP, sample

from .rendering import render

# WeasyPrint 70 leaves the file of its colour profile open.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

FORMATS = ("site", "pdf", "epub")
NAMES = {"site": "site", "pdf": "PDF", "epub": "EPUB"}


@pytest.fixture(scope="module", params=FORMATS)
def rendered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Render the sample once in each format: its name, and its folder."""
    return request.param, render(request.param, sample(), tmp_path_factory)


@pytest.fixture(scope="module")
def kept(rendered: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prove the whole sample, and keep what was proven."""
    folder = tmp_path_factory.mktemp("kept")
    assert verify(sample(), dict([rendered]), folder) == ()
    return folder


def test_the_sample_is_whole(rendered: tuple[str, Path]) -> None:
    assert verify(sample(), dict([rendered])) == ()


def test_what_was_read_before_is_not_read_again(
    rendered: tuple[str, Path], kept: Path, tmp_path: Path
) -> None:
    (file,) = kept.glob("proof-*")
    found = load(file, memory._Kept)
    assert found is not None
    assert found.leaves or rendered[0] == "pdf"
    ghost = (("paragraph", "Nobody wrote this."),)
    words = {name: (*known, *ghost) for name, known in found.words.items()}
    keep(tmp_path / file.name, replace(found, words=words))
    lost = {finding.message for finding in verify(sample(), dict([rendered]), tmp_path)}
    assert any("lacks the paragraph “Nobody wrote this.” of this chapter." in it for it in lost)
    leaves = {name: replace(leaf, text="", ends=()) for name, leaf in found.leaves.items()}
    keep(tmp_path / file.name, replace(found, leaves=leaves))
    assert bool(verify(sample(), dict([rendered]), tmp_path)) == bool(found.leaves)


def with_soup(soup: Chapter) -> Edition:
    edition = sample()
    return replace(edition, parts=(replace(edition.parts[0], chapters=(soup,)), edition.parts[1]))


def with_heat(heat: Chapter) -> Edition:
    edition = sample()
    return replace(edition, parts=(edition.parts[0], replace(edition.parts[1], chapters=(heat,))))


def more(html: str, before: str = '<section class="footnotes"') -> Edition:
    """Return the sample with more in its soup."""
    assert SOUP.html.count(before) == 1
    return with_soup(replace(SOUP, html=SOUP.html.replace(before, html + before)))


LOSSES: dict[str, Edition] = {
    "paragraph “Serve it hot.”": more("<p>Serve it hot.</p>"),
    "list item “½ tsp sugar”": more("<ul><li>½ tsp sugar</li></ul>"),
    "list item “Slice the leeks.”": more("<ol><li>Slice the leeks.</li></ol>"),
    "table cell “26”": more("<table><tr><td>26</td></tr></table>"),
    "table cell “12”": more("<table><tr><td>12</td></tr></table>"),
    "caption “Three pots.”": more('<span class="caption">Three pots.</span>'),
    "footnote “Not chives.”": more('<li id="fn-2">Not chives.</li>', "</ol></section>"),
    "heading “Storing”": more("<h2>Storing</h2>"),
    "picture “Three flat pans”": more('<img alt="Three flat pans">'),
    "code “2 x 4 = 8”": more("<pre><code>2 x 4 = 8</code></pre>"),
    "term “Boil”": more("<dl><dt>Boil</dt></dl>"),
    "quote “Want not.”": more("<blockquote><p>Want not.</p></blockquote>"),
    "tab title “Fire”": more('<p class="tab-title">Fire</p>'),
    "licence “Licence: CC BY 4.0”": with_soup(replace(SOUP, license=BY)),
    "licence of a source “licensed under CC BY 4.0”": with_soup(
        replace(SOUP, sources=(replace(SOUP.sources[0], license=BY),))
    ),
    "source ““The Old Cookery Book” by Maria Rundell”": with_heat(
        replace(HEAT, sources=(Source("The Old Cookery Book", "Maria Rundell"),))
    ),
    "byline “By The Test Cooks and Contributor A”": with_heat(
        replace(HEAT, credits=(*HEAT.credits, Credit(CLERK, (Role.AUTHOR,))))
    ),
    "credit “Contributor A: proofreader”": with_heat(
        replace(HEAT, credits=(*HEAT.credits, Credit(CLERK, (Role.PROOFREADER,))))
    ),
    "commit “0123456789”": with_heat(replace(HEAT, modified=COMMIT)),
}


@pytest.mark.parametrize("lost", LOSSES)
def test_what_a_format_lost_is_named_and_nothing_else(
    rendered: tuple[str, Path], lost: str
) -> None:
    found = [finding.message for finding in verify(LOSSES[lost], dict([rendered]))]
    assert found == [f"The {NAMES[rendered[0]]} lacks the {lost} of this chapter."]


@pytest.mark.parametrize("lost", LOSSES)
def test_what_was_proven_before_hides_no_loss(
    rendered: tuple[str, Path], kept: Path, tmp_path: Path, lost: str
) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    for _ in range(2):  # what is found is found again
        found = [finding.message for finding in verify(LOSSES[lost], dict([rendered]), tmp_path)]
        assert found == [f"The {NAMES[rendered[0]]} lacks the {lost} of this chapter."]
    assert verify(sample(), dict([rendered]), tmp_path) == ()


def _spoil(file: Path, old: bytes, new: bytes) -> None:
    """Change the words in a page of a site, or in a document of an EPUB."""
    if file.suffix == ".html":
        file.write_bytes(file.read_bytes().replace(old, new))
        return
    with ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data.replace(old, new))


@pytest.mark.parametrize("rendered", ["site", "epub"], indirect=True)
def test_an_edition_that_was_damaged_since_is_caught(
    rendered: tuple[str, Path], kept: Path, tmp_path: Path
) -> None:
    name, folder = rendered
    shutil.copytree(folder, tmp_path / name)
    shutil.copytree(kept, tmp_path / "kept")
    page = SOUP.href if name == "site" else "a-test-book.epub"
    _spoil(tmp_path / name / page, b"Steam burns.", b"Steam is wet.")
    found = verify(sample(), {name: tmp_path / name}, tmp_path / "kept")
    assert [finding.message for finding in found] == [
        f"The {NAMES[name]} lacks the paragraph “Steam burns.” of this chapter."
    ]
    _spoil(tmp_path / name / page, b"Steam is wet.", b"Steam burns.")
    assert verify(sample(), {name: tmp_path / name}, tmp_path / "kept") == ()


def test_a_damaged_memory_is_none(rendered: tuple[str, Path], kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    (file,) = tmp_path.glob("proof-*")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert verify(sample(), dict([rendered]), tmp_path) == ()
    assert load(file, memory._Kept) == load(next(kept.glob("proof-*")), memory._Kept)


def test_a_lost_chapter_is_named_once(rendered: tuple[str, Path]) -> None:
    stew = replace(HEAT, slug="stew", href="mains/stew.html", title="Stew", path="content/stew.md")
    edition = sample()
    complete = replace(edition, parts=(replace(edition.parts[0], chapters=(SOUP, stew)),))
    (finding,) = verify(complete, dict([rendered]))
    assert finding.message == f"The {NAMES[rendered[0]]} lacks the page “Stew” of this book."
    assert finding.code == "BLD-001"
    assert finding.place.path == "content/stew.md"


def test_a_lost_contributor_is_named(rendered: tuple[str, Path]) -> None:
    ghost = replace(CLERK, id="ghost", name="Nobody Knows")
    complete = replace(sample(), contributors=(*sample().contributors, ghost))
    (finding,) = verify(complete, dict([rendered]))
    name = NAMES[rendered[0]]
    assert finding.message == f"The {name} lacks the contributor “Nobody Knows” of this book."
    assert finding.place.path == "mkdocs.yml"


def test_an_edition_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "a-test-book.epub").touch()
    found = verify(sample(), dict.fromkeys(FORMATS, tmp_path))
    assert [finding.message for finding in found] == [
        "The EPUB is missing or empty.",
        "The PDF is missing or empty.",
        "The site is missing or empty.",
    ]


def test_a_long_paragraph_is_named_by_its_beginning(rendered: tuple[str, Path]) -> None:
    (finding,) = verify(more(f"<p>{'Stir well. ' * 20}</p>"), dict([rendered]))
    assert "“Stir well. Stir well. Stir well. Stir well. Stir well. Stir…”" in finding.message


# --- other printings, and chapters alone ---------------------------------------------------------

ALL = replace(sample(), book=replace(sample().book, pdf=("screen", "print", "chapters")))


@pytest.fixture(scope="module")
def printings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the sample in several ways."""
    folder = tmp_path_factory.mktemp("printings")
    Pdf().render(ALL, folder)
    return folder


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a book that is the sample, but for a lost paragraph and the credit of a picture."""
    folder = tmp_path_factory.mktemp("others")
    (figure,) = SOUP.figures
    html = SOUP.html.replace("Steam burns.", "").replace("CC BY 4.0", "")
    lost = replace(SOUP, html=html, figures=(replace(figure, license=None),))
    Pdf().render(replace(with_soup(lost), book=ALL.book), folder)
    return folder


PARAGRAPH, LICENCE = "paragraph “Steam burns.”", "picture credit “CC BY 4.0”"
CREDIT = "picture credit “Picture: The Test Cooks, CC BY 4.0”"


@pytest.mark.parametrize(
    ("file", "lost"),
    [
        ("a-test-book-print.pdf", [PARAGRAPH, CREDIT]),
        ("chapters/leek-soup.pdf", [PARAGRAPH, LICENCE, CREDIT]),
    ],
)
def test_a_loss_in_one_of_several_files_is_found_there(
    printings: Path, others: Path, tmp_path: Path, file: str, lost: list[str]
) -> None:
    kept, pdf = tmp_path / "kept", tmp_path / "pdf"
    shutil.copytree(printings, pdf)
    assert verify(ALL, {"pdf": pdf}, kept) == ()
    assert verify(ALL, {"pdf": pdf}, kept) == ()
    shutil.copy(others / file, pdf / file)
    told = [(SOUP.path, f"The PDF {file} lacks the {each} of this chapter.") for each in lost]
    for _ in range(2):
        found = verify(ALL, {"pdf": pdf}, kept)
        assert [(finding.place.path, finding.message) for finding in found] == told


@pytest.mark.parametrize("file", ["a-test-book-print.pdf", "chapters/heat.pdf"])
def test_a_file_that_is_missing_or_acts_is_named(
    printings: Path, tmp_path: Path, file: str
) -> None:
    shutil.copytree(printings, tmp_path, dirs_exist_ok=True)
    with pikepdf.open(printings / file) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="hit()")
        pdf.save(tmp_path / file)
    found = verify(ALL, {"pdf": tmp_path})
    assert {(finding.place.path, finding.code) for finding in found} == {
        (f"build/pdf/{file}", "BLD-003")
    }
    (tmp_path / file).unlink()
    (finding,) = verify(ALL, {"pdf": tmp_path})
    assert finding.message == f"The PDF {file} is missing or empty."
    assert finding.place.path == f"build/pdf/{file}"


SCRIPTS = (
    "Wait ⏲ and \ue000 then 🍲 go on.",
    "مرحبا بالعالم في كتاب الطبخ 25 دقيقة",
    "أهلا وسهلا لا إله سلام الأرز والحليب",
    "ספר בישול 12 דקות טוב",
    "Dumplings (饺子) are eaten in the north.",
    "हिन्दी में कर्म और रसोई की किताब, 35 min",
    "Kozhukattai (கொழுக்கட்டை) are steamed.",
    "Noodles ก๋วยเตี๋ยวน้ำใส in broth",
    "Щи да каша: 10⁻³ m², H₂O, 1½ cups, ﬁnd",
)


def test_what_the_pdf_spells_or_shapes_is_found(tmp_path: Path) -> None:
    edition = more("".join(f"<p>{text}</p>" for text in SCRIPTS))
    Pdf().render(edition, tmp_path)
    assert verify(edition, {"pdf": tmp_path}) == ()
    other = more("<p>Noodles ก๋วยเตี๋ยวน้ำใส in vinegar</p>")
    assert len(verify(other, {"pdf": tmp_path})) == 1
