"""Steps -> the page of a site on which readers see what is not in their copy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from potluck import theme
from potluck.corrections.steps import Change, Step
from potluck.model import Chapter, Edition, Heading, Matter

SLUG = "corrections"
TITLE = "Is this fixed in my copy?"
STEPS = 300  # builds that are listed, if so many changed anything
ERRORS = 100  # corrections that stand at the top
SHOWN = 12  # chapters named for one build
_HEADINGS = (Heading(2, "errors", "Errors that were corrected"),
             Heading(2, "builds", "All changes, build by build"))  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One change as readers see it: of which chapter."""

    change: Change
    chapter: Chapter


@dataclass(frozen=True)
class Group:
    """A build with what it brought, and the builds after it that brought nothing."""

    step: Step
    lines: tuple[Line, ...]
    idle: tuple[str, ...]  # their ids: what is above the one is above the others, too


def page(found: Iterable[Step], edition: Edition) -> Matter:
    """Return the page as neutral HTML. It names chapters of the edition, and no people."""
    groups = _groups(found, edition)
    shown = groups[:STEPS]
    errors = [
        (group.step, line)
        for group in groups
        for line in group.lines
        if line.change.kind == "corrected"
    ]
    html = theme.render(
        "site/corrections.html.j2",
        edition=edition,
        groups=shown,
        older=len(groups) > len(shown),
        errors=errors[:ERRORS],
        linked={group.step.build for group in shown},
        shown=SHOWN,
    )
    headings = _HEADINGS if errors else _HEADINGS[1:]
    return Matter(SLUG, TITLE, html.strip(), headings)


def _lines(step: Step, known: Mapping[str, Chapter]) -> Iterator[Line]:
    """Yield one line for each chapter: its weightiest change, which comes first."""
    told: set[str] = set()
    for change in step.changes:
        chapter = known.get(change.path)
        if chapter and chapter.slug not in told:
            told.add(chapter.slug)
            yield Line(change, chapter)


def _groups(found: Iterable[Step], edition: Edition) -> tuple[Group, ...]:
    """Put builds that brought nothing to the next older one that did."""
    known = {chapter.path: chapter for chapter in edition.texts}
    pictures = {picture.path: name for name, picture in edition.pictures.items()}
    users: dict[str, Chapter] = {}
    for chapter in edition.texts:
        for figure in chapter.figures:
            users.setdefault(figure.picture, chapter)
    known |= {path: users[name] for path, name in pictures.items() if name in users}
    made: list[Group] = []
    idle: list[str] = []
    last: Step | None = None
    for step in found:
        last, lines = step, tuple(_lines(step, known))
        if lines:
            made.append(Group(step, lines, tuple(idle)))
            idle = []
        else:
            idle.append(step.build)
    if idle and last:
        made.append(Group(last, (), tuple(idle[:-1])))
    return tuple(made)
