"""A rule's page for people: what it asks, why, and an example of both sides."""

from potluck.checks.rule import Rule
from potluck.checks.rules import RETIRED, RULES
from potluck.checks.waivers import binding
from potluck.checks.words import nearest, quoted, visible
from potluck.errors import ConfigError

OF_A_BUILD = {
    "BLD-001": "what stands in the book is missing in an edition",
    "BLD-003": "an edition holds what could act in a reader's browser",
    "PRV-003": "somebody who withholds their name is named",
}
BY_CODE = {rule.code: rule for rule in RULES}


def explain(code: str) -> str:
    """Return the page of a rule as Markdown. Raises ConfigError for a code that does not exist."""
    wanted = code.strip().upper()
    if wanted in BY_CODE:
        return page(BY_CODE[wanted])
    if wanted in RETIRED:
        raise ConfigError(f"The rule {wanted} is retired: {RETIRED[wanted]}")
    if wanted in OF_A_BUILD:
        raise ConfigError(
            f"{wanted} is found in finished editions, not in the book: {OF_A_BUILD[wanted]}.",
            "its message names the file and what to do",
        )
    names = {rule.name: rule.code for rule in RULES}
    meant = nearest(wanted, BY_CODE) or names.get(nearest(code, names) or "")
    hint = f"did you mean {meant}?" if meant else "the codes are: " + ", ".join(BY_CODE)
    raise ConfigError(f"There is no rule {quoted(code)}.", hint)


def page(rule: Rule) -> str:
    """Write a rule's page."""
    waiving = "can be waived, with a reason" if waivable(rule) else "cannot be waived"
    head = f"# {rule.code}: {rule.name.replace('-', ' ')}\n\n{rule.severity!s}, {waiving}\n"
    body = "\n".join(_line(line) for line in rule.docs.strip().split("\n"))
    return f"{head}\n{body}\n"


def waivable(rule: Rule) -> bool:
    """Tell whether a book may accept findings of this rule, with a reason."""
    return not binding(rule.code)


def address(code: str) -> str:
    """Return where a rule's page stands in the site of a book that has the handbook.

    >>> address("LIC-001")
    'handbook/rules/lic-001.html'
    """
    return f"handbook/rules/{code.lower()}.html"


def _line(line: str) -> str:
    """Set the headings of the examples, and show what is invisible."""
    return f"**{line}**" if line in {"Bad:", "Good:"} else visible(line)
