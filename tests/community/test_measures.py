"""Measuring a community: in real histories, and with words counted by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gitbook import ANN, BEN, DAY, GitBook
from potluck import checking
from potluck.attribution import Attribution
from potluck.attribution.account import Account, Edit, Evidence
from potluck.community.concentration import Concentration
from potluck.community.measures import ChapterState, Crowd, State, measure
from potluck.community.timeline import Period
from potluck.credits.people import Part
from potluck.model import Commit, Contributor

CY = "Cy <cy@example.org>"
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
FIRST = date(2023, 11, 14)  # when GitBook's clock starts
LEEK = "# Leek soup\n\nSlice the leeks and let them sweat slowly in butter.\n"
PEA = "# Pea soup\n\nShell the peas and boil them in stock until they are tender.\n"


@dataclass(frozen=True)
class ByHand(Attribution):
    """The attribution of a real book, with accounts that were written by hand."""

    accounts: Mapping[str, Account] = field(default_factory=dict)

    def account(self, path: str) -> Account:
        return self.accounts.get(path, Account(path))


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    return made


def state(book: GitBook) -> State:
    return measure(checking.read(book.book).attribution)


def test_people_are_counted_after_identity_and_merges_and_bots_are_not(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK)
    book.commit("Annie <ann@example.org>", leek=LEEK + "\nServe hot.\n")  # the same address
    book.branch("peas")
    book.commit(BEN, "Peas\n\nCo-authored-by: Cy <cy@example.org>", pea=PEA)
    book.merge(ANN, "peas")
    book.commit(BOT, pea=PEA + "\nFormatted by a program.\n")
    assert state(book).crowd == Crowd(3, 3, newcomers=3, active=3, once=2, returned=0)
    assert state(book).by_commits == Concentration((1, 1, 2))


def test_whoever_only_merged_did_not_take_part_even_with_a_chapter_of_their_own(
    book: GitBook,
) -> None:
    book.commit(ANN, leek=LEEK)
    book.branch("peas")
    book.commit(BEN, pea=PEA)
    book.merge(CY, "peas", commit=False)
    book.commit(CY, "Merge peas", bean="# Bean soup\n\nSoak the beans overnight in cold water.\n")
    assert state(book).crowd == Crowd(2, 2, newcomers=2, active=2, once=2, returned=0)


def test_whoever_withholds_the_name_counts_and_is_not_named(book: GitBook) -> None:
    book.write("contributors/contributor-a.yml", "name: Ann Author\nvisibility: removed\n")
    book.commit(ANN, leek=LEEK)
    book.write("contributors/contributor-b.yml", "name: Ben Cook\nvisibility: anonymous\n")
    book.commit(BEN, leek=LEEK + "\nServe hot.\n")
    found = state(book)
    assert found.crowd.people == 2
    assert [
        word for word in ("Ann", "Ben", "contributor-", "example.org") if word in repr(found)
    ] == []


def test_pictures_are_contributions_and_other_files_are_none(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK)
    book.write("content/leek.svg", "<svg/>")
    book.commit(BEN)
    book.write("README.md", "Soups")
    book.commit(CY)
    assert state(book).crowd == Crowd(2, 2, newcomers=2, active=2, once=2, returned=0)


def test_who_came_who_stayed_and_who_left(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK)
    book.commit(BEN, pea=PEA)
    book.clock += 300 * DAY
    book.commit(BEN, pea=PEA + "\nServe with mint.\n")
    book.clock += 100 * DAY
    book.commit(CY, bean="# Bean soup\n\nSoak the beans overnight.\n")
    found = state(book)
    assert found.crowd == Crowd(3, 4, newcomers=1, active=2, once=2, returned=1)
    assert found.crowd.left == 1
    assert found.timeline.unit == "month"
    assert [period for period in found.timeline.periods if period.active] == [
        Period("2023-11", 2, 2),
        Period("2024-09", 1, 0),
        Period("2024-12", 1, 1),
    ]


def test_a_year_to_the_day_is_left_and_a_day_less_is_not(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK)
    book.commit(BEN, pea=PEA)
    book.clock += 363 * DAY
    book.commit(CY, bean="# Bean soup\n")
    assert (state(book).crowd.active, state(book).crowd.left) == (2, 1)


def test_chapters_that_need_somebody(book: GitBook) -> None:
    book.write("contributors/contributor-b.yml", "name: Ben Cook\nactive: false\n")
    book.commit(ANN, leek=LEEK)
    book.clock += 731 * DAY
    book.commit(BEN, pea=PEA)
    book.commit(BEN, bean="# Bean soup\n\nSoak the beans.\n")
    book.commit(CY, bean="# Bean soup\n\nSoak the beans in much cold water.\n")
    found = state(book)
    bean, leek, pea = found.chapters
    last = date(2025, 11, 17)
    assert found.date == last
    assert bean == ChapterState("content/bean.md", "bean.md", 2, last, tended=True)
    assert leek == ChapterState("content/leek.md", "leek.md", 1, FIRST, tended=False)
    assert pea == ChapterState("content/pea.md", "pea.md", 1, date(2025, 11, 15), tended=False)
    assert (found.alone, found.untended, found.still) == ((leek, pea), (leek, pea), (leek,))
    assert found.crowd.inactive == 1


def test_the_oldest_of_the_chapters_that_nobody_changed_comes_first(book: GitBook) -> None:
    book.commit(ANN, pea=PEA)
    book.commit(ANN, leek=LEEK)
    book.clock += 800 * DAY
    book.commit(ANN, bean="# Bean soup\n")
    assert [chapter.path for chapter in state(book).still] == ["content/pea.md", "content/leek.md"]


def test_drafts_the_preface_and_the_openings_of_parts_are_no_chapters(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK, index="# Welcome\n", **{"mains/index": "# Mains\n"})
    book.commit(BEN, pea=f"---\nstatus: draft\n---\n{PEA}", **{"mains/bean": "# Bean soup\n"})
    attribution = checking.read(book.book).attribution
    paths = [chapter.path for chapter in measure(attribution, drafts=False).chapters]
    assert paths == ["content/leek.md", "content/mains/bean.md"]
    drafts = [chapter.path for chapter in measure(attribution).chapters]
    assert drafts == ["content/leek.md", "content/pea.md", "content/mains/bean.md"]


def test_a_chapter_that_is_not_committed_yet_has_nobody(book: GitBook) -> None:
    book.commit(ANN, leek=LEEK)
    book.write("content/pea.md", PEA)
    found = state(book)
    assert found.chapters[1] == ChapterState("content/pea.md", "pea.md")
    assert (found.alone, found.untended) == ((found.chapters[0],), ())


def test_a_book_before_its_first_chapter(book: GitBook) -> None:
    (book.book / "content").mkdir()
    book.commit(ANN)
    found = state(book)
    assert (found.crowd, found.chapters, found.by_words) == (Crowd(0, 0), (), None)


# --- words, counted by hand ---------------------------------------------------------------------


def edit(
    day: int,
    part: Part = Part.AUTHOR,
    *,
    written: int = 0,
    left: int = 0,
    machine: bool = False,
) -> Edit:
    commit = Commit(f"{day:040}", datetime(2023, 11, day, tzinfo=UTC), ("A",))
    return Edit(commit, part, written, left, machine)


def someone(number: int, *edits: Edit) -> Evidence:
    name = f"Contributor {number}"
    return Evidence(Contributor(f"contributor-{number}", name, name), edits)


def by_hand(book: GitBook, *accounts: Account, partial: bool = False) -> State:
    book.commit(ANN, leek=LEEK, pea=PEA)
    read = checking.read(book.book).attribution
    made = ByHand(
        read.manuscript,
        read.outline,
        replace(read.history, partial=partial, date=datetime(2023, 11, 30, tzinfo=UTC)),
        {account.path: account for account in accounts},
    )
    return measure(made)


def test_words_are_summed_over_chapters_and_those_of_machines_are_nobodys(book: GitBook) -> None:
    one = edit(1, written=90, left=60)
    leek = Account(
        "content/leek.md", (someone(1, one), someone(2, edit(2, written=30, left=30))), 90
    )
    made = edit(3, written=500, left=500, machine=True)
    pea = Account(
        "content/pea.md", (someone(1, edit(4, written=10, left=10)), someone(3, made)), 510
    )
    found = by_hand(book, leek, pea)
    assert found.by_words == Concentration((30, 70))
    assert found.crowd == Crowd(3, 4, newcomers=3, active=3, once=2, returned=0)


def test_without_words_they_are_not_known_and_every_edit_counts(book: GitBook) -> None:
    leek = Account("content/leek.md", (someone(1, edit(1)), someone(2, edit(2))))
    found = by_hand(book, leek, partial=True)
    assert (found.by_words, found.partial) == (None, True)
    assert found.crowd.people == 2


def test_who_only_moved_or_formatted_a_chapter_did_not_edit_it(book: GitBook) -> None:
    edits = (someone(1, edit(1, written=9, left=9)), someone(2, edit(20)))
    found = by_hand(book, Account("content/leek.md", edits, words=9))
    path = "content/leek.md"
    assert found.chapters[0] == ChapterState(path, "leek.md", 1, date(2023, 11, 1), tended=True)
    assert found.crowd.people == 2


def test_who_reviewed_or_sent_it_in_took_part_and_wrote_nothing(book: GitBook) -> None:
    edits = (
        someone(1, edit(1, written=9, left=9)),
        someone(2, edit(1, Part.SUBMITTER, written=9, left=9), edit(3, Part.REVIEWER)),
    )
    found = by_hand(book, Account("content/leek.md", edits, words=9))
    assert found.crowd == Crowd(2, 1, newcomers=2, active=2, once=1, returned=0)
    assert (found.by_commits, found.by_words) == (Concentration((1,)), Concentration((9,)))
    assert found.alone == (found.chapters[0],)
