"""Real git histories in a temporary folder: pinned people and dates, the same ids each time."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ANN = "Ann Author <ann@example.org>"
BEN = "Ben Cook <ben@example.org>"
START = 1_700_000_000  # the first commit; each later one comes a day after the one before
DAY = 86_400


@dataclass
class GitBook:
    """A book under git. `folder` is where the book stands in its repository."""

    root: Path
    folder: str = ""
    clock: int = field(default=START - DAY)

    def __post_init__(self) -> None:
        self.book.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    @property
    def book(self) -> Path:
        return self.root / self.folder

    def git(self, *arguments: str, data: bytes | None = None, **variables: str) -> str:
        """Run git without the settings of whoever runs the tests; return what it prints."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LC_ALL": "C.UTF-8",
            **self._person("Maintainer <maintainer@example.org>"),
            **variables,
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment,
            input=data,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, path: str, text: str) -> None:
        target = self.book / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def move(self, old: str, new: str) -> None:
        target = self.book / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.book / old).rename(target)

    def commit(self, author: str, message: str = "Change", **files: str) -> str:
        """Commit everything, after writing `files` (name: text) as content/NAME.md."""
        for name, text in files.items():
            self.write(f"content/{name}.md", text)
        self.git("add", "-A")
        self.record(author, "commit", "-q", "--allow-empty", "--allow-empty-message", "-F", "-",
                    data=message.encode())  # fmt: skip
        return self.git("rev-parse", "HEAD")

    def straight(self, commits: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
        """Make commits (author, message, files by path), one after the other on main, at once."""
        stream: list[bytes] = []
        for author, message, files in commits:
            self.clock += DAY
            when = f"{self.clock} +0100"
            stream.append(f"commit refs/heads/main\nauthor {author} {when}\n".encode())
            stream.append(f"committer GitHub <noreply@github.com> {when}\n".encode())
            stream.append(_counted(message.encode()))
            for path, text in files.items():
                stream.append(f"M 100644 inline {path}\n".encode() + _counted(text.encode()))
        self.git("fast-import", "--quiet", data=b"".join(stream))
        self.git("reset", "-q", "--hard")

    def record(self, author: str, *arguments: str, data: bytes | None = None) -> None:
        """Run a command that makes a commit, a day after the last one."""
        self.clock += DAY
        self.git(*arguments, data=data, **self._person(author))

    def branch(self, name: str, start: str = "main") -> None:
        self.git("checkout", "-q", "-b", name, start)

    def merge(self, author: str, name: str, *, commit: bool = True) -> None:
        """Merge a branch into main; with `commit=False` leave it open for more changes."""
        self.git("checkout", "-q", "main")
        how = ("--no-ff", "-m", f"Merge {name}") if commit else ("--no-ff", "--no-commit")
        self.record(author, "merge", "-q", *how, name)

    def _person(self, author: str) -> dict[str, str]:
        name, _, email = author.rstrip(">").partition(" <")
        stamp = f"@{self.clock} +0100"
        return {
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": email,
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": "GitHub",
            "GIT_COMMITTER_EMAIL": "noreply@github.com",
            "GIT_COMMITTER_DATE": stamp,
        }


def _counted(data: bytes) -> bytes:
    return f"data {len(data)}\n".encode() + data + b"\n"
