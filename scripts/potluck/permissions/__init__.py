"""Manuscript -> who may do what with the book: what is under what, and what follows from it."""

from potluck.permissions.matrix import Answer, Ground, Matrix, matrix
from potluck.permissions.report import REPORTS
from potluck.permissions.works import Work

__all__ = ["REPORTS", "Answer", "Ground", "Matrix", "Work", "matrix"]
