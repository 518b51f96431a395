"""Templates and styles shared by the formats, and the one Jinja2 environment that reads them."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from babel.dates import format_date
from babel.lists import format_list
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from potluck.model import Contributor


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
    }
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
    shown = [person.name for person in people]
    return format_list(shown, locale=lang.replace("-", "_")) if shown else ""


def linked_names(people: Iterable[Contributor], lang: str = "en") -> Markup:
    """Join names by the rules of the language, each linked to what that contributor did."""
    shown = [
        Markup('<a href="book:contributor/{}">{}</a>').format(person.id, person.name)
        for person in people
    ]
    if not shown:
        return Markup()
    marks = [f"\x00{index}\x00" for index in range(len(shown))]
    joined = str(escape(format_list(marks, locale=lang.replace("-", "_"))))
    for mark, name in zip(marks, shown, strict=True):
        joined = joined.replace(mark, str(name))
    return Markup(joined)  # noqa: S704 - every piece was escaped above
