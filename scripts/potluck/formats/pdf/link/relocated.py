"""Templates -> objects of the finished book, and streams written with the numbers they get."""

from collections.abc import Iterator, Sequence

from potluck.formats.pdf.link.writer import Writer
from potluck.formats.pdf.press.shard import Embedded, Stream, Template


def filled(template: Template, numbers: Sequence[int]) -> bytes:
    """Return the text of a template; `numbers` are by local number, keys from the end.

    >>> filled(Template(b"<</P %d 0 R/StructParent %d>>", (1, -2)), [0, 40, 8, 7])
    b'<</P 40 0 R/StructParent 8>>'
    """
    return template.text % tuple(map(numbers.__getitem__, template.refs))


def rows(template: Template, numbers: Sequence[int], count: int) -> list[bytes]:
    """Return so many objects from a template that holds one to a line."""
    return filled(template, numbers).split(b"\n")[:count]


def write_streams(writer: Writer, streams: Sequence[Stream], numbers: Sequence[int]) -> list[int]:
    """Write the streams of a shard, whose other objects have these numbers; return theirs.

    What needs no object of its own shard is the same wherever it stands, and is written once.
    """
    first = len(numbers)
    made: dict[int, int] = {}
    for at in _shareable(streams, first):
        local = [*numbers, *(made.get(first + n, 0) for n in range(len(streams)))]
        each = streams[at]
        made[first + at] = writer.shared(filled(each.entries, local), each.data, each.digest)
    own = [at for at in range(len(streams)) if first + at not in made]
    start = writer.reserve(len(own))
    made |= {first + at: start + index for index, at in enumerate(own)}
    written = [made[first + at] for at in range(len(streams))]
    for at in own:
        each = streams[at]
        entries = filled(each.entries, [*numbers, *written])
        writer.stream(written[at], entries, each.data, each.digest)
    return written


def _shareable(streams: Sequence[Stream], first: int) -> Iterator[int]:
    """Yield the streams that name nothing, then those that name only such: pictures with masks."""
    plain = [at for at, each in enumerate(streams) if not each.entries.refs]
    yield from plain
    known = {first + at for at in plain}
    for at, each in enumerate(streams):
        if each.entries.refs and known.issuperset(each.entries.refs):
            yield at


def write_font(writer: Writer, font: Embedded) -> tuple[int, int, list[bytes]]:
    """Write the streams of a font; return its number, and its other objects with their first."""
    base = writer.reserve(font.size)
    local = [0, 0, *range(base, base + font.size)]
    for at, each in enumerate(font.streams, start=base + font.lines):
        writer.stream(at, filled(each.entries, local), each.data, each.digest)
    return local[font.font], base, rows(font.plain, local, font.lines)
