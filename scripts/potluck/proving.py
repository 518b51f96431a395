"""Proves again the editions that stand in `build/` against the book, and says so in the manifest.

Nothing that was remembered of an earlier proof is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from potluck import checking, pipeline, proof, shelf
from potluck.attribution.withheld import withheld
from potluck.errors import ConfigError
from potluck.formats import Progress, counting
from potluck.manifest import Manifest, encoded, whole
from potluck.model import Edition, Finding, Measure, Place, Severity
from potluck.proof import privacy
from potluck.shelf import BUILD, MANIFEST
from potluck.storage import write_whole

CODE = "BLD-004"
ANEW = "type: potluck build"


@dataclass(frozen=True)
class Verdict:
    """What came of a proof: the formats that were looked at, what was counted, what is wrong."""

    manifest: Manifest
    formats: tuple[str, ...]
    findings: tuple[Finding, ...]
    measure: Measure

    @property
    def good(self) -> bool:
        return not checking.has_errors(self.findings)


def prove(root: Path, wanted: Sequence[str], *, progress: Progress) -> Verdict:
    """Prove the formats that stand in `build/`, or those of them that are wanted; note the outcome.

    ConfigError where one of them does not stand there, UnfitBook where the book has errors.
    """
    progress("reading")
    reading = checking.read(root, counting(progress, "Files"))
    found = checking.check(reading).findings
    with shelf.locked(root):
        manifest = _standing(root)
        formats = _formats(manifest, wanted)
        edition = pipeline.compose(reading, found, formats=formats, progress=progress)
        progress("proof")
        faults = tuple(_faults(root, manifest, edition, formats))
        doubtful = {fault.place.path for fault in faults}  # nobody reads in those
        folders = {
            name: root / BUILD / name for name in formats if f"{BUILD}/{name}" not in doubtful
        }
        proven = proof.prove(edition, folders)
        named = privacy.named(withheld(reading.attribution), edition, folders)
        verdict = Verdict(manifest, formats, (*faults, *proven.findings, *named), proven.measure)
        _note(root, verdict, edition)
    return verdict


def _standing(root: Path) -> Manifest:
    manifest = shelf.read_manifest(root)
    if manifest is None:
        raise ConfigError(f"{BUILD}/{MANIFEST} is not there, or damaged.", ANEW)
    return manifest


def _formats(manifest: Manifest, wanted: Sequence[str]) -> tuple[str, ...]:
    there = tuple(name for name in pipeline.FORMATS if name in manifest.artifacts)
    for name in wanted:
        if name not in there:
            raise ConfigError(f"There is no {name} in {BUILD}/.", f"{ANEW} {name}")
    if not there:
        raise ConfigError(f"There is no edition in {BUILD}/.", ANEW)
    return tuple(name for name in there if not wanted or name in wanted)


def _faults(
    root: Path, manifest: Manifest, edition: Edition, formats: Sequence[str]
) -> Iterator[Finding]:
    """Yield what is wrong with the files themselves, before anybody reads in them."""
    now = edition.build.id
    for name in formats:
        entry, shown = manifest.artifacts[name], f"{BUILD}/{name}"
        if entry.build != now:
            message = f"The {name} is of build {entry.build}, and the book is at {now}."
            yield Finding(Place(shown), CODE, Severity.ERROR, message, ANEW)
        for fault in whole.faults(root / BUILD / name, entry, shown):
            yield Finding(Place(shown), CODE, Severity.ERROR, fault, ANEW)


def _note(root: Path, verdict: Verdict, edition: Edition) -> None:
    """Write into the manifest what is proven, and what is not any more."""
    manifest, version = verdict.manifest, edition.build.version
    entries = {name: replace(manifest.artifacts[name], proven=None) for name in verdict.formats}
    if verdict.good:
        entries = {
            name: shelf.proven(entry, version, verdict.measure) for name, entry in entries.items()
        }
    noted = replace(manifest, artifacts={**manifest.artifacts, **entries})
    if noted != manifest:  # where nothing is new, the next build still finds all as it was
        write_whole(root / BUILD / MANIFEST, encoded(noted))
