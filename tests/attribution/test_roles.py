"""From evidence and declaration to credits: accounts made by hand, and what stands in the book."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.attribution import wording
from potluck.attribution.account import Account, Edit, Evidence
from potluck.attribution.roles import credits as credited
from potluck.attribution.roles import observed, roles, unmeasured
from potluck.attribution.suggestions import told_apart
from potluck.credits.credit import NOBODY
from potluck.credits.people import Part
from potluck.model import Book, Commit, Contributor, Credit, License, Role, Thresholds

A, B, C, D = (
    Contributor(f"contributor-{letter}", f"Contributor {letter.upper()}", letter.upper())
    for letter in "abcd"
)
USUAL = Thresholds()
AUTHOR = (Role.AUTHOR,)


def edit(written: int = 0, left: int = 0, part: Part = Part.AUTHOR, number: int = 0) -> Edit:
    return Edit(Commit(f"{number:040}", datetime(2026, 1, 1, tzinfo=UTC), ()), part, written, left)


def machine(written: int, left: int) -> Edit:
    return replace(edit(written, left), machine=True)


def did(who: Contributor, *edits: Edit, creator: bool = False) -> Evidence:
    return Evidence(who, tuple(edits), creator)


def account(words: int, *people: Evidence) -> Account:
    return Account("content/soup.md", people, words)


def seen(who: Contributor, *found: Role, extent: str = "") -> Credit:
    return Credit(who, found, declared=False, extent=extent)


# --- roles by evidence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("someone", "expected"),
    [
        (did(A, edit(100, 15)), (Role.AUTHOR,)),
        (did(A, edit(100, 14)), (Role.EDITOR,)),
        (did(A, edit(5, 3)), (Role.EDITOR,)),
        (did(A, edit(2, 2)), (Role.PROOFREADER,)),
        (did(A, edit(2), edit(2), edit(90, number=1)), (Role.PROOFREADER,)),
        (did(A, edit(0), edit(9, 2)), (Role.CONTRIBUTOR,)),
        (did(A, edit(30)), (Role.CONTRIBUTOR,)),
        (did(A, edit(0), edit(0)), ()),
        (did(A, edit(50), creator=True), (Role.CREATOR,)),
        (did(A, edit(1), creator=True), (Role.CREATOR,)),
        (did(A, edit(50, 50), creator=True), (Role.CREATOR, Role.AUTHOR)),
        (did(A, edit(50, 5), creator=True), (Role.CREATOR, Role.EDITOR)),
        (did(A, edit(20, 0, Part.SUGGESTER)), (Role.REVIEWER,)),
        (did(A, edit(20, 1, Part.SUGGESTER)), (Role.CONTRIBUTOR,)),
        (did(A, edit(20, 20, Part.SUGGESTER)), (Role.AUTHOR,)),
        (did(A, edit(20, 20, Part.COAUTHOR)), (Role.AUTHOR,)),
        (did(A, edit(20, 20, Part.SUBMITTER)), (Role.SUBMITTER,)),
        (did(A, edit(part=Part.REVIEWER)), (Role.REVIEWER,)),
        (did(A, edit(part=Part.TESTER), edit(4, 4)), (Role.EDITOR, Role.TESTER)),
        (did(A, machine(80, 80)), (Role.CONTRIBUTOR,)),
        (did(A, machine(80, 80), edit(2, 2)), (Role.PROOFREADER,)),
    ],
)
def test_what_somebody_did_has_a_name(someone: Evidence, expected: tuple[Role, ...]) -> None:
    assert roles(someone, account(100, someone), USUAL) == expected


def test_two_hundred_words_make_an_author_in_a_long_chapter_too() -> None:
    found = [
        roles(did(A, edit(words, words)), account(100_000), USUAL) for words in (199, 200, 2_999)
    ]
    assert found == [(Role.CONTRIBUTOR,), AUTHOR, AUTHOR]


def test_a_book_can_set_its_own_thresholds() -> None:
    strict = Thresholds(author_share=0.5, author_words=60, editor_share=0.2, proofreader_words=9)
    shares = {words: roles(did(A, edit(words, words)), account(100), strict) for words in (49, 50)}
    assert shares == {49: (Role.EDITOR,), 50: AUTHOR}
    assert roles(did(A, edit(9, 9)), account(100), strict) == (Role.PROOFREADER,)


def test_the_creator_comes_first_then_authors_by_words_then_the_rest_by_role_and_name() -> None:
    people = (
        did(D, edit(1, 1)),
        did(B, edit(1, 1)),
        did(C, edit(30, 30)),
        did(Contributor("e", "E", "E"), edit(60, 60)),
        did(Contributor("f", "F", "F"), edit(4, 4)),
        did(A, edit(90, 0), creator=True),
    )
    assert observed(account(100, *people), USUAL) == (
        seen(A, Role.CREATOR, extent="wrote the first version"),
        seen(Contributor("e", "E", "E"), Role.AUTHOR, extent="wrote most of it"),
        seen(C, Role.AUTHOR, extent="wrote a good part"),
        seen(Contributor("f", "F", "F"), Role.EDITOR, extent="wrote some of it"),
        seen(B, Role.PROOFREADER, extent="small edits"),
        seen(D, Role.PROOFREADER, extent="small edits"),
    )


def test_who_brought_no_word_counts_only_where_there_is_nobody_else() -> None:
    mover, writer = did(A, edit()), did(B, edit(9, 9), creator=True)
    assert observed(account(9, mover, writer), USUAL) == (
        seen(B, Role.CREATOR, Role.AUTHOR, extent="wrote most of it"),
    )
    assert observed(account(9, mover), USUAL) == (seen(A, Role.CONTRIBUTOR),)
    assert observed(account(9), USUAL) == ()


def extents(words: int, *people: Evidence) -> list[str]:
    found = {c.contributor.id: c.extent for c in observed(account(words, *people), USUAL)}
    return [found[someone.contributor.id] for someone in people]


def test_extents_are_words() -> None:
    often = [edit(9, number=number) for number in range(3)]
    assert extents(100, did(A, edit(51, 51)), did(B, edit(50, 49))) == [
        "wrote most of it",
        "wrote a good part",
    ]
    assert extents(100, did(A, edit(70, 70)), did(B, edit(70, 70, Part.COAUTHOR))) == [
        "wrote most of it, with others",
        "wrote most of it, with others",
    ]
    assert extents(100, did(A, *often), did(B, *often[:2]), did(C, edit(9, 0), edit(9, 0))) == [
        "several edits",
        "helped to write",
        "helped to write",
    ]
    assert extents(100, did(A, machine(50, 50)), did(B, machine(50, 50), creator=True)) == [
        "wrote with the help of a program",
        "wrote with the help of a program",
    ]
    assert extents(9_000, did(A, edit(300, 300))) == ["wrote some of it"]
    assert extents(100, did(A, edit(part=Part.TESTER)), did(B, edit(9, 0, Part.SUGGESTER))) == [
        "",
        "helped to write",
    ]


def test_who_suggested_words_in_a_squash_reviewed_them() -> None:
    squash = edit(90, 90), edit(90, 90, Part.SUGGESTER)
    author, reviewer = did(A, squash[0], creator=True), did(B, squash[1], creator=True)
    known = replace(account(90, author, reviewer), founder=squash[0].commit.id)
    assert observed(told_apart(known), USUAL) == (
        seen(A, Role.CREATOR, Role.AUTHOR, extent="wrote most of it"),
        seen(B, Role.REVIEWER),
    )
    later = did(B, squash[1], edit(30, 30, number=1))
    assert observed(told_apart(account(120, author, later)), USUAL)[1] == seen(
        B, Role.AUTHOR, extent="wrote a good part"
    )


def test_a_suggestion_before_the_first_version_leaves_its_writer_the_creator() -> None:
    first, stub = edit(90, 90, number=1), edit(5, 0)
    early = did(B, replace(stub, part=Part.SUGGESTER), first, creator=True)
    known = replace(account(90, did(A, stub), early), founder=first.commit.id)
    assert [someone.creator for someone in told_apart(known).people] == [False, True]


def test_where_no_words_are_known_everyone_who_was_there_contributed() -> None:
    known = account(0, did(A, edit()), did(B, edit(part=Part.TESTER)), did(C, edit()))
    assert unmeasured(known, (C, A)) == (
        seen(C, Role.CONTRIBUTOR),
        seen(A, Role.CONTRIBUTOR),
        seen(B, Role.TESTER),
    )


# --- with what is declared ----------------------------------------------------------------------


def test_where_nothing_is_declared_the_creator_and_the_authors_are_the_byline() -> None:
    found = (
        seen(A, Role.CREATOR, extent="wrote the first version"),
        seen(B, Role.AUTHOR, Role.TESTER, extent="wrote most of it"),
        seen(C, Role.EDITOR, extent="wrote some of it"),
    )
    assert credited((), found) == (
        Credit(A, AUTHOR, extent="wrote the first version"),
        Credit(B, (Role.AUTHOR, Role.TESTER), extent="wrote most of it"),
        found[2],
    )


def test_without_words_the_first_who_was_there_is_the_author() -> None:
    found = (seen(A, Role.CONTRIBUTOR), seen(B, Role.CONTRIBUTOR))
    assert credited((), found) == (Credit(A, AUTHOR), found[1])


def test_who_only_reviewed_is_no_author() -> None:
    assert credited((), (seen(A, Role.REVIEWER),)) == (seen(A, Role.REVIEWER),)


def test_declared_credits_stay_as_they_are_and_history_adds_below() -> None:
    declared = (Credit(B, (Role.AUTHOR, Role.PHOTOGRAPHER)), Credit(C, (Role.PROOFREADER,)))
    found = (
        seen(A, Role.CREATOR, Role.AUTHOR, extent="wrote most of it"),
        seen(C, Role.EDITOR, extent="wrote some of it"),
        seen(B, Role.PROOFREADER, extent="small edits"),
    )
    assert credited(declared, found) == (
        declared[0],
        replace(declared[1], extent="wrote some of it"),
        found[0],
    )


def test_one_person_declared_twice_has_both_roles() -> None:
    declared = (
        Credit(A, AUTHOR, credit=("software",)),
        Credit(A, (Role.EDITOR,), credit=("validation", "software")),
    )
    both = Credit(A, (Role.AUTHOR, Role.EDITOR), credit=("software", "validation"))
    assert credited(declared, ()) == (both,)


def test_a_declared_translator_is_not_made_an_author_nor_is_who_came_later() -> None:
    declared = (Credit(A, (Role.TRANSLATOR,)),)
    found = (seen(A, Role.CREATOR, Role.AUTHOR), seen(B, Role.AUTHOR))
    assert credited(declared, found) == (*declared, found[1])


def test_the_creator_comes_before_people_who_only_helped() -> None:
    helper = Credit(B, (Role.PHOTOGRAPHER,))
    assert credited((helper,), (seen(A, Role.CREATOR),)) == (Credit(A, AUTHOR), helper)


def test_who_only_typed_it_in_is_no_author() -> None:
    found = (seen(A, Role.CREATOR, Role.AUTHOR, Role.TESTER, extent="wrote most of it"),)
    assert credited((), found, submitter=A) == (seen(A, Role.TESTER, Role.SUBMITTER),)


def test_who_typed_it_in_is_no_author_even_where_the_name_is_withheld() -> None:
    hidden = replace(A, visibility="anonymous")
    found = (seen(hidden, Role.CREATOR), seen(B, Role.EDITOR))
    assert credited((), found, submitter=hidden) == (seen(NOBODY, Role.SUBMITTER), found[1])


def test_nothing_is_told_of_people_who_are_withheld() -> None:
    hidden = replace(A, visibility="removed")
    quiet = replace(C, visibility="anonymous")
    found = (
        seen(hidden, Role.CREATOR, extent="wrote most of it"),
        seen(quiet, Role.EDITOR, extent="wrote some of it"),
        seen(B, Role.EDITOR, extent="wrote some of it"),
    )
    assert credited((Credit(hidden, AUTHOR),), found) == (Credit(NOBODY, AUTHOR), found[2])
    assert credited((Credit(B, AUTHOR),), found) == (
        Credit(B, AUTHOR, extent="wrote some of it"),
        seen(NOBODY, Role.CREATOR, Role.EDITOR),
    )


# --- words for readers --------------------------------------------------------------------------


def test_the_thresholds_of_a_book_are_printed() -> None:
    limits = Thresholds(author_share=0.2, author_words=150, editor_share=0.05, proofreader_words=1)
    book = Book("Soups", "soups", License("CC0-1.0", "CC0"), thresholds=limits)
    assert wording.thresholds(book) == (
        "What a chapter says of its people is never changed; what its history shows is added. "
        "Whoever wrote the first version of a chapter is its creator, and stays it. "
        "An author wrote at least 20 % of the words that stand in the chapter today, or at least "
        "150 of them; an editor wrote at least 5 %; a proofreader wrote less, in edits that "
        "usually bring no more than one word. "
        "Moving and formatting is not writing, and what a program wrote is nobody's."
    )


# --- what always holds --------------------------------------------------------------------------

people = st.builds(
    lambda letter, visibility: Contributor(letter, letter.upper(), letter, visibility=visibility),
    st.sampled_from("abcdefg"),
    st.sampled_from(("public", "public", "anonymous", "removed")),
)
edits = st.builds(
    Edit,
    st.builds(lambda number: edit(number=number).commit, st.integers(0, 5)),
    st.sampled_from(Part),
    st.integers(0, 400),
    st.integers(0, 400),
    st.booleans(),
).map(lambda made: replace(made, left=min(made.left, made.written)))
evidence = st.builds(Evidence, people, st.lists(edits, max_size=5).map(tuple), st.booleans())
accounts = st.builds(
    lambda found, words: Account("content/soup.md", tuple(found), words),
    st.lists(evidence, max_size=6, unique_by=lambda one: one.contributor.id),
    st.integers(1, 2_000),
)
declared_roles = st.lists(st.sampled_from(Role), min_size=1, max_size=3, unique=True).map(tuple)
declarations = st.lists(st.builds(Credit, people, declared_roles), max_size=5)


def told(found: tuple[Credit, ...], ids: set[str]) -> list[tuple[str, tuple[Role, ...]]]:
    return [(c.contributor.id, c.roles) for c in found if c.contributor.id in ids]


@given(declarations, accounts, st.none() | people)
def test_declared_credits_are_never_dropped_reordered_or_changed(
    declared: list[Credit], known: Account, sender: Contributor | None
) -> None:
    found = credited(declared, observed(known, USUAL), sender)
    alone = credited(declared, (), sender)
    ids = {credit.contributor.id for credit in alone} - {NOBODY.id}
    assert told(found, ids) == told(alone, ids)
    assert all(credit.declared for credit in found if credit.contributor.id in ids)


@given(declarations, accounts, evidence)
def test_one_more_observed_person_changes_no_declared_credit(
    declared: list[Credit], known: Account, another: Evidence
) -> None:
    others = tuple(one for one in known.people if one.contributor.id != another.contributor.id)
    before = observed(replace(known, people=others), USUAL)
    after = observed(replace(known, people=(*others, another)), USUAL)
    ids = {c.contributor.id for c in credited(declared, ())} - {NOBODY.id, another.contributor.id}
    assert told(credited(declared, before), ids) == told(credited(declared, after), ids)


@given(declarations, accounts, st.none() | people)
def test_everyone_stands_once_and_no_count_is_shown(
    declared: list[Credit], known: Account, sender: Contributor | None
) -> None:
    found = credited(declared, observed(known, USUAL), sender)
    names = [credit.contributor.id for credit in found]
    assert len(names) == len(set(names))
    assert not any(letter.isdigit() for credit in found for letter in credit.extent)
    assert all(credit.contributor.visibility == "public" for credit in found)


@given(accounts)
def test_whoever_wrote_is_credited(known: Account) -> None:
    wrote = {one.contributor.id for one in known.people if one.words}
    assert wrote <= {credit.contributor.id for credit in observed(known, USUAL)}
