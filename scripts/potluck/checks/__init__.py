"""The checks: rules ask the manuscript, findings answer. `run` asks them all."""

from potluck.checks.engine import run
from potluck.checks.rules import RULES

__all__ = ["RULES", "run"]
