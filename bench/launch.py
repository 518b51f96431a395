"""Run one command and print what it took, as JSON: python -IS launch.py OUTPUT COMMAND...

A program of its own, small on purpose: the peak memory of a new process counts from that of the one
that starts it. Its numbers hold for the command and all that it started and waited for.
"""

import json
import os
import sys
import time


def launch(path: str, *command: str) -> dict[str, float]:
    """Run a command, with what it prints in a file; return seconds, bytes and how it ended."""
    output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    streams = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, kilobytes elsewhere
    return {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * unit,
        "code": os.waitstatus_to_exitcode(status),
    }


if __name__ == "__main__":
    print(json.dumps(launch(*sys.argv[1:])))  # noqa: T201 - this is its answer
