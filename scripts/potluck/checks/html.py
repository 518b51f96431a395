"""HTML that stands in Markdown: its opening tags with their attributes and lines, nothing more."""

from dataclasses import dataclass, replace
from html.parser import HTMLParser

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Tag:
    """An opening tag; names of tag and attributes are in small letters, values without entities."""

    line: int
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""  # of a heading

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, if the tag has it."""
        return next((value for key, value in self.attributes if key == name), None)


def tags(text: str, line: int = 0) -> list[Tag]:
    r"""Find the tags in a piece of HTML whose first line is `line`.

    >>> tags("<p>\n<a href=/dal>")  # doctest: +ELLIPSIS
    [Tag(line=0, name='p', ...), Tag(line=1, name='a', attributes=(('href', '/dal'),), text='')]
    """
    parser = _Parser(line)
    parser.feed(text)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first = line
        self.found: list[Tag] = []
        self.open: int | None = None  # the heading that words belong to

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.first + self.getpos()[0] - 1
        self.found.append(Tag(line, tag, tuple((key, value or "") for key, value in attrs)))
        if tag in HEADINGS:
            self.open = len(self.found) - 1

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            heading = self.found[self.open]
            self.found[self.open] = replace(heading, text=heading.text + data)
