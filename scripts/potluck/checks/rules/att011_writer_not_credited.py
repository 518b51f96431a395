"""Whoever wrote much of a chapter is credited in it.

Names get lost when a text is moved, when a field for one author replaces a list, or when somebody
who came later writes only their own name. The history still knows. Every role counts: an editor
who is named as one is credited.

Often the missing person is there already, under a nickname. Then one line in their file in
contributors/ makes the two one.

Source: CC BY-SA 4.0, section 3(a)(1)(A)(i). Two commits of a public cookbook that moved its
authors from lists into one field lost the others of 22 recipes.

Bad:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice three leeks and cook them in butter.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice three leeks and cook them in butter.

    Pour hot stock over it, simmer until soft, and season with pepper.
    == Contributor B: How to finish it ==

Good:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, {id: ben, role: editor}]
    ---
    Slice three leeks and cook them in butter.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, {id: ben, role: editor}]
    ---
    Slice three leeks and cook them in butter.

    Pour hot stock over it, simmer until soft, and season with pepper.
    == Contributor B: How to finish it ==
"""

from collections.abc import Iterator

from potluck.attribution.account import Evidence
from potluck.checks.authorline import called, one_person, scalar
from potluck.checks.bylines import Byline, Named, bylines, called_by, like
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import count, quoted
from potluck.model import Finding, Severity

# Whether the one whom git knows in a chapter is the one whom the chapter names.
Question = tuple[Byline, Evidence, Named]


def check(book: BookView) -> Iterator[Finding]:
    seen = book.past.people if book.past else {}
    alike: dict[tuple[str, str], list[Question]] = {}
    for byline in bylines(book):
        lost: list[Evidence] = []
        for someone in byline.missing:
            named = byline.perhaps(someone)
            if named is None:
                lost.append(someone)
            else:
                pair = (someone.contributor.id, named.who.id)
                alike.setdefault(pair, []).append((byline, someone, named))
        if lost:
            yield _missing(byline, lost)
    for (_, named_id), asked in alike.items():
        yield _ask(asked, known=named_id in seen)


def _missing(byline: Byline, lost: list[Evidence]) -> Finding:
    names = [quoted(someone.contributor.name) for someone in lost]
    who = " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
    message = f"{who} wrote much of this chapter, and it does not name them."
    hint = f"write `{byline.mended(lost)}`; another role, such as editor, will do as well"
    return RULE.finding(byline.named[0].place, message, hint)


def _ask(asked: list[Question], *, known: bool) -> Finding:
    byline, someone, other = asked[0]
    who = someone.contributor
    name = quoted(who.name)
    more = f" (and of {count(len(asked) - 1, 'more chapter')})" if len(asked) > 1 else ""
    message = f"{name} wrote much of this chapter{more}, and it names {quoted(other.ref.name)}."
    hint = (
        f"if they are one person, {one_person(other.ref, other.who, who)}; "
        f"if {name} typed it in for them, add `submitted_by: {scalar(called(who))}`; "
        f"otherwise write `{byline.mended([someone])}`"
    )
    probable = not known or like(other.names, called_by(someone))
    severity = Severity.INFO if probable else Severity.WARNING
    return RULE.finding(other.place, message, hint, severity=severity)


RULE = Rule("ATT-011", "writer-not-credited", Severity.WARNING, Scope.PAST, check, __doc__)
