"""How the community behind a book is doing: as a report, and as a page of its site."""

from potluck.community.measures import State, measure
from potluck.community.page import page
from potluck.community.report import REPORTS

__all__ = ["REPORTS", "State", "measure", "page"]
