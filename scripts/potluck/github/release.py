"""Proven editions -> the files of a release, with citation, bill of materials and checksums."""

import hashlib
import shutil
import zipfile
from pathlib import Path

from potluck.formats.metadata import cff
from potluck.github.editions import prove
from potluck.model import Edition
from potluck.shelf import BUILD
from potluck.supply import here

SUMS = "SHA256SUMS"


def gather(root: Path, edition: Edition, folder: Path) -> tuple[Path, ...]:
    """Put the files of a release into a folder; return them, sorted.

    Raises MissingEdition, or ToolError where nobody knows what Potluck itself is made of.
    """
    built = prove(root).artifacts
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("pdf", "epub"):
        for file in built[name].files:
            if "/" not in file:  # a printing of the book, not one chapter
                shutil.copy(root / BUILD / name / file, folder / file)
    _pack(root / BUILD / "site", folder / f"{edition.book.slug}-site.zip", edition)
    (folder / cff.NAME).write_text(cff.citation_file(edition), encoding="utf-8")
    (folder / here.NAME).write_text(here.bill_of_materials(), encoding="utf-8")
    files = sorted(folder.iterdir())
    (folder / SUMS).write_text("".join(map(_sum, files)), encoding="utf-8")
    return (*files, folder / SUMS)


def _sum(path: Path) -> str:
    """Return a line as `sha256sum --check` reads it."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def _pack(site: Path, target: Path, edition: Edition) -> None:
    """Pack the site: the same site gives the same bytes."""
    moment = edition.build.date.timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = f"{target.stem}/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
