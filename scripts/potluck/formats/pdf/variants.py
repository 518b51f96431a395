"""The ways in which one book is printed: which files a build writes, and how they differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from potluck.formats.pdf import paper
from potluck.formats.pdf.paper import Paper
from potluck.model import Book


@dataclass(frozen=True)
class Variant:
    """One printing. `suffix` ends the name of its file; `bleed` is in millimetres; `use` says why.

    `black` prints all text in black ink alone; `large` is large print on large paper; `bound`
    gives the inner margin that the binding of so many pages needs.
    """

    name: str
    use: str
    suffix: str = ""
    bleed: float = 0
    marks: bool = False
    black: bool = False
    large: bool = False
    bound: bool = False

    def paper(self, page_size: str) -> Paper:
        """Return the paper of a book whose `page_size` this is."""
        return paper.large(page_size) if self.large else paper.paper(page_size)

    def file(self, slug: str) -> str:
        """Return the name of the file.

        >>> PRINT.file("kitchen-commons")
        'kitchen-commons-print.pdf'
        """
        return f"{slug}{self.suffix}.pdf"


SCREEN = Variant("screen", "for screens")
PRINT = Variant(
    "print", "for a printer’s shop", "-print", bleed=3, marks=True, black=True, bound=True
)
LARGE = Variant("large", "large print", "-large", large=True)

VARIANTS = {variant.name: variant for variant in (SCREEN, PRINT, LARGE)}
"""What `pdf:` in `mkdocs.yml` may name:

| name   | file             | paper                    | text        | edges                     |
|--------|------------------|--------------------------|-------------|---------------------------|
| screen | SLUG.pdf         | `page_size`              | in colours  | trimmed                   |
| print  | SLUG-print.pdf   | `page_size`              | black alone | 3 mm of bleed, crop marks |
| large  | SLUG-large.pdf   | A4, in America letter    | in colours  | trimmed                   |

Besides, `CHAPTERS` asks for each chapter as a PDF of its own.
"""
CHAPTERS = "chapters"
"""In `pdf:` of `mkdocs.yml`, and the folder of those PDFs."""


def alone(slug: str) -> str:
    """Return the name of the file of one chapter.

    >>> alone("leek-soup")
    'chapters/leek-soup.pdf'
    """
    return f"{CHAPTERS}/{slug}.pdf"


def wanted(book: Book) -> Iterator[Variant]:
    """Yield the printings of a book, in the order of the table; the screen's is always there."""
    for name, variant in VARIANTS.items():
        if variant == SCREEN or name in book.pdf:
            yield variant
