"""What Python works out anew in each process is kept beside our compiled modules: 0.2 s a build.

A dataclass is compiled from a text, a regular expression from a pattern. Python keeps the bytecode
of modules, and of these nothing, though a build has 300 and 600 of them. Here the code is kept by
its very text, the table of an expression by its pattern and flags, so that what is found is what
Python would have worked out; whatever is not found, Python works out as ever.

It is trusted as the modules beside it are. Where Python may not write there, or was asked not to
(PYTHONDONTWRITEBYTECODE), nothing is kept; another Python begins anew.
"""

import dataclasses
import marshal
import re
import sys
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import local
from types import CodeType, FrameType, SimpleNamespace
from typing import Any

MOST = 16_000_000
"""Bytes of the file. A build needs two million; what is edited a lot leaves old ones behind."""
WORTH = 50
"""One in so many must be new for the file to be written again."""
_BESIDE = Path(__file__).parent / "__pycache__" / f"readymade.{sys.implementation.cache_tag}"
_CHECK = 4  # bytes
_EXPRESSIONS = frozenset({"re", "re._compiler"})

Key = str | tuple[str | bytes, int]
"""The text of a code, or the pattern of an expression with its flags."""


class Stock:
    """What is kept, and what is new, each as `marshal` writes it."""

    def __init__(self, file: Path) -> None:
        """Take what is kept in a file, if it is there, whole, and of this Python."""
        self.file = file
        self.kept = _read(file)
        self.new: dict[Key, bytes] = {}
        self._compile: Callable[..., re.Pattern[Any]] = re.compile
        self._make: Callable[..., re.Pattern[Any]] = re.compile
        self._last = local()  # what this thread made last

    def install(self) -> None:
        """Have dataclasses and expressions taken from here, as far as this Python lets us."""
        with suppress(ImportError, AttributeError):
            compiler, engine = import_module("re._compiler"), import_module("_sre")
            self._compile, self._make = compiler.compile, engine.compile
            recorded = SimpleNamespace(**{**vars(engine), "compile": self._record})
            vars(compiler).update(compile=self.expression, _sre=recorded)
        vars(dataclasses)["exec"] = self.run

    def run(self, source: str | CodeType, /, *spaces: Any) -> None:
        """Run a code as `exec` does."""
        exec(self.code(source) if isinstance(source, str) else source, *spaces)  # noqa: S102

    def code(self, text: str) -> CodeType:
        """Return what a text is compiled to."""
        if (known := self.kept.get(text)) is not None:
            kept: CodeType = marshal.loads(known)  # noqa: S302 - trusted as our modules are
            return kept
        made = compile(text, "<string>", "exec", dont_inherit=True)
        self.new[text] = marshal.dumps(made)
        return made

    def expression(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """Return a compiled expression, as `re._compiler.compile` does.

        Those that modules have at their top are kept; a function may make any number.
        """
        if type(pattern) not in (str, bytes) or flags & re.DEBUG:
            return self._compile(pattern, flags)
        key = (pattern, int(flags))
        if (known := self.kept.get(key)) is not None:
            return self._make(*marshal.loads(known))  # noqa: S302 - as above
        found = self._compile(pattern, flags)
        if _at_top(sys._getframe(1)):  # noqa: SLF001 - who asks decides
            self.new[key] = marshal.dumps(tuple(map(_plain, self._last.made)))
        return found

    def _record(self, *made: Any) -> re.Pattern[Any]:
        self._last.made = made
        return self._make(*made)

    def learned(self) -> bytes:
        """Return what is new, for another process; nothing if nothing is."""
        return marshal.dumps(self.new) if self.new else b""

    def adopt(self, learned: bytes) -> None:
        """Take over what another process of ours learned."""
        self.new |= marshal.loads(learned)  # noqa: S302 - as above

    def keep(self) -> None:
        """Keep what is new, whole or not at all, if it is worth its while.

        There are modules with expressions that are others in each process.
        """
        new = {key: made for key, made in self.new.items() if key not in self.kept}
        if len(new) * WORTH <= len(self.kept) or sys.dont_write_bytecode:
            return
        data = marshal.dumps(self.kept | new)
        if len(data) > MOST:
            data = marshal.dumps(new)
        if self.file.parent.is_dir():
            from potluck.storage import write_whole  # noqa: PLC0415 - only where there is need

            with suppress(OSError):
                write_whole(self.file, _check(data) + data, synced=False)  # torn, it is not read


def _plain(value: Any) -> Any:
    """Return something of which an expression is made in types that `marshal` writes."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, list):
        return [int(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _at_top(frame: FrameType | None) -> bool:
    """Tell whether it is the top of a module that asks for an expression."""
    while frame and frame.f_globals.get("__name__") in _EXPRESSIONS:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name == "<module>"


def _read(file: Path) -> dict[Key, bytes]:
    with suppress(OSError):
        kept = file.read_bytes()
        data = memoryview(kept)[_CHECK:]
        if kept[:_CHECK] == _check(data):  # what is damaged may crash Python
            found: dict[Key, bytes] = marshal.loads(data)  # noqa: S302 - as above
            return found
    return {}


def _check(data: bytes | memoryview) -> bytes:
    """Show that bytes are whole, and of this Python as it was called."""
    python = f"{sys.version} {sys.flags.optimize}".encode()
    return zlib.crc32(data, zlib.crc32(python)).to_bytes(_CHECK, "little")


_stock: list[Stock] = []


def use(file: Path = _BESIDE) -> None:
    """Work with what is kept from now on: for a program of ours, before it loads anything else."""
    if not _stock:
        _stock.append(Stock(file))
        _stock[0].install()


def learned() -> bytes:
    """Return what this process learned; nothing where it does not work with what is kept."""
    return b"".join(stock.learned() for stock in _stock)


def adopt(told: bytes) -> None:
    """Take over what another process of ours learned, if this one works with what is kept."""
    for stock in _stock:
        stock.adopt(told)


def keep() -> None:
    """Keep what is new, when a command is done."""
    for stock in _stock:
        stock.keep()
