"""What would be mended, for a program that offers it in a review: JSON, always the same.

    {"version": 1,
     "suggestions": [{"path": "content/soup.md", "start_line": 3, "line": 3, "code": "FM-003",
                      "message": "The field has …", "lines": ["license: CC-BY-4.0"]}],
     "notes": ["`contributors/ann.yml`: … Type: potluck fix content/soup.md"],
     "left_out": 0}

Lines are counted from 1 and inclusive, in the file as it is; `lines` are what stands there instead,
without line ends. `code` may be empty; where several fixes meet, it is the first one's, and the
message has a sentence for each. `lines` may hold anything that the file holds, fences of backticks
too: whoever posts them takes a longer fence. What a review cannot offer (pictures, new files, line
ends) is a note with the command to type. `left_out` counts the suggestions beyond the limit.
"""

import json
import shlex
from collections.abc import Iterable, Iterator

from potluck.checks.words import quoted, visible
from potluck.mending.fix import Fix, Mended
from potluck.mending.hunks import Hunk, lines
from potluck.mending.show import found

MOST = 50  # suggestions in one review
MOST_NOTES = 20
MOST_SIGNS = 10_000  # of one suggestion; a comment on GitHub holds 65,536


def report(plan: tuple[Mended, ...]) -> str:
    """Return the suggestions as JSON."""
    offered = [one for mended in plan for one in _suggestions(mended)]
    notes = [note for mended in plan for note in _notes(mended)]
    if len(notes) > MOST_NOTES:
        more = len(notes) - MOST_NOTES
        notes = [*notes[:MOST_NOTES], f"The same holds for {more} more. Type: potluck fix"]
    content = {
        "version": 1,
        "suggestions": offered[:MOST],
        "notes": notes,
        "left_out": max(0, len(offered) - MOST),
    }
    return json.dumps(content, indent=2) + "\n"


def _offered(mended: Mended) -> list[Hunk[Fix]]:
    """Return the places that a review can offer one by one."""
    if not mended.lines or _old_ends(mended):
        return []
    return [hunk for hunk in found(mended) if _fits(hunk)]


def _fits(hunk: Hunk[Fix]) -> bool:
    return any(fix.seen for fix in hunk.by) and sum(map(len, hunk.new)) <= MOST_SIGNS


def _old_ends(mended: Mended) -> bool:
    r"""Whether lines end in `\r` alone, so that nobody agrees on their numbers."""
    return b"\r" in (mended.before or b"").replace(b"\r\n", b"")


def _suggestions(mended: Mended) -> Iterator[dict[str, object]]:
    old = lines((mended.before or b"").decode()) if mended.lines else []
    for hunk in _offered(mended):
        start, end, new = _anchored(hunk, old)
        seen = [fix for fix in hunk.by if fix.seen]
        yield {
            "path": mended.path,
            "start_line": start + 1,
            "line": end,
            "code": next((fix.code for fix in seen if fix.code), ""),
            "message": _sentences(seen),
            "lines": [line.rstrip("\r\n") for line in new],
        }


def _anchored(hunk: Hunk[Fix], old: list[str]) -> tuple[int, int, list[str]]:
    """Return from, to and text; lines that are only added take the next one (or the last) along."""
    end = hunk.start + len(hunk.old)
    if hunk.old or not old:
        return hunk.start, end, list(hunk.new)
    if end < len(old):
        return hunk.start, end + 1, [*hunk.new, old[end]]
    return hunk.start - 1, end, [old[-1], *hunk.new]


def _sentences(fixes: Iterable[Fix]) -> str:
    return " ".join(dict.fromkeys(fix.says for fix in fixes))


def _notes(mended: Mended) -> Iterator[str]:
    """Yield what is to be said of a file that a review cannot mend wholly."""
    offered = _offered(mended)
    fixes: Iterable[Fix] = mended.fixes
    if mended.lines:
        left = [hunk for hunk in found(mended) if hunk not in offered]
        unseen = [fix for hunk in offered for fix in hunk.by if not fix.seen]
        fixes = [*unseen, *(fix for hunk in left for fix in hunk.by)]
    said = _sentences(fixes)
    if said:
        where = visible(shlex.quote(mended.path)) if mended.before is not None else ""
        yield f"{quoted(mended.path, 200)}: {said} Type: {f'potluck fix {where}'.strip()}"
