"""Who gave what under which licence: what chapters and mkdocs.yml said at earlier commits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from potluck.attribution import Attribution
from potluck.credits import credit
from potluck.credits.versions import Version, versions
from potluck.licensing import adapt, parse, terms
from potluck.model import Contributor, License
from potluck.source import yamldoc
from potluck.source.agreement import settled
from potluck.source.config import DEFAULT_LICENSE, plugin_options
from potluck.source.fields import Fields, fields
from potluck.source.notices import in_comments, in_front_matter
from potluck.source.place import NAME
from potluck.source.reader import split
from potluck.source.schema import words

MOST = 20  # names in one message
UNREADABLE = "unreadable"  # no licence that anybody knows
_NAMED = re.compile(r"licen[cs]e", re.IGNORECASE)
_LINE = re.compile(
    r"^[ \t]{0,40}(?:#[ \t]{0,40})?[\w-]{0,40}licen[cs]e[\w-]{0,40}[ \t]{0,40}:.*\n?",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Moment:
    """A file as one commit left it: its licence (None: nobody knows), and whether it names it."""

    version: Version = field(repr=False)
    license: License | None
    own: bool = True


@dataclass(frozen=True)
class Gift:
    """Work that people gave under other terms than today's."""

    license: License
    people: tuple[Contributor, ...]


Line = Sequence[Moment]
"""The moments of one file, newest first."""


def of_book(past: Attribution) -> tuple[Moment, ...]:
    """Return the licence of the book at each commit that changed its mkdocs.yml."""
    found = dict(versions(past.history, [NAME])).get(NAME, ())
    return tuple(Moment(version, _book_license(version.text)) for version in found)


def of_chapters(
    past: Attribution, paths: Iterable[str], book: Line
) -> Iterator[tuple[str, tuple[Moment, ...]]]:
    """Yield the licence of each chapter at each of its commits."""
    for path, found in versions(past.history, paths):
        yield path, tuple(_moment(path, version, book) for version in found)


def _moment(path: str, version: Version, book: Line) -> Moment:
    said = stated(version.text, path)
    if said:
        return Moment(version, parse(said))
    when = version.change.commit.date
    then = (each.license for each in book if each.version.change.commit.date <= when)
    return Moment(version, next(then, None), own=False)


def turn(line: Line, now: License) -> int:
    """Return how many of the newest moments are under today's licence; 0 where all of them are.

    A change that is not committed yet is nobody's, so there, too, it is 0.
    """
    return next((n for n, each in enumerate(line) if each.license and each.license != now), 0)


def gifts(past: Attribution, line: Line, now: License, turned: Line = ()) -> Iterator[Gift]:
    """Yield what people gave to a chapter under other terms than today's, newest first.

    Whoever brought it under today's licence has agreed to that: in the chapter itself, or in
    `turned`, the book. Edits of nothing but the line about the licence give nothing.
    """
    place = turn(turned or line, now)
    agreed = {who.id for who in _people(past, (turned or line)[place - 1])} if place else set()
    before = [*line[1:], None] if place else []
    for moment, older in zip(line, before, strict=False):
        if _binding(moment.license, now) and _plain(moment) != _plain(older):
            people = tuple(who for who in _people(past, moment) if who.id not in agreed)
            if moment.license and people:
                yield Gift(moment.license, people)


def followed(gift: Gift, says: Fields, now: License) -> bool:
    """Tell whether the chapter names the earlier text as a source, whose licence lets it follow."""
    named = {parse(source.license) for source in says.sources if source.license}
    return gift.license in named and adapt(gift.license, now).status == "ok"


def givers(found: Iterable[Gift]) -> str:
    """Return the names of all who gave, as they may be shown: "Ann, Ben and 3 others"."""
    names = [*dict.fromkeys(credit.shown(who).name for gift in found for who in gift.people)]
    if len(names) > MOST:
        names[MOST - 1 :] = [f"{len(names) - MOST + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _binding(then: License | None, now: License) -> bool:
    return then not in {None, now} and (not then or terms(then).family != "public-domain")


def _people(past: Attribution, moment: Moment) -> tuple[Contributor, ...]:
    directory = past.register.directory
    return tuple(directory.contributor(person) for person in moment.version.change.people)


def _plain(moment: Moment | None) -> str | None:
    return _LINE.sub("", moment.version.text) if moment else None


# --- what a file says ----------------------------------------------------------------------------


def stated(text: str, path: str) -> str | None:
    """Return the licence that a chapter's file names, as written; None where it names none."""
    if not _NAMED.search(text):
        return None
    front, body, line = split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    try:
        meta = yamldoc.load(front, fields=words("chapter")).value
    except yamldoc.YamlProblem:
        return UNREADABLE
    given = fields(meta).license if isinstance(meta, dict) else None
    found = (*in_front_matter(front, path), *in_comments(body, path, line))
    return given or settled(tuple(notice for notice in found if notice.kind == "license"))


def _book_license(text: str) -> License | None:
    """Return the licence that a mkdocs.yml gives to the book; None before it was one of ours."""
    try:
        document = yamldoc.load(text, trusted=True)
    except yamldoc.YamlProblem:
        return None
    given = plugin_options(document)[0].get("license")
    if given is None:
        return parse(DEFAULT_LICENSE) if "potluck" in text else None
    return parse(given) if isinstance(given, str) else None
