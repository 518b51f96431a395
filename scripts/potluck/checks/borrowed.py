"""What a chapter takes from others, by its metadata: shared by the rules about licences."""

from dataclasses import dataclass, field

from potluck.checks.views import ChapterView
from potluck.licensing import clashes, fitting, parse, sellable, terms
from potluck.model import License, Place
from potluck.source.fields import MediumRef, SourceRef

MAKING = {"adapted", "translated"}  # relations that make a new work of the source
CITE = "if only facts were taken from it, write `relation: cited`"
ASK = "ask whoever made it, and add `permission: …` (who, when, where it is written down)"


@dataclass(frozen=True)
class Loan:
    """A work that the chapter adapts on the terms of its licence, and where that is named."""

    source: SourceRef
    license: License
    chapter: ChapterView = field(repr=False)

    @property
    def place(self) -> Place:
        """Where the licence is named."""
        return self.chapter.place("sources", self.source.index, "license")


@dataclass(frozen=True)
class Loans:
    """All such works of a chapter; `clashing` are those (by number) that others cannot join."""

    single: tuple[Loan, ...]
    clashing: tuple[tuple[Loan, Loan], ...]


def license_of(chapter: ChapterView) -> License | None:
    """Return the licence of the chapter's text; None where it names one that is not known."""
    if chapter.fields.license:
        return parse(chapter.fields.license)
    return chapter.book.manuscript.book.license


def license_place(chapter: ChapterView) -> Place:
    """Where the chapter names its licence."""
    said = chapter.book.manuscript.headers.of(chapter.path).licenses
    return said[0].place if said else chapter.place("license")


def medium_place(chapter: ChapterView, medium: MediumRef, *key: str) -> Place:
    """Where a picture's credit stands: in the metadata, or in a licence header."""
    if medium.index >= 0:
        return chapter.place("media", medium.index, *key)
    path = chapter.book.resolver.picture(chapter.entry, medium.file) or ""
    said = chapter.book.manuscript.headers.of(path).licenses
    return said[0].place if said else chapter.place("media")


def loans(chapter: ChapterView) -> Loans:
    """Find the works that the chapter adapts; the editions' own limits are LIC-008's."""
    found = tuple(_loans(chapter))
    against = clashes(loan.license for loan in found)
    return Loans(
        tuple(loan for number, loan in enumerate(found) if number not in against),
        tuple((found[number], found[other]) for number, other in against.items()),
    )


def _loans(chapter: ChapterView) -> list[Loan]:
    found = []
    for source in chapter.fields.sources:
        license_ = parse(source.license) if source.license else None
        if license_ is None or source.permission or source.relation not in MAKING:
            continue
        reserved = terms(license_).family == "all-rights-reserved"  # LIC-010
        if not reserved and allowed(chapter, license_):
            found.append(Loan(source, license_, chapter))
    return found


def allowed(chapter: ChapterView, work: License) -> bool:
    """Tell whether a licence goes with the editions: those that are sold need more."""
    return sellable(work) or not chapter.book.manuscript.book.commercial


def suggestion(chapter: ChapterView, found: Loans) -> License | None:
    """Return the licence that would do for the chapter with all that it adapts, if there is one."""
    fits = fitting(loan.license for loan in found.single)
    return next((one for one in fits if allowed(chapter, one)), None)
