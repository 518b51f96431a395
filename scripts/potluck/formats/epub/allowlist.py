"""The one list of what may stand in a page of the EPUB; everything else falls away.

The dialect has done the same before, so this is a second lock: an EPUB is opened offline, by
programs whose defences nobody knows, and EPUBCheck lets scripts pass (`properties="scripted"`).
"""

import re

from lxml.html import HtmlElement


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MATH = _words(
    "math maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot"
    " mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
    " semantics"
)
_ELEMENTS = _MATH | _words(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl"
    " dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark ol p pre q rp"
    " rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time"
    " tr u ul var wbr"
)
# Lost with all they hold; any other element that is not allowed only loses its tags.
_REFUSED = _words(
    "annotation annotation-xml applet audio base button canvas embed fieldset form frame frameset"
    " head iframe link meta noembed noframes noscript object option param script select style svg"
    " template textarea title video xml"
)
_ATTRIBUTES = {
    "": _words("id class title lang dir role aria-label about prefix property rel typeof"),
    "a": frozenset(("href",)),
    "img": frozenset(("src", "alt", "width", "height")),
    "input": frozenset(("type", "checked")),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed", "type")),
    "td": frozenset(("colspan", "rowspan", "headers")),
    "th": frozenset(("colspan", "rowspan", "headers", "scope")),
    "time": frozenset(("datetime",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "math": frozenset(("display", "alttext")),
    "mo": frozenset(("stretchy", "fence", "separator", "form")),
    "mi": frozenset(("mathvariant",)),
    "mtable": frozenset(("columnalign",)),
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    r"""Remove the characters that XML 1.0 cannot hold (section 2.2, production `Char`).

    >>> printable("a\x01b\uffff")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


def refuse(tree: HtmlElement) -> None:
    """Leave only elements and attributes that are allowed. Upstream has done so: this is a lock."""
    for node in list(tree.iterdescendants()):
        if not isinstance(node.tag, str) or node.tag in _REFUSED:
            node.drop_tree()
        elif node.tag not in _ELEMENTS:
            node.drop_tag()
        else:
            _refuse_attributes(node)


def _refuse_attributes(element: HtmlElement) -> None:
    allowed = _ATTRIBUTES[""] | _ATTRIBUTES.get(element.tag, frozenset())
    for name in set(element.attrib) - allowed:
        del element.attrib[name]


def clean_text(tree: HtmlElement) -> None:
    """Numeric references (`&#1;`) can still smuggle in characters that XML forbids."""
    for element in tree.iter():
        if element.text:
            element.text = printable(element.text)
        if element.tail:
            element.tail = printable(element.tail)
        for name, value in element.attrib.items():
            element.set(name, printable(value))
