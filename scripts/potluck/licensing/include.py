"""May a work be included, unchanged, in an edition of the book? Work and edition -> Verdict.

The book is a collection: each work in it keeps its own licence, and ShareAlike does not reach the
book. Sources: Creative Commons FAQ, "If I create a collection that includes a work offered under a
CC license, which license(s) may I choose for the collection?"; CC BY-SA 3.0, sections 1(b), 4(b).
"""

from potluck.licensing.adapt import ASK
from potluck.licensing.table import terms
from potluck.licensing.verdict import Verdict, obligations
from potluck.model import License

EDITIONS = {True: "a commercial edition", False: "a non-commercial edition"}


def include(work: License, *, commercial: bool, permission: bool = False) -> Verdict:
    """Say whether a work may stand in an edition; `commercial`: sold, or with advertisements.

    >>> from potluck.licensing.table import KNOWN
    >>> include(KNOWN["CC-BY-NC-4.0"], commercial=True).status
    'no'
    >>> include(KNOWN["CC-BY-NC-4.0"], commercial=False).status
    'ok'
    """
    edition, made_of = EDITIONS[commercial], terms(work)
    duties = obligations(work, changed=False)
    if permission:
        because = f"The rights holder allowed {edition}, beyond what {work} says."
        return Verdict("ok", because, duties)
    if made_of.family == "all-rights-reserved":
        because = f"{work} means that nothing is allowed without asking, not even {edition}."
        return Verdict("no", because, instead=ASK)
    if made_of.family == "other":
        because = f"{work} is not a licence that Potluck knows: read whether it allows {edition}."
        return Verdict("warn", because, duties, instead=ASK)
    if commercial and not sellable(work):
        because = f"{work} forbids commercial use, and this is {edition}."
        return Verdict("no", because, instead=f"leave it out, or {ASK}")
    return Verdict("ok", f"{work} allows {edition}.", duties)


def sellable(work: License) -> bool:
    """Tell whether a licence leaves commercial use open.

    >>> from potluck.licensing.table import KNOWN
    >>> sellable(KNOWN["CC-BY-SA-4.0"]), sellable(KNOWN["CC-BY-NC-SA-4.0"])
    (True, False)
    """
    return "NC" not in terms(work).elements
