"""Works -> the matrix of the book: what an edition must do, what may be done, and what forbids it.

A book is a collection: whether it may be given away or sold is asked of every work in it; whether
its chapters may be worked into another book is asked of the chapters and what they adapt, because
pictures stay what they are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from potluck.licensing import KNOWN, Obligation, Verdict, adapt, include, obligations
from potluck.licensing.verdict import Status
from potluck.model import Book, License
from potluck.permissions.works import Work, works
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Outline

TARGETS = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0")
UNKNOWN = "Nothing says under which licence this is, so nobody may use it without asking."
RESERVED = KNOWN["LicenseRef-AllRightsReserved"]  # what holds where no licence does
WEIGHT: dict[Status, int] = {"ok": 0, "warn": 1, "no": 2}


@dataclass(frozen=True)
class Ground:
    """Why something is forbidden or doubtful: a sentence, and the works it is about."""

    status: Status
    because: str
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Answer:
    """May this be done with the whole book? `grounds` are what speaks against it."""

    question: str
    status: Status
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Who may do what with the book."""

    book: Book
    works: tuple[Work, ...]
    must: tuple[tuple[License, tuple[Obligation, ...]], ...]
    answers: tuple[Answer, ...]

    @property
    def licenses(self) -> tuple[License | None, ...]:
        """Every licence that occurs, the book's own first, then by id; None comes last."""
        found = {work.license for work in self.works if work.binding} - {self.book.license}
        named = sorted((one for one in found if one), key=lambda one: one.id.casefold())
        return (self.book.license, *named, *((None,) if None in found else ()))

    def under(self, license: License | None) -> tuple[Work, ...]:  # noqa: A002
        """Return the works under a licence, without what is only quoted or cited."""
        return tuple(work for work in self.works if work.binding and work.license == license)


def matrix(manuscript: Manuscript, outline: Outline) -> Matrix:
    """Find out who may do what with a book."""
    found = tuple(works(manuscript, outline))
    return Matrix(manuscript.book, found, tuple(_must(found)), tuple(_answers(found)))


def _must(found: tuple[Work, ...]) -> Iterator[tuple[License, tuple[Obligation, ...]]]:
    """Yield what each licence asks of an edition, for all that is under it."""
    duties: dict[License, set[Obligation]] = {}
    for work in found:
        if work.license and work.binding:
            asked = obligations(work.license, changed=work.adapted)
            duties.setdefault(work.license, set()).update(asked)
    for license_ in sorted(duties, key=lambda one: one.id.casefold()):
        yield license_, tuple(duty for duty in Obligation if duty in duties[license_])


def _answers(found: tuple[Work, ...]) -> Iterator[Answer]:
    binding = tuple(work for work in found if work.binding)
    chapters = tuple(work for work in binding if work.kind != "picture")
    yield _answer("give it away", binding, _edition(commercial=False))
    yield _answer("sell it", binding, _edition(commercial=True))
    yield _answer("protect it against copying", binding, _locked)
    yield _answer("change it and pass that on", binding, _changed)
    for name in TARGETS:
        yield _answer(
            f"work its chapters into a book under {KNOWN[name]}", chapters, _into(KNOWN[name])
        )


Judge = Callable[[License, bool], Verdict]


def _edition(*, commercial: bool) -> Judge:
    def judge(license_: License, permission: bool) -> Verdict:
        return include(license_, commercial=commercial, permission=permission)

    return judge


def _into(target: License) -> Judge:
    def judge(license_: License, permission: bool) -> Verdict:  # noqa: ARG001
        return adapt(license_, target)  # what was allowed to this book is not allowed to the next

    return judge


def _locked(license_: License, permission: bool) -> Verdict:  # noqa: ARG001
    if Obligation.NO_DRM in obligations(license_, changed=False):
        return Verdict("no", f"{license_} does not let anybody keep readers from copying.")
    return Verdict("ok", f"{license_} does not forbid it.")


def _changed(license_: License, permission: bool) -> Verdict:  # noqa: ARG001
    if Obligation.UNMODIFIED in obligations(license_, changed=False):
        return Verdict("no", f"{license_} allows no changed versions.")
    return Verdict("ok", f"{license_} allows changed versions.")


def _answer(question: str, asked: Iterable[Work], judge: Judge) -> Answer:
    against: dict[tuple[Status, str], list[Work]] = {}
    for work in asked:
        verdict = _verdict(work, judge)
        if verdict.status != "ok":
            against.setdefault((verdict.status, verdict.because), []).append(work)
    grounds = tuple(Ground(*key, tuple(which)) for key, which in against.items())
    worst_first = sorted(grounds, key=lambda ground: -WEIGHT[ground.status])
    status: Status = worst_first[0].status if worst_first else "ok"
    return Answer(question, status, tuple(worst_first))


def _verdict(work: Work, judge: Judge) -> Verdict:
    if work.license is None and not work.permission:
        return Verdict("no", UNKNOWN)
    return judge(work.license or RESERVED, work.permission)
