"""REUSE metadata of a book whose authors typed none: who holds the rights in which file, as data.

`overlay` gives files by path; copied over the book's folder they make `reuse lint` pass. Nothing in
them is new: they say what the metadata, the licence headers and the history say.
Source: REUSE Specification 3.3 (https://reuse.software/spec-3.3/).
"""

from potluck.attribution import Attribution
from potluck.reuse.claims import claims
from potluck.reuse.table import LICENSES, table
from potluck.reuse.texts import texts
from potluck.reuse.writing import write
from potluck.source.reusetoml import NAME

__all__ = ["LICENSES", "NAME", "overlay", "write"]


def overlay(attribution: Attribution) -> dict[str, bytes]:
    """Return REUSE.toml and the text of every licence, by path, in order."""
    found = tuple(claims(attribution))
    manuscript = attribution.manuscript
    files = {NAME: table(found, manuscript.headers.written).encode()}
    return files | texts(found, manuscript)
