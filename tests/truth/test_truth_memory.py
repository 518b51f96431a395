"""What is remembered of a history never changes what is said of it."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitbook import GitBook
from truth.case import RINSE, A, B, C, D, at
from truth.plans import SENTENCES, Step, everything, put, small, steps, written

PATHS = tuple(f"content/{name}.md" for name in ("soup", "rice", "mains/stew", "mains/roast"))
Action = tuple[str, Step, int]


def sentences(book: GitBook, path: str) -> tuple[str, ...]:
    file = book.book / path
    return tuple(file.read_text("utf-8").split("\n\n")[1:]) if file.exists() else ()


def there(book: GitBook, which: int) -> str:
    """Return a chapter of the book."""
    here = [path for path in PATHS if (book.book / path).exists()]
    return here[which % len(here)] if here else PATHS[0]


def edit(book: GitBook, step: Step, which: int) -> None:
    path = PATHS[which % len(PATHS)]
    put(book, path, "\n\n".join(("# Chapter", *step.applied(sentences(book, path)))))


def rename(book: GitBook, step: Step, which: int) -> None:
    old, new = there(book, which), PATHS[(which + step.place) % len(PATHS)]
    if (book.book / old).exists() and not (book.book / new).exists():
        book.move(old, new)


def delete(book: GitBook, step: Step, which: int) -> None:
    (book.book / there(book, which + step.place)).unlink(missing_ok=True)


def copy(book: GitBook, step: Step, which: int) -> None:
    old = there(book, which)
    if (book.book / old).exists():
        put(book, PATHS[step.place % len(PATHS)], (book.book / old).read_text("utf-8") + "\n\nToo.")


def branch(book: GitBook, step: Step, which: int) -> None:
    """Go on from an earlier commit, on a branch of its own."""
    name = f"branch-{book.clock}"
    book.git("checkout", "-q", "-b", name, f"HEAD~{min(which, depth(book))}")
    edit(book, step, which)


def merge(book: GitBook, step: Step, which: int) -> None:
    """Merge another branch; what conflicts is taken as git leaves it."""
    names = book.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    name = names[which % len(names)]
    try:
        book.record(at(step.who), "merge", "-q", "--no-ff", "-X", "ours", "-m", "Merge", name)
    except subprocess.CalledProcessError:
        book.commit(at(step.who), "Merge by hand")


def switch(book: GitBook, step: Step, which: int) -> None:
    """Go to another branch."""
    names = book.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    book.git("checkout", "-q", names[which % len(names)])
    edit(book, step, which)


def rewind(book: GitBook, step: Step, which: int) -> None:
    """Take back commits, as a forced push does, and go on otherwise."""
    book.git("reset", "-q", "--hard", f"HEAD~{min(which, depth(book), 2)}")
    edit(book, step, which)


def confirm(book: GitBook, step: Step, which: int) -> None:
    """Call commits mechanical."""
    listed = book.git("log", "--format=%H", f"-{which % 3 + 1}")
    book.write(".git-blame-ignore-revs", f"# by {step.who}\n{listed}\n")


def depth(book: GitBook) -> int:
    return int(book.git("rev-list", "--count", "--first-parent", "HEAD")) - 1


ACTIONS = {
    action.__name__: action
    for action in (edit, rename, delete, copy, branch, switch, merge, rewind, confirm)
}
actions = st.tuples(
    st.sampled_from(("edit", "edit", "edit", "merge", *ACTIONS)), steps, st.integers(0, 7)
)


def act(book: GitBook, action: Action) -> None:
    """Do something to the book, and commit what it left."""
    kind, step, which = action
    ACTIONS[kind](book, step, which)
    book.commit(at(step.who), kind)


def cold(book: GitBook) -> object:
    """Read everything anew."""
    shutil.rmtree(book.root / ".git" / "potluck", ignore_errors=True)
    return everything(book)


@settings(small, max_examples=20)
@given(st.lists(actions, min_size=4, max_size=9))
def test_reading_on_gives_what_reading_anew_gives(plan: list[Action]) -> None:
    with TemporaryDirectory() as folder:
        book = written(folder, [(D, "Begin", {PATHS[0]: f"# Chapter\n\n{RINSE}"})])
        warm = everything(book)
        for action in plan:
            act(book, action)
            warm = everything(book)
        assert warm == cold(book)


def test_another_order_of_landing_is_read_anew(tmp_path: Path) -> None:
    """A sentence that two branches have is whose landed first, and a foxtrot merge changes that."""
    book = written(str(tmp_path), [(A, "Begin", {PATHS[0]: "# Chapter\n"})])
    book.branch("mine")
    book.commit(at(B), "Mine", soup=f"# Chapter\n\n{RINSE}\n")
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Yours", soup=f"# Chapter\n\n{RINSE}\n")
    before = everything(book)
    book.git("checkout", "-q", "mine")
    book.record(at(B), "merge", "-q", "--no-ff", "-m", "Merge main", "main")
    warm = everything(book)
    assert warm != before
    assert warm == cold(book)


def remembered(book: GitBook) -> list[Path]:
    """Return the files of the cache."""
    folder = book.root / ".git" / "potluck"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def cut(data: bytes, place: int, _: bytes) -> bytes:
    return data[: place % (len(data) + 1)]


def flipped(data: bytes, place: int, _: bytes) -> bytes:
    here = place % max(len(data), 1)
    return data[:here] + bytes(byte ^ 0x55 for byte in data[here : here + 1]) + data[here + 1 :]


def longer(data: bytes, place: int, foreign: bytes) -> bytes:
    return data + foreign[: place % 500]


def strange(data: bytes, place: int, _: bytes) -> bytes:
    return bytes(range(256)) * (place % 7) + data[:0]


def of_another_book(data: bytes, place: int, foreign: bytes) -> bytes:
    return foreign


DAMAGES = (cut, flipped, longer, strange, of_another_book)


def two_books(folder: str) -> tuple[GitBook, GitBook]:
    one, two = (
        [((A, B, C)[n % 3], text, {f"content/dish-{n % 3}.md": text}) for n, text in enumerate(own)]
        for own in (SENTENCES[:4], SENTENCES[2:8])
    )
    return written(f"{folder}/one", one), written(f"{folder}/two", two)


@pytest.mark.parametrize("damage", DAMAGES)
@settings(small, max_examples=5)
@given(place=st.integers(0, 100_000))
def test_a_damaged_cache_changes_nothing(
    damage: Callable[[bytes, int, bytes], bytes], place: int
) -> None:
    with TemporaryDirectory() as folder:
        book, other = two_books(folder)
        truth = everything(book)
        everything(other)
        foreign = {path.name: path.read_bytes() for path in remembered(other)}
        files = remembered(book)
        assert files
        for path in files:
            path.write_bytes(damage(path.read_bytes(), place, foreign.get(path.name, b"no")))
        assert everything(book) == truth
        book.commit(at(D), "More", dish=SENTENCES[9])
        assert everything(book) == cold(book)


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    book, _ = two_books(str(tmp_path))
    truth = everything(book)
    shutil.rmtree(book.root / ".git" / "potluck")
    (book.root / ".git" / "potluck").write_bytes(b"a file in the place of the folder")
    assert everything(book) == truth
