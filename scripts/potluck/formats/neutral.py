"""Moved to `potluck.neutral`; this name goes when all formats import it from there."""

from potluck.neutral import (
    SCHEME,
    Resolve,
    Target,
    html_escape,
    parse,
    point,
    prefix_ids,
    to_html,
    to_xhtml,
)

__all__ = [
    "SCHEME",
    "Resolve",
    "Target",
    "html_escape",
    "parse",
    "point",
    "prefix_ids",
    "to_html",
    "to_xhtml",
]
