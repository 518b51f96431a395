"""Runs the jobs of a workflow here: their shell steps for real, and of each action what counts.

Of an action that uploads, it counts that the files are there. Fetching, Python and the set-up are
given: they need the network, and have tests of their own.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github/workflows"
GIVEN = ("actions/checkout", "actions/setup-python", "actions/attest", "actions/deploy-pages")
UPLOADS = ("actions/upload-artifact", "actions/upload-pages-artifact")
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
Step = dict[str, Any]


def load(path: str) -> dict[str, Any]:
    """Read a workflow or action."""
    found: dict[str, Any] = yaml.safe_load((ROOT / path).read_text("utf-8"))
    return found


@dataclass
class Machine:
    """A runner: the folder it works in, what expressions mean, and what came of it."""

    workspace: Path
    context: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Path] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    summary: str = ""
    failed: bool = False

    def house(self, potluck: str | None = None) -> Path:
        """Lay Potluck down as if it had just been fetched; `potluck`: another program for it."""
        house = self.workspace / "potluck"
        (house / ".ci").mkdir(parents=True)
        (house / ".venv/bin").mkdir(parents=True)
        script(house / ".ci/setup.sh", 'test "$1" = book')
        run = f'PYTHONPATH={ROOT}/scripts exec {sys.executable} -m potluck "$@"'
        script(house / ".venv/bin/potluck", potluck or run)
        return house

    def job(self, workflow: str, name: str) -> dict[str, str]:
        """Run a job; return what it hands on to others."""
        job = load(f".github/workflows/{workflow}")["jobs"][name]
        self.steps(job["steps"], self.context)
        return {key: self.filled(value, self.context) for key, value in
                job.get("outputs", {}).items()}  # fmt: skip

    def steps(self, steps: list[Step], context: dict[str, str]) -> None:
        for step in steps:
            if not self.wanted(step.get("if", ""), context):
                self.log.append(f"skipped: {step['name']}")
                continue
            good = self.step(step, context)
            self.log.append(f"{'done' if good else 'FAILED'}: {step['name']}")
            self.failed = self.failed or not good
            if "id" in step:
                context[f"steps.{step['id']}.outcome"] = "success" if good else "failure"

    def step(self, step: Step, context: dict[str, str]) -> bool:
        if "run" in step:
            return self.shell(step, context)
        given = {key: self.filled(str(value), context) for key, value in
                 step.get("with", {}).items()}  # fmt: skip
        action = step["uses"].split("@")[0]
        if action == "./potluck":
            return self.action(given, step, context)
        if action in UPLOADS:
            return self.upload(given)
        if action == "actions/download-artifact":
            return self.download(given)
        assert action in GIVEN, f"the runner does not know {action}"
        return True

    def action(self, given: dict[str, str], step: Step, context: dict[str, str]) -> bool:
        """Run the steps of action.yml in a scope of their own."""
        action = load("action.yml")
        inputs = {key: given.get(key, self.filled(str(entry["default"]), context))
                  for key, entry in action["inputs"].items()}  # fmt: skip
        scope = {f"inputs.{key}": value for key, value in inputs.items()}
        scope["github.action_path"] = str(self.workspace / "potluck")
        before, self.failed = self.failed, False
        self.steps(action["runs"]["steps"], scope)
        for key, entry in action["outputs"].items():
            context[f"steps.{step.get('id')}.outputs.{key}"] = self.filled(entry["value"], scope)
        good, self.failed = not self.failed, before
        return good

    def shell(self, step: Step, context: dict[str, str]) -> bool:
        """Run a script as GitHub does: bash, with errors fatal, in files of its own."""
        assert "${{" not in step["run"], "an expression inside a script is code from outside"
        files = {name: self.workspace / f".{name.lower()}" for name in
                 ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}  # fmt: skip
        for file in files.values():
            file.write_text("")
        given = {key: self.filled(str(value), context) for key, value in
                 step.get("env", {}).items()}  # fmt: skip
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.workspace),
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                **{name: str(file) for name, file in files.items()},
                **self.environment,
                **given,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += (done.stdout + done.stderr).splitlines()
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        for line in files["GITHUB_OUTPUT"].read_text().splitlines():
            key, _, value = line.partition("=")
            context[f"steps.{step.get('id')}.outputs.{key}"] = value
        return done.returncode == 0

    def upload(self, given: dict[str, str]) -> bool:
        """Keep files under a name; where one is not there, the step fails."""
        paths = [self.workspace / path for path in given["path"].split()]
        assert given.get("if-no-files-found", "error") == "error"
        if not all(_holds_something(path) for path in paths):
            return False
        kept = self.workspace / ".artifacts" / given.get("name", "github-pages")
        for path in paths:
            target = kept if len(paths) == 1 else kept / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(path, target)
        self.uploads[kept.name] = kept
        return True

    def download(self, given: dict[str, str]) -> bool:
        if given["name"] not in self.uploads:
            return False
        shutil.copytree(self.uploads[given["name"]], self.workspace / given["path"])
        return True

    def wanted(self, condition: str, context: dict[str, str]) -> bool:
        """Evaluate what conditions here are made of: equality, `&&`, and how it went so far."""
        terms = [term.strip() for term in condition.strip("${} ").split("&&") if term.strip()]
        status = [term for term in terms if term in _STATUS] or ["success()"]
        rest = (term for term in terms if term not in _STATUS)
        return self.failed in _STATUS[status[0]] and all(self.holds(term, context) for term in rest)

    def holds(self, term: str, context: dict[str, str]) -> bool:
        left, _, right = term.partition(" == ")
        assert right, f"the runner does not know the condition {term}"
        return context.get(left, "") == right.strip("'")

    def filled(self, text: str, context: dict[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: context.get(found[1], ""), text)


_STATUS = {"success()": {False}, "failure()": {True}, "!cancelled()": {False, True}}
"""Whether something may have failed before."""


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def _holds_something(path: Path) -> bool:
    return path.is_file() or any(inner.is_file() for inner in path.rglob("*"))


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(path, target)
