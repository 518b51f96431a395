"""The warnings that we accept, each with its reason. An error is never accepted.

The handbook's page for maintainers shows this table (`tests/test_validators_tables.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from validators.book import Verdict


@dataclass(frozen=True)
class Accepted:
    """A warning of one validator, the pattern of its whole line, and why it may stay."""

    validator: str
    warning: str
    pattern: str
    reason: str


ACCEPTED = (
    Accepted(
        "Nu HTML checker",
        "Inline script violates Content Security Policy",
        r".* warning: Inline script violates Content Security Policy .* … .*"
        r'<script (?:id="__config" )?type="application/(?:ld\+)?json">.*',
        "Data, not a program: browsers ask the policy only about scripts that they run.",
    ),
    Accepted(
        "Nu HTML checker",
        "Section lacks heading",
        r'.* warning: Section lacks heading\. .* … .*role="doc-endnotes".*',
        "The notes at the end of a chapter: their role is their name.",
    ),
    Accepted(
        "Nu HTML checker",
        "Text run is not in Unicode Normalization Form C",
        r"handbook/rules/txt-002\.html:.* warning: Text run is not in Unicode Normalization .*",
        "The page of the rule TXT-002 shows what the rule refuses.",
    ),
)


def remaining(
    validator: str, verdict: Verdict, accepted: Iterable[Accepted] = ACCEPTED
) -> tuple[str, ...]:
    """Return what a validator found, without the warnings that are accepted."""
    patterns = [each.pattern for each in accepted if each.validator == validator]
    return tuple(
        line
        for line in verdict.found
        if not any(re.fullmatch(pattern, line) for pattern in patterns)
    )
