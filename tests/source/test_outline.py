"""The skeleton of the book: order, parts and names."""

from pathlib import Path

import pytest

from potluck.source.outline import Outline, outline
from potluck.source.reader import read

FILES = (
    "index.md",
    "b.md",
    "a.md",
    "mains/index.md",
    "mains/stew.md",
    "mains/Dal & rice.md",
    "sweets/pie.md",
)


def plan(root: Path, nav: str = "", files: tuple[str, ...] = FILES) -> Outline:
    (root / "mkdocs.yml").write_text(f"site_name: Soups\n{nav}")
    for path in files:
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text("# X\n")
    return outline(read(root))


def shape(found: Outline) -> list[tuple[str | None, list[str]]]:
    return [(part.title, [entry.inside for entry in part.chapters]) for part in found.parts]


def test_without_nav_folders_are_parts_in_order(tmp_path: Path) -> None:
    found = plan(tmp_path)
    assert found.preface is not None
    assert found.preface.inside == "index.md"
    assert shape(found) == [
        (None, ["a.md", "b.md"]),
        (None, ["mains/Dal & rice.md", "mains/stew.md"]),
        ("Sweets", ["sweets/pie.md"]),
    ]
    assert [part.opening and part.opening.inside for part in found.parts] == [
        None, "mains/index.md", None,
    ]  # fmt: skip


def test_nav_comes_first_and_the_rest_follows(tmp_path: Path) -> None:
    nav = "nav:\n  - b.md\n  - Sweet things:\n      - The pie: sweets/pie.md\n"
    found = plan(tmp_path, nav)
    assert shape(found)[:2] == [(None, ["b.md"]), ("Sweet things", ["sweets/pie.md"])]
    assert {entry.inside for entry in found.entries} == set(FILES)
    assert found.by_path["sweets/pie.md"].title == "The pie"


@pytest.mark.parametrize(
    "nav",
    [
        "nav: [b.md, b.md]\n",
        "nav: [b.md, {Again: b.md}]\n",
        "nav:\n  - A: [b.md]\n  - B: [b.md, a.md]\n",
        "nav: [b.md, missing.md, 7, {X: [https://example.org]}]\n",
        "nav: {A: b.md}\n",
        "nav: x\n",
    ],
)
def test_every_chapter_stands_in_the_book_once(nav: str, tmp_path: Path) -> None:
    paths = [entry.inside for entry in plan(tmp_path, nav).entries]
    assert sorted(paths) == sorted(FILES)


def test_names_and_addresses(tmp_path: Path) -> None:
    found = plan(tmp_path).by_path
    assert {path: (found[path].slug, found[path].href) for path in FILES} == {
        "index.md": ("index", "index.html"),
        "a.md": ("a", "a.html"),
        "b.md": ("b", "b.html"),
        "mains/index.md": ("mains", "mains/index.html"),
        "mains/stew.md": ("stew", "mains/stew.html"),
        "mains/Dal & rice.md": ("dal-rice", "mains/dal-rice.html"),
        "sweets/pie.md": ("pie", "sweets/pie.html"),
    }
