"""Options and fixtures of the whole suite."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says how busy the machine is; `make bench` measures, tests never do.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/*/expected/ anew from what the books give now",
    )


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One real Chromium for all tests of a process: two at once cannot be driven."""
    with chromium() as opened:
        yield opened
