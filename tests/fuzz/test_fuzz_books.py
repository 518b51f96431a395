"""Noise in every file that people write: findings with a place, never an exception."""

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz.books import CONFIG, EXAMPLES, METADATA, NOISE, book, findings
from potluck import dialect
from potluck.kitchen import ingredient
from potluck.licensing import parse

PATHS = (
    "contributors/a.yml", "contributors/ledger.lock.json", "potluck-baseline.json", "REUSE.toml",
    "content/soup.md.license", "content/index.md", "content/pot.svg", "content/pot.png",
    "CITATION.cff", ".mailmap",
)  # fmt: skip


@EXAMPLES
@given(METADATA, NOISE)
@example("title: [\n", "")
def test_noise_in_a_chapter(metadata: str, body: str) -> None:
    with book(**{"content/soup.md": f"---\n{metadata}---\n{body}"}) as root:
        findings(root)


@EXAMPLES
@given(METADATA)
def test_noise_in_a_file_of_a_person(metadata: str) -> None:
    with book(**{"contributors/a.yml": metadata}) as root:
        findings(root)


@EXAMPLES
@given(st.sampled_from(PATHS), NOISE | METADATA)
def test_noise_in_any_other_file(path: str, text: str) -> None:
    with book(**{path: text}) as root:
        findings(root)


@EXAMPLES
@given(METADATA | NOISE)
def test_noise_in_the_settings(text: str) -> None:
    nested = "".join(f"      {line}\n" for line in text.splitlines())
    for written in (CONFIG + text, f"site_name: x\nplugins:\n  - potluck:\n{nested}"):
        with book(**{"mkdocs.yml": written}) as root:
            findings(root)


TABLE = """version = 1
[[annotations]]
path = {}
SPDX-FileCopyrightText = {}
SPDX-License-Identifier = {}
"""
QUOTED = NOISE.map(lambda text: '"' + "".join(f"\\u{ord(c):04x}" for c in text if ord(c) < 0xD800)
                   + '"')  # fmt: skip


@EXAMPLES
@given(
    st.lists(QUOTED | NOISE | st.sampled_from(["[]", '["**"]', "1", "{}"]), min_size=3, max_size=3)
)
def test_noise_in_the_table_of_rights(values: tuple[str, ...]) -> None:
    with book(**{"REUSE.toml": TABLE.format(*values)}) as root:
        findings(root)


@EXAMPLES
@given(NOISE)
def test_noise_in_an_ingredient(text: str) -> None:
    line = " ".join(text.split())
    assert ingredient.read(line) == ingredient.read(line)


WORDS = st.sampled_from([
    *("(", ")", "AND", "OR", "WITH", "+", "CC-BY-4.0", "MIT", "x", "-", "LicenseRef-x"),
    *("DocumentRef-a:", "\x00", " "),
])  # fmt: skip


@EXAMPLES
@given(st.lists(WORDS, max_size=30))
def test_noise_in_a_licence(words: list[str]) -> None:
    found = parse(" ".join(words))
    assert found is None or found.id


@EXAMPLES
@given(NOISE)
def test_noise_in_a_body_is_rendered_the_same_each_time(body: str) -> None:
    desk = dialect.Desk(lambda href: href, lambda *_: None)
    assert dialect.render(body, desk) == dialect.render(body, desk)
