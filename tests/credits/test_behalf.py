import pytest

from potluck.credits.behalf import plausible, principals
from potluck.credits.people import Person


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Add dal on behalf of Contributor A", ["Contributor A"]),
        ("Fix a typo on behalf of Contributor A (#12)", ["Contributor A"]),
        ("On behalf of Ann B. Cook, who has no account", ["Ann B. Cook"]),
        ("On behalf of Jan van Dam and Zoë O'Neil.", ["Jan van Dam", "Zoë O'Neil"]),
        ("on behalf of Ann <ann@example.org>", ["Ann"]),
        ("on behalf of ann of the hill <ann@example.org>", ["ann of the hill"]),
        ("on behalf of 王芳", ["王芳"]),
        ("User submission by Contributor A", ["Contributor A"]),
        ("A user submission by Contributor A via the form", ["Contributor A"]),
        ("Soup, submitted by Contributor A", ["Contributor A"]),
        ("Soup (submitted by @contributor-a)", ["contributor-a"]),
        ("Added the soup submitted by Contributor A.", ["Contributor A"]),
        ("Merge submission by Contributor A", ["Contributor A"]),
    ],
)
def test_whom_a_message_names_is_found(line: str, names: list[str]) -> None:
    assert [person.name for person in principals(line)] == names


@pytest.mark.parametrize(
    "line",
    [
        "user submission",
        "submitter error fix",
        "Make few recipes compliant with submission rules (#447)",
        "Fix the soup submitted by Contributor A",
        "The soup submitted by Contributor A was too salty",
        "Submitted by mistake",
        "Submitted by Mistake",
        "Submitted by Monday",
        "Submitted by my grandmother",
        "Submitted by e-mail",
        "Submitted by GitHub Actions",
        "Submitted by dependabot[bot]",
        "Submitted by a Reader",
        "Submitted by Ann's grandmother",
        "Submitted by Ann Bea Cat Dee Eve Fay",
        "Submitted by https://example.org",
        "On behalf of the Soup Club",
        "On behalf of Soup Club",
        "On behalf of everyone here",
        "On behalf of Contributor A readers",
        "On behalf of",
        "On behalf of @soup-club/cooks",
        'Revert "Add dal on behalf of Contributor A"',
    ],
)
def test_what_only_sounds_so_names_nobody(line: str) -> None:
    assert principals(line) == ()


def test_an_account_is_known_by_the_address_that_it_has() -> None:
    (person,) = principals("submitted by @contributor-a, thanks")
    assert person == Person("contributor-a", "contributor-a@users.noreply.github.com")


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Contributor A", "", True),
        ("Éva", "", True),
        ("contributor a", "", False),
        ("contributor a", "a@example.org", True),
        ("", "a@example.org", True),
        ("", "", False),
        ("4 people", "", False),
        ("Ann van", "", False),
        ("Our Family", "", False),
    ],
)
def test_a_name_is_a_few_words_with_capitals(name: str, email: str, expected: bool) -> None:
    assert plausible(Person(name, email)) is expected
