"""Nothing that runs, loads from elsewhere or takes a format's own names survives the dialect."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from potluck import dialect
from potluck.dialect import Desk
from potluck.dialect.figures import Shown

URL = "https://example.org/x"
PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<svg onload="alert(1)"></svg>',
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src="javascript:alert(1)"></iframe>',
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<div markdown="1" onclick="alert(1)">text</div>',
    '<div markdown>\n<p onmouseover="alert(1)">x</p>\n</div>',
    "# Heading {: onmouseover=alert(1) }",
    "![x](y.png){: onerror=alert(1) }",
    "[x](y.md){: onclick='alert(1)' style='position:fixed' }",
    "A paragraph\n{: onfocus=alert(1) tabindex=1 }",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java&NewLine;script:alert(1)>)",
    "[x](<java&Tab;script:alert(1)>)",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[x][r]\n\n[r]: <java&NewLine;script:alert(1)>",
    "<javascript:alert(1)>",
    "[x](file:///etc/passwd)",
    "[x](book:chapter/soup)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](https://evil.example/track.gif)",
    "![x](//evil.example/track.gif)",
    "<img src=https://evil.example/track.gif srcset='https://evil.example/2x.gif 2x'>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<base href=https://evil.example/>",
    '<form action="https://evil.example"><input name=q><button>x</button></form>',
    '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example">',
    '<video src="https://evil.example/x" poster="https://evil.example/y" onerror=alert(1)></video>',
    '<table background="https://evil.example/x"><tr><td style="background:url(//evil.example)">x',
    '<p style="position:fixed;background:url(https://evil.example)">x</p>',
    "# Heading {#__config}",
    '<p id="__config">x</p><a name="__search" id="body">x</a>',
    "# Heading {: #fn-1 .md-header }",
    '<div class="md-header md-dialog figure credit">spoof</div>',
    '<figure class="figure" id="fig-1"><figcaption class="credit">by nobody</figcaption></figure>',
    "<a href='javascript:alert(1)' href='x.md'>x</a>",
    '<a href="x.md" target="_blank" ping="https://evil.example">x</a>',
    "[x](x.md 'title\" onclick=\"alert(1)')",
    '![" onerror="alert(1)](pot.png)',
    '!!! note "<img src=x onerror=alert(1)>"\n    text',
    '=== "<script>alert(1)</script>"\n    text',
    '``` {.js onclick="alert(1)" #__config}\ncode\n```',
    "*[HTML]: <img src=x onerror=alert(1)>\n\nHTML",
    "[^1]\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<plaintext><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<template><script>alert(1)</script></template>",
    "<dialog open onclose=alert(1)>x</dialog><marquee onstart=alert(1)>x</marquee>",
]
CLASSES = {
    *("admonition", "admonition-title", "note", "tip", "info", "warning", "danger", "example"),
    *("abstract", "success", "question", "failure", "bug", "quote", "hint", "caution", "tabs"),
    *("important", "tab", "tab-title", "figure", "caption", "credit", "fnref", "footnotes"),
    *("backref", "left", "center", "right"),
}
TAGS = re.compile(
    r"script|style|svg|math|iframe|object|embed|form|input|button|link|meta|base|video|audio"
    r"|template|noscript|plaintext|xmp|dialog|marquee|foreignobject"
)
_ID = re.compile(r"[a-z][a-z0-9-]*")
_OURS = re.compile(r"(?:book:|https?://|mailto:|#fn-\d|#fnref-\d)")
_BLANKS = re.compile(r"[\x00-\x20\x7f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")


def _foreign(address: str) -> bool:
    """Tell whether a browser reads a scheme here that is none of ours."""
    plain = _BLANKS.sub("", address).lower()
    return bool(_SCHEME.match(plain)) and not _OURS.match(plain)


def desk() -> Desk:
    """A desk that lets through whatever it is asked: what is refused is refused before it."""
    return Desk(
        link=lambda href: href,
        picture=lambda _, alt, title: Shown("pot-0123456789.png", 1, 1, alt or "Picture", title),
    )


def offences(body: str) -> list[str]:
    """Return what should not be in the HTML of a body."""
    tree = html.fragment_fromstring(dialect.render(body, desk()).html, create_parent="div")
    return [offence for element in tree.iter(etree.Element) for offence in _offences(element)]


def _offences(element: html.HtmlElement) -> list[str]:
    tag = str(element.tag)
    found = [f"<{tag}>"] if TAGS.fullmatch(tag) else []
    for name, value in element.attrib.items():
        if name.startswith("on") or name in {"srcset", "srcdoc", "style", "target", "ping", "name"}:
            found.append(name)
        if name in {"href", "src", "action", "poster", "background"} and _foreign(value):
            found.append(f"{name}={value}")
        if name == "src" and not value.startswith("book:media/"):
            found.append(f"src={value}")
        if name == "id" and not _ID.fullmatch(value):
            found.append(f"id={value}")
        if name == "class":
            found += [f"class={word}" for word in value.split() if word not in CLASSES]
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_harmless(payload: str) -> None:
    assert offences(payload) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "frame", ["> {}", "- {}", "!!! note\n    {}", "<div markdown>\n{}\n</div>"]
)
def test_it_is_harmless_inside_other_things(payload: str, frame: str) -> None:
    assert offences(frame.format(payload.replace("\n", "\n    "))) == []


PIECES = st.sampled_from([
    *("<", ">", "</", "/>", '"', "'", "=", "`", "[", "](", ")", "{:", "}", "!", "#", "\n", "\n\n"),
    *("script", "img src=x ", "onerror=alert(1) ", "javascript:", "data:", "svg", "style"),
    *("a href=", "`", "{"),
    *("<!--", "-->", "<![CDATA[", "]]>", "&#106;", "&colon;", "&Tab;", "\x00", "    ", "x", " "),
    *("!!! note", "=== \"t\"", "[^1]", "[^1]: ", "| a |", "|---|", "markdown=1 ", "#__config"),
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_mixture_of_pieces_is_harmful(body: str) -> None:
    assert offences(body) == []


def test_what_is_refused_leaves_its_words() -> None:
    made = dialect.render("Slice the [leeks](javascript:alert(1)) thin.", desk())
    assert made.html == "<p>Slice the leeks thin.</p>"


def test_a_title_is_plain_text() -> None:
    made = dialect.render("# `</title><script>alert(1)</script>` t\n\nx", desk())
    assert (made.title, made.html.strip()) == ("</title><script>alert(1)</script> t", "<p>x</p>")


def test_references_to_what_cannot_be_seen_are_shown_as_such() -> None:
    body = "a &#7;b &#x202E;c `&#7;` [x](&#1;javascript:alert(1)) &#233; &#128512; &#99999999999;"
    fragment = dialect.render(body, desk())
    assert fragment.html.strip() == (
        "<p>a \ufffdb \ufffdc <code>&amp;#7;</code> "
        '<a href="%EF%BF%BDjavascript:alert(1)">x</a> é \U0001f600 \ufffd</p>'
    )
