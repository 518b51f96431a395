"""The validators that judge our outputs, run as they are. `table` lists them all."""

from validators.epub import epub_faults, epubcheck
from validators.pdf import verapdf

__all__ = ["epub_faults", "epubcheck", "verapdf"]
