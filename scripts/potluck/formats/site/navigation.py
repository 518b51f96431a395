"""The plan of the site -> MkDocs' navigation, and the piece of it that one page shows."""

from copy import copy

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from potluck.errors import ProofError
from potluck.formats.site.addresses import HOME
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


def around(nav: Navigation, page: Page) -> Navigation:
    """Return the navigation with long parts cut to what lies around the open page.

    Every page repeats the navigation: 350 chapters in one part would be 122 500 lines in all.
    """
    shown = copy(nav)
    shown.items = [_cut(item, page) for item in nav.items]
    return shown


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
    """Return the page that MkDocs made of ours, which it does for those outside `nav`, too."""
    file = files.get_file_from_path(source(page))
    if file is None or file.page is None:
        raise ProofError(f"MkDocs has not made the page {page.href}.")
    file.page.title = escape(page.title)
    return file.page


def _adopt(item: StructureItem) -> None:
    """Tell each page and section in which section it stands."""
    for child in getattr(item, "children", None) or ():
        child.parent = item
        _adopt(child)


def _cut(item: StructureItem, page: Page) -> StructureItem:
    if not isinstance(item, Section) or len(item.children) <= 2 * WINDOW:
        return item
    opening, *chapters = item.children
    here = chapters.index(page) if page in chapters else 0
    section = Section(item.title, [opening, *chapters[max(here - WINDOW, 0) : here + WINDOW + 1]])
    section.active = item.active
    return section
