"""Pictures as the press takes them: JPEG or PNG as large as print needs, SVG as it is.

WeasyPrint alone writes every picture but JPEG as PNG: 236 MB for 142 WebP files that are 20 MB as
JPEG, in 187 CPU seconds instead of 34 (measured). The darkroom has done that work before.
"""

from potluck.formats.pdf.press.job import File
from potluck.model import Picture


def printable(picture: Picture) -> File:
    """Return the picture as the press takes it."""
    copy = picture.print
    return File(copy.media_type, copy.read())
