"""Whose names may not appear in any edition, and all the names they are known by here."""

from collections.abc import Iterator

from potluck.attribution import Attribution
from potluck.credits.people import clean, display, github
from potluck.model import Withheld
from potluck.source.manuscript import RawContributor
from potluck.source.yamldoc import Value


def withheld(attribution: Attribution) -> tuple[Withheld, ...]:
    """Return everyone whose file says `visibility: anonymous` or `removed`, by their files.

    Their names are those of the file and those under which the history knows them.
    """
    register = attribution.register
    return tuple(
        _withheld(file, attribution)
        for file in attribution.manuscript.contributors
        if file.stem in register.by_id and register.by_id[file.stem].visibility != "public"
    )


def _withheld(file: RawContributor, attribution: Attribution) -> Withheld:
    theirs = attribution.people.get(file.stem, ())
    names = [*_names(file), *map(display, theirs)]
    account = file.meta.get("github")
    login = account.get("login") if isinstance(account, dict) else None
    logins = [*_texts(login), *(github(each)[1] for each in theirs)]
    return Withheld(file.path, file.stem, _distinct(names), _distinct(logins))


def _names(file: RawContributor) -> Iterator[str]:
    credit_as, aliases = file.meta.get("credit_as"), file.meta.get("aliases")
    wanted = credit_as.get("text") if isinstance(credit_as, dict) else None
    for value in (file.meta.get("name"), file.meta.get("sort"), wanted):
        yield from _texts(value)
    for alias in aliases if isinstance(aliases, list) else ():
        yield from (text for text in _texts(alias) if not text.startswith("hash:"))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield clean(value)


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
