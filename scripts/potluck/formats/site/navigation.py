"""The plan of the site -> MkDocs' navigation, and the piece of it that one page shows."""

from collections.abc import Collection
from copy import copy

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from potluck.errors import ProofError
from potluck.formats.site.addresses import HANDBOOK, HOME
from potluck.formats.site.plan import Group, Plan, SitePage

WINDOW = 15  # chapters shown before and after the open one, so that a page's size has a bound


def source(page: SitePage) -> str:
    """Return the name of the file that MkDocs believes to read.

    The names end in `.md` so that MkDocs takes them for pages; nothing of them is read.
    """
    return page.href.removesuffix(".html") + ".md"


def nav(plan: Plan) -> list[dict[str, object]]:
    """Return the `nav` of the configuration. Titles are escaped: Material does not do it."""
    return [entry for group in plan.groups for entry in _entries(group)]


def _entries(group: Group) -> list[dict[str, object]]:
    pages: list[dict[str, object]] = [{escape(page.title): source(page)} for page in group.pages]
    return [{escape(group.title): pages}] if group.title and pages else pages


BACK = "Back to the book"
RULES = "Rules"


def handbook(plan: Plan, files: Files, nav: Navigation) -> Navigation:
    """Return the navigation of the handbook: its own pages, and the way back to the book.

    Its groups are families of rules, and stand below the page that lists them.
    """
    top, *families = ([_made(page, files) for page in group.pages] for group in plan.handbook)
    sections = [
        Section(escape(group.title), list[StructureItem](pages))
        for group, pages in zip(plan.handbook[1:], families, strict=True)
    ]
    shown = copy(nav)
    shown.items = [Link(BACK, HOME)]
    for page in top:
        inside = [page, *sections] if page.is_index and page is not top[0] else []
        shown.items.append(Section(RULES, inside) if inside else page)
    for item in shown.items:
        _adopt(item)
    return shown


def _made(page: SitePage, files: Files) -> Page:
    """Return the page that MkDocs has for ours."""
    file = files.get_file_from_path(source(page))
    if file is None or file.page is None:
        raise ProofError(f"MkDocs has not made the page {page.href}.")
    return file.page


def _adopt(item: StructureItem) -> None:
    """Tell each page and section in which section it stands."""
    for child in getattr(item, "children", None) or ():
        child.parent = item
        _adopt(child)


# --- what one page shows ------------------------------------------------------------------------


class Windows:
    """The navigation as each page shows it: long lists are cut to what lies around that page.

    Every page repeats the navigation: 350 chapters in one part would be 122 500 lines in all.
    """

    def __init__(
        self, nav: Navigation, handbook: Navigation | None, features: Collection[str] = ()
    ) -> None:
        self._nav, self._handbook = nav, handbook
        unpruned = "navigation.sections" in features
        self._closed = [_cut(item, 0) if unpruned else _closed(item) for item in nav.items]
        self._outlines = [_outline(item) for item in self._closed]
        self._guide = [_outline(item) for item in handbook.items] if handbook else []
        self._places = {
            name: (outer, inner)
            for outer, item in enumerate(nav.items)
            for inner, name in enumerate(_names(item))
        }

    def around(self, page: Page) -> Navigation:
        """Return the navigation that a page shows."""
        if self._handbook and page.url.startswith(HANDBOOK):
            return self._handbook
        outer, inner = self._places.get(page.file.src_uri, (0, 0))
        shown = copy(self._nav)
        opened = {outer: _cut(self._nav.items[outer], inner)}
        near = _near(len(self._closed), outer)
        shown.items = [opened.get(at) or self._closed[at] for at in near]
        return shown

    def outline(self, page: Page) -> tuple[object, ...]:
        """Tell what a page shows of the navigation, as plain values."""
        beside = tuple(_outline(each) for each in (page.previous_page, page.next_page) if each)
        if self._handbook and page.url.startswith(HANDBOOK):
            return (self._guide, beside)
        outer, inner = self._places.get(page.file.src_uri, (0, 0))
        shown = [self._outlines[at] for at in _near(len(self._closed), outer)]
        opened = _outline(_cut(self._nav.items[outer], inner))
        return (outer, inner, shown, opened, beside, page.previous_page is None)


def _names(item: StructureItem) -> list[str]:
    """Return the sources of the pages that stand in an item, or of the page that it is."""
    pages = item.children or [] if isinstance(item, Section) else [item]
    return [page.file.src_uri if isinstance(page, Page) else "" for page in pages]


def _near(count: int, here: int) -> list[int]:
    """Return which of so many items are shown: the first, the last, and those around one of them.

    >>> _near(4, 2), _near(100, 50) == [0, *range(35, 66), 99]
    ([0, 1, 2, 3], True)
    """
    if count <= 2 * WINDOW + 3:
        return list(range(count))
    around = range(max(here - WINDOW, 1), min(here + WINDOW + 1, count - 1))
    return [0, *around, count - 1]


def _cut(item: StructureItem, here: int) -> StructureItem:
    """Cut a long section to its opening and what lies around one of its pages."""
    if not isinstance(item, Section) or len(item.children) <= 2 * WINDOW:
        return item
    opening, *chapters = item.children
    first = max(here - 1 - WINDOW, 0)
    section = Section(item.title, [opening, *chapters[first : max(here - 1, 0) + WINDOW + 1]])
    section.active = item.active
    return section


def _closed(item: StructureItem) -> StructureItem:
    """Cut a section to the page that it leads to: all that Material shows of it when closed."""
    return Section(item.title, item.children[:1]) if isinstance(item, Section) else item


def _outline(item: StructureItem) -> tuple[object, ...]:
    """Return what can be seen of an item: its title, its address, and what stands in it."""
    inside = [_outline(child) for child in getattr(item, "children", None) or ()]
    return (str(item.title), getattr(item, "url", None), inside)
