"""State -> the page that the site of a book may have about those who make it."""

from collections.abc import Iterator

from potluck import theme
from potluck.community.figures import Chart, charts
from potluck.community.measures import State
from potluck.community.remarks import Section, sections
from potluck.model import Edition, Heading, Matter

SLUG = "community"
TITLE = "Community"
SHOWN = 12  # chapters listed for one remark


def page(state: State, edition: Edition) -> Matter:
    """Return the page as neutral HTML. It names chapters of the edition, and no people."""
    drawn = charts(state)
    said = sections(state)
    html = theme.render(
        "site/community.html.j2",
        edition=edition,
        state=state,
        sections=said,
        charts=drawn,
        chapters={chapter.path: chapter for chapter in edition.texts},
        shown=SHOWN,
    )
    return Matter(SLUG, TITLE, html.strip(), tuple(_headings(said, drawn)))


def _headings(said: tuple[Section, ...], drawn: tuple[Chart, ...]) -> Iterator[Heading]:
    for section in said:
        yield Heading(2, section.id, section.title)
        for chart in drawn:
            if chart.section == section.id:
                yield Heading(3, chart.id, chart.title)
