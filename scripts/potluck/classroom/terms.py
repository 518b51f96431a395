"""The terms of a textbook: what stands in its index, and under which words."""

import re

LONGEST = 80
"""Characters; what is longer is a sentence, and no term."""
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_END = " \t\n.,;:–—"


def headword(text: str) -> str:
    """Return the words under which a term stands in an index; "" for what is none.

    >>> headword("Osmosis:"), headword("the Maillard  reaction"), headword("pH")
    ('Osmosis', 'Maillard reaction', 'pH')
    >>> headword("–"), headword("word " * 20)
    ('', '')
    """
    words = " ".join(text.split()).strip(_END)
    return _ARTICLE.sub("", words, count=1) if len(words) <= LONGEST else ""


def same(headword: str) -> str:
    """Return what two spellings of a headword have in common.

    >>> same("Osmosis") == same("osmosis")
    True
    """
    return headword.casefold()
