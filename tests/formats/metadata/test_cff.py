"""CITATION.cff: held against the schema of Citation File Format 1.2.0 by check-jsonschema."""

import json
import subprocess
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from potluck.formats.metadata import cff
from potluck.licensing.table import KNOWN
from potluck.model import WITHHELD, Contributor, Credit, Edition, License, Part, Role
from support import BOOK, BUILD, HEAT, sample
from tools import need

SCHEMA = "vendor.citation-file-format"


def problems(text: str, folder: Path) -> str:
    """Return what a validator finds wrong with a citation file; empty if nothing."""
    file = folder / "CITATION.cff"
    file.write_text(text, encoding="utf-8")
    command = (need("check-jsonschema"), "--builtin-schema", SCHEMA, str(file))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_the_file_says_who_wrote_the_book(edition: Edition, tmp_path: Path) -> None:
    text = cff.citation_file(edition)
    orcid = "https://orcid.org/0000-0002-1825-0097"
    facts: dict[str, object] = {
        "title": "A Test Book & More: Soups and reasons",
        "authors": [
            {"name": "The Test Cooks"},
            {"alias": "nimble"},
            {"family-names": "A", "given-names": "Contributor", "orcid": orcid},
            {"family-names": "B", "given-names": "Contributor"},
        ],
        "url": "https://example.org/book/",
        "version": "0123456789",
        "date-released": "2026-03-04",
        "license": "CC-BY-SA-4.0",
    }
    assert yaml.safe_load(text) == {
        "cff-version": "1.2.0",
        "message": "If you build on this book, please cite it like this.",
        "type": "dataset",
        **facts,
        "abstract": "A small book for tests.",
        "repository": "https://example.org/repo",
        "preferred-citation": {
            "type": "book",
            **facts,
            "publisher": {"name": "Potluck Tests"},
            "year": 2026,
            "languages": ["en"],
        },
    }
    assert problems(text, tmp_path) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("type: book", "type: cookbook"),
        ("https://orcid.org/", "orcid:"),
        ("alias: nimble", "nickname: nimble"),
        ("license: CC-BY-SA-4.0", "license: CC-BY-SA-5.0"),
    ],
)
def test_a_file_that_is_spoilt_is_refused(
    edition: Edition, tmp_path: Path, before: str, after: str
) -> None:
    text = cff.citation_file(edition)
    assert before in text
    assert problems(text.replace(before, after), tmp_path) != ""


def test_licences_are_told_by_id_where_the_format_knows_it() -> None:
    vendored = files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json"
    known = set(json.loads(vendored.read_text("utf-8"))["definitions"]["license-enum"]["enum"])
    assert known >= cff.LICENSES
    assert known & set(KNOWN) == cff.LICENSES & set(KNOWN)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (License("CC0-1.0", "CC0"), {"license": "CC0-1.0"}),
        (
            License("CC-PDM-1.0", "PDM", "https://example.org/pdm"),
            {"license-url": "https://example.org/pdm"},
        ),
        (License("LicenseRef-Own", "Own"), {}),
    ],
)
def test_another_licence_is_told_by_its_address(
    tmp_path: Path, given: License, told: dict[str, str]
) -> None:
    text = cff.citation_file(replace(sample(), book=replace(BOOK, license=given)))
    root = yaml.safe_load(text)
    assert {key: root[key] for key in root if key.startswith("license")} == told
    assert problems(text, tmp_path) == ""


def written_by(*people: Contributor) -> Edition:
    heat = replace(HEAT, credits=tuple(Credit(who, (Role.AUTHOR,)) for who in people))
    edition = replace(sample(), parts=(Part("s", "S", (heat,)),), contributors=people)
    return replace(edition, book=replace(BOOK, author=None))


def authors(edition: Edition) -> list[dict[str, str]]:
    return list(yaml.safe_load(cff.citation_file(edition))["authors"])


def test_where_all_withhold_their_names_the_book_stands_for_them(tmp_path: Path) -> None:
    edition = written_by(Contributor("withheld", WITHHELD, WITHHELD))
    assert authors(edition) == [{"name": "A Test Book & More"}]
    assert problems(cff.citation_file(edition), tmp_path) == ""


def test_two_people_of_one_name_are_told_once(tmp_path: Path) -> None:
    edition = written_by(*(Contributor(f"jo-{n}", "jo", "jo") for n in (1, 2)))
    assert authors(edition) == [{"alias": "jo"}]
    assert problems(cff.citation_file(edition), tmp_path) == ""


@pytest.mark.parametrize("version", ["0123456789", "12e4567890", "1234567890", "true"])
def test_a_version_is_never_a_number(version: str) -> None:
    text = cff.citation_file(replace(sample(), build=replace(BUILD, id=version)))
    assert f'version: "{version}"' in text
    assert yaml.safe_load(text)["version"] == version


def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    assert cff.citation_file(edition) == cff.citation_file(edition)
    assert "&id" not in cff.citation_file(edition)  # YAML's aliases
