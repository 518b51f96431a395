"""What can go wrong that is not a finding about the book. `cli.main` maps each to an exit code."""

import errno


class PotluckError(Exception):
    """A failure with a message and a hint, both for people. Never a contributor's mistake."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(PotluckError):
    """The command line or `mkdocs.yml` cannot be used (exit code 2)."""

    exit_code = 2


class ToolError(PotluckError):
    """A program or library that the command needs is missing or failed (exit code 2)."""

    exit_code = 2


class ProofError(PotluckError):
    """A finished edition does not hold what the book says: our bug (exit code 3)."""


class MachineError(PotluckError):
    """The machine refuses to read or to write a file (exit code 2)."""

    exit_code = 2


# --- what a machine refuses ---------------------------------------------------------------------

_AGAIN = "make room on it, then type the command again"
_OWN = "make it your own: sudo chown -R $USER, and the name of the folder"
_REFUSALS = {
    errno.ENOSPC: ("The disk is full", _AGAIN),
    errno.EDQUOT: ("Your share of the disk is used up", _AGAIN),
    errno.EFBIG: ("The file is larger than this machine allows", "see: ulimit -f"),
    errno.EROFS: ("The disk can only be read", "work in a copy of the book on another disk"),
    errno.EACCES: ("Permission is denied", _OWN),
    errno.EPERM: ("Permission is denied", _OWN),
    errno.EIO: ("The disk does not read or write any more", "work in a copy on another disk"),
    errno.EMFILE: ("Too many files are open", "allow more of them: ulimit -n 4096"),
    errno.ENFILE: ("Too many files are open on this machine", "close other programs"),
    errno.ENOMEM: ("The memory is full", "close other programs, then type the command again"),
}
_NOWHERE = "No usable temporary directory"  # as `tempfile` says it, where each of them is full


def refused(error: BaseException | None) -> MachineError | None:
    """Say what the machine refused, if that is why something failed.

    >>> refused(OSError(errno.ENOSPC, "No space left on device", "build/a.pdf")).message
    'The disk is full: build/a.pdf.'
    """
    while error is not None:
        if isinstance(error, OSError) and (found := _refusal(error)):
            return found
        error = error.__cause__ or error.__context__
    return None


def _refusal(error: OSError) -> MachineError | None:
    if str(error.strerror).startswith(_NOWHERE):
        hint = "make room there, or name another folder by TMPDIR"
        return MachineError("No temporary file can be written: the disk is full or closed.", hint)
    if error.errno not in _REFUSALS:
        return None
    what, hint = _REFUSALS[error.errno]
    where = f": {error.filename}" if isinstance(error.filename, str) else ""
    return MachineError(f"{what}{where}.", hint)
