"""The text of every licence in use, for LICENSES/: that of the book's folder, or ours."""

from collections.abc import Iterable, Iterator

from potluck.licensing import KNOWN, parse
from potluck.licensing.fulltext import full_text
from potluck.model import License
from potluck.reuse.claims import Claim
from potluck.reuse.table import LICENSES
from potluck.source.agreement import NOT_STATED, options
from potluck.source.manuscript import Manuscript

MAX_TEXT = 1024 * 1024  # bytes; the longest licence of the SPDX list has less than 100 kB


def texts(claims: tuple[Claim, ...], manuscript: Manuscript) -> dict[str, bytes]:
    """Return files of LICENSES/ by path."""
    used = {claim.license.id: claim.license for claim in claims}
    for notice in manuscript.headers.tables:
        used |= {name: each for name in options(notice.text) if (each := parse(name))}
    found: dict[str, bytes] = {}
    for ident in sorted(used):
        name = _present(ident, manuscript.headers.texts)
        data = _read(manuscript, name) if name else None
        if data is None:
            name, data = f"{ident}.txt", _text(used[ident], claims).encode()
        found[f"{LICENSES}/{name}"] = data
    return found


def _present(ident: str, names: Iterable[str]) -> str | None:
    """Return the file that already holds the text: `CC-BY-4.0.txt`, or with another ending."""
    return next((name for name in names if ident in {name, name.rpartition(".")[0]}), None)


def _read(manuscript: Manuscript, name: str) -> bytes | None:
    path = manuscript.root / LICENSES / name
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_TEXT:
        return None
    return path.read_bytes()


def _text(license: License, claims: Iterable[Claim]) -> str:  # noqa: A002 - the word of the trade
    if known := full_text(license):
        return known
    if license.id == NOT_STATED.id:
        lines = ["Nothing says under which licence these works are. Ask whoever made them before",
                 "you copy them."]  # fmt: skip
    elif license.id in KNOWN:
        lines = ["All rights are reserved. Whoever wants to copy these works has to ask those who",
                 "hold the rights."]  # fmt: skip
    else:
        lines = ["This licence is not in the SPDX License List."]
    if license.url:
        lines += ["", f"Its text: {license.url}"]
    granted = list(_permissions(license, claims))
    if granted:
        lines += ["", "They are in this book by permission:", "", *granted]
    return "\n".join((license.name, "", *lines)) + "\n"


def _permissions(license: License, claims: Iterable[Claim]) -> Iterator[str]:  # noqa: A002
    for claim in claims:
        if claim.license.id == license.id and claim.permission:
            yield f"{claim.path}: {claim.permission}"
