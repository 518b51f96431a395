"""Hostile git directories: no setting of theirs runs a program, or changes what a book says.

Each case arms a repository that is otherwise fine. The trap is a program that leaves a file behind;
that it works is shown by plain git, wherever git itself would run it.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from gitbook import ANN, BEN, GitBook
from potluck import checking
from potluck.credits import history, recent
from potluck.credits.glance import glance
from potluck.credits.repository import opened
from potluck.credits.snapshot import extract
from potluck.errors import PotluckError

CONFIG = "site_name: Soups\nplugins: [potluck]\n"


@dataclass(frozen=True)
class Trap:
    """A program that leaves `sprung` behind."""

    folder: Path

    @property
    def program(self) -> str:
        return str(self.folder / "trap.sh")

    @property
    def sprung(self) -> bool:
        return (self.folder / "sprung").exists()

    def set(self) -> "Trap":
        self.folder.mkdir()
        script = f"#!/bin/sh\ntouch {self.folder}/sprung\nexit 1\n"
        Path(self.program).write_text(script)
        Path(self.program).chmod(0o755)
        return self

    def reset(self) -> None:
        (self.folder / "sprung").unlink(missing_ok=True)


Arm = Callable[[GitBook, str], None]


def setting(*lines: tuple[str, str]) -> Arm:
    """Arm a repository by its own configuration; `{}` is the trap."""

    def arm(book: GitBook, program: str) -> None:
        for name, value in lines:
            book.git("config", name, value.format(program))

    return arm


def attributed(line: str, *lines: tuple[str, str]) -> Arm:
    """Arm it by attributes that lie in .git as well, for every file."""

    def arm(book: GitBook, program: str) -> None:
        setting(*lines)(book, program)
        (book.root / ".git/info/attributes").write_text(f"* {line}\n")
        soup = book.book / "content/soup.md"
        soup.write_text(soup.read_text()[:-1] + " ")  # as long as before: so git looks into it,
        os.utime(soup, (1e9, 1e9))  # and does so however quickly the index was written

    return arm


def hooked(book: GitBook, program: str) -> None:
    for name in ("post-index-change", "post-checkout", "fsmonitor-watchman", "pre-commit"):
        shutil.copy(program, book.root / ".git/hooks" / name)
    book.git("config", "core.fsmonitor", ".git/hooks/fsmonitor-watchman")


def promised(book: GitBook, program: str) -> None:
    """Lose a file that another repository has promised: git fetches it, by the program named."""
    blob = book.git("rev-parse", "HEAD:content/soup.md")
    (book.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    setting(
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("remote.origin.url", str(book.root)),
        ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", "{}"),
    )(book, program)


STATUS = ("status", "--porcelain")
ARMED: dict[str, tuple[Arm, tuple[str, ...]]] = {
    "core.fsmonitor": (setting(("core.fsmonitor", "{}")), STATUS),
    "hooks": (hooked, STATUS),
    "filter clean": (attributed("filter=x", ("filter.x.clean", "{}")), STATUS),
    "filter that is required": (
        attributed("filter=x", ("filter.x.clean", "{}"), ("filter.x.required", "true")),
        STATUS,
    ),
    "filter smudge": (
        attributed("filter=x", ("filter.x.smudge", "{}")),
        ("archive", "--format=tar", "HEAD"),
    ),
    "filter process": (
        attributed("filter=x", ("filter.x.process", "{}")),
        ("archive", "--format=tar", "HEAD"),
    ),
    "filter with a name like an option": (
        attributed("filter=-c", ("filter.-c.clean", "{}")),
        STATUS,
    ),
    "diff driver": (attributed("diff=x", ("diff.x.command", "{}")), ("diff", "HEAD")),
    "textconv": (attributed("diff=x", ("diff.x.textconv", "{}")), ("log", "-p", "--textconv")),
    "diff.external": (attributed("text", ("diff.external", "{}")), ("diff", "HEAD")),
    "gpg.program": (setting(("gpg.program", "{}"), ("log.showSignature", "true")), ()),
    "core.pager": (setting(("core.pager", "{}"), ("pager.log", "true")), ()),
    "aliases": (setting(("alias.log", "!{}"), ("alias.x", "!{}")), ("x",)),
    "a promise of another repository": (promised, ("cat-file", "-p", "HEAD:content/soup.md")),
    "tar": (setting(("tar.tar.command", "{}"), ("tar.x.command", "{}")), ("archive", "--format=x",
            "HEAD")),
    "credential.helper": (setting(("credential.helper", "!{}")), ()),
    "core.sshCommand": (setting(("core.sshCommand", "{}"), ("core.askPass", "{}")), ()),
    "core.editor": (setting(("core.editor", "{}"), ("sequence.editor", "{}")), ()),
    "core.alternateRefsCommand": (setting(("core.alternateRefsCommand", "{}")), ()),
    "trace2": (setting(("trace2.eventTarget", "{}"), ("trace2.normalTarget", "{}")), ()),
    "uploadpack": (setting(("uploadpack.packObjectsHook", "{}")), ()),
}  # fmt: skip
"""How a repository is armed, and a git command that springs the trap where nothing else is said."""


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "trap").set()


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", CONFIG)
    made.write("contributors/ann.yml", "name: Ann Author\ngithub: {login: ann}\n")
    made.commit(ANN, soup="# Soup\n\nSlice the leeks.\n")
    made.commit(BEN, dal="# Dal\n\nWash the lentils.\n")
    made.commit(ANN, soup="# Soup\n\nSlice the leeks thin, and wash them well.\n")
    return made


def everything(root: Path) -> list[str]:
    """Ask git all that Potluck ever asks; return what could not be said, in our words."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: glance(root),
        lambda: checking.check_book(root),
        lambda: checking.check_book(root, since="HEAD~1"),
        lambda: history.read(root).words,
        lambda: recent.read(root, glance(root)).words,
        lambda: recent.read(root, glance(root)).words,  # kept by now
        lambda: extract(root, "HEAD~1", root.parent / "extracted"),
    )
    refused = []
    for ask in asked:
        try:
            ask()
        except PotluckError as error:
            refused.append(error.message)
    return refused


@pytest.mark.parametrize(("arm", "command"), ARMED.values(), ids=ARMED.keys())
def test_nothing_that_a_repository_names_is_run(
    book: GitBook, trap: Trap, arm: Arm, command: tuple[str, ...]
) -> None:
    arm(book, trap.program)
    trap.reset()  # arming may have sprung it
    everything(book.book)
    assert not trap.sprung


SPRUNG = {name: case for name, case in ARMED.items() if case[1]}


@pytest.mark.parametrize(("arm", "command"), SPRUNG.values(), ids=SPRUNG.keys())
def test_plain_git_would_run_it(
    book: GitBook, trap: Trap, arm: Arm, command: tuple[str, ...]
) -> None:
    arm(book, trap.program)
    trap.reset()
    with suppress(CalledProcessError):  # what comes of it is git's affair
        book.git(*command)
    assert trap.sprung


# --- what changes the answer --------------------------------------------------------------------


def replaced(book: GitBook, _: str) -> None:
    """Let another commit stand for the one that Ben made."""
    theirs = book.git("rev-parse", "HEAD~1")
    tree, parent = book.git("rev-parse", f"{theirs}^{{tree}}"), book.git("rev-parse", f"{theirs}^")
    book.git("replace", theirs, book.git("commit-tree", tree, "-p", parent, "-m", "Not by Ben"))


def grafted(book: GitBook, _: str) -> None:
    """Cut the history off above the last commit."""
    (book.root / ".git/info/grafts").write_text(book.git("rev-parse", "HEAD") + "\n")


def charted(book: GitBook, _: str) -> None:
    """Let the commit graph say that the last commit has no parent."""
    book.git("commit-graph", "write", "--reachable")
    file = book.root / ".git/objects/info/commit-graph"
    data = bytearray(file.read_bytes())
    table = range(8, 8 + 12 * data[6], 12)  # gitformat-commit-graph(5)
    places = {bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 12]) for at in table}
    ids = [data[at : at + 20].hex() for at in range(places[b"OIDL"], places[b"CDAT"], 20)]
    entry = places[b"CDAT"] + 36 * ids.index(book.git("rev-parse", "HEAD")) + 20
    data[entry : entry + 4] = (0x70000000).to_bytes(4)
    data[-20:] = sha1(data[:-20], usedforsecurity=False).digest()
    file.chmod(0o644)
    file.write_bytes(data)
    assert book.git("rev-list", "HEAD").count("\n") == 0  # git itself believes it


def elsewhere(book: GitBook, _: str) -> None:
    book.git("config", "core.worktree", "/etc")


LYING: dict[str, Arm] = {
    "replaced objects": replaced,
    "grafts": grafted,
    "a commit graph": charted,
    "another encoding": setting(("i18n.logOutputEncoding", "UTF-16"), ("i18n.commitEncoding", "x")),
    "a mailmap of its own": lambda book, _: setting(
        ("mailmap.file", str(mapped(book))), ("log.mailmap", "true")
    )(book, ""),
    "no renames": setting(("diff.renames", "false"), ("diff.renameLimit", "1")),
    "other looks": setting(
        *(("log.date", "relative"), ("format.pretty", "oneline"), ("color.ui", "always")),
        *(("core.quotePath", "true"), ("log.decorate", "full"), ("diff.noprefix", "true")),
        *(("core.abbrev", "4"), ("log.diffMerges", "combined"), ("diff.orderFile", "/dev/zero")),
    ),
    "attributes": attributed("-text -diff filter=gone ident export-ignore export-subst eol=crlf"),
}


def mapped(book: GitBook) -> Path:
    file = book.root / ".git/mailmap"
    file.write_text("Mallory <m@example.org> <ann@example.org>\n")
    return file


def truth(root: Path) -> dict[str, object]:
    """Say what the whole history says of each chapter."""
    past = history.read(root)
    paths = ("content/soup.md", "content/dal.md")
    commits = {path: [commit.id for commit in past.of(path)] for path in paths}
    people = {path: [person.name for person in past.people(path)] for path in paths}
    return {"commits": commits, "people": people, "words": past.words}


@pytest.mark.parametrize("arm", LYING.values(), ids=LYING.keys())
def test_nothing_beside_the_commits_changes_what_they_say(book: GitBook, arm: Arm) -> None:
    before = truth(book.book)
    then = book.book.parent / "then"
    extract(book.book, "HEAD~1", then)
    arm(book, "")
    shutil.rmtree(book.root / ".git/potluck", ignore_errors=True)  # what was read before
    assert truth(book.book) == before
    now = book.book.parent / "now"
    extract(book.book, "HEAD~1", now)
    assert files(now) == files(then)


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# --- what is broken -----------------------------------------------------------------------------


def scrawled(name: str, data: bytes) -> Arm:
    def arm(book: GitBook, _: str) -> None:
        (book.root / ".git" / name).write_bytes(data)

    return arm


BROKEN: dict[str, Arm] = {
    "a work tree elsewhere": elsewhere,
    "no work tree": setting(("core.bare", "true")),
    "a configuration that is none": scrawled("config", b"\xff\x00[[[\n"),
    "a configuration that reads another file": setting(("include.path", "/etc/passwd")),
    "a head that is none": scrawled("HEAD", b"ref: ../../../etc/passwd\n"),
    "a head of noise": scrawled("HEAD", bytes(range(256))),
    "packed references of noise": scrawled("packed-refs", bytes(range(256))),
    "an index of noise": scrawled("index", bytes(range(256))),
    "alternates that lead away": scrawled("objects/info/alternates", b"/etc\n../../..\n\0\n"),
    "an unknown extension": setting(
        ("core.repositoryFormatVersion", "1"), ("extensions.evil", "true")
    ),
}


@pytest.mark.parametrize("arm", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_is_told_or_does_not_matter(book: GitBook, arm: Arm) -> None:
    arm(book, "")
    for message in everything(book.book):
        assert "root:x:0" not in message
        assert len(message) < 1000


@pytest.mark.parametrize(
    "name", ["lfs.extension.x.clean", "LFS.extension.x.clean", "lfs-ext.x.clean"]
)
def test_the_filters_of_git_lfs_are_not_where_it_would_run_another_program(
    name: str, book: GitBook
) -> None:
    """See https://github.com/git-lfs/git-lfs/blob/main/docs/extensions.md."""
    book.git("config", "filter.lfs.clean", "git-lfs clean -- %f")
    book.git("config", name, "touch x")
    with opened(book.book) as repo:
        assert repo._disarmed == [
            *("-c", "filter.lfs.clean=", "-c", "filter.lfs.smudge=", "-c", "filter.lfs.process="),
            *("-c", "filter.lfs.required=false"),
        ]


def test_the_filters_of_git_lfs_are_left_alone(book: GitBook) -> None:
    """As `git lfs install` writes them; another program under the same name is none of them."""
    book.git("config", "filter.lfs.clean", "git-lfs clean -- %f")
    book.git("config", "filter.lfs.process", "git-lfs filter-process")
    with opened(book.book) as repo:
        assert repo._disarmed == []
    book.git("config", "filter.lfs.clean", "git-lfs clean -- %f; touch x")
    with opened(book.book) as repo:
        assert repo._disarmed == [
            *("-c", "filter.lfs.clean=", "-c", "filter.lfs.smudge=", "-c", "filter.lfs.process="),
            *("-c", "filter.lfs.required=false"),
        ]
