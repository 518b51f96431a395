"""The sample edition as a site, built once, and a browser to look at it."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from browser import served
from potluck.formats.site import Site
from potluck.model import Download, Edition
from support import BUILD, COMMIT, sample

REPOSITORY = Path(__file__).parents[3]
MKDOCS = "site_name: never shown\nplugins: [potluck]\ntheme: material\ndocs_dir: content\n"
Build = Callable[[Edition], Path]


def book_root(folder: Path) -> Path:
    """Make a book's folder; its fonts come from the repository's cache, which saves seconds."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS)
    (folder / ".cache").symlink_to(REPOSITORY / ".cache", target_is_directory=True)
    (REPOSITORY / ".cache").mkdir(exist_ok=True)
    bundle = content / "assets/javascripts/bundle.a5f9d56c.min.js"
    bundle.parent.mkdir(parents=True)
    for name in ("CNAME", "page.html", "evil.js", "stray.md", "<img src=x onerror=hit()>.md"):
        (content / name).write_text("<script>window.hit = 1</script>")
    bundle.write_text("window.hit = 1")
    (content / "loop").symlink_to(content, target_is_directory=True)
    return folder


def shelf_in(folder: Path) -> tuple[Download, ...]:
    """Put a finished PDF and EPUB there."""
    made = []
    for form, data in (("pdf", b"%PDF-" + bytes(1_234_567)), ("epub", b"PK" + bytes(40_000))):
        path = folder / f"a-test-book.{form}"
        path.write_bytes(data)
        digest = sha256(data).hexdigest()
        made.append(Download(form, path, len(data), digest, BUILD.id, COMMIT.date))
    return tuple(made)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book's folder with hostile files in it; MkDocs must not look at them."""
    return book_root(tmp_path / "book")


@pytest.fixture
def downloads(tmp_path: Path) -> tuple[Download, ...]:
    """A finished PDF and EPUB."""
    return shelf_in(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    root = book_root(folder / "source")
    place = folder / "www" / "book"  # where the address of the sample says: 404.html relies on it
    Site(root).render(sample(), place, shelf=shelf_in(folder))
    return place


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the site of an edition, each in a folder of its own."""

    def made(edition: Edition) -> Path:
        folder = tmp_path_factory.mktemp("other-site")
        Site(book_root(folder / "book")).render(edition, folder / "out")
        return folder / "out"

    return made


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the sample's site, parsed, by address."""
    return {
        path.relative_to(site).as_posix(): html.fromstring(path.read_text())
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site.parent) as url:
        yield f"{url}{site.name}/"
