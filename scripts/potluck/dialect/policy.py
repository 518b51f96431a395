"""The one allow-list for HTML, the same for all editions (nh3, which is ammonia in Rust)."""

import re
import sys

import nh3

from potluck.naming import unfit

_FLOW = {"blockquote", "dd", "del", "details", "div", "dl", "dt", "hr", "ins", "li", "ol", "p"}
_TEXT = {"a", "abbr", "b", "bdi", "br", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s"}
_MORE = {
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "time",
    "u",
    "ul",
    "var",
    "wbr",
}
_TABLES = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = {*_FLOW, *_TEXT, *_MORE, *_TABLES, *_HEADINGS, "pre", "img", "figure", "figcaption", "label"}

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
    "time": {"datetime"},
}
CLASSES = {
    "div": {
        *("admonition", "note", "tip", "info", "warning", "danger", "example", "abstract"),
        *("success", "question", "failure", "bug", "quote", "hint", "caution", "important"),
        *("footnote", "tabbed-set", "tabbed-labels", "tabbed-content", "tabbed-block"),
    },
    "details": {"note", "tip", "info", "warning", "danger", "example", "abstract", "success",
        "question", "failure", "bug", "quote", "hint", "caution", "important"},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
MAX_SPAN = 50  # columns or rows; colspan=1000000000 exhausts memory in WeasyPrint
_STYLE_PROPERTIES = {"text-align"}


_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def sanitise(html: str) -> str:
    """Return only what the allow-list names. Scripts and styles go with their text."""
    return nh3.clean(
        _REFERENCE.sub(_seen, html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        attribute_filter=_filter,
        filter_style_properties=_STYLE_PROPERTIES,
        link_rel=None,
        strip_comments=True,
    )


def _seen(reference: re.Match[str]) -> str:
    """Show `&#7;` or `&#x202e;` as U+FFFD: XML has no controls, and hidden signs turn the text."""
    number = int(reference[1][:9], 16) if reference[1] else int(reference[2][:9])
    return "\ufffd" if number > sys.maxunicode or unfit(chr(number)) else reference[0]


def _filter(tag: str, name: str, value: str) -> str | None:
    """Drop what a format could not keep its promise on: pictures from elsewhere, giant spans."""
    if tag == "img" and name == "src" and _elsewhere(value):
        return None
    if name in {"colspan", "rowspan"}:
        number = int(value) if re.fullmatch("[0-9]{1,6}", value) else 0
        return value if 1 <= number <= MAX_SPAN else None
    if name in {"start", "value"}:
        return value if re.fullmatch(r"\d{1,6}", value) else None
    return value


def _elsewhere(src: str) -> bool:
    return src.startswith("//") or ":" in src.split("/", maxsplit=1)[0]
