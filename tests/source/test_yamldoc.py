"""YAML that strangers wrote: plain values with their places, and nothing that runs or grows."""

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from potluck.source import yamldoc
from potluck.source.yamldoc import MAX_BYTES, Document, Value, YamlProblem, load

PLAIN: list[tuple[str, Value]] = [
    ("country: no", {"country": "no"}),
    ("v: on", {"v": "on"}),
    (
        "a: true\nb: False\nc: ~\nd: null\ne:",
        {"a": True, "b": False, "c": None, "d": None, "e": None},
    ),
    ("n: 0777\nt: 12:30:45\nm: 1:30", {"n": "0777", "t": "12:30:45", "m": "1:30"}),
    (
        "n: 12\nm: -3\nk: 1_000\nf: 1.5\nh: 0x10",
        {"n": 12, "m": -3, "k": "1_000", "f": "1.5", "h": "0x10"},
    ),
    ("d: 2026-13-99", {"d": "2026-13-99"}),
    (f"n: {'9' * 5000}", {"n": "9" * 5000}),
    ("q: \"12\"\ns: 'true'", {"q": "12", "s": "true"}),
    ("l: [a, 1, {b: c}]", {"l": ["a", 1, {"b": "c"}]}),
    ("t: |\n  one\n  two\n", {"t": "one\ntwo\n"}),
    ("", None),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_values_stay_what_was_typed(text: str, value: Value) -> None:
    assert load(text).value == value


LAUGHS = "\n".join(
    [
        "a: &a [x, x]",
        *(
            f"{n}: &{n} [{', '.join(f'*{p}' for _ in range(9))}]"
            for p, n in zip("abc", "bcd", strict=True)
        ),
    ]
)
REFUSED = [
    (
        "a: !!python/object/apply:os.system [x]",
        "the tag tag:yaml.org,2002:python/object/apply:os.system is",
    ),
    ("a: !ENV HOME", "the tag !ENV is not read here"),
    (r'a: "x\x07"', "U+0007 stands for nothing that can be seen"),
    (r'a: "x\u202e"', "U+202E stands for nothing that can be seen"),
    ("a: &x 1", "aliases (& and *) are not read here"),
    ("a: *x", "aliases (& and *) are not read here"),
    (LAUGHS, "aliases (& and *) are not read here"),
    ("<<: {a: 1}", "a key must be a plain word"),
    ("a: 1\na: 2", "`a` stands twice"),
    ("? [a]\n: 1", "a key must be a plain word"),
    ("[" * 2000, "nested more than 20 deep"),
    ("a: " + "[" * 30 + "]" * 30, "nested more than 20 deep"),
    ("x: " + "a" * MAX_BYTES, "more than 64 kB of metadata"),
    ("title: Soup: hot", "not valid YAML: mapping values are not allowed in this context"),
    ("a: [", "not valid YAML: "),
    ("a: \x07", "not valid YAML"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_could_harm_is_a_problem(text: str, message: str) -> None:
    with pytest.raises(YamlProblem) as caught:
        load(text)
    assert caught.value.message.startswith(message)


def test_a_problem_has_its_place_and_the_line_to_type() -> None:
    with pytest.raises(YamlProblem) as caught:
        load("kind: recipe\ntitle: Soup: hot\n", first_line=2)
    problem = caught.value
    assert (problem.line, problem.hint) == (3, 'put the value in quotes: title: "Soup: hot"')


def test_every_value_knows_its_place() -> None:
    document = load("a: 1\nb:\n  - x\n  - {c: y}\n", first_line=2)
    places = {("a",): (2, 1), ("b",): (3, 1), ("b", 0): (4, 5), ("b", 1, "c"): (5, 6)}
    assert {path: document.mark(path) for path in places} == places
    assert document.mark(("b", 1, "missing")) == document.mark(("b", 1))


def test_a_trusted_file_carries_its_tags_as_values() -> None:
    text = "a: !ENV [HOME, x]\nb: !!python/name:os.system x\n"
    assert load(text, trusted=True).value == {"a": ["HOME", "x"], "b": "x"}


@given(st.text() | st.text(alphabet="[]{}:,&*!|>'\"%@`#- \n\tab1~?<"))
def test_any_text_is_a_document_or_a_problem(text: str) -> None:
    with contextlib.suppress(YamlProblem):
        assert isinstance(load(text), Document)


NESTED = st.recursive(
    st.sampled_from(["x", "", "*a", "&b c", "!t d"]),
    lambda inner: st.builds(
        lambda form, text: form(text),
        st.sampled_from(
            [
                lambda text: f"[{text}]",
                lambda text: f"{{k: {text}}}",
                lambda text: "- " + text.replace("\n", "\n  "),
                lambda text: "k:\n " + text.replace("\n", "\n "),
                lambda text: "? " + text.replace("\n", "\n  "),
            ]
        ),
        inner,
    ),
    max_leaves=40,
)


@given(NESTED, st.sampled_from([1, 3, 30]))
def test_the_quick_look_passes_nothing_that_the_long_one_refuses(text: str, times: int) -> None:
    for deeper in range(times):
        text = f"[{text}]" if deeper % 2 else "- " + text.replace("\n", "\n  ")
    if yamldoc._surely_plain(text):
        with contextlib.suppress(yaml.YAMLError):
            yamldoc._refuse_events(text, yamldoc._Reader(1, None))


@pytest.mark.parametrize("deep", ["[" * 30_000, "{a: " * 1000, "\n" + "- " * 5000])
def test_a_trusted_text_may_not_be_endlessly_deep(deep: str) -> None:
    with pytest.raises(YamlProblem) as problem:
        load(f"nav: {deep}", trusted=True)
    assert problem.value.message == "nested more than 100 deep"
