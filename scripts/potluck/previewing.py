"""The site as the live preview shows it, in a folder: for a pull request that cannot be published.

It has drafts, and notes in place of chapters that take more than a chapter may. Nobody proves it.
"""

from pathlib import Path

from potluck import pipeline, placing, shelf

NAME = "preview"


def write(root: Path) -> Path:
    """Write the site of a book into `build/preview/`, and return that. Raises UnfitBook."""
    from potluck.formats.site import Site  # noqa: PLC0415 - heavy

    with shelf.locked(root):
        edition, _ = pipeline.edition_for(root, preview=True)
        stage, target = shelf.staging(root, NAME), root / shelf.BUILD / NAME
        Site(root).render(edition, stage)
        placing.discard(target)
        return stage.rename(target)
