"""The book's settings run no program.

MkDocs runs what `mkdocs.yml` names: hooks, tags that make Python objects, templates of the book's
own, whatever is in a file that it inherits. On the computer of whoever builds the book they may do
anything. `!ENV` puts what that computer keeps to itself into a page. Potluck needs none of it, and
builds nothing until it is gone or waived. A pull request cannot waive it for itself.

Source: CWE-94 (code injection); MkDocs' user guide, "Configuration".

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins: [potluck]
    hooks: [hook.py]
    -- content/soup.md --
    # Leek soup

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins: [potluck]
    extra:
      ran: !!python/object/apply:os.system [id]
    -- content/soup.md --
    # Leek soup

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins: [potluck]
    site_description: !ENV [SECRET, Soups]
    -- content/soup.md --
    # Leek soup

Good:

    -- mkdocs.yml --
    site_name: Soups
    plugins: [potluck]
    theme:
      name: material
      palette: {primary: red}
    -- content/soup.md --
    # Leek soup
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity
from potluck.source.place import NAME
from potluck.source.yamldoc import Path

RUNNING: dict[Path, str] = {
    ("hooks",): "is run whenever the site is built",
    ("INHERIT",): "brings in settings that are not looked at",
    ("theme", "custom_dir"): "holds templates, which are programs",
}
TAGS = ("python/", "!ENV")
_HARMLESS = ("python/name:material.extensions.emoji.", "python/name:pymdownx.")
_HINT = "take it out; a maintainer who needs it waives SEC-002 for mkdocs.yml, with the reason"


def check(book: BookView) -> Iterator[Finding]:
    config = book.manuscript.config
    for path, why in RUNNING.items():
        if path in config.marks:
            message = f"What {quoted('.'.join(map(str, path)))} names {why}."
            yield RULE.finding(Place(NAME, *config.mark(path)), message, _HINT)
    for path, tag in config.tags.items():
        if tag.startswith(TAGS) and not tag.startswith(_HARMLESS):
            why = "puts what this computer keeps to itself into the book"
            why = why if tag == "!ENV" else "is run whenever the settings are read"
            yield RULE.finding(Place(NAME, *config.mark(path)), f"{quoted(tag)} {why}.", _HINT)


RULE = Rule("SEC-002", "program-in-settings", Severity.ERROR, Scope.BOOK, check, __doc__)
