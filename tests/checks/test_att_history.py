"""What the rules that compare bylines with the history say, word for word; and when they do not."""

from pathlib import Path

import pytest

from gitbook import GitBook
from potluck import checks
from potluck.attribution import Attribution
from potluck.credits import history
from potluck.source.outline import outline
from potluck.source.reader import read

A = "Contributor A <a@example.org>"
B = "Contributor B <b@example.org>"
C = "Contributor C <c@example.org>"
LEEKS = "Slice three leeks and cook them slowly in butter until they are soft.\n"
STOCK = "\nPour hot stock over it, simmer for half an hour, and season with pepper and nutmeg.\n"
BREAD = "# Flat bread\n\nKnead the flour with water and bake it on a hot stone.\n"
LONG = " ".join(f"{word}{number}" for number in range(12) for word in ("leek", "salt", "pan"))


def soup(authors: str, body: str = LEEKS, *more: str) -> str:
    lines = ("---", "title: Leek soup", f"authors: {authors}", *more, "---")
    return "\n".join(lines) + f"\n{body}"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path)
    made.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    made.write("contributors/ann.yml", "name: Contributor A\n")
    made.write("contributors/ben.yml", "name: Contributor B\n")
    return made


def said(book: GitBook) -> list[str]:
    manuscript = read(book.book)
    skeleton = outline(manuscript)
    found = checks.run(
        manuscript,
        skeleton,
        only=frozenset({"ATT-010", "ATT-011", "ATT-012"}),
        past=lambda: Attribution(manuscript, skeleton, history.read(book.book)),
    )
    return [str(finding) for finding in found]


# --- ATT-010: a declared author wrote something --------------------------------------------------


def test_an_author_without_a_word_is_asked_what_they_did(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann, ben]"))
    book.commit(B, bread=BREAD)
    assert said(book) == [
        "content/soup.md:3: warning ATT-010 `ben` is named as an author, and the history shows no "
        "word of theirs here. Hint: if they did something else, say what, as in "
        "`{id: ben, role: photographer}`; if somebody typed the chapter in for them, say who: "
        "`submitted_by: NAME`"
    ]


def test_an_author_whose_words_are_gone_is_only_noted(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]", LONG))
    book.commit(B, soup=soup("[ann, ben]", LONG + STOCK))
    book.commit(A, soup=soup("[ann, ben]", LONG))
    assert said(book) == [
        "content/soup.md:3: info ATT-010 `ben` is named as an author, and nothing they wrote here "
        "stands any more. Hint: if the credit is for what they wrote then, nothing is to be done"
    ]


@pytest.mark.parametrize(
    "text",
    [
        soup("[ann, Contributor D]"),  # git knows nobody of that name
        soup("[ben]", LEEKS, "submitted_by: ann"),
        soup("[ann, {id: ben, role: photographer}]"),
    ],
)
def test_pseudonyms_other_roles_and_what_was_typed_in_are_fine(book: GitBook, text: str) -> None:
    book.commit(A, soup=text)
    book.commit(B, bread=BREAD)
    assert said(book) == []


def test_whoever_wrote_the_first_version_stays_an_author(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann, ben]", LONG))
    book.commit(B, soup=soup("[ann, ben]", STOCK))
    assert said(book) == []


# --- ATT-011: whoever wrote much is credited -----------------------------------------------------


def test_who_wrote_much_and_is_not_named_is_found_with_the_line_to_write(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]"))
    book.commit(B, soup=soup("[ann]", LEEKS + STOCK))
    book.commit(C, soup=soup("[ann]", LEEKS + STOCK + "\nIt keeps for three days in a cold place."))
    assert said(book) == [
        "content/soup.md:3: warning ATT-011 `Contributor B` and `Contributor C` wrote much of this "
        "chapter, and it does not name them. Hint: write "
        "`authors: [ann, ben, Contributor C]`; another role, such as editor, will do as well"
    ]


def test_a_name_that_git_does_not_know_may_be_the_same_person(book: GitBook) -> None:
    book.commit(A, soup=soup("[souper]"), bread="---\nauthors: [souper]\n---\n" + BREAD)
    assert said(book) == [
        "content/bread.md:2: info ATT-011 `Contributor A` wrote much of this chapter (and of 1 "
        "more chapter), and it names `souper`. Hint: if they are one person, put "
        "`aliases: [souper]` into contributors/ann.yml; if `Contributor A` typed it in for them, "
        "add `submitted_by: ann`; otherwise write `authors: [souper, ann]`"
    ]


def test_without_any_file_the_hint_says_which_to_make(book: GitBook) -> None:
    book.commit(C, soup=soup("[souper]"))
    assert said(book) == [
        "content/soup.md:3: info ATT-011 `Contributor C` wrote much of this chapter, and it names "
        "`souper`. Hint: if they are one person, make a file contributors/souper.yml with the "
        "lines `name: souper` and `aliases: [Contributor C]`; if `Contributor C` typed it in for "
        "them, add `submitted_by: Contributor C`; otherwise write "
        "`authors: [souper, Contributor C]`"
    ]


def test_a_byline_of_somebody_else_whom_git_knows_is_a_warning(book: GitBook) -> None:
    book.commit(A, soup=soup("[ben]"))
    book.commit(B, bread=BREAD)
    assert said(book) == [
        "content/soup.md:3: warning ATT-011 `Contributor A` wrote much of this chapter, and it "
        "names `ben`. Hint: if they are one person, keep one of their two files in contributors/, "
        "with the other name in `aliases:`; if `Contributor A` typed it in for them, add "
        "`submitted_by: ann`; otherwise write `authors: [ben, ann]`"
    ]


def test_following_a_hint_settles_it(book: GitBook) -> None:
    book.commit(C, soup=soup("[souper]"))
    book.write("contributors/souper.yml", "name: souper\naliases: [Contributor C]\n")
    assert said(book) == []


def test_people_who_are_withheld_are_not_named(book: GitBook) -> None:
    book.write("contributors/ben.yml", "name: Contributor B\nvisibility: removed\n")
    book.commit(A, soup=soup("[ann]"))
    book.commit(B, soup=soup("[ann]", LEEKS + STOCK))
    assert said(book) == []


def test_who_suggested_words_in_a_squash_is_no_author_of_all_of_it(book: GitBook) -> None:
    message = (
        "Leek soup (#1)\n\n* Leek soup\n\n* Apply suggestions from code review\n\n"
        "Co-authored-by: Contributor B <b@example.org>\n"
    )
    book.commit(A, message, soup=soup("[ann]"))
    assert said(book) == []


def test_names_are_written_so_that_they_can_be_pasted(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]"))
    book.commit("Bo, the Cook <bo@example.org>", soup=soup("[ann]", LEEKS + STOCK))
    (line,) = said(book)
    assert 'write `authors: [ann, "Bo, the Cook"]`' in line


# --- ATT-012: authors wrote more than a few words ------------------------------------------------


def test_an_author_of_small_edits_is_offered_another_role(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]", LONG))
    book.commit(B, "A typo", soup=soup("[ann, ben]", LONG.replace("pan5", "pans5")))
    assert said(book) == [
        "content/soup.md:3: warning ATT-012 `ben` is named as an author, and the history shows "
        "only small edits of theirs here. Hint: if that is all, write "
        "`authors: [ann, {id: ben, role: proofreader}]`: they stay credited"
    ]


def test_a_byline_that_was_taken_over_is_put_right_by_one_line(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]", LONG))
    book.commit(B, "A typo", soup=soup("[ben]", LONG.replace("pan5", "pans5")))
    line = "`authors: [ann, {id: ben, role: proofreader}]`"
    assert said(book) == [
        "content/soup.md:3: warning ATT-011 `Contributor A` wrote much of this chapter, and it "
        f"does not name them. Hint: write {line}; another role, such as editor, will do as well",
        "content/soup.md:3: warning ATT-012 `ben` is named as an author, and the history shows "
        f"only small edits of theirs here. Hint: if that is all, write {line}: they stay credited",
    ]


def test_who_once_wrote_much_is_not_asked(book: GitBook) -> None:
    book.commit(A, soup=soup("[ann]", LONG))
    book.commit(B, soup=soup("[ann, ben]", LONG + STOCK + "\nGarnish."))
    book.commit(A, soup=soup("[ann, ben]", LONG + "\nGarnish."))
    assert said(book) == []
