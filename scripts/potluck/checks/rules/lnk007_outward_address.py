"""Links lead to places that every reader can reach, by a safe way.

`localhost` and the numbers of a home network mean another computer for every reader. What goes over
`http:` can be read and changed on its way; nearly every site answers to `https:` too. Nothing is
looked up on the network.

Source: RFC 6890 (special-purpose addresses); RFC 6761 and RFC 6762 (names); RFC 9110, 4.2.2.

Bad:

    -- content/soup.md --
    # Leek soup

    See [how to wash leeks](http://localhost:8000/wash).

Bad:

    -- content/soup.md --
    # Leek soup

    See [how to wash leeks](http://leeks.example/wash).

Good:

    -- content/soup.md --
    # Leek soup

    See [how to wash leeks](https://leeks.example/wash).
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from potluck.checks.reading import Link
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted, visible
from potluck.model import Finding, Place, Severity

_HOME = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


def check(chapter: ChapterView) -> Iterator[Finding]:
    for address, place in _addresses(chapter):
        if private(address):
            message = f"Only your own computer or network knows {quoted(address)}."
            hint = "write the address that everybody can use, or take the link out"
            yield RULE.finding(place, message, hint, severity=Severity.ERROR)
        elif address.lower().startswith("http:") and not _onion(address):
            message = f"{quoted(address)} is not a safe connection."
            safe = f"https:{address[5:]}" if len(address) < 200 else "https:…"
            yield RULE.finding(place, message, f"if the site has it, write {visible(safe)}")


def _addresses(chapter: ChapterView) -> Iterator[tuple[str, Place]]:
    for link in chapter.reading.all(Link):
        if link.href.lower().startswith(("http:", "https:", "//")):
            yield link.href, chapter.find(link.line, link.href)
    for source in chapter.fields.sources:
        if source.url:
            yield source.url, chapter.place("sources", source.index, "url")
    for medium in chapter.fields.media:
        if medium.url:
            yield medium.url, chapter.place("media", medium.index, "url")


def _onion(address: str) -> bool:
    """Tell whether an address is inside Tor, where every connection is safe (RFC 7686)."""
    return address.partition("//")[2].partition("/")[0].lower().endswith(".onion")


def private(address: str) -> bool:
    """Tell whether an address is of use in one house only.

    >>> private("http://192.168.1.7/"), private("http://nas.local"), private("http://a.example")
    (True, True, False)
    """
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return False
    if host == "localhost" or host.endswith(_HOME):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


RULE = Rule("LNK-007", "outward-address", Severity.INFO, Scope.TEXT, check, __doc__)
