"""What is kept of a book never decides what the book looks like."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder

from potluck.formats.pdf import Pdf, Workshop, at_home, fonts, typecase
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.press import tools
from potluck.formats.pdf.press.store import Store
from potluck.formats.pdf.typecase import Typecase
from potluck.formats.pdf.variants import SCREEN
from potluck.model import Copy, Edition, Picture
from support import POTS, SOUP, sample

SECRET = b"s" * 32
PAN = "\N{COOKING}"  # its proper picture is of no matter here


def shop(cache: Path) -> Workshop:
    return Workshop(cache=cache, secret=SECRET)


def pressed(edition: Edition, folder: Path, cache: Path) -> bytes:
    folder.mkdir(parents=True, exist_ok=True)
    made = Pdf(workshop=shop(cache)).render(edition, folder)
    return (folder / made.files[0]).read_bytes()


def test_outside_of_git_nothing_is_kept_for_nothing_could_seal_it(tmp_path: Path) -> None:
    assert at_home(Workshop(jobs=3), tmp_path, None) == Workshop(jobs=3)


def test_what_is_set_is_kept_with_the_book_and_its_secret_outside(tmp_path: Path) -> None:
    room = tmp_path / ".git" / "potluck"
    made = at_home(Workshop(jobs=3), tmp_path, room)
    secret = (room / "press.key").read_bytes()
    assert made == Workshop(jobs=3, cache=tmp_path / ".cache" / "press", secret=secret)
    assert at_home(Workshop(jobs=3), tmp_path, room) == made


def small(edition: Edition) -> Edition:
    """Return little of an edition, under a title that is set otherwise in Turkish."""
    parts = (replace(edition.parts[0], chapters=(SOUP,)),)
    book = replace(edition.book, title="First dishes")
    return replace(edition, parts=parts, matter=(), book=book)


def on_other_paper(edition: Edition) -> Edition:
    return replace(edition, book=replace(edition.book, page_size="A4"))


def in_turkish(edition: Edition) -> Edition:
    return replace(edition, book=replace(edition.book, lang="tr"))


def under_another_title(edition: Edition) -> Edition:
    return replace(edition, book=replace(edition.book, title="Another Book"))


def with_another_drawing(edition: Edition) -> Edition:
    drawing = POTS.print.read().replace(b"#222", b"#922")
    copy = Copy.of("image/svg+xml", 320, 160, drawing)
    return replace(edition, pictures={POTS.name: Picture.of(POTS.name, POTS.path, copy)})


CHANGES = (on_other_paper, in_turkish, under_another_title, with_another_drawing)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_of_a_book_before_a_change_does_not_show_after_it(
    change: Callable[[Edition], Edition], tmp_path: Path
) -> None:
    before = small(sample())
    after = change(before)
    first = pressed(before, tmp_path / "a", tmp_path / "kept")
    warm = pressed(after, tmp_path / "b", tmp_path / "kept")
    assert warm == pressed(after, tmp_path / "c", tmp_path / "new")
    assert warm != first
    assert pressed(before, tmp_path / "d", tmp_path / "kept") == first


def make_font(path: Path, name: str) -> None:
    """Write a font that says of itself that it has a pan."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "pan"])
    builder.setupCharacterMap({ord(PAN): "pan"})
    builder.setupNameTable({"familyName": name})
    builder.save(path)


def test_another_font_of_pictures_is_another_picture(tmp_path: Path) -> None:
    font, told = tmp_path / fonts.COLOUR, []
    only = sample().parts[0].chapters[0]
    for name in ("One", "Two"):
        make_font(font, name)
        case = Typecase((tmp_path,))
        leaf = Leaf("body", "chapter", only.slug, "en", False, "", ("",), (), (), (), (1,), 0.5, (),
                    ("emoji/1f373.png", f"media/{POTS.name}"), PAN, ())  # fmt: skip
        told.append(Forme(sample(), (leaf,), SCREEN, case).digests(leaf))
        font.unlink()
        typecase.digest.cache_clear()
        fonts.characters.cache_clear()
    assert [digests[f"media/{POTS.name}"] for digests in told] == [POTS.print.sha256] * 2
    one, two = (digests["emoji/1f373.png"] for digests in told)
    assert (len(one), len(two), one == two) == (32, 32, False)


def test_a_title_with_what_no_face_shows_is_spelled_out_at_the_head_of_pages(
    tmp_path: Path,
) -> None:
    edition = small(sample())
    long = replace(SOUP, html="<p>Leeks.</p>" * 200, figures=())
    parts = (replace(edition.parts[0], chapters=(long,)),)
    edition = replace(edition, parts=parts, book=replace(edition.book, title=f"Pans {PAN}"))
    words = []
    for way in ("linked", "whole"):
        folder = tmp_path / way
        folder.mkdir()
        made = Pdf((), Workshop(way)).render(edition, folder)
        found = subprocess.run(["pdftotext", folder / made.files[0], "-"], capture_output=True,
                               text=True, check=True).stdout  # fmt: skip
        words.append(found.lower().count("pans [cooking]"))
    assert words[0] == words[1] > 5


def test_tools_that_cannot_be_read_are_looked_at_again(tmp_path: Path) -> None:
    store, seen = Store(tmp_path, SECRET), list[int]()

    def look() -> tools.Known:
        seen.append(len(seen))
        return tools.Known(f"look {len(seen)}", ((str(library), size, time),))

    library = tmp_path / "libpango.so"
    library.write_bytes(b"x")
    status = library.stat()
    size, time = status.st_size, status.st_mtime_ns
    assert [tools.told(store, look) for _ in range(3)] == ["look 1"] * 3
    (entry,) = tmp_path.glob("to/tools-*")
    store.put(entry.name, b"\x80")
    assert [tools.told(store, look) for _ in range(2)] == ["look 2"] * 2
    library.write_bytes(b"other")
    assert [tools.told(store, look) for _ in range(2)] == ["look 3", "look 4"]
    library.unlink()
    size, time = -1, -1
    assert [tools.told(store, look) for _ in range(2)] == ["look 5", "look 6"]
