"""Pictures are developed in cells: a hole in a decoder leads to nothing but the cell.

A cell asks for the bytes of a file and hands out its copies, so that nobody holds more pictures at
a time than there are cells.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from potluck.cell.limits import Limits, Overrun
from potluck.model import MediaType, Use
from potluck.pictures import SMALLER, PictureProblem, develop, drawn

if TYPE_CHECKING:
    from potluck.cell.shift import Told

PICTURE = Limits(seconds=60)  # a slow machine takes a tenth of it for the largest that is opened
_BEGINNINGS: dict[MediaType, bytes] = {
    "image/jpeg": b"\xff\xd8",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/svg+xml": b"<",
    "image/webp": b"RIFF",
}


@dataclass(frozen=True)
class Print:
    """The facts of one copy."""

    media_type: MediaType
    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with a picture, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True)
class Result:
    """The facts of a picture, and of its copies by use; or its problem."""

    media_type: MediaType = "image/png"
    width: int = 0
    height: int = 0
    prints: dict[Use, tuple[Print, ...]] = field(default_factory=dict)
    problem: Problem | None = None


@dataclass
class Order:
    """One picture to be developed: `read` returns its bytes, `shelve` takes a copy by SHA-256.

    `key` stands for what was read, and `error` is why it could not be.
    """

    path: str
    read: Callable[[], bytes]
    shelve: Callable[[str, bytes], None]
    key: str = ""
    error: OSError | None = None
    _copies: dict[str, bytes] = field(default_factory=dict, repr=False)  # how they begin

    def answer(self, *copy: bytes) -> bytes:
        """Take a copy out of a cell, or give it the file; of what cannot be read, nothing."""
        for data in copy:
            sha256 = hashlib.sha256(data).hexdigest()
            self._copies[sha256] = data[:8]
            self.shelve(sha256, data)
        return b"" if copy else self._file()

    def _file(self) -> bytes:
        try:
            data = self.read()
        except OSError as error:
            self.error = error
            return b""
        self.key = fingerprint(self.path, data)
        return data

    def sound(self, result: Result) -> bool:
        """Tell whether what a cell says of its copies is what they are, as far as can be seen."""
        return all(
            each.sha256 in self._copies
            and self._copies[each.sha256].startswith(_BEGINNINGS[each.media_type])
            and (each.media_type == "image/svg+xml") == drawn(self.path)
            for some in result.prints.values()
            for each in some
        )


def fingerprint(path: str, data: bytes) -> str:
    """Return the hash that a picture is known by: of its bytes, and of how they are read."""
    kind = b"drawing\0" if drawn(path) else b"photograph\0"
    return hashlib.sha256(kind + data).hexdigest()


def developed(
    orders: Sequence[Order], uses: Collection[Use], told: "Told" = lambda *_: None
) -> Iterator[Result]:
    """Yield what comes of each order, in their order; tell how many are done, and left."""
    if not orders:
        return
    from potluck.cell.nursery import nearest  # noqa: PLC0415 - where there is work to do
    from potluck.cell.shift import Task, share_out  # noqa: PLC0415

    nursery = nearest("potluck.pictures.drawing", "potluck.pictures.photo")
    tasks = [Task(printed, (each.path, tuple(uses)), each.answer) for each in orders]
    made = share_out(tasks, nursery, PICTURE, heavy=True, told=told)
    yield from map(_result, orders, made)


def _result(order: Order, made: Result | Overrun) -> Result:
    """Return what came of an order, as far as that can be believed."""
    if order.error:
        found = Problem(f"The picture cannot be read ({order.error})", "send it again")
    elif isinstance(made, Overrun):
        found = Problem(made.about("The picture").message.removesuffix("."), SMALLER)
    elif order.sound(made):
        return made
    else:
        found = Problem("The picture has broken the program that reads it", SMALLER)
    return Result(problem=found)


def printed(path: str, uses: tuple[Use, ...]) -> Result:
    """Develop a picture, in a cell."""
    from potluck.cell.inside import ask  # noqa: PLC0415 - where there is work to do

    try:
        made = develop(path, ask(), uses)
    except PictureProblem as problem:
        return Result(problem=Problem(problem.message, problem.hint))
    for copy in {copy.sha256: copy for some in made.copies.values() for copy in some}.values():
        ask(copy.read())
    prints = {
        use: tuple(Print(c.media_type, c.width, c.height, c.size, c.sha256) for c in some)
        for use, some in made.copies.items()
    }
    return Result(made.media_type, made.width, made.height, prints)
