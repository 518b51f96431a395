"""Where a book stands: the nearest folder upwards that has a `mkdocs.yml`. Light to import."""

import os
from pathlib import Path

from potluck.errors import ConfigError

NAME = "mkdocs.yml"


def root_from(start: Path) -> Path:
    """Find the book's folder: the nearest one upwards that has a `mkdocs.yml`, else `start`."""
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - symbolic links stay as they were named
    for candidate in (folder, *folder.parents):
        if (candidate / NAME).is_file():
            return candidate
    return folder


def no_book(root: Path) -> ConfigError:
    """Say that a folder is no book, and what to type."""
    return ConfigError(
        f"There is no {NAME} in {root.resolve().name or root}/, so this is not a book.",
        "go to the book's folder, name it with --root, or write a mkdocs.yml with "
        "`site_name: My Book` and `plugins: [potluck]`",
    )
