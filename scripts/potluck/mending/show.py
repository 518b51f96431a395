"""What would be mended, for people: a unified diff with a reason at each place, and a summary.

Everything is harmless on a terminal: signs that are not seen are written by their number. What no
diff can show (line ends, pictures) is said in words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potluck.checks.words import count, visible
from potluck.mending.fix import Fix, Mended
from potluck.mending.hunks import Hunk, hunks, lines

CONTEXT = 3  # lines around a change, as in every unified diff
WIDTH = 300  # signs of a line that are shown


@dataclass(frozen=True)
class Row:
    """A line to print, and its colour on a terminal ("" for none)."""

    text: str
    colour: str = ""


def diff(mended: Mended) -> Iterator[Row]:
    """Yield the change of one file, to be printed."""
    path = visible(mended.path)
    if mended.before is None:
        yield Row(f"--- {path} (new)")
        yield from (Row(f"+{visible(line)}", "green") for line in _texts(mended.after))
    elif not mended.lines:
        gone = len(mended.before) - len(mended.after)
        yield Row(f"--- {path}: {_size(gone)} beside the picture go")
    else:
        yield Row(f"--- {path}")
        yield from _typed(mended)


def _texts(data: bytes) -> list[str]:
    return data.decode().rstrip("\n").split("\n")


def _size(number: int) -> str:
    return f"{number / 1000:.1f} kB" if number >= 1000 else f"{number} bytes"


def found(mended: Mended) -> tuple[Hunk[Fix], ...]:
    """Return every place of a typed file that would change."""
    return tuple(hunks((mended.before or b"").decode(), mended.lines))


def _typed(mended: Mended) -> Iterator[Row]:
    places = found(mended)
    unseen = Counter(fix for hunk in places for fix in hunk.by if not fix.seen for _ in hunk.new)
    for fix, number in unseen.items():
        yield Row(f"    {count(number, 'line')}: {fix.says}", "cyan")
    old = lines((mended.before or b"").decode())
    for group in _groups([hunk for hunk in places if any(fix.seen for fix in hunk.by)]):
        yield from _group(old, group)


def _groups(places: Iterable[Hunk[Fix]]) -> Iterator[list[Hunk[Fix]]]:
    """Yield places that stand so near that they share lines around them."""
    group: list[Hunk[Fix]] = []
    for hunk in places:
        if group and hunk.start - _end(group[-1]) > 2 * CONTEXT:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _end(hunk: Hunk[Fix]) -> int:
    return hunk.start + len(hunk.old)


def _group(old: list[str], group: list[Hunk[Fix]]) -> Iterator[Row]:
    start, end = max(0, group[0].start - CONTEXT), min(len(old), _end(group[-1]) + CONTEXT)
    why = dict.fromkeys(fix.label for hunk in group for fix in hunk.by if fix.seen)
    yield Row(f"@@ line {start + 1} @@ {', '.join(why)}", "cyan")
    at = start
    for hunk in group:
        yield from (Row(f" {_shown(line)}") for line in old[at : hunk.start])
        yield from (Row(f"-{_shown(line)}", "red") for line in hunk.old)
        yield from (Row(f"+{_shown(line)}", "green") for line in hunk.new)
        at = _end(hunk)
    yield from (Row(f" {_shown(line)}") for line in old[at:end])


def _shown(line: str) -> str:
    text = visible(line.removesuffix("\n").removesuffix("\r"))
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def summary(plan: tuple[Mended, ...], *, done: bool) -> str:
    """Count in words what was mended, or would be.

    >>> summary((), done=True)
    'Nothing to mend.'
    """
    if not plan:
        return "Nothing to mend."
    numbers: Counter[str] = Counter()
    for mended in plan:
        numbers.update(_touched(mended))
    kinds = ", ".join(f"{label} ({number})" for label, number in sorted(numbers.items()))
    files = count(len(plan), "file")
    said = f"Mended {files}: {kinds}." if done else f"{files} can be mended: {kinds}."
    return said if done else f"{said}\nTo do it, type: potluck fix"


def _touched(mended: Mended) -> dict[str, int]:
    """Count the lines that each fix touched; a picture and a new file count one."""
    if not mended.lines:
        return dict.fromkeys((fix.label for fix in mended.fixes), 1)
    return Counter(fix.label for line in mended.lines for fix in line.by)
