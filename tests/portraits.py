"""Take the README's pictures of the three editions, from what `make book` has built."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from browser import chromium, served

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
PICTURES = ROOT / ".github" / "pictures"
SLUG = "kitchen-commons"
SITE_PAGE = "bread-and-batter/overnight-no-knead-loaf.html"
EPUB_PAGE = "overnight-no-knead-loaf"
PDF_CHAPTER = "Overnight no-knead loaf"
SIZE = (760, 1080)  # pixels of each picture


def shoot(folder: Path, page: str, width: int, height: int) -> Image.Image:
    """Photograph a page of a folder in Chromium; width and height in CSS pixels."""
    with served(folder) as address, chromium() as browser:
        tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
        tab.goto(address + page)
        tab.wait_for_timeout(800)
        return Image.open(io.BytesIO(tab.screenshot()))


def site() -> Image.Image:
    return shoot(BUILD / "site", SITE_PAGE, 760, 1080)


def epub() -> Image.Image:
    with TemporaryDirectory() as folder, zipfile.ZipFile(BUILD / "epub" / f"{SLUG}.epub") as book:
        book.extractall(folder)
        page = next(name for name in book.namelist() if EPUB_PAGE in name and name.endswith("html"))
        return shoot(Path(folder), page, 500, 710)


def pdf() -> Image.Image:
    """Lay the first two pages of a chapter side by side."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(BUILD / "pdf" / f"{SLUG}.pdf")
    start = next(
        item.get_dest().get_index()
        for item in document.get_toc()
        if item.get_title() == PDF_CHAPTER
    )
    pages = [document[start + step].render(scale=2).to_pil() for step in (0, 1)]
    sheet = Image.new("RGB", (pages[0].width * 2 + 24, pages[0].height), "#8a8a8a")
    for number, page in enumerate(pages):
        sheet.paste(page, (number * (page.width + 24), 0))
    return sheet


def main() -> None:
    """Write site.png, pdf.png and epub.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, take in (("site", site), ("pdf", pdf), ("epub", epub)):
        picture = take().convert("RGB")
        picture.thumbnail((SIZE[0] * 2, SIZE[1]))
        picture.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
