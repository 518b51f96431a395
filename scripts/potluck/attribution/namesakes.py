"""Who a declared author may be in the history: whoever began the chapter, and named them in that.

A question to ask, and no proof: in a public cookbook of 350 recipes, 154 of 157 authors whom git
knows under another name stand in the very commit that brought their recipe.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from potluck.attribution import Attribution
from potluck.credits.people import fold
from potluck.credits.repository import Repository, opened
from potluck.model import Contributor, Role
from potluck.source.outline import Entry

FILES = 20  # in a commit; one that brings more is no contribution of one person
MAX_TEXT = 200_000  # characters of a commit that are looked through
SHORTEST = 4  # letters of a name; a shorter one stands in many words


@dataclass(frozen=True)
class Namesake:
    """`declared` may be who is `seen` in the history; `chapters` are those that say so."""

    declared: Contributor
    seen: Contributor
    chapters: tuple[str, ...]


def namesakes(attribution: Attribution) -> tuple[Namesake, ...]:
    """Return everyone who is declared under one name and seen under another, and named there.

    Raises ToolError where git does not work.
    """
    found: dict[tuple[str, str], tuple[Contributor, Contributor, list[str]]] = {}
    with opened(attribution.history.root) as repo:
        for entry, declared, seen in _pairs(attribution):
            if _names(repo, attribution, entry, declared):
                key = declared.id, seen.id
                found.setdefault(key, (declared, seen, []))[2].append(entry.path)
    return tuple(Namesake(one, other, tuple(paths)) for one, other, paths in found.values())


def _pairs(attribution: Attribution) -> Iterator[tuple[Entry, Contributor, Contributor]]:
    """Yield a chapter's only author and its only creator, where these are not the same."""
    for entry in attribution.outline.entries:
        authors = [p.name for p in entry.fields.authors if Role.AUTHOR in p.roles]
        account = attribution.account(entry.path)
        creators = [each.contributor for each in account.people if each.creator]
        if len(authors) != 1 or len(creators) != 1 or entry.fields.submitted_by:
            continue
        declared = attribution.register.find(authors[0])
        public = declared.visibility == creators[0].visibility == "public"
        if public and account.of(declared.id) is None:
            yield entry, declared, creators[0]


def _names(repo: Repository, attribution: Attribution, entry: Entry, declared: Contributor) -> bool:
    """Tell whether the commit that brought a chapter names somebody."""
    history = attribution.history
    founder = history.words[entry.path].founder if entry.path in history.words else ""
    record = history.commits.get(founder)
    if record is None or sum(map(len, record.diffs)) > FILES:
        return False
    shown = ("--format=%B", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0")
    text = repo.run("show", *shown, founder)[:MAX_TEXT].decode("utf-8", "replace")
    said = fold(text).replace("-", " ")
    names = {fold(name).replace("-", " ") for name in (declared.name, declared.id)}
    return any(len(name) >= SHORTEST and name in said for name in names)
