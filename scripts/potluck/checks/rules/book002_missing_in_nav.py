"""The reading order names only chapters that are there.

`nav` in mkdocs.yml sets the order of the book. A line that names a file or folder which is not
there, perhaps since it was renamed, is passed over, and the chapter lands at the end of the book.

Source: MkDocs, user guide, `nav`.

Bad:

    -- mkdocs.yml --
    site_name: A Book
    plugins: [potluck]
    nav: [soup.md, stews/]
    -- content/soup.md --
    # Leek soup

Good:

    -- mkdocs.yml --
    site_name: A Book
    plugins: [potluck]
    nav: [soup.md]
    -- content/soup.md --
    # Leek soup
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, NavItem, Place, Severity
from potluck.source.place import NAME


def check(book: BookView) -> Iterator[Finding]:
    present = set(book.outline.by_path)
    folders = {path.rpartition("/")[0] for path in present}
    for path in paths(book.manuscript.book.nav):
        if path not in present and path.strip("/") not in folders:
            yield RULE.finding(
                Place(NAME, *book.manuscript.config.mark(("nav",))),
                f"The reading order names `{path}`, which is not in content/.",
                "correct the line under `nav:`, or take it out",
            )


def paths(items: tuple[NavItem, ...]) -> Iterator[str]:
    """Yield every path that the reading order names."""
    for item in items:
        if item.path is not None:
            yield item.path
        yield from paths(item.children)


RULE = Rule("BOOK-002", "missing-in-nav", Severity.WARNING, Scope.BOOK, check, __doc__)
