"""What readers' copies lack: told by the main line of the history, errors first, without names."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck import checking, corrections
from potluck.corrections import Change, Step
from potluck.corrections.page import page
from potluck.model import Edition
from potluck.pipeline import compose

SOUP = "# Soup\n\nBoil the water with five spoons of salt.\n"
MENDED = SOUP.replace("five spoons", "one spoon")


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write(
        "mkdocs.yml",
        "site_name: A Book\nsite_url: https://example.org/book/\n"
        "repo_url: https://example.org/repo/\nplugins: [potluck]\n",
    )
    made.commit(ANN, "Begin", soup=SOUP, bread="# Bread\n\nKnead it.\n")
    return made


def steps(book: GitBook) -> tuple[Step, ...]:
    return corrections.steps(checking.read(book.book).attribution)


def edition(book: GitBook) -> Edition:
    reading = checking.read(book.book)
    return compose(reading, checking.check(reading).findings)


def told(book: GitBook) -> list[tuple[str, list[tuple[str, str]]]]:
    """Tell each step by the beginning of its commit, and its changes by file and kind."""
    return [
        (step.build, [(Path(c.path).stem, c.kind) for c in step.changes]) for step in steps(book)
    ]


def test_the_newest_comes_first_and_each_commit_of_the_main_line_is_a_step(book: GitBook) -> None:
    first = book.git("rev-parse", "--short=10", "HEAD")
    stew = book.commit(ANN, "Stew", stew="# Stew\n\nSimmer it.\n")[:10]
    book.write("README.md", "Read me.")
    idle = book.commit(ANN, "Read me")[:10]
    fixed = book.commit(ANN, "Fix the salt", soup=MENDED)[:10]
    assert told(book) == [
        (fixed, [("soup", "corrected")]),
        (idle, []),
        (stew, [("stew", "new")]),
        (first, [("bread", "new"), ("soup", "new")]),
    ]


def test_what_was_merged_later_is_newer_however_old_its_commits_are(book: GitBook) -> None:
    book.branch("salt")
    book.commit(BEN, "Fix the salt", soup=MENDED)
    book.git("checkout", "-q", "main")
    between = book.commit(ANN, "Stew", stew="# Stew\n\nSimmer it.\n")[:10]
    book.merge(ANN, "salt")
    merged = book.git("rev-parse", "--short=10", "HEAD")
    assert told(book)[:2] == [
        (merged, [("soup", "corrected")]),
        (between, [("stew", "new")]),
    ]
    found = steps(book)
    assert corrections.since(found, between) == found[:1]
    assert corrections.since(found, merged) == ()
    assert corrections.since(found, "0123456789") is None


def test_one_line_tells_of_a_chapter_what_many_commits_did(book: GitBook) -> None:
    book.branch("work")
    book.commit(BEN, "Wip", soup=MENDED)
    book.commit(BEN, "Fix it\n\nFixes #7", soup=MENDED + "\nServe.\n")
    book.commit(BEN, "Typo\n\nCorrection: one, not five.", soup=MENDED + "\nServe hot.\n")
    book.merge(ANN, "work")
    assert steps(book)[0].changes == (
        Change("content/soup.md", "corrected", "one, not five.", (7,)),
    )


def test_a_move_is_no_change_and_a_new_chapter_corrects_nothing(book: GitBook) -> None:
    book.move("content/soup.md", "content/hot/soup.md")
    moved = book.commit(ANN, "Fix the folders")[:10]
    new = book.commit(ANN, "Fix: stew was missing", stew="# Stew\n\nSimmer it.\n")[:10]
    assert told(book)[:2] == [(new, [("stew", "new")]), (moved, [])]


def test_the_errors_of_a_step_come_first_then_in_reading_order(book: GitBook) -> None:
    book.commit(ANN, "Before", stew="# Stew\n\nSimmer it.\n")
    book.branch("work")
    book.commit(BEN, "More", bread="# Bread\n\nKnead it well.\n")
    book.commit(BEN, "Typo", stew="# Stew\n\nSimmer it slowly.\n")
    book.merge(ANN, "work")
    assert told(book)[0][1] == [("stew", "corrected"), ("bread", "changed")]


def test_a_sentence_about_somebody_who_withholds_their_name_is_left_out(book: GitBook) -> None:
    book.write("contributors/ann.yml", "name: Ann Author\nvisibility: anonymous\n")
    book.commit(
        BEN,
        "Fix the salt\n\nCorrection: ann author wrote five. Mail jane@example.org.",
        soup=MENDED,
    )
    assert steps(book)[0].changes == (Change("content/soup.md", "corrected"),)


def test_addresses_are_cut_out_of_a_sentence(book: GitBook) -> None:
    book.commit(BEN, "Fix\n\nCorrection: mail jane@example.org, not joe.", soup=MENDED)
    assert steps(book)[0].changes[0].words == "mail jane, not joe."


def test_a_history_that_was_cut_off_tells_nothing(book: GitBook, tmp_path: Path) -> None:
    book.commit(ANN, "Fix", soup=MENDED)
    book.git("clone", "-q", "--depth=1", f"file://{book.root}", str(tmp_path / "shallow"))
    assert steps(GitBook(tmp_path / "shallow")) == ()


# --- the page -----------------------------------------------------------------------------------


def plain(html: str) -> list[str]:
    """Return the text of a page, line by line, without its tags."""
    lines = (" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in html.splitlines())
    return [line for line in lines if line]


def test_readers_find_their_build_and_all_that_is_newer_above_it(book: GitBook) -> None:
    first = book.git("rev-parse", "--short=10", "HEAD")
    fixed = book.commit(
        ANN, "Fix the salt\n\nFixes #7\nCorrection: <b>one</b> & not five.", soup=MENDED
    )[:10]
    book.write("README.md", "Read me.")
    idle = book.commit(ANN, "Read me")[:10]
    made = page(steps(book), edition(book))
    assert (made.slug, made.title) == ("corrections", "Is this fixed in my copy?")
    assert [heading.id for heading in made.headings] == ["errors", "builds"]
    lines = plain(made.html)
    assert lines[1].startswith(f"This site is build {idle} of 16 November 2023.")
    yours = "This is your copy. What stands above is not in it."
    what = "error corrected: &lt;b&gt;one&lt;/b&gt; &amp; not five. report 7"
    assert lines[2:] == [
        "Errors that were corrected",
        f"15 November 2023, Soup: {what} (build {fixed})",
        "All changes, build by build",
        yours,
        f"Later, without a change for readers: {idle}",
        f"15 November 2023, build {fixed}",
        f"Soup: {what}",
        yours,
        f"14 November 2023, build {first}",
        "Bread: new",
        "Soup: new",
    ]
    assert re.findall(r'id="(build-\w+)"', made.html) == [
        f"build-{fixed}",
        f"build-{idle}",
        f"build-{first}",
    ]
    assert '<a href="https://example.org/repo/issues/7">report 7</a>' in made.html
    assert "Ann" not in made.html


def test_of_very_many_builds_the_newest_are_listed(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        book.commit(ANN, "Typo", soup=f"{SOUP}\nStir {number} times.\n")
    monkeypatch.setattr(sys.modules[page.__module__], "STEPS", 2)
    made = page(steps(book), edition(book))
    assert made.html.count('<section class="pl-build"') == 2
    assert "Only the last 2 builds that changed anything are listed." in made.html
    assert made.html.count("(build <a") == 2  # an error of an older one leads nowhere
    assert made.html.count("error corrected") == 3 + 2


def test_a_chapter_that_is_not_in_the_edition_is_not_on_the_page(book: GitBook) -> None:
    book.commit(ANN, "Draft", stew="---\nstatus: draft\n---\n# Stew\n\nSimmer it.\n")
    made = page(steps(book), edition(book))
    assert "Stew" not in made.html


def test_a_book_whose_only_builds_changed_nothing_has_them_all_the_same(book: GitBook) -> None:
    step = replace(steps(book)[0], changes=())
    made = page([step], edition(book))
    assert f'id="{"build-" + step.build}"' in made.html
    assert "The first build." in made.html


PICTURE = """---
title: Stew
media:
  - file: pot.svg
    alt: A pot
    author: Ann Author
    license: CC0-1.0
---
![A pot](pot.svg)
"""
POT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Pot</title></svg>\n'


def test_a_chapter_is_named_once_with_its_weightiest_change(book: GitBook) -> None:
    book.write("content/pot.svg", POT)
    book.commit(ANN, "Stew", stew=PICTURE)
    book.write("content/pot.svg", POT.replace("0 0 9 9", "0 0 8 8"))
    book.commit(ANN, "Fix the pot")
    found = steps(book)
    assert found[0].changes == (Change("content/pot.svg", "picture"),)
    assert found[1].changes == (
        Change("content/stew.md", "new"),
        Change("content/pot.svg", "picture"),
    )
    lines = plain(page(found, edition(book)).html)
    assert [line for line in lines if line.startswith("Stew")] == ["Stew: pictures", "Stew: new"]
