import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.identity import (
    Claim,
    Directory,
    address_hash,
    alias_line,
    directory,
    sort_name,
)
from potluck.credits.mailmap import parse
from potluck.credits.people import Person, placeholder
from potluck.model import Contributor

ANN = Contributor("ann", "Ann Author", "Author, Ann")
BEN = Contributor("ben", "Ben", "Ben")
CLAIMS = (
    Claim(ANN, aliases=("Annie A.", address_hash("ann@old.org", "s")), github_id=7),
    Claim(BEN, github_login="BenCooks"),
)


def known(person: Person, *others: Person) -> str | None:
    found = directory(CLAIMS, (person, *others), "s").resolve(person)
    return found.id if found else None


@pytest.mark.parametrize(
    ("person", "who"),
    [
        (Person("x", "7+renamed@users.noreply.github.com"), "ann"),
        (Person("x", "ANN@old.org"), "ann"),
        (Person("ANNIE a."), "ann"),
        (Person("ann author", "new@x.org"), "ann"),
        (Person("x", "bencooks@users.noreply.github.com"), "ben"),
        (Person("x", "99+bencooks@users.noreply.github.com"), "ben"),
        (Person("Ben", "ben@x.org"), None),
        (Person("Ann", "ann@new.org"), None),
        (Person("ann", "ann@users.noreply.github.com"), None),
    ],
)
def test_only_strong_evidence_leads_to_a_file(person: Person, who: str | None) -> None:
    assert known(person) == who


def test_a_login_does_not_count_against_another_id() -> None:
    claim = Claim(BEN, github_login="ben", github_id=1)
    stranger = Person("x", "2+ben@users.noreply.github.com")
    assert directory((claim,), (stranger,)).resolve(stranger) is None


def test_the_same_address_leads_to_the_same_file() -> None:
    assert known(Person("annie", "a@x.org"), Person("Ann Author", "A@x.org")) == "ann"


def test_a_placeholder_address_joins_nobody() -> None:
    for address in ("", "VP", "root@localhost", "you@example.com", "ann@mac.local"):
        assert known(Person("annie", address), Person("Ann Author", address)) is None


def test_what_two_files_claim_proves_nothing() -> None:
    twice = (Claim(ANN, aliases=("Chef",)), Claim(BEN, aliases=("chef",)))
    assert directory(twice).resolve(Person("Chef")) is None


def test_strangers_with_one_address_are_one_contributor_under_the_newest_name() -> None:
    new, old = Person("Zoë van Dam", "z@x.org"), Person("zoe93", "Z@X.org")
    people = directory((), (new, old))
    expected = Contributor("zoe-van-dam", "Zoë van Dam", "van Dam, Zoë", known=False)
    assert [people.contributor(new), people.contributor(old)] == [expected, expected]


def test_strangers_never_take_the_id_of_a_file_or_of_each_other() -> None:
    folk = (Person("Ann", "1@x.org"), Person("Zoë", "2@x.org"), Person("Zoe", "3@x.org"))
    people = directory(CLAIMS, folk)
    ids = [people.contributor(person).id for person in folk]
    assert ids == ["ann-49915e", "zoe-2752b8", "zoe-9d017e"]


def test_an_address_two_people_share_goes_to_neither_and_names_neither() -> None:
    shared = (
        Person("Annie A.", "team@x.org"),
        Person("x", "99+bencooks@users.noreply.github.com"),
        Person("y", "99+other@users.noreply.github.com"),
        Person("z", "team@x.org"),
        Person("Annie A.", "99+third@users.noreply.github.com"),
    )
    people = directory(CLAIMS, shared)
    assert [people.contributor(person).name for person in shared] == [
        "Ann Author",
        "Ben",
        "y",
        "Ann Author",
        "Ann Author",
    ]


def test_somebody_the_history_does_not_have_still_gets_a_name() -> None:
    assert Directory().contributor(Person("ann@x.org")) == Contributor(
        "ann", "ann", "ann", known=False
    )


# --- people who left -----------------------------------------------------------------------------

GONE = Contributor("a1b2", "a1b2", "a1b2", visibility="removed")
LEFT = Claim(
    GONE, tuple(address_hash(text, "s") for text in ("Contributor A", "conny", "a@example.org"))
)


@pytest.mark.parametrize(
    ("person", "gone"),
    [
        (Person("contributor  A", "new@example.org"), True),
        (Person("Conny"), True),
        (Person("x", "A@example.org"), True),
        (Person("Contributor B", "b@example.org"), False),
        (Person("a1b2"), False),
    ],
)
def test_a_name_can_be_claimed_without_being_written(person: Person, gone: bool) -> None:
    assert (directory((LEFT,), (person,), "s").resolve(person) == GONE) is gone


def test_the_line_to_paste_claims_what_it_was_made_of() -> None:
    for text in ("A@Example.org", "Contributor A"):
        alias = alias_line(text).removeprefix("  - ")
        person = Person("x", "a@example.org") if "@" in text else Person("contributor a")
        assert directory((Claim(ANN, (alias,)),), (), "potluck").resolve(person) == ANN


# --- a mailmap -----------------------------------------------------------------------------------

MAP = parse(
    "Ann Author <old@x.org>\n"
    "Zoë van Dam <zoe@x.org> <zoe93@home.org>\n"
    "Mallory <mallory@x.org> <bencooks@users.noreply.github.com>\n"
    "One <one@x.org> Shared <root@localhost>\n"
    "Ann Author <ann.author@x.org> <99+bencooks@users.noreply.github.com>\n"
)


@pytest.mark.parametrize(
    ("person", "name", "known"),
    [
        (Person("annie", "OLD@x.org"), "Ann Author", True),
        (Person("zoe93", "zoe93@home.org"), "Zoë van Dam", False),
        (Person("x", "bencooks@users.noreply.github.com"), "Ben", True),
        (Person("shared", "root@localhost"), "One", False),
        (Person("Other", "root@localhost"), "Other", False),
        (Person("y", "99+bencooks@users.noreply.github.com"), "Ben", True),
    ],
)
def test_a_mailmap_counts_as_a_claim_and_gives_way_to_files(
    person: Person, name: str, known: bool
) -> None:
    found = directory(CLAIMS, (person,), "s", MAP).contributor(person)
    assert (found.name, found.known) == (name, known)
    elsewhere = directory(CLAIMS, (), "s", MAP).contributor(person)
    assert (elsewhere.name, elsewhere.known) == (name, known)


def test_a_mailmap_joins_addresses() -> None:
    folk = (Person("zoe93", "zoe93@home.org"), Person("Z.", "zoe@x.org"))
    people = directory((), folk, "s", MAP)
    assert {people.contributor(person).name for person in folk} == {"Zoë van Dam"}


# --- order ---------------------------------------------------------------------------------------

TEXTS = st.sampled_from(("Ann Author", "ann", "Chef", "Ben", "Contributor A"))
ADDRESSES = st.sampled_from(
    ("a@x.org", "b@x.org", "root@localhost", "", "7+ben@users.noreply.github.com")
)
FILES = st.lists(
    st.builds(
        Claim,
        st.sampled_from((ANN, BEN, GONE)),
        st.lists(TEXTS | ADDRESSES.map(lambda text: address_hash(text, "s")), max_size=3).map(
            tuple
        ),
        st.sampled_from((None, "ben")),
        st.sampled_from((None, 7)),
    ),
    max_size=3,
    unique_by=lambda claim: claim.contributor.id,
)
PEOPLE = st.lists(st.builds(Person, TEXTS, ADDRESSES), max_size=6)


@given(FILES.flatmap(lambda files: st.tuples(st.just(files), st.permutations(files))), PEOPLE)
def test_the_order_of_files_changes_nothing(
    orders: tuple[list[Claim], list[Claim]], people: list[Person]
) -> None:
    one, other = (directory(files, people, "s") for files in orders)
    assert [one.contributor(each) for each in people] == [
        other.contributor(each) for each in people
    ]


@given(PEOPLE)
def test_the_same_address_is_the_same_person(people: list[Person]) -> None:
    twins = [replace(each, name=f"other {each.name}") for each in people]
    found = directory((), (*people, *twins), "s")
    for one, other in zip(people, twins, strict=True):
        if not placeholder(one.email):
            assert found.contributor(one) == found.contributor(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jean-Luc O'Neil", "O'Neil, Jean-Luc"),
        ("Ann B. Cook", "Cook, Ann B."),
        ("Joel Maxuel (Officer)", "Joel Maxuel (Officer)"),
        ("user 12", "user 12"),
        ("Ólafur", "Ólafur"),
        ("", ""),
    ],
)
def test_names_are_sorted_by_family_where_that_is_safe(name: str, expected: str) -> None:
    assert sort_name(name) == expected


def test_many_strangers_take_no_longer_than_they_are() -> None:
    """It takes about a second; a minute, where time grew with the square of their number."""
    begun = time.process_time()
    people = directory((), (Person(f"Cook {n}", f"{n}@x.org") for n in range(20_000)))
    assert people.contributor(Person("Cook 7", "7@x.org")).id == "cook-7"
    assert time.process_time() - begun < 10
