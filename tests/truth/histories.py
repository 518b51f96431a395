"""Every history whose truth is known."""

from truth import edits, graphs, machines, paths, persons
from truth.case import Case

CASES: tuple[Case, ...] = (
    *edits.CASES,
    *paths.CASES,
    *graphs.CASES,
    *persons.CASES,
    *machines.CASES,
)
