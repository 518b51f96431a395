"""How an Edition comes to our plugin: MkDocs makes that, and knows of no edition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from potluck.model import Download, Edition


@dataclass(frozen=True)
class Handover:
    """What is rendered, and who hears how many pages are written, and how many are left."""

    edition: Edition
    downloads: tuple[Download, ...]
    told: Callable[[int, int], None] = lambda *_: None


_handed: ContextVar[Handover | None] = ContextVar("potluck_site_edition", default=None)


def handed() -> Handover | None:
    """Return what is to be rendered; None where MkDocs was not called by us."""
    return _handed.get()


@contextmanager
def handing(handover: Handover) -> Iterator[None]:
    """Let the plugin render this very Edition, not one that it would compose again."""
    token = _handed.set(handover)
    try:
        yield
    finally:
        _handed.reset(token)
