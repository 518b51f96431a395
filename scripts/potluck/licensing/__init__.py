"""Licences: the ones we know, how people write them, and what they are made of.

>>> from potluck.licensing import parse, suggest, terms
>>> str(parse("cc-by-sa-4.0"))
'CC BY-SA 4.0'
>>> suggest("CC BY")
'CC-BY-4.0'
>>> terms(parse("CC BY-NC 3.0 DE"))
Terms(family='cc', elements=('BY', 'NC'), version='3.0', port='DE')
>>> from potluck.licensing import adapt
>>> adapt(parse("CC BY-SA 4.0"), parse("CC BY-SA 3.0")).because
'CC BY-SA 4.0 may be followed by a later version, never by an earlier one like CC BY-SA 3.0.'
"""

from potluck.licensing.adapt import adapt
from potluck.licensing.combine import clashes, combine, fitting
from potluck.licensing.include import include, sellable
from potluck.licensing.parse import parse, suggest
from potluck.licensing.table import KNOWN, Terms, terms
from potluck.licensing.verdict import Obligation, Verdict, obligations

__all__ = [
    "KNOWN",
    "Obligation",
    "Terms",
    "Verdict",
    "adapt",
    "clashes",
    "combine",
    "fitting",
    "include",
    "obligations",
    "parse",
    "sellable",
    "suggest",
    "terms",
]
