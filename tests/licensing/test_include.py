"""Works in a collection: the published table, commercial and not."""

import pytest

from potluck.licensing import KNOWN, Obligation, include, parse, terms
from potluck.model import License

# Creative Commons FAQ, table of collections: does the work forbid a commercial one?
COMMERCIAL = {
    "CC-PDM-1.0": True,
    "CC0-1.0": True,
    "CC-BY": True,
    "CC-BY-SA": True,
    "CC-BY-ND": True,
    "CC-BY-NC": False,
    "CC-BY-NC-SA": False,
    "CC-BY-NC-ND": False,
    "GFDL": True,
    "LAL": True,
    "GPL": True,
    "MIT": True,
    "Apache": True,
    "Unlicense": True,
}
OWN = License("LicenseRef-Own", "Own")


def family(ident: str) -> str:
    return max((name for name in COMMERCIAL if ident.startswith(name)), key=len)


@pytest.mark.parametrize("ident", [each for each in KNOWN if "Reserved" not in each])
def test_every_licence_in_both_kinds_of_edition(ident: str) -> None:
    work = KNOWN[ident]
    assert include(work, commercial=False).status == "ok"
    assert (include(work, commercial=True).status == "ok") is COMMERCIAL[family(ident)]


@pytest.mark.parametrize("commercial", [True, False])
def test_what_is_reserved_or_unknown_needs_a_permission(commercial: bool) -> None:
    reserved = KNOWN["LicenseRef-AllRightsReserved"]
    statuses = [include(work, commercial=commercial).status for work in (reserved, OWN)]
    assert statuses == ["no", "warn"]
    allowed = [
        include(work, commercial=commercial, permission=True).status for work in (reserved, OWN)
    ]
    assert allowed == ["ok", "ok"]


def test_the_reason_is_a_sentence() -> None:
    verdict = include(KNOWN["CC-BY-NC-4.0"], commercial=True)
    assert (verdict.because, verdict.instead) == (
        "CC BY-NC 4.0 forbids commercial use, and this is a commercial edition.",
        "leave it out, or ask the rights holder, and write down the answer as `permission: …`",
    )


@pytest.mark.parametrize(
    ("ident", "expected"),
    [
        ("CC-BY-SA-4.0", "credit link notice no-drm"),
        ("CC-BY-NC-ND-3.0", "credit title link notice no-drm non-commercial unmodified"),
        ("GFDL-1.2-only", "credit title notice full-text no-drm"),
        ("CC-PDM-1.0", ""),
        ("MIT", "credit notice full-text"),
    ],
)
def test_what_an_edition_owes(ident: str, expected: str) -> None:
    found = include(KNOWN[ident], commercial=False)
    assert found.obligations == tuple(map(Obligation, expected.split()))


def test_ported_licences_are_no_exception() -> None:
    ported = parse("CC BY-NC 3.0 DE")
    assert ported is not None
    assert terms(ported).port == "DE"
    assert include(ported, commercial=True).status == "no"
