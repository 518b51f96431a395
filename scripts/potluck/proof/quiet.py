"""Tell at a glance that a linked PDF does nothing by itself, and that its links lead somewhere.

What looks for trouble is `actions`, which opens every object. This only tells whether it need not:
it looks at the bare text of all objects, and where anything in it could be trouble, whatever it is,
it says no.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from potluck.proof.linked import Unusual
from potluck.proof.printed import STRING, Printed, string
from potluck.proof.schemes import SCHEMES

# Kinds of actions, and what makes a file act, but for the two that a book may have.
_LOUD = (
    *(b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"AA"),
    *(b"GoTo", b"GoToR", b"GoToE", b"Thread", b"Sound", b"Movie", b"Hide", b"SubmitForm"),
    *(b"ResetForm", b"ImportData", b"Rendition", b"Named"),
)
_END = rb"(?=[\s()<>\[\]{}/%]|\Z)"
_SPELLED = re.compile(rb"/[^\s()<>\[\]{}/%]*#[0-9a-fA-F]{2}[^\s()<>\[\]{}/%]*")  # "/#4aS" is "/JS"
_LINK = re.compile(rb"<<\s?/Type ?/Action ?/S ?/URI ?/URI ?" + STRING + rb"\s?>>", re.DOTALL)
_PLACE = re.compile(rb"/Dest ?(?:" + STRING + rb"|\[(\d+) 0 R ?/XYZ [-\d. ]+\])", re.DOTALL)
_NAMED = re.compile(rb"/Dest" + _END)


def quiet(printed: Printed) -> bool:
    """Tell whether there is nothing that needs a closer look."""
    text = printed.linked.text
    try:
        return not any(_doubts(text)) and _links(text) and _places(text, printed)
    except (Unusual, ValueError):
        return False


def _doubts(text: bytes) -> Iterator[bool]:
    for word in _LOUD:
        yield b"/" + word in text and bool(re.search(b"/" + word + _END, text))
    for name in _SPELLED.findall(text):
        plain = re.sub(rb"#([0-9a-fA-F]{2})", lambda m: bytes.fromhex(m[1].decode()), name)
        yield plain[1:] in {*_LOUD, b"S", b"Type", b"A", b"D", b"Action", b"URI", b"Dest", b"GoTo"}


def _links(text: bytes) -> bool:
    """Tell whether every action is a link of the common form that leads where links may."""
    links = _LINK.findall(text)
    every = text.count(b"/Action") == len(links) and text.count(b"/URI") == 2 * len(links)
    return every and all(urlsplit(string(each)).scheme in SCHEMES for each in set(links))


def _places(text: bytes, printed: Printed) -> bool:
    """Tell whether every destination is a place in the book."""
    found = _PLACE.findall(text)
    names = {name for name, _ in found if name}
    pages = {int(page) for _, page in found if page}
    known = all(string(name).removeprefix("/") in printed.places for name in names)
    every = len(found) == len(_NAMED.findall(text))
    return every and known and pages <= printed.numbers.keys()
