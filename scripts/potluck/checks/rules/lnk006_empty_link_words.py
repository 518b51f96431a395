"""The words of a link say where it leads.

Somebody who has the links read aloud hears "here, here, here". On paper, "click here" is a joke.
An address in the place of words is spelt out letter by letter.

Source: WCAG 2.2, success criterion 2.4.4, failure F84.

Bad:

    -- content/soup.md --
    # Leek soup

    How to wash leeks is shown [here](https://leeks.example/wash).

Good:

    -- content/soup.md --
    # Leek soup

    The leek growers show [how to wash leeks](https://leeks.example/wash).
"""

import re
from collections.abc import Iterator

from potluck.checks.reading import Link
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity

_NOTHING = frozenset({
    *("here", "click here", "click", "this", "this one", "this link", "link", "the link"),
    *("this page", "this site", "this website", "this article", "this recipe", "this video"),
    *("page", "more", "read more", "learn more", "see more", "more info", "url", "see here"),
    *("right here", "over here"),
})  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{12,}", re.IGNORECASE)


def check(chapter: ChapterView) -> Iterator[Finding]:
    for link in chapter.reading.all(Link):
        words = " ".join(link.text.split())
        if words.strip(".,:!()[]→>» ").casefold() in _NOTHING:
            message = f"The link {quoted(words)} does not say where it leads."
        elif _ADDRESS.fullmatch(words):
            message = f"The link {quoted(words)} is an address, and not words."
        else:
            continue
        hint = "write what is found there: [how to wash leeks](address)"
        yield RULE.finding(chapter.find(link.line, words), message, hint)


RULE = Rule("LNK-006", "empty-link-words", Severity.INFO, Scope.TEXT, check, __doc__)
