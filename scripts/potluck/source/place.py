"""Where a book stands: the nearest folder upwards that has a `mkdocs.yml`. Light to import."""

import os
from pathlib import Path

NAME = "mkdocs.yml"


def root_from(start: Path) -> Path:
    """Find the book's folder: the nearest one upwards that has a `mkdocs.yml`, else `start`."""
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - symbolic links stay as they were named
    for candidate in (folder, *folder.parents):
        if (candidate / NAME).is_file():
            return candidate
    return folder
