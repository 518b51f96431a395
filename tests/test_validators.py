"""Every validator has nothing to say of the golden books and of this repository's own book.

Each book is built once for all workers, and each verdict is worked out once.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from golden.books import HISTORIES
from shared import OWN, base, golden, once, own
from validators.accepted import ACCEPTED, Accepted, remaining
from validators.book import Book, Verdict
from validators.table import NAMES, judged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BOOKS = (OWN, *HISTORIES)
Judged = Callable[[str, str], Verdict]


@pytest.fixture
def verdict(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Judged:
    """Give what a validator says of a book, by their names."""

    def browsing() -> "Browser":
        found: Browser = request.getfixturevalue("browser")
        return found

    def told(book: str, name: str) -> Verdict:
        def make(folder: Path) -> None:
            shown = own(tmp_path_factory) / "clone" if book == OWN else None
            made = judged(name, Book(shown or golden(tmp_path_factory, book)), browsing)
            (folder / "verdict.json").write_text(json.dumps(asdict(made)))

        folder = once(base(tmp_path_factory) / f"verdict-{book}-{name}".replace(" ", "-"), make)
        kept = json.loads((folder / "verdict.json").read_text())
        return Verdict(kept["seen"], tuple(kept["found"]))

    return told


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("book", BOOKS)
def test_a_validator_has_nothing_to_say(book: str, name: str, verdict: Judged) -> None:
    said = verdict(book, name)
    assert remaining(name, said) == ()
    assert said.seen > 0


@pytest.mark.parametrize("accepted", ACCEPTED, ids=lambda each: each.warning)
def test_every_warning_that_is_accepted_is_still_given(accepted: Accepted, verdict: Judged) -> None:
    others = [each for each in ACCEPTED if each is not accepted]
    said = verdict(OWN, accepted.validator)
    assert len(remaining(accepted.validator, said, others)) > 0
