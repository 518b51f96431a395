"""What the checks ask of git: when the last commit was made, and whether history is cut off.

It asks git itself: importing GitPython takes longer than checking a chapter. Whatever is unusual is
left to `repository.opened`, which says what is wrong.
"""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from potluck.credits.repository import ENVIRONMENT, SETTINGS, opened
from potluck.keeping import FOLDER

PULLS = ("refs/pull/", "refs/remotes/*/pull/**")
_WHERE = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--git-common-dir")


@dataclass(frozen=True)
class Glance:
    """The last commit's time (UTC), and where the repository keeps its own files.

    `head` names the last commit and the heads of pull requests that are there.
    """

    date: datetime
    shallow: bool
    common: Path
    head: str = ""

    @property
    def kept(self) -> Path:
        """Where we keep what was worked out, and no pull request can put a file."""
        return self.common / FOLDER


def glance(root: Path) -> Glance:
    """Look at the repository that holds `root`. Raises ConfigError or ToolError."""
    where = asked(root, *_WHERE).splitlines()
    stamp, _, head = asked(root, "log", "-1", "--format=%ct %H").partition(" ")
    if len(where) != 3 or where[0] != "true" or not stamp.isdigit():
        return _slowly(root)
    date = datetime.fromtimestamp(int(stamp), UTC)
    pulls = asked(root, "for-each-ref", "--format=%(objectname)", *PULLS)
    return Glance(date, where[1] == "true", (root / where[2]).resolve(), f"{head} {pulls}")


def asked(root: Path, *arguments: str) -> str:
    """Return what git answers, without blanks around it; nothing where it fails."""
    return os.fsdecode(answered(root, *arguments) or b"").strip()


def answered(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers; None where it fails."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(["git", *settings, *arguments], cwd=root, env=own | ENVIRONMENT,
                              capture_output=True, check=True)  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _slowly(root: Path) -> Glance:
    with opened(root) as repo:
        stamp = repo.run("log", "-1", "--format=%ct").decode("ascii").strip()
        date = datetime.fromtimestamp(int(stamp), UTC)
        return Glance(date, repo.shallow, Path(repo.repo.common_dir))
