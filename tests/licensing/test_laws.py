"""Laws that hold for all licences, drawn at random with versions, ports and own ones."""

from hypothesis import given
from hypothesis import strategies as st

from potluck.licensing import KNOWN, adapt, combine, fitting, include, terms
from potluck.licensing.pin import pin_text
from potluck.licensing.table import CC_ELEMENTS, CC_VERSIONS, PORTS, cc
from potluck.licensing.verdict import Obligation, Verdict
from potluck.model import License

PORTED = st.builds(
    cc,
    st.sampled_from(CC_ELEMENTS),
    st.sampled_from(CC_VERSIONS[:-1]),
    st.sampled_from(sorted(PORTS)),
)
LICENSES: st.SearchStrategy[License] = st.one_of(
    st.sampled_from(sorted(KNOWN.values(), key=lambda one: one.id)),
    PORTED.filter(bool),
    st.sampled_from([License("LicenseRef-Own", "Own"), License("LicenseRef-Her", "Hers")]),
)
PAIRS = st.tuples(LICENSES, LICENSES)
WEIGHT = {"ok": 0, "warn": 1, "no": 2}


@given(PAIRS)
def test_nothing_with_nd_is_adapted(pair: tuple[License, License]) -> None:
    source, into = pair
    if "ND" in terms(source).elements:
        assert adapt(source, into).status == "no"


@given(PAIRS)
def test_share_alike_is_never_lost(pair: tuple[License, License]) -> None:
    source, into = pair
    if "SA" in terms(source).elements and adapt(source, into).status != "no":
        same = terms(into).elements == terms(source).elements
        assert same or into.id in {"LAL-1.3", "GPL-3.0-only"}
        assert Obligation.SHARE_ALIKE in adapt(source, into).obligations


@given(PAIRS)
def test_share_alike_never_goes_back_to_an_earlier_version(pair: tuple[License, License]) -> None:
    source, into = pair
    if "SA" in terms(source).elements and terms(into).family == "cc":
        older = terms(into).version < terms(source).version
        assert not older or adapt(source, into).status == "no"


@given(PAIRS)
def test_a_non_commercial_work_is_never_sold(pair: tuple[License, License]) -> None:
    source, into = pair
    if "NC" in terms(source).elements:
        assert include(source, commercial=True).status == "no"
        verdict = adapt(source, into)
        assert "NC" in terms(into).elements or verdict.status != "ok"
        assert verdict.status == "no" or Obligation.NON_COMMERCIAL in verdict.obligations


@given(LICENSES)
def test_a_sold_edition_never_holds_what_a_free_one_may_not(work: License) -> None:
    sold, given_away = (include(work, commercial=commercial) for commercial in (True, False))
    assert WEIGHT[sold.status] >= WEIGHT[given_away.status]


@given(PAIRS)
def test_a_permission_never_closes_anything(pair: tuple[License, License]) -> None:
    source, into = pair
    assert adapt(source, into, permission=True).status == "ok"
    assert include(source, commercial=True, permission=True).status == "ok"


@given(PAIRS)
def test_what_may_be_changed_may_stay_as_it_is(pair: tuple[License, License]) -> None:
    source, into = pair
    if adapt(source, into).status == "ok":
        assert include(source, commercial=False).status != "no"


@given(LICENSES)
def test_a_licence_that_may_be_adapted_at_all_goes_into_itself(work: License) -> None:
    assert (adapt(work, work).status == "ok") is bool(fitting([work]))


@given(LICENSES, LICENSES, LICENSES)
def test_what_goes_two_steps_by_the_book_goes_in_one(
    first: License, second: License, third: License
) -> None:
    """From house to house the declared ways are one-way streets; inside Creative Commons not."""
    inside = {terms(one).family for one in (first, second, third)} <= {"cc", "public-domain"}
    if inside and adapt(first, second).status == adapt(second, third).status == "ok":
        assert adapt(first, third).status in {"ok", "warn"}


@given(st.lists(LICENSES, min_size=1, max_size=4), LICENSES)
def test_another_source_never_opens_anything(sources: list[License], more: License) -> None:
    assert {*fitting([*sources, more])} - {more} <= {*fitting(sources)}


@given(st.permutations(["CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0"]))
def test_the_order_of_sources_makes_no_difference(names: list[str]) -> None:
    assert fitting(KNOWN[name] for name in names) == (KNOWN["CC-BY-SA-4.0"],)


def sentence(verdict: Verdict) -> bool:
    text = verdict.because
    return text[0].isupper() and text.endswith(".") and text.count("\n") == 0


@given(PAIRS)
def test_every_verdict_has_a_sentence_that_names_the_licences(
    pair: tuple[License, License],
) -> None:
    source, into = pair
    for verdict in (
        adapt(source, into),
        adapt(source, into, permission=True),
        combine([source, into]),
    ):
        assert sentence(verdict)
        assert source.name in verdict.because
        assert into.name in verdict.because
    for commercial in (True, False):
        verdict = include(source, commercial=commercial)
        assert sentence(verdict)
        assert source.name in verdict.because


@given(st.text(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_endings_do_not_move_a_pin(text: str, ending: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert pin_text(plain.replace("\n", ending)) == pin_text(plain)
