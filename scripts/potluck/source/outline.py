"""Which chapters there are, in which order, under which names: the skeleton of the book.

Order is `nav` where mkdocs.yml has one, else folder order: `index.md` first, then file names.
A folder is a part, and `nav` may name it as a whole. Chapters that `nav` does not name come after
it, in folder order.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from potluck.model import NavItem
from potluck.naming import free, slugify
from potluck.source.agreement import completed
from potluck.source.fields import Fields
from potluck.source.manuscript import Manuscript, RawChapter

CONTENT = "content"
INDEXES = ("index.md", "_index.md")  # the second is Hugo's


@dataclass(frozen=True)
class Entry:
    """A chapter's place in the book, before anything is rendered."""

    raw: RawChapter
    fields: Fields
    slug: str
    href: str  # "mains/dal.html"
    title: str | None  # from `nav`, where it overrules the chapter's own

    @property
    def path(self) -> str:
        return self.raw.path

    @property
    def inside(self) -> str:
        """The path below content/."""
        return inside(self.raw.path)


@dataclass(frozen=True)
class OutlinePart:
    """A part: its name and title (None: from the folder or its index), opening and chapters."""

    slug: str
    title: str | None
    opening: Entry | None
    chapters: tuple[Entry, ...]
    folder: str | None = None  # its name in words, for where the opening is a draft


@dataclass(frozen=True)
class Outline:
    """The whole skeleton; `entries` has every chapter once, in reading order."""

    preface: Entry | None
    parts: tuple[OutlinePart, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        found = [self.preface] if self.preface else []
        for part in self.parts:
            found += [part.opening] if part.opening else []
            found += part.chapters
        return tuple(found)

    @cached_property
    def by_path(self) -> dict[str, Entry]:
        return {entry.inside: entry for entry in self.entries}


def inside(path: str) -> str:
    """Return a path below content/ without that folder.

    >>> inside("content/mains/dal.md")
    'mains/dal.md'
    """
    return path.removeprefix(CONTENT + "/")


def outline(manuscript: Manuscript) -> Outline:
    """Put the chapters of a manuscript in order."""
    entries = {
        inside(raw.path): _entry(raw, completed(raw, manuscript.headers))
        for raw in manuscript.chapters
    }
    planned = _planned(manuscript.book.nav, entries)
    rest = _folders([path for path in entries if path not in _paths(planned)], entries)
    return _assemble(planned + rest, entries)


def alone(raw: RawChapter) -> Entry:
    """Return a chapter by its own file alone, without what other files say of it."""
    return _entry(raw, raw.gist.fields)


def _entry(raw: RawChapter, given: Fields) -> Entry:
    *steps, name = inside(raw.path).split("/")
    folders = [slugify(step) or "part" for step in steps]
    if name in INDEXES:
        slug = given.slug or "-".join(folders) or "index"
        return Entry(raw, given, slug, free("/".join([*folders, "index.html"])), None)
    slug = given.slug or slugify(PurePosixPath(name).stem) or "chapter"
    return Entry(raw, given, slug, free("/".join([*folders, f"{slug}.html"])), None)


@dataclass(frozen=True)
class _Group:
    folder: str | None  # "." is content/ itself
    title: str | None
    entries: tuple[Entry, ...]


def _planned(nav: tuple[NavItem, ...], entries: dict[str, Entry]) -> list[_Group]:
    groups: list[_Group] = []
    left = dict(entries)  # a chapter stands where `nav` names it first
    for item in nav:
        if item.path is None:
            chosen = tuple(_named(leaf, entries) for leaf in _leaves(item) if _take(leaf, left))
            groups.append(_Group(_common_folder(chosen), item.title, chosen))
        elif _take(item, left):
            loose = groups.pop().entries if groups and groups[-1].folder == "." else ()
            groups.append(_Group(".", None, (*loose, _named(item, entries))))
        else:
            groups += _whole_folder(item, entries)
    return groups


def _whole_folder(item: NavItem, entries: dict[str, Entry]) -> list[_Group]:
    """A folder in `nav` (`- mains/`) stands for all its chapters, those to come included."""
    folder = (item.path or "").strip("/")
    paths = [path for path in entries if str(PurePosixPath(path).parent) == folder]
    return [replace(group, title=item.title) for group in _folders(paths, entries)]


def _take(item: NavItem, left: dict[str, Entry]) -> bool:
    return left.pop(item.path or "", None) is not None


def _leaves(item: NavItem) -> list[NavItem]:
    if item.path is not None:
        return [item]
    return [leaf for child in item.children for leaf in _leaves(child)]


def _named(item: NavItem, entries: dict[str, Entry]) -> Entry:
    entry = entries[item.path or ""]
    return Entry(entry.raw, entry.fields, entry.slug, entry.href, item.title)


def _common_folder(chosen: tuple[Entry, ...]) -> str | None:
    folders = {str(PurePosixPath(entry.inside).parent) for entry in chosen}
    return folders.pop() if len(folders) == 1 else None


def _paths(groups: list[_Group]) -> frozenset[str]:
    return frozenset(entry.inside for group in groups for entry in group.entries)


def _folders(paths: list[str], entries: dict[str, Entry]) -> list[_Group]:
    """Group paths by folder, in order; files that stand outside any folder come first."""
    by_folder: dict[str, list[Entry]] = {}
    for path in sorted(paths, key=lambda path: (PurePosixPath(path).parent.parts, path)):
        folder = str(PurePosixPath(path).parent)
        by_folder.setdefault(folder, []).append(entries[path])
    return [_Group(folder, None, tuple(found)) for folder, found in by_folder.items()]


def _assemble(groups: list[_Group], entries: dict[str, Entry]) -> Outline:
    preface = next((entries[name] for name in INDEXES if name in entries), None)
    parts: list[OutlinePart] = []
    for group in groups:
        chosen = tuple(e for e in group.entries if preface is None or e.path != preface.path)
        if chosen:
            parts.append(_part(group, chosen, len(parts)))
    return Outline(preface, tuple(parts))


def _part(group: _Group, chosen: tuple[Entry, ...], number: int) -> OutlinePart:
    opening = next((e for e in chosen if PurePosixPath(e.inside).name in INDEXES), None)
    chapters = tuple(entry for entry in chosen if entry is not opening)
    folder = group.folder if group.folder not in {None, "."} else None
    words = _folder_title(folder) if folder else None
    title = group.title or words
    slug = opening.slug if opening else slugify(title or "") or f"part-{number + 1}"
    title = title if not opening or group.title else None
    return OutlinePart(slug, title, opening, chapters, words)


def _folder_title(folder: str) -> str:
    """Name a part after its folder.

    >>> _folder_title("bread-and-batter")
    'Bread and batter'
    """
    words = PurePosixPath(folder).name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
