"""Which licence can a text have that is made from several works? Works -> licences, or none.

Source: Creative Commons, "License compatibility chart" (which works can be remixed); the chart
follows from `adapt`: two works go together where some licence takes up both, and hides no ban on
commercial use.
"""

from collections.abc import Iterable

from potluck.licensing.adapt import adapt
from potluck.licensing.include import sellable
from potluck.licensing.table import KNOWN, terms
from potluck.licensing.verdict import Status, Verdict
from potluck.model import License

# Nobody is advised to give up rights, or to forbid changes, for the sake of a source.
_FAMILIES = ("cc", "free-art", "gfdl", "gpl")
FREE = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0")
CANDIDATES = (
    *(KNOWN[name] for name in FREE),
    *(
        known
        for known in sorted(KNOWN.values(), key=lambda k: terms(k).version, reverse=True)
        if terms(known).family in _FAMILIES
        and "ND" not in terms(known).elements
        and known.id not in FREE
    ),
)


def fitting(sources: Iterable[License]) -> tuple[License, ...]:
    """Return the licences under which works can be adapted into one text, the most open first.

    >>> [found.id for found in fitting([KNOWN["CC-BY-SA-3.0"], KNOWN["CC-BY-4.0"]])]
    ['CC-BY-SA-4.0', 'CC-BY-SA-3.0']
    """
    works = tuple(dict.fromkeys(sources))
    left: tuple[License, ...] = tuple(dict.fromkeys((*CANDIDATES, *works)))
    for work in works:
        left = tuple(one for one in left if adapt(work, one).status == "ok")
    return left


def combine(sources: Iterable[License]) -> Verdict:
    """Say whether works can be adapted into one text, and under which licences.

    "warn": only under a licence that does not tell readers the conditions of all.

    >>> combine([KNOWN["CC-BY-SA-4.0"], KNOWN["CC-BY-NC-4.0"]]).because
    'CC BY-SA 4.0 and CC BY-NC 4.0 cannot be joined in one text: no licence keeps the terms of all.'
    """
    works = tuple(dict.fromkeys(sources))
    names = _listed(works)
    required = fitting(works)
    if required:
        because = f"{names} can be joined in one text, under {required[0]} for instance."
        return Verdict("ok", because, required=required)
    instead = "make a chapter of each, or only cite all but one"
    if frozenset.intersection(frozenset((*CANDIDATES, *works)), *_takers(works).values()):
        because = f"{names} can be joined in one text, but no licence tells readers all the terms."
        return Verdict("warn", because, instead=instead)
    because = f"{names} cannot be joined in one text: no licence keeps the terms of all."
    return Verdict("no", because, instead=instead)


def _takers(works: tuple[License, ...]) -> dict[License, frozenset[License]]:
    """Return the licences that may follow each work, without those that hide a ban on sale."""
    candidates = tuple(dict.fromkeys((*CANDIDATES, *works)))
    return {
        work: frozenset(one for one in candidates if _goes(work, adapt(work, one).status))
        for work in works
    }


def _goes(work: License, status: Status) -> bool:
    return status == "ok" or (status == "warn" and sellable(work))


def clashes(sources: Iterable[License]) -> dict[int, int]:
    """Return which works (by number) cannot join those before them, each with one that it hurts.

    Works that nothing can be made from are passed over: they do not clash, they never fit.
    """
    works = tuple(sources)
    if len(works) < 2:
        return {}
    takers = _takers(works)
    left, kept, found = {*CANDIDATES, *works}, list[int](), dict[int, int]()
    for number, work in enumerate(works):
        if not takers[work]:
            continue
        if left & takers[work]:
            left &= takers[work]
            kept.append(number)
            continue
        against = (each for each in kept if takers[works[each]].isdisjoint(takers[work]))
        found[number] = next(against, kept[0])
    return found


def _listed(works: tuple[License, ...]) -> str:
    *most, last = (str(work) for work in works) if works else ("Nothing",)
    return f"{', '.join(most)} and {last}" if most else last
