"""Who stands in `authors:`, and what the history shows of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from potluck.attribution import Attribution
from potluck.attribution.account import Account, Evidence
from potluck.checks.authorline import called, line
from potluck.checks.people import Mention, several
from potluck.checks.views import BookView, ChapterView
from potluck.model import Contributor, Place, Role, Thresholds
from potluck.naming import slugify
from potluck.source.fields import PersonRef

LONG = 4  # letters: a name of that length inside another one is no chance
ALIKE = 0.7  # by `SequenceMatcher.ratio`


@dataclass(frozen=True)
class Named:
    """One entry of `authors:`: whom it means, and what they did; None where git saw nothing."""

    ref: PersonRef
    who: Contributor
    did: Evidence | None
    place: Place

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.ref.name, self.who.name))

    @property
    def author(self) -> bool:
        return Role.AUTHOR in self.ref.roles

    @property
    def creator(self) -> bool:
        return self.did is not None and self.did.creator


@dataclass(frozen=True)
class Byline:
    """The people whom a chapter names, and everyone whom its history shows."""

    chapter: ChapterView = field(repr=False)
    account: Account
    named: tuple[Named, ...]
    sender: str  # id of who typed it in for somebody else, where it says so
    limits: Thresholds

    @cached_property
    def missing(self) -> tuple[Evidence, ...]:
        """Who wrote as much as an author, and is not named: the creator first, then by words."""
        there = {each.who.id for each in self.named} | {self.sender}
        grouped = [each for each in self.named if several(each.ref.name)]  # ATT-004 parts them
        found = [
            someone
            for someone in self.account.people
            if someone.contributor.id not in there
            and someone.contributor.visibility == "public"
            and self.account.share(someone) >= self.limits.author_share
            and not any(like(each.names, called_by(someone)) for each in grouped)
        ]
        found.sort(key=lambda someone: (not someone.creator, -someone.words))
        return tuple(
            someone
            for index, someone in enumerate(found)
            if not any(like(called_by(other), called_by(someone)) for other in found[:index])
        )

    @property
    def silent(self) -> tuple[Named, ...]:
        """Authors of whom no word stands here, nor any that came with a program they used."""
        return tuple(
            each
            for each in self.named
            if each.author and not each.creator
            and not (each.did and any(edit.left for edit in each.did.edits))
        )  # fmt: skip

    def small(self, each: Named) -> bool:
        """Tell whether somebody is named as an author, and has never brought more than a little."""
        if not each.author or each.did is None or each.creator or not each.did.words:
            return False
        brought = sum(edit.written for edit in each.did.own)
        return max(brought, each.did.words) < self.limits.editor_share * self.account.words

    def perhaps(self, someone: Evidence) -> Named | None:
        """Return who may be the same person under another name.

        That is an author with a name like theirs, or, for whoever wrote most of the chapter, one
        of whom the history of the chapter knows no word.
        """
        authors = [each for each in self.named if each.author]
        similar = (each for each in authors if like(each.names, called_by(someone)))
        first = self.silent[0] if self.silent and someone is self.missing[0] else None
        return next(similar, first)

    def mended(self, added: Iterable[Evidence] = ()) -> str:
        """Return the line that names everyone by what they did."""
        kept = [each.ref for each in self.named if not self.small(each)]
        more = [PersonRef(called(someone.contributor)) for someone in added]
        small = [replace(each.ref, roles=_proofread(each.ref.roles))
                 for each in self.named if self.small(each)]  # fmt: skip
        return line((*kept, *more, *small))


def bylines(book: BookView) -> Iterator[Byline]:
    """Yield the byline of every chapter that names an author, and of whose words git knows."""
    past = book.past
    for chapter in book.chapters if past else ():
        declared = any(Role.AUTHOR in ref.roles for ref in chapter.fields.authors)
        if past and declared and chapter.legible:
            account = past.account(chapter.path)
            if account.words:
                yield _byline(chapter, account, past)


def _byline(chapter: ChapterView, account: Account, past: Attribution) -> Byline:
    named = []
    for index, ref in enumerate(chapter.fields.authors):
        who = past.register.find(ref.name)
        place = Mention(ref.name, True, chapter, ("authors", index)).place
        named.append(Named(ref, who, account.of(who.id), place))
    sender = chapter.fields.submitted_by
    return Byline(
        chapter,
        account,
        tuple(named),
        past.register.find(sender).id if sender else "",
        past.manuscript.book.thresholds,
    )


def called_by(someone: Evidence) -> frozenset[str]:
    """Return the id and the name by which git knows somebody."""
    return frozenset((someone.contributor.id, someone.contributor.name))


def like(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether these may well be names of one person: `jo-doe` and "Jo Doe (jodoe)"."""
    return any(_like(slugify(one), slugify(other)) for one in ours for other in theirs)


def _like(one: str, other: str) -> bool:
    """Tell whether two ids may be one person's. Full names must agree: many are called Smith.

    >>> _like("jo-smith", "ann-smith"), _like("jo-smith", "jo-m-smith"), _like("josm", "jo-smith")
    (False, True, True)
    """
    ours, theirs = one.split("-"), other.split("-")
    if len(ours) > 1 and len(theirs) > 1:
        return {*ours} <= {*theirs} or {*theirs} <= {*ours}
    plain, beside = "".join(ours), "".join(theirs)
    inside = (word for words, text in ((ours, beside), (theirs, plain)) for word in words
              if word in text)  # fmt: skip
    return any(len(word) >= LONG for word in inside) or (
        SequenceMatcher(None, plain, beside).ratio() > ALIKE
    )


def _proofread(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(Role.PROOFREADER if role is Role.AUTHOR else role for role in roles)
