"""In which order commits came into the book, and what each of them changed.

Commits are taken as they landed: along the first parents, and before each merge what it brought. So
a new commit at the head comes after all others, and what was worked out for those still holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from potluck.credits.repository import RAW_LOG, Repository

LOG = (
    *RAW_LOG,
    "--no-renames",
    "--diff-merges=first-parent",
    "--format=%x01%H",
)
FILES = (b"100644", b"100755")  # no links, no submodules
MARKDOWN = b".md"
GONE = ""


@dataclass(frozen=True)
class Touched:
    """A path whose content a commit changed, compared with its first parent; `blob` may be GONE."""

    path: str
    blob: str


def order(parents: Mapping[str, Sequence[str]], head: str) -> list[str]:
    """Return all commits that `head` has in its past, and itself, as they landed.

    >>> order({"m": ("b", "x"), "x": ("a",), "b": ("a",), "a": ()}, "m")
    ['a', 'b', 'x', 'm']
    """
    found: dict[str, None] = {}
    for landed in reversed(mainline(parents, head)):
        waiting = [landed]
        while waiting:
            commit = waiting[-1]
            missing = [p for p in parents.get(commit, ()) if p not in found and p in parents]
            if commit in found or not missing:
                found[waiting.pop()] = None
            else:
                waiting.append(missing[0])
    return list(found)


def mainline(parents: Mapping[str, Sequence[str]], head: str) -> list[str]:
    """Return the head, its first parent, and so on."""
    found = [head]
    while above := parents.get(found[-1], ()):
        if above[0] not in parents:
            break  # cut off there
        found.append(above[0])
    return found


def touched(
    repo: Repository, also: Collection[str], *revisions: str
) -> Iterator[tuple[str, tuple[Touched, ...]]]:
    """Yield each commit with the Markdown files that it changed, and those `also` asked for."""
    others = frozenset(path.encode("utf-8", "surrogatepass") for path in also)
    entries: list[Touched] = []
    commit = ""
    tokens = iter(repo.run(*LOG, *revisions).split(b"\0"))
    for token in tokens:
        if token.startswith(b"\x01"):
            if commit:
                yield commit, tuple(entries)
            commit, entries = token[1:].decode("ascii").strip(), []
        elif token.lstrip(b"\n").startswith(b":"):
            name = next(tokens, b"")
            if name.endswith(MARKDOWN) or name in others:
                entries.append(_entry(token.lstrip(b"\n"), name))
    if commit:
        yield commit, tuple(entries)


def _entry(told: bytes, name: bytes) -> Touched:
    fields = told.split(b" ")
    gone = fields[4].startswith(b"D") or fields[1] not in FILES
    return Touched(name.decode("utf-8", "replace"), GONE if gone else fields[3].decode("ascii"))
