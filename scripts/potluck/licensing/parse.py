"""Read what people write for a licence: SPDX ids, addresses and common names -> License.

Nothing is guessed: a word that does not belong to a licence's name makes the whole text unknown.
"""

import difflib
import re
import unicodedata
from functools import lru_cache

from potluck.licensing.table import CC_ELEMENTS, KNOWN, cc
from potluck.model import License

MAX_NAME = 300  # characters; the longest real one has about 100
NOISE = {"the", "license", "licence", "licensed", "under", "version", "v", "deed"}
CC_NOISE = {"creative", "commons", "cc", "international", "unported", "generic", "public"}
SHORT = {"by": "BY", "nc": "NC", "sa": "SA", "nd": "ND"}
LONG = {"attribution": "BY", "noncommercial": "NC", "sharealike": "SA", "noderivatives": "ND"}

# Spellings that become one word before anything else is looked at.
PHRASES = (
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"\bnon[ -]?commercial\b"), "noncommercial"),
    (re.compile(r"\bshare[ -]?alike\b"), "sharealike"),
    (re.compile(r"\bno[ -]?deriv(?:s|atives?)?(?: works?)?\b"), "noderivatives"),
    (re.compile(r"(?<=l)v(?=\d)"), " v"),
    (re.compile(r"\+(?!\w)"), " or later"),
)
COUNTRIES = {
    "united states": "US",
    "united kingdom": "UK",
    "england and wales": "UK",
    "germany": "DE",
    "austria": "AT",
    "australia": "AU",
    "switzerland": "CH",
    "netherlands": "NL",
    "france": "FR",
    "canada": "CA",
    "italy": "IT",
    "spain": "ES",
    "japan": "JP",
    "brazil": "BR",
}
ALIASES = {
    "CC0-1.0": ("CC0", "CC 0", "CC 0 1.0", "CC zero", "Creative Commons Zero",
        "CC0 1.0 Universal", "CC0 Universal",
        "Creative Commons CC0 1.0 Universal", "Creative Commons Zero v1.0 Universal",
        "CC0 1.0 Universal Public Domain Dedication"),
    "CC-PDM-1.0": ("public domain", "PDM", "CC PDM", "PD", "PDM 1.0", "Public Domain Mark",
        "Creative Commons Public Domain Mark 1.0", "Public Domain Mark 1.0 Universal"),
    "GFDL-1.2-only": ("GFDL 1.2", "GNU FDL 1.2", "GNU Free Documentation License v1.2"),
    "GFDL-1.3-only": ("GFDL 1.3", "GNU FDL 1.3", "GNU Free Documentation License v1.3"),
    "GFDL-1.2-or-later": ("GNU Free Documentation License v1.2 or later",),
    "GFDL-1.3-or-later": ("GNU Free Documentation License v1.3 or later",),
    "LAL-1.3": ("FAL 1.3", "Licence Art Libre 1.3", "Free Art Licence"),
    "GPL-3.0-only": ("GPL 3", "GPLv3", "GNU GPL 3", "GNU General Public License v3"),
    "GPL-3.0-or-later": ("GPL 3 or later", "GPLv3 or later",
        "GNU General Public License v3 or later"),
    "LicenseRef-AllRightsReserved": ("©", "copyright", "all rights reserved",
        "© all rights reserved"),
}  # fmt: skip
# What is probably meant where a version is missing: the newest.
NEAREST = {
    "gfdl": "GFDL-1.3-or-later",
    "fdl": "GFDL-1.3-or-later",
    "fal": "LAL-1.3",
    "lal": "LAL-1.3",
    "gpl": "GPL-3.0-or-later",
    "apache": "Apache-2.0",
}
CC_URL = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/licenses/(by[a-z-]*)/(\d\.\d)"
    r"(?:/([a-z]{2}|igo|scotland))?(?:/(?:deed|legalcode)(?:\.[\w-]+)?)?/?(?:[?#]\S*)?",
    re.IGNORECASE | re.ASCII,
)
OWN = re.compile(r"LicenseRef-([A-Za-z0-9.-]+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(text: str) -> License | None:
    """Return the licence that a text names, or None. Any `LicenseRef-…` names itself.

    >>> parse("https://creativecommons.org/licenses/by-sa/3.0/us/").id
    'LicenseRef-CC-BY-SA-3.0-US'
    >>> parse("Creative Commons Attribution-ShareAlike 4.0 International").id
    'CC-BY-SA-4.0'
    >>> parse("CC BY-SA") is None  # which version?
    True
    """
    text = unicodedata.normalize("NFKC", text[: MAX_NAME + 1]).strip()
    if len(text) > MAX_NAME:
        return None
    if match := CC_URL.fullmatch(text):
        return _cc_of(match[1].upper().split("-"), match[2], (match[3] or "").upper())
    if match := OWN.fullmatch(text):
        return _own(match[1])
    if found := ADDRESSES.get(_address(text)) or NAMES.get(_words(text)):
        return found
    return _creative_commons(_words(text))


def suggest(text: str) -> str | None:
    """Return the id that was probably meant, to offer it; None where nothing is near.

    >>> suggest("cc-by-nc"), suggest("CC-BY-SA-5.0"), suggest("Apche-2.0"), suggest("banana")
    ('CC-BY-NC-4.0', 'CC-BY-SA-4.0', 'Apache-2.0', None)
    """
    text = text[:MAX_NAME]
    if found := parse(text):
        return found.id
    words = _words(text)
    elements = [element for word in words if (element := SHORT.get(word) or LONG.get(word))]
    if elements and {"cc", "creative", "by", "attribution"} & {*words}:
        found = next(
            filter(None, (_cc_of(["BY", *elements], v, "") for v in (*words, "4.0"))), None
        )
        return found.id if found else None
    named = next((NEAREST[word] for word in words if word in NEAREST), None)
    if named and not _digits(text):
        return named
    return _misspelt(text.strip().casefold()[:80])


def _misspelt(text: str) -> str | None:
    """Return the id that differs by a slip; another version or first letter is another licence."""
    ids = {
        name.casefold(): name
        for name in KNOWN
        if name.casefold()[0] == text[:1] and _digits(name).startswith(_digits(text))
    }
    near = difflib.get_close_matches(text, ids, 1, 0.75)
    return ids[near[0]] if near else None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _own(name: str) -> License:
    """Return a licence of the book's own; of a ported Creative Commons licence, the real one."""
    ident = f"LicenseRef-{name}"
    ported = _creative_commons(_words(name))
    known = (ported, *KNOWN.values())
    same = (found for found in known if found and found.id.casefold() == ident.casefold())
    reserved = KNOWN["LicenseRef-AllRightsReserved"]
    if NAMES.get(_words(name)) == reserved:
        return reserved
    return next(same, License(ident, ident))


def _creative_commons(words: tuple[str, ...]) -> License | None:
    """Read `cc by sa 3.0 us` or the long names; both may stand there, if they agree."""
    short = [SHORT[word] for word in words if word in SHORT]
    long = [LONG[word] for word in words if word in LONG]
    rest = [w for w in words if w not in SHORT and w not in LONG and w not in CC_NOISE]
    versions = {word for word in rest if word[0].isdigit()}
    ports = {word.upper() for word in rest} - versions
    once = len({*short}) == len(short) and len({*long}) == len(long)
    agree = not (short and long) or {*short} == {*long}
    if not ({"cc", "creative"} & {*words} and once and agree):
        return None
    if len(versions) != 1 or len(ports) > 1:
        return None
    return _cc_of(short or long, versions.pop(), ports.pop() if ports else "")


def _cc_of(elements: list[str], version: str, port: str) -> License | None:
    """Return the licence with these elements, in whatever order they were written."""
    order = next((known for known in CC_ELEMENTS if {*known} == {*elements}), ())
    return cc(order, version, port)


def _words(text: str) -> tuple[str, ...]:
    """Return the words that matter, in lower case; `3` is `3.0`, signs that join are words.

    >>> _words("The GPL, v3+")
    ('gpl', '3.0', 'or', 'later')
    """
    text = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    for pattern, word in PHRASES:
        text = pattern.sub(word, text)
    for country, code in COUNTRIES.items():
        text = re.sub(rf"\b{country}\b", code.casefold(), text)
    found = re.findall(r"cc0|[^\W\d_]+|\d+(?:\.\d+)*|[^\s\w.,()'\"-]", text)
    return tuple(f"{w}.0" if w.isdigit() else w for w in found if w not in NOISE)


def _address(text: str) -> str:
    """Return an address without what makes no difference."""
    bare = re.sub(r"^https?://(?:www\.)?|[?#].*", "", text.casefold())
    ending = r"(?:/(?:deed|legalcode)(?:\.[\w-]+)?|\.html|\.txt)?/*$"
    return re.sub(ending, "", bare) if "/" in text else ""


def _names() -> dict[tuple[str, ...], License]:
    own = {_words(name): known for known in KNOWN.values() for name in (known.id, known.name)}
    others = {_words(name): KNOWN[key] for key, names in ALIASES.items() for name in names}
    return own | others


NAMES = _names()
ADDRESSES = {_address(known.url): known for known in reversed(KNOWN.values()) if known.url} | {
    "artlibre.org": KNOWN["LAL-1.3"],
    "opensource.org/licenses/mit": KNOWN["MIT"],
    "opensource.org/licenses/apache-2.0": KNOWN["Apache-2.0"],
}
