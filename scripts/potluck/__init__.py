"""Potluck: a publishing pipeline for books that many people write together."""

__version__ = "0.1.0"
