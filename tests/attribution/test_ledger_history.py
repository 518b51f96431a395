"""The ledger of real books: what git keeps of it, and what no commit can undo."""

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gitbook import GitBook
from potluck.attribution import Attribution
from potluck.attribution.ledger import (
    NAME,
    Balance,
    Ledger,
    Written,
    balance,
    load,
    missing,
    now,
    of,
    past,
    union,
    write,
)
from potluck.attribution.ledger.entries import Trouble
from potluck.attribution.ledger.same import number
from potluck.credits import history
from potluck.credits.identity import address_hash
from potluck.errors import ConfigError
from potluck.source.outline import outline
from potluck.source.reader import read

A = "Contributor A <a@example.org>"
B = "Contributor B <b@example.org>"
SOUP = "content/soup.md"


def text(seed: str, *meta: str) -> str:
    chance = random.Random(seed)  # noqa: S311 - a text, no secret
    words = " ".join(f"word{chance.randrange(9999)}" for _ in range(80))
    return "\n".join(("---", f"title: {seed}", *meta, "---", words, ""))


def attribution(book: GitBook) -> Attribution:
    manuscript = read(book.book)
    return Attribution(manuscript, outline(manuscript), history.read(book.book))


def written(book: GitBook) -> Written:
    return write(book.book, attribution(book))


def lost(book: GitBook) -> list[tuple[str, str]]:
    known = union(past(book.book), load(book.book))
    found = checked(book, known).open
    return [(loss.chapter, loss.entry.key) for loss in found if not loss.demoted]


def checked(book: GitBook, known: Ledger) -> Balance:
    return balance(known, now(attribution(book)))


def lines(book: GitBook) -> list[str]:
    return (book.book / NAME).read_text("utf-8").splitlines()[2:-2]


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    made.write("contributors/a.yml", "name: Contributor A\n")
    made.write("contributors/b.yml", "name: Contributor B\n")
    made.commit(A, "Soup", soup=text("soup", "authors: [a]"))
    return made


def test_what_is_written_is_what_is_credited(book: GitBook) -> None:
    book.commit(B, "More", soup=text("soup", "authors: [a]") + "and many other words besides\n")
    assert written(book) == Written(added=2, kept=0, removed=0)
    print_of_text = lines(book)[0]
    assert lines(book)[1:] == [
        '{"chapter": "content/soup.md", "person": "a", "name": "Contributor A", '
        '"roles": ["author"]},',
        '{"chapter": "content/soup.md", "person": "b", "name": "Contributor B"},',
    ]
    assert json.loads((book.book / NAME).read_text("utf-8"))[1:] == [
        json.loads(line.rstrip(",")) for line in (print_of_text, *lines(book)[1:])
    ] + [{"ledger": 1, "end": True}]
    assert written(book) == Written(added=0, kept=2, removed=0, changed=False)
    assert load(book.book) == of(attribution(book))


def test_a_ledger_edited_or_deleted_later_is_still_in_force(book: GitBook) -> None:
    book.commit(A, "Stew", stew=text("stew", "authors: [Jo Doe]"))
    written(book)
    book.commit(A, "Ledger")
    (book.book / NAME).unlink()
    book.commit(A, "Rewrite", stew=text("other", "authors: [a]"))
    book.write(NAME, "[\n]\n")
    book.commit(B, "An empty ledger")
    assert lost(book) == [("content/stew.md", "jo-doe")]
    assert written(book) == Written(added=2, kept=1, removed=0, lost=1)
    assert lost(book) == [("content/stew.md", "jo-doe")]


def test_a_credit_of_a_side_branch_counts(book: GitBook) -> None:
    book.branch("side")
    book.commit(B, "Stew", stew=text("stew", "authors: [b]"))
    written(book)
    book.commit(B, "Ledger")
    (book.book / NAME).unlink()
    book.commit(B, "No ledger")
    book.git("checkout", "-q", "main")
    book.commit(A, "Pie", pie=text("pie"))
    book.merge(A, "side")
    assert {mark[::2] for mark in past(book.book).entries} == {
        (SOUP, "a"),
        ("content/stew.md", "b"),
    }


def test_settings_of_whoever_asks_hide_no_version(ledger: GitBook) -> None:
    """With `log.follow`, git looks for a rename where a deleted ledger comes back."""
    credit = '{"chapter": "content/soup.md", "person": "c"},\n'
    ledger.write("kept.json", f"{(ledger.book / NAME).read_text('utf-8')}{credit}")
    (ledger.book / NAME).unlink()
    ledger.commit(A, "Away with it")
    (ledger.book / "kept.json").rename(ledger.book / NAME)
    ledger.commit(A, "Here it is again")
    known = past(ledger.book)
    assert (SOUP, "person", "c") in known.entries
    ledger.git("config", "log.follow", "true")
    assert past(ledger.book) == known


def test_the_ledger_of_a_book_inside_a_repository_is_found(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "repo", "book")
    book.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    book.commit(A, "Soup", soup=text("soup", "authors: [Jo Doe]"))
    written(book)
    book.commit(A, "Ledger")
    book.move("content/soup.md", "content/mains/leek-soup.md")
    book.commit(A, "Move")
    assert [*past(book.book).chapters] == [SOUP]
    book.write("content/mains/leek-soup.md", text("soup", "authors: [Jim Doe]"))
    book.commit(A, "Another author")
    assert lost(book) == [("content/mains/leek-soup.md", "jo-doe")]


# --- chapters that move -------------------------------------------------------------------------


@pytest.fixture
def ledger(book: GitBook) -> GitBook:
    book.commit(B, "Stew", stew=text("stew", "authors: [Jo Doe]"))
    written(book)
    book.commit(A, "Ledger")
    return book


def test_a_renamed_chapter_keeps_its_credits(ledger: GitBook) -> None:
    ledger.move("content/stew.md", "content/pots/stew.md")
    ledger.commit(A, "Move")
    ledger.move("content/pots/stew.md", "content/big-stew.md")
    ledger.commit(A, "Move again")
    assert lost(ledger) == []
    ledger.write("content/big-stew.md", text("quite other words", "authors: [b]"))
    ledger.commit(A, "Rewrite")
    assert lost(ledger) == [("content/big-stew.md", "jo-doe")]
    written(ledger)
    assert {mark[0] for mark in load(ledger.book).entries} == {SOUP, "content/big-stew.md"}


def test_a_chapter_that_went_and_came_back_elsewhere_is_known_by_its_words(ledger: GitBook) -> None:
    (ledger.book / "content/stew.md").unlink()
    ledger.commit(A, "Delete")
    assert lost(ledger) == []
    ledger.commit(A, "Again", ragout=text("stew", "authors: [b]"))
    assert lost(ledger) == [("content/ragout.md", "jo-doe")]


def test_chapters_that_change_places_take_their_credits_along(ledger: GitBook) -> None:
    ledger.commit(A, "Swap", soup=text("stew", "authors: [Jo Doe]"), stew=text("soup"))
    assert lost(ledger) == []
    ledger.commit(A, "Drop", soup=text("stew", "authors: [b]"))
    assert lost(ledger) == [(SOUP, "jo-doe")]


def test_a_path_that_is_used_again_is_another_chapter(ledger: GitBook) -> None:
    ledger.move("content/stew.md", "content/ragout.md")
    ledger.commit(A, "Move")
    ledger.commit(A, "Another stew", stew=text("quite another stew", "authors: [a]"))
    assert lost(ledger) == []
    written(ledger)
    ledger.commit(A, "Ledger")
    ledger.move("content/stew.md", "content/hotpot.md")
    ledger.commit(A, "Move that, too")
    assert lost(ledger) == []
    ledger.commit(A, "Drop", ragout=text("stew", "authors: [a]"))
    assert lost(ledger) == [("content/ragout.md", "jo-doe")]


# --- people who change --------------------------------------------------------------------------


def test_somebody_with_a_new_file_is_the_same_person(ledger: GitBook) -> None:
    ledger.write("contributors/joanna.yml", "name: Joanna\naliases: [Jo Doe]\n")
    ledger.commit(A, "A file", stew=text("stew", "authors: [joanna]"))
    assert lost(ledger) == []
    assert missing(load(ledger.book), now(attribution(ledger))) == ()
    ledger.write("contributors/joanna.yml", "name: Joanna\n")
    assert lost(ledger) == [("content/stew.md", "jo-doe")]


def test_the_old_id_among_the_aliases_will_do(ledger: GitBook) -> None:
    ledger.move("contributors/a.yml", "contributors/first.yml")
    ledger.write("contributors/first.yml", "name: The First\naliases: [a, Contributor A]\n")
    ledger.commit(A, "Another id", soup=text("soup", "authors: [first]"))
    assert lost(ledger) == []


@pytest.mark.parametrize("visibility", ["anonymous", "removed"])
def test_whose_name_is_withheld_is_no_loss_and_not_named(ledger: GitBook, visibility: str) -> None:
    ledger.write("contributors/a.yml", f"name: Contributor A\nvisibility: {visibility}\n")
    ledger.commit(B, "Withheld")
    assert lost(ledger) == []
    written(ledger)
    anonymous = number(address_hash("a", "potluck"))
    assert [line for line in lines(ledger) if '"person"' in line and "soup" in line] == [
        f'{{"chapter": "content/soup.md", "person": "{anonymous}", "roles": ["author"]}},'
    ]
    ledger.write("contributors/a.yml", "name: Contributor A\n")
    ledger.commit(B, "Named again")
    assert lost(ledger) == []


def test_who_is_removed_may_leave_only_hashes_behind(ledger: GitBook) -> None:
    (ledger.book / "contributors/a.yml").unlink()
    hashes = [address_hash(each, "potluck") for each in ("a", "a@example.org")]
    ledger.write(
        "contributors/someone-1.yml", f"name: Withheld\nvisibility: removed\naliases: {hashes}\n"
    )
    ledger.commit(B, "Remove", soup=text("soup", "authors: [someone-1]"))
    assert lost(ledger) == []
    written(ledger)
    assert "Contributor A" not in (ledger.book / NAME).read_text("utf-8")


def test_a_removal_is_kept_with_its_reason(ledger: GitBook) -> None:
    said = "removed_credits: [{who: Jo Doe, reason: asked for it, date: 2023-11-01}]"
    ledger.commit(B, "Remove", stew=text("stew", "authors: [b]", said))
    assert lost(ledger) == []
    assert written(ledger) == Written(added=0, kept=2, removed=1)
    assert (
        '{"chapter": "content/stew.md", "person": "jo-doe", "name": "Jo Doe", "roles": ["author"], '
        '"removed": "2023-11-01", "reason": "asked for it"},' in lines(ledger)
    )


# --- bad and many ledgers -----------------------------------------------------------------------


def test_a_ledger_that_cannot_be_read_is_told(book: GitBook, tmp_path: Path) -> None:
    file = book.book / NAME
    assert load(book.book) == Ledger()
    file.write_bytes(b"\xff")
    assert load(book.book).troubles == (Trouble(1, "it is not UTF-8 text"),)
    file.write_bytes(b" " * 4_000_001)
    assert load(book.book).troubles == (Trouble(1, "it is larger than 4 MB"),)
    file.unlink()
    file.mkdir()
    assert load(book.book).troubles == (Trouble(1, "Is a directory"),)
    file.rmdir()
    (tmp_path / "secret").write_text("secret")
    file.symlink_to(tmp_path / "secret")
    assert load(book.book).troubles == (Trouble(1, "it is a symbolic link"),)
    written(book)
    assert (tmp_path / "secret").read_text() == "secret"
    assert not file.is_symlink()


def test_nothing_is_written_from_half_a_history(book: GitBook) -> None:
    seen = attribution(book)
    with pytest.raises(ConfigError, match="The history is cut off"):
        write(book.book, replace(seen, history=replace(seen.history, shallow=True)))
    assert not (book.book / NAME).exists()


def test_five_hundred_versions_are_read_in_a_moment(book: GitBook) -> None:
    stream, held = b"", b""
    for version in range(500):
        held += f'{{"chapter": "content/c{version % 60}.md", "person": "p{version}"}},\n'.encode()
        start = "from refs/heads/main^0\n" if not version else ""
        head = (
            f"commit refs/heads/main\ncommitter P <p@example.org> {1_700_100_000 + version} +0000"
        )
        head += f"\ndata 1\nx\n{start}M 100644 inline {NAME}\ndata {len(held) + 4}\n"
        stream += head.encode() + b"[\n" + held + b"]\n\n"
    book.git("fast-import", "--quiet", "--force", data=stream)
    started = time.perf_counter()
    assert len(past(book.book).entries) == 500
    assert time.perf_counter() - started < 5
