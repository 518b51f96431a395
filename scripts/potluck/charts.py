"""Draw the book's charts: every ``NAME.chart.yml`` becomes ``NAME.svg`` beside it.

A chart is data (a CSV file) and a description (the YAML file); the SVG is committed, so that a
reader, a contributor and CI need no matplotlib. The same input draws the same bytes: no date, no
random identifiers, text as outlines of the font that comes with matplotlib. Charts are readable
without colour: each line has its own marker and dash, and is labelled where it runs.
"""

import argparse
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import click
import yaml

PAPER, INK, QUIET = "#fbfaf6", "#22262b", "#6b6f76"
BEHIND = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}  # words stay legible on lines
LOOKS = (
    ("#1f4e5f", "o", "-"),
    ("#9c3d22", "s", "--"),
    ("#7a6410", "^", "-."),
    ("#4b3b6b", "D", ":"),
)
RC_PARAMS: Any = {
    "svg.hashsalt": "potluck",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


class ChartError(Exception):
    """A description or its data cannot be drawn; the message says why and what to do."""


class Note(NamedTuple):
    """A few words at a place in the units of the axes; ``align`` is left, center or right."""

    text: str
    x: float
    y: float
    align: str = "left"


class Guide(NamedTuple):
    """A thin line across the chart at ``value`` on the axis ``axis`` (``x`` or ``y``)."""

    text: str
    axis: str
    value: float


@dataclass(frozen=True)
class Spec:
    """What a ``*.chart.yml`` says. ``size`` is width and height in inches, at 72 points each."""

    title: str
    kind: str
    csv: str
    x: str | list[str]
    y: str
    xlabel: str
    ylabel: str
    size: list[float]
    alt: str
    series: str = ""
    points: list[str] = field(default_factory=list)
    xlim: list[float] = field(default_factory=list)
    ylim: list[float] = field(default_factory=list)
    yscale: str = "linear"
    xticks: dict[float, str] = field(default_factory=dict)
    yticks: dict[float, str] = field(default_factory=dict)
    labels: dict[str, list[float]] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)
    guides: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def parse(cls, text: str) -> "Spec":
        """Read a description; an unknown, missing or empty field is a ChartError."""
        try:
            return cls(**yaml.safe_load(text))
        except (TypeError, yaml.YAMLError) as error:
            raise ChartError(f"Not a chart description: {error}.") from error


Row = dict[str, str]
Axes = Any  # a matplotlib.axes.Axes: its name must not cost an import of matplotlib


def read_rows(text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    r"""Parse a CSV text whose header has at least the given columns.

    >>> read_rows("a,b\n1,2\n", ["b"])
    ({'a': '1', 'b': '2'},)
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = sorted(set(columns) - set(reader.fieldnames or ()))
    if missing:
        raise ChartError(f"No column {missing[0]!r} in the data. Hint: look at its first line.")
    return tuple(reader)


def number(text: str) -> float:
    """Read a number as the data writes it.

    >>> number("0.5")
    0.5
    """
    try:
        return float(text)
    except ValueError as error:
        raise ChartError(f"{text!r} is not a number. Hint: write 12.5, without a unit.") from error


def columns_of(spec: Spec) -> list[str]:
    """Name every column of the data that the chart uses."""
    named = spec.x if isinstance(spec.x, list) else [spec.x]
    return [*named, spec.y, *([spec.series] if spec.series else [])]


def _series(spec: Spec, rows: Sequence[Row]) -> dict[str, tuple[list[float], list[float]]]:
    """Group the points of a line chart by series, in the order of the data."""
    groups: dict[str, tuple[list[float], list[float]]] = {}
    for row in rows:
        xs, ys = groups.setdefault(row[spec.series] if spec.series else "", ([], []))
        xs.append(number(row[str(spec.x)]))
        ys.append(number(row[spec.y]))
    return groups


def _draw_line(axes: Axes, spec: Spec, rows: Sequence[Row]) -> None:
    groups = _series(spec, rows)
    if len(groups) > len(LOOKS):
        raise ChartError(f"{len(groups)} series in one chart. Hint: at most {len(LOOKS)}.")
    for (name, (xs, ys)), (colour, marker, dash) in zip(groups.items(), LOOKS, strict=False):
        if name in spec.points:
            axes.plot(xs, ys, color=INK, linestyle="none", marker=marker, markersize=9,
                      markerfacecolor="none", markeredgewidth=1.8, zorder=5)  # fmt: skip
        else:
            axes.plot(xs, ys, color=colour, linestyle=dash, linewidth=1.8, marker=marker,
                      markersize=5, markevery=max(1, len(xs) // 8), zorder=3)  # fmt: skip
        x, y = spec.labels.get(name, [xs[-1], ys[-1]])
        axes.annotate(name, (x, y), color=INK if name in spec.points else colour, va="center",
                      textcoords="offset points", bbox=BEHIND, zorder=6,
                      xytext=(0, 0) if name in spec.labels else (8, 0))  # fmt: skip


def _categories(axes: Axes, names: Sequence[str]) -> None:
    """List the names down the left side, the first on top, with a quiet grid behind."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _draw_bar(axes: Axes, spec: Spec, rows: Sequence[Row]) -> None:
    values = [number(row[str(spec.x)]) for row in rows]
    axes.barh(range(len(rows)), values, height=0.62, color=LOOKS[0][0], zorder=3)
    for place, value in enumerate(values):
        axes.annotate(f"{value:g}", (value, place), va="center", textcoords="offset points",
                      xytext=(5, 0))  # fmt: skip
    _categories(axes, [row[spec.y] for row in rows])


def _draw_range(axes: Axes, spec: Spec, rows: Sequence[Row]) -> None:
    low_column, high_column = list(spec.x)
    colour = LOOKS[0][0]
    for place, row in enumerate(rows):
        low, high = number(row[low_column]), number(row[high_column])
        if low > high:
            raise ChartError(f"{row[spec.y]!r} runs from {low:g} down to {high:g}.")
        axes.plot([low, high], [place, place], color=colour, linewidth=7, solid_capstyle="butt",
                  zorder=3)  # fmt: skip
        axes.plot([low, high], [place, place], color=colour, linestyle="none", marker="|",
                  markersize=12, markeredgewidth=1.6, zorder=3)  # fmt: skip
        axes.annotate(f"{low:g}–{high:g}" if high > low else f"{low:g}", (high, place),
                      va="center", textcoords="offset points", xytext=(8, 0), bbox=BEHIND,
                      zorder=4)  # fmt: skip
    _categories(axes, [row[spec.y] for row in rows])


KINDS: dict[str, Callable[[Axes, Spec, Sequence[Row]], None]] = {
    "line": _draw_line,
    "bar": _draw_bar,
    "range": _draw_range,
}


def _dress(axes: Axes, spec: Spec) -> None:
    """Set what all kinds share: title, labels, limits, ticks, grid, guides and notes."""
    axes.set_title(spec.title, loc="left", fontsize=11, fontweight="bold", pad=14)
    axes.set_xlabel(spec.xlabel)
    axes.set_ylabel(spec.ylabel)
    if spec.yscale != "linear":  # setting a scale forgets the ticks that name categories
        axes.set_yscale(spec.yscale)
    if spec.xlim:
        axes.set_xlim(spec.xlim[0], spec.xlim[1])
    if spec.ylim:
        axes.set_ylim(spec.ylim[0], spec.ylim[1])
    if spec.xticks:
        axes.set_xticks(list(spec.xticks), list(spec.xticks.values()))
    if spec.yticks:
        axes.set_yticks(list(spec.yticks), list(spec.yticks.values()))
        axes.minorticks_off()
    axes.set_facecolor(PAPER)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="both" if spec.kind == "line" else "x", color="#dcd8cc", linewidth=0.7)
    axes.set_axisbelow(True)
    _annotate(axes, spec)


def _annotate(axes: Axes, spec: Spec) -> None:
    for guide in (Guide(**raw) for raw in spec.guides):
        line = axes.axvline if guide.axis == "x" else axes.axhline
        line(guide.value, color=QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=2)
        place = (guide.value, 1.0) if guide.axis == "x" else (1.0, guide.value)
        axes.annotate(guide.text, place, color=QUIET, fontsize=8.5, textcoords="offset points",
                      xycoords=axes.get_xaxis_transform() if guide.axis == "x"
                      else axes.get_yaxis_transform(),
                      xytext=(0, 3), ha="center" if guide.axis == "x" else "right")  # fmt: skip
    for note in (Note(**raw) for raw in spec.notes):
        axes.annotate(note.text, (note.x, note.y), color=INK, fontsize=8.5, va="center",
                      ha=note.align, bbox=BEHIND, zorder=4)  # fmt: skip


def clean(svg: str, title: str, alt: str) -> str:
    """Keep only the picture: no DTD, no metadata, no style sheet; a title and a description.

    >>> print(clean('<!DOCTYPE svg><svg a="b"><metadata>x</metadata><g/></svg>', "T", "A"))
    <svg a="b" role="img" stroke-linejoin="round">
     <title>T</title>
     <desc>A</desc><g/></svg>
    """
    svg = re.sub(r"<!DOCTYPE.*?>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<defs>\s*<style\b.*?</style>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = svg.replace(' standalone="no"', "")
    words = f"\n <title>{escape(title)}</title>\n <desc>{escape(' '.join(alt.split()))}</desc>"
    return re.sub(
        r"(<svg\b[^>]*)>",
        lambda match: f'{match[1]} role="img" stroke-linejoin="round">{words}',
        svg,
        count=1,
    )


def draw(spec: Spec, rows: Sequence[Row]) -> str:
    """Draw one chart and return its SVG."""
    # Only those who draw need matplotlib, so only they import it.
    import matplotlib  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    if spec.kind not in KINDS:
        raise ChartError(f"No chart of the kind {spec.kind!r}. Hint: {', '.join(KINDS)}.")
    with matplotlib.rc_context(RC_PARAMS):
        figure = Figure(figsize=(spec.size[0], spec.size[1]), facecolor=PAPER, layout="tight")
        axes = figure.add_subplot()
        KINDS[spec.kind](axes, spec, rows)
        _dress(axes, spec)
        page = io.StringIO()
        figure.savefig(page, format="svg", metadata={"Date": None})
    return clean(page.getvalue(), spec.title, spec.alt)


def render(description: Path) -> str:
    """Draw the chart that a ``*.chart.yml`` describes; its ``csv`` is relative to that file."""
    spec = Spec.parse(description.read_text(encoding="utf-8"))
    data = description.parent / spec.csv
    if not data.is_file():
        raise ChartError(f"No data file {spec.csv!r}. Hint: the path starts at the chart's folder.")
    return draw(spec, read_rows(data.read_text(encoding="utf-8"), columns_of(spec)))


def picture_of(description: Path) -> Path:
    """Say where the picture of a description lives.

    >>> picture_of(Path("charts/cups.chart.yml")).as_posix()
    'charts/cups.svg'
    """
    return description.with_name(description.name.removesuffix(".chart.yml") + ".svg")


def stale(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each picture below the folder that differs from its description, with its new text."""
    for description in sorted(folder.rglob("*.chart.yml")):
        picture = picture_of(description)
        try:
            svg = render(description)
        except ChartError as error:
            raise ChartError(f"{description}: {error}") from error
        if not picture.is_file() or picture.read_text(encoding="utf-8") != svg:
            yield picture, svg


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, or with ``--check`` only compare: 0 fine, 1 pictures differ, 2 cannot draw."""
    parser = argparse.ArgumentParser(prog="python -m potluck.charts", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where to look for *.chart.yml files")
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    parsed = parser.parse_args(argv)
    try:
        pictures = tuple(stale(parsed.folder))
    except ChartError as error:
        click.echo(error, err=True)
        return 2
    for picture, svg in pictures:
        if parsed.check:
            click.echo(f"{picture} is out of date. Hint: python -m potluck.charts {parsed.folder}")
        else:
            picture.write_text(svg, encoding="utf-8")
            click.echo(f"drew {picture}")
    return 1 if parsed.check and pictures else 0


if __name__ == "__main__":
    raise SystemExit(main())
