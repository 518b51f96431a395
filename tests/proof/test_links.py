"""Links of made-up sites, EPUBs and PDFs."""

from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from potluck.proof import actions, links
from potluck.proof.memory import Memory

PAGE = """<!doctype html><html><head><title>x</title>{head}</head>
<body><article id="top">{body}</article></body></html>"""


def site(folder: Path, body: str = "", head: str = "", style: str = "") -> list[str]:
    """Write a site of two pages and a style sheet; return what is wrong with it."""
    (folder / "mains").mkdir()
    (folder / "index.html").write_text(PAGE.format(head=head, body=body))
    (folder / "mains" / "soup.html").write_text(PAGE.format(head="", body='<h2 id="b">x</h2>'))
    (folder / "pot.svg").write_text("<svg/>")
    (folder / "book.css").write_text(style)
    return [message for _, message in links.site(folder, "https://example.org/book/", Memory())]


@pytest.mark.parametrize(
    "href",
    [
        "mains/soup.html",
        "mains/soup.html#b",
        "#top",
        "#",
        ".",
        "./",
        "pot.svg",
        "/book/mains/soup.html",
        "https://example.com/",
        "mailto:cooks@example.com",
    ],
)
def test_good_links_pass(tmp_path: Path, href: str) -> None:
    assert site(tmp_path, f'<a href="{href}">x</a>') == []


@pytest.mark.parametrize(
    ("href", "fault"),
    [
        ("mains/stew.html", "leads to no file"),
        ("mains/soup.html#c", "leads to no place in its page"),
        ("#c", "leads to no place in its page"),
        ("/mains/soup.html", "leads to no file"),
        ("../index.html", "leads to no file"),
        ("javascript:alert(1)", "is not allowed"),
        ("ftp://example.com/", "is not allowed"),
        ("//example.com/", "is not allowed"),
    ],
)
def test_bad_links_are_found(tmp_path: Path, href: str, fault: str) -> None:
    assert site(tmp_path, f'<a href="{href}">x</a>') == [f"The link “{href}” {fault}."]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}">',
        '<img src="pot.svg" srcset="pot.svg 1x, {} 2x">',
        '<script src="{}"></script>',
        '<iframe src="{}"></iframe>',
        '<p style="background: url({})">x</p>',
        '<link rel="preload" href="{}">',
    ],
)
def test_nothing_is_fetched_from_another_host(tmp_path: Path, body: str) -> None:
    url = "https://cdn.example/x"
    assert site(tmp_path, body.format(url)) == [f"The page fetches “{url}” from another host."]


def test_style_sheets_fetch_only_what_is_there(tmp_path: Path) -> None:
    style = "@import '//a.example/x'; a { b: url(pot.svg) } c { d: url('no.woff2'), url(data:,) }"
    assert site(tmp_path, style=style) == [
        "The page fetches “//a.example/x” from another host.",
        "The page fetches “no.woff2”, which is not there.",
    ]


def test_a_canonical_address_is_a_link_not_a_resource(tmp_path: Path) -> None:
    assert site(tmp_path, head='<link rel="canonical" href="https://example.org/book/">') == []


# --- EPUB ---------------------------------------------------------------------------------------

CONTAINER = '<container><rootfile full-path="EPUB/package.opf"/></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"""


def test_links_of_an_epub_stay_in_it(tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    body = '<a href="a.xhtml#x"/><a href="a.xhtml#y"/><a href="b.xhtml"/><img src="http://c/"/>'
    with ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/package.opf", PACKAGE)
        page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body id="x">{body}</body></html>'
        archive.writestr("EPUB/a.xhtml", page)
    assert [message for _, message in links.epub(file, Memory())] == [
        "EPUB/a.xhtml: The link “a.xhtml#y” leads to no place in its page.",
        "EPUB/a.xhtml: The link “b.xhtml” leads to no file.",
        "EPUB/a.xhtml: The page fetches “http://c/” from another host.",
    ]


# --- PDF ----------------------------------------------------------------------------------------


def pdf(folder: Path, **link: object) -> list[str]:
    """Write a PDF of one page with one named place and one link; return what is wrong with it."""
    document = pikepdf.new()
    document.add_blank_page()
    page = document.pages[0]
    place = pikepdf.Array([page.obj, pikepdf.Name.Fit])
    document.Root.Names = pikepdf.Dictionary(
        Dests=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("soup"), place]))
    )
    given = {f"/{name}": value for name, value in link.items()}
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
    for name, value in given.items():
        annotation[name] = value
    page.Annots = pikepdf.Array([document.make_indirect(annotation)])
    file = folder / "book.pdf"
    document.save(file)
    document.close()
    return [message for _, message in actions.faults(file, Memory())]


def action(kind: str, **values: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        {"/S": pikepdf.Name(f"/{kind}")} | {f"/{name}": value for name, value in values.items()}
    )


def test_a_pdf_with_good_links_passes(tmp_path: Path) -> None:
    assert pdf(tmp_path, A=action("GoTo", D=pikepdf.String("soup"))) == []
    assert pdf(tmp_path, A=action("URI", URI=pikepdf.String("https://example.org/"))) == []
    assert pdf(tmp_path, Dest=pikepdf.String("soup")) == []


def test_a_pdf_link_to_nowhere_is_found(tmp_path: Path) -> None:
    fault = "A link leads to “stew”, which is no place in the book."
    assert pdf(tmp_path, A=action("GoTo", D=pikepdf.String("stew"))) == [fault]
    assert pdf(tmp_path, Dest=pikepdf.String("stew")) == [fault]


def test_a_pdf_leads_only_to_the_web(tmp_path: Path) -> None:
    bad = action("URI", URI=pikepdf.String("javascript:x"))
    assert pdf(tmp_path, A=bad) == ["The link “javascript:x” is not allowed."]


@pytest.mark.parametrize("kind", ["Launch", "JavaScript", "GoToR", "SubmitForm", "ImportData"])
def test_a_pdf_does_nothing_by_itself(tmp_path: Path, kind: str) -> None:
    (fault,) = pdf(tmp_path, A=action(kind))
    assert fault == f"The file holds the action {kind}, which a book does not need."


def test_a_pdf_carries_no_files(tmp_path: Path) -> None:
    file = pikepdf.Dictionary(Type=pikepdf.Name.EmbeddedFile)
    assert pdf(tmp_path, X=file) == ["The file holds EmbeddedFile, which a book does not need."]
