"""What the rules about licences say of sources, pictures and whole chapters, word for word."""

from datetime import date
from pathlib import Path

import pytest

from potluck import checks
from potluck.errors import ConfigError
from potluck.licensing.pin import pin_bytes, pin_text
from potluck.source.outline import outline
from potluck.source.reader import read

BOWL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
NOT_SOLD = "site_name: Soups\nplugins:\n  - potluck:\n      commercial: false\n"
SHARE = "{title: Potage, license: CC-BY-SA-4.0, changes: x}"
FACTS = "if only facts were taken from it, write `relation: cited`"
ASK = "ask whoever made it, and add `permission: …` (who, when, where it is written down)"
SELL = (
    "ask whoever made it, and add `permission: …`; or write `commercial: false` under `potluck:` "
    "in mkdocs.yml (the book is under CC BY-SA 4.0, which lets readers sell it)"
)


def said(
    root: Path, *meta: str, config: str = "", body: str = "Slice.\n", only: str = "LIC"
) -> list[str]:
    """Check a book of one chapter and one picture; return what the licence rules say."""
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text(config or "site_name: Soups\nplugins: [potluck]\n")
    (root / "content/soup.md").write_text(
        "\n".join(("---", "title: Soup", *meta, "---", body)), encoding="utf-8"
    )
    (root / "content/bowl.svg").write_text(BOWL)
    book = read(root)
    found = checks.run(book, outline(book), today=date(2026, 11, 22))
    return [str(finding) for finding in found if finding.code.startswith(only)]


def source(rest: str) -> tuple[str, str]:
    return "sources:", f"  - {{title: Potage, {rest}}}"


def picture(rest: str) -> tuple[str, str]:
    return "media:", f"  - {{file: bowl.svg, author: Ann, {rest}}}"


# --- LIC-005, LIC-006, LIC-007 ------------------------------------------------------------------

ADAPTED = [
    (
        ("license: CC-BY-4.0", *source("license: CC-BY-SA-3.0, changes: x")),
        "content/soup.md:5: error LIC-005 `Potage` cannot be adapted here: CC BY-SA 3.0 asks that "
        "what is made from it keeps its terms, and CC BY 4.0 has others. "
        f"Hint: write `license: CC-BY-SA-4.0` for this chapter; or, {FACTS}",
    ),
    (
        ("license: CC-BY-SA-3.0", *source("license: CC-BY-SA-4.0, relation: translated")),
        "content/soup.md:5: error LIC-005 `Potage` cannot be adapted here: CC BY-SA 4.0 may be "
        "followed by a later version, never by an earlier one like CC BY-SA 3.0. "
        f"Hint: write `license: CC-BY-SA-4.0` for this chapter; or, {FACTS}",
    ),
    (
        source("license: GFDL-1.2-only, changes: x"),
        "content/soup.md:4: error LIC-005 `Potage` cannot be adapted here: GNU FDL 1.2 only asks "
        "that what is made from it stays under it, and CC BY-SA 4.0 is another. "
        f"Hint: write `license: GFDL-1.2-only` for this chapter; or, {FACTS}",
    ),
    (
        source("license: CC-BY-ND-4.0, changes: x"),
        "content/soup.md:4: error LIC-005 `Potage` cannot be adapted here: CC BY-ND 4.0 allows no "
        "changed versions, neither under CC BY-SA 4.0 nor otherwise. "
        f"Hint: put it unchanged into a chapter of its own; or, {FACTS}; or {ASK}",
    ),
    (
        ("license: CC0-1.0", *source("license: MIT")),
        "content/soup.md:5: warning LIC-006 `Potage` is adapted here. MIT License still asks for "
        "its notice, which CC0 1.0 does not tell the readers. "
        f"Hint: write `license: CC-BY-4.0` for this chapter; or, {FACTS}",
    ),
    (
        ("sources:", f"  - {SHARE}", "  - {title: Brühe, license: GFDL-1.3-only, changes: x}"),
        "content/soup.md:5: error LIC-007 `Brühe` and `Potage` are both adapted here. GNU FDL 1.3 "
        "only and CC BY-SA 4.0 cannot be joined in one text: no licence keeps the terms of all. "
        f"Hint: make a chapter of its own from `Brühe`; or, {FACTS}",
    ),
]


@pytest.mark.parametrize(("meta", "line"), ADAPTED)
def test_what_cannot_be_adapted(meta: tuple[str, ...], line: str, tmp_path: Path) -> None:
    assert said(tmp_path, *meta) == [line]


def test_no_licence_is_offered_that_another_source_forbids(tmp_path: Path) -> None:
    more = ("  - {title: Brodo, license: CC-BY-SA-2.0, changes: x}",)
    found = said(tmp_path, "license: CC-BY-4.0", "sources:", f"  - {SHARE}", *more)
    hint = f"Hint: write `license: CC-BY-SA-4.0` for this chapter; or, {FACTS}"
    assert [line[line.index("Hint") :] for line in found] == [hint, hint]


def test_no_licence_is_offered_that_keeps_a_sold_book_from_being_sold(tmp_path: Path) -> None:
    own = source("license: LicenseRef-Grandmas, changes: x")
    hint = f"Hint: write `license: LicenseRef-Grandmas` for this chapter; or, {FACTS}"
    assert said(tmp_path, *own)[0].endswith(hint)


ALLOWED = [
    source("license: CC-BY-SA-4.0, changes: x"),
    source("license: CC-BY-SA-2.0, changes: x"),
    source("license: CC-BY-3.0, author: Jo, changes: x"),
    source("license: CC-PDM-1.0, changes: x"),
    source("license: LAL-1.3, changes: x"),
    source("license: GFDL-1.2-only, relation: quoted"),
    source("license: CC-BY-ND-4.0, relation: cited"),
    source("license: CC-BY-ND-4.0, permission: 'Jo Doe, letter of 3 May 2024', changes: x"),
    source("license: All rights reserved, permission: 'Jo Doe, by mail'"),
    source("license: All rights reserved, relation: cited"),
    source("relation: cited"),
    source("relation: quoted"),
    source("permission: 'Jo Doe, at table, Easter 2021'"),
    picture("license: All rights reserved, permission: 'Ann, by mail'"),
    picture("license: CC-BY-NC-4.0, permission: 'Ann, by mail'"),
    picture(f"license: CC-BY-ND-4.0, pinned: '{pin_bytes(BOWL.encode())}'"),
    ("license: CC-BY-NC-4.0", "permission: all of us, meeting of 3 May 2024"),
    ("license: All rights reserved", "permission: 'Jo Doe, letter of 3 May 2024'"),
]


@pytest.mark.parametrize("meta", ALLOWED)
def test_what_is_allowed_is_left_alone(meta: tuple[str, ...], tmp_path: Path) -> None:
    assert said(tmp_path, *meta) == []


@pytest.mark.parametrize("word", ["yes", "no", "'?'", "asked", "TODO"])
def test_a_word_is_no_permission(word: str, tmp_path: Path) -> None:
    assert said(tmp_path, "license: All rights reserved", f"permission: {word}") == [
        "content/soup.md:3: error LIC-010 Nothing says that this chapter may be published: all "
        f"rights reserved. Hint: {ASK}"
    ]


@pytest.mark.parametrize("note", ["https://example.org/yes.eml", "作者来信同意"])
def test_an_address_or_a_sentence_without_blanks_is_a_permission(note: str, tmp_path: Path) -> None:
    assert said(tmp_path, "license: All rights reserved", f"permission: {note}") == []


# --- LIC-008 ------------------------------------------------------------------------------------

NOT_FOR_SALE = [
    (("license: CC-BY-NC-4.0",), "content/soup.md:3", "This chapter is under CC BY-NC 4.0"),
    (
        picture("license: CC BY-NC-SA 3.0 DE"),
        "content/soup.md:4",
        "`bowl.svg` is under CC BY-NC-SA 3.0 DE",
    ),
    (
        source("license: CC-BY-NC-SA-4.0, changes: x"),
        "content/soup.md:4",
        "`Potage`, which is adapted here, is under CC BY-NC-SA 4.0",
    ),
]


@pytest.mark.parametrize(("meta", "place", "words"), NOT_FOR_SALE)
def test_what_is_not_for_sale(
    meta: tuple[str, ...], place: str, words: str, tmp_path: Path
) -> None:
    assert said(tmp_path, *meta) == [
        f"{place}: error LIC-008 {words}, which forbids commercial use; this book allows it. "
        f"Hint: {SELL}"
    ]


@pytest.mark.parametrize("meta", [NOT_FOR_SALE[0][0], NOT_FOR_SALE[1][0]])
def test_a_book_that_is_not_sold_may_hold_it(meta: tuple[str, ...], tmp_path: Path) -> None:
    assert said(tmp_path, *meta, config=NOT_SOLD) == []


def test_a_book_whose_licence_forbids_sale_is_not_sold(tmp_path: Path) -> None:
    config = "site_name: Soups\nplugins:\n  - potluck:\n      license: CC-BY-NC-4.0\n"
    assert said(tmp_path, *picture("license: CC-BY-NC-SA-4.0"), config=config) == []


def test_the_same_source_is_doubtful_where_nothing_is_sold(tmp_path: Path) -> None:
    found = said(tmp_path, *source("license: CC-BY-NC-4.0, changes: x"), config=NOT_SOLD)
    assert found == [
        "content/soup.md:4: warning LIC-006 `Potage` is adapted here. CC BY-NC 4.0 forbids "
        "commercial use, which CC BY-SA 4.0 does not tell the readers. "
        f"Hint: write `license: CC-BY-NC-4.0` for this chapter; or, {FACTS}"
    ]


def test_a_book_cannot_be_sold_against_its_own_licence(tmp_path: Path) -> None:
    options = "      license: CC-BY-NC-4.0\n      commercial: true\n"
    with pytest.raises(ConfigError) as caught:
        said(tmp_path, config=f"site_name: Soups\nplugins:\n  - potluck:\n{options}")
    assert (caught.value.message, caught.value.hint) == (
        "mkdocs.yml:5: CC BY-NC 4.0 forbids commercial use, so this book cannot be sold.",
        "write `commercial: false`, or give the book a licence such as CC-BY-SA-4.0",
    )


# --- LIC-009 ------------------------------------------------------------------------------------


def test_a_chapter_that_nobody_may_change_asks_for_its_pin(tmp_path: Path) -> None:
    assert said(tmp_path, "license: CC-BY-ND-4.0") == [
        "content/soup.md:3: error LIC-009 Nobody may change this chapter (CC BY-ND 4.0), and "
        "nothing here shows whether somebody did. Hint: see that it is as its author made it, and "
        f"add the line:\npinned: {pin_text('Slice.')}"
    ]


def test_a_changed_chapter_is_found(tmp_path: Path) -> None:
    meta = ("license: CC-BY-ND-4.0", f"pinned: {pin_text('Slice.')}")
    assert said(tmp_path, *meta, body="Slice them.\n") == [
        "content/soup.md:4: error LIC-009 Nobody may change this chapter (CC BY-ND 4.0), and it is "
        "not what it was when it was pinned. Hint: put it back as it was; if its author changed "
        f"it, write:\npinned: {pin_text('Slice them.')}"
    ]


@pytest.mark.parametrize("body", ["Slice.\n", "\nSlice.  \n\n", "Slice.\r\n"])
def test_a_chapter_as_it_was_pinned_is_left_alone(body: str, tmp_path: Path) -> None:
    meta = ("license: CC-BY-ND-4.0", f"pinned: {pin_text('Slice.')}")
    assert said(tmp_path, *meta, body=body) == []


def test_the_text_of_a_book_that_nobody_may_change_is_its_own(tmp_path: Path) -> None:
    config = "site_name: Soups\nplugins:\n  - potluck:\n      license: CC-BY-ND-4.0\n"
    assert said(tmp_path, "license: CC-BY-ND-4.0", config=config) == []


def test_a_picture_that_nobody_may_change_asks_for_its_pin(tmp_path: Path) -> None:
    assert said(tmp_path, *picture("license: CC-BY-ND-4.0")) == [
        "content/soup.md:4: error LIC-009 Nobody may change `bowl.svg` (CC BY-ND 4.0), and nothing "
        "here shows whether somebody did. Hint: see that it is as its author made it, and add the "
        f"line:\npinned: {pin_bytes(BOWL.encode())}"
    ]


def test_a_picture_that_was_said_to_be_changed_may_not_be(tmp_path: Path) -> None:
    assert said(tmp_path, *picture("license: CC-BY-ND-4.0, changes: trimmed")) == [
        "content/soup.md:4: error LIC-009 `bowl.svg` was changed, and CC BY-ND 4.0 allows no "
        "changed versions. Hint: put the original here and take out `changes:`; or ask, and add "
        "`permission: …`"
    ]


# --- LIC-010 ------------------------------------------------------------------------------------

NOT_ALLOWED = [
    (
        source("changes: x"),
        "content/soup.md:4: error LIC-010 Nothing says that `Potage` may be adapted: it has no "
        f"licence here. Hint: {FACTS}; else add its `license: …`; or {ASK}",
    ),
    (
        source("license: ©, relation: translated"),
        "content/soup.md:4: error LIC-010 Nothing says that `Potage` may be adapted: all rights "
        f"reserved. Hint: {FACTS}; or {ASK}",
    ),
    (
        source("year: 1845, changes: x"),
        "content/soup.md:4: warning LIC-010 Nothing says that `Potage` (1845) is in the public "
        "domain. Hint: if it is, which is likely, add `license: CC-PDM-1.0`",
    ),
    (
        picture("license: All rights reserved"),
        "content/soup.md:4: error LIC-010 Nothing says that `bowl.svg` may be used: all rights "
        f"reserved. Hint: {ASK}; or take another picture",
    ),
    (
        ("license: All rights reserved",),
        "content/soup.md:3: error LIC-010 Nothing says that this chapter may be published: all "
        f"rights reserved. Hint: {ASK}",
    ),
]


@pytest.mark.parametrize(("meta", "line"), NOT_ALLOWED)
def test_what_nobody_allowed(meta: tuple[str, ...], line: str, tmp_path: Path) -> None:
    assert said(tmp_path, *meta) == [line]


def test_a_licence_beside_the_file_counts_and_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    words = "SPDX-FileCopyrightText: 2024 Ann\nSPDX-License-Identifier: CC-BY-NC-4.0\n"
    (tmp_path / "content/bowl.svg.license").write_text(words)
    (tmp_path / "content/soup.md").write_text("# Soup\n\n![A bowl from above](bowl.svg)\n")
    (tmp_path / "content/bowl.svg").write_text(BOWL)
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    book = read(tmp_path)
    found = checks.run(book, outline(book), only=frozenset({"LIC-008"}))
    assert [str(finding.place) for finding in found] == ["content/bowl.svg.license:2"]


# --- SRC-004 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("license_", ["CC-BY-4.0", "GFDL-1.3-only", "GPL-3.0-only", "LAL-1.3"])
def test_every_licence_that_asks_what_was_changed_is_heard(license_: str, tmp_path: Path) -> None:
    meta = (f"license: {license_}", *source(f"license: {license_}"))
    assert said(tmp_path, *meta, only="SRC") == [
        "content/soup.md:5: error SRC-004 `Potage` is adapted here, and nothing says what was "
        "changed. Hint: add `changes: …`, such as: metric units; less cream. If only facts were "
        "taken from it, write `relation: cited`"
    ]


def test_a_licence_that_asks_only_for_its_notice_is_content(tmp_path: Path) -> None:
    assert said(tmp_path, *source("license: MIT"), only="SRC") == []
