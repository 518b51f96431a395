"""The published tables, written out, against every pair of licences and every version."""

from itertools import product

import pytest

from potluck.licensing import KNOWN, Obligation, Terms, adapt, parse, terms
from potluck.licensing.table import CC_ELEMENTS, CC_VERSIONS, PORTS, cc
from potluck.model import License

# Creative Commons FAQ, adapter's chart: the work (row) into the text made from it (column).
# "ok": green, "warn": yellow (permitted, not recommended), "no": black.
COLUMNS = ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA", "PD")
ADAPTERS_CHART = {
    "PD": ("ok", "ok", "ok", "ok", "ok", "ok", "ok"),
    "BY": ("ok", "ok", "ok", "ok", "ok", "ok", "warn"),
    "BY-NC": ("warn", "ok", "ok", "ok", "warn", "warn", "warn"),
    "BY-NC-ND": ("no", "no", "no", "no", "no", "no", "no"),
    "BY-NC-SA": ("no", "no", "no", "ok", "no", "no", "no"),
    "BY-ND": ("no", "no", "no", "no", "no", "no", "no"),
    "BY-SA": ("no", "no", "no", "no", "no", "ok", "no"),
}
# Legal texts: BY-SA 1.0, 4(b) "only under the terms of this License"; 2.0 to 3.0, 4(b) "a later
# version of this License with the same License Elements"; 4.0, 3(b)(1) "this version or later".
SHARE_ALIKE_VERSIONS = {
    "1.0": {"1.0"},
    "2.0": {"2.0", "2.5", "3.0", "4.0"},
    "2.5": {"2.5", "3.0", "4.0"},
    "3.0": {"3.0", "4.0"},
    "4.0": {"4.0"},
}
FREE_OF_RIGHTS = ("CC0-1.0", "CC-PDM-1.0", "Unlicense")
CELLS = list(product(ADAPTERS_CHART, COLUMNS))


def known(ident: str) -> License:
    found = parse(ident)
    assert found is not None
    return found


def versions(name: str) -> list[License]:
    """Return a licence of the chart in every version."""
    if name == "PD":
        return [known(ident) for ident in FREE_OF_RIGHTS]
    return [known(f"CC-{name}-{version}") for version in CC_VERSIONS]


@pytest.mark.parametrize(("row", "column"), CELLS, ids=["-into-".join(cell) for cell in CELLS])
def test_every_cell_of_the_adapters_chart_holds_in_every_version(row: str, column: str) -> None:
    expected = ADAPTERS_CHART[row][COLUMNS.index(column)]
    for source, into in product(versions(row), versions(column)):
        if row == column and row.endswith("SA"):
            later = terms(into).version in SHARE_ALIKE_VERSIONS[terms(source).version]
            assert adapt(source, into).status == ("ok" if later else "no")
        else:
            assert adapt(source, into).status == expected


@pytest.mark.parametrize("name", ["BY-SA", "BY-NC-SA"])
def test_share_alike_goes_to_every_port_of_the_same_or_a_later_version(name: str) -> None:
    elements = tuple(name.split("-"))
    ported = [cc(elements, version, port) for version in CC_VERSIONS[:-1] for port in PORTS]
    everything = [each for each in ported if each] + versions(name)
    for source, into in product(everything[::7] + versions(name), everything):
        old, new = terms(source), terms(into)
        if old.version == "1.0":
            expected = source == into
        else:
            expected = new.version in SHARE_ALIKE_VERSIONS[old.version]
        assert adapt(source, into).status == ("ok" if expected else "no")


def test_the_version_that_only_japan_had_stands_between_its_neighbours() -> None:
    japan = known("CC-BY-SA-2.1-JP")
    verdicts = [adapt(japan, into).status for into in versions("BY-SA")]
    assert verdicts == ["no", "no", "ok", "ok", "ok"]
    backward = [adapt(source, japan).status for source in versions("BY-SA")]
    assert backward == ["no", "ok", "no", "no", "no"]


# What is not Creative Commons. Sources: https://creativecommons.org/compatiblelicenses (Free Art
# License 1.3 both ways, GPL 3 one way, all of BY-SA 4.0 alone); GNU licence list (CC BY 4.0 and
# the GPL; BY-SA 4.0 not to "or any later version"); GNU FDL 1.3, sections 4, 10; GNU GPL 3, 5, 14.
OTHERS = [
    ("CC-BY-SA-4.0", "LAL-1.3", "ok"),
    ("CC-BY-SA-3.0", "LAL-1.3", "no"),
    ("CC-BY-NC-SA-4.0", "LAL-1.3", "no"),
    ("LAL-1.3", "CC-BY-SA-4.0", "ok"),
    ("LAL-1.3", "CC-BY-SA-3.0", "no"),
    ("LAL-1.3", "CC-BY-4.0", "no"),
    ("LAL-1.3", "LAL-1.3", "ok"),
    ("LAL-1.3", "GPL-3.0-only", "no"),
    ("CC-BY-SA-4.0", "GPL-3.0-only", "ok"),
    ("CC-BY-SA-4.0", "GPL-3.0-or-later", "no"),
    ("CC-BY-SA-3.0", "GPL-3.0-only", "no"),
    ("GPL-3.0-only", "CC-BY-SA-4.0", "no"),
    ("GPL-3.0-or-later", "CC-BY-4.0", "no"),
    ("GPL-3.0-or-later", "GPL-3.0-only", "ok"),
    ("GPL-3.0-only", "GPL-3.0-or-later", "no"),
    ("CC-BY-4.0", "GPL-3.0-or-later", "ok"),
    ("CC-BY-3.0", "GPL-3.0-or-later", "warn"),
    ("CC-BY-NC-4.0", "GPL-3.0-only", "no"),
    ("CC-BY-NC-4.0", "GFDL-1.3-only", "no"),
    ("CC-BY-NC-4.0", "MIT", "warn"),
    ("CC-BY-4.0", "MIT", "warn"),
    ("CC-BY-4.0", "GFDL-1.3-only", "warn"),
    ("CC-BY-4.0", "LicenseRef-AllRightsReserved", "warn"),
    ("CC-BY-SA-4.0", "LicenseRef-AllRightsReserved", "no"),
    ("GFDL-1.2-only", "CC-BY-SA-4.0", "no"),
    ("GFDL-1.3-or-later", "CC-BY-SA-3.0", "no"),
    ("GFDL-1.2-only", "GFDL-1.2-only", "ok"),
    ("GFDL-1.2-only", "GFDL-1.3-only", "no"),
    ("GFDL-1.2-only", "GFDL-1.2-or-later", "no"),
    ("GFDL-1.2-or-later", "GFDL-1.3-only", "ok"),
    ("GFDL-1.3-or-later", "GFDL-1.2-or-later", "no"),
    ("GFDL-1.3-invariants-only", "GFDL-1.3-invariants-only", "ok"),
    ("GFDL-1.3-invariants-only", "GFDL-1.3-no-invariants-only", "no"),
    ("GFDL-1.3-invariants-only", "GFDL-1.3-only", "ok"),
    ("GFDL-1.3-no-invariants-only", "GFDL-1.3-invariants-only", "ok"),
    ("GFDL-1.3-no-invariants-only", "GFDL-1.3-no-invariants-only", "ok"),
    ("GFDL-1.3-only", "GFDL-1.3-no-invariants-only", "warn"),
    ("GFDL-1.3-only", "GPL-3.0-only", "no"),
    ("MIT", "CC-BY-SA-4.0", "ok"),
    ("Apache-2.0", "GPL-3.0-only", "ok"),
    ("MIT", "CC0-1.0", "warn"),
    ("CC0-1.0", "GPL-3.0-only", "ok"),
    ("CC-PDM-1.0", "LicenseRef-AllRightsReserved", "ok"),
    ("LicenseRef-AllRightsReserved", "LicenseRef-AllRightsReserved", "no"),
    ("LicenseRef-AllRightsReserved", "CC-BY-4.0", "no"),
    ("LicenseRef-Grandmas", "LicenseRef-Grandmas", "ok"),
    ("LicenseRef-Grandmas", "CC-BY-4.0", "no"),
    ("CC-BY-4.0", "LicenseRef-Grandmas", "warn"),
]


@pytest.mark.parametrize(("source", "into", "expected"), OTHERS)
def test_licences_of_other_houses(source: str, into: str, expected: str) -> None:
    assert adapt(known(source), known(into)).status == expected


REASONS = [
    (
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC BY 4.0 leaves open what comes after it, so CC BY-SA 4.0 will do.",
    ),
    (
        "CC-BY-NC-4.0",
        "CC-BY-SA-4.0",
        "CC BY-NC 4.0 forbids commercial use, which CC BY-SA 4.0 does not tell the readers.",
    ),
    (
        "CC-BY-ND-4.0",
        "CC-BY-SA-4.0",
        "CC BY-ND 4.0 allows no changed versions, neither under CC BY-SA 4.0 nor otherwise.",
    ),
    (
        "CC-BY-SA-4.0",
        "CC-BY-4.0",
        "CC BY-SA 4.0 asks that what is made from it keeps its terms, and CC BY 4.0 has others.",
    ),
    (
        "CC-BY-SA-4.0",
        "CC-BY-SA-3.0",
        "CC BY-SA 4.0 may be followed by a later version, never by an earlier one like CC BY-SA "
        "3.0.",
    ),
    (
        "CC-BY-SA-1.0",
        "CC-BY-SA-4.0",
        "CC BY-SA 1.0 allows no other version or country, so CC BY-SA 4.0 cannot take its place.",
    ),
    (
        "LicenseRef-AllRightsReserved",
        "CC-BY-4.0",
        "All rights reserved means that nothing is allowed without asking, whatever CC BY 4.0 "
        "says.",
    ),
]


@pytest.mark.parametrize(("source", "into", "because"), REASONS)
def test_the_reason_is_a_sentence(source: str, into: str, because: str) -> None:
    assert adapt(known(source), known(into)).because == because


def test_what_would_do_is_named() -> None:
    required = {
        ("CC-BY-SA-3.0", "CC-BY-4.0"): ["CC-BY-SA-4.0"],
        ("CC-BY-NC-SA-2.0", "CC-BY-SA-4.0"): ["CC-BY-NC-SA-4.0"],
        ("CC-BY-SA-1.0", "CC-BY-SA-4.0"): ["CC-BY-SA-1.0"],
        ("CC-BY-NC-4.0", "CC-BY-4.0"): ["CC-BY-NC-4.0"],
        ("LAL-1.3", "CC-BY-4.0"): ["CC-BY-SA-4.0", "LAL-1.3"],
        ("CC-BY-ND-4.0", "CC-BY-4.0"): [],
    }
    found = {pair: adapt(known(pair[0]), known(pair[1])).required for pair in required}
    assert {pair: [one.id for one in ones] for pair, ones in found.items()} == required


def test_required_licences_really_do() -> None:
    for source, into in product(KNOWN.values(), KNOWN.values()):
        for better in adapt(source, into).required:
            assert adapt(source, better).status == "ok"


def test_a_permission_opens_what_the_licence_closes() -> None:
    verdict = adapt(known("CC-BY-ND-4.0"), known("CC-BY-SA-4.0"), permission=True)
    assert (verdict.status, verdict.because) == (
        "ok",
        "The rights holder allowed more than CC BY-ND 4.0 does, so CC BY-SA 4.0 will do.",
    )


@pytest.mark.parametrize(
    ("ident", "expected"),
    [
        ("CC-BY-4.0", "credit link notice changes no-drm"),
        ("CC-BY-3.0", "credit title link notice changes no-drm"),
        ("CC-BY-NC-SA-2.5", "credit title link notice changes no-drm non-commercial share-alike"),
        ("CC0-1.0", ""),
        ("GFDL-1.3-only", "credit title notice changes full-text no-drm share-alike"),
        ("LAL-1.3", "credit link notice changes share-alike"),
        ("GPL-3.0-only", "credit notice changes full-text no-drm share-alike"),
        ("MIT", "credit notice changes full-text"),
    ],
)
def test_what_an_adaptation_owes(ident: str, expected: str) -> None:
    into = known("LAL-1.3") if ident == "LAL-1.3" else known(ident)
    assert adapt(known(ident), into).obligations == tuple(map(Obligation, expected.split()))


def test_all_elements_are_in_the_chart() -> None:
    assert {"-".join(elements) for elements in CC_ELEMENTS} == {*ADAPTERS_CHART} - {"PD"}
    assert Terms("cc", ("BY",), "4.0") == terms(known("CC-BY-4.0"))
