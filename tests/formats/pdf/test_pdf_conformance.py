"""PDF/UA-1 and PDF/A-3a, as veraPDF judges them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest

from golden.books import A, plant
from potluck import pipeline
from validators import verapdf

Flavour = Literal["ua1", "3a"]
FLAVOURS: tuple[Flavour, ...] = ("ua1", "3a")
EVERYTHING = ("leek-soup", "heat", "brot")
ALL_PRINTINGS = "  - potluck:\n      pdf: [screen, print, large, chapters]\n"


@pytest.fixture(scope="module")
def printings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all printings of a golden book."""
    book = plant(request.param, tmp_path_factory.mktemp("conformance") / request.param)
    settings = (book.book / "mkdocs.yml").read_text(encoding="utf-8")
    book.write("mkdocs.yml", settings.replace("  - potluck:\n", ALL_PRINTINGS))
    book.commit(A)
    outcome = pipeline.build(book.book, ("pdf",), progress=lambda _: None)
    assert outcome.published, "\n".join(map(str, outcome.findings))
    return book.book / "build" / "pdf"


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("printings", "name"),
    [
        ("everything", "everything.pdf"),
        ("everything", "everything-print.pdf"),
        ("everything", "everything-large.pdf"),
        ("rtl-and-scripts", "scripts.pdf"),
        *(("everything", f"chapters/{slug}.pdf") for slug in EVERYTHING),
    ],
    indirect=["printings"],
)
def test_verapdf_has_nothing_to_say(printings: Path, name: str, flavour: Flavour) -> None:
    assert verapdf(printings / name, flavour) == ()


def _unmarked(pdf: Any) -> None:
    del pdf.Root.MarkInfo


def _unspoken(pdf: Any) -> None:
    """Take the words away from one figure."""
    del next(filter(_is_figure, pdf.objects)).Alt


def _is_figure(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"


def _untied(pdf: Any) -> None:
    """Lose what leads from the marks on the pages to the structure."""
    del pdf.Root.StructTreeRoot.ParentTree


def _colourless(pdf: Any) -> None:
    del pdf.Root.OutputIntents


MARKS = (
    "MarkInfo dictionary is not present in the document catalog, or Marked entry is set to false "
    "or is not present in the MarkInfo dictionary (MarkInfo = null, Marked = null)"
)
FIGURE = "Figure structure element neither has an alternate description nor a replacement text"
CONTENT = "Content is neither marked as Artifact nor tagged as real content"
LINK = (
    "A Link annotation is an Artifact or is nested within null tag (standard type = null) "
    "instead of Link"
)
BLENDING = "The page contains transparent objects with no blending colour space defined"
COLOUR = "DeviceRGB colour space is used without RGB output intent profile"


@pytest.mark.parametrize("printings", ["everything"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "flavour", "told"),
    [
        (_unmarked, "ua1", [f"6.2-1 {MARKS}"]),
        (_unspoken, "ua1", [f"7.3-1 {FIGURE}"]),
        (_untied, "ua1", [f"7.1-3 {CONTENT}", f"7.18.5-1 {LINK}"]),
        (_unmarked, "3a", [f"6.7.2.2-1 {MARKS}"]),
        (_colourless, "3a", [f"6.2.10-2 {BLENDING}", f"6.2.4.3-2 {COLOUR}"]),
    ],
)
def test_verapdf_speaks_when_it_should(
    printings: Path,
    tmp_path: Path,
    spoil: Callable[[Any], None],
    flavour: Flavour,
    told: list[str],
) -> None:
    with pikepdf.open(printings / "everything.pdf") as pdf:
        spoil(pdf)
        pdf.save(tmp_path / "spoiled.pdf")
    found = verapdf(tmp_path / "spoiled.pdf", flavour)
    assert sorted(re.sub(r" ×\d+ (.*) @ .*", r" \1", line) for line in found) == told
