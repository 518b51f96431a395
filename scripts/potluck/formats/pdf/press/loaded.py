"""Loads WeasyPrint when it is imported, for the process from which others are forked."""

from contextlib import suppress

from potluck.errors import ToolError
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.surroundings import weasyprint

with suppress(ToolError):  # whoever asks for work is told
    weasyprint()

__all__ = ["setting"]
