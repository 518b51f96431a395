"""Hostile histories: whatever a commit says of people, dates and itself is read without harm."""

import unicodedata
from pathlib import Path

import pytest

from gitbook import GitBook
from golden.books import share_fonts
from hostile import kitchen
from potluck import checking, pipeline
from potluck.credits import history
from potluck.proof.strings import strings

WHO = b"Mallory <m@example.org>"
WHEN = b"1700000000 +0000"
NAMES = {
    "control characters": b"Mal\x07lo\x1b[31mry <m@example.org>",
    "the direction of letters": "Mal\u202eyrol\u202c <m@example.org>".encode(),
    "invisible letters": "Ma\u200bl\u2060lory <m@example.org>".encode(),
    "another alphabet": "M\u0430llory <m@example.org>".encode(),
    "half a letter": b"Mall\xc3 <m@example.org>",
    "no UTF-8": b"Mall\xf6ry <m@example.org>",
    "nobody": b" <>",
    "no address": b"Mallory <>",
    "only an address": b"<m@example.org>",
    "brackets": b"Mallory <<m>> <m@<example>.org>",
    "a long name": b"M" * 100_000 + b" <m@example.org>",
    "a long address": b"Mallory <" + b"m" * 100_000 + b"@example.org>",
    "a program": b"<script>window.hit=1</script> <m@example.org>",
    "a path": b"../../../etc/passwd <m@example.org>",
    "a template": b"{{ config }}{% raw %} <m@example.org>",
    "an option": b"--upload-pack=touch <-c@example.org>",
    "a workflow command": b"::error::Mallory%0A::set-output <m@example.org>",
    "accents": b"Z" + "\u0300".encode() * 5_000 + b" <m@example.org>",
}
DATES = {
    "before all": b"-1 +0000",
    "long before all": b"-99999999999999 +0000",
    "after all": b"99999999999999 +0000",
    "beyond 64 bits": b"99999999999999999999999 +0000",
    "no number": b"yesterday +0000",
    "nothing": b"",
    "a zone that is none": b"1700000000 +9999",
    "another zone that is none": b"1700000000 -99999999",
    "in the future": b"4102444800 +0000",
}
MESSAGES = {
    "nothing": b"",
    "five megabytes": b"word " * 1_000_000,
    "one long line": b"x" * 2_000_000,
    "many lines": b"\n" * 500_000,
    "a null byte": b"One\x00Two\n\nCo-authored-by: Ben <ben@example.org>\n",
    "control characters": bytes(range(1, 32)) * 100,
    "no UTF-8": b"\xff\xfe" * 1_000,
    "the direction of letters": "Fix \u202eelcitra\u202c\n".encode(),
    "a record of our own": b"\x01" + b"0" * 40 + b"\x00\x00:100644 100644\x00",
    "thousands of people": b"Soup\n\n" + b"".join(
        b"Co-authored-by: Cook %d <c%d@example.org>\n" % (n, n) for n in range(3_000)),
    "the same person over and over": b"Soup\n\n" + b"Co-authored-by: Ben <b@example.org>\n" * 9_000,
    "people within people": b"Soup\n\nCo-authored-by: " + b"<a " * 20_000 + b"\n",
    "a person folded": b"Soup\n\nCo-authored-by: Ben\n" + b"  x\n" * 20_000,
    "people whose names are commands": b"Soup\n\nCo-authored-by: $(touch x) <`id`@example.org>\n",
    "people without end": b"Soup\n\nCo-authored-by: Ben <" + b"b" * 200_000,
    "dashes": b"Soup\n\n" + b"-" * 200_000 + b": x\n",
    "colons": b"Soup\n\n" + b"a:" * 200_000 + b"\n",
    "addresses": b"Soup\n\n" + b"a@" * 200_000 + b"\n",
    "blanks": b"Soup\n\n" + b" " * 300_000 + b"x\n",
}  # fmt: skip
HEADERS = {
    "Latin-1": b"encoding ISO-8859-1\n",
    "an encoding that is none": b"encoding x-evil\n",
    "an encoding that grows": b"encoding UTF-7\n",
    "a signature that is none": b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END\n",
    "a header of its own": b"evil \x1b]0;x\x07\n",
    "many headers": b"evil x\n" * 20_000,
}


def commit(
    book: GitBook,
    *,
    author: bytes = WHO,
    date: bytes = WHEN,
    message: bytes = b"Soup\n",
    header: bytes = b"",
) -> None:
    """Write a commit as these bytes; git itself would not have made it."""
    tree, parent = book.git("rev-parse", "HEAD^{tree}"), book.git("rev-parse", "HEAD")
    data = (
        f"tree {tree}\nparent {parent}\n".encode()
        + b"author " + author + b" " + date + b"\ncommitter " + author + b" " + date + b"\n"
        + header + b"\n" + message
    )  # fmt: skip
    made = book.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=data)
    book.git("update-ref", "HEAD", made)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> GitBook:
    """One book whose history holds them all, each with a change of the text."""
    text = kitchen.HEAD.format("Soup") + "Slice the leeks, and wash them very well.\n"
    made = kitchen.planted(tmp_path_factory.mktemp("history") / "book", [("soup.md", text)])
    cases: list[dict[str, bytes]] = [
        *({"author": name} for name in NAMES.values()),
        *({"date": date} for date in DATES.values()),
        *({"message": message} for message in MESSAGES.values()),
        *({"header": header} for header in HEADERS.values()),
    ]
    for number, case in enumerate(cases):
        made.write("content/soup.md", text + f"\nStir it {number} times, and taste it again.\n")
        made.git("add", "-A")
        made.git("read-tree", made.git("write-tree"))
        tree = made.git("write-tree")
        made.git("update-ref", "HEAD", made.git("commit-tree", tree, "-p", "HEAD", "-m", "Stir"))
        commit(made, **case)
    made.git("commit", "-q", "--allow-empty", "-m", "Well", GIT_COMMITTER_DATE="@1700100000 +0000",
             GIT_AUTHOR_DATE="@1700100000 +0000")  # fmt: skip
    return made


def test_every_commit_is_read(book: GitBook) -> None:
    past = history.read(book.book)
    number = sum(map(len, (NAMES, DATES, MESSAGES, HEADERS)))
    assert len(past.commits) == 2 * number + 2
    assert past.words["content/soup.md"].founder in past.commits
    assert max(len(person.name) for person in past.everyone) < 1_000
    assert {sign for person in past.everyone for sign in person.name if odd(sign)} == set()


def odd(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"}


def test_the_check_says_what_it_has_to_say(book: GitBook) -> None:
    found = checking.check_book(book.book).findings
    assert [f for f in found if not (book.book / f.place.path).exists()] == []
    assert max((len(f.message) for f in found), default=0) < 1_000
    assert {sign for f in found for sign in f.message + f.hint if odd(sign)} == set()


def test_an_edition_shows_nothing_of_it(book: GitBook) -> None:
    share_fonts(book.book)
    (book.book / ".gitignore").write_text(".cache\nbuild\n")
    outcome = pipeline.build(book.book, ("epub",), progress=lambda _: None)
    if not outcome.published:
        pytest.fail("\n".join(map(str, outcome.findings)))
    (file,) = (book.book / "build/epub").glob("*.epub")
    told = [text for name, text in strings(file.name, file.read_bytes())
            if name.endswith((".xhtml", ".opf", ".ncx"))]  # fmt: skip
    assert [text for text in told if "m@example.org" in text or "<script" in text] == []
    assert {sign for text in told for sign in text if odd(sign)} <= {"\n", "\t"}


def test_merges_of_everything_are_read(tmp_path: Path) -> None:
    """A commit with hundreds of parents, and one that is its own cousin."""
    made = kitchen.planted(tmp_path / "book", [("soup.md", kitchen.HEAD.format("Soup") + "x\n")])
    tree, root = made.git("rev-parse", "HEAD^{tree}"), made.git("rev-parse", "HEAD")
    heads = [made.git("commit-tree", tree, "-p", root, "-m", f"{n}") for n in range(60)]
    lines = "".join(f"parent {head}\n" for head in [*heads, *heads])
    data = f"tree {tree}\n{lines}author {WHO.decode()} 1 +0000\ncommitter x <x> 1 +0000\n\nx\n"
    made.git("update-ref", "HEAD", made.git("hash-object", "-t", "commit", "-w", "--stdin",
             "--literally", data=data.encode()))  # fmt: skip
    assert len(history.read(made.book).commits) == 62
