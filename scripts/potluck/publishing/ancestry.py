"""Asks git which of two commits came first."""

import re
from pathlib import Path
from typing import Literal

from potluck.credits.repository import opened
from potluck.errors import ToolError

Relation = Literal["same", "later", "earlier", "apart", "unknown"]
"""What a commit is to another: `unknown` where the repository does not have that other one."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def relation(root: Path, now: str, was: str) -> Relation:
    """Return what the commit `now` is to `was`, which somebody named who may not be trusted."""
    if now == was:
        return "same"
    if not _COMMIT.fullmatch(was) or not _COMMIT.fullmatch(now):
        return "unknown"
    with opened(root) as repository:
        try:
            if repository.within(was, now):
                return "later"
            return "earlier" if repository.within(now, was) else "apart"
        except ToolError:
            return "unknown"
