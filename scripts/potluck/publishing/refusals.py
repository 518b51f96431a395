"""What stands online, what is to replace it -> the reasons not to. Pure.

It fails closed: what cannot be told is a reason not to publish.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from potluck.manifest import Entry, Manifest
from potluck.publishing.ancestry import Relation

Allowable = Literal["shrunken", "older", "unrelated", "missing", "uncommitted", "renamed"]
Kind = Literal[Allowable, "damaged", "unproven", "empty", "unlinked"]
ALLOWABLE: tuple[Allowable, ...] = get_args(Allowable)
"""What somebody may have meant, and can allow with a reason. Of the rest nothing ever is."""
FORMATS = ("site", "pdf", "epub")
CALLED = {"site": "site", "pdf": "PDF", "epub": "EPUB"}
MEASURES = ("chapters", "words", "pages", "bytes")
Kin = Callable[[str, str], Relation]
"""Tells what a commit is to another one."""


@dataclass(frozen=True)
class Refusal:
    """One reason not to publish: of which formats, why, and what to type."""

    kind: Kind
    formats: tuple[str, ...]
    why: str
    hint: str

    def __str__(self) -> str:
        named = ", ".join(CALLED[name] for name in self.formats)
        return f"{self.kind} ({named}): {self.why}\n  Hint: {self.hint}"


def refusals(
    now: Manifest, online: Iterable[Manifest], share: int, kin: Kin
) -> tuple[Refusal, ...]:
    """Return every reason not to publish; `share` is the percentage that may be lost."""
    found = [*_alone(now)]
    for was in online:
        found += [*_renamed(now, was), *_missing(now, was)]
        for name in FORMATS:
            if name in now.artifacts and name in was.artifacts:
                found += _replaced(name, now.artifacts[name], was.artifacts[name], share, kin)
    return tuple(_together(found))


def _together(found: Iterable[Refusal]) -> Iterator[Refusal]:
    """Say the same of several formats once, and of two that stand online once."""
    groups: dict[tuple[Kind, str, str], dict[str, None]] = {}
    for each in found:
        names = dict.fromkeys(each.formats)
        groups.setdefault((each.kind, each.why, each.hint), {}).update(names)
    for (kind, why, hint), formats in groups.items():
        yield Refusal(kind, tuple(formats), why, hint)


def allow(kind: Allowable) -> str:
    """Say what to type where something is meant."""
    return f'if that is meant, type: potluck publish --allow {kind} --because "…"'


# --- an edition by itself -----------------------------------------------------------------------


def _alone(now: Manifest) -> Iterator[Refusal]:
    if "site" not in now.artifacts:
        yield Refusal("missing", ("site",), "build/ holds none.", "type: potluck build")
    for name in FORMATS:
        entry = now.artifacts.get(name)
        if entry is None:
            continue
        if "+" in entry.build:
            why = f"build {entry.build} holds changes that are in no commit."
            yield Refusal("uncommitted", (name,), why, f"git commit; {allow('uncommitted')}")
        if _empty(entry):
            why = f"build {entry.build} holds nothing."
            yield Refusal("empty", (name,), why, "type: potluck build")
        if not entry.vouched:
            why = f"nobody has found everything again in build {entry.build}."
            yield Refusal("unproven", (name,), why, "type: potluck prove")


def _empty(entry: Entry) -> bool:
    counted = [entry.counts[each] for each in MEASURES if each in entry.counts]
    return not entry.files or 0 in counted


# --- one edition in the place of another --------------------------------------------------------


def _renamed(now: Manifest, was: Manifest) -> Iterator[Refusal]:
    if now.book.slug != was.book.slug:
        why = f"“{was.book.slug}” stands online, and this is “{now.book.slug}”."
        formats = tuple(name for name in FORMATS if name in was.artifacts)
        yield Refusal("renamed", formats, why, allow("renamed"))


def _missing(now: Manifest, was: Manifest) -> Iterator[Refusal]:
    for name in FORMATS[1:]:
        if name in was.artifacts and name not in now.artifacts:
            why = f"readers have build {was.artifacts[name].build}, and build/ holds none."
            hint = f"type: potluck build, or build the site with --offer FOLDER; {allow('missing')}"
            yield Refusal("missing", (name,), why, hint)


def _replaced(name: str, now: Entry, was: Entry, share: int, kin: Kin) -> Iterator[Refusal]:
    both = (
        f"build {now.build} of {now.date[:10]} would replace build {was.build} of {was.date[:10]}"
    )
    related = kin(now.commit, was.commit)
    if related == "earlier" or (related in {"apart", "unknown"} and now.moment < was.moment):
        yield Refusal("older", (name,), f"{both}.", allow("older"))
    if related in _UNRELATED:
        why = f"{both}, {_UNRELATED[related]}."
        yield Refusal("unrelated", (name,), why, f"git fetch --unshallow; {allow('unrelated')}")
    if lost := "; ".join(_lost(now, was, share)):
        why = f"{lost}. mkdocs.yml allows {share} % (`shrink`)."
        yield Refusal("shrunken", (name,), why, allow("shrunken"))


_UNRELATED: dict[Relation, str] = {
    "apart": "and neither commit is in the history of the other",
    "unknown": "whose commit is not in this repository",
}


def _lost(now: Entry, was: Entry, share: int) -> Iterator[str]:
    for each in MEASURES:
        before, left = was.counts.get(each, 0), now.counts.get(each, 0)
        if left * 100 < before * (100 - share):
            fewer = round(100 - left * 100 / before)
            yield f"of {before:,} {each} {left:,} are left, {fewer} % fewer"
