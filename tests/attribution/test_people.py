from datetime import UTC, datetime

import pytest

from potluck.attribution.people import Register
from potluck.credits.history import History
from potluck.credits.identity import alias_line
from potluck.credits.mailmap import parse
from potluck.credits.people import Person
from potluck.model import Contributor
from potluck.source import yamldoc
from potluck.source.manuscript import RawContributor

HISTORY = History(
    head="a" * 40,
    date=datetime(2024, 1, 1, tzinfo=UTC),
    everyone=(
        Person("Contributor A", "a@example.org"),
        Person("Contributor B", "b@example.org"),
        Person("bee", "bee@example.org"),
    ),
)


def file(name: str, text: str) -> RawContributor:
    return RawContributor(f"contributors/{name}.yml", yamldoc.load(text))


ALIASES = "\n".join(alias_line(text) for text in ("Contributor A", "a@example.org"))
GONE = file("c-17", f"visibility: removed\naliases:\n{ALIASES}\n")
REMOVED = Contributor("c-17", "c-17", "c-17", visibility="removed")


@pytest.mark.parametrize("name", ["Contributor A", "contributor  a", "c-17"])
def test_a_chapter_that_names_somebody_removed_means_their_file(name: str) -> None:
    assert Register.of((GONE,), HISTORY).find(name) == REMOVED


def test_a_history_that_names_somebody_removed_means_their_file() -> None:
    people = Register.of((GONE,), HISTORY).directory
    assert people.contributor(Person("Contributor A", "new@example.org")) == REMOVED
    assert people.contributor(Person("x", "A@example.org")) == REMOVED
    assert people.resolve(Person("Contributor B", "b@example.org")) is None


def test_nobody_else_is_found_by_a_hash() -> None:
    found = Register.of((GONE,), HISTORY).find("Contributor B")
    assert found == Contributor("contributor-b", "Contributor B", "B, Contributor", known=False)


def test_a_mailmap_joins_the_people_of_a_register() -> None:
    mailmap = parse("Contributor B <b@example.org> <bee@example.org>")
    people = Register.of((), HISTORY, mailmap=mailmap).directory
    assert {people.contributor(each).name for each in HISTORY.everyone} == {
        "Contributor A",
        "Contributor B",
    }
