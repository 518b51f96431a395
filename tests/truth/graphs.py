"""Truths about histories that are no straight line: merges, picks, rewritten and joined roots."""

import subprocess

from gitbook import GitBook
from truth.case import (
    BAKE,
    BREAD,
    CHOP,
    DAL,
    KNEAD,
    PROVE,
    RINSE,
    SERVE,
    SIMMER,
    SOAK,
    STIR,
    STORE,
    TEMPER,
    A,
    B,
    C,
    Case,
    D,
    Told,
    at,
    chapter,
    words,
)

PATH = "content/dal.md"
ALL_OF_A = ((A, "creator, author"),)
BOTH_WROTE = ((A, "creator, author"), (B, "author"))
LONGER = DAL + f"\n{TEMPER}\n"
GROWN = (words(DAL, A), words(TEMPER, B))


def merge(book: GitBook, who: str, *names: str) -> None:
    """Merge branches into the one that is checked out."""
    book.record(at(who), "merge", "-q", "--no-ff", "-m", f"Merge {' and '.join(names)}", *names)


def merged_branch(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("longer")
    book.commit(at(B), "Longer", dal=LONGER)
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Add bread", bread=BREAD)
    book.merge(at(D), "longer")


FIVE = (RINSE, SOAK, CHOP, STIR, STORE)


def octopus(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=chapter("Dal", *FIVE))
    for who, name, text in (
        (B, "top", chapter("Dal", SIMMER, *FIVE)),
        (C, "end", chapter("Dal", *FIVE, SERVE)),
    ):
        book.branch(name)
        book.commit(at(who), name, dal=text)
    book.branch("bread")
    book.commit(at(D), "Add bread", bread=BREAD)
    book.git("checkout", "-q", "main")
    merge(book, A, "top", "end", "bread")


def resolved_by_hand(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("gentle")
    book.commit(at(B), "Gentle", dal=DAL.replace("gently", "patiently"))
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Slow", dal=DAL.replace("twenty", "ninety"))
    conflicting(book, D, "gentle")
    both = DAL.replace("gently", "patiently").replace("twenty", "ninety")
    book.commit(at(D), "Merge gentle", dal=both + f"\n{SERVE}\n")


def conflicting(book: GitBook, who: str, name: str) -> None:
    """Begin a merge that git cannot end."""
    try:
        book.record(at(who), "merge", "-q", "--no-ff", "--no-commit", name)
    except subprocess.CalledProcessError:
        return
    raise AssertionError("there should have been a conflict")


def one_side_wins(book: GitBook) -> None:
    """A merge that keeps nothing of the branch: `-s ours`."""
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("longer")
    book.commit(at(B), "Longer", dal=LONGER)
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Serving", dal=DAL + f"\n{SERVE}\n")
    book.record(at(D), "merge", "-q", "-s", "ours", "-m", "Not that", "longer")


def lost_in_a_merge_and_restored(book: GitBook) -> None:
    one_side_wins(book)
    book.commit(at(D), "What was lost", dal=DAL + f"\n{SERVE}\n\n{TEMPER}\n")


def criss_cross(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=chapter("Dal", *FIVE))
    book.branch("other")
    book.commit(at(B), "Top", dal=chapter("Dal", SIMMER, *FIVE))
    book.git("checkout", "-q", "main")
    book.commit(at(C), "End", dal=chapter("Dal", *FIVE, SERVE))
    main, other = book.git("rev-parse", "main"), book.git("rev-parse", "other")
    merge(book, C, other)
    book.git("checkout", "-q", "other")
    merge(book, B, main)
    book.commit(at(B), "Top again", dal=chapter("Dal", TEMPER, SIMMER, *FIVE, SERVE))
    book.git("checkout", "-q", "main")
    book.commit(at(C), "End again", dal=chapter("Dal", SIMMER, *FIVE, SERVE, BAKE))
    merge(book, D, "other")


def cherry_picked(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("release")
    book.commit(at(C), "Add bread", bread=BREAD)
    book.git("checkout", "-q", "main")
    fix = book.commit(at(B), "Longer", dal=LONGER)
    book.git("checkout", "-q", "release")
    stamp = book.git("show", "-s", "--format=%at +0100", fix)
    book.record(at(D), "cherry-pick", fix)
    assert book.git("show", "-s", "--format=%at +0100") == stamp
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Add more", more=chapter("More", KNEAD))
    book.merge(at(D), "release")


def same_words_on_two_branches(book: GitBook) -> None:
    """Two people commit the same sentence; it is whose landed first."""
    book.commit(at(A), "Add dal", dal=DAL)
    for who, name in ((B, "one"), (C, "two")):
        book.branch(name)
        book.commit(at(who), "Longer", dal=LONGER)
    book.merge(at(D), "two")
    book.commit(at(A), "Add bread", bread=BREAD)
    book.merge(at(D), "one")


def foxtrot(book: GitBook) -> None:
    """The first parent of main is suddenly the branch."""
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("mine")
    book.commit(at(B), "Longer", dal=LONGER)
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Add bread", bread=BREAD)
    book.git("checkout", "-q", "mine")
    merge(book, B, "main")
    book.git("branch", "-f", "main", "mine")
    book.git("checkout", "-q", "main")


def rebased(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("longer")
    book.commit(at(B), "Longer", dal=LONGER)
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Add bread", bread=BREAD)
    book.record(at(D), "rebase", "-q", "main", "longer")
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--ff-only", "longer")


def written(book: GitBook) -> None:
    """A few commits, for those who rewrite them."""
    merged_branch(book)
    book.move(PATH, "content/mains/dal.md")
    book.commit(at(C), "A folder")


def rewritten(book: GitBook) -> None:
    """As `git filter-branch` would: each message another, so each commit another id."""
    written(book)
    book.git("branch", "old")
    book.git("filter-branch", "-f", "--msg-filter", "sed 's/$/ [rewritten]/'", "main",
             FILTER_BRANCH_SQUELCH_WARNING="1")  # fmt: skip
    assert book.git("rev-parse", "old") != book.git("rev-parse", "main")
    book.git("branch", "-D", "old")


def rewritten_and_merged_again(book: GitBook) -> None:
    """The old history comes back by a pull: every commit twice, no word twice."""
    written(book)
    book.git("branch", "old")
    book.git("filter-branch", "-f", "--msg-filter", "sed 's/$/ [rewritten]/'", "main",
             FILTER_BRANCH_SQUELCH_WARNING="1")  # fmt: skip
    book.commit(at(C), "Add more", more=chapter("More", SOAK))
    book.record(at(D), "merge", "-q", "--allow-unrelated-histories", "-m", "Merge old", "old")


def two_roots(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.git("checkout", "-q", "--orphan", "bakery")
    book.git("rm", "-rfq", "content")
    book.commit(at(B), "Add bread", bread=chapter("Everyday bread", KNEAD, PROVE))
    book.commit(at(C), "Longer", bread=BREAD)
    book.git("checkout", "-q", "main")
    book.record(at(D), "merge", "-q", "--allow-unrelated-histories", "-m", "Merge bakery", "bakery")


CASES = (
    Case("a merged branch", merged_branch, {PATH: Told(GROWN, (A, B), BOTH_WROTE)}),
    Case(
        "three branches in one merge",
        octopus,
        {
            PATH: Told(
                (
                    words("Dal", A),
                    words(SIMMER, B),
                    words(" ".join(FIVE), A),
                    words(SERVE, C),
                ),
                (A, B, C),
                (*ALL_OF_A, (B, "editor"), (C, "editor")),
            ),
            "content/bread.md": Told((words(BREAD, D),), (D,), ((D, "creator, author"),)),
        },
    ),
    Case(
        "a conflict resolved by hand",
        resolved_by_hand,
        {
            PATH: Told(
                (
                    words(f"Red lentil dal {RINSE} Simmer them", A),
                    words("patiently", B),
                    words("with turmeric for", A),
                    words("ninety", C),
                    words("minutes", A),
                    words(SERVE, D),
                ),
                (A, B, C, D),
                (*ALL_OF_A, (D, "author"), (B, "editor"), (C, "editor")),
            )
        },
    ),
    Case(
        "a merge that keeps one side",
        one_side_wins,
        {
            PATH: Told(
                (words(DAL, A), words(SERVE, C)),
                (A, B, C),
                (*ALL_OF_A, (C, "author"), (B, "contributor")),
            )
        },
    ),
    Case(
        "words lost in a merge and restored",
        lost_in_a_merge_and_restored,
        {
            PATH: Told(
                (words(DAL, A), words(SERVE, C), words(TEMPER, B)),
                (A, B, C, D),
                (*ALL_OF_A, (B, "author"), (C, "author")),
            )
        },
    ),
    Case(
        "criss-cross merges",
        criss_cross,
        {
            PATH: Told(
                (
                    words("Dal", A),
                    words(f"{TEMPER} {SIMMER}", B),
                    words(" ".join(FIVE), A),
                    words(f"{SERVE} {BAKE}", C),
                ),
                (A, B, C),
                (*ALL_OF_A, (C, "author"), (B, "author")),
            )
        },
    ),
    Case(
        "one commit on two branches",
        cherry_picked,
        {PATH: Told(GROWN, (A, B), BOTH_WROTE)},
    ),
    Case(
        "the same words by two people",
        same_words_on_two_branches,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, C)),
                (A, B, C),
                (*ALL_OF_A, (C, "author")),
            )
        },
    ),
    Case("a foxtrot merge", foxtrot, {PATH: Told(GROWN, (A, B), BOTH_WROTE)}),
    Case("a rebase", rebased, {PATH: Told(GROWN, (A, B), BOTH_WROTE)}),
    Case(
        "a rewritten history",
        rewritten,
        {"content/mains/dal.md": Told(GROWN, (A, B, C), BOTH_WROTE)},
    ),
    Case(
        "a rewritten history, merged with the old one",
        rewritten_and_merged_again,
        {
            "content/mains/dal.md": Told(GROWN, (A, B, C), BOTH_WROTE),
            "content/bread.md": Told((words(BREAD, C),), (C,), ((C, "creator, author"),)),
        },
    ),
    Case(
        "two histories with roots of their own",
        two_roots,
        {
            PATH: Told((words(DAL, A),), (A,), ALL_OF_A),
            "content/bread.md": Told(
                (words(f"Everyday bread {KNEAD} {PROVE}", B), words(BAKE, C)),
                (B, C),
                ((B, "creator, author"), (C, "author")),
            ),
        },
    ),
)
