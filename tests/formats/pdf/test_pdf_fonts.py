"""Which faces there are, and what they cannot show."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from potluck.cell.apart import Apart
from potluck.errors import ToolError
from potluck.formats.pdf import Pdf, charmap, fonts
from potluck.formats.pdf.press import executors
from potluck.model import Edition

PAN = "🍳"


def make_font(path: Path, chars: str) -> Path:
    """Write a TrueType file that shows these characters, each as a square."""
    names = {ord(char): f"u{ord(char):X}" for char in chars}
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 700), (700, 700), (700, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, square))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_the_text_faces_are_three_families_upright_and_italic() -> None:
    assert [(face.family, face.slope) for face in fonts.text_faces()] == [
        ("Source Serif 4", "italic"),
        ("Source Serif 4", "normal"),
        ("Source Sans 3", "italic"),
        ("Source Sans 3", "normal"),
        ("Source Code Pro", "italic"),
        ("Source Code Pro", "normal"),
    ]


def test_what_no_face_shows_is_listed_once_and_blanks_are_not() -> None:
    text = f"½ Ærø 12 °C\u200d\ufe0f\u00a0\n{PAN}{PAN} 饺"
    assert fonts.unprintable(text, fonts.text_faces()) == ("饺", PAN)


def by_fonttools(path: Path) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def test_characters_are_read_as_fonttools_reads_them() -> None:
    paths = [*(face.path for face in fonts.text_faces()), *fonts.noto_files()]
    assert [path.name for path in paths if charmap.characters(path) != by_fonttools(path)] == []


@pytest.mark.parametrize("table", [4, 12])
def test_a_table_of_either_format_is_read(tmp_path: Path, table: int) -> None:
    text = "abcxz饺" + (PAN if table == 12 else "")
    font = TTFont(make_font(tmp_path / "some.ttf", text))
    font["cmap"].tables = [each for each in font["cmap"].tables if each.format == table]
    font.save(tmp_path / "one.ttf")
    assert charmap.characters(tmp_path / "one.ttf") == frozenset(map(ord, text))


def test_a_table_of_another_format_is_left_to_fonttools(tmp_path: Path) -> None:
    font = TTFont(make_font(tmp_path / "some.ttf", "abc"))
    (kept,) = {each.format: each for each in font["cmap"].tables if each.format == 4}.values()
    other = CmapSubtable.newSubtable(6)
    other.platformID, other.platEncID, other.language, other.cmap = 3, 1, 0, kept.cmap
    font["cmap"].tables = [other]
    font.save(tmp_path / "other.ttf")
    assert charmap.characters(tmp_path / "other.ttf") == frozenset(map(ord, "abc"))


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    path = make_font(tmp_path / "some.ttf", "abc")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(TTLibError):
        charmap.characters(path)


def test_a_noto_file_is_taken_only_where_it_is_needed(tmp_path: Path) -> None:
    make_font(tmp_path / "NotoSansAaa-Regular.ttf", "饺")
    pan = make_font(tmp_path / "NotoSansBbb-Regular.ttf", PAN)
    make_font(tmp_path / "NotoSerifAaa-Regular.ttf", PAN)
    make_font(tmp_path / "NotoSansAaa-Bold.ttf", PAN)
    faces = fonts.faces_for(f"a {PAN}", fonts.noto_files([tmp_path]))
    assert faces == (*fonts.text_faces(), fonts.Face("NotoSansBbb-Regular", "normal", pan))
    assert fonts.faces_for("a", fonts.noto_files([tmp_path])) == fonts.text_faces()


def test_colour_emoji_are_the_last_resort(tmp_path: Path) -> None:
    for name in ("NotoColorEmoji.ttf", "NotoSerif-Regular.ttf", "NotoSans-Regular.ttf"):
        make_font(tmp_path / name, "x")
    assert [path.name for path in fonts.noto_files([tmp_path, tmp_path / "none"])] == [
        "NotoSans-Regular.ttf",
        "NotoSerif-Regular.ttf",
        "NotoColorEmoji.ttf",
    ]


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "TEXT_FONTS", (("fontpkg_none", "None Serif"),))
    fonts.text_faces.cache_clear()
    with pytest.raises(ToolError) as caught:
        fonts.text_faces()
    fonts.text_faces.cache_clear()
    assert caught.value.message == "The font None Serif is not installed."


def test_a_character_no_font_shows_is_printed_by_its_name(
    with_body: Callable[[str], Edition], tmp_path: Path
) -> None:
    made = Pdf(noto=()).render(with_body(f"<p>A {PAN}\ufe0f here.</p>"), tmp_path)
    assert made.notes[1:] == ("unprintable=🍳 U+1F373",)


@pytest.fixture
def seeing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let cells see fonts that do not lie where fonts of the system lie."""
    born = Apart(executors.nursery().modules, walled=False)
    monkeypatch.setattr(executors, "nursery", lambda: born)
    yield
    born.stop()


@pytest.mark.usefixtures("seeing")
def test_a_noto_face_is_embedded_with_the_others(
    with_body: Callable[[str], Edition], tmp_path: Path
) -> None:
    make_font(tmp_path / "NotoSansBbb-Regular.ttf", PAN)
    made = Pdf(noto=(tmp_path,)).render(
        with_body(f"<p>A {PAN} here, <em>{PAN}</em> too.</p>"), tmp_path
    )
    assert made.notes[1:] == ()
