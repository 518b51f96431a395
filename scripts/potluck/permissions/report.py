"""Matrix -> text for people, Markdown for a page, JSON for programs."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from potluck.licensing import Obligation
from potluck.licensing.verdict import Status
from potluck.model import License
from potluck.permissions.matrix import Answer, Ground, Matrix
from potluck.permissions.works import Work, WorkKind

YES_NO: dict[Status, str] = {"ok": "yes", "warn": "not without a closer look", "no": "no"}
COMMERCIAL = {True: "Its editions may be sold.", False: "Its editions are not for sale."}
KINDS: tuple[WorkKind, ...] = ("chapter", "picture", "source")
NO_LICENSE = "No licence"
OWN = "Each chapter and picture keeps its own licence."
SHOWN = 6  # works named in one place; of more, the number tells more
# What every edition does by itself: credits, titles, links, licences and changes are printed.
DONE = {*Obligation} - {
    Obligation.FULL_TEXT,
    Obligation.NO_DRM,
    Obligation.NON_COMMERCIAL,
    Obligation.UNMODIFIED,
    Obligation.SHARE_ALIKE,
}


def text(matrix: Matrix) -> str:
    """Write the matrix for the terminal."""
    return "\n".join(
        (
            *_head(matrix),
            "",
            "What is under what",
            *(f"  {line}" for one in matrix.licenses for line in _holdings(matrix, one)),
            "",
            "What whoever passes it on must do (*: the editions made here do it by themselves)",
            *(f"  {line}" for line in _duties(matrix)),
            "",
            "What may be done with the whole book",
            *(f"  {line}" for answer in matrix.answers for line in _answer(answer)),
        )
    )


def _head(matrix: Matrix) -> tuple[str, str]:
    book = matrix.book
    return (_line(book.title), f"Under {book.license}. {COMMERCIAL[book.commercial]} {OWN}")


def _holdings(matrix: Matrix, license_: License | None) -> Iterator[str]:
    found = matrix.under(license_)
    yield f"{license_ or NO_LICENSE}: {_count(found)}"
    if license_ != matrix.book.license:
        yield from (f"  {_name(work)}" for work in found[:SHOWN])
        if len(found) > SHOWN:
            yield f"  and {len(found) - SHOWN} more"


def _duties(matrix: Matrix) -> Iterator[str]:
    """Yield what is to be done once, with the licences that ask for it."""
    if not any(duties for _, duties in matrix.must):
        yield "  nothing"
    for duty in Obligation:
        asking = [license_.name for license_, duties in matrix.must if duty in duties]
        if asking:
            yield f"{'*' if duty in DONE else ' '} {duty.words} ({', '.join(asking)})"


def _answer(answer: Answer) -> Iterator[str]:
    yield f"{answer.question}: {YES_NO[answer.status]}"
    for ground in answer.grounds:
        yield f"  {ground.because}"
        yield f"    {_some(ground)}"


def _some(ground: Ground) -> str:
    """Name the works that stand in the way, or count them where they are many."""
    if len(ground.works) > SHOWN:
        return _count(ground.works)
    return ", ".join(_name(work) for work in ground.works)


def _name(work: Work) -> str:
    if work.kind != "source":
        return _line(work.path)
    return _line(f"“{work.name}”, {work.relation} in {work.path}")


def _line(words: str) -> str:
    """Write words from a file on one line, without signs that do something to a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in words)


def _count(found: Iterable[Work]) -> str:
    """Count works by kind.

    >>> _count([Work("source", "Pot", "a.md", None), Work("chapter", "A", "a.md", None)])
    '1 chapter, 1 source'
    """
    kinds = sorted((work.kind for work in found), key=KINDS.index)
    numbers = ((kind, len([*group])) for kind, group in groupby(kinds))
    counted = (f"{number} {kind}{'s' * (number > 1)}" for kind, number in numbers)
    return ", ".join(counted) or "nothing"


def markdown(matrix: Matrix) -> str:
    """Write the matrix as a page of tables."""
    title, under = _head(matrix)
    return "\n".join(
        (
            f"# {_cell(title)}: who may do what",
            "",
            under,
            "",
            "| Licence | What is under it | What it asks |",
            "|---|---|---|",
            *(_row(matrix, one) for one in matrix.licenses),
            "",
            "| With the whole book, you may … | | Because |",
            "|---|---|---|",
            *(_cells(a.question, YES_NO[a.status], _reasons(a)) for a in matrix.answers),
        )
    )


def _row(matrix: Matrix, license_: License | None) -> str:
    duties = next((asked for one, asked in matrix.must if one == license_), ())
    linked = license_ and license_.url
    name = f"[{license_}]({linked})" if linked else str(license_ or NO_LICENSE)
    asked = "; ".join(duty.words for duty in duties) or "–"
    return f"| {name} | {_count(matrix.under(license_))} | {asked} |"


def _reasons(answer: Answer) -> str:
    return " ".join(f"{ground.because} ({_some(ground)})" for ground in answer.grounds)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(words: str) -> str:
    """Write words so that they stay words in a table."""
    return "".join(f"\\{sign}" if sign in "\\|[]<>*_`&#!" else sign for sign in words)


def as_json(matrix: Matrix) -> str:
    """Write the matrix for programs."""
    book = matrix.book
    data = {
        "book": {"title": book.title, "license": book.license.id, "commercial": book.commercial},
        "works": [_work(work) for work in matrix.works],
        "must": [{"license": one.id, "obligations": [*duties]} for one, duties in matrix.must],
        "may": [_may(answer) for answer in matrix.answers],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _work(work: Work) -> dict[str, object]:
    found: dict[str, object] = {"kind": work.kind, "name": work.name, "path": work.path}
    found["license"] = work.license.id if work.license else None
    found["permission"] = work.permission
    return found | ({"relation": work.relation} if work.relation else {})


def _may(answer: Answer) -> dict[str, object]:
    grounds = [
        {"status": g.status, "because": g.because, "paths": sorted({w.path for w in g.works})}
        for g in answer.grounds
    ]
    return {"question": answer.question, "status": answer.status, "grounds": grounds}


REPORTS: dict[str, Callable[[Matrix], str]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
}
