"""A file for everyone whom a chapter names by an id, to be filled in: `contributors/ID.yml`.

The rule ATT-004 decides who has none. A full name needs no file; a word that is nearly the id of
somebody else is a question, not a repair.
"""

from collections.abc import Callable, Iterator

from potluck.checks.rules.att004_unknown_contributor import plain_id, unknown
from potluck.checks.views import BookView
from potluck.source.reader import CONTRIBUTORS


def missing(book: BookView, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each new file that a wanted chapter asks for."""
    for mentions in unknown(book):
        name = mentions[0].name
        if plain_id(name, book) and any(wanted(mention.place.path) for mention in mentions):
            yield f"{CONTRIBUTORS}/{name}.yml", f"name: {_text(name)}\n"


def _text(name: str) -> str:
    """Quote what YAML would not take for text.

    >>> _text("ann"), _text("007"), _text("null")
    ('ann', '"007"', '"null"')
    """
    plain = name[0].isalpha() and name not in {"true", "false", "null", "yes", "no", "on", "off"}
    return name if plain else f'"{name}"'
