"""What the press is given: documents in HTML, and the bytes that they name."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class File:
    """Bytes that a document may ask for as `book:NAME`: a picture, a font, a style sheet."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Job:
    """All that shapes a document."""

    html: str = field(repr=False)
    files: Mapping[str, File] = field(repr=False)


@dataclass(frozen=True)
class Pressed:
    """A finished PDF, and the page (counted from 0) on which each anchor stands."""

    pdf: bytes = field(repr=False)
    pages: int
    anchors: Mapping[str, int] = field(repr=False)
