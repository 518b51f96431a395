"""The pages of the handbook as they are made, before any site shows them."""

import difflib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from gitbook import ANN, GitBook
from potluck.checks import RULES
from potluck.checks.explain import address
from potluck.errors import ProofError
from potluck.handbook import compose, drafts, fields, licences, rules
from potluck.handbook.desk import Links
from potluck.handbook.words import fence
from potluck.licensing import KNOWN, adapt
from potluck.model import Book, Handbook, HandbookPage
from potluck.source import yamldoc
from potluck.source.schema import SchemaName, check, schema
from support import BY_SA

EXPECTED = Path(__file__).parent / "expected"
BOOK = Book("Soups", "soups", BY_SA, repo_url="https://example.org/soups/")
WRITTEN = ("index", "first-chapter", "when-the-check-says-no", "newcomer", "fields", "licences",
           "who-gets-credit", "removing-a-name", "printed-book", "rules/index",
           "maintainers", "press", "threat-model")  # fmt: skip


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return compose(BOOK)


@pytest.fixture(scope="module")
def pages(handbook: Handbook) -> dict[str, HandbookPage]:
    return {page.slug: page for page in handbook.pages}


def tree_of(page: HandbookPage) -> Any:
    """Return a page as a tree, which lxml's types know too little of."""
    return html.fromstring(f"<div>{page.html}</div>")


# --- rules --------------------------------------------------------------------------------------


def test_every_rule_has_a_page_where_explain_says(pages: dict[str, HandbookPage]) -> None:
    assert {f"handbook/{slug}.html" for slug in pages if slug not in WRITTEN} == {
        address(rule.code) for rule in RULES
    }


def test_the_page_of_a_rule_is_named_and_summed_up(pages: dict[str, HandbookPage]) -> None:
    page = pages["rules/lic-001"]
    assert (page.title, page.group) == ("LIC-001: unknown license", "Licences")
    assert page.summary == "Every licence is one that exists, with its version."


@pytest.mark.parametrize("code", ["LIC-001", "PTH-001"])
def test_the_whole_page_of_a_rule(
    code: str, pages: dict[str, HandbookPage], pytestconfig: pytest.Config
) -> None:
    file = EXPECTED / f"{code.lower()}.html"
    found = pages[f"rules/{code.lower()}"].html.strip() + "\n"
    if pytestconfig.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    wanted = file.read_text(encoding="utf-8")
    if found != wanted:
        diff = difflib.unified_diff(wanted.splitlines(), found.splitlines(), lineterm="")
        pytest.fail("\n".join(diff), pytrace=False)


def test_every_family_of_rules_has_a_name_for_people() -> None:
    assert {rule.family for rule in RULES} <= rules.FAMILIES.keys()


def test_the_index_lists_every_rule_once(pages: dict[str, HandbookPage]) -> None:
    rows = tree_of(pages["rules/index"]).xpath("//tbody/tr/td[1]/a")
    assert sorted(link.text for link in rows) == sorted(rule.code for rule in RULES)


def test_every_example_is_shown(pages: dict[str, HandbookPage]) -> None:
    for rule in RULES:
        tree = tree_of(pages[f"rules/{rule.code.lower()}"])
        titles = tree.xpath("//p[@class='admonition-title']/text()")
        shown = [title.partition(":")[0] for title in titles]
        assert shown == re.findall(r"^(Bad|Good):$", rule.docs, re.MULTILINE), rule.code


def test_nothing_invisible_is_in_any_page(handbook: Handbook) -> None:
    for page in handbook.pages:
        assert re.findall("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\ufeff]", page.html) == []


def test_backticks_in_a_listing_do_not_end_it() -> None:
    assert fence("```\nsoup\n```\n") == "````\n```\nsoup\n```\n````"


# --- links --------------------------------------------------------------------------------------


def test_every_link_inside_leads_to_a_page_and_a_place(
    handbook: Handbook, pages: dict[str, HandbookPage]
) -> None:
    trees = {slug: tree_of(page) for slug, page in pages.items()}
    for slug, tree in trees.items():
        for href in tree.xpath("//a/@href"):
            if href.startswith("https://"):
                continue
            target, _, anchor = href.removeprefix("book:handbook/").partition("#")
            assert target in trees, (slug, href)
            assert not anchor or trees[target].xpath("//*[@id=$id]", id=unquote(anchor)), (
                slug,
                href,
            )
    shown = {src for tree in trees.values() for src in tree.xpath("//img/@src")}
    assert shown == {f"book:media/{picture.name}" for picture in handbook.pictures}


@pytest.mark.parametrize("slug", WRITTEN)
def test_no_link_of_a_written_page_is_lost(slug: str, pages: dict[str, HandbookPage]) -> None:
    written = re.findall(r"(?<!!)\[[^]]+\]\(([^)]+)\)", drafts.source(slug))
    hrefs = tree_of(pages[slug]).xpath("//a/@href")
    links = Links(BOOK, frozenset(pages)).on(slug)
    assert [link for link in written if links(link) not in hrefs] == []


def test_without_a_repository_only_the_words_of_its_links_stay() -> None:
    links = Links(Book("Soups", "soups", BY_SA), frozenset({"rules/lic-001"})).on("rules/index")
    assert links("/content/") is None
    assert links("gone.md") is None
    assert links("lic-001.md#source") == "book:handbook/rules/lic-001#source"


# --- fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chapter", "contributor", "book"])
def test_every_field_says_what_it_means(name: SchemaName) -> None:
    table = fields.tables()
    for group in fields.groups(name):
        for field, spec in group.fields.items():
            said = fields.resolve(spec, schema(name)).get("description", "")
            assert fields.meaning(said)[0], f"add a description to `{group.path}.{field}`"
            assert f"\n| `{field}`" in table


def test_a_row_says_name_meaning_values_default_and_other_names() -> None:
    rows = fields.tables().splitlines()
    assert (
        "| `lang` (also `language`) | Language (BCP 47). | a language code, such as `en` or `pt-BR`"
        " | the book's |" in rows
    )
    assert "| `title` | Title of the work. | one line of text | not possible |" in rows


# --- licences -----------------------------------------------------------------------------------


def test_the_table_of_licences_says_what_the_check_decides() -> None:
    head, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in licences.adapting().splitlines()
    )
    assert head[1:] == [KNOWN[name].name for name in licences.CHAPTERS]
    assert [row[0] for row in rows] == [KNOWN[name].name for name in licences.SOURCES]
    for source, row in zip(licences.SOURCES, rows, strict=True):
        verdicts = [adapt(KNOWN[source], KNOWN[into]).status for into in licences.CHAPTERS]
        assert row[1:] == [licences.SIGNS[verdict] for verdict in verdicts]


def test_a_photograph_for_free_editions_only() -> None:
    assert "| CC BY-NC 4.0 | ✓ yes | ✗ no |" in licences.including().splitlines()


# --- what the pages show is so ------------------------------------------------------------------


def samples(slug: str, language: str = "") -> list[str]:
    fence_ = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return fence_.findall(drafts.source(slug))


def test_the_message_that_is_explained_is_what_the_check_says(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "book")
    book.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    book.commit(ANN, **{"leek-soup": "---\ntitle: Leek soup\nlicense: CC-BY\n---\nSlice.\n"})
    command = [sys.executable, "-m", "potluck", "check", "--root", str(book.book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    message, *_ = samples("when-the-check-says-no")
    assert done.stdout == f"{message}\n1 error in 1 file.\n"
    assert done.returncode == 1


@pytest.mark.parametrize("slug", ["when-the-check-says-no", "maintainers"])
def test_options_that_are_shown_are_valid(slug: str) -> None:
    for sample in samples(slug, "yaml"):
        value: Any = yamldoc.load(sample).value
        assert list(check("book", value["plugins"][0]["potluck"])) == []


def test_the_fields_that_are_shown_are_valid() -> None:
    (sample,) = samples("fields")
    assert list(check("chapter", yamldoc.load(sample.strip().strip("-")).value)) == []


# --- gaps ---------------------------------------------------------------------------------------


def test_a_gap_that_is_not_filled_is_our_bug() -> None:
    with pytest.raises(ProofError) as caught:
        drafts.read("fields", rows="…")
    assert caught.value.message == (
        "The page fields of the handbook has the gaps ['tables'], not ['rows']."
    )


def test_a_transcript_is_published_only_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = drafts.source
    start = real("newcomer").partition(drafts._BELOW)[0] + drafts._BELOW

    def source(text: str) -> None:
        monkeypatch.setattr(
            drafts, "source", lambda slug: text if slug == "newcomer" else real(slug)
        )

    source(f"{start}\n")
    without = [slug for slug in WRITTEN if slug != "newcomer"]
    assert [page.slug for page in compose(BOOK).pages][: len(without)] == without
    source(f"{start}\n\n## First try\n\nIt said no.\n")
    made = {page.slug: page for page in compose(BOOK).pages}
    assert '<h2 id="first-try">First try</h2>' in made["newcomer"].html
    assert "transcript stands" not in made["newcomer"].html
    assert '<a href="book:handbook/newcomer">' in made["index"].html
    assert '<a href="book:handbook/newcomer">' in made["when-the-check-says-no"].html
