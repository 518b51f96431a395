"""Which licence may follow which, as the checks themselves decide it."""

from collections.abc import Iterator

from potluck.handbook.words import table
from potluck.licensing import KNOWN, Obligation, adapt, include, obligations
from potluck.model import License

SOURCES = (
    *("CC-PDM-1.0", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-NC-4.0"),
    *("CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "LAL-1.3", "GFDL-1.3-or-later"),
    *("GPL-3.0-or-later", "LicenseRef-AllRightsReserved"),
)
CHAPTERS = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0")
SIGNS = {"ok": "✓ yes", "warn": "! not advised", "no": "✗ no"}


def adapting() -> str:
    """Write a table: works that are adapted, by the licence of the chapter that is made of them."""
    chapters = [KNOWN[name] for name in CHAPTERS]
    head = ("Work ↓ Chapter →", *(license_.name for license_ in chapters))
    rows = [(KNOWN[name].name, *_verdicts(KNOWN[name], chapters)) for name in SOURCES]
    return table(head, rows)


def _verdicts(source: License, chapters: list[License]) -> Iterator[str]:
    return (SIGNS[adapt(source, into).status] for into in chapters)


def duties() -> str:
    """Write a table: what a chapter must do that adapts a work, and which licences ask it."""
    works = [KNOWN[name] for name in SOURCES if _open(KNOWN[name])]
    asked = {work.name: obligations(work, changed=True) for work in works}
    rows = [
        (duty.words, ", ".join(name for name, asks in asked.items() if duty in asks))
        for duty in Obligation
    ]
    return table(("What the chapter must do", "Asked by"), [row for row in rows if row[1]])


def _open(work: License) -> bool:
    """Tell whether a work may be adapted at all."""
    return adapt(work, work).status == "ok"


def including() -> str:
    """Write a table: works that stand in the book unchanged, by what kind of edition it is."""
    rows = [
        (KNOWN[name].name, *(_included(KNOWN[name], commercial=sold) for sold in (False, True)))
        for name in SOURCES
    ]
    return table(("A work under …", "in a free edition", "in one that is sold"), rows)


def _included(license_: License, *, commercial: bool) -> str:
    return SIGNS[include(license_, commercial=commercial).status]
