"""The facts of a citation, and the two things that every style does with them."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from potluck.model import Contributor, License


@dataclass(frozen=True)
class Facts:
    """All that a citation says, the texts on one line each; a book stands in no container."""

    title: str
    container: str
    edition: str
    publisher: str
    authors: tuple[Contributor, ...]
    editors: tuple[Contributor, ...]
    translators: tuple[Contributor, ...]
    slug: str
    url: str | None
    date: datetime
    version: str
    license: License
    pages: str | None
    lang: str


def line(text: str) -> str:
    """Return the text on one line, in NFC, without control characters."""
    printable = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(unicodedata.normalize("NFC", printable).split())


def split(person: Contributor) -> tuple[str, str]:
    """Return family and given name, from `sort`; a literal name comes as ("", name)."""
    family, comma, given = person.sort.partition(",")
    if person.kind == "organization" or not (comma and family.strip() and given.strip()):
        return "", line(person.name)
    return line(family), line(given)
