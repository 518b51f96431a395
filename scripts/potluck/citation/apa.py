"""APA style, as plain text: Publication Manual, 7th edition, 10.2 (book), 10.3 (chapter in one)."""

import re

from potluck.citation.facts import Facts, split
from potluck.model import Contributor

MAX_NAMED = 20  # APA 9.8: with more authors, the first 19, an ellipsis and the last


def apa(facts: Facts) -> str:
    """Return the reference."""
    who, year = _authors(facts.authors), f"({facts.date.year})."
    opening = (_stop(who), year, _stop(_title(facts))) if who else (_title(facts), year)
    rest = (_container(facts), facts.publisher and _stop(facts.publisher), facts.url)
    return " ".join(part for part in (*opening, *rest) if part)


def _title(facts: Facts) -> str:
    """Return the title and the translators; of a book also its edition and version."""
    names = _join([_forward(person) for person in facts.translators], " & ")
    translators = f"{names}, Trans." if names else ""
    details = "" if facts.container else _details(facts)
    return " ".join((facts.title, *(f"({each})" for each in (translators, details) if each)))


def _container(facts: Facts) -> str:
    """Return "In A. B. Family (Ed.), Book (version 1)."."""
    if not facts.container:
        return ""
    names = _join([_forward(person) for person in facts.editors], " & ")
    editors = f"{names} ({'Ed.' if len(facts.editors) == 1 else 'Eds.'}), " if names else ""
    return f"In {editors}{facts.container} ({_details(facts)})."


def _details(facts: Facts) -> str:
    pages = facts.pages and f"pp. {facts.pages}"
    return ", ".join(part for part in (facts.edition, f"version {facts.version}", pages) if part)


# --- names --------------------------------------------------------------------------------------


def _authors(people: tuple[Contributor, ...]) -> str:
    return _join([_inverted(person) for person in people], ", & ")


def _join(names: list[str], last_of_two: str) -> str:
    if len(names) > MAX_NAMED:
        return f"{', '.join(names[:19])}, . . . {names[-1]}"
    if len(names) < 3:
        return last_of_two.join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _inverted(person: Contributor) -> str:
    """Return "Family, G. H.", or the name as it is."""
    family, given = split(person)
    return f"{family}, {_initials(given)}" if family else given


def _forward(person: Contributor) -> str:
    """Return "G. H. Family", or the name as it is."""
    family, given = split(person)
    return f"{_initials(given)} {family}" if family else given


def _initials(given: str) -> str:
    """Return the initials, with hyphens kept.

    >>> _initials("Jean-Luc Marie")
    'J.-L. M.'
    """
    return re.sub(r"[^\s-]+", lambda part: f"{part[0][0].upper()}.", given)


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
