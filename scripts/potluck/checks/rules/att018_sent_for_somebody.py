"""A chapter that was typed in for somebody else says so in its metadata.

Many cooks have a recipe and no account. Whoever types it in is not its author, and a note in the
text is not read by anything: the history would credit the wrong person.

Source: CC BY 4.0, section 3(a)(1)(A)(i) (the creator is credited); MARC relator `trc`.

Bad:

    -- content/soup.md --
    # Leek soup

    Submitted by Jo Doe.

    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [Jo Doe]
    submitted_by: ann
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: Ann
    -- contributors/jo.yml --
    name: Jo Doe
"""

import re
from collections.abc import Iterator

from potluck.checks.reading import Words
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity
from potluck.naming import slugify

_NAME = r"@?[^\W\d_a-z][\w.'’-]{0,40}(?: [^\W\d_a-z][\w.'’-]{0,40}){0,3}"
_VERB = r"(?i:submitted|contributed|posted|added|sent in|uploaded|typed in)"
_SIGNS = ("ed by ", "in by ", "on behalf of ", "submission")
_TYPED = re.compile(r"posted|added|uploaded|typed", re.IGNORECASE)
_SAID = re.compile(
    rf"\b{_VERB} (?i:by|on behalf of) ({_NAME})"
    rf"|\b{_VERB} on behalf of (?:my|our|an?) [a-z]+|\b(?i:user|reader) submission\b"
)


def check(chapter: ChapterView) -> Iterator[Finding]:
    if chapter.fields.submitted_by or not chapter.legible:
        return
    found = next(_found(chapter), None)
    if found is None:
        return
    place, match = found
    authors = {slugify(person.name) for person in chapter.fields.authors}
    if match[1] and slugify(match[1]) in authors:
        return
    author, sender = _names(match)
    message = f"The text says {quoted(match[0].rstrip('.'))}, and the metadata does not."
    hint = f"add who made it, and who typed it in:\nauthors: [{author}]\nsubmitted_by: {sender}"
    yield RULE.finding(place, message, hint)


def _names(match: re.Match[str]) -> tuple[str, str]:
    """Return who made it and who typed it in, as far as the words tell."""
    who = match[1].rstrip(".") if match[1] else ""
    if who and _TYPED.match(match[0]):
        return "WHO-MADE-IT", who
    return who or "WHO-MADE-IT", "WHO-TYPED-IT-IN"


def _found(chapter: ChapterView) -> Iterator[tuple[Place, re.Match[str]]]:
    front = chapter.raw.text[: -len(chapter.raw.body) or None]
    for number, line in enumerate(front.split("\n") if "#" in front else (), start=1):
        comment = line.find("#")
        if comment >= 0 and (match := _SAID.search(line, comment)):
            yield Place(chapter.path, number, match.start() + 1), match
    if any(sign in chapter.small for sign in _SIGNS):
        for words in chapter.reading.all(Words):
            if match := _SAID.search(words.text):
                yield chapter.find(words.line, match[0]), match


RULE = Rule("ATT-018", "sent-for-somebody", Severity.WARNING, Scope.TEXT, check, __doc__)
