"""Neutral HTML becomes what EPUB allows, with its semantics; nothing else gets through."""

import pytest

from potluck.formats.epub import xhtml


def made(html: str) -> str:
    return xhtml.write(xhtml.read(html))


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p>a<style>p{}</style>b</p>", "<p>ab</p>"),
        ('<iframe src="https://example.org">x</iframe>after', "after"),
        ('<svg onload="alert(1)"><script>1</script></svg><p>b</p>', "<p>b</p>"),
        ('<p onclick="alert(1)" style="color:red">a</p>', "<p>a</p>"),
        ("<!-- a comment --><p>a</p><?php 1 ?>", "<p>a</p>"),
        ("<form><input name=a><p>a</p></form>b", "b"),
        ("<marquee>a <b>b</b></marquee>", "a <b>b</b>"),
        ('<p epub:type="x" data-x="1" xmlns="y">a</p>', "<p>a</p>"),
        ("<p>a&#1;b\x02c\ufffe</p>", "<p>abc</p>"),
        ('<p title="a&#3;">\udc00b</p>', '<p title="a">b</p>'),
    ],
)
def test_what_is_not_allowed_falls_away(hostile: str, left: str) -> None:
    assert made(hostile) == left


def test_ordinary_characters_stay() -> None:
    assert (
        made("<p>½ ☕\ufe0f é \U0001f372 &lt; &amp;</p>")
        == "<p>½ ☕\ufe0f é \U0001f372 &lt; &amp;</p>"
    )


def test_details_lie_open() -> None:
    assert made('<details class="note"><summary>Why</summary><p>So.</p></details>') == (
        '<div class="details note"><p class="details-title">Why</p><p>So.</p></div>'
    )


def test_footnotes_are_asides_that_readers_can_show_in_a_window() -> None:
    html = (
        '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>Or onions. '
        '<a class="backref" href="#fnref-1" role="doc-backlink">↩</a></p></li>'
        '<li id="fn-2">Bare.</li></ol></section>'
    )
    assert made(html) == (
        '<section class="footnotes" role="doc-endnotes" epub:type="endnotes">'
        '<aside role="doc-footnote" id="fn-1" epub:type="footnote"><p><span class="note-number">1. '
        '</span>Or onions. <a class="backref" href="#fnref-1" role="doc-backlink" '
        'epub:type="backlink">↩</a></p></aside>'
        '<aside role="doc-footnote" id="fn-2" epub:type="footnote"><span class="note-number">2. '
        "</span>Bare.</aside></section>"
    )


@pytest.mark.parametrize(
    ("kind", "role"), [("warning", "doc-notice"), ("tip", "doc-tip"), ("note", None)]
)
def test_an_admonition_has_the_role_of_its_kind(kind: str, role: str | None) -> None:
    tree = xhtml.read(f'<div class="admonition {kind}"><p>a</p></div>')
    assert (tree[0].tag, tree[0].get("role")) == ("div", role)


def test_the_boxes_of_a_task_list_are_characters() -> None:
    html = '<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li></ul>'
    assert made(html) == "<ul><li>☑  a</li><li>☐  b</li></ul>"


def test_no_level_of_heading_is_skipped() -> None:
    html = "<h1>t</h1><h1>a</h1><h4>b</h4><h3>c</h3><h2>d</h2>"
    assert made(html) == "<h1>t</h1><h2>a</h2><h3>b</h3><h3>c</h3><h2>d</h2>"


def test_no_id_stands_twice() -> None:
    html = '<p id="a">1</p><p id="a">2</p><p id="b c">3</p><p id=" ">4</p>'
    assert made(html) == '<p id="a">1</p><p>2</p><p id="b-c">3</p><p>4</p>'


def test_a_language_is_told_in_both_ways() -> None:
    assert made('<p lang="fr">a</p>') == '<p lang="fr" xml:lang="fr">a</p>'


def test_formulas_are_mathml() -> None:
    assert made("<p><math><mi>x</mi><annotation>x</annotation></math></p>") == (
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'
    )


def test_lists_of_ingredients_are_known_by_their_heading() -> None:
    html = '<h2 id="ingredients">I</h2><h3>A</h3><ul><li>a</li></ul><h2>M</h2><ul><li>b</li></ul>'
    assert made(f"<h1>t</h1>{html}") == (
        '<h1>t</h1><h2 id="ingredients">I</h2><h3>A</h3><ul class="ingredients"><li>a</li></ul>'
        "<h2>M</h2><ul><li>b</li></ul>"
    )


def test_the_empty_corner_of_a_table_is_no_header() -> None:
    html = '<table><tr><th scope="col"> </th><th scope="col">b</th></tr></table>'
    assert made(html) == '<table><tr><td> </td><th scope="col">b</th></tr></table>'
