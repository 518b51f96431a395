"""No picture is larger than it needs to be.

Everybody who copies the book copies every picture in it, again after each change. Print needs no
more than 1600 pixels on the long side here, which is a few hundred kilobytes. Colours for printing
presses (CMYK) look different on every screen.

Source: the press of this pipeline (300 dots per inch across 13.5 cm); HTTP Archive, "Page Weight".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: line.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A line, nine thousand dots long](line.png)
    -- content/line.png (base64) --
    iVBORw0KGgoAAAANSUhEUgAAIykAAAABCAAAAAB5ijGnAAAAIUlEQVR42u3BAQEAAAgCoPx/rFkOEcgfAAAAAAAAAAAMKL/x
    AMozdGQaAAAAAElFTkSuQmCC
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: dot.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A very small white square](dot.png)
    -- content/dot.png (base64) --
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==
    -- contributors/ann.yml --
    name: Ann
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity
from potluck.pictures import EXTENSIONS, SMALLER, PictureProblem

MAX_WEIGHT = 1_000_000  # bytes
MAX_LONG = 8_000  # pixels


def check(book: BookView) -> Iterator[Finding]:
    for file in book.manuscript.files:
        if not file.path.lower().endswith(EXTENSIONS):
            continue
        if file.size > MAX_WEIGHT:
            message = f"The picture has {file.size / 1_000_000:.1f} MB."
            yield RULE.finding(Place(file.path), message, SMALLER)
            continue
        photo = book.photographs.get(file.path)
        if photo is None or isinstance(photo, PictureProblem | OSError):
            continue
        if max(photo.width, photo.height) > MAX_LONG:
            message = f"The picture is {photo.width} × {photo.height} pixels large."
            yield RULE.finding(Place(file.path), message, SMALLER)
        elif photo.mode == "CMYK":
            message = "The colours are stored for a printing press (CMYK)."
            hint = "export it with RGB colours (sRGB)"
            yield RULE.finding(Place(file.path), message, hint)


RULE = Rule("MED-004", "heavy-picture", Severity.WARNING, Scope.BOOK, check, __doc__)
