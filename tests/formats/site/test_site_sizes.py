"""A browser fetches no more of a photograph than its screen can show."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from browser import served
from potluck import neutral
from potluck.dialect.figures import markup
from potluck.formats.site import addresses, sizes
from potluck.model import Copy, Edition, Figure, MediaType, Part, Picture
from support import HEAT, POTS, sample

WIDTHS = (480, 800, 1200)


def shot(width: int, media_type: MediaType) -> Copy:
    stream = BytesIO()
    height = width * 3 // 4
    Image.new("RGB", (width, height), "teal").save(stream, media_type.removeprefix("image/"))
    return Copy.of(media_type, width, height, stream.getvalue())


COPIES = (*(shot(width, "image/webp") for width in WIDTHS), shot(1280, "image/jpeg"))
PAN = Picture("pan-0a1b.jpg", "content/pan.jpg", "image/jpeg", 1600, 1200, lambda _: COPIES)
SHOWN = tuple(Figure(name, f"fig-{n}", "x") for n, name in enumerate((PAN.name, POTS.name), 1))


def offered(*names: str) -> list[dict[str, str]]:
    tree = neutral.parse("".join(f'<p><img src="book:media/{name}"></p>' for name in names))
    pictures = {picture.name: picture for picture in (PAN, POTS)}
    sizes.offer(tree, pictures, addresses.resolver(sample(), "mains/soup.html"))
    return [dict(image.attrib) for image in tree.iter("img")]


def test_a_photograph_is_offered_in_each_width() -> None:
    assert offered(PAN.name) == [
        {
            "src": f"book:media/{PAN.name}",
            "srcset": "../media/pan-0a1b-480.webp 480w, ../media/pan-0a1b-800.webp 800w, "
            "../media/pan-0a1b-1200.webp 1200w",
            "sizes": "(min-width: 125em) 826px, (min-width: 100em) 757px, "
            "(min-width: 76.25em) 688px, min(1600px, 100vw)",
        }
    ]


def test_a_drawing_is_offered_once_and_only_the_first_picture_at_once() -> None:
    later = {"loading": "lazy", "decoding": "async"}
    assert offered(POTS.name, POTS.name, "unknown.jpg") == [
        {"src": f"book:media/{POTS.name}"},
        {"src": f"book:media/{POTS.name}", **later},
        {"src": "book:media/unknown.jpg", **later},
    ]


def test_every_form_has_an_address() -> None:
    assert [address for address, _ in sizes.files(PAN)] == [
        *(f"media/pan-0a1b-{width}.webp" for width in WIDTHS),
        "media/pan-0a1b.jpg",
    ]
    assert [address for address, _ in sizes.files(POTS)] == [f"media/{POTS.name}"]


def edition() -> Edition:
    """The sample with a chapter that shows a photograph first, and a drawing far below."""
    first, second = (str(markup(figure, 1600, 1200)) for figure in SHOWN)
    chapter = replace(HEAT, html=f"{first}{'<p>So it goes.</p>' * 400}{second}", figures=SHOWN)
    part = Part("science", "Science", (chapter,))
    pictures = {picture.name: picture for picture in (PAN, POTS)}
    return replace(sample(), parts=(sample().parts[0], part), pictures=pictures)


@pytest.fixture(scope="module")
def built(make_site: Callable[[Edition], Path]) -> Path:
    return make_site(edition())


def test_what_is_offered_is_there(built: Path) -> None:
    page: Any = html.fromstring((built / HEAT.href).read_text())
    (image,) = page.xpath("//img[@srcset]")
    named = [part.split()[0] for part in image.get("srcset").split(", ")]
    there = [(built / HEAT.href).parent / address for address in (*named, image.get("src"))]
    assert [path.read_bytes() for path in there] == [copy.read() for copy in COPIES]


@pytest.mark.parametrize(
    ("screen", "width", "fetched"),
    [((360, 1), 360, 480), ((390, 2), 390, 800), ((1280, 1), 688, 800), ((1700, 1), 757, 800),
     ((2100, 1), 826, 1200), ((1280, 2), 688, 1200)],
)  # fmt: skip
def test_a_browser_fetches_what_its_screen_can_show(
    built: Path, browser: Browser, screen: tuple[int, int], width: int, fetched: int
) -> None:
    viewport: ViewportSize = {"width": screen[0], "height": 700}
    context = browser.new_context(viewport=viewport, device_scale_factor=screen[1])
    with served(built) as address, context, context.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{address}{HEAT.href}", wait_until="networkidle")
        column = page.eval_on_selector("#fig-1 img", "image => image.clientWidth")
    assert [name for name in asked if name.startswith("pan")] == [f"pan-0a1b-{fetched}.webp"]
    assert POTS.name not in asked
    assert width - 40 <= column <= width + 1
