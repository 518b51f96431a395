"""Run git, through GitPython, so that neither the repository's nor the user's settings matter."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NoReturn

from potluck.errors import ConfigError, ToolError

if TYPE_CHECKING:
    import git

NO_COMMIT = "does not have any commits yet"
FIRST_COMMIT = "git add -A && git commit -m 'First chapters'"
INSTALL = "https://git-scm.com/downloads"

# A hostile .git/config, or what else lies in .git, must not run code or change the answer.
SETTINGS = (
    "core.attributesFile=/dev/null",
    "core.commitGraph=false",  # it repeats what commits say, and can say something else
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "i18n.logOutputEncoding=UTF-8",
    "safe.bareRepository=explicit",
    "log.follow=false",
    "log.showSignature=false",
    "log.showRoot=true",
)
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # a lazy fetch would run the program `remote.*.uploadpack`
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": "/dev/null",  # .git/info/grafts: other parents than commits have
    "GIT_NO_LAZY_FETCH": "1",  # git 2.44
    "GIT_NO_REPLACE_OBJECTS": "1",  # refs/replace is not cloned: the same commit, the same answer
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
FILTERING = "status"  # the one command of ours that puts files through `filter.*` programs
LFS = frozenset({
    *("git-lfs clean -- %f", "git-lfs smudge -- %f", "git-lfs filter-process"),
    *("git-lfs smudge --skip -- %f", "git-lfs filter-process --skip"),
})  # fmt: skip
"""The filters of Git LFS, word for word as it installs them: a book may keep its pictures there."""
_EXTENSIONS = ("lfs.extension.", "lfs-ext.")  # programs that Git LFS runs in its filters
_FILTER = re.compile(r"(filter\..+)\.(?:clean|smudge|process)", re.DOTALL)


# What `git log` prints of changed files, whatever the repository's attributes and settings say.
RAW_LOG = (
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-color",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
    "-O/dev/null",
)


@dataclass(frozen=True)
class Repository:
    """A repository with a work tree. `prefix` leads from its top to the book ("" or "book/")."""

    repo: "git.Repo"
    prefix: str

    @property
    def shallow(self) -> bool:
        """Whether the history was cut off by `git clone --depth`."""
        return (self._common / "shallow").exists()

    @property
    def partial(self) -> bool:
        """Whether objects are missing by design (`git clone --filter=blob:none`)."""
        return any((self._common / "objects" / "pack").glob("*.promisor"))

    @property
    def _common(self) -> Path:
        return Path(self.repo.common_dir)

    def run(self, *arguments: str, data: bytes = b"") -> bytes:
        """Return what a git command prints when it reads `data`; ToolError when it fails."""
        import git  # noqa: PLC0415 - slow to import, and `potluck --help` needs none of it

        more = self._disarmed if arguments[0] == FILTERING else ()
        try:
            with TemporaryFile() as given:
                given.write(data)
                given.seek(0)
                return self.repo.git.execute(
                    ["git", *self._settings, *more, *arguments],
                    istream=given,
                    env=self._environment,
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                )
        except git.GitCommandNotFound as error:
            raise ToolError("git is not installed.", INSTALL) from error
        except git.GitCommandError as error:
            _fail(error)

    def within(self, one: str, other: str) -> bool:
        """Tell whether a commit is another one, or in its past. ToolError where one is not here."""
        return one == other or not self.run("rev-list", "-1", one, f"^{other}").strip()

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names. Raises ConfigError, ToolError."""
        if revision == "HEAD":
            return self.run("log", "-1", "--format=%H").decode("ascii").strip()
        try:
            found = self.run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        except ToolError as error:
            raise ConfigError(
                f"There is no revision {revision!r} in this repository.",
                "name a branch, a tag or a commit, such as origin/main; fetch it first if need be",
            ) from error
        return found.decode("ascii").strip()

    @contextmanager
    def started(self, *arguments: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """Run a git command that answers questions: what to write to, and what to read from."""
        with subprocess.Popen(
            ["git", *self._settings, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | self._environment,
        ) as process:
            assert process.stdin is not None  # noqa: S101 - they are pipes
            assert process.stdout is not None  # noqa: S101
            try:
                yield process.stdin, process.stdout
            finally:
                process.stdin.close()
                process.stdout.close()

    @property
    def _settings(self) -> list[str]:
        # Named by option: inside a git hook the environment points to another repository.
        where = [f"--git-dir={self.repo.git_dir}", f"--work-tree={self.repo.working_tree_dir}"]
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        return ["--literal-pathspecs", *where, *settings]

    @cached_property
    def _disarmed(self) -> list[str]:
        """Settings that keep the repository's filters from running, but for those of Git LFS."""
        listed = self.run("config", "--list", "-z").decode("utf-8", "surrogateescape")
        drivers = armed(listed)
        empty = [f"{name}.{way}=" for name in drivers for way in ("clean", "smudge", "process")]
        free = [f"{name}.required=false" for name in drivers]
        return [part for setting in (*empty, *free) for part in ("-c", setting)]

    @property
    def _environment(self) -> dict[str, str]:
        return ENVIRONMENT | {"GIT_INDEX_FILE": str(Path(self.repo.git_dir) / "index")}


def armed(listed: str) -> tuple[str, ...]:
    """Return the filters that may run any program, out of what `git config --list -z` prints."""
    told = [entry.partition("\n") for entry in listed.split("\0")]
    extended = any(name.lower().startswith(_EXTENSIONS) for name, _, _ in told)
    hostile = (name for name, _, program in told if extended or program not in LFS)
    found = map(_FILTER.fullmatch, hostile)
    return tuple(dict.fromkeys(each[1] for each in found if each))


def _fail(error: "git.GitCommandError") -> NoReturn:
    reason = str(error.stderr).strip()
    if NO_COMMIT in reason:
        raise ConfigError("The book has no commit yet.", FIRST_COMMIT) from error
    raise ToolError(f"git does not work here: {reason}") from error


@contextmanager
def opened(root: Path) -> Iterator[Repository]:
    """Open the repository that holds `root`, and close it again."""
    try:
        import git  # noqa: PLC0415 - see above
    except ImportError as error:  # GitPython looks for the program when it is imported
        raise ToolError("git is not installed.", INSTALL) from error
    try:
        repo = git.Repo(root, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
        raise ConfigError(
            f"{root} is not in a git repository.", f"git init && {FIRST_COMMIT}"
        ) from error
    with repo:
        if repo.working_tree_dir is None:
            raise ConfigError(f"{root} is a bare git repository.", "git clone it first")
        yield Repository(repo, _prefix(root, Path(repo.working_tree_dir)))


def _prefix(root: Path, top: Path) -> str:
    inner = root.resolve().relative_to(top.resolve()).as_posix()
    return "" if inner == "." else f"{inner}/"
