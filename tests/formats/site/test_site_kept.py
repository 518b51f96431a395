"""Pages are kept between builds, and any build gives the bytes of one that keeps nothing."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from potluck import keeping
from potluck.formats.site import Site, kept
from potluck.formats.site.kept import Finished
from potluck.model import Download, Edition, Role
from support import BUILD, SOUP

from .soups import BEFORE, CHANGES, LATER, LINKED, SOUPS, files, mains, soup, soups

CANONICAL = re.compile(r'rel="canonical" href="https://example.org/book/([^"]*)"')


@pytest.fixture
def root(book: Path) -> Path:
    """A book's folder under git, with a site built before."""
    (book / ".git").mkdir()
    render(book, BEFORE)
    return book


def render(root: Path, edition: Edition) -> dict[str, bytes]:
    """Build the site, and return its files."""
    place = root.parent / "out"
    shutil.rmtree(place, ignore_errors=True)
    Site(root).render(edition, place)
    return files(place)


def cold(root: Path, edition: Edition) -> dict[str, bytes]:
    """Build the site where nothing is kept."""
    bare = root.parent / "bare"
    shutil.copytree(root, bare, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    try:
        return render(bare, edition)
    finally:
        shutil.rmtree(bare)


def shelf(root: Path) -> dict[str, str]:
    """Return what is kept: files, and the addresses of the pages in them."""
    found = {}
    for file in sorted((root / ".git/potluck/site").glob("*.page")):
        page = keeping.load(file, Finished)
        match = CANONICAL.search(page.html.decode()) if page else None
        found[file.name] = match[1] if match else "?"
    return found


def written(root: Path, edition: Edition) -> set[str]:
    """Build the site; return which pages were written anew. It must be that of a cold build."""
    before = shelf(root)
    assert render(root, edition) == cold(root, edition)
    return {page for name, page in shelf(root).items() if name not in before}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_a_change_touches_is_written_again(root: Path, change: str) -> None:
    edition, expected = CHANGES[change]
    everything = set(shelf(root).values())
    assert written(root, edition) == (everything if expected == {"all"} else expected)


def test_one_change_after_another_gives_the_bytes_of_cold_builds(root: Path) -> None:
    for edition, _ in (*CHANGES.values(), *reversed(CHANGES.values())):
        render(root, edition)
    before = shelf(root)
    for edition, _ in CHANGES.values():
        assert render(root, edition) == cold(root, edition)
    assert shelf(root) == before


def test_the_id_and_the_date_of_the_build_are_filled_in(root: Path) -> None:
    files = render(root, soups(*SOUPS, build=LATER))
    page = files["mains/soup-2.html"].decode()
    assert "Build fedcba9876, 2026-04-13</span>" in page
    assert "Soup (version fedcba9876)." in page
    assert f"version {BUILD.id}" not in page
    assert "Build fedcba9876, 2026-04-13</span>" in files["404.html"].decode()


def test_downloads_are_on_pages_that_are_written_for_every_build(
    root: Path, downloads: tuple[Download, ...]
) -> None:
    before = shelf(root)
    place = root.parent / "out"
    shutil.rmtree(place)
    Site(root).render(BEFORE, place, shelf=downloads)
    assert "a-test-book.pdf" in (place / "index.html").read_text()
    assert "a-test-book.pdf" in (place / "downloads.html").read_text()
    assert shelf(root) == before


def alone(folder: Path, data: bytes) -> Download:
    """Return the finished PDF of one chapter."""
    path = folder / "leek-soup.pdf"
    path.write_bytes(data)
    return Download("pdf", path, len(data), sha256(data).hexdigest(), "", BUILD.date, SOUP.slug)


def test_a_page_knows_that_its_chapter_can_be_had_alone_and_nothing_of_the_file(
    root: Path, tmp_path: Path, downloads: tuple[Download, ...]
) -> None:
    place, before = root.parent / "out", shelf(root)
    Site(root).render(BEFORE, place, shelf=(*downloads, alone(tmp_path, b"%PDF-soup")))
    pages = {path.name for path in place.rglob("*.html") if "leek-soup.pdf" in path.read_text()}
    assert pages == {"leek-soup.html"}
    words = (place / "mains/leek-soup.html").read_text()
    assert words.count('href="../downloads/chapters/leek-soup.pdf"') == 2
    assert "PDF of this recipe</a>" in words
    assert (place / "downloads/chapters/leek-soup.pdf").read_bytes() == b"%PDF-soup"
    assert "the page of each offers it as a PDF." in (place / "downloads.html").read_text()
    after = shelf(root)
    assert [href for key, href in after.items() if key not in before] == ["mains/leek-soup.html"]
    shutil.rmtree(place)
    Site(root).render(BEFORE, place, shelf=(*downloads, alone(tmp_path, b"%PDF-another soup")))
    assert shelf(root) == after


# --- what shapes every page alike ----------------------------------------------------------------

LOOKS = {
    "a colour": "theme: {name: material, palette: {primary: red}}",
    "a feature": "theme: {name: material, features: [navigation.tabs]}",
    "a style sheet": "theme: {name: material}\nextra_css: [more.css]",
    "an icon": "theme: {name: material, icon: {logo: material/leaf}}",
    "the search's language": "theme: {name: material}\nplugins: [potluck, search: {lang: de}]",
}


@pytest.mark.parametrize("look", LOOKS)
def test_another_look_writes_every_page_again(root: Path, look: str) -> None:
    everything = set(shelf(root).values())
    plugins = "" if "plugins" in LOOKS[look] else "plugins: [potluck]\n"
    (root / "mkdocs.yml").write_text(f"site_name: X\n{plugins}{LOOKS[look]}\n")
    assert written(root, BEFORE) == everything


def test_a_template_of_the_books_own_theme_is_one_of_the_things_that_shape_a_page(
    root: Path,
) -> None:
    everything = set(shelf(root).values())
    own = root / "own/partials/copyright.html"
    own.parent.mkdir(parents=True)
    own.write_text("Mine.")
    (root / "mkdocs.yml").write_text(
        "site_name: X\nplugins: [potluck]\ntheme: {name: material, custom_dir: own}\n"
    )
    assert written(root, BEFORE) == everything
    assert written(root, BEFORE) == set()
    own.write_text("Mine, again.")
    assert written(root, BEFORE) == everything


@pytest.mark.parametrize(
    "more", ["plugins: [potluck, offline]", "plugins: [potluck]\nhooks: [hook.py]"]
)
def test_nothing_is_kept_where_somebody_elses_code_has_a_hand_in_the_pages(
    book: Path, more: str
) -> None:
    (book / ".git").mkdir()
    (book / "hook.py").write_text("def on_post_page(output, **_): return output")
    (book / "mkdocs.yml").write_text(f"site_name: X\ntheme: {{name: material}}\n{more}\n")
    render(book, BEFORE)
    assert not (book / ".git/potluck/site").exists()


# --- a shelf that is not trusted ----------------------------------------------------------------


def file_of(root: Path, page: str) -> Path:
    """Return the file in which a page is kept."""
    return root / ".git/potluck/site" / {page: name for name, page in shelf(root).items()}[page]


def truncated(file: Path, _: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def altered(file: Path, _: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"No. 3", b"No. 9"))


def foreign(file: Path, other: Path) -> None:
    shutil.copy(other, file)


def of_another_kind(file: Path, _: Path) -> None:
    keeping.put(file, {"key": file.stem})


def a_folder(file: Path, _: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("harm", [truncated, altered, foreign, of_another_kind, a_folder])
def test_a_page_that_does_not_verify_is_written_again(
    root: Path, harm: Callable[[Path, Path], None]
) -> None:
    expected = render(root, BEFORE)
    file = file_of(root, "mains/soup-3.html")
    harm(file, file_of(root, "mains/soup-2.html"))
    assert render(root, BEFORE) == expected
    if harm is not a_folder:
        assert file_of(root, "mains/soup-3.html") == file


def test_a_shelf_that_cannot_be_written_costs_time_and_nothing_else(root: Path) -> None:
    expected = render(root, BEFORE)
    shutil.rmtree(root / ".git/potluck")
    (root / ".git/potluck").write_text("in the way")
    assert render(root, BEFORE) == expected


def test_what_was_not_used_for_longest_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SPARE", 0)
    old = shelf(root)
    for name in old:
        os.utime(root / ".git/potluck/site" / name, (1, 1))
    publishers = ("A House", "Another", "A third")
    for name in publishers:
        render(root, replace(BEFORE, book=replace(BEFORE.book, publisher=name)))
    now = shelf(root)
    assert len(now) == 2 * len(old)
    assert not set(now) & set(old)
    newest = replace(BEFORE, book=replace(BEFORE.book, publisher=publishers[-1]))
    assert written(root, newest) == set()


def test_pages_are_kept_for_their_roles(root: Path) -> None:
    """A page of somebody lists all that they did: it changes with it."""
    more = replace(SOUP.credits[0], roles=(Role.AUTHOR, Role.TESTER))
    changed = soups(SOUPS[0], LINKED, soup(2, credits=(more, *SOUP.credits[1:])), SOUPS[3])
    person = f"contributors/{more.contributor.id}.html"
    assert written(root, changed) == mains(2) | {person}
