"""The pages that people wrote: Markdown with gaps `<!-- {{ name }} -->`, which are filled here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from potluck.errors import ProofError

_GAP = re.compile(r"^<!-- \{\{ (\w+) \}\} -->\n", re.MULTILINE)
_BELOW = "<!-- The transcript stands below this line; without one, the page is not published. -->"
NEWCOMER = "newcomer"


@dataclass(frozen=True)
class Draft:
    """A page as Markdown. Its title is its first heading, its summary its first paragraph."""

    slug: str
    markdown: str = field(repr=False)
    group: str = ""


def read(slug: str, **gaps: str) -> Draft:
    """Return a page with its gaps filled. ProofError where one is left, or one is too many."""
    text = source(slug)
    names = _GAP.findall(text)
    if sorted(names) != sorted(gaps):
        raise ProofError(f"The page {slug} of the handbook has the gaps {names}, not {[*gaps]}.")
    return Draft(slug, _GAP.sub(lambda gap: _lines(gaps[gap[1]]), text))


def _lines(text: str) -> str:
    """Fill a gap with whole lines; with no text, it leaves no empty one that would part a list."""
    return f"{text}\n" if text else ""


def source(slug: str) -> str:
    """Return the Markdown of a page as it is written."""
    return (files("potluck.handbook") / "pages" / f"{slug}.md").read_text(encoding="utf-8")


def newcomer() -> Iterator[Draft]:
    """Yield the page with a newcomer's transcript, if there is one."""
    before, _, after = source(NEWCOMER).partition(_BELOW)
    if after.strip():
        yield Draft(NEWCOMER, before + after)


def newcomer_line() -> str:
    """Return the sentence that leads to that page, if there is one."""
    if not tuple(newcomer()):
        return ""
    return "- [A first-time author](newcomer.md): how it went, with every message and every answer."
