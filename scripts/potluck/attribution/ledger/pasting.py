"""The lines that bring a credit back, or say why it is gone: ready to paste into a chapter."""

import json
import re

from potluck.attribution.ledger.entries import Entry
from potluck.attribution.ledger.same import ANONYMOUS
from potluck.model import Role
from potluck.source.fields import Fields, PersonRef

_PLAIN = re.compile(r"[^\W\d_](?:[\w.'’-]| (?=\w))*|https?://[\w./?=&%~+-]+")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})  # that YAML reads otherwise
_UNSAID = {Role.CREATOR.label, Role.SUBMITTER.label}  # no values of `role:`


def restoring(entry: Entry, fields: Fields) -> list[str]:
    """Return the lines that credit a person or a source again; none for an unnamed person."""
    if entry.kind == "source":
        return ["sources:", f"  - {_source(entry)}"]
    if entry.key.startswith(ANONYMOUS):
        return []
    if entry.roles == (Role.SUBMITTER.label,):
        return [f"submitted_by: {value(entry.key)}"]
    people = [*map(_person, fields.authors), _again(entry)]
    return [f"authors: [{', '.join(people)}]"]


def removing(entry: Entry, day: str) -> list[str]:
    """Return the lines that say why a credit is gone."""
    who = f"source: {value(entry.key)}" if entry.kind == "source" else f"who: {value(entry.key)}"
    return ["removed_credits:", f"  - {{{who}, reason: WHY, date: {day}}}"]


def _again(entry: Entry) -> str:
    roles = [role for role in entry.roles if role not in _UNSAID]
    if roles == [Role.AUTHOR.label] or Role.CREATOR.label in entry.roles:
        return value(entry.key)
    return _with_roles(entry.key, roles or [Role.CONTRIBUTOR.label])


def _person(person: PersonRef) -> str:
    if person.roles == (Role.AUTHOR,) and not person.credit:
        return value(person.name)
    roles = [role.label for role in person.roles]
    return _with_roles(person.name, roles, list(person.credit))


def _with_roles(name: str, roles: list[str], terms: list[str] | None = None) -> str:
    role = roles[0] if len(roles) == 1 else f"[{', '.join(roles)}]"
    credit = f", credit: {json.dumps(terms, ensure_ascii=False)}" if terms else ""
    return f"{{id: {value(name)}, role: {role}{credit}}}"


def _source(entry: Entry) -> str:
    title, address = entry.name or entry.key, entry.key if "://" in entry.key else ""
    said = {"title": title, "author": entry.by, "url": address}
    return "{" + ", ".join(f"{key}: {value(text)}" for key, text in said.items() if text) + "}"


def value(text: str) -> str:
    """Write a text as a value of YAML.

    >>> value("contributor-a"), value("Salt: a history"), value("yes")
    ('contributor-a', '"Salt: a history"', '"yes"')
    """
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
