"""Who has agreed to the licence: by a file, by a sign-off, by a permission; and who is asked."""

from pathlib import Path

import pytest

from gitbook import GitBook
from potluck.attribution import Attribution
from potluck.attribution.consent import SIGNED, standing
from potluck.attribution.withheld import withheld
from potluck.credits import history
from potluck.source.outline import outline
from potluck.source.reader import read

A = "Contributor A <a@example.org>"
B = "Contributor B <b@example.org>"
BODY = "Slice three leeks and cook them slowly in butter until they are soft.\n"
MORE = "Pour hot stock over it, simmer for half an hour, and season it with nutmeg.\n"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path)
    made.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    return made


def attribution(book: GitBook) -> Attribution:
    manuscript = read(book.book)
    return Attribution(manuscript, outline(manuscript), history.read(book.book))


def answers(book: GitBook) -> list[tuple[str, str, str]]:
    return [(each.contributor.id, each.how, each.when) for each in standing(attribution(book))]


def chapter(*meta: str, body: str = BODY) -> str:
    return "\n".join(("---", "title: Soup", *meta, "---", body))


# --- how somebody agrees ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "how", "when"),
    [
        ("{via: pull request 12, date: 2026-10-02}", "pull request 12", "2026-10-02"),
        ("{dco: '1.1', date: 2026-10-02}", "DCO 1.1", "2026-10-02"),
        ("{dco: 1.1, via: issue 3, date: 2026-10-02}", "issue 3", "2026-10-02"),
        ("{via: issue 3}", "", ""),
        ("{date: 2026-10-02}", "", ""),
        ("{via: WHERE-THEY-SAID-SO, date: 2026-10-02}", "", ""),
        ("yes", "", ""),
        ("{via: [issue 3], date: {}}", "", ""),
    ],
)
def test_a_file_says_how_and_when(consent: str, how: str, when: str, book: GitBook) -> None:
    book.write("contributors/ann.yml", f"name: Contributor A\nconsent: {consent}\n")
    book.commit(A, soup=BODY)
    assert answers(book) == [("ann", how, when)]


def test_one_commit_that_is_signed_off_is_enough(book: GitBook) -> None:
    book.commit(A, soup=BODY)
    book.commit(A, f"Stew\n\nSigned-off-by: {A}\n", stew=BODY + MORE)
    book.commit(A, pie=MORE)
    assert answers(book) == [("contributor-a", SIGNED, "2023-11-15")]


def test_the_first_sign_off_counts(book: GitBook) -> None:
    for day in ("one", "two"):
        book.commit(A, f"Soup\n\nSigned-off-by: {A}\n", soup=BODY + day)
    assert answers(book) == [("contributor-a", SIGNED, "2023-11-14")]


def test_nobody_signs_for_somebody_else(book: GitBook) -> None:
    book.commit(A, f"Soup\n\nSigned-off-by: {B}\n", soup=BODY)
    book.commit(B, soup=BODY + MORE)
    assert answers(book) == [("contributor-a", "", ""), ("contributor-b", "", "")]


def test_co_authors_may_both_sign(book: GitBook) -> None:
    trailers = f"Co-authored-by: {B}\nSigned-off-by: {A}\nSigned-off-by: {B}\n"
    book.commit(A, f"Soup\n\n{trailers}", soup=BODY)
    assert [how for _, how, _ in answers(book)] == [SIGNED, SIGNED]


def test_a_sign_off_under_another_address_counts_for_the_same_person(book: GitBook) -> None:
    book.write("contributors/ann.yml", "name: Contributor A\naliases: [annie]\n")
    other = "annie <annie@example.org>"
    book.commit(A, soup=BODY)
    book.commit(other, f"Salt\n\nSigned-off-by: {other}\n", soup=BODY + MORE)
    assert answers(book) == [("ann", SIGNED, "2023-11-15")]


# --- who is asked -------------------------------------------------------------------------------


def test_everyone_with_words_is_asked_once_in_the_order_of_the_book(book: GitBook) -> None:
    book.commit(B, soup=BODY)
    book.commit(A, pie=MORE, soup=BODY + MORE)
    found = [(each.contributor.name, each.path) for each in standing(attribution(book))]
    assert found == [("Contributor A", "content/pie.md"), ("Contributor B", "content/soup.md")]


def test_people_whom_a_chapter_names_are_asked_and_who_sent_it_in_is_not(book: GitBook) -> None:
    book.commit(A, soup=chapter("authors: [Contributor B]", "submitted_by: Contributor A"))
    assert answers(book) == [("contributor-b", "", "")]


def test_who_only_read_or_tried_it_is_not_asked(book: GitBook) -> None:
    role = "authors: [Contributor A, {id: Contributor B, role: [reviewer, tester]}]"
    book.commit(A, soup=chapter(role, "reviewers: [Contributor C]"))
    assert answers(book) == [("contributor-a", "", "")]


def test_a_permission_answers_for_those_whom_the_metadata_names(book: GitBook) -> None:
    said = "permission: Contributor B allowed it on 2 October 2026, by letter"
    book.commit(A, soup=chapter("authors: [Contributor B]", "submitted_by: Contributor A", said))
    assert answers(book) == []


def test_pictures_of_the_books_own_people_count_and_those_of_strangers_do_not(
    book: GitBook,
) -> None:
    book.write("contributors/ben.yml", "name: Contributor B\n")
    media = ("media:", *(f"  - {{file: {who}.jpg, author: {who}, license: CC-BY-4.0}}"
                         for who in ("ben", "Contributor C", "Contributor A")))  # fmt: skip
    book.commit(A, soup=chapter("authors: [Contributor D]", "submitted_by: Contributor A", *media))
    assert [who for who, _, _ in answers(book)] == ["contributor-d", "ben", "contributor-a"]


def test_whoever_only_moved_a_file_is_not_asked(book: GitBook) -> None:
    book.commit(A, soup=BODY)
    book.move("content/soup.md", "content/mains/soup.md")
    book.commit(B)
    assert answers(book) == [("contributor-a", "", "")]


# --- whose name is withheld ---------------------------------------------------------------------


def test_a_withheld_contributor_is_known_by_all_their_names(book: GitBook) -> None:
    book.write(
        "contributors/c-7.yml",
        "name: Contributor A\nsort: A, Contributor\nvisibility: removed\n"
        "credit_as: {text: The Cook}\ngithub: {login: cook-a, id: 7}\n"
        "aliases: [Annie, 'hash:00']\n",
    )
    book.write("contributors/ben.yml", "name: Contributor B\n")
    book.commit("A. Cook <7+old-login@users.noreply.github.com>", soup=BODY)
    book.commit(B, stew=MORE)
    (who,) = withheld(attribution(book))
    assert (who.path, who.id) == ("contributors/c-7.yml", "c-7")
    assert who.names == ("Contributor A", "A, Contributor", "The Cook", "Annie", "A. Cook")
    assert who.logins == ("cook-a", "old-login")
    assert repr(who) == "Withheld(path='contributors/c-7.yml', id='c-7')"
