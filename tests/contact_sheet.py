"""Lay twelve pages of the PDF of our own book side by side, for the handbook's page about print."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "build" / "pdf" / "kitchen-commons.pdf"
SHEET = ROOT / "scripts" / "potluck" / "handbook" / "pictures" / "pages.webp"
COLUMNS, WIDTH, GAP = 4, 360, 12  # pixels
GROUND = "#8a8a8a"

# A title of the outline, and how many pages after it.
PAGES = (
    ("", 0),
    ("", 4),
    ("Contents", 0),
    ("Bread and batter", 0),
    ("Johnnycakes", 0),
    ("Johnnycakes", 1),
    ("Overnight no-knead loaf", 2),
    ("Sauerkraut", 2),
    ("Salt and water", 0),
    ("Salt and water", 1),
    ("Food safety", 1),
    ("Recipes by ingredient", 0),
)


def wanted(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    """Yield the pages in their order."""
    starts = {item.get_title(): item.get_dest().get_index() for item in document.get_toc()}
    for title, step in PAGES:
        yield document[starts.get(title, 0) + step]


def tile(pages: list[Image.Image]) -> Image.Image:
    """Lay pages in rows."""
    height = pages[0].height
    rows = -(-len(pages) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP)
    sheet = Image.new("RGB", size, GROUND)
    for number, page in enumerate(pages):
        row, column = divmod(number, COLUMNS)
        sheet.paste(page, (GAP + column * (WIDTH + GAP), GAP + row * (height + GAP)))
    return sheet


def main() -> None:
    """Write the sheet."""
    with pypdfium2.PdfDocument(BOOK) as document:
        pages = [
            page.render(scale=4).to_pil().convert("RGB").reduce(2) for page in wanted(document)
        ]
    height = round(pages[0].height * WIDTH / pages[0].width)
    small = [page.resize((WIDTH, height), Image.Resampling.LANCZOS) for page in pages]
    tile(small).save(SHEET, "WEBP", quality=72, method=6)


if __name__ == "__main__":
    main()
