"""Compiled templates lie beside our compiled modules, and are trusted as those are.

That saves 0.06 s a build, and 0.1 s more where Material's templates are among them.

Where Python may not write there, or was asked not to (PYTHONDONTWRITEBYTECODE), nothing is kept.
"""

import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from potluck.storage import write_whole
from potluck.versions import version

FOLDER = Path(__file__).parent / "__pycache__"


class Beside(BytecodeCache):
    """Keeps each template, as compiled by this Python and Jinja2, in a file of a folder."""

    def __init__(self, environment: Environment, folder: Path = FOLDER) -> None:
        """Keep them in a folder, which need not be there, as this environment compiles them."""
        self.folder = folder
        of = environment
        shape = (of.autoescape, of.trim_blocks, of.lstrip_blocks, of.keep_trailing_newline)
        told = f"{version('jinja2')} {shape} {sorted(of.extensions)} {sorted(of.filters)}"
        self.edition = blake2b(told.encode(), digest_size=8).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, unless it was of another text, or by another Python or Jinja2."""
        with suppress(OSError), self._file(bucket).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what was compiled, whole or not at all."""
        if sys.dont_write_bytecode or not self.folder.is_dir():
            return
        with suppress(OSError):
            write_whole(self._file(bucket), bucket.bytecode_to_string(), synced=False)

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.{self.edition}.{sys.implementation.cache_tag}.jinja"
