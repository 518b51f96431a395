"""Words keep who wrote them first, from version to version."""

import time
from array import array
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.origins.draft import NEW
from potluck.credits.origins.weave import Loom, Version, runs_of
from potluck.credits.origins.words import read

A, B, C = 0, 1, 2  # commits
FIRST = "Wash the leeks well and slice them into thin rings. Boil the water with a spoon of salt."


class Desk:
    """One book, and who wrote its words."""

    def __init__(self) -> None:
        self.loom = Loom()

    def write(self, text: str, commit: int, line: int, *before: int, yields: bool = False) -> int:
        return self.loom.weave(read(text), line, commit, before, yields=yields)

    def whose(self, version: int) -> dict[int, str]:
        """Return the words of a version by the commit that wrote them, in order."""
        words = list(self.loom.vocabulary)
        found: dict[int, list[str]] = {}
        for number in self.loom.versions[version].expanded():
            commit = self.loom.births.commits[self.loom.births.at(number)]
            found.setdefault(commit, []).append(words[self.loom.words[number]])
        return {commit: " ".join(said) for commit, said in found.items()}

    def counts(self, version: int) -> dict[int, int]:
        return {commit: len(said.split()) for commit, said in self.whose(version).items()}


def test_a_typo_is_one_word() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    first = desk.write(FIRST.replace("rings", "rinsg"), A, soup)
    second = desk.write(FIRST, B, soup, first)
    assert desk.counts(second) == {A: 17, B: 1}
    assert desk.whose(second)[B] == "rings"


def test_a_sentence_that_moves_stays_with_its_writer() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    first = desk.write(FIRST, A, soup)
    one, two = FIRST.split(". ")
    moved = desk.write(f"{two} {one}. Serve it hot with bread and butter.", B, soup, first)
    assert desk.counts(moved) == {A: 18, B: 7}


def test_a_sentence_that_comes_back_stays_with_its_writer() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    first = desk.write(FIRST, A, soup)
    gone = desk.write(
        "Something else altogether stands here now, and nothing more.", B, soup, first
    )
    back = desk.write(FIRST, C, soup, gone)
    assert desk.counts(gone) == {B: 9}
    assert desk.counts(back) == {A: 18}


def test_a_sentence_that_is_copied_stays_with_its_writer() -> None:
    desk = Desk()
    soup, stew = desk.loom.open("soup.md"), desk.loom.open("stew.md")
    desk.write(FIRST, A, soup)
    copy = desk.write(
        "A stew is thicker. Wash the leeks well and slice them into thin rings.", B, stew
    )
    assert desk.counts(copy) == {B: 4, A: 10}
    births = desk.loom.births
    lines = Counter(births.lines[births.at(n)] for n in desk.loom.versions[copy].expanded())
    assert lines == {stew: 4, soup: 10}


def test_short_lines_are_not_copies() -> None:
    desk = Desk()
    soup, stew = desk.loom.open("soup.md"), desk.loom.open("stew.md")
    desk.write("- 1 tsp of salt", A, soup)
    assert desk.counts(desk.write("- 1 tsp of salt", B, stew)) == {B: 4}


def test_ignored_words_stay_with_whoever_wrote_what_they_replace() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    first = desk.write("Add a tbsp of salt and a tbsp of oil to the pot.", A, soup)
    text = "Add a tablespoon of salt and a tablespoon of oil to the pot."
    assert desk.counts(desk.write(text, B, soup, first)) == {A: 11, B: 2}
    assert desk.counts(desk.write(text + " Stir.", C, soup, first, yields=True)) == {A: 13, C: 1}


def test_a_merge_has_the_words_of_both_sides() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    first = desk.write(FIRST, A, soup)
    one = desk.write(f"{FIRST}\n\nServe it with bread.", B, soup, first)
    two = desk.write(f"Take your time.\n\n{FIRST}", C, soup, first)
    both = desk.write(f"Take your time.\n\n{FIRST}\n\nServe it with bread.", 3, soup, one, two)
    assert desk.counts(both) == {A: 18, B: 4, C: 3}


def test_the_first_version_that_says_something_begins_a_chapter() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    assert desk.loom.founders == [NEW]
    stub = desk.write("# Leek soup", A, soup)
    assert desk.loom.founders == [stub]
    more = desk.write(f"# Leek soup\n\n{FIRST}", B, soup, stub)
    desk.write(f"# Leek soup\n\n{FIRST}\n\n{FIRST}", C, soup, more)
    assert desk.loom.founders == [more]


def test_a_heading_that_moves_stays_with_its_writer() -> None:
    desk = Desk()
    soup = desk.loom.open("soup.md")
    one, two = (
        f"## {title}\n\n{said}" for title, said in zip("XY", FIRST.split(". "), strict=True)
    )
    first = desk.write(f"{one}\n\n{two}", A, soup)
    assert desk.counts(desk.write(f"{two}\n\n{one}", B, soup, first)) == {A: 20}


def test_the_likest_version_shares_the_most_sentences() -> None:
    desk = Desk()
    lines = [desk.loom.open(path) for path in ("soup.md", "stew.md", "pie.md")]
    soup = desk.write(FIRST.split(". ", maxsplit=1)[0], A, lines[0])
    stew = desk.write(f"{FIRST} And a bay leaf.", A, lines[1])
    pie = desk.write("Roll out the pastry and line a tin with it.", A, lines[2])
    assert desk.loom.likest(read(FIRST), [soup, stew, pie]) == (stew, 18)
    assert (
        desk.loom.likest(read("Nothing of this has ever been said in any chapter."), [stew]) is None
    )


def test_sentences_in_a_new_order_take_no_longer_than_they_are() -> None:
    """It takes less than a second; minutes, where each looked through the whole former text."""
    desk = Desk()
    soup, stew = desk.loom.open("soup.md"), desk.loom.open("stew.md")
    said = [f"Take {n} leeks and cut them into {n + 1} rings." for n in range(6000)]
    desk.write("\n".join(said), A, soup)
    begun = time.process_time()
    copy = desk.write("\n".join(said[at] for at in sorted(range(6000), key=_mixed)), B, stew)
    assert time.process_time() - begun < 5
    assert desk.counts(copy) == {A: 54_000}


def _mixed(number: int) -> int:
    return number * 2_654_435_761 % 2**32


@given(st.lists(st.integers(0, 9)), st.integers(0, 12), st.integers(0, 12))
def test_a_part_is_a_part_of_the_whole(words: list[int], start: int, count: int) -> None:
    version = Version(0, runs_of(words), array("q"), array("I"))
    assert version.part(start, count) == version.expanded()[start : start + count]
