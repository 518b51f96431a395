"""What the rules about consent and lost co-authors say, word for word; and when they do not."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitbook import GitBook
from potluck import checks
from potluck.attribution import Attribution
from potluck.checks.relicensing import _LINE, _book_license, stated
from potluck.credits import history
from potluck.source.outline import outline
from potluck.source.reader import read

A = "Contributor A <a@example.org>"
B = "Contributor B <b@example.org>"
C = "Contributor C <c@example.org>"
D = "Contributor D <d@example.org>"
PLAIN = "site_name: Soups\nplugins: [potluck]\n"
AGREED = "permission: who agreed, when, and where that is written"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", PLAIN)
    return made


def config(*lines: str) -> str:
    return "\n".join(("site_name: Soups", "plugins:", "  - potluck:", *lines, ""))


def chapter(*meta: str, body: str = "Slice the leeks.") -> str:
    return "\n".join(("---", "title: Soup", *meta, "---", body, ""))


def said(book: GitBook, code: str) -> list[str]:
    manuscript = read(book.book)
    skeleton = outline(manuscript)
    found = checks.run(
        manuscript,
        skeleton,
        only=frozenset({code}),
        today=date(2026, 11, 22),
        past=lambda: Attribution(manuscript, skeleton, history.read(book.book)),
    )
    return [str(finding) for finding in found]


# --- LIC-012: the licence of a chapter ----------------------------------------------------------


def test_who_wrote_under_the_old_licence_is_named(book: GitBook) -> None:
    book.commit(A, soup=chapter("license: CC-BY-SA-4.0"))
    book.commit(B, soup=chapter("license: CC-BY-SA-4.0", body="Slice and wash the leeks."))
    book.commit(C, soup=chapter("license: CC-BY-4.0", body="Slice and wash the leeks."))
    book.commit(D, soup=chapter("license: CC-BY-4.0", body="Slice, wash and fry the leeks."))
    assert said(book, "LIC-012") == [
        "content/soup.md:3: warning LIC-012 This chapter was under CC BY-SA 4.0 and is under "
        "CC BY 4.0 now; Contributor B and Contributor A wrote in it before. Hint: ask them, and "
        f"add to the metadata: `{AGREED}`; or write `license: CC-BY-SA-4.0`"
    ]


def test_it_is_found_through_a_rename_and_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    book = GitBook(tmp_path, "inner")
    book.write("mkdocs.yml", PLAIN)
    book.commit(A, soup=chapter("license: CC-BY-SA-4.0", body="Slice the leeks.\n" * 9))
    book.move("content/soup.md", "content/mains/leeks.md")
    book.commit(B)
    book.commit(C, **{"mains/leeks": chapter("license: CC-BY-4.0", body="Slice the leeks.\n" * 9)})
    (found,) = said(book, "LIC-012")
    assert "now; Contributor A wrote in it before." in found


def test_a_licence_that_is_dropped_has_changed_too(book: GitBook) -> None:
    book.commit(A, soup=chapter("license: CC-BY-4.0"), stew=chapter("license: CC-BY-4.0"))
    book.commit(B, soup=chapter())
    assert said(book, "LIC-012") == [
        "content/soup.md:2: warning LIC-012 This chapter was under CC BY 4.0 and is under "
        "CC BY-SA 4.0 now; Contributor A wrote in it before. Hint: ask them, and add to the "
        f"metadata: `{AGREED}`; or write `license: CC-BY-4.0`"
    ]


def test_a_name_that_is_withheld_stays_so(book: GitBook) -> None:
    book.write("contributors/a.yml", "name: Contributor A\nvisibility: removed\n")
    book.commit(A, soup=chapter("license: CC-BY-SA-4.0"))
    book.commit(B, soup=chapter("license: CC-BY-4.0"))
    (found,) = said(book, "LIC-012")
    assert "now; a contributor (name withheld) wrote in it before." in found


def test_many_are_counted(book: GitBook) -> None:
    for number in range(25):
        who = f"Contributor {number:02} <{number}@example.org>"
        book.commit(who, soup=chapter("license: CC-BY-SA-4.0", body=f"Stir {number} times."))
    book.commit(A, soup=chapter("license: CC-BY-4.0"))
    (found,) = said(book, "LIC-012")
    assert "Contributor 07, Contributor 06 and 6 others wrote in it before." in found


SILENT = {
    "its only author may": [(A, "CC-BY-SA-4.0", "one"), (A, "CC-BY-4.0", "one")],
    "nothing is asked of the public domain": [(A, "CC0-1.0", "one"), (B, "CC-BY-4.0", "one")],
    "it is the same, written otherwise": [(A, "CC-BY-4.0", "one"), (B, "CC BY 4.0", "one")],
    "a name without a version was none": [(A, "CC-BY", "one"), (B, "CC-BY-4.0", "one")],
    "a slip that was put right": [
        (A, "CC-BY-4.0", "one"),
        (B, "CC-BY-SA-4.0", "one"),
        (A, "CC-BY-4.0", "one"),
    ],
}


@pytest.mark.parametrize("case", SILENT)
def test_nobody_is_asked_where(case: str, book: GitBook) -> None:
    for who, license_, body in SILENT[case]:
        book.commit(who, soup=chapter(f"license: {license_}", body=body))
    assert said(book, "LIC-012") == []


def source(license_: str) -> tuple[str, str]:
    return "sources:", f"  - {{title: Soup, license: {license_}, changes: new steps}}"


def test_nobody_is_asked_where_the_old_text_is_a_source_that_allows_it(book: GitBook) -> None:
    book.commit(A, soup=chapter("license: CC-BY-4.0"))
    book.commit(B, soup=chapter("license: CC-BY-SA-4.0", *source("CC-BY-4.0")))
    assert said(book, "LIC-012") == []
    book.commit(B, soup=chapter("license: CC-BY-SA-4.0", *source("CC-BY-3.0")))
    assert len(said(book, "LIC-012")) == 1


def test_a_source_helps_nothing_where_its_licence_does_not_allow_it(book: GitBook) -> None:
    book.commit(A, soup=chapter("license: CC-BY-SA-4.0"))
    book.commit(B, soup=chapter("license: CC-BY-4.0", *source("CC-BY-SA-4.0")))
    assert len(said(book, "LIC-012")) == 1


def test_nobody_is_asked_before_the_change_is_committed(book: GitBook) -> None:
    book.commit(A, soup=chapter("license: CC-BY-SA-4.0"))
    book.write("content/soup.md", chapter("license: CC-BY-4.0"))
    assert said(book, "LIC-012") == []


def test_an_old_version_that_cannot_be_read_is_passed_over(book: GitBook) -> None:
    book.commit(A, soup="---\nlicense: [&a *a\n---\n")
    book.commit(B, soup=chapter("license: CC-BY-4.0"))
    assert said(book, "LIC-012") == []


def test_a_header_of_an_old_version_counts(book: GitBook) -> None:
    book.commit(A, soup="<!-- SPDX-License-Identifier: CC-BY-SA-4.0 -->\n\n# Soup\n")
    book.commit(B, soup=chapter("license: CC-BY-4.0"))
    (found,) = said(book, "LIC-012")
    assert "was under CC BY-SA 4.0 and is under CC BY 4.0 now" in found


# --- LIC-012: the licence of the book -----------------------------------------------------------


def test_a_book_that_changes_its_licence_is_one_finding(book: GitBook) -> None:
    book.commit(A, soup=chapter(), stew=chapter("license: CC-BY-SA-4.0"))
    book.commit(B, pie=chapter())
    book.write("mkdocs.yml", config("      license: CC-BY-4.0"))
    book.commit(C)
    assert said(book, "LIC-012") == [
        "mkdocs.yml:4: warning LIC-012 The book was under CC BY-SA 4.0 and is under CC BY 4.0 now; "
        "Contributor B and Contributor A wrote in it before. Hint: ask them, and add below "
        f"`potluck:` in mkdocs.yml: `{AGREED}`; or write `license: CC-BY-SA-4.0`"
    ]
    book.write("mkdocs.yml", config("      license: CC-BY-4.0", "      permission: both, by mail"))
    assert said(book, "LIC-012") == []


def test_whoever_changes_the_licence_of_their_own_book_is_not_asked(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    book.write("mkdocs.yml", config("      license: CC-BY-4.0"))
    book.commit(A)
    book.commit(B, soup=chapter(body="Slice and wash the leeks."))
    assert said(book, "LIC-012") == []


# --- LIC-015 ------------------------------------------------------------------------------------

REQUIRED = config("      consent: required")
SIGN = "or ask them to sign off a commit: git commit --signoff"
LINE = "consent: {via: WHERE-THEY-SAID-SO, date: 2026-11-22}"


def test_nobody_is_asked_where_the_book_does_not(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    assert said(book, "LIC-015") == []


def test_each_person_is_one_finding_that_says_what_to_type(book: GitBook) -> None:
    book.write("mkdocs.yml", REQUIRED)
    book.write("contributors/b.yml", "name: Contributor B\nconsent: {via: issue 3}\n")
    book.write("contributors/c.yml", "name: Contributor C\n")
    book.commit(A, soup=chapter(), stew=chapter())
    book.commit(B, soup=chapter(body="Slice and wash the leeks."))
    book.commit(C, soup=chapter(body="Slice, wash and fry the leeks."))
    message = "Nothing shows that Contributor {} has agreed to the licence."
    assert said(book, "LIC-015") == [
        f"content/soup.md:1: error LIC-015 {message.format('A')} Hint: ask them, and write "
        f"contributors/contributor-a.yml:\nname: Contributor A\n{LINE}\n{SIGN}",
        f"contributors/b.yml:2: error LIC-015 {message.format('B')} Hint: ask them, and put in "
        f"what is missing:\n{LINE}\n{SIGN}",
        f"contributors/c.yml:1: error LIC-015 {message.format('C')} Hint: ask them, and add the "
        f"line:\n{LINE}\n{SIGN}",
    ]


def test_the_hint_of_a_withheld_contributor_does_not_name_them(book: GitBook) -> None:
    book.write("mkdocs.yml", REQUIRED)
    book.write("contributors/x.yml", "name: Contributor A\nvisibility: removed\n")
    book.commit(A, soup=chapter())
    (found,) = said(book, "LIC-015")
    assert found == (
        "contributors/x.yml:1: error LIC-015 Nothing shows that a contributor (name withheld) has "
        f"agreed to the licence. Hint: ask them, and add the line:\n{LINE}\n{SIGN}"
    )


@pytest.mark.parametrize("levels", [1000, 3000, 100_000])
@pytest.mark.parametrize("level", ["- ", "[", "{a: ", "[\n", "? "])
def test_a_config_that_was_once_too_deep_says_nothing(level: str, levels: int) -> None:
    assert _book_license(f"plugins: potluck\nnav:\n  {level * levels}") is None


# --- ATT-019 ------------------------------------------------------------------------------------


def squash(book: GitBook, message: str = "Wash them (#5)", who: str = A, **files: str) -> None:
    """Make a pull request #5 with a commit of B and one of C, and take it in as one commit."""
    book.branch("work")
    book.commit(B, soup=chapter(body="Slice and wash the leeks."))
    book.commit(C, stew=chapter(body="Stew the leeks."))
    book.git("update-ref", "refs/remotes/origin/pull/5/head", "HEAD")
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--squash", "work")
    book.git("branch", "-q", "-D", "work")
    book.commit(who, message, **files)


def test_everyone_who_is_lost_is_named_where_they_worked(book: GitBook) -> None:
    book.commit(A, soup=chapter("authors: [Contributor A]"))
    squash(book)
    advice = "and in the message of the next such commit: `Co-authored-by: Contributor"
    assert said(book, "ATT-019") == [
        "content/soup.md:2: error ATT-019 Pull request #5 came in without Contributor B, who wrote "
        "commits of it. Hint: write `authors: [Contributor A, Contributor B]`; "
        f"{advice} B <THEIR-ADDRESS>`",
        "content/stew.md:2: error ATT-019 Pull request #5 came in without Contributor C, who wrote "
        "commits of it. Hint: write `authors: [Contributor A, Contributor C]`; "
        f"{advice} C <THEIR-ADDRESS>`",
    ]


def test_who_is_named_keeps_their_role(book: GitBook) -> None:
    book.commit(A, soup=chapter("authors: [{id: Contributor D, role: editor}, 'No']"))
    squash(book, soup=chapter("authors: [{id: Contributor D, role: editor}, 'No']", body="Wash."))
    assert said(book, "ATT-019")[0] == (
        "content/soup.md:3: error ATT-019 Pull request #5 came in without Contributor B, who wrote "
        'commits of it. Hint: write `authors: [{id: Contributor D, role: editor}, "No", '
        "Contributor B]`; and in the message of the next such commit: "
        "`Co-authored-by: Contributor B <THEIR-ADDRESS>`"
    )


def test_a_name_that_is_withheld_is_not_in_the_advice(book: GitBook) -> None:
    book.write("contributors/x.yml", "name: X\naliases: [Contributor A]\nvisibility: removed\n")
    book.commit(A, soup=chapter())
    squash(book)
    assert said(book, "ATT-019")[0] == (
        "content/soup.md:2: error ATT-019 Pull request #5 came in without Contributor B, who wrote "
        "commits of it. Hint: write `authors: [Contributor B]`; and in the message of the next "
        "such commit: `Co-authored-by: Contributor B <THEIR-ADDRESS>`"
    )


def test_co_authors_of_the_squash_are_not_lost(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    squash(book, f"Wash them (#5)\n\n* wash\n\nCo-authored-by: {B}\n\nCo-authored-by: {C}\n")
    assert said(book, "ATT-019") == []


def test_one_person_under_two_names_is_not_lost(book: GitBook) -> None:
    book.write("contributors/a.yml", "name: Contributor A\naliases: [Contributor B, c]\n")
    book.commit(A, soup=chapter())
    squash(book, f"Wash them (#5)\n\nCo-authored-by: Contributor C <{C.split('<')[1]}")
    assert said(book, "ATT-019") == []


def test_whoever_is_credited_anyway_is_not_lost(book: GitBook) -> None:
    book.write("contributors/b.yml", "name: Contributor B\n")
    book.commit(A, soup=chapter())
    book.commit(C, stew=chapter())
    squash(book, soup=chapter("authors: [Contributor A, b]", body="Slice and wash the leeks."))
    assert said(book, "ATT-019") == []


def test_a_pull_request_that_was_merged_is_whole(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    book.branch("work")
    book.commit(B, soup=chapter(body="Slice and wash the leeks."))
    book.git("update-ref", "refs/pull/5/head", "HEAD")
    book.merge(A, "work")
    book.commit(A, "Thanks (#5)", soup=chapter(body="Slice, wash and fry the leeks."))
    assert said(book, "ATT-019") == []


def test_bots_and_merges_of_the_branch_are_nobody(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    book.branch("work")
    book.commit("dependabot[bot] <49+dependabot[bot]@users.noreply.github.com>",
                soup=chapter(body="Slice and wash the leeks."))  # fmt: skip
    book.git("checkout", "-q", "main")
    book.commit(A, stew=chapter())
    book.git("checkout", "-q", "work")
    book.record(B, "merge", "-q", "--no-ff", "-m", "Merge main", "main")
    book.git("update-ref", "refs/pull/5/head", "HEAD")
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--squash", "work")
    book.commit(A, "Wash them (#5)")
    assert said(book, "ATT-019") == []


@pytest.mark.parametrize("message", ["Wash them", "See (#5) first", "Wash them (#7)"])
def test_a_commit_without_that_number_is_not_compared(message: str, book: GitBook) -> None:
    book.commit(A, soup=chapter())
    squash(book, message)
    assert said(book, "ATT-019") == []


def test_no_address_is_in_the_advice(book: GitBook) -> None:
    book.commit(A, soup=chapter())
    squash(book)
    assert not any("@" in found for found in said(book, "ATT-019"))


# --- anything may stand in an old version -------------------------------------------------------

SIGNS = st.sampled_from(["license", ":", " ", "\n", "---", "- ", "&a", "*a", "[", "{", "#", "x"])


@given(st.lists(SIGNS, max_size=40).map("".join), st.text(max_size=40))
def test_whatever_an_old_version_says_nothing_breaks(front: str, body: str) -> None:
    said = stated(f"---\nlicense: {front}\n---\n{body}", "content/soup.md")
    assert said is None or isinstance(said, str)


def test_a_long_line_takes_no_time() -> None:
    began = time.monotonic()
    assert stated("license" * 100_000, "content/soup.md") is None
    assert _LINE.sub("", "license" * 100_000 + " " * 100_000) != ""
    assert time.monotonic() - began < 2
