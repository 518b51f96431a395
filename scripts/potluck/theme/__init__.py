"""Templates and styles shared by the formats, and the one Jinja2 environment that reads them."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Protocol

from babel.dates import format_date
from babel.lists import format_list
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from potluck.model import Contributor
from potluck.theme.compiled import Beside
from potluck.theme.people import Line, changes, lines

__all__ = [
    "day",
    "duration",
    "environment",
    "joined",
    "line",
    "lines",
    "names",
    "render",
    "style",
]


@cache
def environment() -> Environment:
    """Return the environment: autoescape on, an undefined name is an error."""
    made = Environment(
        loader=PackageLoader("potluck", "theme"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "day": day,
        "duration": duration,
        "names": names,
        "linked_names": linked_names,
        "lines": lines,
        "linked_line": linked_line,
        "changes": changes,
        "joined": joined,
        "linked_chapters": linked_chapters,
    }
    made.bytecode_cache = Beside(made)
    return made


def render(template: str, /, **values: object) -> str:
    """Fill one template of `theme/`, named by its path below it."""
    return environment().get_template(template).render(**values)


def style(name: str) -> str:
    """Return a style sheet of `theme/` as text."""
    return (files("potluck.theme") / name).read_text(encoding="utf-8")


def day(moment: datetime, lang: str = "en") -> str:
    """Write a date in full, in the book's language.

    >>> from datetime import UTC
    >>> day(datetime(2026, 3, 4, tzinfo=UTC), "en")
    '4 March 2026'
    """
    return format_date(moment.date(), "d MMMM y", locale=lang.replace("-", "_"))


_DURATION = re.compile(r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:\d+S)?)?")


def duration(text: str) -> str:
    """Write an ISO 8601 duration for people; other text is returned as it is.

    >>> duration("PT1H25M"), duration("P2D"), duration("an hour")
    ('1 h 25 min', '2 days', 'an hour')
    """
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        return text
    days = int(match["d"] or 0)
    words = [f"{days} day{'s' if days > 1 else ''}"] if days else []
    words += [f"{int(match['h'])} h"] if match["h"] else []
    words += [f"{int(match['m'])} min"] if match["m"] else []
    return " ".join(words)


def names(people: Iterable[Contributor], lang: str = "en") -> str:
    """Join names by the rules of the language: A, B and C."""
    return joined((person.name for person in people), lang)


def joined(words: Iterable[str], lang: str = "en") -> str:
    """Join words by the rules of the language.

    >>> joined(["A", "B"], "en"), joined([], "en")
    ('A and B', '')
    """
    return _joined(tuple(words), lang)


@cache
def _joined(words: tuple[str, ...], lang: str) -> str:
    return format_list(words, locale=lang.replace("-", "_")) if words[1:] else "".join(words)


def linked_names(people: Iterable[Contributor], lang: str = "en") -> Markup:
    """Join names by the rules of the language, each linked to what that contributor did."""
    return _links(((f"contributor/{person.id}", person.name) for person in people), lang)


class Titled(Protocol):
    """What has a title."""

    @property
    def title(self) -> str: ...


class Titles(Protocol):
    """What knows chapters by their slugs, such as an edition."""

    def chapter(self, slug: str, /) -> Titled: ...


def linked_chapters(slugs: Iterable[str], edition: Titles, lang: str = "en") -> Markup:
    """Join the titles of chapters by the rules of the language, each linked."""
    return _links(((f"chapter/{slug}", f"“{edition.chapter(slug).title}”") for slug in slugs), lang)


def _links(targets: Iterable[tuple[str, str]], lang: str) -> Markup:
    shown = [f'<a href="book:{escape(name)}">{escape(words)}</a>' for name, words in targets]
    marks = [f"\x00{index}\x00" for index in range(len(shown))]
    written = str(escape(joined(marks, lang)))
    for mark, link in zip(marks, shown, strict=True):
        written = written.replace(mark, link)
    return Markup(written)  # noqa: S704 - every piece was escaped above


def line(of: Line, lang: str = "en") -> str:
    """Write who had which part in a chapter: "Contributor A: editor, wrote some of it"."""
    return of.written(names(of.people, lang), len(of.people))


def linked_line(of: Line, lang: str = "en") -> Markup:
    """Write the same with each name linked."""
    written = str(escape(of.written("\x00", len(of.people))))
    return Markup(written.replace("\x00", str(linked_names(of.people, lang))))  # noqa: S704 - escaped
