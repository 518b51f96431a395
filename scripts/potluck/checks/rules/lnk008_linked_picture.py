"""No picture is a link.

A picture becomes a figure with a caption and a credit, and figures are no links: on paper nobody
could follow one, and on a screen a touch should not lead away. The link would be lost without a
word.

Source: the dialect's figures (a picture stands beside the paragraph it was written in).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    [![A round bowl seen from above](bowl.svg)](https://bowls.example/round)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0, url: "https://bowls.example/round"}
    ---
    ![A round bowl seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann
"""

from collections.abc import Iterator

from potluck.checks.reading import Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    for picture in chapter.reading.all(Picture):
        if picture.href:
            yield RULE.finding(
                chapter.find(picture.line, picture.src),
                f"The picture {quoted(picture.src)} is a link to {quoted(picture.href)}, "
                "which is lost.",
                "put the link into the text; where the picture was found is `url:` in `media:`",
            )


RULE = Rule("LNK-008", "linked-picture", Severity.WARNING, Scope.TEXT, check, __doc__)
