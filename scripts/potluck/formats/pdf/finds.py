"""What one chapter brings to the lists and indexes of the book: foods, terms, tables."""

from dataclasses import dataclass

from potluck import neutral
from potluck.classroom import terms
from potluck.formats.metadata.recipes import ingredients
from potluck.formats.pdf.marks import named_tables, named_terms
from potluck.kitchen import heads
from potluck.model import Chapter

ENGLISH = "en"
"""The language whose words for foods are known."""


@dataclass(frozen=True)
class Finds:
    """What is found in a chapter: main ingredients; terms and tables with the names of places."""

    foods: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()


def look(chapter: Chapter) -> Finds:
    """Look through one chapter."""
    english = chapter.lang.split("-", maxsplit=1)[0] == ENGLISH
    foods = heads.main(ingredients(chapter.html), chapter.title)
    tree = neutral.parse(chapter.html)
    return Finds(
        foods if english and chapter.kind == "recipe" else (),
        tuple((terms.headword(e.text_content()), name) for name, e in named_terms(tree)),
        tuple((t.find("caption").text_content(), name) for name, t in named_tables(tree)),
    )
