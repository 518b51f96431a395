"""What was changed in a book, and since which copies: as a list, and as a page of its site."""

from potluck.corrections.page import page
from potluck.corrections.steps import Change, Step, since, steps

__all__ = ["Change", "Step", "page", "since", "steps"]
