"""What of a chapter is looked up in lists and indexes: its terms and tables, and their names."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from potluck.classroom import terms


def named_terms(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each term of a chapter with the name of its place."""
    marked = (e for e in tree.iter("dt", "dfn") if e.getparent().get("class") != "facts")
    found = (e for e in marked if terms.headword(e.text_content()))
    yield from ((f"term-{number}", element) for number, element in enumerate(found, 1))


def mark_terms(tree: HtmlElement) -> None:
    """Give each term the name by which its line in the index finds it."""
    for name, element in named_terms(tree):
        element.set("id", name)


def named_tables(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each table that has a caption with the name of its place."""
    found = (table for table in tree.iter("table") if table.find("caption") is not None)
    yield from ((f"table-{number}", table) for number, table in enumerate(found, 1))


def mark_tables(tree: HtmlElement) -> None:
    """Give each table with a caption the name by which its line in the list finds it."""
    for name, table in named_tables(tree):
        table.set("id", name)
