"""Build a book, and write down each change on the disk, each sync, and in which order.

python -m faults.recorder LOG build --root ROOT
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from potluck import cli, storage

Step = tuple[str, ...]
_WRITING = os.O_WRONLY | os.O_RDWR


class Recorder:
    """Hears what Python does with files; of `fsync` and `exchange` there are no audit events."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def listen(self) -> None:
        sys.addaudithook(self.heard)
        fsync, exchange = os.fsync, storage.exchange

        def synced(fd: Any) -> None:
            fsync(fd)
            self.steps.append(("sync", os.readlink(f"/proc/self/fd/{fd}")))  # noqa: PTH115

        def exchanged(one: Path, other: Path) -> bool:
            done = exchange(one, other)
            self.steps += [("exchange", str(one), str(other))] if done else []
            return done

        os.fsync = synced
        storage.exchange = exchanged

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[0], str) and (given[2] or 0) & _WRITING:
            self.steps.append(("write", _absolute(given[0])))
        elif event in {"os.remove", "os.rmdir", "os.mkdir"}:
            self.steps.append((event[3:], _absolute(given[0], given[-1])))
        elif event in {"os.rename", "os.link"}:
            self.steps.append((event[3:], _absolute(given[0]), _absolute(given[1])))


def _absolute(path: Any, folder: int = -1) -> str:
    base = os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else os.getcwd()  # noqa: PTH115, PTH109
    return os.path.join(base, os.fsdecode(path))  # noqa: PTH118


def main() -> int:
    recorder = Recorder()
    recorder.listen()
    code = cli.main(sys.argv[2:])
    steps = list(recorder.steps)
    Path(sys.argv[1]).write_text(json.dumps(steps), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
