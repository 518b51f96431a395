"""Small histories whose truth is known: exactly these people, with exactly these words."""

from pathlib import Path

import pytest

from gitbook import GitBook
from potluck.attribution import Attribution
from potluck.attribution.account import Account, Evidence
from potluck.checking import check_book, read
from potluck.credits.people import Part
from potluck.model import Credit
from truth import edits, machines
from truth.case import CONFIG, DAL, A, B, Case, Told, tokens
from truth.histories import CASES

AUTHOR = frozenset({Part.AUTHOR})
ONLY = frozenset({"ATT"})
Seen = tuple[str, int, frozenset[Part], bool]  # name, words that stand, parts, creator


def begun(folder: Path) -> GitBook:
    """Return a book that waits for its first commit."""
    book = GitBook(folder / "repo")
    book.git("config", "core.quotePath", "true")
    book.write("mkdocs.yml", CONFIG)
    return book


def expected(told: Told) -> tuple[Seen, ...]:
    creators = told.people[:1] if told.creators is None else told.creators
    return tuple(
        (name, told.left(name), told.parts.get(name, AUTHOR), name in creators)
        for name in told.people
    )


def found(people: tuple[Evidence, ...]) -> tuple[Seen, ...]:
    return tuple((who.contributor.name, who.words, who.parts, who.creator) for who in people)


def labels(found: tuple[Credit, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((credit.contributor.name, credit.label) for credit in found)


def shown(attribution: Attribution, path: str) -> tuple[tuple[str, str], ...]:
    (entry,) = (entry for entry in attribution.outline.entries if entry.path == path)
    return labels(attribution.credits(entry))


def test_names_are_told_once() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_truth_is_told(case: Case, tmp_path: Path) -> None:
    book = begun(tmp_path)
    case.build(book)
    attribution = read(book.root).attribution
    for path, told in case.chapters.items():
        text = " ".join(stretch.text for stretch in told.text)
        assert tokens((book.book / path).read_text("utf-8")) == tokens(text), "the truth itself"
        account = attribution.account(path)
        assert found(account.people) == expected(told)
        assert _sums(account) == (
            told.counted("written", "machine"),
            told.counted("template"),
            told.counted("machine"),
            told.copied,
        )
        assert labels(attribution.observed(path)) == told.credits
        assert told.shown is None or shown(attribution, path) == told.shown
    codes = {finding.code for finding in check_book(book.root, only=ONLY).findings}
    assert {*case.findings} <= codes


def _sums(account: Account) -> tuple[object, ...]:
    return account.words, account.template, account.machine, account.copied


# --- what no table can hold ---------------------------------------------------------------------


def cloned(book: GitBook, folder: Path, *options: str) -> Attribution:
    """Return what a clone knows."""
    book.git("config", "uploadpack.allowFilter", "true")
    book.git("clone", "-q", *options, f"file://{book.root}", str(folder))
    return read(folder).attribution


def test_a_history_that_is_cut_off_gives_nobody_the_words_of_others(tmp_path: Path) -> None:
    book = begun(tmp_path)
    edits.plain_edit(book)
    known = cloned(book, tmp_path / "clone", "--depth=1")
    assert known.history.shallow
    assert known.account(edits.PATH).words == 0
    codes = [finding.code for finding in check_book(tmp_path / "clone", only=ONLY).findings]
    assert codes == ["ATT-001"]


def test_a_clone_without_files_of_the_past_knows_the_people(tmp_path: Path) -> None:
    book = begun(tmp_path)
    edits.plain_edit(book)
    known = cloned(book, tmp_path / "clone", "--filter=blob:none")
    account = known.account(edits.PATH)
    assert known.history.partial
    assert found(account.people) == ((A, 0, AUTHOR, True), (B, 0, AUTHOR, False))
    assert _sums(account) == (0, 0, 0, ())
    assert labels(known.observed(edits.PATH)) == ((A, "contributor"), (B, "contributor"))


def test_a_mechanical_commit_gives_nobody_more_words_than_it_took(tmp_path: Path) -> None:
    """A sentence in the place of a word: nobody who was there before can have written that."""
    book = begun(tmp_path)
    machines.rewritten_and_confirmed(book)
    account = read(book.root).attribution.account(machines.PATH)
    before = account.of("contributor-a")
    assert before is not None
    assert before.words <= len(tokens(DAL))
