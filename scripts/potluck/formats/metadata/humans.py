"""humans.txt: the people behind the book, by what they did (https://humanstxt.org).

Names only: no addresses, no pages of theirs.
"""

from collections.abc import Iterator

from babel import Locale

from potluck.formats.metadata import makers
from potluck.model import Edition, Role

NAME = "humans.txt"


def humans(edition: Edition) -> str:
    """Write the file."""
    return "\n\n".join("\n".join(block) for block in _blocks(edition)) + "\n"


def _blocks(edition: Edition) -> Iterator[list[str]]:
    yield ["/* TEAM */", *_people(edition)]
    thanks = dict.fromkeys(_line(work) for work in _sources(edition))
    if thanks:
        yield ["/* THANKS */", *(f"  {work}" for work in thanks)]
    yield ["/* SITE */", *_site(edition)]


def _people(edition: Edition) -> Iterator[str]:
    """Yield each role with everyone who had it: authors in the order of the book."""
    wrote = tuple(maker.contributor for maker in makers.authors(edition))
    everyone = makers.makers(edition)
    for role in Role:
        had = tuple(maker.contributor for maker in everyone if role in maker.roles)
        named = wrote if role is Role.AUTHOR else had
        if named:
            yield f"  {role.label.capitalize()}:"
            yield from (f"    {_line(person.name)}" for person in named)


def _sources(edition: Edition) -> Iterator[str]:
    for text in edition.texts:
        for work in text.sources:
            yield f"{work.title}, {work.author}" if work.author else work.title


def _site(edition: Edition) -> Iterator[str]:
    book, build = edition.book, edition.build
    yield f"  Title: {_line(book.title)}"
    yield f"  Last update: {build.date:%Y/%m/%d}"
    yield f"  Language: {Locale.parse(book.lang, sep='-').get_display_name('en')}"
    yield f"  Licence: {book.license.name}"
    yield f"  Software: Potluck {build.version}"


def _line(text: str) -> str:
    return " ".join(text.split())
