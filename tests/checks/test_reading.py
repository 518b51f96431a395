"""The checks read Markdown as the dialect renders it: links, pictures, notes and anchors."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from potluck import dialect
from potluck.checks import markdown
from potluck.checks.anchors import anchors
from potluck.checks.html import Tag
from potluck.checks.reading import Heading, Link, Note, Picture, Reading, Words

ROOT = Path(__file__).parents[2]
EVERYTHING = """# Leek soup

A [link](one.md), ![a picture](two.png), [a reference][three] and <https://example.org/four>.[^n]

!!! note "Read me"
    A [link](five.md) in a note.

    - and [one](six.md) in a list

??? tip
    ![hidden](seven.png)

=== "Oven"
    [hot](eight.md)

=== "Hob"
    [cold](nine.md)

1. First [step](ten.md)

    It [goes on](eleven.md).

```
[no](code.md)
```

    [no](indented.md)

`[no](span.md)` \\[no](escaped.md) and [yes](with blank.md)

| Table | Cell |
|---|---|
| [cell](twelve.md) | x |

Term
:   Its [meaning](thirteen.md)

<p>[no](html.md) <a href="fourteen.md">yes</a> <img src="fifteen.png" alt="x"></p>

[three]: three.md
[^n]: A note with a [link](sixteen.md)

    and [more](seventeen.md).
"""


def rendered(body: str, path: str, attribute: str) -> list[str]:
    """Return the addresses that the dialect asks its desk about."""
    asked: list[str] = []

    def ask(address: str, *_: str) -> None:
        asked.append(address)

    desk = {"href": dialect.Desk(ask, lambda *_: None), "src": dialect.Desk(lambda _: None, ask)}
    dialect.render(body, desk[attribute])
    return sorted(asked)


def read(body: str) -> Reading:
    return Reading(body)


def test_the_same_links_as_the_dialect() -> None:
    links = sorted(link.href for link in read(EVERYTHING).all(Link))
    assert links == rendered(EVERYTHING, "a", "href")


def test_the_same_pictures_as_the_dialect() -> None:
    pictures = sorted(picture.src for picture in read(EVERYTHING).all(Picture))
    assert pictures == rendered(EVERYTHING, "img", "src") == ["fifteen.png", "seven.png", "two.png"]


def test_things_have_their_lines() -> None:
    lines = EVERYTHING.split("\n")
    for link in read(EVERYTHING).all(Link):
        if "three" not in link.href:
            assert link.href in lines[link.line]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "content").rglob("*.md")), ids=lambda path: path.stem
)
def test_the_book_has_the_anchors_that_the_dialect_makes(path: Path) -> None:
    body = path.read_text("utf-8").split("---\n", 2)[2]
    made = {heading.id for heading in _render(body).headings}
    assert anchors(read(body)) == made


HEADINGS = [
    "# Title\n\n## Method\n\n## Method\n\n### Crème brûlée & Co.\n",
    "## Given {#mine}\n\n## Also {: #yours .x }\n\n## Bad {#__config}\n\n## Fig {#fig-1}\n",
    "Setext\n======\n\nAgain\n-----\n\n##Tight\n",
    "## With `code` and *stress* and [a link](x.md) and note[^1]\n\n[^1]: x\n",
    "## 2 eggs\n\n## 餃子\n\n## 餃子\n\n## &amp; and &lt;\n\n## Fish \\& chips\n",
    '<h2 id="raw">Raw</h2>\n\n<h3>Raw too</h3>\n\n<p id="spot">x</p>\n\n## Spot\n',
    "!!! note\n    ## Inside\n\n```\n## Not\n```\n\n    ## Not\n\n> ## Quoted\n",
    "## fn-1\n\n## Figs\n\n## ![alt](x.png) Pictured\n",
]


@pytest.mark.parametrize("body", HEADINGS)
def test_anchors_are_those_of_the_dialect(body: str) -> None:
    tree = html.fragment_fromstring(_render(body).html, create_parent="div")
    made = {name for name in tree.xpath(".//@id") if not name.startswith(("fn-", "fnref-"))}
    assert anchors(read(body)) == made


def _render(body: str) -> dialect.Fragment:
    return dialect.render(body, dialect.Desk(lambda _: "book:x", lambda *_: None))


def test_notes_and_their_marks() -> None:
    body = "One[^a], two[^b].\n\n[^a]: A\n[^c]: C\n    goes on\n\n`[^d]`\n"
    assert [(n.label, n.definition, n.line) for n in read(body).all(Note)] == [
        ("a", False, 0),
        ("b", False, 0),
        ("a", True, 2),
        ("c", True, 3),
    ]


def test_html_gives_its_tags() -> None:
    assert list(read("Some <b title='x'>bold</b>\n\n<div>\n<p>\n").all(Tag)) == [
        Tag(0, "b", (("title", "x"),)),
        Tag(2, "div"),
        Tag(3, "p"),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("# Soup\n\nSlice.\n", ("Soup", 1, True)),
        ("Slice.\n\n# Soup\n", ("Soup", 1, False)),
        ("#Soup #\n", ("Soup", 1, True)),
    ],
)
def test_the_first_heading_is_known(body: str, found: tuple[str, int, bool]) -> None:
    heading = next(read(body).all(Heading))
    assert (heading.text, heading.level, heading.first) == found


def test_words_leave_out_code_and_html() -> None:
    body = "Plain `code` <b>bold</b>\n\n    block\n\n```\nfence\n```\n"
    assert "".join(words.text for words in read(body).all(Words)) == "Plain  bold"


SIGNS = st.sampled_from([
    *("# H", "#", "> q", "- x", "* * *", "1. y", "```", "~~~", "<b>", "<!-- c", "[r]: x y"),
    *("!!! note", '=== "t"', "??? x", "| a | b |", "| - | - |", "===", "---", "    code"),
    *("\ttab", "", "[^1]: n"),
    *("words", "  more", "[^1]", "![a](b)", "&amp;", "\u00a0x", "\x0c- y"),
])  # fmt: skip


@given(st.lists(SIGNS | st.text(max_size=8), max_size=25).map("\n".join))
def test_rules_chosen_by_the_first_sign_read_what_all_rules_read(body: str) -> None:
    chosen = markdown.tokens(body)
    with patch.object(markdown, "_by_first_sign", lambda ruler: ruler.getRules):
        markdown._parser.cache_clear()
        every = markdown.tokens(body)
    markdown._parser.cache_clear()
    assert [token.as_dict() for token in chosen] == [token.as_dict() for token in every]
