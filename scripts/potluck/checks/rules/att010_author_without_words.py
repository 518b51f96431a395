"""A declared author wrote something.

Who stands in the byline of a chapter and has never written a word of it may have done something
else: taken the photographs, tested the dish, had it typed in by a friend. Each has its own place in
the credits. People whom the history does not know at all are not asked about: many sign with a
pseudonym, or have no account.

Source: CC BY 4.0, section 3(a)(1)(A)(i); COPE, "Authorship" (2019): no gift authorship.

Bad:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, ben]
    ---
    Slice three leeks and cook them in butter.
    == Contributor A: Leek soup ==
    -- content/bread.md --
    # Flat bread

    Knead the flour and bake it on a stone.
    == Contributor B: Flat bread ==

Good:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, {id: ben, role: photographer}]
    ---
    Slice three leeks and cook them in butter.
    == Contributor A: Leek soup ==
    -- content/bread.md --
    # Flat bread

    Knead the flour and bake it on a stone.
    == Contributor B: Flat bread ==
"""

from collections.abc import Iterator

from potluck.checks.authorline import entry
from potluck.checks.bylines import Named, bylines
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Role, Severity
from potluck.source.fields import PersonRef


def check(book: BookView) -> Iterator[Finding]:
    seen = book.past.people if book.past else {}
    for byline in bylines(book):
        if byline.sender or byline.missing:  # then ATT-011 asks who is who
            continue
        for each in byline.silent:
            if each.who.id in seen and each.who.visibility == "public":
                yield _finding(each)


def _finding(each: Named) -> Finding:
    name = quoted(each.ref.name)
    if each.did and each.did.own:
        message = f"{name} is named as an author, and nothing they wrote here stands any more."
        hint = "if the credit is for what they wrote then, nothing is to be done"
        return RULE.finding(each.place, message, hint, severity=Severity.INFO)
    message = f"{name} is named as an author, and the history shows no word of theirs here."
    other = entry(PersonRef(each.ref.name, (Role.PHOTOGRAPHER,)))
    hint = (
        f"if they did something else, say what, as in `{other}`; if somebody typed the chapter in "
        "for them, say who: `submitted_by: NAME`"
    )
    return RULE.finding(each.place, message, hint)


RULE = Rule("ATT-010", "author-without-words", Severity.WARNING, Scope.PAST, check, __doc__)
