"""The text does nothing but stand there.

Programs in a page (`<script>`, `onclick=`, `javascript:` links), frames, forms and embedded things
are removed from every edition, because they could watch readers or change the page. This rule says
so before somebody wonders where they went. In a code block they may be shown.

Source: OWASP, Cross Site Scripting Prevention Cheat Sheet.

Bad:

    -- content/soup.md --
    # Leek soup

    <iframe src="https://example.org/video"></iframe>

Bad:

    -- content/soup.md --
    # Leek soup

    Slice the [leeks](javascript:alert(1)).

Good:

    -- content/soup.md --
    # Leek soup

    Watch [the film](https://example.org/video). In the page it would be `<iframe>`.
"""

import re
from collections.abc import Iterator

from potluck.checks.html import Tag
from potluck.checks.reading import Link, Picture, Words
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity

ACTIVE = frozenset({
    *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input"),
    *("button", "textarea", "select", "base", "meta", "link", "style", "svg", "math", "template"),
    *("noscript", "video", "audio", "portal"),
})  # fmt: skip
_EVENT = re.compile(r"\{:?[^{}\n]*?\b(on[a-z]{3,30})\s*=")
_BLANKS = re.compile(r"[\x00-\x20\x7f]|&(?:tab|newline|#0*(?:9|10|13)|#x0*[9ad]);", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:javascript|vbscript|livescript|data):", re.IGNORECASE)


def check(chapter: ChapterView) -> Iterator[Finding]:
    reading = chapter.reading
    words = reading.all(Words) if "{" in reading.body else ()
    for thing in (*reading.all(Tag), *reading.all(Link), *reading.all(Picture), *words):
        for what in _active(thing):
            place = chapter.find(thing.line, what.strip("<>").split(":")[0])
            message = f"{quoted(what)} is removed from every edition."
            yield RULE.finding(place, message, "take it out, or show it in a code block")


def _active(thing: Tag | Link | Picture | Words) -> Iterator[str]:
    if isinstance(thing, Tag):
        yield from _tag(thing)
    elif isinstance(thing, Link) and runs(thing.href):
        yield thing.href
    elif isinstance(thing, Picture) and runs(thing.src):
        yield thing.src[:40]
    elif isinstance(thing, Words):
        yield from _EVENT.findall(thing.text)


def _tag(tag: Tag) -> Iterator[str]:
    if tag.name in ACTIVE:
        yield f"<{tag.name}>"
    for name, value in tag.attributes:
        if name.startswith("on"):
            yield name
        elif name not in {"href", "src"} and runs(value):
            yield value


def runs(address: str) -> bool:
    """Tell whether an address is a program, in any spelling.

    >>> runs("java&NewLine;script:alert(1)"), runs("https://example.org/javascript:")
    (True, False)
    """
    return _PROGRAM.match(_BLANKS.sub("", address)) is not None


RULE = Rule("SEC-001", "active-content", Severity.ERROR, Scope.TEXT, check, __doc__)
