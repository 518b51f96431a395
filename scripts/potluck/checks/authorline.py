"""What to type so that people are named rightly: `authors:` lines, and files in contributors/."""

import json
import re

from potluck.checks.words import visible
from potluck.model import Contributor, Role
from potluck.source.fields import PersonRef

_PLAIN = re.compile(r"[^\W\d_][\w .'’-]*")
_NO_NAMES = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})  # in YAML


def called(who: Contributor) -> str:
    """Return how a chapter names somebody: by the id of their file, else by name."""
    return who.id if who.known else who.name


def line(people: tuple[PersonRef, ...]) -> str:
    """Write the line that names these people.

    >>> line((PersonRef("ann"), PersonRef("Jo: a cook", (Role.EDITOR,))))
    'authors: [ann, {id: "Jo: a cook", role: editor}]'
    """
    return f"authors: [{', '.join(map(entry, people))}]"


def entry(ref: PersonRef) -> str:
    """Write one person of the line."""
    if ref.roles == (Role.AUTHOR,) and not ref.credit:
        return scalar(ref.name)
    roles = [role.label for role in ref.roles]
    role = roles[0] if len(roles) == 1 else f"[{', '.join(roles)}]"
    credit = f", credit: [{', '.join(ref.credit)}]" if ref.credit else ""
    return f"{{id: {scalar(ref.name)}, role: {role}{credit}}}"


def scalar(text: str) -> str:
    """Write a text so that YAML reads it as one.

    >>> scalar("Ann Author"), scalar("@cook"), scalar("42"), scalar("No")
    ('Ann Author', '"@cook"', '"42"', '"No"')
    """
    shown = visible(text)
    plain = _PLAIN.fullmatch(shown) and shown.casefold() not in _NO_NAMES
    return shown if plain else json.dumps(shown, ensure_ascii=False)


def one_person(named: PersonRef, meant: Contributor, who: Contributor) -> str:
    """Say how a name in a chapter (`meant` by it) becomes one person with somebody git knows."""
    if meant.known and who.known:
        return "keep one of their two files in contributors/, with the other name in `aliases:`"
    if who.known:
        return f"put `aliases: [{scalar(named.name)}]` into contributors/{who.id}.yml"
    file, alias = f"contributors/{meant.id}.yml", f"`aliases: [{scalar(who.name)}]`"
    if meant.known:
        return f"put {alias} into {file}"
    return f"make a file {file} with the lines `name: {scalar(named.name)}` and {alias}"
