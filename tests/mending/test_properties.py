"""Whatever people write: what readers read stays, and a second repair finds nothing to do."""

import re
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from potluck.dialect import Desk, render
from potluck.licensing import parse
from potluck.mending.fix import Draft
from potluck.mending.hunks import hunks, lines
from potluck.mending.plan import mend
from potluck.mending.registry import TEXT_FIXES
from potluck.model import Book, License
from potluck.source.fields import Fields
from potluck.source.manuscript import RawChapter
from potluck.source.reader import read_chapter

BOOK = Book("Soups", "soups", License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://example.org/"))
DESK = Desk(link=lambda href: href, picture=lambda *_: None)

PIECES = (
    *(
        "Slice",
        "the leeks.",
        "cre\u0300me",
        "\u1fef",
        "\u037e",
        "<\u0338",
        "\u212b",
        "[",
        "](",
        ")",
    ),
    *("![", "*", "_", "`", "```", "~~~", "> ", "- ", "1. ", "# ", "|", "---", "\\", "<b>", "</b>"),
    *("<pre>", "</pre>", "[^1]", "[^1]: ", "{#e\u0301}", "!!! note", '=== "Tab"', "https://x.org/"),
    *(" ", "  ", "\t", "    ", "\n", "\n\n", "\r\n", "\r", "\u00a0", "\ufeff", ":", "&amp;"),
)
bodies = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
KEYS = ("title", "author", "authors", "by", "licence", "license", "tags", "keywords", "summary",
        "language", "date", "recipe", "servings", "media", "file", "url", "x\u0301")  # fmt: skip
VALUES = ("Soup", "ann", "Ann, Ben", "[ann, ben]", '"ann"', "'a: b'", "CC BY 4.0", "cc0", "en", "4",
          "true", "|\n  two \n  lines ", "- a \n- b", "{a: 1}", "", "e\u0301 ", "x # note ",
          "\u00a0warm\u00a0")  # fmt: skip
ENDS = ("\n", "\r\n", " \n", "\n\n", "\t\n", "  \n")
entries = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES), st.sampled_from(ENDS))
fronts = st.lists(entries, max_size=6).map(lambda row: "".join(f"{k}: {v}{e}" for k, v, e in row))
chapters = st.one_of(
    bodies,
    st.builds(
        "{}---\n{}---\n{}".format, st.sampled_from(["", "\ufeff", "\ufeff\ufeff"]), fronts, bodies
    ),
)


def mended(text: str) -> str:
    done = mend(Draft("content/soup.md", text, BOOK), TEXT_FIXES[:-1])
    return done.after.decode() if done else text


def chapter(text: str) -> RawChapter:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "soup.md").write_bytes(text.encode())
        return read_chapter(Path(folder), "soup.md")


def shown(body: str) -> tuple[str, list[tuple[str | None, str | None]]]:
    """Return the words that the dialect renders (NFC, blanks alike), and every address."""
    tree = html.fragment_fromstring(render(body, DESK).html, create_parent="div")
    addresses = [(element.get("href"), element.get("id")) for element in tree.iter()]
    return " ".join(composed(str(tree.text_content())).split()), addresses


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def credited(found: Fields) -> str:
    """Return all that the metadata say, licences by their meaning."""
    license_ = parse(found.license or "")
    same = replace(found, license=license_.id if license_ else found.license)
    return composed(re.sub(r"\s+|\\xa0", " ", repr(same)))


@settings(max_examples=300, deadline=None)
@given(chapters)
@example("---\nauthor: ann\n---\n```\na \n```\nb  \nc \n")
def test_what_is_read_stays_the_same(text: str) -> None:
    before, after = chapter(text), chapter(mended(text))
    assert shown(after.body) == shown(before.body)
    if not before.troubles:
        assert (after.troubles, credited(after.gist.fields)) == ((), credited(before.gist.fields))


@settings(max_examples=300, deadline=None)
@given(chapters)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mended(text)
    assert mended(once) == once


@settings(max_examples=200, deadline=None)
@given(chapters)
def test_the_places_that_are_shown_are_all_that_changes(text: str) -> None:
    done = mend(Draft("content/soup.md", text, BOOK), TEXT_FIXES)
    if done is None:
        return
    now = lines(text)
    for hunk in reversed(list(hunks(text, done.lines))):
        assert tuple(now[hunk.start : hunk.start + len(hunk.old)]) == hunk.old
        assert hunk.old != hunk.new
        now[hunk.start : hunk.start + len(hunk.old)] = hunk.new
    assert "".join(now).encode() == done.after
