"""No process outlives the one that started it."""

import subprocess
import sys

from faults.books import variables
from faults.kills import gone, session

POOL = """
import os, time
from potluck.formats.pdf.press import executors

with executors.pool(2) as pool:
    pool.submit(os.getpid).result()
    print("at work", flush=True)
    time.sleep(1000)
"""


def test_who_works_on_whole_books_goes_when_the_first_process_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", POOL],
        env=variables(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "at work\n"
        assert len(session(first.pid)) > 2
        first.kill()
        first.wait()
        gone(first.pid)
