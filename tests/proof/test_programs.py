"""What pages hold for programs: no script of their own, readable data, everyone in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from potluck.formats.metadata import schemaorg
from potluck.formats.site.policy import POLICY
from potluck.model import WITHHELD, Chapter, Contributor, Credit, Edition, Role
from potluck.proof.blocks import Block
from potluck.proof.programs import faults, missing, unguarded
from support import HEAT, sample

PROGRAM = "The page holds a program of its own."
POLICY_META = f'http-equiv="Content-Security-Policy" content="{POLICY}"'
HOLDS = "The page holds <{}>, which a book does not need."
TELLS = "The page tells browsers: “{}”."
STYLE = "The page holds a style of its own, which its policy refuses."
UNREADABLE = "The page holds data for programs that cannot be read."


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<script src="a.js"></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<script type="application/ld+json">[]</script>', []),
        ("<script>hit()</script>", [PROGRAM]),
        ('<script type="module">hit()</script>', [PROGRAM]),
        ('<script type="text/template">hit()</script>', [PROGRAM]),
        ('<script type="application/ld+json">{</script>', [UNREADABLE]),
        ('<script type="application/ld+json"></script>', [UNREADABLE]),
        ("<body onload=hit()>", [PROGRAM]),
        ("<p ONCLICK=hit()>a</p><p onclick=hit()>b</p>", [PROGRAM]),
        ("<svg><a><animate attributeName=href></a></svg>", [HOLDS.format("animate")]),
        ("<base href=https://evil.example/>", [HOLDS.format("base")]),
        ("<iframe srcdoc=x></iframe>", [HOLDS.format("iframe")]),
        ("<object></object>", [HOLDS.format("object")]),
        ("<embed>", [HOLDS.format("embed")]),
        ("<meta http-equiv=refresh content=0>", [TELLS.format("refresh")]),
        ("<meta http-equiv=Set-Cookie content=x>", [TELLS.format("Set-Cookie")]),
        (
            '<meta http-equiv=Content-Security-Policy content="script-src *">',
            [TELLS.format("Content-Security-Policy")],
        ),
        ("<style>p { color: red }</style>", [STYLE]),
        ("<p style='position: fixed'>x</p>", [STYLE]),
    ],
)
def test_a_page_holds_data_and_no_program(head: str, found: list[str]) -> None:
    tree = html.document_fromstring(f"<!doctype html><title>x</title>{head}<p>y</p>")
    assert list(dict.fromkeys(faults(tree))) == found


@pytest.mark.parametrize(
    ("head", "guarded"),
    [
        (f'<meta charset="utf-8"><title>x</title><meta {POLICY_META}>', True),
        (f'<meta {POLICY_META}><script src="a.js"></script>', True),
        (f'<script src="a.js"></script><meta {POLICY_META}>', False),
        (f'<link rel="stylesheet" href="a.css"><meta {POLICY_META}>', False),
        ("<title>x</title>", False),
        ('<meta http-equiv="Content-Security-Policy" content="default-src *">', False),
    ],
)
def test_a_page_begins_with_its_policy(head: str, guarded: bool) -> None:
    tree = html.document_fromstring(f"<!doctype html><html><head>{head}</head><p>y</p></html>")
    fault = "The page does not begin with its policy."
    assert list(unguarded(tree)) == ([] if guarded else [fault])


def site(folder: Path, edition: Edition) -> Path:
    """Write of each page no more than its description."""
    for text in edition.chapters:
        page = folder / text.href
        page.parent.mkdir(parents=True, exist_ok=True)
        data = schemaorg.to_script(schemaorg.chapter(text, edition))
        page.write_text(f'<script type="application/ld+json">{data}</script>', encoding="utf-8")
    return folder


def with_heat(heat: Chapter) -> Edition:
    edition = sample()
    return replace(edition, parts=(edition.parts[0], replace(edition.parts[1], chapters=(heat,))))


def test_what_the_edition_says_is_in_it(tmp_path: Path) -> None:
    assert list(missing(site(tmp_path, sample()), sample())) == []


def test_a_person_a_source_and_a_licence_that_are_lost_are_named(tmp_path: Path) -> None:
    someone = Contributor("contributor-b", "Contributor B", "B, Contributor")
    more = replace(
        HEAT,
        credits=(*HEAT.credits, Credit(someone, (Role.TESTER,))),
        sources=sample().chapter("leek-soup").sources,
        license=sample().book.license,
    )
    home = "chapter/heat"
    assert list(missing(site(tmp_path, sample()), with_heat(more))) == [
        Block(home, "credit for programs", "Contributor B"),
        Block(home, "source for programs", "The Old Cookery Book"),
        Block(home, "licence for programs", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ]


def test_who_withholds_a_name_is_not_missed(tmp_path: Path) -> None:
    hidden = Credit(Contributor("withheld", WITHHELD, WITHHELD), (Role.EDITOR,))
    edition = with_heat(replace(HEAT, credits=(*HEAT.credits, hidden)))
    assert list(missing(site(tmp_path, sample()), edition)) == []


def test_a_page_without_a_description_lacks_everything(tmp_path: Path) -> None:
    site(tmp_path, sample())
    (tmp_path / HEAT.href).write_text("<p>Heat moves.</p>")
    assert [block.text for block in missing(tmp_path, sample())] == [
        *("Heat", "The Test Cooks", "https://creativecommons.org/licenses/by/4.0/"),
    ]
