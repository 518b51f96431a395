"""The Markdown dialect: one conversion for all editions, sanitised once, then finished by us.

`render(body, desk)` -> Fragment. Order matters: Markdown first, the allow-list after every
extension has run, and only then markup of our own (anchors, figures, notes, tabs).
"""

from potluck.dialect.finish import Desk, Fragment, finish
from potluck.dialect.markdown import convert
from potluck.dialect.policy import sanitise
from potluck.dialect.quotes import curl

__all__ = ["Desk", "Fragment", "convert", "curl", "render"]


def render(body: str, desk: Desk, lang: str = "en") -> Fragment:
    """Turn a chapter's Markdown into neutral HTML and the facts that stand in it."""
    return finish(sanitise(convert(body, lang)), desk)
