"""The Potluck that runs: the bill of its environment, from the lock file beside it."""

import sys
from importlib.util import find_spec
from pathlib import Path

from potluck.errors import ToolError
from potluck.supply.bill import bill
from potluck.supply.licences import environment
from potluck.supply.locked import Lock

NAME = "potluck.cdx.json"
_LOCK = Path(__file__).parents[3] / "uv.lock"


def bill_of_materials() -> str:
    """Return the CycloneDX bill of what makes books here. Raises ToolError."""
    if not _LOCK.is_file():
        raise ToolError(
            "Potluck does not run from its repository, so no lock file says what it is made of.",
            "run it there, as .github/workflows/release.yml does",
        )
    material = find_spec("material")
    if material is None or material.origin is None:
        raise ToolError("Material for MkDocs is not installed.", "make setup")
    templates = Path(material.origin).parent / "templates"
    return bill(Lock(_LOCK.read_text(encoding="utf-8")), environment(sys.path), templates)
