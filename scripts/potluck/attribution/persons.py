"""What a maintainer may want to settle about the people of a book.

Who may be one person, who has agreed to the licence in writing, which commits only formatted.
"""

from collections.abc import Iterator

from potluck.attribution import Attribution
from potluck.attribution.consent import standing
from potluck.attribution.namesakes import namesakes
from potluck.attribution.sweeps import sweeps
from potluck.credits.credit import shown
from potluck.credits.history import IGNORED
from potluck.credits.twins import suggestions

NAMED = 20  # people


def report(attribution: Attribution) -> str:
    """Return all of it for a terminal, without any address."""
    parts = (_same(attribution), _agreed(attribution), _sweeps(attribution))
    return "\n\n".join("\n".join(part) for part in parts)


def _same(attribution: Attribution) -> Iterator[str]:
    found = suggestions(attribution.history.everyone, attribution.register.directory)
    yield "Who may be the same person"
    others = namesakes(attribution)
    yield from (each.message for each in found)
    for each in others:
        yield (
            f"Possibly the same person: {each.declared.name} (declared) and {each.seen.name} (in "
            f"the history), in {_listed(each.chapters)}. If so, add this below `aliases:` in "
            f"contributors/{each.declared.id}.yml:\n- {each.seen.name}"
        )
    if not found and not others:
        yield "Nobody: each name stands for somebody else, as far as the history tells."


def _listed(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{paths[0]}{more}"


def _agreed(attribution: Attribution) -> Iterator[str]:
    yield "Who has agreed to the licence in writing"
    found = standing(attribution)
    for each in found:
        if each.agreed:
            yield f"{shown(each.contributor).name}: {each.how}, {each.when}"
    silent = [shown(each.contributor).name for each in found if not each.agreed]
    if silent:
        names = ", ".join(silent[:NAMED]) + (" and others" if len(silent) > NAMED else "")
        known = "as far as anything is written down"
        yield f"{len(silent)} of {len(found)} have not, {known}: {names}."


def _sweeps(attribution: Attribution) -> Iterator[str]:
    yield f"Commits that may only have formatted, and are not in {IGNORED}"
    found = tuple(sweeps(attribution.history))
    for each in found:
        yield (f"{each.commit.id} # {each.commit.date:%Y-%m-%d}, {each.chapters} chapters, "
               f"{each.words} new words: {each.commit.subject}")  # fmt: skip
    if found:
        yield (f"If one did no more, put its line into {IGNORED}: its words then stay with those "
               "who wrote what they replaced.")  # fmt: skip
    else:
        yield "None that brought words."
