"""CONTRIBUTING tells an author what the handbook tells: the handbook's page is the text's home."""

import re
from pathlib import Path

import pytest

from potluck.handbook import drafts

REPOSITORY = Path(__file__).parents[2]
ADVICE = REPOSITORY / "CONTRIBUTING.md"
BEGIN, END = "## For authors: ", "## For programmers\n"
ROOM = "scripts/potluck/handbook"
PLACES = {"fields.md": "scripts/potluck/source/schemas/chapter.schema.json"}


def for_authors() -> str:
    """Return the handbook's first page as a section of CONTRIBUTING."""
    text = drafts.source("first-chapter")
    title, _, rest = text.removeprefix("# ").partition("\n")
    lower = re.sub(r"^##", "###", rest, flags=re.MULTILINE)  # samples are indented
    moved = re.sub(r"\]\(([^)]+)\)", lambda link: f"]({place(link[1])})", lower)
    return f"{BEGIN}{title[0].lower()}{title[1:]}\n{moved}\n"


def place(link: str) -> str:
    if link.startswith("/"):
        return link[1:]
    if link.startswith("pictures/"):
        return f"{ROOM}/{link}"
    return PLACES.get(link, f"{ROOM}/pages/{link}" if link.endswith(".md") else link)


def test_contributing_says_what_the_handbook_says(pytestconfig: pytest.Config) -> None:
    advice = ADVICE.read_text(encoding="utf-8")
    before, begin, rest = advice.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert (begin, end) == (BEGIN, END)
    wanted = before + for_authors() + end + after
    if pytestconfig.getoption("--update-golden"):
        ADVICE.write_text(wanted, encoding="utf-8")
    elif advice != wanted:
        pytest.fail(
            f"write it in {ROOM}/pages/first-chapter.md, then add --update-golden", pytrace=False
        )
