"""From `build/` to what readers get: refused, with reasons, or laid out whole in a folder."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from potluck import placing, shelf
from potluck.errors import ConfigError
from potluck.manifest import Manifest, encoded
from potluck.publishing import laying, ledger, online
from potluck.publishing.ancestry import relation
from potluck.publishing.ledger import Allowed
from potluck.publishing.refusals import Allowable, Refusal, refusals
from potluck.shelf import BUILD, DOWNLOADS, MANIFEST
from potluck.source.config import read_config


@dataclass(frozen=True)
class Outcome:
    """What is published, or would be; or why not, and what stands there instead."""

    manifest: Manifest
    refused: tuple[Refusal, ...]
    before: Manifest | None


@dataclass(frozen=True)
class Terms:
    """On what terms to publish: what is known to stand online, what is allowed, and why."""

    known: Path | None = None
    allowed: tuple[Allowable, ...] = ()
    because: str = ""
    dry: bool = False  # only say what would be done


def publish(root: Path, to: Path, terms: Terms = Terms()) -> Outcome:
    """Lay out what goes online in the folder `to`, or say why not.

    It is compared with what `to` holds, and with what is known to stand online. What is allowed is
    no reason to refuse. ConfigError where nothing can be told.
    """
    share = read_config(root)[0].shrink
    place = laying.place_of(root, to)
    with shelf.locked(root):
        now = shelf.read_manifest(root)
        if now is None:
            raise ConfigError(f"{BUILD}/{MANIFEST} is not there, or damaged.", laying.ANEW)
        there = [online.at(place), *([online.told(terms.known)] if terms.known else [])]
        before = [each.manifest for each in there if each.manifest]
        reasons = refusals(now, before, share, lambda one, other: relation(root, one, other))
        every = (*laying.faults(root, now), *reasons)
        refused = tuple(each for each in every if each.kind not in terms.allowed)
        if not refused and not terms.dry:
            noted = tuple(Allowed(what, terms.because) for what in terms.allowed)
            found = next((each.ledger for each in reversed(there) if each.ledger), None)
            laying.lay_out(root, place, now, ledger.recorded(found, now, noted))
    return Outcome(now, refused, before[-1] if before else None)


def offer(root: Path, published: Path) -> tuple[str, ...]:
    """Take the PDF and the EPUB that `build/` lacks from a folder that was published.

    So the site offers them on, as what they are: of an older build. Returns their formats.
    """
    found = online.of(published).manifest
    with shelf.locked(root):
        standing = shelf.read_manifest(root)
        there = standing.artifacts if standing else {}
        lacking = [n for n in DOWNLOADS if found and n in found.artifacts and n not in there]
        if found is None or not lacking:
            return ()
        for name in lacking:
            folder = shelf.staging(root, name)
            for path, file in laying.offered(published, name, found):
                (folder / path).parent.mkdir(exist_ok=True)
                shutil.copyfile(file, folder / path)
        taken = {name: found.artifacts[name] for name in lacking}
        made = replace(standing or found, artifacts=dict(sorted({**there, **taken}.items())))
        placing.place(root / BUILD, lacking, encoded(made))
    return tuple(lacking)
