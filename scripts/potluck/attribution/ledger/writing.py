"""Write the ledger: what it ever held, and what is credited now. Nothing is ever left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from potluck.attribution import Attribution
from potluck.attribution.ledger.entries import Entry, Ledger, union
from potluck.attribution.ledger.files import NAME, exists, load, past
from potluck.attribution.ledger.losses import Balance, balance, removal_of
from potluck.attribution.ledger.moves import Finder
from potluck.attribution.ledger.now import Now, entries, now
from potluck.attribution.ledger.same import Names, is_source, number, of_entry
from potluck.attribution.ledger.sketch import KEPT, share
from potluck.attribution.ledger.text import dump
from potluck.attribution.people import HASH_SALT
from potluck.credits.identity import address_hash
from potluck.errors import ConfigError
from potluck.storage import write_whole


@dataclass(frozen=True)
class Written:
    """How many credits are new in the ledger, were there before, and are removed for a reason.

    `lost` are those that nobody credits any more and no chapter says why: ATT-002 names them.
    """

    added: int
    kept: int
    removed: int
    lost: int = 0
    changed: bool = True


def write(root: Path, attribution: Attribution) -> Written:
    """Bring the ledger of the book at `root` up to date; a conflict of a merge in it is settled.

    Raises ConfigError where the history is cut off, and ToolError where git does not work.
    """
    if attribution.history.shallow:
        raise ConfigError(
            "The history is cut off, so the ledger would leave people out.",
            "git fetch --unshallow",
        )
    current, present = load(root), now(attribution)
    known = union(past(attribution.history.root, attribution.history.head), current)
    made, found = renewed(known, current, present), balance(known, present)
    data, file = dump(made).encode(), root / NAME
    changed = not exists(root) or file.is_symlink() or file.read_bytes() != data
    if changed:
        write_whole(file, data)
    return _counted(made, missing(current, present), found, changed=changed)


def _counted(made: Ledger, added: tuple[Entry, ...], found: Balance, *, changed: bool) -> Written:
    removed = sum(1 for entry in made.entries.values() if entry.removed)
    lost = sum(1 for loss in found.open if not loss.demoted)
    kept = len(made.entries) - removed - len(added)
    return Written(len(added), kept, removed, lost, changed)


def missing(current: Ledger, present: Now) -> tuple[Entry, ...]:
    """Return the credits of today that a ledger does not have."""
    by_chapter: dict[str, list[Entry]] = {}
    for entry in current.entries.values():
        by_chapter.setdefault(entry.chapter, []).append(entry)
    return tuple(
        entry
        for entry in entries(present)
        if not _has(by_chapter.get(entry.chapter, []), entry, present)
    )


def _has(known: list[Entry], entry: Entry, present: Now) -> bool:
    """Tell whether one of the known entries is about the same person or source."""
    today, names = present.chapters[entry.chapter], present.names
    if entry.kind == "source":
        same = [each for each in today.sources if is_source(each, entry)]
        return any(is_source(each, old) for each in same for old in known if old.kind == "source")
    people = [each.who for each in today.people]
    mine = of_entry(people, entry, names)
    return any(mine & of_entry(people, old, names) for old in known if old.kind == "person")


# --- what is written ----------------------------------------------------------------------------


def renewed(known: Ledger, current: Ledger, present: Now) -> Ledger:
    """Return what the ledger should say: `known` is all that it ever did, `current` the last."""
    kept = {entry.mark: entry for entry in entries(present)}
    texts = {text for path in present.chapters if (text := _text(path, current, present))}
    for entry in _former(known, current, present):
        mine = kept.get(entry.mark)
        roles = {*entry.roles, *(mine.roles if mine else ())}
        kept[entry.mark] = replace(mine or entry, roles=tuple(sorted(roles)))
        if entry.chapter not in present.chapters:
            texts |= {(entry.chapter, text) for text in entry.texts}
    chapters = {entry.chapter for entry in kept.values()}
    return Ledger.made(kept.values(), (text for text in texts if text[0] in chapters))


def _text(path: str, current: Ledger, present: Now) -> tuple[str, str] | None:
    """Return the fingerprint of a chapter: the stored one as long as the text is still alike."""
    text = present.chapters[path].sketch
    alike = (each for each in current.texts.get(path, ()) if text and share(text, each) >= KEPT)
    return (path, min(alike, default=text)) if text else None


def _former(known: Ledger, current: Ledger, present: Now) -> Iterator[Entry]:
    """Yield what no chapter has now: removed, lost, gone with its chapter; and former authors."""
    names, finder = present.names, Finder(known, present)
    for mark in sorted(known.entries):
        entry = known.entries[mark]
        path = finder.where(entry)
        if path is None:
            last = current.entries.get(mark, entry)
            yield _veiled(replace(entry, removed=last.removed, reason=last.reason), names)
        elif not present.chapters[path].lists(entry, names):
            removal = removal_of(entry, path, present)
            day, why = (removal.date, removal.reason) if removal else ("", "")
            yield _veiled(replace(entry, chapter=path, removed=day, reason=why), names)
        elif not removal_of(entry, path, present):
            yield from _author(entry, path, present)


def _author(entry: Entry, path: str, present: Now) -> Iterator[Entry]:
    """Yield a former author under the id of today, so that the role stays known."""
    today, names = present.chapters[path], present.names
    standing = today.standing(entry, names)
    if standing and today.demotes(entry, names):
        who = standing.who
        yield Entry(path, "person", names.key(who), names.name(who), roles=entry.roles)


def _veiled(entry: Entry, names: Names) -> Entry:
    """Return the entry without the name of somebody who withholds it."""
    if entry.kind == "source":
        return entry
    hidden = sorted(names.who(entry.key, entry.name) & names.hidden)
    if not hidden:
        return entry
    return replace(entry, key=number(address_hash(hidden[0], HASH_SALT)), name="")
