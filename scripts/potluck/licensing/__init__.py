"""Licences: the ones we know, how people write them, and what they are made of.

>>> from potluck.licensing import parse, suggest, terms
>>> str(parse("cc-by-sa-4.0"))
'CC BY-SA 4.0'
>>> suggest("CC BY")
'CC-BY-4.0'
>>> terms(parse("CC BY-NC 3.0 DE"))
Terms(family='cc', elements=('BY', 'NC'), version='3.0', port='DE')
"""

from potluck.licensing.parse import parse, suggest
from potluck.licensing.table import KNOWN, Terms, terms

__all__ = ["KNOWN", "Terms", "parse", "suggest", "terms"]
