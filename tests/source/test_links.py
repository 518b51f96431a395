"""Where links and pictures lead: one table for all the ways in which people write them."""

from pathlib import Path

import pytest

from potluck.source.links import Link, Resolver
from potluck.source.outline import Entry, Outline, outline
from potluck.source.reader import read

FILES = {
    "mkdocs.yml": "site_name: Soups\n",
    "content/index.md": "# Welcome\n",
    "content/soup.md": "# Soup\n",
    "content/mains/_index.md": "# Mains\n",
    "content/mains/dal.md": "---\nslug: red-dal\n---\n# Dal\n",
    "content/mains/stew.md": "# Stew\n",
    "content/sweets/pie.md": "# Pie\n",
    "content/sheet.pdf": "x",
    "content/pix/dal.webp": "x",
    "content/mains/pot.svg": "x",
    "content/mains/big pot.jpg": "x",
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outline, Resolver]:
    root = tmp_path_factory.mktemp("book")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    book = read(Path(root))
    found = outline(book)
    return found, Resolver(found, book.files)


def entry(plan: tuple[Outline, Resolver], path: str) -> Entry:
    return plan[0].by_path[path]


CHAPTERS = [
    ("mains/dal.md", "stew.md", "stew"),
    ("mains/dal.md", "./stew.md", "stew"),
    ("mains/dal.md", "stew", "stew"),
    ("mains/dal.md", "stew.html", "stew"),
    ("mains/dal.md", "../soup.md", "soup"),
    ("mains/dal.md", "../soup.md?plain=1#method", "soup#method"),
    ("mains/dal.md", "../sweets/pie.md#a%20b", "pie#a%20b"),
    ("mains/dal.md", "#crème", "red-dal#cr%C3%A8me"),
    ("mains/dal.md", "#", "red-dal"),
    ("soup.md", "mains/dal.md", "red-dal"),
    ("soup.md", "mains/dal.html", "red-dal"),
    ("soup.md", "mains/red-dal.html", "red-dal"),
    ("soup.md", "/mains/dal.md", "red-dal"),
    ("soup.md", "/red-dal", "red-dal"),
    ("soup.md", "/red-dal/", "red-dal"),
    ("soup.md", "/red-dal.html", "red-dal"),
    ("soup.md", "/content/mains/stew.md", "stew"),
    ("soup.md", "mains", "mains"),
    ("soup.md", "mains/", "mains"),
    ("soup.md", "mains/index.md", "mains"),
    ("soup.md", "mains/index.html", "mains"),
    ("mains/dal.md", "./", "mains"),
    ("mains/dal.md", "..", "index"),
    ("mains/dal.md", "/", "index"),
    ("mains/dal.md", "/index.html", "index"),
    ("soup.md", "index.md", "index"),
    ("soup.md", "mains%2Fdal.md", "red-dal"),
    ("mains/dal.md", "mains/stew.md", "stew"),
]


@pytest.mark.parametrize(("start", "href", "end"), CHAPTERS)
def test_a_link_leads_to_its_chapter(
    plan: tuple[Outline, Resolver], start: str, href: str, end: str
) -> None:
    assert plan[1].link(entry(plan, start), href).target == f"book:chapter/{end}"


NOWHERE = [
    ("", "it is empty"),
    ("bread.md", "there is no chapter `mains/bread.md`"),
    ("pie.md", "there is no chapter `mains/pie.md`"),
    ("../sheet.pdf", "`content/sheet.pdf` is no chapter, and only chapters are in the book"),
    ("pot.svg", "`content/mains/pot.svg` is no chapter, and only chapters are in the book"),
    ("../sweets/", "the folder `content/sweets` has no index.md"),
    ("../../etc/passwd", "`../../etc/passwd` lies outside content/"),
    ("%2e%2e/%2e%2e/x.md", "`../../x.md` lies outside content/"),
    ("javascript:alert(1)", "addresses that begin with `javascript:` are not allowed"),
    ("book:chapter/soup", "addresses that begin with `book:` are not allowed"),
    ("file:///etc/passwd", "addresses that begin with `file:` are not allowed"),
    ("http://", "`http://` is no complete address"),
    ("http://[::1", "`http://[::1` is no complete address"),
    ("mailto:", "`mailto:` is no complete address"),
]


@pytest.mark.parametrize(("href", "reason"), NOWHERE)
def test_a_link_that_leads_nowhere_says_why(
    plan: tuple[Outline, Resolver], href: str, reason: str
) -> None:
    assert plan[1].link(entry(plan, "mains/dal.md"), href) == Link(None, reason)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("//example.org/x", "https://example.org/x"),
        ("mailto:cook@example.org", "mailto:cook@example.org"),
    ],
)
def test_an_address_elsewhere_stays(plan: tuple[Outline, Resolver], href: str, target: str) -> None:
    assert plan[1].link(entry(plan, "soup.md"), href) == Link(target)


PICTURES = [
    ("pot.svg", "content/mains/pot.svg"),
    ("./pot.svg", "content/mains/pot.svg"),
    ("big%20pot.jpg", "content/mains/big pot.jpg"),
    ("big pot.jpg", "content/mains/big pot.jpg"),
    ("../pix/dal.webp", "content/pix/dal.webp"),
    ("/pix/dal.webp", "content/pix/dal.webp"),
    ("pix/dal.webp?v=2", "content/pix/dal.webp"),
    ("/content/pix/dal.webp", "content/pix/dal.webp"),
    ("Pot.svg", None),
    ("../../mkdocs.yml", None),
    ("%2e%2e/%2e%2e/mkdocs.yml", None),
    ("//example.org/pix/dal.webp", None),
    ("https://example.org/dal.webp", None),
    ("data:image/png;base64,AAAA", None),
    ("", None),
]


@pytest.mark.parametrize(("src", "path"), PICTURES)
def test_a_picture_is_found_in_content_only(
    plan: tuple[Outline, Resolver], src: str, path: str | None
) -> None:
    assert plan[1].picture(entry(plan, "mains/dal.md"), src) == path
