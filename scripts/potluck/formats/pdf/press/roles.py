"""What an element of HTML is in the structure of a PDF (ISO 32000-1, 14.8.4). Pure tables."""

from collections.abc import Iterator
from typing import Any

ROLES = {"Aside": "Div", "Em": "Span", "Pre": "P", "Strong": "Span"}
"""Types of our own, three of which are standard in PDF 2.0, and what they are to others."""

ARTIFACT = "Artifact"
"""What is no part of the text."""

GROUPS = frozenset({"Document", "Art", "Sect", "Div", "BlockQuote", "Index", "Aside"})
"""What holds blocks, and no words of its own."""
INLINE = frozenset(
    {"Code", "Em", "Figure", "Formula", "Link", "Quote", "Reference", "Span", "Strong", "words"}
)
"""What stands in a line; `words` is text itself. A figure may stand among blocks, too."""

BESIDE = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})
"""What a footnote stands after, and not within."""

_SVG = "{http://www.w3.org/2000/svg}svg"
_PICTURES = ("img", _SVG)
_HEADINGS = {name: name.upper() for name in ("h1", "h2", "h3", "h4", "h5", "h6")}
_TABLES = {
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
_LISTS = {"ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody"}
_PHRASES = {
    "a": "Link",
    "b": "Strong",
    "code": "Code",
    "em": "Em",
    "i": "Em",
    "kbd": "Code",
    "q": "Quote",
    "samp": "Code",
    "strong": "Strong",
}
_BLOCKS = {
    "article": "Art",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "figcaption": "Caption",
    "hr": ARTIFACT,
    "p": "P",
    "pre": "Pre",
    "section": "Sect",
}
_TAGS = {**_HEADINGS, **_TABLES, **_LISTS, **_PHRASES, **_BLOCKS}
_TAGS |= dict.fromkeys(_PICTURES, "Figure")
_CLASSES = {
    "admonition": "Aside",
    "box": "Aside",
    "entries": "Index",
    "fnref": "Reference",
    "footnote": "Note",
    "tab": "Aside",
    "toc": "TOC",
}
_LOWERED = "note-"  # the class of what was a block in a footnote: `note-p`
_MATH = "math"  # the role of a drawing, or of words, that is a formula

PSEUDO = {"marker": "Lbl", "footnote-call": "Reference", "footnote-marker": "Lbl"}
"""Boxes that no element makes, and that are elements of the structure. Others are their parent's
words: what stands before and after, the first line, the first letter."""


def role(element: Any) -> str:
    """Return the type of an element, or nothing where it is only a way to set type."""
    if element.get("role") == _MATH:
        return "Formula"
    if element.tag == "figure":
        return "Figure" if len(tuple(pictures(element))) == 1 else "Div"
    if element.tag == "a" and "href" not in element.attrib:
        return ""
    if element.tag == "abbr" and element.get("title"):
        return "Span"
    return _by_class(element) or _TAGS.get(element.tag, "")


def _by_class(element: Any) -> str:
    names = element.get("class", "").split()
    found = (_CLASSES.get(name) for name in names if element.tag != "section")
    lowered = (_TAGS.get(n.removeprefix(_LOWERED)) for n in names if n.startswith(_LOWERED))
    return next((kind for kind in (*found, *lowered) if kind), "")


def pictures(element: Any) -> Iterator[Any]:
    """Yield the pictures in an element."""
    return (each for each in element.iter() if each.tag in _PICTURES)


def words(element: Any) -> str:
    """Return the words that stand for a picture or a formula, or what an abbreviation is for.

    Those of a figure are those of its picture.
    """
    shown = next(pictures(element), element)
    title = shown.find("{http://www.w3.org/2000/svg}title")
    drawn = title.text if title is not None else None
    return drawn or shown.get("alt") or element.get("aria-label") or element.get("title") or ""


NUMBERING = {
    "circle": "Circle",
    "decimal": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "upper-roman": "UpperRoman",
}
"""How lists are numbered, by `list-style-type`; others are not, as far as a PDF can tell."""
SCOPES = {"row": "Row", "rowgroup": "Row"}
"""What header cells are over, by `scope`; others are over columns."""
