"""Fences around a process: Landlock's, where the kernel has it (Linux 5.13 or newer).

What walls do from outside, a process does here to itself, for good, and without another program:
of files it keeps those of the system, of Python and of Potluck, to be read. landlock(7); numbers
are those of linux/landlock.h and of the system calls, which are the same on every architecture but
Alpha.
"""

import ctypes
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress

from potluck.cell import walls

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVILEGES = 38  # prctl(2)
_VERSION, _BENEATH = 1, 1
_READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
_FILE = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14  # of these alone may be said of a file
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}  # all that a version knows of
_LINUX = os.uname().sysname == "Linux"
_SYSTEM = ("/proc", "/etc/fonts", "/var/cache/fontconfig")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


class _Rules(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def there() -> bool:
    """Tell whether the kernel has fences."""
    return _version() > 0


def fence(*, writing: bool) -> bool:
    """Leave all files but programs; `writing`: keep temporary ones. False where it cannot be had.

    What is open stays open.
    """
    if not (version := _version()):
        return False
    with suppress(OSError):
        rights = _RIGHTS[min(version, max(_RIGHTS))]
        rules = _Rules(rights)
        ruleset = _call(_CREATE, ctypes.byref(rules), ctypes.sizeof(rules), 0)
        try:
            _allow(ruleset, (*walls.seen(), *_SYSTEM), rights & _READ)
            _allow(ruleset, _DEVICES, rights & _FILE)
            if writing:
                _allow(ruleset, [tempfile.gettempdir()], rights)
            ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
            _call(_RESTRICT, ruleset, 0)
        finally:
            os.close(ruleset)
        return True
    return False


def _allow(ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with suppress(FileNotFoundError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                mine = rights if os.path.isdir(path) else rights & _FILE  # noqa: PTH112 - in each cell
                beneath = _Beneath(mine, place)
                _call(_ADD, ruleset, _BENEATH, ctypes.byref(beneath), 0)
            finally:
                os.close(place)


def _version() -> int:
    """Return the version of Landlock; 0 where there is none, as on all other systems."""
    if _LINUX:
        with suppress(OSError):
            return _call(_CREATE, None, 0, _VERSION)
    return 0


def _call(number: int, *given: object) -> int:
    """Make a system call. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in given]
    result = int(library.syscall(ctypes.c_long(number), *wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
