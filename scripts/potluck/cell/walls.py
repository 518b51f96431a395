"""Walls around a process: bubblewrap's, where it works.

Inside there is no network, and no file but those of the system, of Python and of Potluck, none of
which can be changed.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAM = "bwrap"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_LOADER = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives")
_HEARD = ("PATH", "LD_LIBRARY_PATH", "DYLD_", "WEASYPRINT_", "TMPDIR")


def around(command: list[str]) -> list[str]:
    """Return the command that runs another one behind walls."""
    options = ["--unshare-all", "--new-session", "--cap-drop", "ALL"]
    options += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/"]  # noqa: S108 - its own
    for path in seen():
        options += ["--ro-bind", path, path]
    return [PROGRAM, *options, "--", *command]


def there() -> bool:
    """Tell whether bubblewrap is installed; some systems forbid what it does, as it then says."""
    return shutil.which(PROGRAM) is not None


def environment() -> dict[str, str]:
    """Return what a process may hear of its environment: the same with walls and without."""
    heard = {name: value for name, value in os.environ.items() if name.startswith(_HEARD)}
    paths = os.pathsep.join(path for path in sys.path if Path(path).is_absolute())
    return {**heard, "LC_ALL": "C.UTF-8", "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}


def seen() -> Iterator[str]:
    """Yield the paths that cells see, of which none lies in another one."""
    python = (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)
    code = (path for path in sys.path if Path(path).is_absolute())
    wanted = dict.fromkeys([*_SYSTEM, *_LOADER, *python, *code, str(Path(sys.executable).parent)])
    yield from _outermost(path for path in wanted if Path(path).exists())


def _outermost(paths: Iterable[str]) -> Iterator[str]:
    """Leave out what lies in another one.

    >>> list(_outermost(["/usr/lib/python3", "/usr", "/srv/book"]))
    ['/srv/book', '/usr']
    """
    kept: list[str] = []
    for path in sorted(paths):
        if not any(path == outer or path.startswith(f"{outer}/") for outer in kept):
            kept.append(path)
            yield path
