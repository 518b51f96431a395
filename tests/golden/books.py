"""The golden books: small whole books, put under git with a history that is the same each time."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from gitbook import GitBook

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
A, B, C = (f"Contributor {letter} <{letter.lower()}@example.org>" for letter in "ABC")


@dataclass(frozen=True)
class History:
    """Who committed which files (patterns), in order; the first commit takes what is left over.

    A file that comes in several commits is unfinished in all but the last.
    """

    first: str = A
    later: tuple[tuple[str, str], ...] = field(default=())


HISTORIES = {
    "minimal": History(),
    "everything": History(
        later=(
            (B, "content/kitchen/*"),
            (A, "content/lessons/*"),
            (C, "content/kitchen/leek-soup.md"),
        )
    ),
    "rtl-and-scripts": History(B),
}
UNFINISHED = "\nTo be continued.\n"


def plant(case: str, folder: Path) -> GitBook:
    """Put a golden book into a folder, under git: the same commits each time."""
    source = HERE / case / "book"
    files = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    history = HISTORIES[case]
    book = GitBook(folder)
    later = [
        (who, {path for path in files if path.match(pattern)}) for who, pattern in history.later
    ]
    commits = [(history.first, files.difference(*(paths for _, paths in later))), *later]
    for place, (who, paths) in enumerate(commits):
        to_come = set().union(*(more for _, more in commits[place + 1 :]))
        for path in sorted(paths):
            _put(source / path, book.book / path, whole=path not in to_come)
        book.commit(who)
    return book


def _put(source: Path, target: Path, *, whole: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if not whole and target.suffix == ".md":
        with target.open("a", encoding="utf-8") as stream:
            stream.write(UNFINISHED)


def share_fonts(book: Path) -> None:
    """Let a book use the repository's cache of subset fonts: making them takes seconds."""
    fonts = REPOSITORY / ".cache" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (book / ".cache").mkdir()
    (book / ".cache" / "fonts").symlink_to(fonts, target_is_directory=True)
