"""Several works in one text: the published compatibility chart, and what follows from it."""

from itertools import product

import pytest

from potluck.licensing import KNOWN, clashes, combine, fitting, parse
from potluck.model import License

# Creative Commons, license compatibility chart: which two works may be remixed (x: they may).
NAMES = ("PDM", "CC0", "BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
REMIX_CHART = {
    "PDM": "x x x x x . x .",
    "CC0": "x x x x x . x .",
    "BY": "x x x x x . x .",
    "BY-SA": "x x x x . . . .",
    "BY-NC": "x x x . x . x .",
    "BY-ND": ". . . . . . . .",
    "BY-NC-SA": "x x x . x . x .",
    "BY-NC-ND": ". . . . . . . .",
}
IDS = {"PDM": "CC-PDM-1.0", "CC0": "CC0-1.0"}


def known(name: str) -> License:
    found = parse(IDS.get(name) or (f"CC-{name}-4.0" if name in NAMES else name))
    assert found is not None
    return found


@pytest.mark.parametrize(("one", "other"), list(product(NAMES, NAMES)))
def test_every_cell_of_the_compatibility_chart(one: str, other: str) -> None:
    may = REMIX_CHART[one].split()[NAMES.index(other)] == "x"
    assert combine([known(one), known(other)]).status == ("ok" if may else "no")


@pytest.mark.parametrize(
    ("sources", "first"),
    [
        (["CC-BY-4.0"], "CC-BY-4.0"),
        (["CC-BY-3.0", "CC-BY-SA-2.0"], "CC-BY-SA-4.0"),
        (["CC-BY-SA-3.0", "CC-BY-SA-4.0"], "CC-BY-SA-4.0"),
        (["CC-BY-NC-4.0", "CC-BY-NC-SA-2.5"], "CC-BY-NC-SA-4.0"),
        (["CC-BY-SA-1.0", "CC-BY-4.0"], "CC-BY-SA-1.0"),
        (["CC-BY-SA-4.0", "LAL-1.3"], "CC-BY-SA-4.0"),
        (["CC-BY-SA-4.0", "GPL-3.0-only"], "GPL-3.0-only"),
        (["GFDL-1.2-or-later", "GFDL-1.3-only"], "GFDL-1.3-only"),
        (["LicenseRef-Own", "CC0-1.0"], "LicenseRef-Own"),
        (["CC-BY-SA-1.0", "CC-BY-SA-4.0"], None),
        (["CC-BY-SA-4.0", "GFDL-1.3-or-later"], None),
        (["LAL-1.3", "GPL-3.0-only"], None),
        (["LicenseRef-AllRightsReserved"], None),
    ],
)
def test_the_most_open_licence_that_keeps_all_terms(sources: list[str], first: str | None) -> None:
    found = fitting(known(source) for source in sources)
    assert (found[0].id if found else None) == first


def test_no_text_is_advised_to_forbid_changes() -> None:
    offered = {one.id for source in KNOWN.values() for one in fitting([source]) if one != source}
    assert [ident for ident in sorted(offered) if "-ND-" in ident] == []


def test_the_reason_names_every_work() -> None:
    three = [known(name) for name in ("CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0")]
    assert combine(three).because == (
        "CC BY 4.0, CC BY-SA 3.0 and CC BY-SA 4.0 can be joined in one text, under CC BY-SA 4.0 "
        "for instance."
    )
    verdict = combine([known("BY-SA"), known("BY-NC-SA")])
    assert (verdict.because, verdict.instead) == (
        "CC BY-SA 4.0 and CC BY-NC-SA 4.0 cannot be joined in one text: no licence keeps the terms "
        "of all.",
        "make a chapter of each, or only cite all but one",
    )


def test_terms_that_no_licence_tells_are_doubtful_and_no_clash() -> None:
    both = [known("CC-BY-4.0"), known("GFDL-1.3-only")]
    assert (combine(both).status, combine(both).because) == (
        "warn",
        "CC BY 4.0 and GNU FDL 1.3 only can be joined in one text, but no licence tells readers "
        "all the terms.",
    )
    assert combine([known("CC-BY-4.0"), known("LicenseRef-Own")]).status == "warn"
    assert clashes(both) == {}


def test_a_clash_is_laid_to_the_later_work_and_to_one_that_it_hurts() -> None:
    names = ["CC-BY-4.0", "BY-SA", "BY-ND", "BY-NC-SA", "CC-BY-SA-3.0", "GFDL-1.2-only", "BY-NC-SA"]
    assert clashes(known(name) for name in names) == {3: 1, 5: 1, 6: 1}
    assert clashes([]) == {}


def test_a_long_list_of_clashing_works_takes_no_time() -> None:
    own = [License(f"LicenseRef-{number}", f"Own {number}") for number in range(200)]
    assert clashes(own) == dict.fromkeys(range(1, 200), 0)
