"""All authors are people.

A program cannot hold a copyright, answer for a cooking time, or be thanked. What a machine did to
the text is told with `ai_assistance:`, and the person who checked it is the author.

Source: COPE position statement on authorship and AI (2023); US Copyright Office, 88 FR 16190.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ChatGPT]
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ai_assistance: drafted
    ai_note: Drafted with ChatGPT; Ann cooked it twice and corrected the times.
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: Ann Author
"""

from collections.abc import Iterator

from potluck.checks.people import known, mentions, program
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    people = known(book)
    for chapter in book.chapters:
        for mention in mentions(chapter):
            known_person = mention.name.casefold() in people
            if mention.author and program(mention.name, known_person=known_person):
                yield RULE.finding(
                    mention.place,
                    f"{quoted(mention.name)} is a program, and only people can be authors.",
                    "name the person who checked the text, and write `ai_assistance: drafted` "
                    "(or edited, or translated)",
                )


RULE = Rule("ATT-014", "program-as-author", Severity.ERROR, Scope.BOOK, check, __doc__)
