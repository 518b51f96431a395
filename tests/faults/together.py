"""Builds at once: of one work tree, and of several that share what is kept; some are killed."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

from faults.books import Book, git
from faults.kills import end, start

SECONDS = 3.0  # between the first build and the last


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Begin two or three builds, and look at what stands when all of them are done."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    book.show("A")
    book.builds("A")
    other = replace(book, root=book.root.with_name("worktree"))
    git(book.root, "worktree", "add", "-q", "--detach", str(other.root), book.commits["A"])
    for trial in range(number):
        edition = "BA"[trial % 2]
        kill = chance.random() < 0.4
        if trial % 3 == 0:
            told = _same_tree(book, edition, chance, kill=kill)
        elif trial % 3 == 1:
            told = _changed(book, edition, chance, kill=kill)
        else:
            told = _two_trees(book, other, edition, chance, kill=kill)
        yield f"{told}, one killed" if kill else told


def _same_tree(book: Book, edition: str, chance: random.Random, *, kill: bool) -> str:
    book.show(edition)
    _run([book] * 3, chance, kill=kill)
    book.builds(edition)
    return "three of one work tree"


def _changed(book: Book, edition: str, chance: random.Random, *, kill: bool) -> str:
    """Change the work tree while the first build reads it: the last build counts."""
    first = start(book.root)
    time.sleep(chance.random() * SECONDS)
    book.show(edition)
    last = start(book.root)
    if kill:
        time.sleep(chance.random() * SECONDS)
        end(first)
    for each in (first, last):
        each.wait()
    assert last.returncode == 0
    book.stands(edition)
    book.builds(edition)
    return "two, with a change between"


def _two_trees(book: Book, other: Book, edition: str, chance: random.Random, *, kill: bool) -> str:
    book.show(edition)
    another = "A" if edition == "B" else "B"
    other.show(another)
    if chance.random() < 0.5:
        book.chill()
    _run([book, other, other], chance, kill=kill)
    book.builds(edition)
    other.builds(another)
    return "three of two work trees"


def _run(books: list[Book], chance: random.Random, *, kill: bool) -> None:
    """Begin builds one shortly after the other; kill one of them; wait for the others."""
    running = []
    for each in books:
        running.append(start(each.root))
        time.sleep(chance.random() * SECONDS / len(books))
    victim = chance.choice(running) if kill else None
    if victim:
        end(victim)
    for process in running:
        assert process.wait() == 0 or process is victim
