"""What a worker of the press does: set one sheet, the running heads, the fonts of a book.

Each function takes an order and returns bytes, so that it can run in this process, in another one,
or on another machine. An order names fonts by file and digest; everything else is in it.
"""

import atexit
import gc
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from potluck.cell import inside
from potluck.errors import ProofError, ToolError
from potluck.formats.pdf.fonts import text_faces
from potluck.formats.pdf.press import interior, runs, typefaces
from potluck.formats.pdf.press.job import File
from potluck.formats.pdf.press.objects import contents, objects, opened
from potluck.formats.pdf.press.shard import Face, Folio, Line, Slot, Style
from potluck.formats.pdf.press.surroundings import VARIANT, fetcher, surrounded
from potluck.keeping import uncollected

DIGITS = "0123456789"
NUMERALS = DIGITS + "ivxlcdm"
_FITTING = (
    '<!DOCTYPE html><html lang="{lang}"><title>a</title><div class="body">'
    '<section class="sheet chapter" id="a"><h1>a</h1><p>a <em>a</em> <b>a</b> <code>a</code></p>'
    "</section></div></html>"
)


@dataclass(frozen=True)
class FontFile:
    """A font: the name by which style sheets ask for it, where it is, and what it must be."""

    name: str
    path: str
    digest: str  # BLAKE2b, 16 bytes

    @classmethod
    def of(cls, name: str, path: Path) -> "FontFile":
        """Name a font file by what it holds."""
        return cls(name, str(path), _digest(path.read_bytes()))


@dataclass(frozen=True)
class Look:
    """What all sheets of a kind are set in: a style sheet, fonts, the files that it names.

    `faces` is the part of the style sheet that says which fonts there are.
    """

    faces: str = field(repr=False)
    css: str = field(repr=False)
    fonts: tuple[FontFile, ...]
    files: Mapping[str, File] = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Tell this look from any other."""
        told = hashlib.blake2b((self.faces + self.css).encode(), digest_size=16)
        for font in self.fonts:
            told.update(f"\0{font.name}\0{font.digest}".encode())
        for name, file in sorted(self.files.items()):
            told.update(f"\0{name}\0{file.media_type}\0{len(file.data)}\0".encode() + file.data)
        return told.hexdigest()


@dataclass(frozen=True)
class SheetOrder:
    """One sheet to be set. `samples` shows each style of its slots with the ten digits, by page."""

    look: Look
    html: str = field(repr=False)
    files: Mapping[str, File] = field(default_factory=dict, repr=False)
    slots: tuple[Slot, ...] = ()
    samples: str = field(default="", repr=False)


@dataclass(frozen=True)
class HeadsOrder:
    """Running heads to be set, each on a page of its own; `html` has one block for each."""

    look: Look
    html: str = field(repr=False)


@dataclass(frozen=True)
class FontsOrder:
    """Faces to be subset; `html` sets some text in each of them."""

    look: Look
    html: str = field(repr=False)
    faces: tuple[Face, ...] = field(repr=False)


def prepare(styles: Sequence[str], langs: Sequence[str]) -> None:
    """Parse style sheets and read how words are parted, for the cells that are forked hereafter.

    No font is touched: Pango may then have threads, which a fork does not take along.
    """
    try:
        with surrounded() as weasyprint, uncollected():
            for css in styles:
                _style(weasyprint, css)
            pyphen = weasyprint.text.line_break.pyphen
            for lang in filter(None, map(pyphen.language_fallback, langs)):
                pyphen.Pyphen(lang=lang)
    except (ProofError, ToolError):
        _style.cache_clear()


def dress(look: Look, lang: str) -> None:
    """Load the fonts of a look, and set a word in each of them: whoever is next here sets faster.

    Nothing that is set later looks otherwise for it.
    """
    with _at_work() as weasyprint, opened(weasyprint):
        document = _layer(weasyprint, look, {})(_FITTING.format(lang=escape(lang)))
        interior.shard(document, (), ())


def set_sheet(order: SheetOrder) -> bytes:
    """Return a sheet as an encoded shard. ProofError where WeasyPrint is not content."""
    with _at_work() as weasyprint, opened(weasyprint):
        lay = _layer(weasyprint, order.look, order.files)
        sampled = [lay(order.samples)] if order.samples else []
        styles = tuple(style for document in sampled for style in _styles(document))
        document = lay(order.html)
        made = interior.shard(document, order.slots, styles)
        if sampled:
            made = msgspec.structs.replace(made, faces=typefaces.faces(document, *sampled))
    return msgspec.msgpack.encode(made)


def set_heads(order: HeadsOrder) -> bytes:
    """Return running heads as encoded lines, in their order."""
    with _at_work() as weasyprint, opened(weasyprint):
        document = _layer(weasyprint, order.look, {})(order.html)
        pages = contents(document)
        lines = [Line(runs.drawn(steps), typefaces.faces_in(document, steps)) for steps in pages]
    return msgspec.msgpack.encode(lines)


def set_folio(order: HeadsOrder) -> bytes:
    """Return how page numbers look; the pages show all numerals on the left and on the right."""
    with _at_work() as weasyprint, opened(weasyprint):
        document = _layer(weasyprint, order.look, {})(order.html)
        left, right = map(runs.run, contents(document))
        (face,) = typefaces.faces(document)
    glyphs = {letter: (glyph, face.widths[glyph])
              for letter, glyph in zip(NUMERALS, left.glyphs, strict=True)}  # fmt: skip
    width = sum(wide for _, wide in glyphs.values()) * left.size / 1000
    return msgspec.msgpack.encode(
        Folio(left.ink, face.key, left.size, left.x, right.x + width, left.y, glyphs, (face,))
    )


def set_fonts(order: FontsOrder) -> bytes:
    """Return the fonts as encoded `Embedded`, in the order of the faces."""
    with _at_work() as weasyprint:
        build = weasyprint.pdf.build_fonts_dictionary
        with opened(weasyprint):
            document = _layer(weasyprint, order.look, {})(order.html)
            objects(document)
        made = typefaces.embed(document, order.faces, build)
    return msgspec.msgpack.encode(made)


def _styles(document: Any) -> list[Style]:
    """Read from each page how the ten digits are drawn there."""
    drawn = [runs.run(steps, len(DIGITS)) for steps in contents(document)]
    widths = {face.key: face.widths for face in typefaces.faces(document)}
    return [
        Style(run.ink, dict(zip(DIGITS, run.glyphs, strict=True)), widths[run.font][run.glyphs[0]])
        for run in drawn
    ]


@contextmanager
def _at_work() -> Iterator[Any]:
    """Give WeasyPrint; where it complains, no look that it may have complained of is kept.

    A laid out document holds itself together: there is no garbage before all of it is, and looking
    for it meanwhile takes a tenth of the time. A cell removes it when it has answered; whatever is
    left of the document before is removed first.
    """
    gc.collect()
    inside.leave(gc.collect)
    try:
        with surrounded() as weasyprint, uncollected():
            yield weasyprint
    except ProofError:
        _LOOKS.clear()
        _style.cache_clear()
        raise


# --- laying out ---------------------------------------------------------------------------------

_Lay = Callable[[str], Any]
_LOOKS: OrderedDict[str, tuple[Any, Any]] = OrderedDict()
_FONTS: dict[str, bytes] = {}
atexit.register(_LOOKS.clear)  # WeasyPrint cannot let go of fonts when Python is half gone
_KEPT = 4  # looks: a parsed style sheet and its fonts are worth 20 ms


def _layer(weasyprint: Any, look: Look, files: Mapping[str, File]) -> _Lay:
    """Return the function that lays out a document in this look."""
    fonts = {font.name: File("font/ttf", _font(font)) for font in look.fonts}
    if not fonts:
        raise ProofError("A document without fonts cannot be set.")  # Pango would crash.
    styles, config = _look(weasyprint, look, fonts)
    read = fetcher({**look.files, **files, **fonts})

    def lay(html: str) -> Any:
        source = weasyprint.HTML(string=html, url_fetcher=read)
        try:
            return source.render(font_config=config, stylesheets=styles, pdf_variant=VARIANT)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise ProofError(str(error)) from error

    return lay


def _look(weasyprint: Any, look: Look, fonts: Mapping[str, File]) -> tuple[Any, Any]:
    """Return the parsed style sheets and their fonts, made once for all sheets of a look."""
    key = look.digest
    if key not in _LOOKS:
        config = weasyprint.text.fonts.FontConfiguration()
        read = fetcher({**look.files, **fonts})
        faces = weasyprint.CSS(string=look.faces, url_fetcher=read, font_config=config)
        _LOOKS[key] = [faces, _style(weasyprint, look.css)], config
        while len(_LOOKS) > _KEPT:
            _LOOKS.popitem(last=False)
    _LOOKS.move_to_end(key)
    return _LOOKS[key]


@lru_cache(maxsize=_KEPT)
def _style(weasyprint: Any, css: str) -> Any:
    """Return a parsed style sheet; it asks for no file."""
    return weasyprint.CSS(string=css, url_fetcher=fetcher({}))


def _font(font: FontFile) -> bytes:
    """Read a font. ToolError where it is not here, or not the one that was ordered."""
    if font.digest not in _FONTS:
        path = Path(font.path)
        found = map(_bytes, _places(path))
        data = next((data for data in found if data and _digest(data) == font.digest), None)
        if data is None:
            raise ToolError(f"The font {path.name} is missing here, or another one.", _FETCH)
        _FONTS[font.digest] = data
    return _FONTS[font.digest]


def _bytes(path: Path) -> bytes:
    """Read a file; nothing where it is not there, or not to be seen from within a cell."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


_FETCH = "install what uv.lock names, and the packages of Noto fonts, on every machine"


def _places(ordered: Path) -> Iterator[Path]:
    """Yield where a font may be: as it was ordered, or where the packages are on this machine."""
    yield ordered
    yield from (face.path for face in text_faces() if face.path.name == ordered.name)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
