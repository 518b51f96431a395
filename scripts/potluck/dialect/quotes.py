"""Quotation marks in lines that are not Markdown: titles, summaries, captions."""

import re

from potluck.dialect.markdown import SMART_LANGUAGES

_OPENING = re.compile(r"(^|[\s(\[{–—“‘/-])(['\"])(?=\S)")
_OPEN = {"'": "‘", '"': "“"}


def curl(text: str, lang: str = "en") -> str:
    """Give a line the quotation marks that the text of the chapters has.

    >>> curl('The "rest"'), curl("A night's"), curl("'t is", "nl")
    ('The “rest”', 'A night’s', "'t is")
    """
    if lang.split("-", maxsplit=1)[0] not in SMART_LANGUAGES:
        return text
    opened = _OPENING.sub(lambda match: match[1] + _OPEN[match[2]], text)
    return opened.replace('"', "”").replace("'", "’")
