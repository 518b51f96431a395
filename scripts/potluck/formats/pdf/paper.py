"""The sheet a book is printed on, by the name that `mkdocs.yml` gives it (`page_size`)."""

from dataclasses import dataclass

from potluck.errors import ConfigError


@dataclass(frozen=True)
class Paper:
    """A page: trimmed size and margins in millimetres, text size and leading in points.

    Margins grow from the spine outwards and downwards, as books have them; the measure is 62 to
    72 letters (Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75).
    """

    width: float
    height: float
    top: float
    outer: float
    bottom: float
    inner: float
    size: float
    leading: float

    @property
    def measure(self) -> float:
        """The width of the text in millimetres."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """The height of the text in millimetres."""
        return self.height - self.top - self.bottom


A5 = Paper(148, 210, top=20, outer=17, bottom=22, inner=19, size=10, leading=13.5)
A4 = Paper(210, 297, top=28, outer=34, bottom=34, inner=32, size=11.5, leading=16)
LETTER = Paper(215.9, 279.4, top=26, outer=36, bottom=32, inner=34, size=11.5, leading=16)
TRADE = Paper(152.4, 228.6, top=21, outer=18, bottom=24, inner=20, size=10.3, leading=14)

PAPERS = {"a5": A5, "a4": A4, "letter": LETTER, "us letter": LETTER, "6x9in": TRADE, "6x9": TRADE}


def paper(name: str) -> Paper:
    """Return the paper of that name; ConfigError if there is none.

    >>> paper("A5").measure
    112
    """
    try:
        return PAPERS[" ".join(name.lower().split())]
    except KeyError:
        known = ", ".join(("A4", "A5", "letter", "6x9in"))
        raise ConfigError(f"No paper is called {name!r}.", f"page_size is one of {known}") from None
