"""The workflows and the action: valid, safe by two linters, pinned, with no right too many."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import need

from .runner import ROOT, WORKFLOWS, load

NAMES = ["audit.yml", "check.yml", "code.yml", "comment.yml", "publish.yml", "release.yml"]
FILES = [*(f".github/workflows/{name}" for name in NAMES), "action.yml"]
ADVICE = (WORKFLOWS / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", ADVICE, re.DOTALL)
RELEASED = "5c" * 20  # a commit of ours, such as somebody would pin
RIGHTS = {
    ("audit.yml", "audit"): {"contents": "read"},
    ("check.yml", "book"): {"contents": "read"},
    ("code.yml", "test"): {"contents": "read"},
    ("comment.yml", "comment"): {"actions": "read", "contents": "read", "pull-requests": "write"},
    ("publish.yml", "build"): {"contents": "read"},
    ("publish.yml", "deploy"): {"id-token": "write", "pages": "write"},
    ("publish.yml", "verify"): {"contents": "read"},
    ("release.yml", "build"): {"contents": "read"},
    ("release.yml", "release"): {
        "attestations": "write", "contents": "write", "id-token": "write",
    },
}  # fmt: skip
# Looked up in public repositories that pin the same pair, at least two for each.
PINNED = {
    "actions/attest": ("1e69f48acb82d1966a394da916b4c1698aa569d6", "v4.2.2"),
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/deploy-pages": ("368f82528645a54fb793d4d04e342629a3f51346", "v5.0.1"),
    "actions/download-artifact": ("3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/upload-artifact": ("043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
}


def run(*command: str, folder: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(
        [need(command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def zizmor(folder: Path, *files: str) -> tuple[int, str]:
    """Audit as sternly as zizmor can without the network; return what it counts."""
    options = ("--offline", "--persona=pedantic", "--no-progress", "--strict-collection", "-q",
               "--color=never")  # fmt: skip
    code, said = run("zizmor", *options, *files, folder=folder)
    return code, re.sub(r" \(.*\)$", "", said.strip())


def actionlint(folder: Path, *files: str) -> tuple[int, str]:
    return run("actionlint", "-no-color", "-shellcheck=", "-pyflakes=", *files, folder=folder)


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in NAMES:
        for job, value in load(f".github/workflows/{name}")["jobs"].items():
            yield name, job, value


def steps() -> Iterator[dict[str, Any]]:
    for _, _, job in jobs():
        yield from job["steps"]
    yield from load("action.yml")["runs"]["steps"]


def test_the_workflows_are_these_and_explained() -> None:
    assert sorted(path.name for path in WORKFLOWS.glob("*.yml")) == NAMES
    assert sorted(re.findall(r"^\| `([a-z]+\.yml)` \|", ADVICE, re.MULTILINE)) == NAMES


def test_actionlint_has_nothing_to_say() -> None:
    assert actionlint(ROOT, *FILES[:-1]) == (0, "")


def test_zizmor_has_nothing_to_say() -> None:
    files = (*FILES, ".github/dependabot.yml", ".pre-commit-hooks.yaml")
    assert zizmor(ROOT, *files) == (0, "No findings to report. Good job!")


def test_both_would_say_something(tmp_path: Path) -> None:
    bad = tmp_path / ".github/workflows/bad.yml"
    bad.parent.mkdir(parents=True)
    text = (WORKFLOWS / "check.yml").read_text("utf-8")
    bad.write_text(text + "      - run: echo ${{ github.event.pull_request.title }}\n")
    code, said = actionlint(tmp_path, str(bad))
    assert (code, "potentially untrusted" in said) == (1, True)
    code, said = zizmor(tmp_path, str(bad))
    assert (code, "template-injection" in said) == (14, True)


@pytest.mark.parametrize(
    ("schema", "files"), [("workflows", FILES[:-1]), ("actions", FILES[-1:])]
)  # fmt: skip
def test_github_takes_them(schema: str, files: list[str]) -> None:
    done = run("check-jsonschema", "--builtin-schema", f"vendor.github-{schema}", *files)
    assert done == (0, "ok -- validation done\n")


# --- rights -------------------------------------------------------------------------------------


def test_each_job_has_the_rights_it_needs_and_no_other() -> None:
    assert {(name, job): value["permissions"] for name, job, value in jobs()} == RIGHTS
    for name in NAMES:
        workflow = load(f".github/workflows/{name}")
        assert (workflow["permissions"], workflow["cache-mode"]) == ({}, "none")


def test_no_job_runs_for_ever() -> None:
    assert [job for _, job, value in jobs() if not value.get("timeout-minutes")] == []


def test_what_runs_a_strangers_change_has_no_secret() -> None:
    for name in ("audit.yml", "check.yml", "code.yml"):
        text = (WORKFLOWS / name).read_text("utf-8")
        assert "secrets." not in text
        assert "github.token" not in text
        assert "pull_request_target" not in text


def test_every_checkout_forgets_its_token() -> None:
    fetches = [step["with"] for step in steps() if "checkout" in step.get("uses", "")]
    assert len(fetches) == 10
    assert {fetch["persist-credentials"] for fetch in fetches} == {False}


def test_a_book_comes_with_its_whole_history() -> None:
    fetches = [step["with"] for step in steps() if "checkout" in step.get("uses", "")]
    books = [fetch for fetch in fetches if fetch.get("path") == "book"]
    assert [fetch["fetch-depth"] for fetch in books] == [0, 0, 0]


def test_the_comment_fetches_potluck_and_nothing_of_the_change() -> None:
    [job] = [value for name, _, value in jobs() if name == "comment.yml"]
    fetches = [step["with"] for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert [(fetch["repository"], fetch["ref"]) for fetch in fetches] == [
        ("${{ job.workflow_repository }}", "${{ job.workflow_sha }}")
    ]
    assert not any("download-artifact" in step.get("uses", "") for step in job["steps"])


def test_no_script_holds_an_expression() -> None:
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


# --- what is used -------------------------------------------------------------------------------


def test_every_action_is_pinned_to_a_commit_with_its_version() -> None:
    text = "\n".join((ROOT / file).read_text("utf-8") for file in FILES)
    uses = re.findall(r"uses: (\S+?)(?:@(\S+) # (\S+))?$", text, re.MULTILINE)
    outside = {(name, commit, version) for name, commit, version in uses if name != "./potluck"}
    assert outside == {(name, *pin) for name, pin in PINNED.items()}


def test_what_is_kept_must_be_there() -> None:
    kept = [step["with"] for step in steps() if "upload-artifact" in step.get("uses", "")]
    assert [entry["if-no-files-found"] for entry in kept] == ["error"] * 4


def test_each_step_calls_potluck_or_make() -> None:
    first = [line for step in steps() for line in step.get("run", "").splitlines()]
    others = [line for line in first if not line.startswith(('"$POTLUCK"', "make "))]
    assert others == [
        "test -s book/build/pages/index.html",
        "cd release && sha256sum --check --strict SHA256SUMS",
        'gh release create "$TAG" --verify-tag --title "$TAG" --generate-notes release/*',
        '"$HOUSE/.ci/setup.sh" book',
        'test -x "$HOUSE/.venv/bin/potluck"',
        'echo "program=$HOUSE/.venv/bin/potluck" >> "$GITHUB_OUTPUT"',
    ]


# --- other people's books -----------------------------------------------------------------------


def written(folder: Path) -> list[str]:
    """Put the examples into a book's repository as somebody would who follows the advice."""
    place = folder / ".github/workflows"
    place.mkdir(parents=True)
    names = [f"{yaml.safe_load(example)['name'].lower()}.yml" for example in EXAMPLES]
    for name, example in zip(names, EXAMPLES, strict=True):
        (place / name).write_text(example.replace("COMMIT", RELEASED), encoding="utf-8")
    return [str(place / name) for name in names]


def test_a_books_own_workflow_has_ten_lines() -> None:
    assert [len(example.splitlines()) for example in EXAMPLES] == [10, 10, 10]


def test_a_books_own_workflow_is_as_good_as_ours(tmp_path: Path) -> None:
    files = written(tmp_path)
    assert [Path(file).name for file in files] == ["check.yml", "comment.yml", "publish.yml"]
    assert actionlint(tmp_path, *files) == (0, "")
    assert zizmor(tmp_path, *files) == (0, "No findings to report. Good job!")
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    assert done == (0, "ok -- validation done\n")


@pytest.mark.parametrize("example", EXAMPLES, ids=["check", "comment", "publish"])
def test_a_book_calls_what_can_be_called_with_the_rights_that_it_needs(example: str) -> None:
    [job] = yaml.safe_load(example)["jobs"].values()
    called = re.fullmatch(
        r"kitchen-commons/kitchen-commons/\.github/workflows/([a-z]+\.yml)@COMMIT", job["uses"]
    )
    assert called
    text = (WORKFLOWS / called[1]).read_text("utf-8")
    assert "\n  workflow_call: # for other books: see README.md beside this file\n" in text
    needed: dict[str, str] = {}
    for name, _, value in jobs():
        needed |= value["permissions"] if name == called[1] else {}
    assert job["permissions"] == needed
