"""The versions of installed packages, by the names of their folders, `NAME-VERSION.dist-info`.

`importlib.metadata` opens a file for each, and takes longer to load than a check of a chapter.
https://packaging.python.org/en/latest/specifications/recording-installed-packages/
"""

import os
import re
import sys
from functools import cache

_ENDING, _OLD = ".dist-info", ".egg-info"
_BETWEEN = re.compile(r"[-_.]+")


def version(name: str) -> str:
    """Return the version of a package, in its normal form ("4.4" for "4.004", PEP 440).

    Raises ModuleNotFoundError where it is not installed.
    """
    if found := _versions().get(canonical(name)):
        return found
    from importlib import metadata  # noqa: PLC0415 - as said

    return metadata.version(name)


def known(name: str) -> str:
    """Return the version of a package; nothing where it is not installed."""
    try:
        return version(name)
    except ModuleNotFoundError:
        return ""


@cache
def folders() -> tuple[str, ...]:
    """Return the names of the folders that say what is installed, those found first at first."""
    names = (name for place in dict.fromkeys(sys.path) for name in _names(place))
    return tuple(name for name in names if name.endswith((_ENDING, _OLD)))


def _names(place: str) -> list[str]:
    """List a folder; nothing where it is none, or closed to us."""
    try:
        return sorted(os.listdir(place))  # noqa: PTH208 - quick
    except OSError:
        return []


@cache
def _versions() -> dict[str, str]:
    told: dict[str, str] = {}
    for folder in folders():
        name, _, number = folder.removesuffix(_ENDING).removesuffix(_OLD).partition("-")
        told.setdefault(canonical(name), number if folder.endswith(_ENDING) else "")
    return told


def canonical(name: str) -> str:
    """Return the name of a package as lock files write it, and as all spellings are compared.

    >>> canonical("ruamel.yaml"), canonical("Jinja2"), canonical("mkdocs_material")
    ('ruamel-yaml', 'jinja2', 'mkdocs-material')
    """
    return _BETWEEN.sub("-", name).lower()
