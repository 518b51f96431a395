import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.people import UNNAMED, Person, coauthors, display, distinct, human, scrub


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Co-authored-by: Ann <a@x.org>", ["Ann"]),
        ("CO-AUTHORED-BY:Ann<a@x.org>", ["Ann"]),
        ("  co-authored-by: Ann", ["Ann"]),
        ("text Co-authored-by: Ann <a@x.org>", []),
        ("Co-authored-by: Ann <a@x.org>\rCo-authored-by: Ben <>\r", ["Ann", "Ben"]),
        ("Co-authored-by: Ann <VP>\n\nmore\n\nCo-authored-by: Ben <b@x", ["Ann", "Ben"]),
        ("Co-authored-by: <ann@x.org>", [""]),
    ],
)
def test_trailers_are_found_anywhere(body: str, names: list[str]) -> None:
    assert [person.name for person in coauthors(body)] == names


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("GitHub", "noreply@github.com"),
        ("github-actions", ""),
        ("Claude Opus 4.5", "noreply@anthropic.com"),
        ("Claude", "noreply@anthropic.com"),
        ("Copilot", "198982749+Copilot@users.noreply.github.com"),
        ("ChatGPT", ""),
        ("Cursor Agent", "cursoragent@cursor.com"),
        ("aider (gpt-4o)", "aider@aider.chat"),
        ("", ""),
    ],
)
def test_machines_are_no_people(name: str, email: str) -> None:
    assert not human(Person(name, email))


@pytest.mark.parametrize(
    "name", ["Claude Monet", "Claude", "Gemini Ganesan", "Devin Ames", "Abbott", "Codexter"]
)
def test_people_with_the_names_of_machines_are_people(name: str) -> None:
    assert human(Person(name, "me@example.org"))


def test_one_commit_names_nobody_twice() -> None:
    ann, again = Person("Ann", "a@x.org"), Person("ann", "other@x.org")
    assert distinct((ann, Person("A.", "A@X.org"), again, Person("Ben"))) == (ann, Person("Ben"))


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person("Ann", "a@x.org"), "Ann"),
        (Person("ann@x.org", "ann@x.org"), "ann"),
        (Person("Ann <ann@x.org>"), "Ann"),
        (Person("ann＠x.org"), "ann"),
        (Person("@ann"), "ann"),
        (Person("https://ann.example"), "https://ann.example"),
        (Person("", "ann.secret@x.org"), UNNAMED),
        (Person("", "7+ann@users.noreply.github.com"), "ann"),
    ],
)
def test_the_name_shown_is_never_an_address(person: Person, name: str) -> None:
    assert display(person) == name


@given(st.text(), st.emails(), st.text())
def test_no_address_survives_in_a_text(before: str, address: str, after: str) -> None:
    assert address not in scrub(f"{before} {address} {after}")


def test_an_address_is_not_printed() -> None:
    assert repr(Person("Ann", "ann@x.org")) == "Person(name='Ann')"
