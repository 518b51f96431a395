"""Every key in the metadata means something here.

A key that nobody reads is a fact that gets lost: `auhtor:` would credit no one. Words that other
programs use for the same thing (`author`, `licence`, `categories`) are understood, and only noted.
Keys whose work is done in another way here (`date`, `layout`, `draft`) are named with that way;
`draft: true` is an error, because the chapter would be published.

Source: the table of fields in CONTRIBUTING.md.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    autors: [Ann Author]
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    draft: true
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    status: unreviewed
    ---
    Slice the leeks.
"""

from collections.abc import Iterator
from itertools import chain

from potluck.checks.renaming import LISTS, renamed
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import nearest, quoted, visible
from potluck.model import Finding, Place, Severity
from potluck.source.schema import UnknownKey
from potluck.source.schema import check as validate
from potluck.source.yamldoc import Value

# Keys of other programs (Hugo, Jekyll, MkDocs), and what we do instead.
FOREIGN = {
    "date": "the date comes from the history; the line can go",
    "lastmod": "the date comes from the history; the line can go",
    "updated": "the date comes from the history; the line can go",
    "layout": "every page has the same layout; the line can go",
    "template": "every page has the same layout; the line can go",
    "icon": "pages have no icons; the line can go",
    "weight": "the order stands under `nav:` in mkdocs.yml; the line can go",
    "nav_order": "the order stands under `nav:` in mkdocs.yml; the line can go",
    "permalink": "write the last part of the address as `slug:`",
    "url": "write the last part of the address as `slug:`",
    "email": "addresses are not published; the line can go",
}


def check(book: BookView) -> Iterator[Finding]:
    for chapter in book.chapters:
        for problem in chapter.schema_problems:
            if isinstance(problem, UnknownKey):
                yield _finding(chapter.place(*problem.path), problem, chapter.raw.meta)
    for person in book.manuscript.contributors:
        for problem in validate("contributor", person.meta):
            if isinstance(problem, UnknownKey):
                yield _finding(person.place(*problem.path), problem, person.meta)


def _finding(place: Place, problem: UnknownKey, meta: dict[str, Value]) -> Finding:
    key = quoted(problem.key)
    top = len(problem.path) == 1
    if problem.synonym_of:
        message = f"{key} is understood as `{problem.synonym_of}`."
        hint = f"write `{problem.synonym_of}: {_value(problem, meta)}".rstrip() + "`"
        hint += ", or let `potluck fix` do it" if renamed(problem, meta) else ""
        return RULE.finding(place, message, hint, severity=Severity.INFO)
    if top and problem.key == "draft":
        return _draft(place, wanted=meta["draft"] is not False)
    if top and problem.key in FOREIGN:
        message = f"{key} is not used here."
        return RULE.finding(place, message, FOREIGN[problem.key], severity=Severity.INFO)
    return RULE.finding(place, f"No field is called {key}, so nobody would see it.",
                        _hint(problem))  # fmt: skip


def _value(problem: UnknownKey, meta: dict[str, Value]) -> str:
    """Write a short value as the field wants it, to be pasted."""
    value = meta.get(problem.key) if len(problem.path) == 1 else None
    if not isinstance(value, str) or len(value) > 60 or "`" in value or "\n" in value:
        return ""
    return f"[{visible(value)}]" if problem.synonym_of in LISTS else visible(value)


def _draft(place: Place, *, wanted: bool) -> Finding:
    if wanted:
        message = "`draft: true` is not used here, so the chapter would be published."
        return RULE.finding(place, message, "write `status: draft`", severity=Severity.ERROR)
    message = "`draft` is not used here."
    return RULE.finding(place, message, "the line can go", severity=Severity.INFO)


def _hint(problem: UnknownKey) -> str:
    meant = nearest(problem.key, problem.known)
    if meant:
        return f"did you mean `{meant}`?"
    return visible("the fields are: " + ", ".join(chain(problem.known[:20])))


RULE = Rule("FM-003", "unknown-key", Severity.WARNING, Scope.FILE, check, __doc__)
