"""The trees that a linked file grows are read back by others as they were meant."""

import subprocess
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potluck.formats.pdf.link import trees
from potluck.formats.pdf.link.trees import Mark, Target
from potluck.formats.pdf.link.writer import Writer, number, text

CATALOG, INFO, PAGE = 1, 2, 3


def book(pages: int, places: Sequence[tuple[str, int]], marks: Sequence[Mark]) -> bytes:
    """Return a file of empty pages; a place is a name with its page. Marks lead to object PAGE."""
    writer = Writer(PAGE + pages)
    tree = writer.reserve(trees.size(pages))
    leaves = [
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Resources<<>>>>" % trees.node(tree, at)
        for at in range(pages)
    ]
    targets = [(name, Target(PAGE + page, 1, 2)) for name, page in places]
    names = writer.reserve(len(trees.names(targets, 0)))
    outline = writer.reserve(len(trees.outline(marks, 0)))
    catalog = b"<</Type/Catalog/Pages %d 0 R/Names<</Dests %d 0 R>>/Outlines %d 0 R>>"
    writer.pack(CATALOG, [catalog % (tree, names, outline), b"<<>>", *leaves])
    writer.pack(tree, trees.pages(range(PAGE, PAGE + pages), tree))
    writer.pack(names, trees.names(targets, names))
    writer.pack(outline, trees.outline(marks, outline))
    return writer.finish(CATALOG, INFO)


def opened(data: bytes, folder: Path) -> Any:
    """Open a file that has no faults."""
    file = folder / "book.pdf"
    file.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return pikepdf.open(file)


def mark(level: int, label: str, page: int = 0, *, closed: bool = False) -> Mark:
    return Mark(level, label, Target(PAGE + page, 0, 0), closed)


@pytest.mark.parametrize("pages", [1, 63, 64, 65, 200])
def test_pages_are_found_in_their_order(pages: int, tmp_path: Path) -> None:
    with opened(book(pages, [], []), tmp_path) as pdf:
        assert [page.obj.objgen for page in pdf.pages] == [(PAGE + at, 0) for at in range(pages)]
        root: Any = pdf.Root.Pages
        assert (root.Count, len(root.Kids)) == (pages, trees.size(pages) - 1)
        for branch in root.Kids:
            assert branch.Parent.objgen == root.objgen
            assert {page.Parent.objgen for page in branch.Kids} == {branch.objgen}
            assert branch.Count == len(branch.Kids) <= trees.BRANCH


# --- names --------------------------------------------------------------------------------------

NAMES = [*(f"chapter-{n}" for n in range(150)), "a(b", "a)", "a!b", "a", "aZ", "a\\", "ü", "üb",
         "пирог", "пирог--тесто", "חלה", "🍞", "é"]  # fmt: skip


def searched(node: Any, wanted: bytes) -> Any:
    """Look a name up as readers do: by limits, and by halves within a leaf."""
    if "/Kids" in node:
        for kid in node.Kids:
            low, high = (bytes(limit) for limit in kid.Limits)
            if low <= wanted <= high:
                return searched(kid, wanted)
        return None
    keys = [bytes(key) for key in list(node.Names)[::2]]
    first, last = 0, len(keys)
    while first < last:
        middle = (first + last) // 2
        if keys[middle] == wanted:
            return node.Names[2 * middle + 1]
        first, last = (middle + 1, last) if keys[middle] < wanted else (first, middle)
    return None


def said(name: str) -> bytes:
    """Return the bytes of a name as WeasyPrint writes it where a link leads there."""
    return bytes(pikepdf.Object.parse(pydyf.String(name).data))


def test_every_name_is_found_by_whoever_trusts_the_order(tmp_path: Path) -> None:
    places = [(name, at % 3) for at, name in enumerate(NAMES)]
    with opened(book(3, places, []), tmp_path) as pdf:
        root = pdf.Root.Names.Dests
        assert [len(kid.Names) // 2 for kid in root.Kids] == [64, 64, len(NAMES) - 128]
        found = {name: searched(root, said(name)) for name in NAMES}
        assert [name for name, where in found.items() if where is None] == []
        assert {name: where[0].objgen[0] for name, where in found.items()} == {
            name: PAGE + page for name, page in places
        }
        assert dict(pikepdf.NameTree(root)).keys() == set(NAMES)
        assert searched(root, b"absent") is None


@settings(max_examples=50)
@given(st.sets(st.text("ab-()\\!~é∂🍞", min_size=1, max_size=5), min_size=1))
def test_names_are_sorted_by_what_they_say(names: set[str]) -> None:
    rows = trees.names([(name, Target(PAGE, 0, 0)) for name in names], 1)
    leaf = pikepdf.Object.parse(rows[1].replace(b"%d 0 R" % PAGE, b"0"))
    keys = [bytes(key) for key in list(leaf.Names)[::2]]
    assert keys == sorted(map(said, names))


# --- outline ------------------------------------------------------------------------------------


def lines(items: Any, depth: int = 0) -> Iterator[tuple[int, str, bool]]:
    for item in items:
        yield depth, item.title, item.is_closed
        yield from lines(item.children, depth + 1)


def test_a_line_stands_below_the_nearest_of_a_smaller_level(tmp_path: Path) -> None:
    marks = [
        mark(1, "Contents"),
        mark(1, "Soups (hot)", closed=True),
        mark(2, "Борщ"),
        mark(3, "Method"),
        mark(2, "שקשוקה 🍳"),
        mark(1, "Breads"),
        mark(4, "Loaf"),
        mark(3, "Rye"),
    ]
    with opened(book(1, [], marks), tmp_path) as pdf:
        with pdf.open_outline() as outline:
            assert list(lines(outline.root)) == [
                (0, "Contents", False),
                (0, "Soups (hot)", True),
                (1, "Борщ", False),
                (2, "Method", False),
                (1, "שקשוקה 🍳", False),
                (0, "Breads", False),
                (1, "Loaf", False),
                (1, "Rye", False),
            ]
        root = pdf.Root.Outlines
        soups = root.First.Next
        assert [int(each.get("/Count", 0)) for each in (root, soups, soups.First, soups.Next)] == [
            5, -3, 1, 2]  # fmt: skip
        assert (root.Last.objgen, soups.Last.Prev.objgen) == (
            soups.Next.objgen,
            soups.First.objgen,
        )


@settings(max_examples=30)
@given(shape=st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=200))
def test_an_outline_of_any_shape_holds_every_line_in_its_order(
    shape: list[tuple[int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    marks = [mark(level, f"{at}é", closed=closed) for at, (level, closed) in enumerate(shape)]
    data = book(1, [], marks)
    with opened(data, tmp_path_factory.mktemp("outline")) as pdf, pdf.open_outline() as outline:
        found = list(lines(outline.root))
        assert [title for _, title, _ in found] == [each.label for each in marks]
        assert int(pdf.Root.Outlines.Count) == seen(found)
        assert_chained(pdf.Root.Outlines)


def assert_chained(parent: Any) -> None:
    """Walk the lines below a line from the last to the first."""
    chain = [parent.Last] if "/Last" in parent else []
    while chain and "/Prev" in chain[0]:
        chain.insert(0, chain[0].Prev)
    for item, after in zip_longest(chain, chain[1:]):
        assert item.Parent.objgen == parent.objgen
        assert item.get("/Next") == after
        assert_chained(item)
    assert parent.get("/First") == (chain[0] if chain else None)


def seen(found: Sequence[tuple[int, str, bool]]) -> int:
    """Count the lines that are seen when the outline is opened."""
    count, folded = 0, 99
    for depth, _, closed in found:
        if depth > folded:
            continue
        folded = depth if closed else 99
        count += 1
    return count


# --- words and numbers --------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t")))
def test_words_are_read_as_they_were_written(words: str) -> None:
    assert str(pikepdf.Object.parse(text(words))) == words


@given(st.floats(-1e6, 1e6))
def test_numbers_are_read_to_a_millionth(value: float) -> None:
    assert float(pikepdf.Object.parse(number(value))) == pytest.approx(value, abs=1e-6)
