"""Names for addresses and files."""

import re
import unicodedata
from functools import lru_cache

# Marks that are written in several ways must make the same name: typographers change them.
_MARKS = str.maketrans(dict.fromkeys("'\"‘’‚‛“”„‟") | dict.fromkeys("‐‑‒–—", "-"))
# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)

RESERVED = frozenset(
    {"404.html", "assets", "contributors", "credits", "downloads", "handbook", "media", "search"}
    | {"sitemap.xml", "sitemap.xml.gz", "downloads.html", "tags.html", "book.html"}
    | {"corrections.html"}
)
"""First components of a page's address that belong to the site itself, not to a chapter."""


_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def unfit(text: str) -> str | None:
    r"""Return the first character that no edition may hold: a control, or one that turns the text.

    >>> unfit("Soup"), unfit("Soup\x07")
    (None, '\x07')
    """
    match = _UNFIT.search(text)
    return match[0] if match else None


def free(address: str) -> str:
    """Move an address aside where its first component belongs to the site itself.

    >>> free("media/dal.html"), free("tags.html"), free("mains/dal.html")
    ('media-part/dal.html', 'tags-page.html', 'mains/dal.html')
    """
    first, slash, rest = address.partition("/")
    if first not in RESERVED:
        return address
    stem, dot, ending = first.partition(".")
    return f"{stem}-part/{rest}" if slash else f"{stem}-page{dot}{ending}"


@lru_cache(maxsize=8192)
def slugify(text: str) -> str:
    """Make a name for addresses and files: small ASCII letters, digits and hyphens, at most 80.

    >>> slugify("Crème brûlée & Co.")
    'creme-brulee-co'
    >>> slugify("Røgede Sild med Rundstykker på Æbleø")
    'rogede-sild-med-rundstykker-pa-aebleo'
    >>> slugify("Baker's dozen") == slugify("Baker’s dozen")
    True
    """
    simple = text.translate(_MARKS).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", simple).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-")
