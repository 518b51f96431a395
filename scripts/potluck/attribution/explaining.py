"""The evidence for each name in a chapter, down to the commits."""

from collections.abc import Iterator

from potluck.attribution import Attribution
from potluck.attribution.account import Account, Edit, Evidence
from potluck.attribution.roll import Line, leaf, title
from potluck.credits.credit import NOBODY
from potluck.credits.people import display
from potluck.model import Contributor
from potluck.source.outline import Entry


def explain(entry: Entry, attribution: Attribution) -> str:
    """Return why each person is credited in a chapter, for a terminal. No address is shown."""
    account = attribution.account(entry.path)
    found = leaf(entry, attribution)
    parts = [
        f"{title(entry)} ({entry.path})\n{_whole(account)}",
        *("\n".join(_person(line, account, attribution)) for line in found.lines),
        *("\n".join(_passed_over(each)) for each in account.people
          if all(line.who.id != each.contributor.id for line in found.lines)
          and each.contributor.visibility == "public"),
    ]  # fmt: skip
    return "\n\n".join(parts)


def _whole(account: Account) -> str:
    if not account.words:
        return (
            "  No words are known: it has no commit yet, or the clone lacks the files of the past."
        )
    told = [f"{_count(account.words)} that count"]
    if account.template:
        told.append(f"{account.template} of lines that most chapters have, which are nobody's")
    if account.machine:
        told.append(f"{account.machine} that came with the help of a program")
    lines = [f"  {'; '.join(told)}."]
    lines += [f"  {_count(each.words)} stood first in {each.path}." for each in account.copied]
    return "\n".join(lines)


def _person(line: Line, account: Account, attribution: Attribution) -> Iterator[str]:
    told = ", ".join(filter(None, (line.label, line.extent)))
    yield f"{line.who.name}: {told}"
    yield "  declared in the chapter" if line.declared else "  seen in the history"
    seen = account.of(line.who.id)
    if seen is None:
        hidden = line.who == NOBODY
        yield "  their commits are not shown" if hidden else "  no commit is known to be theirs"
        return
    yield f"  {_known_as(seen.contributor, attribution)}"
    yield from _evidence(seen, account)


def _passed_over(seen: Evidence) -> Iterator[str]:
    yield f"{seen.contributor.name}: not credited"
    yield "  moved or formatted it, and brought no word"
    yield from map(_edit, seen.edits)


def _known_as(who: Contributor, attribution: Attribution) -> str:
    names = dict.fromkeys(map(display, attribution.people.get(who.id, ())))
    also = [name for name in names if name != who.name]
    file = f"contributors/{who.id}.yml" if who.known else "no file in contributors/"
    return f"{file}; in the history also as {', '.join(also)}" if also else file


def _evidence(seen: Evidence, account: Account) -> Iterator[str]:
    if seen.creator:
        yield "  wrote most of the first version"
    if account.words:
        yield f"  {_count(seen.words)} of theirs left, {account.share(seen):.0%} of the chapter"
    yield from map(_edit, seen.edits)


def _edit(edit: Edit) -> str:
    commit = edit.commit
    done = f"{_count(edit.written)} new, {edit.left} left" if edit.part.writes else edit.part.value
    if edit.part.writes and not edit.written:
        done = f"{_count(edit.left)} that stood elsewhere first" if edit.left else "no new words"
    part = "" if edit.part.value == "author" or not edit.part.writes else f", {edit.part.value}"
    machine = ", with the help of a program" if edit.machine else ""
    return f"  {commit.date:%Y-%m-%d} {commit.short} {done}{part}{machine}: {commit.subject}"


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"
