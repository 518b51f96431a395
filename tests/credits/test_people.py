import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.people import (
    ADDRESS,
    UNNAMED,
    Person,
    bot,
    display,
    human,
    placeholder,
    scrub,
    tool,
)


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


@pytest.mark.parametrize(
    ("name", "email", "kind"),
    [
        ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com", "bot"),
        ("Weblate", "hosted@weblate.org", "bot"),
        ("GitHub", "noreply@github.com", "bot"),
        ("claude[bot]", "209825114+claude[bot]@users.noreply.github.com", "tool"),
        ("copilot-swe-agent[bot]", "", "tool"),
        ("Contributor A", "198982749+Copilot@users.noreply.github.com", "tool"),
        ("GPT-4o", "", "tool"),
        ("Contributor A", "contributor-a@openai.com", "human"),
        ("Contributor A", "", "human"),
        ("", "", "nobody"),
    ],
)
def test_programs_that_write_are_told_from_those_that_only_format(
    name: str, email: str, kind: str
) -> None:
    person = Person(name, email)
    told = {"human": human(person), "tool": tool(person), "bot": bot(person)}
    assert [each for each, is_one in told.items() if is_one] == [kind] * (kind != "nobody")


@pytest.mark.parametrize(
    ("email", "proves_nothing"),
    [
        ("", True),
        ("VP", True),
        ("root@localhost", True),
        ("ann@mac.local", True),
        ("ann@host.(none)", True),
        ("NoReply@example.org", True),
        ("you@example.com", True),
        ("@example.org", True),
        ("a" * 255 + "@example.org", True),
        ("ann@example.org", False),
        ("7+ann@users.noreply.github.com", False),
    ],
)
def test_addresses_of_machines_and_manuals_prove_nothing(email: str, proves_nothing: bool) -> None:
    assert placeholder(email) is proves_nothing


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a@x.org,b@y.org; c＠z.org", "a,b; c"),
        ("thanks @cook and @@cook", "thanks @cook and @@cook"),
        ("Ann <ann@x.org> wrote", "Ann <ann> wrote"),
    ],
)
def test_an_address_is_cut_down_to_what_stands_before_the_sign(text: str, shown: str) -> None:
    assert scrub(text) == shown


def test_a_word_without_end_is_read_once() -> None:
    long = "a" * 1_000_000
    assert scrub(f"{long} @") == f"{long} @"
    assert ADDRESS.sub("", long) == ""


def test_an_address_is_not_printed() -> None:
    assert repr(Person("Ann", "ann@x.org")) == "Person(name='Ann')"
