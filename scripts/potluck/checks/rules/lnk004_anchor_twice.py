"""Every anchor that is given by hand is given once.

`{#crust}` behind a heading names it for links. When two places of a chapter have the same name,
links to it lead to only one of them, and nobody can say to which.

Source: WHATWG HTML, 3.2.6 (the id must be unique); XML 1.0, 3.3.1 (in EPUB, ids are of type ID).

Bad:

    -- content/pie.md --
    # Pie

    ## Crust {#crust}

    Cold butter.

    ## Filling {#crust}

    Warm apples.

Good:

    -- content/pie.md --
    # Pie

    ## Crust {#crust}

    Cold butter.

    ## Filling {#filling}

    Warm apples.
"""

from collections.abc import Iterator

from potluck.checks.anchors import given
from potluck.checks.html import HEADINGS, Tag
from potluck.checks.reading import Heading
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    if "{" not in chapter.raw.body and "id=" not in chapter.raw.body.lower():
        return
    found = list(given(chapter.reading))
    found += [(thing.line, thing.id) for thing in chapter.reading.all(Heading) if thing.id]
    tags = (tag for tag in chapter.reading.all(Tag) if tag.name in HEADINGS)
    found += [(tag.line, tag.get("id") or "") for tag in tags if tag.get("id")]
    first: dict[str, int] = {}
    for line, name in sorted(found):
        if first.setdefault(name, line) != line:
            where = chapter.raw.place_in_body(first[name]).line
            message = f"The anchor {quoted('#' + name)} is also given in line {where}."
            yield RULE.finding(chapter.find(line, name), message, "give one of them another name")


RULE = Rule("LNK-004", "anchor-twice", Severity.ERROR, Scope.TEXT, check, __doc__)
