"""Names for addresses and files."""

import re
import unicodedata


def slugify(text: str) -> str:
    """Make a name for addresses and files: small ASCII letters, digits and hyphens, at most 80.

    >>> slugify("Crème brûlée & Co.")
    'creme-brulee-co'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-")
