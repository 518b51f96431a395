"""Imports point one way: each room of the house may use only the rooms named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "potluck"
GROUND = {"model", "errors", "naming", "storage", "keeping", "trace", "cell", "versions"}

ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli", "readymade"},
    # values and small tools
    "errors": set(),
    "naming": set(),
    "readymade": {"storage"},
    "cell": {"errors", "readymade"},
    "storage": set(),
    "keeping": {"__init__", "storage", "versions"},
    "versions": set(),
    "model": set(),
    "trace": set(),
    "neutral": set(),
    "anchoring": {"naming"},
    "charts": set(),
    "collation": set(),
    # knowledge: pure
    "licensing": {"model"},
    "kitchen": {"model"},
    "citation": {"model"},
    "classroom": {"model"},
    "pictures": {"model", "naming", "versions"},
    "theme": {"model", "storage", "versions"},
    # from files to a manuscript, and what is wrong with it
    "source": {*GROUND, "licensing"},
    "credits": {*GROUND},
    "attribution": {*GROUND, "source", "credits"},
    "dialect": {"model", "naming", "anchoring", "neutral"},
    "checks": {
        "__init__",
        *GROUND,
        "anchoring",
        "source",
        "licensing",
        "kitchen",
        "classroom",
        "pictures",
        "dialect",
        "credits",
        "attribution",
    },
    "checking": {*GROUND, "source", "credits", "attribution", "checks"},
    "permissions": {"model", "source", "licensing"},
    "community": {"model", "source", "credits", "attribution", "theme"},
    "mending": {*GROUND, "source", "licensing", "checks", "dialect"},
    # the edition, and what renders it
    "laboratory": {*GROUND, "pictures"},
    "darkroom": {*GROUND, "pictures", "laboratory", "source"},
    "edition": {
        "kitchen",
        "collation",
        *GROUND,
        "__init__",
        "source",
        "credits",
        "attribution",
        "dialect",
        "licensing",
        "theme",
        "citation",
    },
    "formats": {
        *GROUND,
        "neutral",
        "theme",
        "citation",
        "collation",
        "kitchen",
        "classroom",
        "__init__",
    },
    "proof": {*GROUND, "neutral", "formats", "theme"},
    "manifest": {"model"},
    "placing": {"storage"},
    "shelf": {*GROUND, "manifest", "placing"},
    "standing": {*GROUND, "source", "credits", "shelf"},
    "proving": {
        *GROUND,
        "attribution",
        "checking",
        "formats",
        "manifest",
        "pipeline",
        "proof",
        "shelf",
        "source",
    },
    "publishing": {*GROUND, "manifest", "shelf", "placing", "source", "credits"},
    "corrections": {"model", "source", "credits", "attribution", "theme"},
    "reuse": {*GROUND, "source", "credits", "attribution", "licensing"},
    "supply": {"__init__", *GROUND},
    # the rim
    "handbook": {
        *GROUND,
        "checks",
        "source",
        "licensing",
        "dialect",
        "attribution",
        "pictures",
    },
    "pipeline": {
        *GROUND,
        "attribution",
        "checking",
        "community",
        "corrections",
        "darkroom",
        "edition",
        "formats",
        "handbook",
        "proof",
        "reuse",
        "shelf",
        "source",
        "standing",
    },
    "library": {*GROUND, "formats", "pipeline"},
    "previewing": {"formats", "pipeline", "placing", "shelf"},
    "doctor": {"cell", "formats"},
    "github": {*GROUND, "source", "checks", "manifest", "shelf", "formats", "pipeline", "supply"},
    "cli": {
        "readymade",
        *GROUND,
        "__init__",
        "source",
        "attribution",
        "credits",
        "checking",
        "checks",
        "pipeline",
        "doctor",
        "formats",
        "github",
        "library",
        "previewing",
        "community",
        "permissions",
        "reuse",
        "mending",
        "proving",
        "publishing",
        "shelf",
        "corrections",
    },
}

# An adapter to the outside: MkDocs calls the plugin, and the plugin asks for the whole flow.
ADAPTERS = {("formats/site/plugin.py", "pipeline")}


def rooms() -> list[str]:
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in sources()}
    return sorted(found)


def sources() -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if "template" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """Yield the room of each import of ours, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "potluck":
            names = [f"potluck.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "potluck":
                room = name.split(".")[1] if "." in name else "__init__"
                yield "__init__" if room.startswith("__version") else room


def test_every_room_has_its_line() -> None:
    assert rooms() == sorted(ALLOWED)


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_uses_only_the_rooms_below_it(room: str) -> None:
    offences = []
    for path in sources():
        place = path.relative_to(PACKAGE).as_posix()
        if place.split("/")[0].removesuffix(".py") != room:
            continue
        offences += [
            f"{place} imports potluck.{other}"
            for other in imported(path)
            if other != room and other not in ALLOWED[room] and (place, other) not in ADAPTERS
        ]
    assert offences == []
