"""What each fix makes of a text, to the letter, and what it leaves alone."""

import pytest

from potluck.checks.rules import RULES
from potluck.mending.fix import Draft, TextFix
from potluck.mending.plan import mend
from potluck.mending.registry import FIXES, TEXT_FIXES
from potluck.model import Book, License

BOOK = Book("Soups", "soups", License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://example.org/"))
USUAL = tuple(fix for fix in TEXT_FIXES if not fix.asked)


def mended(
    text: str, path: str = "content/soup.md", fixes: tuple[TextFix, ...] = USUAL
) -> tuple[str, tuple[str, ...]]:
    """Return the mended text and the names of the fixes."""
    done = mend(Draft(path, text, BOOK), fixes)
    if done is None:
        return text, ()
    return done.after.decode(), tuple(fix.name for fix in done.fixes)


def head(*lines: str) -> str:
    return "\n".join(("---", "title: Soup", *lines, "---", "Slice.", ""))


CHARACTERS = [
    ("byte-order-mark", "\ufeff# Soup\n", "# Soup\n"),
    ("line-endings", "# Soup\r\n\r\nSlice.\nBoil.\r", "# Soup\n\nSlice.\nBoil.\n"),
    ("last-line-end", "# Soup", "# Soup\n"),
    ("accented-letters", "# Cre\u0300me\n", "# Cr\u00e8me\n"),
    ("accented-letters", "---\ntitle: Cafe\u0301\n---\nx\n", "---\ntitle: Caf\u00e9\n---\nx\n"),
    ("accented-letters", "![Cafe\u0301](a.jpg)\n", "![Caf\u00e9](a.jpg)\n"),
    ("trailing-blanks", "# Soup \n \nSlice. \n", "# Soup\n\nSlice.\n"),
    ("trailing-blanks", "Slice.  \nBoil.\n\nCool. \n", "Slice.  \nBoil.\n\nCool.\n"),
    ("trailing-blanks", "---\n---\n ", "---\n---\n\n"),
    ("trailing-blanks", "Slice.  \n\nBoil.   \n", "Slice.\n\nBoil.\n"),
    ("trailing-blanks", "---  \ntitle: Soup \n--- \nx\n", "---\ntitle: Soup\n---\nx\n"),
    ("no-break-spaces", head("summary: Warm.\u00a0"), head("summary: Warm.")),
    ("no-break-spaces", head("summary:\u00a0Warm."), head("summary: Warm.")),
    ("no-break-spaces", head("tags:", "\u00a0\u00a0- hot"), head("tags:", "  - hot")),
]
METADATA = [
    ("field-names", "licence: CC-BY-4.0  # mine", "license: CC-BY-4.0  # mine"),
    ("field-names", "author: Ann Author # she", "authors: [Ann Author] # she"),
    ("field-names", 'author: "Ann"', 'authors: ["Ann"]'),
    ("field-names", "by: [ann, ben]", "authors: [ann, ben]"),
    ("field-names", "author:\n  - ann # first\n  - ben", "authors:\n  - ann # first\n  - ben"),
    ("field-names", "keywords: hot", "tags: [hot]"),
    ("field-names", "author: {é😀: 1}\nlanguage: en", "author: {é😀: 1}\nlang: en"),
    ("field-names", "recipe:\n  servings: 4", "recipe:\n  yield: 4"),
    ("field-names", '"author":  it\'s [x]', "authors:  ['it''s [x]']"),
    ("field-names", "date: 1\ndate: 2\nby: ann", "date: 1\ndate: 2\nauthors: [ann]"),
    ("lists", "tags: hot", "tags: [hot]"),
    ("lists", "authors: ann", "authors: [ann]"),
    ("licence-names", "license: CC BY-SA 4.0", "license: CC-BY-SA-4.0"),
    ("licence-names", "license: 'cc by 3.0'  # old", "license: 'CC-BY-3.0'  # old"),
    (
        "licence-names",
        "SPDX-License-Identifier: CC BY 4.0",
        "SPDX-License-Identifier: CC-BY-4.0",
    ),
    (
        "licence-names",
        "sources:\n  - {title: Old, license: public domain}\n"
        "media:\n  - file: a.jpg\n    license: CC0 # free",
        "sources:\n  - {title: Old, license: CC-PDM-1.0}\n"
        "media:\n  - file: a.jpg\n    license: CC0-1.0 # free",
    ),
]


@pytest.mark.parametrize(("name", "before", "after"), CHARACTERS)
def test_characters(name: str, before: str, after: str) -> None:
    done, names = mended(before)
    assert (done, name in names) == (after, True)
    assert mended(after) == (after, ())


@pytest.mark.parametrize(("name", "before", "after"), METADATA)
def test_metadata(name: str, before: str, after: str) -> None:
    assert mended(head(before)) == (head(after), (name,))
    assert mended(head(after)) == (head(after), ())


LEFT = [
    "\ufeff\ufeff---\ntitle: Soup\n---\nx\n",  # the second mark hides the metadata
    "Slice.  \nBoil.\n",  # a line break
    "Slice.\t\nBoil.\n",  # a tab of four columns is one too
    "Slice. \\ \nBoil.\n",
    "```\ncode \n```\n",
    "- item\n\n    ~~~\n    code \n    ~~~\n",
    "> ```\n> code \n> ```\n",
    "    code \n",
    "Use `a \nb`.\n",
    "<pre>\na \n</pre>\n",
    "---\nsummary: |\n  two \n  lines\n---\nx\n",  # blanks that are part of a value
    "---\ntitle: Soup: hot \n---\nx\n",  # nobody can read it, so nobody can tell what it says
    "[web](https://example.org/cafe\u0301)\n",  # an address names what it names
    '<a id="cafe\u0301"></a>\n',
    "---\nmedia:\n  - file: cafe\u0301.jpg\n---\nx\n",
    "1 \u226e 2, 3 =\u0338 4, \u037e, \u1fef\n",  # signs that would turn into others
    head("author: Ann, Ben"),
    head("author: Ann and Ben"),
    head("author: ann", "by: ben"),
    head("author: ann", "authors: [ben]"),
    head("tags: hot soup"),
    head("images: [a.jpg]"),  # `media` holds more than names
    head(f"description: {'x' * 501}"),  # longer than a summary may be
    head("SPDX-License-Identifier: CC-BY-4.0"),  # REUSE looks for these words
    head("license: CC BY-SA"),  # which version?
    head("license: CC BY-SA 3.0 US"),  # not on the SPDX list
    head("license: LicenseRef-Ours"),
    head("license: >", "  CC BY 4.0"),
    head("author: &a ann"),
    head("summary: He said:\u00a0go"),
    "\u00a0Slice.\u00a0\n",  # only metadata need ordinary spaces
]


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text: str) -> None:
    assert mended(text) == (text, ())


def test_a_chapter_too_large_to_be_rendered_keeps_its_body() -> None:
    text = "---\nlicence: CC-BY-4.0\n---\n" + "[" * 40 + " \nSlice. \n"
    assert mended(text) == (text.replace("licence", "license"), ("field-names",))


def test_everything_at_once() -> None:
    before = "\ufeff---\r\ntitle: Cafe\u0301 \r\nauthor: ann\r\nlicence: CC BY 4.0\r\n---\r\nBoil. "
    after = "---\ntitle: Caf\u00e9\nauthors: [ann]\nlicense: CC-BY-4.0\n---\nBoil.\n"
    assert mended(before) == (
        after,
        (
            "byte-order-mark",
            "line-endings",
            "accented-letters",
            "last-line-end",
            "trailing-blanks",
            "field-names",
            "licence-names",
        ),
    )


def test_a_contributor_is_mended_too() -> None:
    before = "\ufeffname: Zoe\u0308 \r\n"
    names = ("byte-order-mark", "line-endings", "accented-letters", "trailing-blanks")
    assert mended(before, "contributors/zoe.yml") == ("name: Zo\u00eb\n", names)
    kept = "name: Zoe\nbio: |\n  One \n  two"
    assert mended(kept, "contributors/zoe.yml") == (kept, ())


HEADER = "license: CC-BY-SA-4.0\n"
HEADERS = [
    ("# Soup\n", f"---\n{HEADER}---\n\n# Soup\n"),
    ("---\ntitle: Soup # hot\n---\nx\n", f"---\ntitle: Soup # hot\n{HEADER}---\nx\n"),
    ("---\n---\nx\n", f"---\n{HEADER}---\nx\n"),
]


@pytest.mark.parametrize(("before", "after"), HEADERS)
def test_headers_where_they_are_asked_for(before: str, after: str) -> None:
    assert mended(before, fixes=TEXT_FIXES) == (after, ("licence-headers",))
    assert mended(after, fixes=TEXT_FIXES) == (after, ())
    assert mended(before) == (before, ())


@pytest.mark.parametrize(
    "text",
    [
        head("license: LicenseRef-Ours"),
        head("# SPDX-License-Identifier: CC-BY-4.0"),
        "<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n\nSlice.\n",
        "---\n{title: Soup}\n---\nSlice.\n",
        "---\ntitle: Soup: hot\n---\nSlice.\n",
        "---\nlicense: CC-BY-NC-4.0\n\nThe metadata never end.\n",
        head("License: CC BY-NC 4.0"),
        head("rights: CC BY-NC 4.0"),
        head("copyright: All rights reserved"),
    ],
)
def test_no_header_where_one_stands_or_none_can(text: str) -> None:
    assert mended(text, fixes=TEXT_FIXES) == (text, ())


def test_no_header_where_a_file_beside_it_says_the_licence() -> None:
    assert (
        mend(Draft("content/soup.md", "# Soup\n", BOOK, licensed_beside=True), TEXT_FIXES) is None
    )


def test_every_fix_has_a_name_of_its_own_and_answers_a_rule() -> None:
    codes = {rule.code for rule in RULES}
    assert len({fix.name for fix in FIXES}) == len(FIXES)
    assert {fix.code for fix in FIXES} - codes == {""}
    assert [fix.name for fix in FIXES if not fix.says.endswith(".")] == []
