"""Chapters that take more than a chapter may: what is said of them, and what a preview shows."""

from collections.abc import Iterable

from markupsafe import Markup

from potluck.cell.limits import Overrun, Overruns
from potluck.dialect import Fragment
from potluck.model import Edition, Finding, Place, Severity
from potluck.source.place import NAME as CONFIG

CODE = "FM-008"
HINT = "split the chapter; look for abbreviations with long explanations, and for long paragraphs"
_PAGE = Markup(
    '<div class="admonition danger"><p class="admonition-title">Not shown in this preview</p>'
    "<p>{} Hint: {}.</p></div>"
)


def finding(path: str, overrun: Overrun) -> Finding:
    """Return what is to be put right in a file whose work went over the limits."""
    return Finding(Place(path), CODE, Severity.ERROR, overrun.message, overrun.hint)


def told(excess: Overruns, made: Edition | None = None) -> tuple[Finding, ...]:
    """Return a finding for each piece of work, which is named by a path or by a chapter's slug."""
    everything = (*made.chapters, *([made.preface] if made.preface else [])) if made else ()
    paths = {chapter.slug: chapter.path for chapter in everything}
    named = ((paths.get(name, name), overrun) for name, overrun in excess.found.items())
    return tuple(finding(path if "/" in path else CONFIG, overrun) for path, overrun in named)


def excused(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Return the findings on chapters that a preview may leave out, by path."""
    return {f.place.path: f for f in findings if f.code == CODE and f.place.path.endswith(".md")}


def page(found: Finding) -> Fragment:
    """Return what stands in place of a chapter."""
    return Fragment(str(_PAGE.format(found.message, found.hint)), None, (), (), "")
