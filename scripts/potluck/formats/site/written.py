"""What a preview has written: a change writes the pages and files that it changes, no others.

MkDocs has a way to leave files alone (`--dirty`): it asks each whether it was modified. By its time
it would be wrong about pages, which depend on others; we know what stands there.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from potluck.errors import PotluckError

Entries = list[dict[str, Any]]
"""What the search finds on a page, or on all pages."""


class Output(File):
    """A file of the site. MkDocs leaves it alone if it knows that the same stands there already.

    `read`, if there is one, returns what is in it, when it is written.
    """

    stands = False
    read: Callable[[], bytes] | None = None

    def is_modified(self) -> bool:
        """Say whether it is to be written; MkDocs asks where it leaves what is there."""
        return not (self.stands and Path(self.abs_dest_path).is_file())

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, unless it is to be left alone."""
        if self.read and (self.is_modified() or not dirty):
            with explained():
                self.content_bytes = self.read()
        super().copy_file(dirty)


def output(config: MkDocsConfig, address: str, **source: Any) -> Output:
    """Return a file for an address; `source` is as for MkDocs' own `File.generated`."""
    return cast("Output", Output.generated(config, address, **source))


@contextmanager
def explained() -> Iterator[None]:
    """Let MkDocs stop with our message and hint, not with a traceback."""
    try:
        yield
    except PotluckError as error:
        hint = f" Hint: {error.hint}" if error.hint else ""
        raise PluginError(f"{error.message}{hint}") from error


@dataclass
class Written:
    """What stands in the folder of a site, by address: a name for the very bytes of each file.

    A name is empty as soon as its file may be written over, and comes when the build is done: after
    one that failed, what is not known is written again. `found` is what the search found on pages.
    """

    found: dict[str, Entries] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _coming: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a build."""
        self._coming = {}

    def stands(self, address: str, name: str) -> bool:
        """Tell whether what is so named stands there; after this build it does.

        What has no name is written in every build.

        >>> written = Written()
        >>> written.stands("index.html", "a"), written.done()
        (False, set())
        >>> written.begin()
        >>> written.stands("index.html", "a"), written.stands("tags.html", "b"), written.done()
        (True, False, set())
        >>> written.begin()
        >>> written.stands("tags.html", "c"), written.done()
        (False, {'index.html'})
        """
        self._coming[address] = name
        if name and self._names.get(address) == name:
            return True
        self._names[address] = ""  # not forgotten: after a build that failed it may be taken away
        return False

    def done(self) -> set[str]:
        """End a build; return the addresses of what is there from before, and not of this site."""
        gone = self._names.keys() - self._coming.keys()
        self._names = self._coming
        self.found = {address: self.found.get(address, []) for address in self._coming}
        return gone


def remove(folder: Path, addresses: Iterable[str]) -> None:
    """Take away files that a site has no more."""
    for address in addresses:
        (folder / address).unlink(missing_ok=True)
