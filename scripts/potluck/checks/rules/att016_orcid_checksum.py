"""Every ORCID iD is typed correctly.

The last sign of an ORCID iD is computed from the others, so a slip of the finger shows. Without
this check the credit would go to a stranger.

Source: ISO 7064 MOD 11-2; ORCID, "Structure of the ORCID Identifier".

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    orcid: 0000-0002-1825-0098

Good:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    orcid: 0000-0002-1825-0097
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Severity

_SHAPE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def check(book: BookView) -> Iterator[Finding]:
    for person in book.manuscript.contributors:
        orcid = person.meta.get("orcid")
        if isinstance(orcid, str) and _SHAPE.fullmatch(orcid) and not valid(orcid):
            yield RULE.finding(
                person.place("orcid"),
                f"The ORCID iD `{orcid}` has a slip in it: the last sign does not fit the others.",
                "copy it from https://orcid.org",
            )


def valid(orcid: str) -> bool:
    """Tell whether the last sign of an ORCID iD fits the others.

    >>> valid("0000-0002-1825-0097"), valid("0000-0002-1694-233X"), valid("0000-0002-1825-0098")
    (True, True, False)
    """
    signs = orcid.replace("-", "")
    total = 0
    for digit in signs[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return signs[-1] == ("X" if rest == 10 else str(rest))


RULE = Rule("ATT-016", "orcid-checksum", Severity.ERROR, Scope.BOOK, check, __doc__)
