"""Look at pictures: what their heads say, or why they cannot be opened.

Strangers sent them, so it is done in cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from potluck.cell.limits import Limits, Overrun
from potluck.checks.memory import Look, Memory
from potluck.pictures import SMALLER, Facts, PictureProblem, drawn
from potluck.source.manuscript import RawFile

PICTURE = Limits(20)
"""What looking at one picture may use: nothing of it is decoded but its head, or a drawing."""
NO_FACTS = Facts(0, 0, 0, "")

Seen = Facts | PictureProblem | OSError


@dataclass(frozen=True)
class Sight:
    """What a cell has seen of a picture: facts, or a problem and what to do."""

    facts: Facts = NO_FACTS
    problem: tuple[str, str] | None = None


@dataclass
class _Clerk:
    """Gives a cell the file that it asks for; `error` is why that could not be read."""

    file: RawFile
    error: OSError | None = None

    def answer(self) -> bytes:
        try:
            return self.file.read()
        except OSError as error:
            self.error = error
            return b""


def looked(files: Sequence[RawFile], memory: Memory) -> dict[str, Seen]:
    """Return what there is to see of each picture, by path: from memory, or seen now."""
    found = {file.path: memory.look(file) for file in files}
    clerks = [_Clerk(file) for file in files if found[file.path] is None]
    errors: dict[str, Seen] = {}
    for clerk, sight in zip(clerks, _seen(clerks), strict=True):
        if clerk.error:
            errors[clerk.file.path] = clerk.error
        else:
            look = Look(clerk.file.stamp, sight.facts, sight.problem)
            memory.remember(clerk.file, look)
            found[clerk.file.path] = look
    return {path: _told(look) for path, look in found.items() if look} | errors


def _told(look: Look) -> Seen:
    return PictureProblem(*look.problem) if look.problem else look.facts or NO_FACTS


def _seen(clerks: Sequence[_Clerk]) -> Iterator[Sight]:
    if not clerks:
        return
    from potluck.cell.nursery import nearest  # noqa: PLC0415 - where there is something new
    from potluck.cell.shift import Task, share_out  # noqa: PLC0415

    nursery = nearest("potluck.pictures.drawing", "potluck.pictures.facts")
    tasks = [Task(see, (clerk.file.path,), clerk.answer) for clerk in clerks]
    for made in share_out(tasks, nursery, PICTURE):
        if isinstance(made, Overrun):
            told = made.about("Looking at the picture").message.removesuffix(".")
            yield Sight(problem=(told, SMALLER))
        else:
            yield made


def see(path: str) -> Sight:
    """Look at a picture, in a cell."""
    from potluck.cell.inside import ask  # noqa: PLC0415 - where there is something new
    from potluck.pictures import drawing, facts  # noqa: PLC0415

    data = ask()
    try:
        if drawn(path):
            drawing.clean(data)
            return Sight()
        return Sight(facts.facts(data))
    except PictureProblem as problem:
        return Sight(problem=(problem.message, problem.hint))
