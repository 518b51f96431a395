"""Everybody can save every file.

Windows takes no path of more than 260 characters, no name that ends in a dot, and none with signs
such as `?`; somebody who copies the book there gets an error and no book. What FM-006 says of the
names of chapters and pictures is not repeated here.

Source: Microsoft, "Naming Files, Paths, and Namespaces"; POSIX.1-2024, NAME_MAX.

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/data./leeks.csv --
    leeks,3

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/how many?.csv --
    leeks,3

Good:

    -- content/soup.md --
    # Leek soup
    -- content/data/leeks.csv --
    leeks,3
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.fm006_file_name import DEVICE, addressed
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

LONGEST = 180  # characters: 80 are left for the folder that somebody copies the book into
_SIGNS = re.compile(r'[<>:"|?*\\]')


def check(book: BookView) -> Iterator[Finding]:
    seen: set[str] = set()
    for file in (*book.written, *book.manuscript.files):
        if len(file.path) > LONGEST:
            message = f"The path has {len(file.path)} characters; some computers take no more than"
            hint = "give the file or its folders shorter names"
            yield RULE.finding(Place(file.path), f"{message} {LONGEST} of them.", hint)
        steps = file.path.split("/")
        for depth in range(1, len(steps) + 1):
            path = "/".join(steps[:depth])
            if path not in seen:
                seen.add(path)
                yield from _name(Place(file.path), path, folder=depth < len(steps))


def _name(place: Place, path: str, *, folder: bool) -> Iterator[Finding]:
    name = path.rpartition("/")[2]
    sign = _SIGNS.search(name)
    why = f"has {sign[0]} in it" if sign else "is a device" if DEVICE.fullmatch(name) else ""
    if why and addressed(path, folder=folder):
        return
    if name.endswith("."):
        why = "ends in a dot"
    if why:
        message = f"The name {quoted(name)} cannot be saved on Windows: it {why}."
        yield RULE.finding(place, message, "rename it with letters, digits and hyphens")


RULE = Rule("PTH-002", "path-for-everyone", Severity.WARNING, Scope.BOOK, check, __doc__)
