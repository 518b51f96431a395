"""Where the links of the handbook lead: to its own pages, to files of the book, to the web."""

from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from potluck.model import Book


@dataclass(frozen=True)
class Links:
    """The pages that there are, and the book beside which they stand."""

    book: Book
    slugs: frozenset[str]

    def on(self, slug: str) -> Callable[[str], str | None]:
        """Return what a link on a page becomes; None, and only the words stay, where it cannot."""
        return lambda href: self._lead(href, slug)

    def _lead(self, href: str, slug: str) -> str | None:
        if href.startswith(("https:", "#")):
            return href
        path, _, anchor = href.partition("#")
        if path.startswith("/"):
            return self._in_repository(path[1:])
        target = normpath(join(dirname(slug), path.removesuffix(".md")))
        after = f"#{anchor}" if anchor else ""
        return f"book:handbook/{target}{after}" if target in self.slugs else None

    def _in_repository(self, path: str) -> str | None:
        """Lead to a file or folder of the book's own repository."""
        kind = "tree" if path.endswith("/") else "blob"
        base = self.book.repo_url
        return f"{base.rstrip('/')}/{kind}/HEAD/{path}" if base else None
