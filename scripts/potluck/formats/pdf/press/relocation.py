"""Objects of a PDF -> templates: text with `%d` where a number of another object stands. Pure."""

import re
from collections.abc import Iterable, Mapping

from potluck.formats.pdf.press.shard import Template

# A string, in which nothing is a reference; or a reference.
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|(?<![\w.#])(\d+) 0 R\b", re.DOTALL)
# What `key` and `name` write: a NUL stands in no other text of a PDF of ours.
_MARKED = re.compile(rb"\x00k(\d+)\x00|\x00n(\d+)\x00")


def template(data: bytes, local: Mapping[int, int]) -> Template:
    r"""Return the text of objects with their references taken out, as local numbers.

    >>> template(b"<</A 7 0 R/B (7 0 R 5%)>>", {7: 2})
    Template(text=b'<</A %d 0 R/B (7 0 R 5%%)>>', refs=(2,))
    """
    refs: list[int] = []

    def place(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        refs.append(local[int(found[1])])
        return b"%d 0 R"

    parts: list[bytes] = []
    pieces = iter(_MARKED.split(data))
    parts.append(_REFERENCE.sub(place, next(pieces).replace(b"%", b"%%")))
    for keyed, named, text in zip(pieces, pieces, pieces, strict=True):
        refs.append(-1 - int(keyed) if keyed is not None else local[int(named)])
        parts.append(b"%d" if keyed is not None else b"%08d")
        parts.append(_REFERENCE.sub(place, text.replace(b"%", b"%%")))
    return Template(b"".join(parts), tuple(refs))


def key(number: int) -> bytes:
    """Write a key of the tree of parents, counted within the shard, so that it can be moved."""
    return b"\0k%d\0" % number


def name(text: str) -> bytes:
    """Write a name that was made of an object's number, `00000092-TH`, so that it can be moved.

    Numbers have eight digits: names then stand in the order of the objects, as in a tree of names.
    """
    number, _, rest = text.partition("-")
    return b"(\0n%d\0-%s)" % (int(number), rest.encode())


def lines(objects: Iterable[bytes]) -> bytes:
    r"""Write objects, one to a line; line ends stand in their strings only, and are escaped.

    >>> lines([b"<</Alt (a\nb)>>", b"[]"])
    b'<</Alt (a\\nb)>>\n[]'
    """
    return b"\n".join(map(escaped, objects))


def escaped(data: bytes) -> bytes:
    """Write the line ends in the strings of an object as escapes."""
    return data.replace(b"\r", rb"\r").replace(b"\n", rb"\n")
