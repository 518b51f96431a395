"""The set-up: what a fresh clone needs is locked, listed and explained in one place each."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import PACKAGES, need, need_file, need_npm

ROOT = Path(__file__).parents[1]
SETUP = ROOT / ".ci/setup.sh"
HOOKS = [
    "check-hooks-apply",
    "check-useless-excludes",
    "check-added-large-files",
    "check-case-conflict",
    "check-merge-conflict",
    "end-of-file-fixer",
    "mixed-line-ending",
    "trailing-whitespace",
    "ruff-check",
    "ruff-format",
    "mypy",
    "reuse",
    "potluck-check",
]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _outside_make() -> dict[str, str]:
    """The environment without what `make test` adds: a make inside a make says where it is."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**_outside_make(), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def program(folder: Path, name: str, script: str) -> Path:
    """Put a small shell program into a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


# The Makefile


def targets() -> list[str]:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony
    return phony[1].split()


def test_help_lists_every_target_in_its_order() -> None:
    shown = [line.split()[1] for line in run("make", "help").stdout.splitlines()]
    assert shown == targets()


def test_make_alone_prints_the_help() -> None:
    assert run("make").stdout == run("make", "help").stdout


def test_every_target_is_in_the_makefile_and_explained() -> None:
    explained = re.findall(r"^([a-z-]+):.* ## \S.*$", read("Makefile"), re.MULTILINE)
    assert explained == targets()


def test_clean_removes_outputs_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "build/README.md",
        "build/pdf/a.pdf",
        "content/a.md",
        "scripts/a.py",
        "tests/b.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    run("make", "-f", str(ROOT / "Makefile"), "-C", str(tmp_path), "clean")
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == ["build/README.md", "content/a.md", "scripts/a.py", "tests/b.py"]


def test_ci_runs_make_test() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert read(".ci/run").splitlines()[-1] == "exec make test"


# Python packages


def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def packages() -> list[dict[str, Any]]:
    locked: list[dict[str, Any]] = tomllib.loads(read("uv.lock"))["package"]
    return locked


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = re.findall(r'^ +"[\w.-]+(?:\[\w+\])?>=.*$', read("pyproject.toml"), re.MULTILINE)
    assert len(lines) > 20
    assert [line.strip() for line in lines if "# " not in line] == []


def test_every_locked_file_has_a_hash() -> None:
    files = [
        file
        for package in packages()
        for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    ]
    assert len(files) > 100
    assert [file["url"] for file in files if not file.get("hash", "").startswith("sha256:")] == []


def test_packages_come_from_pypi_alone() -> None:
    sources = {next(iter(package["source"].items())) for package in packages()}
    assert sources == {("registry", "https://pypi.org/simple"), ("editable", ".")}


def test_the_lock_file_is_up_to_date() -> None:
    metadata = next(entry for entry in packages() if entry["source"] == {"editable": "."})[
        "metadata"
    ]
    settings = project()["project"]
    extras = settings["optional-dependencies"].values()
    wanted = {*settings["dependencies"], *(line for extra in extras for line in extra)}
    assert _locked(metadata["requires-dist"]) == _split(wanted)
    groups = project()["dependency-groups"]
    assert {name: _locked(group) for name, group in metadata["requires-dev"].items()} == {
        name: _split(group) for name, group in groups.items()
    }


def _locked(entries: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(entry["name"], entry["specifier"]) for entry in entries}


def _split(requirements: Iterable[str]) -> set[tuple[str, str]]:
    """Part names from versions; our own extras stand in the lock file as what they hold."""
    parts = (re.fullmatch(r"([\w.-]+)(?:\[.*\])?(.*)", line) for line in requirements)
    return {(part[1], part[2]) for part in parts if part and part[1] != "potluck-press"}


def test_uv_itself_is_pinned_with_hashes() -> None:
    pinned = re.findall(r"^uv==[0-9.]+ \\$", read(".ci/uv.txt"), re.MULTILINE)
    assert len(pinned) == 1
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", read(".ci/uv.txt"))) == 6


def test_packages_of_npm_are_those_of_their_lock_file() -> None:
    wanted = json.loads(read("tests/npm/package.json"))["dependencies"]
    locked = json.loads(read("tests/npm/package-lock.json"))["packages"]
    assert locked[""]["dependencies"] == wanted
    assert [version for version in wanted.values() if not re.fullmatch(r"[\d.]+", version)] == []
    there = need_npm(".package-lock.json")  # npm writes it when all is installed
    installed = json.loads(there.read_text(encoding="utf-8"))["packages"]
    assert len(installed) > 100
    assert {name: each["version"] for name, each in installed.items()}.items() <= {
        name: each.get("version") for name, each in locked.items()
    }.items()


# System packages


def test_the_set_up_installs_every_program_that_tests_need() -> None:
    debian = read(".ci/setup.sh").split("Darwin")[0]
    lines = re.findall(r"^program (\S+) +(\S+)$", debian, re.MULTILINE)
    listed = {names.split("|")[0]: package for names, package in lines}
    assert listed.items() <= PACKAGES.items()
    assert set(PACKAGES.values()) == set(listed.values())


def test_a_missing_program_fails_the_test_that_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception) as failure:
        need("qpdf")
    assert str(failure.value) == "qpdf is not installed. Hint: sudo apt-get install qpdf"


def test_a_missing_file_of_a_package_fails_the_test_that_needs_it() -> None:
    with pytest.raises(pytest.fail.Exception) as failure:
        need_file("package_of_nobody", "x.jar")
    assert str(failure.value) == "package_of_nobody is not installed. Hint: make setup"


def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    script = "case $1 in -V) echo Python 3.9.2 ;; *) exit 1 ;; esac"
    old = program(tmp_path, "python3.9", script)
    done = run("sh", str(SETUP), "book", PYTHON=str(old))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Python 3.9.2 is too old. "
        "Hint: install Python 3.11 or newer and name it, for example `make PYTHON=python3.12`.\n"
    )


def test_no_python_is_said_in_one_line() -> None:
    done = run("sh", str(SETUP), "uv", PYTHON="python-of-nobody")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "No python-of-nobody on this machine. Hint: install Python 3.11 or newer, "
        "on Debian and Ubuntu by `apt-get install python3`.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="apt is the way of Debian and Ubuntu")
def test_without_root_one_line_says_what_to_install(tmp_path: Path) -> None:
    bare = program(
        tmp_path, "python3", f'[ "$2" != "import ensurepip" ] && exec {sys.executable} "$@"'
    )
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "sudo", "exit 1")
    program(tmp_path, "apt-get", "echo must not be called")
    done = run("sh", str(SETUP), "uv", PYTHON=str(bare), PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "System packages are missing. "
        "Hint: sudo apt-get install -y --no-install-recommends python3-venv\n"
    )


# git and pre-commit


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("build/site/index.html", True),
        ("build/manifest.json", True),
        ("build/README.md", False),
        ("content/build/soup.md", False),
        (".venv/bin/python", True),
        (".cache/uv/bin/uv", True),
        ("uv.lock", False),
    ],
)
def test_git_ignores_outputs_only(path: str, ignored: bool) -> None:
    done = run(need("git"), "check-ignore", "--quiet", "--no-index", path)
    assert (done.returncode == 0) is ignored


def test_pre_commit_accepts_both_of_its_files() -> None:
    pre_commit = need("pre-commit")
    assert run(pre_commit, "validate-config", ".pre-commit-config.yaml").returncode == 0
    assert run(pre_commit, "validate-manifest", ".pre-commit-hooks.yaml").returncode == 0


def test_the_hooks_are_these() -> None:
    repositories = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert [hook["id"] for repository in repositories for hook in repository["hooks"]] == HOOKS


def test_no_hook_is_fetched() -> None:
    repositories = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert {repository["repo"] for repository in repositories} == {"local", "meta"}


def test_every_hook_runs_a_program_of_the_environment() -> None:
    entries = re.findall(r"^ +entry: (\S+)", read(".pre-commit-config.yaml"), re.MULTILINE)
    assert [entry for entry in entries if not entry.startswith(".venv/bin/")] == []
    assert all(need(Path(entry).name) for entry in entries)
