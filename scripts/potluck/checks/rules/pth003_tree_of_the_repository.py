"""What git keeps is what a folder can hold.

A work tree need not show what a commit holds: two names become one file where capitals do not
count, another repository is an empty folder, a name with invisible signs passes for another. So the
tree is read from git itself. Where files of a pull request are checked out on another computer,
they then are the ones that were checked here.

Source: git-ls-tree(1); CVE-2021-21300 and CVE-2014-9390 (names that mean `.git`); Unicode TR36.

Bad:

    -- content/soup.md --
    # Leek soup
    -- notes/Plan.txt --
    Leeks.
    -- notes/plan.txt --
    Onions.
    == Contributor A: Two plans ==

Good:

    -- content/soup.md --
    # Leek soup
    -- notes/plan.txt --
    Leeks.
    == Contributor A: One plan ==
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.fm006_file_name import folded
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity
from potluck.source.reader import CONTENT, CONTRIBUTORS

RENAME = "rename it with letters, digits and hyphens"
MODES = {
    "120000": ("is a symbolic link", "put a copy of the file there", Severity.ERROR),
    "160000": ("is another repository", "put its files there", Severity.ERROR),
    "100755": ("is marked as a program", "git update-index --chmod=-x", Severity.WARNING),
}
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_GIT = re.compile(r"\.git[. ]*(?::.*)?|git~\d+", re.IGNORECASE)
_IGNORED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")  # by HFS+


def check(book: BookView) -> Iterator[Finding]:
    if book.past is None:
        return
    tree = book.past.history.tree
    seen = {*(f.path for f in book.written), *(f.path for f in book.manuscript.files)}
    told = {trouble.place.path for trouble in book.manuscript.troubles}
    for path, mode in tree.items():
        if path.startswith((f"{CONTENT}/", f"{CONTRIBUTORS}/")) and path not in told:
            yield from _mode(path, mode)
        yield from _name(path)
    yield from _clashes(tree, seen)


def _mode(path: str, mode: str) -> Iterator[Finding]:
    if mode in MODES:
        what, hint, severity = MODES[mode]
        hint = f"{hint} {path}" if hint.startswith("git ") else hint
        yield RULE.finding(Place(path), f"This {what}.", hint, severity=severity)


def _name(path: str) -> Iterator[Finding]:
    for step in path.split("/"):
        if any(_GIT.fullmatch(name) for name in (step, _IGNORED.sub("", step))):
            message = f"On some computers {quoted(step)} is the folder that git keeps for itself."
            yield RULE.finding(Place(path), message, "remove it")
        elif "\ufffd" in step:
            yield RULE.finding(Place(path), f"The name {quoted(step)} is not UTF-8.", RENAME)
        elif not step.isprintable() and any(map(_unseen, step)):
            message = f"The name {quoted(step)} has a sign in it that cannot be seen."
            yield RULE.finding(Place(path), message, RENAME)


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN


def _clashes(tree: Mapping[str, str], seen: set[str]) -> Iterator[Finding]:
    """Yield what another computer takes for the same; FM-006 tells what stands in the work tree."""
    first: dict[str, str] = {}
    for path in tree:
        steps = path.split("/")
        for end in range(1, len(steps) + 1):
            name = "/".join(steps[:end])
            other = first.setdefault(folded(name), name)
            if other != name and not seen >= {path, other}:
                message = f"On many computers {quoted(name)} and {quoted(other)} are the same."
                yield RULE.finding(Place(path), message, "give one of them another name")
                break


RULE = Rule("PTH-003", "tree-of-the-repository", Severity.ERROR, Scope.PAST, check, __doc__)
