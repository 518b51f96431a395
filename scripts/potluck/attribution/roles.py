"""From evidence and declaration to the credits of a chapter.

What a chapter declares stands as it is and comes first: the history adds people below it, and says
in words how much somebody did, but it takes nothing away and gives nobody declared another role.
"""

from collections.abc import Iterable
from dataclasses import replace

from potluck.attribution.account import Account, Edit, Evidence
from potluck.attribution.wording import HALF, Measure, beside, extent
from potluck.credits.credit import NOBODY, shown
from potluck.credits.people import Part
from potluck.model import RANKS, Contributor, Credit, Role, Thresholds, ranked

_OF_PART = {
    Part.REVIEWER: Role.REVIEWER,
    Part.TESTER: Role.TESTER,
    Part.SUBMITTER: Role.SUBMITTER,
}
WRITING = frozenset({Role.CREATOR, Role.AUTHOR, Role.EDITOR, Role.PROOFREADER, Role.CONTRIBUTOR})


# --- from evidence to roles ---------------------------------------------------------------------


def observed(account: Account, limits: Thresholds) -> tuple[Credit, ...]:
    """Return the people whom the history shows, in their order, with roles and extent.

    The creator first, then the authors, most words first, then the rest by role and name. Whoever
    brought no word (moves, formatting) counts only where there is nobody else.
    """
    people = [(someone, roles(someone, account, limits)) for someone in account.people]
    seen = [(someone, found) for someone, found in people if found]
    if not seen:
        seen = [(someone, (Role.CONTRIBUTOR,)) for someone, _ in people]
    seen.sort(key=lambda pair: _order(*pair))
    return tuple(
        Credit(who.contributor, found, declared=False, extent=_extent(who, found, account, limits))
        for who, found in seen
    )


def unmeasured(account: Account, there: Iterable[Contributor]) -> tuple[Credit, ...]:
    """Return the same where no words are known, and so nobody can tell who did how much.

    `there` is who changed the file, in order; whoever reviewed or tested it comes after them.
    """
    writers = {who.id: Credit(who, (Role.CONTRIBUTOR,), declared=False) for who in there}
    others = ((someone.contributor, _parts(someone)) for someone in account.people)
    helpers = {who.id: Credit(who, found, declared=False) for who, found in others if found}
    return tuple({**writers, **helpers, **writers}.values())


def roles(someone: Evidence, account: Account, limits: Thresholds) -> tuple[Role, ...]:
    """Return what somebody is by the evidence alone; nothing for who only moved or formatted."""
    found = {*_parts(someone)}
    writing = _writing(someone, account, limits)
    if someone.creator:
        found.add(Role.CREATOR)
        writing = writing if writing in {Role.AUTHOR, Role.EDITOR} else None
    if writing:
        found.add(writing)
    return ranked(found)


def _parts(someone: Evidence) -> tuple[Role, ...]:
    """Return the roles that commits say outright."""
    return tuple(role for part, role in _OF_PART.items() if part in someone.parts)


def _writing(someone: Evidence, account: Account, limits: Thresholds) -> Role | None:
    brought, share = someone.own, account.share(someone)
    if someone.words and (share >= limits.author_share or someone.words >= limits.author_words):
        return Role.AUTHOR
    if share >= limits.editor_share:
        return Role.EDITOR
    if Part.SUGGESTER in someone.parts and not someone.words and not _else(brought):
        return Role.REVIEWER
    if not brought:
        return Role.CONTRIBUTOR if _only_machine(someone) else None
    return Role.PROOFREADER if _usual(brought) <= limits.proofreader_words else Role.CONTRIBUTOR


def _else(edits: tuple[Edit, ...]) -> bool:
    """Tell whether any of these edits is more than a suggestion."""
    return any(edit.part is not Part.SUGGESTER for edit in edits)


def _usual(edits: tuple[Edit, ...]) -> float:
    """Return the median of the words that these edits brought."""
    sizes = sorted(edit.written or edit.left for edit in edits)  # `statistics` takes long to load
    return (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2


def _only_machine(someone: Evidence) -> bool:
    """Tell whether all words that they brought came with the help of a program."""
    writing = [edit for edit in someone.edits if edit.written and edit.part.writes]
    return bool(writing) and all(edit.machine for edit in writing)


def _extent(
    someone: Evidence, found: tuple[Role, ...], account: Account, limits: Thresholds
) -> str:
    share = account.share(someone)
    others = (each for each in account.people if each is not someone)
    edits = {edit.commit.id for edit in someone.own}
    seen = Measure(
        found,
        share,
        len(edits),
        much=share >= limits.author_share,
        shared=share > HALF and any(account.share(each) > HALF for each in others),
        machine=_only_machine(someone),
    )
    return extent(seen)


def _order(someone: Evidence, found: tuple[Role, ...]) -> tuple[bool, int, int, str, str]:
    """Sort by what somebody did; by words where they are authors, else by name."""
    words = someone.words if Role.AUTHOR in found else 0
    first = RANKS[found[0]]
    who = shown(someone.contributor)
    return (Role.CREATOR not in found, -words, first, who.sort.casefold(), who.id)


# --- with what is declared ----------------------------------------------------------------------


def credits(  # noqa: A001 - the word of the trade; nobody needs the interactive `credits()` here
    declared: Iterable[Credit],
    seen: Iterable[Credit],
    submitter: Contributor | None = None,
) -> tuple[Credit, ...]:
    """Return the credits of a chapter, ready to show: declared ones first, then the observed.

    Where no author is declared, whoever the history shows as authors are the default of `authors`.
    `submitter` has only typed the chapter in, whatever the history shows.
    """
    told, found = tuple(declared), tuple(seen)
    extents = {credit.contributor.id: credit.extent for credit in found}
    said = (
        replace(credit, extent=beside(extents.get(credit.contributor.id, ""), credit.roles))
        for credit in told
    )
    rest = (_typed(credit) if _is(credit, submitter) else credit for credit in found)
    return _merged((*_default(told, found, submitter), *said, *rest))


def _default(
    told: tuple[Credit, ...], found: tuple[Credit, ...], submitter: Contributor | None
) -> tuple[Credit, ...]:
    """Return the byline of a chapter that declares no author: its creator and observed authors.

    There is none where the creator has a declared part of another kind, or only typed it in: what
    others added since does not make the work theirs.
    """
    taken = {credit.contributor.id for credit in told} | ({submitter.id} if submitter else set())
    first = next((credit for credit in found if WRITING & {*credit.roles}), None)
    declared = any(Role.AUTHOR in credit.roles for credit in told)
    if declared or first is None or first.contributor.id in taken:
        return ()
    return tuple(
        replace(credit, roles=_as_author(credit.roles), declared=True)
        for credit in found
        if (credit is first or Role.AUTHOR in credit.roles) and credit.contributor.id not in taken
    )


def _as_author(found: tuple[Role, ...]) -> tuple[Role, ...]:
    return (Role.AUTHOR, *(role for role in found if role not in WRITING))


def _is(credit: Credit, someone: Contributor | None) -> bool:
    return someone is not None and credit.contributor.id == someone.id


def _typed(credit: Credit) -> Credit:
    """Return the credit of whoever typed the chapter in: the words are not theirs."""
    found = {Role.SUBMITTER, *credit.roles} - WRITING
    return replace(credit, roles=ranked(found), extent="")


def _merged(found: Iterable[Credit]) -> tuple[Credit, ...]:
    """Return each person once, as they may be shown: with all declared roles, or the observed."""
    kept: dict[str, Credit] = {}
    for credit in map(_visible, found):
        before = kept.setdefault(credit.contributor.id, credit)
        if credit.declared or not before.declared:
            both = tuple(dict.fromkeys((*before.roles, *credit.roles)))
            terms = tuple(dict.fromkeys((*before.credit, *credit.credit)))
            kept[credit.contributor.id] = replace(before, roles=both, credit=terms)
    return tuple(kept.values())


def _visible(credit: Credit) -> Credit:
    """Return what may be shown of a credit: of people who are withheld, their part alone."""
    who = shown(credit.contributor)
    return replace(credit, contributor=who, extent="") if who == NOBODY else credit
