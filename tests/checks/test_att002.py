"""What the ratchet says, word for word."""

from pathlib import Path

import pytest

from checks.test_rules import findings
from gitbook import GitBook
from potluck.checking import check_book

A = "Contributor A <a@example.org>"
LEDGER = "contributors/ledger.lock.json"
SOUP = '{"chapter": "content/soup.md", '
PERSON_A = SOUP + '"person": "a", "name": "Contributor A", "roles": ["author"]},\n'
PERSON_B = SOUP + '"person": "b", "name": "Contributor B"},\n'
DAL = SOUP + '"source": "https://example.org/dal", "name": "Masoor dal", "by": "Contributor Z"},\n'


def head(*meta: str) -> str:
    return "\n".join(("---", "title: Soup", *meta, "---", "Slice the leeks.", ""))


def said(root: Path, text: str, *ledgers: str, **files: str) -> list[str]:
    """Commit a chapter and versions of a ledger; return what the two rules say."""
    book = GitBook(root)
    book.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    for name in ("a", "b"):
        book.write(f"contributors/{name}.yml", f"name: Contributor {name.upper()}\n")
    for name, content in files.items():
        book.write(f"contributors/{name}.yml", content)
    for ledger in ledgers:
        book.write(LEDGER, ledger)
        book.commit(A, "Ledger")
    book.commit(A, "Soup", soup=text)
    codes = {"ATT-002", "ATT-021"}
    return [str(finding) for finding in findings(root) if finding.code in codes]


def hint(what: str, again: str, removal: str) -> str:
    return (
        f"Hint: credit {what} again:\n{again}\nor say why not:\n"
        f"removed_credits:\n  - {{{removal}, reason: WHY, date: 2026-11-22}}"
    )


@pytest.mark.parametrize(
    ("text", "ledgers", "expected"),
    [
        (
            head("authors: [a]"),
            (PERSON_A + PERSON_B, PERSON_A),
            "content/soup.md:3: error ATT-002 `Contributor B` was credited here, and is not any "
            "more. " + hint("them", "authors: [a, {id: b, role: contributor}]", "who: b"),
        ),
        (
            head("authors: [b]"),
            (PERSON_A + PERSON_B,),
            "content/soup.md:3: warning ATT-002 `Contributor A` was an author here, and is only "
            "known from the history now. " + hint("them", "authors: [b, a]", "who: a"),
        ),
        (
            head("authors: [a]"),
            (PERSON_A + DAL,),
            "content/soup.md:2: error ATT-002 The source `Masoor dal` by `Contributor Z` was named "
            "here, and is not any more. "
            + hint(
                "it",
                "sources:\n"
                "  - {title: Masoor dal, author: Contributor Z, url: https://example.org/dal}",
                "source: https://example.org/dal",
            ),
        ),
        (
            head("authors: [a]", "removed_credits:", "  - {who: b, reason: R, date: 2026-11-24}"),
            (PERSON_A + PERSON_B,),
            "content/soup.md:5: error ATT-002 `2026-11-24` is still to come. "
            "Hint: write the day on which the credit was taken out: 2026-11-22",
        ),
        (
            head("authors: [a]", "removed_credits:", "  - {who: b, reason: R, date: 2026-02-30}"),
            (PERSON_A + PERSON_B,),
            "content/soup.md:5: error ATT-002 `2026-02-30` is no day. "
            "Hint: write the day as YYYY-MM-DD",
        ),
        (
            head("authors: [a]", "removed_credits:", "  - {who: a, reason: R, date: 2026-11-01}"),
            (PERSON_A,),
            "content/soup.md:5: warning ATT-002 `removed_credits` names `a`, and no such credit is "
            "gone. Hint: take the entry out, or write the id or the address as it was credited",
        ),
        (
            head("authors: [a]", "removed_credits:", "  - {reason: R, date: 2026-11-01}"),
            (PERSON_A,),
            "content/soup.md:5: warning ATT-002 This entry of `removed_credits` names nobody and "
            "no source. Hint: take the entry out, or write the id or the address as it was "
            "credited",
        ),
        (
            head("authors: [a]"),
            (PERSON_A + "nonsense\n",),
            "contributors/ledger.lock.json:2: error ATT-002 This line of the ledger cannot be "
            "read: it is no JSON. Hint: potluck credits --write (it takes what stood there from "
            "the history)",
        ),
        (
            head("authors: [a, b]"),
            (PERSON_A,),
            "contributors/ledger.lock.json:1: info ATT-021 The ledger does not have 1 credit yet: "
            "`Contributor B` in `content/soup.md`. Hint: potluck credits --write",
        ),
        (
            head("authors: [a]"),
            (f"<<<<<<< HEAD\n=======\n{PERSON_A}>>>>>>> side\n",),
            "contributors/ledger.lock.json:1: info ATT-021 The ledger has the marks of a merge in "
            "it. Hint: potluck credits --write",
        ),
    ],
)
def test_the_message(tmp_path: Path, text: str, ledgers: tuple[str, ...], expected: str) -> None:
    assert said(tmp_path, text, *ledgers) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        head("authors: [a, b]"),
        head("authors: [a]", "reviewers: [Contributor B]"),
        head("authors: [a]", "submitted_by: b"),
        head("authors: [a]", "media: [{file: soup.jpg, author: b}]"),
        head("authors: [a]", "removed_credits: [{who: b, reason: asked, date: 2026-11-01}]"),
    ],
)
def test_any_credit_or_a_removal_will_do(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text, PERSON_A + PERSON_B) == []


def test_without_a_ledger_nothing_is_asked(tmp_path: Path) -> None:
    assert said(tmp_path, head("authors: [a]")) == []


def test_a_name_that_is_withheld_is_named_nowhere(tmp_path: Path) -> None:
    hidden = "name: Contributor B\nvisibility: removed\n"
    assert said(tmp_path, head("authors: [a]"), PERSON_A + PERSON_B, b=hidden) == []
    assert said(tmp_path, head("authors: [a, b]"), PERSON_A, b=hidden) == [
        "contributors/ledger.lock.json:1: info ATT-021 The ledger does not have 1 credit yet: "
        "a contributor (name withheld) in `content/soup.md`. Hint: potluck credits --write"
    ]


def test_somebody_unnamed_who_is_lost_is_told_without_a_name(tmp_path: Path) -> None:
    unknown = SOUP + '"person": "anonymous-123456"},\n'
    assert said(tmp_path, head("authors: [a]"), PERSON_A + unknown) == [
        "content/soup.md:3: error ATT-002 A contributor (name withheld) was credited here, and is "
        "not any more. Hint: say why:\nremoved_credits:\n"
        "  - {who: anonymous-123456, reason: WHY, date: 2026-11-22}"
    ]


def test_the_hint_settles_the_matter(tmp_path: Path) -> None:
    removal = "removed_credits:\n  - {who: anonymous-123456, reason: WHY, date: 2026-11-22}"
    unknown = SOUP + '"person": "anonymous-123456"},\n'
    assert said(tmp_path, head("authors: [a]", removal), PERSON_A + unknown) == []


def test_a_change_that_drops_somebody_is_found_against_the_book_before_it(tmp_path: Path) -> None:
    assert said(tmp_path, head("authors: [a, b]"), PERSON_A + PERSON_B) == []
    book = GitBook(tmp_path, clock=1_800_000_000)
    book.write(LEDGER, PERSON_A)
    book.commit(A, "Tidy up", soup=head("authors: [a]"))
    found = check_book(tmp_path, only=frozenset({"ATT-002"}), since="HEAD~1").findings
    assert [(finding.code, finding.place.path) for finding in found] == [
        ("ATT-002", "content/soup.md")
    ]
    book.commit(A, "Another title", pie="# Pie\n")
    assert check_book(tmp_path, only=frozenset({"ATT-002"}), since="HEAD~1").findings == ()
