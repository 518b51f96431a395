"""Every file that says the licence of another one stands beside it, under its whole name.

The licence of `soup.md` can stand in `soup.md.license`. Under any other name, such as
`soup.license`, nobody reads it, and the chapter would be under the licence of the book. That also
happens where a file gets a new name and the one beside it does not.

Source: REUSE Specification 3.3, "Adjacent .license file".

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/soup.license --
    SPDX-FileCopyrightText: 2024 Ann Author
    SPDX-License-Identifier: CC-BY-4.0

Good:

    -- content/soup.md --
    # Leek soup
    -- content/soup.md.license --
    SPDX-FileCopyrightText: 2024 Ann Author
    SPDX-License-Identifier: CC-BY-4.0
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity
from potluck.source.headers import SIDECAR


def check(book: BookView) -> Iterator[Finding]:
    files = {file.path for file in book.manuscript.files}
    known = files | {chapter.path for chapter in book.manuscript.chapters}
    for path in sorted(files):
        read = path.endswith(SIDECAR) and path.removesuffix(SIDECAR) in known
        if path.lower().endswith(SIDECAR) and not read:
            message = f"Nobody reads {quoted(path, 100)}: it is not named after a file beside it."
            hint = f"give it the whole name of that file, such as soup.md{SIDECAR}; or delete it"
            yield RULE.finding(Place(path), message, hint)


RULE = Rule("LIC-013", "header-without-file", Severity.ERROR, Scope.BOOK, check, __doc__)
