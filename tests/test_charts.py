"""Charts: descriptions and data in, the same clean SVG out each time."""

from pathlib import Path

import pytest

from potluck.charts import ChartError, Spec, clean, main, number, picture_of, read_rows

LINE = """\
title: Cooling
kind: line
csv: cooling.csv
x: hours
y: celsius
series: pot
xlabel: Time (h)
ylabel: Temperature (°C)
size: [5, 3]
alt: A falling line.
notes: [{text: cold, x: 1, y: 5}]
guides: [{text: room, axis: y, value: 20}]
"""
COOLING = "pot,hours,celsius\nsmall,0,57\nsmall,1,21\nlarge,0,57\nlarge,1,41\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "cooling.csv").write_text(COOLING, encoding="utf-8")
    (tmp_path / "cooling.chart.yml").write_text(LINE, encoding="utf-8")
    return tmp_path


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(ChartError, match="colour"):
        Spec.parse(LINE + "colour: red\n")


def test_a_description_that_is_not_a_mapping_is_refused() -> None:
    with pytest.raises(ChartError, match="Not a chart description"):
        Spec.parse("- a list\n")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ChartError, match="No column 'celsius'"):
        read_rows("hours\n1\n", ["hours", "celsius"])


def test_a_number_with_a_unit_is_refused() -> None:
    with pytest.raises(ChartError, match="'5 °C' is not a number"):
        number("5 °C")


def test_the_picture_stands_beside_its_description() -> None:
    assert picture_of(Path("a/b.chart.yml")) == Path("a/b.svg")


def test_cleaning_removes_dtd_metadata_and_styles_and_adds_words() -> None:
    raw = (
        '<?xml version="1.0" standalone="no"?><!DOCTYPE svg PUBLIC "x"\n "https://example.org">'
        "<svg><metadata><a/></metadata><defs>\n<style>*{a:b}</style>\n</defs><g/></svg>"
    )
    assert clean(raw, "Salt & water", "One\n line.") == (
        '<?xml version="1.0"?><svg role="img" stroke-linejoin="round">\n'
        " <title>Salt &amp; water</title>\n <desc>One line.</desc><g/></svg>"
    )


def test_a_missing_data_file_cannot_be_drawn(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    (book / "cooling.csv").unlink()
    assert main([str(book)]) == 2
    assert "No data file 'cooling.csv'" in capsys.readouterr().err


def test_an_unknown_kind_lists_the_known_ones(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    (book / "cooling.chart.yml").write_text(LINE.replace("kind: line", "kind: pie"), "utf-8")
    assert main([str(book)]) == 2
    assert "Hint: line, bar, range" in capsys.readouterr().err


def test_a_range_that_runs_backwards_is_refused(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    (book / "cooling.csv").write_text("food,low,high\negg,80,60\n", "utf-8")
    (book / "cooling.chart.yml").write_text(
        LINE.replace("kind: line", "kind: range")
        .replace("x: hours", "x: [low, high]")
        .replace("y: celsius", "y: food")
        .replace("series: pot\n", ""),
        "utf-8",
    )
    assert main([str(book)]) == 2
    assert "'egg' runs from 80 down to 60" in capsys.readouterr().err


def test_drawing_twice_gives_the_same_bytes_and_check_agrees(book: Path) -> None:
    pytest.importorskip("matplotlib")
    picture = book / "cooling.svg"
    assert main([str(book)]) == 0
    first = picture.read_bytes()
    picture.unlink()
    assert main([str(book)]) == 0
    assert picture.read_bytes() == first
    assert main(["--check", str(book)]) == 0


def test_check_notices_changed_data_and_writes_nothing(book: Path) -> None:
    pytest.importorskip("matplotlib")
    main([str(book)])
    before = (book / "cooling.svg").read_bytes()
    (book / "cooling.csv").write_text(COOLING.replace("21", "25"), "utf-8")
    assert main(["--check", str(book)]) == 1
    assert (book / "cooling.svg").read_bytes() == before


def test_a_drawn_picture_is_self_contained(book: Path) -> None:
    pytest.importorskip("matplotlib")
    main([str(book)])
    svg = (book / "cooling.svg").read_text("utf-8")
    assert "<desc>A falling line.</desc>" in svg
    for unwanted in ("<!DOCTYPE", "<script", "<style", "foreignObject", "<metadata", "<text"):
        assert unwanted not in svg
