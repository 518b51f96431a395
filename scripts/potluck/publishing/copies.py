"""Tells of a copy whether it is genuine, and whether it is the newest one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from potluck import manifest
from potluck.errors import ConfigError
from potluck.manifest import File, Made, Manifest, whole
from potluck.publishing import claims, ledger, sites
from potluck.publishing.claims import Claim
from potluck.publishing.online import Online

State = Literal["current", "outdated", "altered", "unknown"]
"""The newest edition; an older one; changed after it was made; of no edition that is known here."""
ANY = "name a PDF, an EPUB, or the folder or archive of a site"
_SHOWN = 5  # files of a site that are named


@dataclass(frozen=True)
class Known:
    """An edition that a copy may be of: which build, and the files of it by format and path."""

    build: Made
    files: dict[str, File]

    def of(self, form: str) -> dict[str, File]:
        """Return its files of one format, by path."""
        start = f"{form}/"
        return {
            name.removeprefix(start): facts
            for name, facts in self.files.items()
            if name.startswith(start)
        }


@dataclass(frozen=True)
class Copy:
    """What is known of a copy: `build` is its true one, `newest` the one to have."""

    path: Path
    format: str
    state: State
    claim: Claim
    newest: Made
    build: Made | None = None
    faults: tuple[str, ...] = ()

    @property
    def genuine(self) -> bool:
        return self.state in {"current", "outdated"}

    @property
    def days(self) -> int:
        """How many days older the copy is than the newest edition."""
        return (self.newest.moment - self.build.moment).days if self.build else 0


def verify(path: Path, sources: Sequence[Online]) -> Copy:
    """Compare a copy with all editions that are known. ConfigError where nothing can be told."""
    if not path.exists():
        raise ConfigError(f"There is no {path}.", ANY)
    form = claims.kind_of(path)
    if not form:
        message = f"{path} is neither a PDF nor an EPUB, nor a site."
        raise ConfigError(message, ANY)
    having = tuple(each for each in _known(sources) if each.of(form))
    if not having:
        raise ConfigError(
            f"No {form} is known here to compare {path} with.",
            "go to the book's folder, or name the manifest.json or editions.json of its site "
            "with --manifest",
        )
    seen = _Seen(path, form, claims.READERS[form](path), having)
    return _site(seen) if form == "site" else _file(seen)


def _known(sources: Sequence[Online]) -> tuple[Known, ...]:
    """Return every edition that is known, the newest first.

    Of one build there may be several: another Potluck makes other files from the same commit.
    """
    found = [e for source in sources for e in (*_stands(source.manifest), *_issued(source))]
    return tuple(sorted(found, key=lambda each: each.build.moment, reverse=True))


def _stands(found: Manifest | None) -> Iterator[Known]:
    """Yield what stands somewhere: each format is of a build of its own."""
    for name, entry in (found.artifacts if found else {}).items():
        files = {f"{name}/{path}": facts for path, facts in entry.files.items()}
        yield Known(Made(entry.build, entry.commit, entry.date), files)


def _issued(source: Online) -> Iterator[Known]:
    for issue in source.ledger.editions if source.ledger else ():
        yield Known(issue.build, issue.files)


# --- one copy -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Seen:
    """A copy before it is judged: what it claims, and the editions that have its format."""

    path: Path
    format: str
    claim: Claim
    known: Sequence[Known]

    @property
    def claimed(self) -> Known | None:
        """The edition that the copy says it is."""
        return next((each for each in self.known if each.build.id == self.claim.build), None)

    def after(self, edition: Known) -> Iterator[Known]:
        """Yield the editions of newer builds."""
        ids = [each.build.id for each in self.known]
        yield from self.known[: ids.index(edition.build.id)]

    def judged(self, state: State, of: Known | None, faults: tuple[str, ...] = ()) -> Copy:
        newest, build = self.known[0].build, of.build if of else None
        return Copy(self.path, self.format, state, self.claim, newest, build, faults)


def _file(seen: _Seen) -> Copy:
    facts = whole.facts_of(seen.path)
    for edition in seen.known:
        for name, same in edition.of(seen.format).items():
            if same == facts:
                replaced = any(name in newer.of(seen.format) for newer in seen.after(edition))
                return seen.judged("outdated" if replaced else "current", edition)
    return seen.judged("altered" if seen.claimed else "unknown", seen.claimed)


def _site(seen: _Seen) -> Copy:
    """Compare a site, file by file."""
    there = sites.files(seen.path)
    for own in (ledger.NAME, manifest.NAME):
        there.pop(own, None)
    for edition in seen.known:
        if edition.of("site") == there:
            return seen.judged("outdated" if any(seen.after(edition)) else "current", edition)
    nearest = seen.claimed or seen.known[0]
    faults = tuple(_differences(there, nearest.of("site")))
    return seen.judged("altered" if seen.claimed else "unknown", seen.claimed, faults)


def _differences(there: dict[str, File], files: dict[str, File]) -> Iterator[str]:
    told = [name for name in sorted({*there, *files}) if there.get(name) != files.get(name)]
    for name in told[:_SHOWN]:
        added = "was changed" if name in files else "was added"
        yield f"{name} {added if name in there else 'is not there'}."
    if len(told) > _SHOWN:
        yield f"and {len(told) - _SHOWN} more."


def age(copy: Copy) -> str:
    """Say how old a copy is against the newest edition.

    >>> made = [Made("a", "", f"2026-03-0{day}T05:06:00Z") for day in (1, 4)]
    >>> age(Copy(Path(), "pdf", "outdated", Claim(), made[1], made[0]))
    '3 days older'
    """
    if copy.days == 0:
        return "less than a day older"
    return f"{copy.days:,} day{'s' if copy.days > 1 else ''} older"
