"""Neutral HTML made ready for paper."""

from collections.abc import Callable
from functools import partial

import pytest
from lxml.html import HtmlElement

from potluck import neutral
from potluck.formats.pdf import body, compose, notes
from potluck.formats.pdf.paper import A5
from potluck.formats.pdf.press.job import File
from potluck.formats.pdf.standins import StandIns


def changed(step: Callable[[HtmlElement], None], html: str) -> str:
    tree = neutral.parse(html)
    step(tree)
    return neutral.to_html(tree)


NOTE = (
    '<section class="footnotes"><ol><li id="fn-1"><p>Or <em>onions</em>. '
    '<a role="doc-backlink" href="#fnref-1">↩</a></p></li></ol></section>'
)
CALL = '<sup class="fnref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup>'
LOWERED = (
    '<span id="fn-1" class="footnote" data-number="1">'
    '<span class="note-p">Or <em>onions</em>.</span></span>'
)


def test_a_footnote_moves_to_where_it_is_called() -> None:
    assert changed(notes.lower, f"<p>Leeks{CALL}, sliced.</p>{NOTE}") == (
        f"<p>Leeks{LOWERED}, sliced.</p>"
    )


def test_a_second_call_repeats_the_number() -> None:
    again = '<sup class="fnref"><a href="#fn-1" role="doc-noteref">1</a></sup>'
    assert changed(notes.lower, f"<p>a{CALL} b{CALL}</p>{NOTE}") == f"<p>a{LOWERED} b{again}</p>"


def test_notes_called_side_by_side_are_told_apart() -> None:
    second = CALL.replace("-1", "-2").replace(">1<", ">2<")
    notes_ = NOTE.replace("</ol>", '<li id="fn-2"><p>Two.</p></li></ol>')
    side = changed(notes.lower, f"<p>a{CALL}{second}</p>{notes_}")
    apart = changed(notes.lower, f"<p>a{CALL} b{second}</p>{notes_}")
    assert ['class="footnote next"' in html for html in (side, apart)] == [True, False]


def test_a_note_that_nothing_calls_is_not_lost() -> None:
    assert changed(notes.lower, f"<p>a</p>{NOTE}") == f"<p>a</p>{NOTE}"


def test_what_unfolds_on_a_screen_lies_open() -> None:
    html = '<details class="tip" open><summary>Why</summary><p>So.</p></details>'
    assert changed(body.unfold, html) == (
        '<div class="box tip"><p class="box-title">Why</p><p>So.</p></div>'
    )


@pytest.mark.parametrize(
    ("letters", "names"), [(9, "admonition tip together"), (999, "admonition tip")]
)
def test_short_boxes_stand_whole(letters: int, names: str) -> None:
    html = f'<div class="admonition tip"><p>{"x" * letters}</p></div>'
    assert f'class="{names}"' in changed(body.keep_boxes, html)


def test_long_lists_of_short_ingredients_stand_in_two_columns() -> None:
    items = "<li>salt</li>" * 8
    step = partial(body.mark_ingredients, paper=A5)
    assert changed(step, f'<h2 id="ingredients">I</h2><ul>{items}</ul>') == (
        '<h2 id="ingredients">I</h2><div class="together">'
        f'<ul class="ingredients two-columns together">{items}</ul></div>'
    )


def test_bookmarks_do_not_show_note_numbers() -> None:
    html = changed(body.label_headings, f"<h2>Heat {CALL} <em>here</em></h2>")
    assert html == f'<h2 data-label="Heat here">Heat {CALL} <em>here</em></h2>'


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("book:chapter/heat#browning", '<a href="#heat--browning">x</a>'),
        ("book:chapter/nowhere", "<a>x</a>"),
        ("book:chapter/heat#nowhere", "<a>x</a>"),
        ("book:emoji/1f373.png", "<a>x</a>"),
        ("book:page/sources", '<a href="#matter--sources">x</a>'),
        ("book:contributor/ann", '<a href="#matter--contributors--contributor-ann">x</a>'),
        ("mailto:ann@example.org", '<a href="mailto:ann@example.org">x</a>'),
        ("javascript:alert(1)", "<a>x</a>"),
        ("file:///etc/passwd", "<a>x</a>"),
        ("other.html", "<a>x</a>"),
    ],
)
def test_links_lead_somewhere_or_are_no_links(href: str, expected: str) -> None:
    known = {"heat--browning", "matter--sources", "matter--contributors--contributor-ann"}

    def step(tree: HtmlElement) -> None:
        body.link(tree, compose.resolve)
        body.drop_links(tree, frozenset(known))

    assert changed(step, f'<a href="{href}">x</a>') == expected


@pytest.mark.parametrize("block", ["<p>c</p>", "<h3>c</h3>", "<hr>"])
def test_list_items_of_blocks_get_one_body(block: str) -> None:
    html = changed(body.wrap_items, f"<ul><li>a</li><li>b{block}</li></ul>")
    assert html == f'<ul><li>a</li><li><dd class="item">b{block}</dd></li></ul>'


def test_a_picture_without_words_is_called_a_picture() -> None:
    assert changed(body.describe_pictures, '<img src="x" alt="">') == '<img src="x" alt="Picture">'


def test_ids_of_a_chapter_carry_its_name() -> None:
    step = partial(body.prepare, prefix="soup--", paper=A5)
    assert changed(step, '<p id="a"><a href="#a">x</a></p>') == (
        '<p id="soup--a"><a href="#soup--a">x</a></p>'
    )


def test_missing_characters_are_spelled_small_in_text_and_plain_elsewhere() -> None:
    absent = StandIns({}, ("⏲",))
    assert changed(absent.place, '<p title="a ⏲">\ufe0e⏲\ufe0f b <em>c</em> ⏲d</p>') == (
        '<p title="a [timer clock]"><small class="spelled">[timer clock]</small> b <em>c</em> '
        '<small class="spelled">[timer clock]</small>d</p>'
    )
    assert absent.plain("⏲\ufe0f!") == "[timer clock]!"


def test_colour_emoji_become_pictures() -> None:
    absent = StandIns({"🍳": File("image/png", b"")}, ())
    assert changed(absent.place, "<p>a 🍳\ufe0f b</p>") == (
        '<p>a <img class="emoji" src="book:emoji/1f373.png" alt="cooking"> b</p>'
    )


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("<tr><td>a</td><td>b</td></tr>" * 20, ""),
        ("<tr><td>a</td><td>b</td></tr>", ' class="together"'),
        (f"<tr>{'<td>wordsofall</td>' * 7}</tr>", ' class="together wide"'),
    ],
)
def test_tables_are_marked_by_length_and_width(rows: str, names: str) -> None:
    step = partial(body.keep_tables, paper=A5)
    assert changed(step, f"<table>{rows}</table>").startswith(f"<table{names}>")


@pytest.mark.parametrize(
    ("size", "margin"),
    [
        ((600, 300), "4.57"),  # 211.43 px high on the measure of 422.87: 23 half lines, 24 with it
        ((90, 90), "0.00"),
        ((100, 4000), "4.99"),
        ((0, 0), "0.00"),
    ],
)
def test_pictures_end_on_the_grid(size: tuple[int, int], margin: str) -> None:
    image = '<img src="x" width="{}" height="{}"'.format(*size)
    step = partial(body.fit_pictures, paper=A5)
    assert changed(step, f"<figure>{image}></figure>") == (
        f'<figure>{image} style="margin-bottom: {margin}px"></figure>'
    )


@pytest.mark.parametrize("name", ["media/pots.svg", "emoji/1f373.png"])
def test_pictures_keep_their_names(name: str) -> None:
    step = partial(body.link, resolve=compose.resolve)
    assert changed(step, f'<img src="book:{name}">') == f'<img src="book:{name}">'


@pytest.mark.parametrize(
    ("html", "classes"),
    [
        ("<p>a</p><h2>b</h2>", ["above-h2", None]),
        ('<p class="x">a</p><h4>b</h4><p>c</p>', ["x above-h4", None, None]),
        ("<ul><li>a</li></ul><figure></figure>", ["above-box", None, None]),
        ('<h3>a</h3><div class="admonition tip">b</div>', ["above-box", "admonition tip"]),
        ('<p>a</p><h2 class="letter">B</h2>', ["above-h2 above-letter", "letter"]),
        ('<p>a</p><p class="boxer">b</p>', [None, "boxer"]),
    ],
)
def test_what_stands_above_knows_it(html: str, classes: list[str | None]) -> None:
    tree = neutral.parse(html)
    body.tell_what_follows(tree)
    assert [element.get("class") for element in tree.iterdescendants()] == classes


@pytest.mark.parametrize(
    ("html", "held"),
    [
        ("<p>at 20 °C for 5 min</p>", "<p>at 20~°C for 5~min</p>"),
        ("<p><b>½ tsp</b> and 3 % more</p>", "<p><b>½~tsp</b> and 3~% more</p>"),
        ("<p><em>2</em> g, <em>x</em> 3 mm.</p>", "<p><em>2</em> g, <em>x</em> 3~mm.</p>"),
        ("<p>5 minutes, 2 men, 7 lbw</p>", "<p>5 minutes, 2 men, 7 lbw</p>"),
        ("<p>x1 g <code>2 g</code> 4 g</p>", "<p>x1~g <code>2 g</code> 4~g</p>"),
    ],
)
def test_a_number_and_its_unit_stand_on_one_line(html: str, held: str) -> None:
    tree = neutral.parse(html)
    body.hold_units(tree)
    assert neutral.to_html(tree).replace("\u00a0", "~").replace("&nbsp;", "~") == held
