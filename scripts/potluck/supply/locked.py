"""uv.lock -> packages: their files with hashes, and who needs whom. Nothing is installed here."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

ROOT = "potluck-press"
"""Our own package, as the lock file calls it."""
BOOK = ("all",)
"""What `.ci/setup.sh book` installs beside the light base: all that makes a book."""
IMPORTED = ("all", "charts", "cluster")
"""Every extra: all that our package may import."""

Need = tuple[str, str]
"""A package, and one of its extras or nothing."""


def plain(version: str) -> str:
    """Return a version as the lock file writes it, without zeros before a number.

    >>> plain("4.004")
    '4.4'
    """
    return re.sub(r"\b0+(?=\d)", "", version)


@dataclass(frozen=True)
class File:
    """A wheel or a source archive: where it is fetched, and the SHA-256 it must have."""

    url: str
    sha256: str

    @property
    def tags(self) -> frozenset[str]:
        """Which Pythons and machines a wheel is for, as it says inside; nothing for an archive.

        >>> sorted(File("https://example.org/a-1-py2.py3-none-any.whl", "").tags)
        ['py2-none-any', 'py3-none-any']
        """
        if not self.url.endswith(".whl"):
            return frozenset()
        pythons, abis, machines = self.url.removesuffix(".whl").split("-")[-3:]
        return frozenset(
            f"{python}-{abi}-{machine}"
            for python in pythons.split(".")
            for abi in abis.split(".")
            for machine in machines.split(".")
        )


@dataclass(frozen=True)
class Package:
    """One version of a package."""

    name: str
    version: str
    files: tuple[File, ...]


class Lock:
    """What the lock file says. A name may have several versions, for several Pythons."""

    def __init__(self, text: str) -> None:
        self._entries: list[dict[str, Any]] = tomllib.loads(text)["package"]

    @cached_property
    def packages(self) -> Mapping[tuple[str, str], Package]:
        """Return every package but our own, by name and version."""
        entries = [entry for entry in self._entries if entry["name"] != ROOT]
        return {(entry["name"], entry["version"]): _package(entry) for entry in entries}

    def closure(self, extras: Iterable[str]) -> frozenset[str]:
        """Name all that our package needs with these extras, on any machine; itself is left out."""
        return frozenset(self.edges(extras)) - {ROOT}

    def edges(self, extras: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Return what our package, and each that it needs with these extras, needs itself."""
        found: dict[str, frozenset[str]] = {}
        for name, extra in self._reached(extras):
            needs = {other for other, _ in self._needs.get((name, extra), ())}
            found[name] = found.get(name, frozenset()) | (needs - {name})
        return found

    def _reached(self, extras: Iterable[str]) -> frozenset[Need]:
        seen: set[Need] = set()
        waiting: list[Need] = [(ROOT, ""), *((ROOT, extra) for extra in extras)]
        while waiting:
            need = waiting.pop()
            if need not in seen:
                seen.add(need)
                waiting += self._needs.get(need, ())
        return frozenset(seen)

    @cached_property
    def _needs(self) -> Mapping[Need, tuple[Need, ...]]:
        found: dict[Need, tuple[Need, ...]] = {}
        for entry in self._entries:
            lists = {"": entry.get("dependencies", [])} | entry.get("optional-dependencies", {})
            for extra, needs in lists.items():
                key = entry["name"], extra
                found[key] = (*found.get(key, ()), *_needs(needs))
        return found


def _package(entry: Mapping[str, Any]) -> Package:
    files = [*entry.get("wheels", []), *filter(None, [entry.get("sdist")])]
    hashed = (File(file["url"], file["hash"].removeprefix("sha256:")) for file in files)
    return Package(entry["name"], entry["version"], tuple(hashed))


def _needs(entries: Iterable[Mapping[str, Any]]) -> Iterator[Need]:
    for entry in entries:
        yield entry["name"], ""
        yield from ((entry["name"], extra) for extra in entry.get("extra", ()))
