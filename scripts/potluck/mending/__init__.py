"""Repairs that have exactly one right answer: `potluck fix`.

No prose is touched: a fix changes how something is stored or spelled for machines, never what a
reader reads, and each proves that before it counts (`keeping`). What a fix would do is a value
(`Mended`); only `files` writes, one whole file at a time.
"""

from potluck.mending.fix import Mended
from potluck.mending.run import Done, carry_out, propose

__all__ = ["Done", "Mended", "carry_out", "propose"]
