"""Links of made-up sites, EPUBs and PDFs."""

import warnings
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from potluck.formats.site.policy import POLICY
from potluck.model import Build
from potluck.proof import actions, links
from potluck.proof.memory import Memory, remembered
from support import sample

PAGE = f"""<!doctype html><html><head><title>x</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">{{head}}</head>
<body><article id="top">{{body}}</article></body></html>"""


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
        '<link rel="preload" href="{}">',
        '<svg><image href="{}"/></svg>',
        '<svg><use xlink:href="{}"/></svg>',
        '<table background="{}"></table>',
        '<video poster="{}"></video>',
    ],
)
@pytest.mark.parametrize("url", ["https://cdn.example/x", "//cdn.example/x", "data:text/css,x"])
def test_nothing_is_fetched_from_another_host(tmp_path: Path, body: str, url: str) -> None:
    if "srcset" in body and url.startswith("data:"):
        url = "data:x"  # a comma ends an address there
    assert site(tmp_path, body.format(url)) == [f"The page fetches “{url}” from another host."]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="{}">x</a>',
        '<svg><a xlink:href="{}"><text>x</text></a></svg>',
        '<button formaction="{}">x</button>',
        '<form action="{}"></form>',
        '<a href="#" ping="{}">x</a>',
    ],
)
def test_no_element_leads_to_a_program(tmp_path: Path, body: str) -> None:
    assert site(tmp_path, body.format("javascript:hit()")) == [
        "The link “javascript:hit()” is not allowed."
    ]


def test_a_style_in_a_page_is_found_with_what_it_fetches(tmp_path: Path) -> None:
    url = "https://cdn.example/x"
    assert site(tmp_path, f'<p style="background: url({url})">x</p>') == [
        f"The page fetches “{url}” from another host.",
        "The page holds a style of its own, which its policy refuses.",
    ]


# --- what lies beside the pages -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("evil.js", "hit()", "This program is neither ours nor Material's."),
        ("assets/potluck/base.js", "hit()", "This program is neither ours nor Material's."),
        ("search/search_index.js", "var __index = {}; hit()", "This program is neither ours nor "
         "Material's."),
        ("search/search_index.js", "hit(), {}", "This program is neither ours nor Material's."),
        ("page.htm", "<script>", "A site does not need a file of this kind."),
        ("page.xhtml", "<script>", "A site does not need a file of this kind."),
        ("movie.swf", "x", "A site does not need a file of this kind."),
        ("CNAME", "evil.example", "A site does not need a file of this kind."),
        ("a.svg", '<svg onload="hit()"/>', "The page holds a program of its own."),
        ("a.svg", "<svg><script/></svg>", "The page holds a program of its own."),
        ("a.svg", "<svg><set/></svg>", "The page holds <set>, which a book does not need."),
        ("a.svg", '<svg><a href="https://evil.example/"/></svg>',
         "The drawing leads to “https://evil.example/”."),
        ("a.svg", '<svg><image href="b.png"/></svg>', "The drawing leads to “b.png”."),
        ("a.svg", "<svg>", "The drawing cannot be read."),
    ],
)  # fmt: skip
def test_a_file_that_could_act_is_found(tmp_path: Path, name: str, data: str, fault: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(data)
    assert site(tmp_path) == [fault]


def test_the_programs_of_the_themes_are_known(tmp_path: Path) -> None:
    for folder in (files("potluck.theme") / "site" / "overrides", files("material") / "templates"):
        for file in sorted(Path(str(folder)).rglob("assets/**/*.js")):
            target = tmp_path / file.relative_to(str(folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.js").write_text('var __index = {"docs": ["</script>"]}')
    (tmp_path / "_headers").write_text("/*\n")
    (tmp_path / "a.svg").write_text('<svg><use href="#a"/><path id="a" d="M0 0"/></svg>')
    assert site(tmp_path) == []


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


GOOD = {
    "META-INF/container.xml": CONTAINER,
    "EPUB/package.opf": PACKAGE,
    "EPUB/a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body id="x">x</body></html>',
}


def epub(folder: Path, *more: tuple[str, str]) -> list[str]:
    """Write an EPUB of one document, with more files or others; return what is wrong with it."""
    file = folder / "book.epub"
    changed = {name for name, _ in more}
    with ZipFile(file, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two entries with one name
        for name, data in (*((n, d) for n, d in GOOD.items() if n not in changed), *more):
            archive.writestr(name, data)
    return [message for _, message in links.epub(file, Memory())]


def document(body: str) -> tuple[str, str]:
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body id="x">{body}</body></html>'
    return "EPUB/a.xhtml", page


def test_links_of_an_epub_stay_in_it(tmp_path: Path) -> None:
    body = '<a href="a.xhtml#x"/><a href="a.xhtml#y"/><a href="b.xhtml"/><img src="http://c/"/>'
    assert epub(tmp_path, document(body)) == [
        "EPUB/a.xhtml: The link “a.xhtml#y” leads to no place in its page.",
        "EPUB/a.xhtml: The link “b.xhtml” leads to no file.",
        "EPUB/a.xhtml: The page fetches “http://c/” from another host.",
    ]


def listing(name: str) -> tuple[str, str]:
    return "EPUB/package.opf", PACKAGE.replace("</manifest>", f'<item href="{name}"/></manifest>')


ENTITY = '<!DOCTYPE html [<!ENTITY a "&b;"><!ENTITY b "x">]>'
GROWS = "The document has a document type, which could make it grow."


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ([("../evil.txt", "x")],
         ["../evil.txt: The name leads out of the book.", "../evil.txt: Nothing lists this file."]),
        ([("EPUB/x.js", "hit()")], ["EPUB/x.js: Nothing lists this file."]),
        ([document("x"), document("x")], ["EPUB/a.xhtml: Two files have this name."]),
        ([("EPUB/a.xhtml", ENTITY + document("x")[1])], [f"EPUB/a.xhtml: {GROWS}"]),
        ([document("<script>hit()</script>")],
         ["EPUB/a.xhtml: The page holds a program of its own."]),
        ([document('<p onclick="hit()">x</p>')],
         ["EPUB/a.xhtml: The page holds a program of its own."]),
        ([document('<form action="#x"/>')], ["EPUB/a.xhtml: The page holds a program of its own."]),
        ([document('<iframe src="a.xhtml"/>')],
         ["EPUB/a.xhtml: The page holds <iframe>, which a book does not need."]),
        ([document('<a href="javascript:hit()">x</a>')],
         ["EPUB/a.xhtml: The link “javascript:hit()” is not allowed."]),
        ([listing("http://evil.example/a.xhtml")],
         []),  # EPUBCheck says it (RSC-006)
        ([listing("b.svg"), ("EPUB/b.svg", '<svg><a href="java&#9;script:hit()"/></svg>')],
         ["EPUB/b.svg: The link “java\tscript:hit()” is not allowed."]),
        ([listing("b.svg"), ("EPUB/b.svg", "<svg><foreignObject/></svg>")],
         ["EPUB/b.svg: The page holds <foreignobject>, which a book does not need."]),
    ],
)  # fmt: skip
def test_what_epubcheck_lets_pass_is_found(
    tmp_path: Path, more: list[tuple[str, str]], faults: list[str]
) -> None:
    assert epub(tmp_path, *more) == faults


# --- what was proven before ---------------------------------------------------------------------

BUILD = replace(sample().build, id="1234567890")
DRAWING = (listing("b.svg"), ("EPUB/b.svg", "<svg>1234567890</svg>"))
STAMPED = '<a href="javascript:hit()">1234567890</a>'


def again(folder: Path, build: Build = BUILD, address: str = "https://example.org/book/") -> str:
    """Look at the site and at the EPUB in a folder once more; remember what was fine."""
    memory = remembered(folder / "kept", ("site", "epub"), build)
    found = [*links.site(folder / "site", address, memory), *links.epub(folder / "b.epub", memory)]
    memory.close()
    return "; ".join(f"{place}: {message}" for place, message in found)


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    """A folder with a site and an EPUB, with which nothing was wrong."""
    (tmp_path / "site").mkdir()
    site(tmp_path / "site", '<a href="mains/soup.html#b">x</a> <img src="pot.svg">')
    packed(tmp_path, *DRAWING)
    assert (again(tmp_path), again(tmp_path)) == ("", "")
    return tmp_path


def packed(folder: Path, *more: tuple[str, str]) -> None:
    given = more if document("")[0] in dict(more) else (document('<a href="#x">x</a>'), *more)
    epub(folder, *given)
    (folder / "book.epub").rename(folder / "b.epub")


def test_a_place_that_is_gone_is_missed_by_a_page_that_is_the_same(fine: Path) -> None:
    soup = fine / "site/mains/soup.html"
    soup.write_text(soup.read_text().replace('id="b"', 'id="c"'))
    fault = "The link “mains/soup.html#b” leads to no place in its page."
    assert again(fine) == f"index.html: {fault}"


def test_a_file_that_is_gone_is_missed(fine: Path) -> None:
    (fine / "site/pot.svg").unlink()
    assert again(fine) == "index.html: The page fetches “pot.svg”, which is not there."


def test_another_address_of_the_site_is_another_proof(fine: Path) -> None:
    page = fine / "site/index.html"
    page.write_text(page.read_text().replace('"mains', '"/book/mains'))
    assert again(fine) == ""
    fault = "The link “/book/mains/soup.html#b” leads to no file."
    assert again(fine, address="https://example.org/") == f"index.html: {fault}"


def test_a_link_that_is_another_is_followed(fine: Path) -> None:
    packed(fine, document('<a href="#y">x</a>'), *DRAWING)
    fault = "EPUB/a.xhtml: The link “#y” leads to no place in its page."
    assert again(fine) == f"b.epub: {fault}"


def test_something_else_that_is_fetched_is_looked_for(fine: Path) -> None:
    page = fine / "site/index.html"
    page.write_text(page.read_text().replace('"pot.svg"', '"pan.svg"'))
    assert again(fine) == "index.html: The page fetches “pan.svg”, which is not there."


def test_what_acts_is_found_under_the_stamp_of_any_build(fine: Path) -> None:
    other = replace(BUILD, id="abcdef1234")
    packed(fine, listing("b.svg"), ("EPUB/b.svg", "<svg>abcdef1234</svg>"))
    assert again(fine, other) == ""
    packed(fine, listing("b.svg"), ("EPUB/b.svg", f"<svg>{STAMPED}</svg>"))
    fault = "b.epub: EPUB/b.svg: The link “javascript:hit()” is not allowed."
    assert (again(fine), again(fine)) == (fault, fault)


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
