"""Nobody who withholds their name is named in anything that was built (PRV-003).

A name of several words is looked for everywhere. One word alone ("Rose") is found in many texts
that mean something else, so it counts only where people are credited; an id or a login only in
addresses that are made from it, and behind an @.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from unicodedata import normalize

from potluck.formats.site.addresses import HANDBOOK
from potluck.model import Edition, Finding, Place, Severity, Withheld
from potluck.proof.strings import strings

HINT = (
    "take it out where it stands in content/ and mkdocs.yml (`git grep` finds it); if somebody "
    "else is meant, write an initial; if it stands nowhere there, please report this as a bug"
)
SHOWN = 4  # places in one message
_BETWEEN = re.compile(r"[,;&/]|\band\b")
_YEARS = re.compile(r"^(?:copyright|\(c\)|[\W\d_])+", re.IGNORECASE)
_SOFT = str.maketrans("", "", "\u00ad\u200b\u2060\ufffe")


def named(
    people: Sequence[Withheld], edition: Edition, folders: Mapping[str, Path]
) -> tuple[Finding, ...]:
    """Look for withheld names in finished editions, in folders by format; sorted findings."""
    if not people:
        return ()
    public = {person.name for person in edition.contributors}
    patterns = {who: _pattern(who, public) for who in people}
    found: dict[Withheld, dict[str, None]] = {}
    for form, folder in folders.items():
        for file, who in _seen(folder, patterns):
            found.setdefault(who, {})[f"build/{form}/{file}"] = None
    for who in people:
        if _credited(who, edition):
            found.setdefault(who, {})["the credits of the book"] = None
    findings = (_finding(who, tuple(places)) for who, places in found.items())
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _finding(who: Withheld, places: tuple[str, ...]) -> Finding:
    shown = (
        places
        if len(places) <= SHOWN
        else (*places[: SHOWN - 1], f"{len(places) - SHOWN + 1} more")
    )
    where = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    message = f"The name of this contributor is withheld, and stands in {where}."
    return Finding(Place(who.path), "PRV-003", Severity.ERROR, message, HINT)


# --- files ---------------------------------------------------------------------------------------


def _seen(
    folder: Path, patterns: Mapping[Withheld, re.Pattern[str]]
) -> Iterator[tuple[str, Withheld]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith(HANDBOOK):  # its examples are about nobody
            continue
        for file, text in strings(name, path.read_bytes()):
            plain = normalize("NFC", text).translate(_SOFT)
            yield from ((file, who) for who, pattern in patterns.items() if pattern.search(plain))


def _pattern(who: Withheld, public: Collection[str]) -> re.Pattern[str]:
    """Return what gives somebody away in any text; names that others bear publicly do not."""
    names = [name.split() for name in who.names if " " in name and name not in public]
    written = (r"\s+".join(map(re.escape, words)) for words in (*names, *map(_loud, names)))
    handles = "|".join(re.escape(each) for each in (who.id, *who.logins))
    before = r"\bcontributors/|(?:^|#)contributor-|\bgithub\.com/|(?<![\w.])@"
    handle = rf"(?:{before})(?i:{handles})(?![\w/-]|\.ya?ml)"
    return re.compile("|".join((*(rf"(?<!\w)(?:{name})(?!\w)" for name in written), handle)))


def _loud(words: list[str]) -> list[str]:
    return [word.upper() for word in words]


# --- credits -------------------------------------------------------------------------------------


def _credited(who: Withheld, edition: Edition) -> bool:
    """Tell whether the edition credits somebody under their id, or under a name of one word."""
    if any(person.id == who.id for person in edition.contributors):
        return True
    public = {person.name.casefold() for person in edition.contributors}
    single = {name.casefold() for name in who.names} - public
    lines = [edition.book.author or "", *(chapter.copyright or "" for chapter in edition.texts)]
    holders = (_YEARS.sub("", each) for line in lines for each in _BETWEEN.split(line))
    return any(holder.strip().casefold() in single for holder in holders)
