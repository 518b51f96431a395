"""What is remembered never changes what is found: any order of edits, any state of the memory."""

import ast
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitbook import ANN, GitBook
from potluck import checking, checks
from potluck.attribution import Attribution
from potluck.cell import shift
from potluck.checks import looking, study
from potluck.checks.examples import Example, examples, write
from potluck.checks.memory import _ROOMS, Memory, Study, remembered
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules import RULES
from potluck.checks.study import ALONE, ask, studied
from potluck.checks.views import BookView
from potluck.credits import history
from potluck.keeping import KEPT
from potluck.model import Finding
from potluck.source.outline import outline
from potluck.source.reader import read

BOTH = [(rule, kind) for rule in RULES for kind in examples(rule.docs)]

SOUP = """---
title: Leek soup
authors: [Ann Author]
---
A soup for [bread](bread.md#crust), see also [dal](dal.md).

## Stock

Boil ![a pot](pot.png) at 350 degrees.[^1]

[^1]: Or less.
"""
# Each sign of an edit turns one of these on or off in one file.
FRONT = {
    "slug": "slug: soup",
    "licence": "license: CC-BY-NC-4.0",
    "person": "authors: [Ann Autor]",
    "unknown key": "titel: x",
    "medium": "media: [{file: pot.png, alt: A pot, license: CC0-1.0, author: Ann Author}]",
    "draft": "status: draft",
    "needs": "textbook: {objectives: [Boil], prerequisites: [bread]}",
}
BODY = {
    "blank": "\n",
    "heading": "## Crust\n",
    "anchor": "Words {#stock}\n",
    "links": "[a](bread.md#crust) [b](dal.md#stock) [c](soup.md)\n",
    "picture": "![](pot.png)\n",
    "words": "TODO: 302 °F (105 °C), then a long word or two about nothing in particular.\n",
    "same": "The very same words stand here, and go on and on until there are enough. " * 6 + "\n",
    "footnote": "text[^9]\n",
    "script": "<script>x</script>\n",
}
CHAPTERS = ("soup", "bread", "dal", "mains/index")
TURNS = st.lists(
    st.tuples(st.sampled_from(CHAPTERS), st.sampled_from([*FRONT, *BODY, "gone", "picture file"])),
    min_size=1,
    max_size=12,
)


def text(name: str, on: set[str]) -> str:
    front = [f"title: {name.title()}", *(line for key, line in FRONT.items() if key in on)]
    body = [line for key, line in BODY.items() if key in on]
    return "\n".join(["---", *front, "---", *body])


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    return made(tmp_path / "book")


def made(root: Path) -> GitBook:
    book = GitBook(root)
    book.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    book.write("contributors/ann.yml", "name: Ann Author\n")
    book.commit(ANN, soup=SOUP, bread="# Bread\n\n## Crust\n", dal="# Dal\n\nSimmer.\n")
    return book


def cold(root: Path) -> tuple[Finding, ...]:
    manuscript = read(root)
    book = Attribution(manuscript, outline(manuscript), history.read(root))
    return checks.run(manuscript, book.outline, today=book.history.date.date(), past=lambda: book)


def kept(root: Path) -> list[Path]:
    return sorted((root / ".git/potluck").glob("studies-*"))


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_any_order_of_edits_finds_what_a_first_look_finds(turns: list[tuple[str, str]]) -> None:
    on: dict[str, set[str]] = {name: set() for name in CHAPTERS}
    with tempfile.TemporaryDirectory() as folder:
        book = made(Path(folder) / "book")
        for name, what in turns:
            on[name] ^= {what}
            if "gone" in on[name]:
                (book.book / f"content/{name}.md").unlink(missing_ok=True)
            else:
                book.write(f"content/{name}.md", text(name, on[name]))
            if what == "picture file":
                book.write("content/pot.png", "no picture" if what in on[name] else "none either")
            assert checking.check_book(book.book).findings == cold(book.book)


@pytest.mark.parametrize(
    ("rule", "example"), BOTH, ids=[f"{rule.code}-{kind.kind}" for rule, kind in BOTH]
)
def test_rules_about_one_file_look_at_nothing_else(
    rule: Rule, example: Example, tmp_path: Path
) -> None:
    """Each file by itself gives what the same rules find in the whole book."""
    write(example, tmp_path)
    manuscript = read(tmp_path)
    whole = BookView(manuscript, outline(manuscript))
    together = {finding for each in ALONE for finding in ask(each, whole)}
    studies = studied(manuscript, Memory())
    assert {finding for each in studies.values() for finding in each.findings} == together


def test_a_second_look_reads_no_chapter(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    found = checking.check_book(book.book)

    def never(*_: object) -> list[Study]:
        raise AssertionError("read again")

    monkeypatch.setattr(study, "_read", lambda _, files, _told: [never() for _ in files])
    assert checking.check_book(book.book) == found
    (book.book / "content/dal.md").write_text("# Dal\n\nSimmer long.\n")
    with pytest.raises(AssertionError):
        checking.check_book(book.book)


def test_what_was_kept_is_decoded_as_it_was(book: GitBook) -> None:
    checking.check_book(book.book)
    (file,) = kept(book.book)
    config = (book.book / "mkdocs.yml").read_bytes()
    memory = remembered(book.book / ".git/potluck", config)
    assert memory.file == file
    manuscript = read(book.book)
    fresh = studied(manuscript, Memory())
    for chapter in manuscript.chapters:
        recalled, new = memory.recall(chapter.digest), fresh[chapter.path]
        assert recalled is not None
        assert recalled.known is not None
        assert new.known is not None
        assert recalled.known.gist.document == new.known.gist.document
        assert replace(recalled.known, document=new.known.document) == new.known
        assert (recalled.findings, recalled.shape) == (new.findings, new.shape)


def _damaged(data: bytes) -> Iterator[bytes]:
    yield from (b"", data[:-1], data + b"x", data[:40] + b"\xff" + data[41:], b"\0" * len(data))


def test_a_damaged_memory_is_made_again(book: GitBook) -> None:
    found = checking.check_book(book.book)
    (file,) = kept(book.book)
    good = file.read_bytes()
    for bad in _damaged(good):
        file.write_bytes(bad)
        assert checking.check_book(book.book) == found
        assert file.read_bytes() == good


def test_another_configuration_is_another_memory(book: GitBook) -> None:
    for number in range(KEPT + 2):
        book.write("mkdocs.yml", f"site_name: Soups {number}\nplugins: [potluck]\n")
        checking.check_book(book.book)
        assert len(kept(book.book)) == min(number + 1, KEPT)
    newest = remembered(book.book / ".git/potluck", (book.book / "mkdocs.yml").read_bytes())
    assert len(newest.kept.studies) == 4


def test_a_memory_that_cannot_be_written_is_no_trouble(book: GitBook) -> None:
    (book.book / ".git/potluck").write_text("a file in the way")
    assert checking.check_book(book.book).findings == cold(book.book)


def test_nothing_in_the_work_tree_is_believed(book: GitBook) -> None:
    """A pull request could bring a memory that hides what it did."""
    checking.check_book(book.book)
    shutil.copytree(book.book / ".git/potluck", book.book / ".cache/potluck")
    shutil.rmtree(book.book / ".git/potluck")
    assert len(kept(book.book)) == 0
    checking.check_book(book.book)
    assert len(kept(book.book)) == 1


MANY = 2 * shift.SHARE  # files, for which two cells are hired


def test_many_files_are_shared_out(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MANY):
        book.write(f"content/{number}.md", f"# Dish {number}\n\nSee [soup](soup.md#nowhere).\n")
    one = checking.check_book(book.book)
    shutil.rmtree(book.book / ".git/potluck")
    with contextlib.suppress(AttributeError):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert checking.check_book(book.book) == one
    assert len(one.findings) > MANY


def test_pictures_are_looked_at_once(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.write("content/pot.png", "no picture")
    found = checking.check_book(book.book)
    assert [f.code for f in found.findings if f.place.path == "content/pot.png"] == ["MED-005"]
    monkeypatch.setattr(looking, "see", None)  # nobody can be asked any more
    book.write("content/dal.md", "# Dal\n\n## A new heading\n")  # so that every rule is asked again
    assert [f for f in checking.check_book(book.book).findings if f.code == "MED-005"] == [
        f for f in found.findings if f.code == "MED-005"
    ]


def test_what_is_kept_is_of_all_code_that_finds_something() -> None:
    """Another version of anything that the checks use is another memory."""
    package = Path(checks.__file__).parents[1]
    waiting = [*package.glob("checks/**/*.py")]
    used: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in used:
            used.add(file)
            waiting += _imported(file, package.parent)
    folders = {file.parent.relative_to(package).as_posix() for file in used}
    assert folders - {*_ROOMS} == set()


def _imported(file: Path, top: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            home = top.joinpath(*node.module.split("."))
            tried = [home.with_suffix(".py"), home / "__init__.py"]
            tried += [home / f"{alias.name}.py" for alias in node.names]
            tried += [home / alias.name / "__init__.py" for alias in node.names]
            yield from (each for each in tried if each.is_file())


def test_every_rule_has_a_scope_that_the_engine_knows() -> None:
    assert {rule.scope for rule in RULES} == set(Scope)
