"""Who has agreed to the licence in writing, how, and when.

It shows in their contributor file (`consent:`), or in a commit of theirs that they signed off
(Developer Certificate of Origin 1.1, https://developercertificate.org).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from potluck.attribution import Attribution
from potluck.model import Contributor, Role
from potluck.source.manuscript import RawContributor
from potluck.source.outline import Entry
from potluck.source.yamldoc import Value

WHERE = "WHERE-THEY-SAID-SO"  # stands in a hint, and is no answer
SIGNED = "signed off a commit (DCO 1.1)"
# Whoever tried, read, paid for or typed in something has brought no words or pictures of their own.
WORDLESS = frozenset(
    {Role.REVIEWER, Role.TESTER, Role.TRANSCRIBER, Role.SUBMITTER, Role.FUNDER},
)


@dataclass(frozen=True)
class Standing:
    """Somebody whose words or pictures are in the book, first in the chapter at `path`.

    `how` and `when` are empty where nothing is written down. The contributor is as they are, not
    as they may be shown.
    """

    contributor: Contributor
    path: str
    how: str = ""
    when: str = ""

    @property
    def agreed(self) -> bool:
        return bool(self.how)


def standing(attribution: Attribution) -> tuple[Standing, ...]:
    """Return everyone whose words or pictures are in the book, once, in the order of the book."""
    answers = dict(_signed(attribution))
    answers |= {
        file.stem: answer
        for file in attribution.manuscript.contributors
        if (answer := _written(file))
    }
    found: dict[str, Standing] = {}
    for entry in attribution.outline.entries:
        for who in (*_writers(attribution, entry), *_makers(attribution, entry)):
            answer = answers.get(who.id, ("", ""))
            found.setdefault(who.id, Standing(who, entry.path, *answer))
    return tuple(found.values())


def _signed(attribution: Attribution) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield who signed off a commit in which they had a hand, and when; the oldest comes last."""
    people = attribution.register.directory.contributor
    for record in attribution.history.commits.values():
        hands = {people(hand.person).id for hand in record.hands} if record.signed else set()
        for ident in hands & {people(person).id for person in record.signed}:
            yield ident, (SIGNED, record.commit.date.date().isoformat())


def _writers(attribution: Attribution, entry: Entry) -> Iterator[Contributor]:
    """Yield whose words are in a chapter, declared or seen; whoever sent it in has none of them.

    Of those who are declared, nobody is asked again where `permission:` says who allowed it.
    """
    fields, find = entry.fields, attribution.register.find
    for person in fields.authors:
        if not fields.permission and not WORDLESS.issuperset(person.roles):
            yield find(person.name)
    account = attribution.account(entry.path)
    sender = find(fields.submitted_by).id if fields.submitted_by else ""
    for each in account.people:
        writes = any(part.writes for part in each.parts)
        if each.contributor.id != sender and writes and (each.words or not account.words):
            yield each.contributor


def _makers(attribution: Attribution, entry: Entry) -> Iterator[Contributor]:
    """Yield who made pictures for the book; those of strangers come under their own licence."""
    for medium in entry.fields.media:
        for name in (medium.author, *medium.others):
            who = attribution.register.find(name) if name and not medium.permission else None
            if who and (who.known or who.id in attribution.people):
                yield who


def _written(file: RawContributor) -> tuple[str, str] | None:
    """Return how and when somebody agreed by their own file: both must stand there."""
    said = file.meta.get("consent")
    given = said if isinstance(said, dict) else {}
    how, when = _text(given.get("via")) or _certificate(given), _text(given.get("date"))
    return (how, when) if how and when and how != WHERE else None


def _certificate(given: dict[str, Value]) -> str:
    version = _text(given.get("dco"))
    return f"DCO {version}" if version else ""


def _text(value: Value) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
