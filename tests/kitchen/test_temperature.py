"""Temperatures are found in running text, with their scale, and nothing else is one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.kitchen.temperature import find, runs

FOUND = [
    ("Bake at 180 °C.", ["180 C"]),
    ("Heat to 350F", ["350 F"]),
    ("at 200c (400f)", ["200 C", "400 F"]),
    ("110 degrees F, 43 degrees C", ["110 F", "43 C"]),
    ("450 to 500 Fahrenheit (230 to 260 Celsius)", ["450–500 F", "230–260 C"]),
    ("80°-85°F (25°-30°C)", ["80–85 F", "25–30 C"]),
    ("360ºF (180ºC)", ["360 F", "180 C"]),
    ("220C/200C with fan/gas 7", ["220 C", "200 C", "7 gas"]),
    ("freeze at -4 °C or −18 °C", ["-4 C", "-18 C"]),
    ("350 degrees", ["350 "]),
    ("450°", ["450 "]),
    ("93.5 ℃", ["93.5 C"]),
    ("bei 180–190 °C backen", ["180–190 C"]),
    ("gas mark 4", ["4 gas"]),
]
NONE = ["2 C flour", "33c of wine", "a 9x13 pan", "3 c sugar", "1º", "10 F bones", "1,350 people"]


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_a_temperature_is_found(text: str, said: list[str]) -> None:
    ends = [{f"{t.low:g}": None, f"{t.high:g}": None} for t in find(text)]
    names = [f"{'–'.join(end)} {t.scale}" for end, t in zip(ends, find(text), strict=True)]
    assert names == said


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_temperature_is_left_alone(text: str) -> None:
    assert find(text) == ()


def test_what_says_the_same_stands_together() -> None:
    text = "At 220 °C (430 °F; fan 200 °C/390 °F; gas 7). Then at 57 °C to 21 °C (135 °F to 70 °F)."
    found = [[text[t.start : t.end] for t in run] for run in runs(text, find(text))]
    assert found == [
        ["220 °C", "430 °F", "200 °C", "390 °F", "gas 7"],
        ["57 °C to 21 °C", "135 °F to 70 °F"],
    ]


@given(st.text(alphabet="0123456789 °CFcf-–/().;to egrs\n", max_size=300))
def test_places_are_places(text: str) -> None:
    found = find(text)
    assert all(0 <= t.start < t.end <= len(text) and t.low <= t.high for t in found)
    assert [t for run in runs(text, found) for t in run] == list(found)


@pytest.mark.parametrize("unit", ["1 ", "1-", "350 to ", "°", "9° ", "gas ", "180 °C or ) "])
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    list(runs(text, find(text)))
    assert time.process_time() - start < 5
