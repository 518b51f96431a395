"""Loads WeasyPrint when it is imported, for the process from which others are forked."""

from contextlib import suppress

from potluck.errors import ToolError
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.surroundings import weasyprint

# C types of Pango that WeasyPrint names in strings; to read the first of them takes 40 ms.
_TYPES = ("char[]", "PangoRectangle *", "PangoLogAttr[]", "PangoFcFontMap *", "unsigned int *")

with suppress(ToolError):  # whoever asks for work is told
    ffi = weasyprint().text.ffi.ffi
    for each in _TYPES:
        with suppress(Exception):  # whatever is amiss is met again where it is needed
            ffi.typeof(each)

__all__ = ["setting"]
