"""A small edition made by hand, with one of everything, for the tests of the formats."""

from datetime import UTC, datetime

from potluck.model import (
    Book,
    Build,
    Chapter,
    Citation,
    Commit,
    Contributor,
    Copy,
    Credit,
    Edition,
    Figure,
    Heading,
    License,
    Matter,
    Part,
    Picture,
    Recipe,
    Role,
    Source,
)

BY_SA = License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
BY = License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
PDM = License(
    "CC-PDM-1.0", "Public Domain Mark 1.0", "https://creativecommons.org/publicdomain/mark/1.0/"
)
COOKS = Contributor("cooks", "The Test Cooks", "Test Cooks", kind="organization", bio="We test.")
CLERK = Contributor("contributor-a", "Contributor A", "A, Contributor", known=False)
COMMIT = Commit("0123456789abcdef" * 2 + "01234567", datetime(2026, 3, 4, 5, 6, tzinfo=UTC), ("A",))

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160" width="320" height="160">\
<title>Two pots</title><rect width="320" height="160" fill="#fdfbf5"/>\
<circle cx="90" cy="80" r="50" fill="none" stroke="#222" stroke-width="4"/>\
<circle cx="230" cy="80" r="50" fill="none" stroke="#222" stroke-width="4"/></svg>"""
POTS = Picture.of(
    "two-pots-1a2b3c4d.svg",
    "content/mains/two-pots.svg",
    Copy.of("image/svg+xml", 320, 160, SVG),
)

# ruff: noqa: E501 - neutral HTML reads best in one piece
SOUP_HTML = """
<p>A soup of leeks &amp; potatoes,<sup class="fnref" id="fnref-1"><a href="#fn-1" \
role="doc-noteref">1</a></sup> better the next day. See <a href="book:chapter/heat#browning">browning\
</a> and <a href="https://example.org/leeks">a page elsewhere</a>.</p>
<figure class="figure" id="fig-1"><img src="book:media/two-pots-1a2b3c4d.svg" alt="Two round pots" \
width="320" height="160"><figcaption><span class="caption">Two pots, one lid.</span> \
<span class="credit"><span about="book:media/two-pots-1a2b3c4d.svg" \
prefix="cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/">Picture: \
<span property="cc:attributionName"><a rel="cc:attributionURL" href="book:contributor/cooks">\
The Test Cooks</a></span>, \
<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a></span></span>\
</figcaption></figure>
<h2 id="ingredients">Ingredients</h2>
<ul><li>500 g leeks</li><li>½ tsp salt</li><li>1 litre water at 95 °C</li></ul>
<h2 id="method">Method</h2>
<ol><li>Slice the leeks.</li><li><p>Boil the water.</p><p>Add the leeks.</p></li></ol>
<h3 id="doneness">Doneness</h3>
<table><thead><tr><th scope="col">Cut</th><th scope="col" class="right">Minutes</th></tr></thead>\
<tbody><tr><td>Rings</td><td class="right">12</td></tr><tr><td>Halves</td><td class="right">25</td>\
</tr></tbody></table>
<div class="admonition warning"><p class="admonition-title">Hot</p><p>Steam burns.</p></div>
<details class="note"><summary>Why it thickens</summary><p>Starch swells.</p></details>
<div class="tabs"><div class="tab"><p class="tab-title">Oven</p><p>At 200 °C.</p></div>\
<div class="tab"><p class="tab-title">Hob</p><p>Over a low flame.</p></div></div>
<dl><dt>Sweat</dt><dd>To soften without colour.</dd></dl>
<blockquote><p>Waste not.</p></blockquote>
<pre><code>2 x 3 = 6</code></pre>
<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>Or onions, with \
<em>patience</em>. <a class="backref" href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>
"""

SOUP = Chapter(
    slug="leek-soup",
    title="Leek & potato soup <hot>",
    kind="recipe",
    path="content/mains/leek-soup.md",
    href="mains/leek-soup.html",
    html=SOUP_HTML,
    license=BY_SA,
    lang="en",
    summary="A soup of leeks & potatoes.",
    standfirst="A soup of leeks & potatoes.",
    tags=("soup", "vegan"),
    status="tested",
    credits=(
        Credit(COOKS, (Role.AUTHOR,)),
        Credit(CLERK, (Role.CONTRIBUTOR,), declared=False),
    ),
    copyright="2026 The Test Cooks",
    sources=(
        Source(
            "The Old Cookery Book",
            author="Eliza Acton",
            url="https://example.org/acton",
            license=PDM,
            changes="metric units; shorter method",
            year=1845,
            publisher="Longman, London",
        ),
    ),
    headings=(
        Heading(2, "ingredients", "Ingredients"),
        Heading(2, "method", "Method"),
        Heading(3, "doneness", "Doneness"),
    ),
    figures=(
        Figure(
            "two-pots-1a2b3c4d.svg", "fig-1", "Two round pots", "Two pots, one lid.", (COOKS,), BY
        ),
    ),
    recipe=Recipe("4 servings", "PT10M", "PT25M", diet=("vegan",), course="main"),
    created=COMMIT,
    modified=COMMIT,
    revisions=2,
    edit_url="https://example.org/edit/content/mains/leek-soup.md",
    history_url="https://example.org/history/content/mains/leek-soup.md",
    citation=Citation(
        "The Test Cooks. (2026). Leek & potato soup <hot>. In A Test Book.",
        "@incollection{leek-soup,\n  title = {Leek \\& potato soup <hot>}\n}",
        '[{"id": "leek-soup", "type": "chapter"}]',
    ),
)
HEAT = Chapter(
    slug="heat",
    title="Heat",
    kind="chapter",
    path="content/science/heat.md",
    href="science/heat.html",
    html='<p>Heat moves.</p><h2 id="browning">Browning</h2><p>Dry things brown; try the '
    '<a href="book:chapter/leek-soup">soup</a>.</p>',
    license=BY,
    lang="en",
    headings=(Heading(2, "browning", "Browning"),),
    credits=(Credit(COOKS, (Role.AUTHOR, Role.EDITOR)),),
)
OPENING = Chapter(
    slug="mains",
    title="Main dishes",
    kind="page",
    path="content/mains/index.md",
    href="mains/index.html",
    html="<p>What one eats first.</p>",
    license=BY_SA,
    lang="en",
)
PREFACE = Chapter(
    slug="index",
    title="Welcome",
    kind="page",
    path="content/index.md",
    href="index.html",
    html="<p>Everyone brings a dish.</p>",
    license=BY_SA,
    lang="en",
)
BOOK = Book(
    title="A Test Book & More",
    slug="a-test-book",
    license=BY_SA,
    subtitle="Soups and reasons",
    description="A small book for tests.",
    author="The Test Cooks",
    publisher="Potluck Tests",
    url="https://example.org/book/",
    repo_url="https://example.org/repo",
    commit_url="https://example.org/commit/",
)
BUILD = Build("0123456789", COMMIT.id, COMMIT.date, "0.1.0")
MATTER = (
    Matter(
        "contributors",
        "Contributors",
        '<section id="contributor-cooks"><h2 id="the-test-cooks">The Test Cooks</h2><p>We test.</p>'
        '<ul><li><a href="book:chapter/leek-soup">Leek &amp; potato soup &lt;hot&gt;</a>: author'
        "</li></ul></section>"
        '<section id="contributor-contributor-a"><h2 id="contributor-a">Contributor A</h2></section>',
    ),
    Matter("sources", "Sources", "<ul><li>“The Old Cookery Book” by Eliza Acton</li></ul>"),
    Matter("pictures", "Picture credits", "<ul><li>Two pots: The Test Cooks, CC BY 4.0</li></ul>"),
    Matter("licences", "Licences", "<p>Each chapter is under its own licence.</p>"),
)


def sample() -> Edition:
    """Return an edition of two parts and two chapters with one of each kind of block."""
    return Edition(
        book=BOOK,
        build=BUILD,
        parts=(
            Part("mains", "Main dishes", (SOUP,), OPENING),
            Part("science", "Science", (HEAT,)),
        ),
        contributors=(CLERK, COOKS),
        pictures={POTS.name: POTS},
        matter=MATTER,
        preface=PREFACE,
    )
