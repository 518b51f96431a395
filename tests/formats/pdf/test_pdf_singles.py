"""Chapters that are printed alone: what their files hold, and that they are kept when finished."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from potluck.formats.pdf import Pdf, Workshop
from potluck.model import Edition
from potluck.trace import Trace
from support import BUILD, COMMIT, HEAT, OPENING, SOUP, sample

Files = dict[str, bytes]
Print = Callable[..., Files]
PARTS = (
    replace(sample().parts[0], opening=replace(OPENING, created=COMMIT, modified=COMMIT)),
    sample().parts[1],
)
SECRET = b"s" * 32
BOTH = replace(sample(), parts=PARTS, book=replace(sample().book, pdf=("screen", "chapters")))
NAMES = ["a-test-book.pdf", "chapters/mains.pdf", "chapters/leek-soup.pdf", "chapters/heat.pdf"]


def shop(cache: Path, trace: Trace | None = None) -> Workshop:
    """Return a workshop that keeps what it makes."""
    return Workshop(cache=cache, secret=SECRET, trace=trace or Trace())


SOUPS = "chapters/leek-soup.pdf"
XMP = ("dc:title", "dc:description", "dc:creator", "dc:contributor", "dc:rights",
       "xmpRights:WebStatement")  # fmt: skip


def printed(edition: Edition, folder: Path, workshop: Workshop) -> Files:
    """Print a book, and return its files in their order."""
    folder.mkdir(parents=True)
    artifact = Pdf(workshop=workshop).render(edition, folder)
    assert artifact.notes[0].startswith("pages=")
    return {name: (folder / name).read_bytes() for name in artifact.files}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def cold(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of the first build."""
    return printed(BOTH, tmp_path_factory.mktemp("cold") / "pdf", shop(cache))


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_each_chapter_has_a_file_after_those_of_the_book(cold: Files) -> None:
    assert list(cold) == NAMES


def test_a_book_that_wants_none_has_none(cache: Path, cold: Files, tmp_path: Path) -> None:
    one = replace(BOTH, book=sample().book)
    assert printed(one, tmp_path / "pdf", shop(cache)) == {NAMES[0]: cold[NAMES[0]]}


def test_a_file_holds_one_chapter_and_says_where_it_is_from(cold: Files) -> None:
    (page,) = words(cold["chapters/heat.pdf"])
    lines = page.splitlines()
    assert lines[0] == "From A Test Book & More. https://example.org/book/science/heat.html"
    assert lines[1:3] == ["Heat", "By The Test Cooks"]
    assert "Licence: CC BY 4.0." in page
    assert "Leek" not in page


def test_only_pages_after_the_first_say_what_they_belong_to(cold: Files, tmp_path: Path) -> None:
    assert not words(cold["chapters/heat.pdf"])[0].rstrip().endswith("1 / 1")
    long = replace(HEAT, html=HEAT.html + "<p>Heat moves.</p>" * 80)
    edition = replace(BOTH, parts=(replace(BOTH.parts[1], chapters=(long,)),), matter=())
    pages = words(printed(edition, tmp_path / "pdf", Workshop())["chapters/heat.pdf"])
    ends = [page.rstrip().splitlines()[-1] for page in pages]
    assert len(pages) > 1
    assert [f"{at} / {len(pages)}" in end for at, end in enumerate(ends, 1)] == [
        False,
        *([True] * (len(pages) - 1)),
    ]


def test_a_file_says_whose_it_is_and_what_one_may_do_with_it(cold: Files) -> None:
    with pikepdf.open(BytesIO(cold[SOUPS])) as pdf:
        info = {name: str(value) for name, value in pdf.docinfo.items()}
        with pdf.open_metadata() as found:
            meta = {name: found[name] for name in XMP}
        root = pdf.Root
        assert str(root.Lang) == "en"
        assert [str(each) for each in root.PageLabels.Nums[1].values()] == ["/D"]
    assert info["/Title"] == meta["dc:title"] == SOUP.title
    assert info["/Author"] == "The Test Cooks"
    assert info["/Subject"] == meta["dc:description"] == SOUP.summary
    assert info["/ModDate"] == "D:20260304050600Z"
    assert meta["dc:creator"] == ["The Test Cooks"]
    assert meta["dc:contributor"] == {"Contributor A"}
    assert meta["dc:rights"].startswith("© 2026 The Test Cooks. Licence: CC BY-SA 4.0 (https://")
    assert meta["xmpRights:WebStatement"] == SOUP.license.url


def test_the_text_stands_in_the_middle_of_a_loose_sheet(cold: Files) -> None:
    with pypdfium2.PdfDocument(cold[SOUPS]) as document:
        page = document[0]
        boxes = [each.get_bounds() for each in page.get_objects() if each.type == 1]  # text
        width = page.get_width()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert width - right == pytest.approx(left, abs=2)


# --- what is kept -------------------------------------------------------------------------------


def steps(trace: Trace) -> list[str]:
    return [span.name for span in trace.spans]


def test_where_nothing_changed_nothing_is_set_or_linked(
    cache: Path, cold: Files, tmp_path: Path
) -> None:
    trace = Trace()
    assert printed(BOTH, tmp_path / "pdf", shop(cache, trace)) == cold
    assert steps(trace) == ["linking"]  # of the book


def test_a_commit_elsewhere_leaves_a_chapter_alone(
    cache: Path, cold: Files, tmp_path: Path
) -> None:
    later = replace(BUILD, id="fedcba9876", date=BUILD.date + timedelta(days=40))
    heat = replace(HEAT, html=HEAT.html.replace("Heat moves.", "Heat moves on."))
    parts = (BOTH.parts[0], replace(BOTH.parts[1], chapters=(heat,)))
    edited, trace = replace(BOTH, build=later, parts=parts), Trace()
    warm = printed(edited, tmp_path / "warm", shop(cache, trace))
    assert [name for name in NAMES if warm[name] == cold[name]] == NAMES[1:3]
    assert [step for step in steps(trace) if step.startswith("linking ")] == ["linking heat"]
    assert warm == printed(edited, tmp_path / "cold", Workshop())


def test_another_page_of_the_site_is_another_link(cache: Path, tmp_path: Path) -> None:
    moved = replace(HEAT, href="science/warmth.html")
    edited = replace(BOTH, parts=(BOTH.parts[0], replace(BOTH.parts[1], chapters=(moved,))))
    warm = printed(edited, tmp_path / "warm", shop(cache))
    with pikepdf.open(BytesIO(warm[SOUPS])) as pdf:
        links = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", ()) if "/A" in a}
    assert "https://example.org/book/science/warmth.html#browning" in links


def test_a_damaged_file_is_made_again(cache: Path, cold: Files, tmp_path: Path) -> None:
    for path in cache.glob("al/alone-*"):
        path.write_bytes(path.read_bytes().replace(b"/Catalog", b"/Katalog"))
    assert any(cache.glob("al/alone-*"))
    assert printed(BOTH, tmp_path / "pdf", shop(cache)) == cold


def test_a_chapter_set_as_a_document_says_the_same(cold: Files, tmp_path: Path) -> None:
    whole = printed(BOTH, tmp_path / "pdf", Workshop("whole"))
    assert list(whole) == NAMES
    assert {name: words(whole[name]) for name in NAMES[1:]} == {
        name: words(cold[name]) for name in NAMES[1:]
    }
