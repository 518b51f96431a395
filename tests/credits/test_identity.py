import pytest

from potluck.credits.identity import Claim, Directory, address_hash, directory, sort_name
from potluck.credits.people import Person
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
