import pytest

from potluck.credits.identity import Claim, address_hash, alias_line, directory
from potluck.credits.people import Person
from potluck.credits.twins import Suggestion, suggestions
from potluck.model import Contributor

ANN = Contributor("ann", "Ann", "Ann")
ZOE = Contributor("zoe93", "zoe93", "zoe93", known=False)
CLAIM = Claim(ANN, aliases=(address_hash("ann@example.org", "potluck"),), github_login="annie")


def asked(*people: Person, claims: tuple[Claim, ...] = (CLAIM,)) -> list[tuple[str, str, str]]:
    found = suggestions(people, directory(claims, people, "potluck"))
    return [(each.one.name, each.other.name, each.why) for each in found]


KNOWN = Person("Contributor A", "ann@example.org")


def test_the_same_full_name_with_another_address_is_a_question() -> None:
    stranger = Person("contributor a", "new@example.org")
    (found,) = suggestions((stranger, KNOWN), directory((CLAIM,), (stranger, KNOWN), "potluck"))
    assert found == Suggestion(
        ANN,
        Contributor("contributor-a", "contributor a", "a, contributor", known=False),
        "the same full name",
        alias_line("new@example.org"),
    )
    assert found.message == (
        "Possibly the same person: Ann and contributor a (the same full name). If so, add this "
        f"below `aliases:` in contributors/ann.yml:\n{found.alias}"
    )


def test_strangers_are_asked_about_too_and_the_newer_one_is_named_first() -> None:
    people = (
        Person("zoe93", "z@example.org"),
        Person("Zoë van Dam", "z@example.org"),
        Person("Zoë van Dam", "zoe@example.org"),
    )
    assert asked(*people) == [("zoe93", "Zoë van Dam", "the same full name")]


@pytest.mark.parametrize("name", ["Ｃontributor A", "Contributor Ⓐ", "Contributor ᴬ"])
def test_a_name_in_other_forms_of_its_letters_is_a_question(name: str) -> None:
    found = asked(KNOWN, Person(name, "new@example.org"))
    assert found == [("Ann", name, "names that look alike")]


def test_whoever_knows_letters_better_may_say_what_looks_alike() -> None:
    people = (KNOWN, Person("Contributor \N{CYRILLIC CAPITAL LETTER A}", "new@example.org"))
    known = directory((CLAIM,), people, "potluck")
    assert suggestions(people, known) == ()
    (found,) = suggestions(people, known, lambda name: name.replace("а", "a"))
    assert found.why == "names that look alike"


def test_an_account_and_an_address_that_begins_with_its_name_are_a_question() -> None:
    why = "an address begins with the name of the account on GitHub"
    account = Person("Somebody", "7+ZoeVanDam@users.noreply.github.com")
    assert asked(account, Person("zoe", "zoevandam@example.org")) == [("Somebody", "zoe", why)]
    assert asked(Person("x", "annie@example.org")) == [("Ann", "x", why)]


def test_where_the_address_is_nobodys_the_name_is_claimed() -> None:
    people = (KNOWN, Person('Contributor A"', "root@localhost"), Person("Contributor A", "VP"))
    (found,) = suggestions(people, directory((CLAIM,), people, "potluck"))
    assert found.alias == '  - "Contributor A"'


@pytest.mark.parametrize(
    "people",
    [
        (Person("y", "z@x.org"), Person("zoe", "z@x.org"), Person("zoe", "zoe@example.org")),
        (Person("x", "zoe@example.org"), Person("y", "zoe@x.org")),
        (Person("x", "root@localhost"), Person("y", "root@localhost")),
        (Person("x", "7+contact@users.noreply.github.com"), Person("y", "contact@x.org")),
        (Person("x", "7+jo@users.noreply.github.com"), Person("y", "jo@x.org")),
        (Person("Contributor A", "1@x.org"), Person("Contributor A", "2@x.org")),
        (KNOWN, Person("Contributor A", "ANN@example.org")),
    ],
    ids=[
        "one word",
        "same word before the sign",
        "placeholder",
        "office",
        "short",
        "one entry",
        "one",
    ],
)
def test_weak_evidence_asks_nothing(people: tuple[Person, ...]) -> None:
    assert asked(*people) == []


@pytest.mark.parametrize("visibility", ["anonymous", "removed"])
def test_whoever_withholds_their_name_is_not_asked_about(visibility: str) -> None:
    gone = Contributor("ann", "Ann", "Ann", visibility=visibility)  # type: ignore[arg-type]
    claim = Claim(gone, CLAIM.aliases, "annie")
    people = (KNOWN, Person("Contributor A", "new@x.org"), Person("x", "annie@example.org"))
    assert asked(*people, claims=(claim,)) == []


def test_a_question_is_asked_once() -> None:
    people = (KNOWN, *(Person("Contributor A", f"{number}@x.org") for number in range(5)))
    assert asked(*people) == [("Ann", "Contributor A", "the same full name")]
