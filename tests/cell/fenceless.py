"""Loaded into a nursery, it makes the kernel one that has no fences."""

import sys

from potluck.cell import fences


def _none(*, writing: bool) -> bool:
    return False


if "pytest" not in sys.modules:  # which loads all modules, in search of examples
    fences.fence = _none
