"""The schema's messages: what is wrong with a value, and what to write."""

import pytest

from potluck.source.schema import SchemaName, UnknownKey, Violation, check
from potluck.source.yamldoc import Value

CHAPTERS: list[tuple[dict[str, Value], str, str]] = [
    ({"tags": "a"}, "`tags` must be a list", "write `tags: [a]`"),
    (
        {"tags": [[]]},
        "`tags[1]` must be text or a whole number",
        "write each of `tags` as text or a whole number",
    ),
    ({"title": ""}, "`title` is empty", "write something, or leave the line out"),
    ({"status": "x"}, "`status` is `x`", "use one of: draft, unreviewed, reviewed, tested"),
    ({"slug": "A b"}, "`slug` cannot be read: `A b`", "use small letters a–z, digits and hyphens"),
    (
        {"lang": "English"},
        "`lang` cannot be read: `English`",
        "write a language code such as en or pt-BR",
    ),
    ({"title": "a\nb"}, "`title` cannot be read: `a\nb`", "write it on one line"),
    ({"summary": "x" * 501}, "`summary` is longer than 500", "make it shorter"),
    ({"sources": [{"author": "A"}]}, "`sources[1]` has no `title`", "add `title: …`"),
    (
        {"sources": [{"title": "A", "url": "ftp://x"}]},
        "`sources[1].url` cannot be read: `ftp://x`",
        "write a full address that begins with https://",
    ),
    (
        {"sources": [{"title": "A", "year": 9999}]},
        "`sources[1].year` is 9999, more than 2200",
        "correct it",
    ),
    (
        {"sources": [{"title": "A", "year": -9999}]},
        "`sources[1].year` is -9999, less than -3000",
        "correct it",
    ),
    ({"media": [{}]}, "`media[1]` has no `file`", "add `file: …`"),
    (
        {"authors": [{"role": "author"}]},
        "`authors[1]` cannot be read: `{'role': 'author'}`",
        "write an id, or `{id: …, role: …}`",
    ),
    (
        {"recipe": {"scale": "yes"}},
        "`recipe.scale` must be true or false",
        "write `scale:` followed by true or false",
    ),
    (
        {"recipe": []},
        "`recipe` must be a group of `key: value` lines",
        "write `recipe:` followed by a group of `key: value` lines",
    ),
]


@pytest.mark.parametrize(("meta", "message", "hint"), CHAPTERS)
def test_a_wrong_value_is_explained(meta: dict[str, Value], message: str, hint: str) -> None:
    (found,) = check("chapter", meta)
    assert isinstance(found, Violation)
    assert (found.message, found.hint) == (message, hint)


@pytest.mark.parametrize(
    ("name", "value", "key", "synonym"),
    [
        ("chapter", {"autors": 1}, "autors", None),
        ("chapter", {"author": "x"}, "author", "authors"),
        ("chapter", {"licence": "x"}, "licence", "license"),
        ("chapter", {"recipe": {"serves": 4}}, "serves", "yield"),
        ("contributor", {"email": "x"}, "email", None),
        ("book", {"licence": "x"}, "licence", None),
    ],
)
def test_an_unknown_key_names_what_it_is_understood_as(
    name: SchemaName, value: Value, key: str, synonym: str | None
) -> None:
    (found,) = check(name, value)
    assert isinstance(found, UnknownKey)
    assert (found.key, found.synonym_of) == (key, synonym)


@pytest.mark.parametrize("name", ["chapter", "contributor", "book"])
def test_nothing_is_required(name: SchemaName) -> None:
    assert list(check(name, {})) == []
