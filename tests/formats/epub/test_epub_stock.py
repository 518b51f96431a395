"""An EPUB made from what was kept has the bytes of one that was made from nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from potluck.formats.epub import Epub, cover, documents, pages, publication, stock, xhtml
from potluck.model import Chapter, Copy, Edition, Part, Picture
from support import BOOK, HEAT, POTS, sample

WORDS = (
    '<p id="a">A pan, <a href="book:chapter/two#b">hot</a>.</p>',
    '<h2 id="b">Heat</h2><p>See <a href="book:chapter/one">one</a>, <a href="#a">above</a>.</p>',
    '<p><a href="book:chapter/three#a">Three</a> <img src="book:media/pan.png" alt="A pan"></p>',
    '<p><math><mi>x</mi></math> <a href="https://example.org/">x</a> '
    '<span about="book:media/pan.png">by A</span></p>',
)
SLUGS = ("one", "two", "three", "four")


def picture(name: str) -> Picture:
    stream = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(stream, "PNG")
    return Picture.of(name, f"content/{name}", Copy.of("image/png", 4, 3, stream.getvalue()))


PAN = picture("pan.png")


@dataclass(frozen=True)
class Around:
    """What else a book is: its title and address, its part, and what chapters have of others."""

    title: str = "Kitchen"
    subtitle: str = ""
    commits: str = "https://example.org/commit/"
    part: str = "Science"
    opened: bool = False
    titled: str = HEAT.title  # the first chapter, which others may need, or have copied from
    needed: bool = False
    copied: bool = False


PLAIN = Around()


def edition(*chapters: tuple[str, int], pan: bool = True, around: Around = PLAIN) -> Edition:
    """An edition of these chapters, each a slug and what it says."""
    made = [replace(HEAT, slug=slug, html=WORDS[words], figures=()) for slug, words in chapters]
    first = replace(made[0], title=around.titled)
    copied = (first.slug,) if around.copied else ()
    needed = (first.slug,) if around.needed else ()
    rest = (replace(each, prerequisites=needed, copied_from=copied) for each in made[1:])
    pictures = {each.name: each for each in (POTS, *([PAN] if pan else []))}
    opening = replace(HEAT, slug="opening", html="", figures=()) if around.opened else None
    part = Part("science", around.part, (first, *rest), opening)
    book = replace(BOOK, title=around.title, subtitle=around.subtitle, commit_url=around.commits)
    return replace(sample(), book=book, parts=(sample().parts[0], part), pictures=pictures)


def rendered(given_: Edition, folder: Path | None) -> bytes:
    with TemporaryDirectory() as out:
        (name,) = Epub(folder).render(given_, Path(out)).files
        return (Path(out) / name).read_bytes()


BOOKS = st.builds(
    lambda slugs, words, pan, around: edition(
        *zip(slugs, words, strict=False), pan=pan, around=around
    ),
    st.lists(st.sampled_from(SLUGS), min_size=1, unique=True),
    st.lists(st.integers(0, len(WORDS) - 1), min_size=len(SLUGS), max_size=len(SLUGS)),
    st.booleans(),
    st.builds(
        Around,
        title=st.sampled_from(("Kitchen", "Larder")),
        subtitle=st.sampled_from(("", "For many")),
        commits=st.sampled_from(("https://example.org/commit/", "https://example.com/")),
        part=st.sampled_from(("Science", "Art", "")),
        opened=st.booleans(),
        titled=st.sampled_from((HEAT.title, "Heat stays")),
        needed=st.booleans(),
        copied=st.booleans(),
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(BOOKS, min_size=2, max_size=4))
def test_any_edits_from_any_state_give_the_bytes_of_a_cold_build(books: list[Edition]) -> None:
    with TemporaryDirectory() as folder:
        for book in books:
            assert rendered(book, Path(folder)) == rendered(book, None)


OTHERS = "Heat stays"


@pytest.mark.parametrize(
    ("was", "around", "shaped"),
    [
        (PLAIN, Around(title="Larder"), ["cover.png"]),
        (PLAIN, Around(subtitle="For many"), ["cover.png"]),
        (PLAIN, Around(commits="https://example.com/"), ["chapter-leek-soup.xhtml"]),
        (Around(opened=True), Around(opened=True, part="Art"), ["chapter-opening.xhtml"]),
        (Around(opened=True), Around(opened=True, titled=OTHERS), ["chapter-opening.xhtml"]),
        (Around(needed=True), Around(needed=True, titled=OTHERS), ["chapter-two.xhtml"]),
        (Around(copied=True), Around(copied=True, titled=OTHERS), ["chapter-two.xhtml"]),
    ],
)
def test_what_is_around_a_chapter_shapes_the_book(
    tmp_path: Path, was: Around, around: Around, shaped: list[str]
) -> None:
    chapters = (("one", 0), ("two", 1))
    before = publication.build(edition(*chapters, around=was), folder=tmp_path).files
    after = edition(*chapters, around=around)
    made = publication.build(after, folder=tmp_path)
    assert made == publication.build(after)
    changed = {name for name, data in made.files.items() if before.get(name) != data}
    assert {f"EPUB/{name}" for name in shaped} <= changed


def test_a_guest_more_is_a_plate_more_on_the_cover() -> None:
    kept = stock.Stock()
    covers = {kept.cover(cover.sketch(BOOK, people)) for people in (4, 5, 5)}
    assert len({name for name, _ in covers}) == len({drawn.data for _, drawn in covers}) == 2


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the pages that are finished anew."""
    seen: list[str] = []
    finish = documents.finish

    def spy(page: object, *rest: object) -> object:
        seen.append(page.file)  # type: ignore[attr-defined]
        return finish(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "finish", spy)
    return seen


FIRST = (("one", 0), ("two", 1), ("four", 3))


@pytest.mark.parametrize(
    ("after", "anew"),
    [
        (edition(*FIRST), []),
        (edition(("two", 1), ("one", 0), ("four", 3)), []),
        (edition(("one", 0), ("two", 1), ("four", 2)), ["chapter-four.xhtml"]),
        # a link that led nowhere now does, or no more
        (edition(("one", 0), ("two", 3), ("four", 3)), ["chapter-one.xhtml", "chapter-two.xhtml"]),
        (edition(("two", 1), ("four", 3)), ["chapter-two.xhtml"]),
        (edition(*FIRST, pan=False), ["chapter-four.xhtml"]),
    ],
)
def test_only_what_an_edit_touches_is_finished_anew(
    tmp_path: Path, finished: list[str], after: Edition, anew: list[str]
) -> None:
    before = edition(*FIRST)
    rendered(before, tmp_path)
    finished.clear()
    publication.build(after, folder=tmp_path)
    chapters = [name for name in finished if name.startswith("chapter-")]
    assert chapters == anew


def test_a_page_that_is_known_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = publication.build(sample(), folder=tmp_path)
    monkeypatch.setattr(xhtml, "read", None)
    assert publication.build(sample(), folder=tmp_path) == cold


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda _: b"", lambda data: data.replace(b"Slice", b"Shave")],
)
def test_a_damaged_stock_is_not_trusted(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cold = publication.build(sample(), folder=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert publication.build(sample(), folder=tmp_path) == cold
    again = stock.opened(tmp_path).kept
    file.write_bytes(whole)
    assert stock.opened(tmp_path).kept == again


def test_the_title_of_a_chapter_and_its_language_name_its_page() -> None:
    def key(chapter: Chapter, lang: str = "en") -> str:
        part = Part("science", "Science", (chapter,))
        book = replace(sample(), parts=(part,))
        return next(
            stock.Stock().draft(page, lang).key
            for page in pages.pages(book)
            if page.file == "chapter-heat.xhtml"
        )

    kept = {
        key(HEAT),
        key(replace(HEAT, title="Other")),
        key(HEAT, "de"),
        key(replace(HEAT, html="")),
    }
    assert len(kept) == 4
    assert key(HEAT) in kept
