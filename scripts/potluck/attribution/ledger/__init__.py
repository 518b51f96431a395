"""The ledger of credits: who and which source is credited for which chapter, once and for good.

`contributors/ledger.lock.json` is generated: one line for each credit, so that what two branches
add can be merged without a question. Nobody has to trust it: what any version of it in the history
ever said counts for ever, so the ratchet (ATT-002) is loosened by a dated entry in the chapter's
`removed_credits` and by nothing else.
"""

from potluck.attribution.ledger.entries import Entry, Ledger, union
from potluck.attribution.ledger.files import NAME, exists, load, past
from potluck.attribution.ledger.losses import Balance, Loss, balance
from potluck.attribution.ledger.now import Now, now, of
from potluck.attribution.ledger.writing import Written, missing, write

__all__ = ["NAME", "Balance", "Entry", "Ledger", "Loss", "Now", "Written", "balance", "exists",
           "load", "missing", "now", "of", "past", "union", "write"]  # fmt: skip
