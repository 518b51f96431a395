"""May a work be adapted into a text under another licence? Source and target -> Verdict.

Sources: Creative Commons FAQ, "If I derive or adapt material offered under a Creative Commons
license, which CC license(s) can I use?" (the adapter's chart, which `_attribution` and
`_share_alike` follow); the legal texts of CC BY-SA 1.0 to 4.0, section 4(b) or 3(b), for versions;
https://creativecommons.org/compatiblelicenses for the Free Art License and the GNU GPL; GNU FDL
1.3, sections 4, 10 and 11; GNU GPL 3, sections 5, 7 and 14.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from potluck.licensing.table import KNOWN, Family, Terms, cc, terms
from potluck.licensing.verdict import Verdict, obligations
from potluck.model import License

Side = tuple[License, Terms]
ASK = "ask the rights holder, and write down the answer as `permission: …`"
LATEST = "4.0"
# What Creative Commons has declared compatible with BY-SA 4.0, and only with that version.
DECLARED = {
    ("CC-BY-SA-4.0", "LAL-1.3"),
    ("LAL-1.3", "CC-BY-SA-4.0"),
    ("CC-BY-SA-4.0", "GPL-3.0-only"),
}


@lru_cache(maxsize=4096)
def adapt(source: License, into: License, *, permission: bool = False) -> Verdict:
    """Say whether a work may be adapted (or translated) into a chapter under another licence.

    >>> from potluck.licensing.table import KNOWN
    >>> adapt(KNOWN["CC-BY-4.0"], KNOWN["CC-BY-SA-4.0"]).status
    'ok'
    >>> adapt(KNOWN["CC-BY-SA-4.0"], KNOWN["CC-BY-4.0"]).status
    'no'
    """
    if permission:
        because = f"The rights holder allowed more than {source} does, so {into} will do."
        return Verdict("ok", because, obligations(source, changed=True))
    rule = _RULES[terms(source).family]
    verdict = rule((source, terms(source)), (into, terms(into)))
    if verdict.status == "no":
        return verdict
    return replace(verdict, obligations=obligations(source, changed=True))


def _public_domain(source: Side, into: Side) -> Verdict:
    return Verdict("ok", f"{source[0]} sets no conditions, so {into[0]} will do.")


def _commons(source: Side, into: Side) -> Verdict:
    if "ND" in source[1].elements:
        because = f"{source[0]} allows no changed versions, neither under {into[0]} nor otherwise."
        return Verdict("no", because, instead=f"use it unchanged, or {ASK}")
    return (_share_alike if "SA" in source[1].elements else _attribution)(source, into)


def _attribution(source: Side, into: Side) -> Verdict:
    """CC BY and CC BY-NC leave the licence open, but their own conditions stay."""
    (work, made_of), (text, target) = source, into
    lost = "NC" in made_of.elements and "NC" not in target.elements
    if lost and target.family in {"gpl", "gfdl", "free-art"}:
        because = f"{work} forbids commercial use, and {text} lets nobody forbid that."
        return Verdict("no", because, required=_newest(made_of))
    if lost:
        because = f"{work} forbids commercial use, which {text} does not tell the readers."
        return Verdict("warn", because, required=_newest(made_of))
    if target.family == "cc" or _is_declared_open(made_of, target):
        return Verdict("ok", f"{work} leaves open what comes after it, so {text} will do.")
    because = f"{work} still asks for its credit, which {text} does not tell the readers."
    return Verdict("warn", because, required=_newest(made_of))


def _is_declared_open(made_of: Terms, target: Terms) -> bool:
    """CC BY 4.0 goes with the GNU GPL: https://www.gnu.org/licenses/license-list.html#ccby."""
    return target.family == "gpl" and made_of.version == LATEST


def _share_alike(source: Side, into: Side) -> Verdict:
    (work, made_of), (text, target) = source, into
    if (work.id, text.id) in DECLARED:
        return Verdict("ok", f"Creative Commons has declared that {text} may follow {work}.")
    if target.family != "cc" or target.elements != made_of.elements:
        because = f"{work} asks that what is made from it keeps its terms, and {text} has others."
        return Verdict("no", because, required=_newest(made_of))
    if made_of.version == "1.0" and work.id != text.id:
        because = f"{work} allows no other version or country, so {text} cannot take its place."
        return Verdict("no", because, required=(work,))
    if target.version < made_of.version:
        because = f"{work} may be followed by a later version, never by an earlier one like {text}."
        return Verdict("no", because, required=_newest(made_of))
    return Verdict("ok", f"{work} asks that what is made from it keeps its terms, as {text} does.")


def _newest(made_of: Terms) -> tuple[License, ...]:
    """Return the newest licence with the same elements; of version 1.0 ShareAlike, its own."""
    version = "1.0" if made_of.version == "1.0" and "SA" in made_of.elements else LATEST
    found = cc(made_of.elements, version, made_of.port if version == "1.0" else "")
    return (found,) if found else ()


def _free_art(source: Side, into: Side) -> Verdict:
    work, text = source[0], into[0]
    if work.id == text.id:
        return Verdict("ok", f"{work} asks that what is made from it stays under it, as {text} is.")
    if (work.id, text.id) in DECLARED:
        return Verdict("ok", f"Creative Commons has declared that {text} may follow {work}.")
    because = f"{work} asks that what is made from it keeps its terms, and {text} has others."
    return Verdict("no", because, required=(KNOWN["CC-BY-SA-4.0"], KNOWN["LAL-1.3"]))


def _gnu(source: Side, into: Side) -> Verdict:
    """The GNU GPL and the GNU FDL: only into themselves, later versions where they were offered."""
    (work, made_of), (text, target) = source, into
    if target.family != made_of.family:
        because = f"{work} asks that what is made from it stays under it, and {text} is another."
        return Verdict("no", because, required=(work,))
    if not _follows(work, text):
        because = f"{work} does not offer the versions that {text} would give to the readers."
        return Verdict("no", because, required=(work,))
    return _sections(work, text)


def _follows(work: License, text: License) -> bool:
    version, offered = terms(text).version, terms(work).version
    if work.id.endswith("or-later"):
        return version >= offered
    return version == offered and not text.id.endswith("or-later")


def _sections(work: License, text: License) -> Verdict:
    """Invariant sections stay for good (GNU FDL 1.3, section 4)."""
    marks = {mark: mark in work.id for mark in ("-invariants", "-no-invariants")}
    if "-no-invariants" not in text.id or marks["-no-invariants"]:
        return Verdict("ok", f"{work} asks that what is made from it stays under it, as {text} is.")
    if marks["-invariants"]:
        because = f"{work} has sections that nobody may change, and {text} says there are none."
        return Verdict("no", because, required=(work,))
    because = f"{work} leaves open whether sections may not be changed; {text} says there are none."
    return Verdict("warn", because, required=(work,))


def _permissive(source: Side, into: Side) -> Verdict:
    work, text = source[0], into[0]
    if into[1].family == "public-domain":
        because = f"{work} still asks for its notice, which {text} does not tell the readers."
        return Verdict("warn", because, required=(work,))
    return Verdict("ok", f"{work} asks only that its notice is kept, so {text} will do.")


def _reserved(source: Side, into: Side) -> Verdict:
    because = f"{source[0]} means that nothing is allowed without asking, whatever {into[0]} says."
    return Verdict("no", because, instead=ASK)


def _other(source: Side, into: Side) -> Verdict:
    work, text = source[0], into[0]
    if work.id == text.id:
        return Verdict("ok", f"{work} and {text} are one licence, so the terms stay the same.")
    because = f"{work} is not a licence that Potluck knows, so nothing says that {text} may follow."
    return Verdict("no", because, required=(work,), instead=ASK)


_RULES: dict[Family, Callable[[Side, Side], Verdict]] = {
    "public-domain": _public_domain,
    "cc": _commons,
    "free-art": _free_art,
    "gfdl": _gnu,
    "gpl": _gnu,
    "permissive": _permissive,
    "all-rights-reserved": _reserved,
    "other": _other,
}
