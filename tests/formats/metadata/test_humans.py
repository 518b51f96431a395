"""humans.txt names everyone by what they did, and gives nobody's address."""

from dataclasses import replace

from potluck.formats.metadata.humans import humans
from potluck.model import Contributor, Credit, Edition, Part, Role
from support import HEAT, sample


def test_everyone_stands_under_what_they_did(edition: Edition) -> None:
    assert humans(edition) == (
        "/* TEAM */\n"
        "  Author:\n    The Test Cooks\n    nimble\n    Contributor A\n    Contributor B\n"
        "  Translator:\n    Contributor B\n"
        "  Editor:\n    Contributor B\n    The Test Cooks\n"
        "  Illustrator:\n    Contributor A\n"
        "  Tester:\n    Contributor B\n\n"
        "/* THANKS */\n  Masoor dal, A cook\n  On lentils\n\n"
        "/* SITE */\n  Title: A Test Book & More\n  Last update: 2026/03/04\n  Language: English\n"
        "  Licence: CC BY-SA 4.0\n  Software: Potluck 0.1.0\n"
    )


def test_a_name_stays_on_its_line() -> None:
    long = Contributor("x", "A\n/* SITE */\nB", "A")
    heat = replace(HEAT, credits=(Credit(long, (Role.EDITOR,)),))
    edition = replace(sample(), parts=(Part("s", "S", (heat,)),), contributors=(long,))
    assert "    A /* SITE */ B\n" in humans(edition)
