"""The versions of installed packages, by the names of their folders, `NAME-VERSION.dist-info`.

`importlib.metadata` opens a file for each, and takes longer to load than a check of a chapter.
https://packaging.python.org/en/latest/specifications/recording-installed-packages/
"""

import os
import re
import sys
from functools import cache

_ENDING = ".dist-info"
_BETWEEN = re.compile(r"[-_.]+")


def version(name: str) -> str:
    """Return the version of a package, in its normal form ("4.4" for "4.004", PEP 440).

    Raises ModuleNotFoundError where it is not installed.
    """
    found = _versions().get(_plain(name))
    if found is not None:
        return found
    from importlib import metadata  # noqa: PLC0415 - as said

    return metadata.version(name)


@cache
def folders() -> tuple[str, ...]:
    """Return the names of the folders that say what is installed, those found first at first."""
    places = [place for place in dict.fromkeys(sys.path) if os.path.isdir(place)]  # noqa: PTH112
    names = (name for place in places for name in sorted(os.listdir(place)))  # noqa: PTH208 - quick
    return tuple(name for name in names if name.endswith(_ENDING))


@cache
def _versions() -> dict[str, str]:
    told: dict[str, str] = {}
    for folder in folders():
        name, _, number = folder.removesuffix(_ENDING).partition("-")
        told.setdefault(_plain(name), number)
    return told


def _plain(name: str) -> str:
    """Write the name of a package as all its spellings are compared.

    >>> _plain("Jinja2"), _plain("mkdocs_material"), _plain("ruamel.yaml")
    ('jinja2', 'mkdocs-material', 'ruamel-yaml')
    """
    return _BETWEEN.sub("-", name).lower()
