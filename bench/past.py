"""A made-up book with a long history of small changes: the same commits every time."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench import book, words

PEOPLE = 200
RENAME_EVERY = 40  # commits
SPACES_EVERY = 15


def write(folder: Path, chapters: int, commits: int) -> None:
    """Make a repository of so many chapters and commits in a folder that is not there yet."""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        cwd=folder,
        input=b"".join(_stream(chapters, commits)),
        check=True,
    )
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)


def _stream(chapters: int, commits: int) -> Iterator[bytes]:
    """Yield the chapters as they arrive, one a commit, and then changes to some of them."""
    chance = Random(chapters)  # noqa: S311 - nothing secret
    config = {"mkdocs.yml": words.MKDOCS.encode(), ".gitignore": words.IGNORED.encode()}
    yield _commit(0, "Begin the book", config, [])
    paths = [book.Dish(number).path for number in range(chapters)]
    texts = {path: book.chapter(n, chapters) for n, path in enumerate(paths)}
    for number, path in enumerate(paths[: commits - 1], start=1):
        yield _commit(number, "Add a recipe", {path: texts[path].encode()}, [])
    for number in range(chapters + 1, commits):
        at = chance.randrange(chapters)
        old = paths[at]
        if number % RENAME_EVERY == 0:
            paths[at] = f"content/moved-{number}/{old.rpartition('/')[2]}"
        text = _changed(texts.pop(old), number, chance)
        texts[paths[at]] = text
        gone = [old] if paths[at] != old else []
        yield _commit(number, "Change a recipe", {paths[at]: text.encode()}, gone)


def _changed(text: str, number: int, chance: Random) -> str:
    """Return a text with more spaces, another word, or another sentence."""
    lines = text.split("\n")
    at = chance.randrange(len(lines) // 2, len(lines))
    if number % SPACES_EVERY == 0:
        return "\n".join(f"{line} " if line else line for line in lines)
    if chance.random() < 0.5 and lines[at].count(" ") > 3:
        said = lines[at].split(" ")
        said[chance.randrange(2, len(said))] = chance.choice(words.HERBS)
        lines[at] = " ".join(said)
    else:
        lines.insert(at, f"{chance.choice(words.OPENINGS)} This was said for the {number}th time.")
    return "\n".join(lines)


def _commit(number: int, message: str, files: dict[str, bytes], gone: list[str]) -> bytes:
    person = f"contributor-{number * 7 % PEOPLE:03}"
    who = f"{person.capitalize()} <{person}@example.org> {book.START + number * book.HOUR} +0000"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    changes = [b"D " + path.encode() + b"\n" for path in gone]
    changes += [b"M 100644 inline " + path.encode() + b"\n" + _data(files[path]) for path in files]
    return head + _data(message.encode()) + b"".join(changes) + b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
