"""What is said about a credit that a chapter has no longer: shared words of ATT-002 and ATT-021."""

from datetime import date, timedelta

from potluck.attribution.ledger import Entry, Loss
from potluck.attribution.ledger.pasting import removing, restoring
from potluck.checks.views import BookView, ChapterView
from potluck.checks.words import quoted
from potluck.model import WITHHELD
from potluck.source.fields import Removal

ZONES = timedelta(days=1)  # somewhere it is already tomorrow
_TOP = "at the top, between two lines `---`"


def named(entry: Entry) -> str:
    """Return how a message calls the person or the source of an entry."""
    if entry.kind == "source":
        by = f" by {quoted(entry.by)}" if entry.by else ""
        return f"the source {quoted(entry.name or entry.key)}{by}"
    withheld = entry.key.startswith("anonymous-")
    return quoted(entry.name) if entry.name else WITHHELD if withheld else quoted(entry.key)


def about(loss: Loss) -> str:
    """Say what was lost."""
    name = named(loss.entry)
    if loss.demoted:
        return f"{name} was an author here, and is only known from the history now."
    if loss.entry.kind == "source":
        return f"T{name[1:]} was named here, and is not any more."
    roles = f" as {', '.join(loss.entry.roles)}" if loss.entry.roles else ""
    return f"{name[:1].upper()}{name[1:]} was credited here{roles}, and is not any more."


def either(entry: Entry, chapter: ChapterView) -> str:
    """Return what to type: the credit again, or why it is gone."""
    today = chapter.book.today
    again, gone = restoring(entry, chapter.fields), removing(entry, str(today or "YYYY-MM-DD"))
    top = "" if chapter.raw.meta else f" {_TOP}"
    if not again:
        return "\n".join((f"say why{top}:", *gone))
    key = again[0].partition(":")[0]
    what = "it" if entry.kind == "source" else "them"
    where = f", below `{key}:`" if _has(chapter, key) else top
    return "\n".join((f"credit {what} again{where}:", *again, "or say why not:", *gone))


def _has(chapter: ChapterView, key: str) -> bool:
    return key == "sources" and key in chapter.raw.meta


def idle(removal: Removal) -> str:
    """Say that a removal is about nothing."""
    said = removal.who or removal.source
    if not said:
        return "This entry of `removed_credits` names nobody and no source."
    return f"`removed_credits` names {quoted(said)}, and no such credit is gone."


def dated(removal: Removal, book: BookView) -> tuple[str, str] | None:
    """Return what is wrong with the day of a removal, and what to type.

    While files differ from the last commit, nobody knows which day it is.
    """
    try:
        day = date.fromisoformat(removal.date)
    except ValueError:
        return f"{quoted(removal.date)} is no day.", "write the day as YYYY-MM-DD"
    if book.past is None or book.past.history.modified or book.today is None:
        return None
    if day <= book.today + ZONES:
        return None
    message = f"{quoted(removal.date)} is still to come."
    return message, f"write the day on which the credit was taken out: {book.today}"
