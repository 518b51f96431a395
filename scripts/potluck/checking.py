"""The light half of the flow: read and check, without any format."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from potluck import checks
from potluck.attribution import ledger
from potluck.checks import baseline
from potluck.checks.baseline import Baseline
from potluck.checks.memory import Memory, remembered
from potluck.checks.report import excerpts
from potluck.checks.report.sheet import has_errors
from potluck.checks.study import Studies, informed, studied
from potluck.checks.waivers import Waiver, approved
from potluck.credits.glance import Glance, glance
from potluck.keeping import seal
from potluck.model import Finding
from potluck.source import outline, reader
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Outline
from potluck.source.place import NAME as CONFIG

__all__ = ["Checked", "Reading", "check", "check_book", "has_errors", "make_baseline", "read",
           "read_at"]  # fmt: skip

if TYPE_CHECKING:
    from potluck.attribution import Attribution
    from potluck.cell.shift import Told
    from potluck.credits.history import History

EVERY_RULE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """Everything that was read, and nothing judged."""

    manuscript: Manuscript
    outline: Outline
    glance: Glance
    studies: Studies = field(repr=False)
    memory: Memory = field(repr=False)
    repository: Path  # a folder in the work tree of the book's repository
    revision: str = "HEAD"

    @cached_property
    def attribution(self) -> "Attribution":
        """Who is credited for what."""
        from potluck.attribution import Attribution  # noqa: PLC0415 - as below

        return Attribution(self.manuscript, self.outline, self.history)

    @cached_property
    def history(self) -> "History":
        """Who did what, which takes time to read."""
        from potluck.credits import history, recent  # noqa: PLC0415 - a check needs none of it

        if self.revision == "HEAD":
            return recent.read(self.repository, self.glance)
        return history.read(self.repository, self.revision)


@dataclass(frozen=True)
class Checked:
    """What is to be put right now, how much rests in the baseline, and its idle entries."""

    findings: tuple[Finding, ...]
    resting: int = 0
    idle: int = 0
    handbook: str = ""  # address of the site, where it has a handbook


def read(root: Path, told: "Told" = lambda *_: None) -> Reading:
    """Read the book. Raises ConfigError where there is no book, or no history.

    `told` hears how many files that are new were read, and how many are left.
    """
    return _read(root, glance, told)


def _read(root: Path, look: Callable[[Path], Glance], told: "Told" = lambda *_: None) -> Reading:
    """Read the book at `root`, and what is remembered of it below the git directory."""
    learned: list[tuple[Glance, Memory, Studies]] = []

    def prepare(manuscript: Manuscript) -> Manuscript:
        found = look(root)
        memory = remembered(found.kept, (root / CONFIG).read_bytes())
        studies = studied(manuscript, memory, told)
        learned.append((found, memory, studies))
        return informed(manuscript, studies)

    manuscript = reader.read(root, prepare)
    found, memory, studies = learned[0]
    return Reading(manuscript, outline.outline(manuscript), found, studies, memory, root)


@contextmanager
def read_at(root: Path, revision: str, past: Glance) -> Iterator[Reading | None]:
    """Give the book as it was at a revision; None where there was none yet.

    `past` is what a glance at the repository showed. Raises ConfigError where there is no such
    revision.
    """
    import tempfile  # noqa: PLC0415 - rarely needed

    from potluck.credits import snapshot  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        before = Path(folder)
        snapshot.extract(root, revision, before)
        is_book = (before / reader.CONTENT).is_dir() and (before / CONFIG).is_file()
        unnamed = replace(past, head="")  # what was found there is not to be kept as found here
        then = _read(before, lambda _: unnamed) if is_book else None
        yield replace(then, repository=root, revision=revision) if then else None


def check(
    reading: Reading,
    *,
    only: frozenset[str] = EVERY_RULE,
    unprintable: Mapping[str, str] = MappingProxyType({}),
) -> Checked:
    """Return what is to be put right in the manuscript, sorted, without what the baseline knows.

    `only` names rules or families; `unprintable` are the characters that no font here has, each
    with the package that brings it. Raises ConfigError where the baseline cannot be read.
    """
    found = _findings(reading, only, unprintable)
    return _settle(found, reading, baseline.load(reading.manuscript.root / baseline.NAME))


def check_book(
    root: Path, *, only: frozenset[str] = EVERY_RULE, since: str | None = None
) -> Checked:
    """Read a book and check it; with `since`, a revision, only what was not to be found there."""
    reading = read(root)
    if since is None:
        return check(reading, only=only)
    with read_at(root, since, reading.glance) as before:
        known = _known(before, only)
        accepted = approved(before.manuscript.config if before else None)
    settled = _settle(_findings(reading, only, accepted=accepted), reading, known)
    return replace(settled, idle=0)  # what was mended since is no entry of anybody's file


def make_baseline(root: Path) -> tuple[Baseline, tuple[Finding, ...]]:
    """Take down what is found now; return it, and the findings that may not rest."""
    found = _findings(read(root), EVERY_RULE)
    blocking = tuple(finding for finding in found if not baseline.may_rest(finding))
    return baseline.of(found, excerpts(found, root)), blocking


def _known(before: Reading | None, only: frozenset[str]) -> Baseline:
    if before is None:
        return Baseline()  # there was no book yet
    found = _findings(before, only)
    return baseline.of(found, excerpts(found, before.manuscript.root), complete=True)


def _findings(
    reading: Reading,
    only: frozenset[str],
    unprintable: Mapping[str, str] = MappingProxyType({}),
    accepted: Callable[[Waiver], bool] = lambda _: True,
) -> tuple[Finding, ...]:
    found = checks.run(
        reading.manuscript,
        reading.outline,
        shallow=reading.glance.shallow,
        today=reading.glance.date.date(),
        only=only,
        unprintable=unprintable,
        studies=reading.studies,
        memory=reading.memory,
        past=lambda: reading.attribution,
        present=_present(reading),
        accepted=accepted,
    )
    if not only:  # otherwise not all was looked at
        reading.memory.save()
    return found


def _present(reading: Reading) -> bytes:
    """Stand for the history: the last commit, heads of pull requests, and who was credited."""
    try:
        stat = (reading.manuscript.root / ledger.NAME).lstat()
        told = repr((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_mode)).encode()
    except OSError:
        told = b""
    return seal(reading.glance.head.encode() + b"\0" + told) if reading.glance.head else b""


def _settle(found: tuple[Finding, ...], reading: Reading, known: Baseline) -> Checked:
    book = reading.manuscript.book
    handbook = book.url if book.url and book.handbook else ""
    if not known.known:
        return Checked(found, handbook=handbook)
    settled = baseline.settle(found, excerpts(found, reading.manuscript.root), known)
    return Checked(settled.new, settled.resting, settled.idle, handbook)
