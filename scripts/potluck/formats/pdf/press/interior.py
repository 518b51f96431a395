"""A laid out document -> a shard.

What knows WeasyPrint from inside is this module, `objects`, `typefaces`, `runs` and `structure`. It
leans on this, in WeasyPrint 70.0 and pydyf 0.13:

- `Document.write_pdf(finisher=)`, which is public, hands over the objects before they are written;
- `weasyprint.pdf.build_fonts_dictionary` is replaced, so that no font is subset for one sheet, and
  the `Font` objects of a document tell which glyphs it used;
- `pydyf.PDF.page_references` is kept, not made again for each element (it is quadratic: see the
  handbook's page about the press);
- a content stream is a list of steps, and what is to be tagged is a dictionary among the objects.

`tests/formats/pdf/test_pdf_interior.py` says loudly where a new version does any of this otherwise;
`--press whole` needs nothing of it but what `structure` does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from potluck.formats.pdf.press import relocation, slots
from potluck.formats.pdf.press.objects import objects, referenced, steps, stream
from potluck.formats.pdf.press.shard import (
    DOCUMENT,
    FIRST,
    FONTS,
    Anchor,
    Bookmark,
    Page,
    Shard,
    Slot,
    Style,
    Written,
)
from potluck.formats.pdf.press.typefaces import faces

ELSEWHERE = "bookref:"
"""The scheme of a link to another sheet: WeasyPrint drops links to what is not in the document."""
SCALE = 0.75  # points to a CSS pixel


def shard(document: Any, given: Sequence[Slot] = (), styles: Sequence[Style] = ()) -> Shard:
    """Return the pages of a document, laid out by `HTML.render`, as a shard.

    The text of slot N was set in the colour `slots.sentinel(N)`.
    """
    return _Reader(document, objects(document), tuple(given), tuple(styles)).shard()


class _Reader:
    """Reads the objects of one PDF into a shard."""

    def __init__(
        self, document: Any, pdf: Any, given: tuple[Slot, ...], styles: tuple[Style, ...]
    ) -> None:
        self.document, self.pdf, self.given, self.styles = document, pdf, given, styles
        self.objects = {each.number: each for each in pdf.objects if each.free == "n"}
        self.pages = [self.objects[number] for number in pdf.pages["Kids"][::3]]
        self.contents = [self._at(page["Contents"]) for page in self.pages]
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.tree = self._at(self.root["ParentTree"])
        self.top = self._at(self.root["K"][0])
        self.fonts = self._at(self._at(self.pages[0]["Resources"])["Font"])
        self.written: list[Written] = []

    def _at(self, reference: bytes) -> Any:
        return self.objects[referenced(reference)]

    def shard(self) -> Shard:
        slotted = {each.number for each in self.contents if self._has_slots(each)}
        made = {each.number for each in (self.pdf.pages, self.pdf.catalog, self.root, self.tree)}
        made |= {self.top.number, self.fonts.number, referenced(self.pdf.catalog["Metadata"])}
        made |= slotted | set(self._outline()) | {page.number for page in self.pages}
        kept = [each for number, each in sorted(self.objects.items()) if number not in made]
        plain = [each for each in kept if not hasattr(each, "stream")]
        streams = [each for each in kept if hasattr(each, "stream")]
        order = enumerate((*self.pages, *plain, *streams), start=FIRST)
        self.local = {each.number: at for at, each in order}
        self.local |= {self.top.number: DOCUMENT, self.fonts.number: FONTS}
        for each in plain:
            _adapt(each)
        return Shard(
            pages=tuple(map(self._page, self.pages, self.contents, self.document.pages)),
            plain=relocation.template(relocation.lines(o.data for o in plain), self.local),
            lines=len(plain),
            streams=tuple(stream(each, self.local) for each in streams),
            roots=tuple(self.local[referenced(each)] for each in self.top["K"]),
            keys=len(self.tree["Nums"]) // 2,
            parents=relocation.template(_parents(self.tree["Nums"]), self.local),
            ids=relocation.template(_ids(self.root.get("IDTree", {})), self.local),
            anchors=tuple(_anchors(self.document.pages)),
            bookmarks=tuple(_bookmarks(self.document.pages)),
            faces=faces(self.document),
            profile=self.local[
                referenced(self.pdf.catalog["OutputIntents"][0]["DestOutputProfile"])
            ],
            slots=self.given,
            written=tuple(self.written),
            styles=self.styles,
        )

    def _outline(self) -> Iterator[int]:
        """Yield the objects of the outline, which the linker makes for the whole book."""
        waiting = [self.pdf.catalog["Outlines"]] if "Outlines" in self.pdf.catalog else []
        while waiting:
            item = self._at(waiting.pop())
            yield item.number
            waiting += [item[key] for key in ("First", "Next") if key in item]

    def _has_slots(self, content: Any) -> bool:
        return bool(self.given) and slots.has_slots(steps(content))

    def _page(self, page: Any, content: Any, laid: Any) -> Page:
        slotted = content.number not in self.local
        if slotted:
            self.written.append(slots.cut(steps(content), self.given, self.styles))
        return Page(
            width=laid.width * SCALE,
            height=laid.height * SCALE,
            content=len(self.written) - 1 if slotted else self.local[content.number],
            slotted=slotted,
            resources=self.local[referenced(page["Resources"])],
            annotations=tuple(self.local[referenced(each)] for each in page.get("Annots", ())),
        )


def _adapt(each: Any) -> None:
    """Turn a link to another sheet into one by name, and make keys and names relocatable."""
    if not isinstance(each, dict):
        return
    if "StructParent" in each:
        each["StructParent"] = relocation.key(each["StructParent"])
    if "ID" in each:
        each["ID"] = relocation.name(each["ID"].string)
    attributes = each.get("A", {})
    if "Headers" in attributes:
        attributes["Headers"][:] = [relocation.name(name.string) for name in attributes["Headers"]]
    if attributes.get("S") == "/URI" and attributes["URI"].string.startswith(ELSEWHERE):
        del each["A"]
        target = attributes["URI"].string
        each["Dest"] = type(attributes["URI"])(target.removeprefix(ELSEWHERE))
        if each["Contents"].string == target:
            each["Contents"] = each["Dest"]


def _parents(pairs: Sequence[Any]) -> bytes:
    """Write the leaf of the tree that leads from pages and links to their structure."""
    written = (
        relocation.key(number) + b" " + (value if isinstance(value, bytes) else value.data)
        for number, value in zip(pairs[::2], pairs[1::2], strict=True)
    )
    return b" ".join(written)


def _ids(tree: Mapping[str, Sequence[Any]]) -> bytes:
    """Write the leaf of the tree that leads from names to elements."""
    pairs = tree.get("Names", ())
    return b"".join(
        relocation.name(name.string) + reference
        for name, reference in zip(pairs[::2], pairs[1::2], strict=True)
    )


def _anchors(pages: Iterable[Any]) -> Iterator[Anchor]:
    seen: set[str] = set()
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield Anchor(name, number, x * SCALE, (page.height - y) * SCALE)


def _bookmarks(pages: Iterable[Any]) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for level, label, (x, y), state in page.bookmarks:
            at = x * SCALE, (page.height - y) * SCALE
            yield Bookmark(level, label, number, *at, state == "closed")
