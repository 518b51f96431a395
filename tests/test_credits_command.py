"""`potluck credits`: who is credited, why, and what a change does to that."""

import hashlib
import json
from pathlib import Path

import pytest

from gitbook import GitBook
from potluck.cli import FINE, USAGE, main

CONFIG = "site_name: A Book\nplugins: [potluck]\n"
A, B, C = (f"Contributor {x} <{x.lower()}@example.org>" for x in "ABC")
DAL = """# Red lentil dal

Rinse the lentils until the water runs clear, and boil them with turmeric in four cups of water.

Fry the cumin and the garlic in oil, and pour both over the lentils when they are soft.
"""
CONSENT = "name: Contributor A\nconsent: {via: 'issue 1', date: 2026-01-02}\n"
MORE = "Serve it with rice, or with flat bread that was baked on a hot stone a moment ago."


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.commit(A, "Red lentil dal", dal=DAL)
    return made


def said(book: GitBook, capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(["credits", *command, "--root", str(book.book)]) == FINE
    return capsys.readouterr().out.rstrip("\n")


def test_the_roll_of_a_book(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.commit(B, "Serving", dal=f"{DAL}\n{MORE}\n")
    book.commit(C, "Typo", dal=f"{DAL}\n{MORE.replace('hot', 'warm')}\n")
    assert said(book, capsys) == (
        "Red lentil dal (content/dal.md)\n"
        "  Contributor A: author, wrote most of it (seen in the history)\n"
        "  Contributor B: author, wrote a good part (seen in the history)\n"
        "  Contributor C: proofreader, small edits (seen in the history)"
    )


def test_a_chapter_without_a_commit(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.write("content/rice.md", "# Rice\n\nBoil it.\n")
    assert said(book, capsys, str(book.book / "content/rice.md")) == (
        "Rice (content/rice.md)\n  nobody yet: it has no commit, and its metadata names no authors"
    )


def test_as_data(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    source = (
        "sources: [{title: Dal, author: Its Author, url: 'https://example.org/dal', changes: new}]"
    )
    authors = "authors: ['=Contributor D']"
    book.commit(B, "Sources", dal=f"---\n{authors}\n{source}\n---\n{DAL}")
    assert json.loads(said(book, capsys, "--format", "json")) == [
        {
            "chapter": "content/dal.md",
            "title": "Red lentil dal",
            "credits": [
                {"contributor": "contributor-d", "name": "=Contributor D", "roles": ["author"],
                 "declared": True, "extent": ""},
                {"contributor": "contributor-a", "name": "Contributor A",
                 "roles": ["creator", "author"], "declared": False, "extent": "wrote most of it"},
            ],
            "sources": [
                {"title": "Dal", "author": "Its Author", "url": "https://example.org/dal",
                 "license": None, "relation": "adapted"}
            ],
        }
    ]  # fmt: skip
    assert said(book, capsys, "--format", "csv").split("\r\n") == [
        "chapter,title,contributor,name,roles,declared,extent",
        "content/dal.md,Red lentil dal,contributor-d,'=Contributor D,author,yes,",
        "content/dal.md,Red lentil dal,contributor-a,Contributor A,creator; author,no,"
        "wrote most of it",
    ]


def test_the_evidence(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.commit(B, "Wrap the lines", dal=DAL.replace(", and", ",\nand"))
    book.write("contributors/cook-a.yml", "name: Cook A\naliases: [Contributor A]\n")
    book.commit("Cook A <a@example.org>", "Serving", dal=f"{DAL}\n{MORE}\n")
    ids = book.git("log", "--reverse", "--format=%h", "--abbrev=10").split("\n")
    assert said(book, capsys, "--explain", str(book.book / "content")) == "\n".join([
        "Red lentil dal (content/dal.md)",
        "  57 words that count.",
        "",
        "Cook A: author, wrote most of it",
        "  seen in the history",
        "  contributors/cook-a.yml; in the history also as Contributor A",
        "  wrote most of the first version",
        "  57 words of theirs left, 100% of the chapter",
        f"  2023-11-14 {ids[0]} 39 words new, 39 left: Red lentil dal",
        f"  2023-11-16 {ids[2]} 18 words new, 18 left: Serving",
        "",
        "Contributor B: not credited",
        "  moved or formatted it, and brought no word",
        f"  2023-11-15 {ids[1]} no new words: Wrap the lines",
    ])  # fmt: skip


def test_what_a_change_does(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.commit(B, "Rice", rice=f"# Rice\n\n{DAL.replace('lentils', 'grains')}{MORE}")
    assert said(book, capsys, "--since", "HEAD") == (
        "This change credits nobody else, and nobody less."
    )
    source = "sources: [{title: Dal, author: Its Author, changes: new}]"
    book.move("content/rice.md", "content/sides/rice.md")
    book.commit(C, "Bylines", dal=f"---\nauthors: [Contributor C]\n{source}\n---\n{DAL}")
    assert said(book, capsys, "--since", "HEAD~1").split("\n") == [
        "This change credits Contributor C as author of “Red lentil dal”.",
        "This change takes Contributor A out of the byline of “Red lentil dal”; the history "
        "still shows what they wrote.",
        "This change credits the source “Dal” by Its Author in “Red lentil dal” (adapted).",
    ]
    book.commit(A, "Bylines back", dal=DAL)
    assert said(book, capsys, "--since", "HEAD~1").split("\n") == [
        "This change puts Contributor A into the byline of “Red lentil dal”.",
        "This change no longer credits Contributor C, who was author of “Red lentil dal”.",
        "This change no longer credits the source “Dal” by Its Author in “Red lentil dal”.",
    ]


def test_a_book_that_is_new(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    empty = book.git("commit-tree", "-m", "Nothing", "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    titles = {f"dish{n}": f"# Dish {n}\n\n{n} {DAL[18:]}" for n in range(5)}
    book.commit(B, "Five dishes", **titles)
    assert said(book, capsys, "--since", empty).split("\n") == [
        "This change credits Contributor A as author of “Red lentil dal”, “Dish 0”, “Dish 1” "
        "and 3 more chapters.",
        "This change credits Contributor B as editor of “Dish 0”, “Dish 1”, “Dish 2” "
        "and 2 more chapters.",
    ]


def test_a_wrong_path_and_a_wrong_revision(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["credits", "nothing.md", "--root", str(book.book)]) == USAGE
    assert capsys.readouterr().err == (
        "There is no chapter at nothing.md.\nHint: such as content/soup.md, or content\n"
    )
    assert main(["credits", "--since", "nowhere", "--root", str(book.book)]) == USAGE
    assert capsys.readouterr().err == (
        "There is no revision 'nowhere' in this repository.\n"
        "Hint: name a branch, a tag or a commit, such as origin/main; fetch it first if need be\n"
    )


def test_a_shallow_clone_tells_nothing(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.commit(B, "Serving", dal=f"{DAL}\n{MORE}\n")
    cut = tmp_path / "cut"
    book.git("clone", "-q", "--depth=1", f"file://{book.root}", str(cut))
    assert main(["credits", "--root", str(cut)]) == USAGE
    assert capsys.readouterr().err == (
        "The history is cut off, so nobody can say who wrote what.\nHint: git fetch --unshallow\n"
    )


def test_a_hash_claims_a_name_without_showing_it(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["credits", "--hash", "Cook A", "--root", str(book.book)]) == FINE
    line = capsys.readouterr().out
    digest = hashlib.sha256(b"potluck:cook a").hexdigest()
    assert line == f"  - hash:{digest}\n"
    book.write("contributors/ann.yml", f"name: Contributor A\naliases:\n{line}")
    book.commit("Cook A <other@example.org>", "Serving", dal=f"{DAL}\n{MORE}\n")
    assert said(book, capsys) == (
        "Red lentil dal (content/dal.md)\n  Contributor A: author, wrote most of it "
        "(seen in the history)"
    )


def test_a_mailmap_is_printed_and_written_nowhere(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("contributors/ann.yml", "name: Contributor A\naliases: [Cook A]\n")
    book.commit("Cook A <other@example.org>", "Serving", dal=f"{DAL}\n{MORE}\n")
    assert (
        said(book, capsys, "--mailmap").split("\n")
        == [
            "Contributor A <other@example.org> Cook A <other@example.org>",
            "Contributor A <other@example.org> Contributor A <a@example.org>",
        ][::-1]
    )
    assert book.git("status", "--porcelain") == ""


def test_what_a_maintainer_may_want_to_settle(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    rice = (
        f"---\nauthors: [Cook B]\n---\n# Rice\n\n{MORE} And wash the grains before you boil them."
    )
    book.commit(f"{B}", "Rice, by Cook B", rice=rice)
    book.write("contributors/contributor-a.yml", CONSENT)
    dishes = {f"dish{n}": f"# Dish {n}\n\n{n} {DAL[18:]}{MORE} {MORE[::-1]}" for n in range(12)}
    book.commit(A, "Dishes", **dishes)
    dishes = {name: text.replace("Fry", "Roast") for name, text in dishes.items()}
    sweep = book.commit(C, "Roast, not fry", **dishes)
    assert said(book, capsys, "--people").split("\n") == [
        "Who may be the same person",
        "Possibly the same person: Cook B (declared) and Contributor B (in the history), in "
        "content/rice.md. If so, add this below `aliases:` in contributors/cook-b.yml:",
        "- Contributor B",
        "",
        "Who has agreed to the licence in writing",
        "Contributor A: issue 1, 2026-01-02",
        "2 of 3 have not, as far as anything is written down: Cook B, Contributor B.",
        "",
        "Commits that may only have formatted, and are not in .git-blame-ignore-revs",
        f"{sweep} # 2023-11-17, 12 chapters, 12 new words: Roast, not fry",
        "If one did no more, put its line into .git-blame-ignore-revs: its words then stay with "
        "those who wrote what they replaced.",
    ]
    book.write(".git-blame-ignore-revs", f"# Formatting only\n{sweep}\n")
    book.commit(A, "What only formats")
    assert said(book, capsys, "--people").split("\n")[-1] == "None that brought words."


def test_the_ledger_is_written(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(book, capsys, "--write") == (
        "contributors/ledger.lock.json: 1 new, 0 kept, 0 removed for a reason."
    )
    book.commit(B, "Ledger")
    (book.book / "content/dal.md").write_text(f"---\nauthors: [Contributor C]\n---\n{DAL}")
    assert said(book, capsys, "--write") == (
        "contributors/ledger.lock.json: 1 new, 1 kept, 0 removed for a reason."
    )


def test_a_change_never_names_who_withholds_it_now(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("contributors/someone.yml", "name: Contributor A\nvisibility: removed\n")
    book.commit(B, "Removed")
    assert said(book, capsys, "--since", "HEAD~1") == (
        "This change credits nobody else, and nobody less."
    )
    digest = hashlib.sha256(b"potluck:contributor a").hexdigest()
    book.write("contributors/someone.yml", f"aliases: ['hash:{digest}']\nvisibility: removed\n")
    book.commit(B, "By hash")
    assert said(book, capsys, "--since", "HEAD~2") == (
        "This change credits nobody else, and nobody less."
    )
