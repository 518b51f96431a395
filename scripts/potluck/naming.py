"""Names for addresses and files."""

import re
import unicodedata

# Marks that are written in several ways must make the same name: typographers change them.
_MARKS = str.maketrans(dict.fromkeys("'\"‘’‚‛“”„‟") | dict.fromkeys("‐‑‒–—", "-"))


def slugify(text: str) -> str:
    """Make a name for addresses and files: small ASCII letters, digits and hyphens, at most 80.

    >>> slugify("Crème brûlée & Co.")
    'creme-brulee-co'
    >>> slugify("Baker's dozen") == slugify("Baker’s dozen")
    True
    """
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-")
