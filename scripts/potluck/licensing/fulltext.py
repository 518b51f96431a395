"""The whole text of every licence of the SPDX list that we know, without a network.

The texts are those of the SPDX License List 3.27 (as in the npm package spdx-license-list 6.12.0,
CC0-1.0). Their names begin with `LICENSE-`, so REUSE counts them as texts, not as works.
"""

import re
from importlib.resources import files

from potluck.model import License

_VARIANT = re.compile(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$")


def full_text(license: License) -> str | None:  # noqa: A002 - the word of the trade
    """Return the text of a licence; None for those that a book made itself (`LicenseRef-…`).

    >>> from potluck.licensing import KNOWN
    >>> full_text(KNOWN["CC-BY-SA-4.0"]).split()[:2]
    ['Creative', 'Commons']
    """
    if license.id.startswith("LicenseRef-"):
        return None
    name = f"LICENSE-{_VARIANT.sub('', license.id)}.txt"
    place = files("potluck.licensing") / "texts" / name
    return place.read_text("utf-8") if place.is_file() else None
