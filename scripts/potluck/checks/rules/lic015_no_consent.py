"""Everyone whose words or pictures are in the book has agreed to its licence, in writing.

This is asked where `mkdocs.yml` says `consent: required` below `potluck:`. Three things count:
`consent:` in the file of the contributor, with how (`via:`, such as the pull request or the form in
which they ticked the box, or `dco:`) and the `date:`; a commit of theirs that they signed off (`git
commit --signoff`, which means the Developer Certificate of Origin); and for people whom a chapter
names without their being here, `permission:`, with who allowed it. Whoever read, tried, typed in
or paid for something has no words in it, and is not asked. Pictures by strangers come under their
own licence.

Source: Developer Certificate of Origin 1.1, https://developercertificate.org; CC BY 4.0, section
2(a)(1) (only the holder of the rights can give a licence).

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins:
      - potluck:
          consent: required
    -- content/soup.md --
    # Leek soup

    Slice the leeks.
    == Contributor A: Leek soup ==

Good:

    -- mkdocs.yml --
    site_name: Soups
    plugins:
      - potluck:
          consent: required
    -- content/soup.md --
    # Leek soup

    Slice the leeks.
    -- contributors/contributor-a.yml --
    name: Contributor A
    consent: {via: issue 12, date: 2026-11-22}
    == Contributor A: Leek soup ==
"""

from collections.abc import Iterator

from potluck.attribution import consent
from potluck.attribution.consent import Standing
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.credits import credit
from potluck.model import Finding, Place, Severity

SIGN = "or ask them to sign off a commit: git commit --signoff"


def check(book: BookView) -> Iterator[Finding]:
    if not book.manuscript.book.consent or book.past is None:
        return
    for each in consent.standing(book.past):
        if not each.agreed:
            yield _finding(book, each)


def _finding(book: BookView, each: Standing) -> Finding:
    who, day = each.contributor, book.today.isoformat() if book.today else "THE-DAY"
    line = f"consent: {{via: {consent.WHERE}, date: {day}}}"
    name = credit.shown(who).name
    message = f"Nothing shows that {name} has agreed to the licence."
    file = book.directory.get(who.id)
    if file:
        half = " and put in what is missing:" if "consent" in file.meta else " and add the line:"
        return RULE.finding(file.place("consent"), message, f"ask them,{half}\n{line}\n{SIGN}")
    lines = f"name: {name}\n{line}"
    hint = f"ask them, and write contributors/{who.id}.yml:\n{lines}\n{SIGN}"
    return RULE.finding(Place(each.path), message, hint)


RULE = Rule("LIC-015", "no-consent", Severity.ERROR, Scope.PAST, check, __doc__)
