"""The whole of `potluck fix`: read the book, plan, and write one file after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from potluck.checks.words import visible
from potluck.errors import ConfigError
from potluck.mending import files
from potluck.mending.fix import Mended
from potluck.mending.plan import plan
from potluck.source import reader


@dataclass(frozen=True)
class Done:
    """A file that was to be mended; `problem` says why it was not."""

    mended: Mended
    problem: str | None = None

    @property
    def place(self) -> str:
        """Its path, harmless to print."""
        return visible(self.mended.path)


def propose(root: Path, paths: tuple[Path, ...], *, headers: bool = False) -> tuple[Mended, ...]:
    """Return what would be mended in the whole book, or in some of its files; write nothing.

    Raises ConfigError where there is no book, or a path does not lie in it.
    """
    wanted = chosen(root, paths)
    return plan(reader.read(root), partial(files.read, root), wanted, headers=headers)


def carry_out(root: Path, paths: tuple[Path, ...], *, headers: bool = False) -> Iterator[Done]:
    """Mend one file after the other, and yield each when it stands. Raises as `propose` does."""
    with files.alone(root):
        for mended in propose(root, paths, headers=headers):
            yield Done(mended, files.write(root, mended))


def chosen(root: Path, paths: tuple[Path, ...]) -> Callable[[str], bool]:
    """Return whether a file of the book is one of these, or lies in one of these folders."""
    inside = [_inside(root, path) for path in paths]
    if not inside or "." in inside:
        return lambda _: True
    folders = tuple(f"{path}/" for path in inside)
    return lambda path: path in inside or path.startswith(folders)


def _inside(root: Path, path: Path) -> str:
    whole = path.parent.resolve() / path.name if path.name not in {"", ".."} else path.resolve()
    try:
        return whole.relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise ConfigError(
            f"{path} does not lie in the book {root.resolve().name}/.",
            "name files below content/ or contributors/, or another book with --root",
        ) from error
