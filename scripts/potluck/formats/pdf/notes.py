"""Move footnotes to the foot of the page, out of the list at the end of the chapter."""

from lxml.html import HtmlElement

LIMIT = 200
"""Notes per chapter: 3000 take WeasyPrint more than 30 s. More stay endnotes."""

_STRUCTURE = ("p", "div", "section", "blockquote", "pre", "figure", "figcaption")
_LISTS = ("ul", "ol", "li", "dl", "dt", "dd")
_TABLES = ("table", "thead", "tbody", "tr", "td", "th")
BLOCKS = (*_STRUCTURE, *_LISTS, *_TABLES, "h1", "h2", "h3", "h4", "h5", "h6")


def lower(tree: HtmlElement) -> None:
    """Put each note where it is first called, in place; later calls repeat its number only."""
    lists = tree.xpath('.//section[contains(@class, "footnotes")]')
    notes = {item.get("id"): item for part in lists for item in part.iterfind(".//li[@id]")}
    if not 0 < len(notes) <= LIMIT:
        return
    for call in tree.xpath('.//a[@role="doc-noteref"]'):
        note = notes.pop(call.get("href", "#")[1:], None)
        if note is not None:
            _replace(call, _footnote(note, (call.text or "").strip()))
        else:
            call.getparent().attrib.pop("id", None)  # nothing points back here on paper
    for part in lists:
        _remove_called(part, notes)
    _part_neighbours(tree)


def _part_neighbours(tree: HtmlElement) -> None:
    """Mark the notes that are called right after another: of 1 and 2, 12 would be read."""
    for note in tree.xpath('.//span[@class="footnote"]'):
        before = note.getprevious()
        if before is not None and not (before.tail or "").strip() and _calls(before):
            note.set("class", "footnote next")


def _calls(element: HtmlElement) -> bool:
    return bool({"footnote", "fnref"} & set(element.get("class", "").split()))


def _replace(call: HtmlElement, note: HtmlElement) -> None:
    """Put the note in the place of the call and of the raised figure around it."""
    parent = call.getparent()
    old = parent if parent.tag == "sup" and len(parent) == 1 else call
    note.tail, old.tail = old.tail, None
    old.getparent().replace(old, note)


def _footnote(note: HtmlElement, number: str) -> HtmlElement:
    """Return the note as a span that can stand inside a paragraph: blocks become spans."""
    for link in note.xpath('.//a[@role="doc-backlink"]'):
        link.drop_tree()
    for block in note.iter(*BLOCKS):
        block.set("class", f"note-{block.tag}")
        block.tag = "span"
    note.set("class", "footnote")
    note.set("data-number", number)
    _trim(note)
    return note


def _trim(note: HtmlElement) -> None:
    """Drop the blanks around the words of a note, which would show between number and words.

    At the end of each block, too: where a line would end with such a blank, WeasyPrint 70 breaks
    the one before it after the first word behind an inline element.
    """
    note.text = (note.text or "").lstrip()
    for block in (note, *note.xpath('.//span[starts-with(@class, "note-")]')):
        if len(block):
            block[-1].tail = (block[-1].tail or "").rstrip()
        else:
            block.text = (block.text or "").rstrip()


def _remove_called(part: HtmlElement, left: dict[str, HtmlElement]) -> None:
    """Drop the list of notes; notes that nothing calls stay, so that no words are lost."""
    if not any(item in part.iter("li") for item in left.values()):
        part.drop_tree()
