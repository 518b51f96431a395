"""Everyone is credited by a name.

A credit in a book is a name, or a pseudonym, that a reader can say. The address of a wallet or of a
web site is neither; a site can be linked from the name with `url:` in the contributor's file.

Source: CC BY 4.0, section 3(a)(1)(A)(i) (a pseudonym may be designated); BIP 173; ERC-55.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: https://ann.example/soup

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [bc1qexample0000000000000000000000000000000]
    ---
    Slice the leeks.
    -- contributors/bc1qexample0000000000000000000000000000000.yml --
    name: Ann Author

Good:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    url: https://ann.example/soup
"""

import re
from collections.abc import Iterator

from potluck.checks.people import mentions
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

# Addresses of wallets: Bitcoin (both forms), Litecoin, Ethereum, Monero. E-mail is PRV-001's.
_WALLET = re.compile(
    r"(?:bc1|ltc1|tb1)[a-z0-9]{25,80}|0x[0-9a-fA-F]{40}|[13LM][1-9A-HJ-NP-Za-km-z]{25,33}"
    r"|[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}"
)
_SITE = re.compile(
    r"(?:https?:)?//\S+|www\.\S+|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/\S*", re.IGNORECASE
)
_MACHINE = re.compile(r"\S{1,64}@(?:[\w-]{1,63}\.){0,5}no-?reply\.\S+", re.IGNORECASE)
_KINDS = ((_WALLET, "of a wallet"), (_SITE, "of a web site"), (_MACHINE, "that nobody reads"))
_LETTER_AND_DIGIT = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])")


def check(book: BookView) -> Iterator[Finding]:
    for person in book.manuscript.contributors:
        yield from _look(str(person.meta.get("name") or ""), person.place("name"))
    said = set()
    for chapter in book.chapters:
        for mention in mentions(chapter):
            if mention.name not in said:
                said.add(mention.name)
                yield from _look(mention.name, mention.place)


def _look(name: str, place: Place) -> Iterator[Finding]:
    what = kind(name.strip()[:300])
    if what:
        message = f"{quoted(name)} is the address {what}, and no name."
        hint = "write a name or a pseudonym; a web address goes into `url:` in contributors/"
        yield RULE.finding(place, message, hint)


def kind(name: str) -> str:
    """Tell what address a name is; empty where it may be a name.

    >>> kind("0x52908400098527886E0F7030069857D2E4169EE7"), kind("www.soup.example")
    ('of a wallet', 'of a web site')
    >>> kind("Llanfairpwllgwyngyllgogery"), kind("J. R. R. Author")
    ('', '')
    """
    found = next((words for pattern, words in _KINDS if pattern.fullmatch(name)), "")
    return "" if found == "of a wallet" and not _LETTER_AND_DIGIT.match(name) else found


RULE = Rule("ATT-017", "no-name", Severity.WARNING, Scope.BOOK, check, __doc__)
