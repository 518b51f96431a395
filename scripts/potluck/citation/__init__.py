"""How to cite a chapter, or the book: facts -> APA, BibTeX and CSL-JSON, each ready to copy.

Only people who may be named are in a citation.
"""

from collections.abc import Iterable
from datetime import datetime

from potluck.citation.apa import apa
from potluck.citation.bibtex import bibtex
from potluck.citation.csl import csl_json
from potluck.citation.facts import Facts, line
from potluck.model import Book, Citation, Contributor, License


def cite(  # noqa: PLR0913, PLR0917 - the facts of a citation
    book: Book,
    chapter_title: str,
    slug: str,
    authors: tuple[Contributor, ...],
    url: str | None,
    date: datetime,
    version: str,
    *,
    editors: tuple[Contributor, ...] = (),
    translators: tuple[Contributor, ...] = (),
    license: License | None = None,  # noqa: A002 - the word of the trade
    pages: str | None = None,
) -> Citation:
    """Return the citation of one chapter.

    `url` is its address, `date` when this version of it was written, `version` names that version,
    `license` is the chapter's own (default: the book's), `pages` where it stands in print.
    """
    facts = Facts(
        title=line(chapter_title),
        container=_whole_title(book),
        edition=line(book.edition or ""),
        publisher=line(book.publisher or ""),
        authors=_named(authors),
        editors=_named(editors),
        translators=_named(translators),
        slug=slug,
        url=url,
        date=date,
        version=line(version),
        license=license or book.license,
        pages=pages,
        lang=book.lang,
    )
    return Citation(apa=apa(facts), bibtex=bibtex(facts), csl_json=csl_json(facts))


def cite_book(
    book: Book, slug: str, authors: tuple[Contributor, ...], date: datetime, version: str
) -> Citation:
    """Return the citation of the whole book; `slug` is its key, and no chapter's."""
    facts = Facts(
        title=_whole_title(book),
        container="",
        edition=line(book.edition or ""),
        publisher=line(book.publisher or ""),
        authors=_named(authors),
        editors=(),
        translators=(),
        slug=slug,
        url=book.url,
        date=date,
        version=line(version),
        license=book.license,
        pages=None,
        lang=book.lang,
    )
    return Citation(apa=apa(facts), bibtex=bibtex(facts), csl_json=csl_json(facts))


def _whole_title(book: Book) -> str:
    return ": ".join(line(part) for part in (book.title, book.subtitle) if part)


def _named(people: Iterable[Contributor]) -> tuple[Contributor, ...]:
    return tuple(person for person in people if person.named)
