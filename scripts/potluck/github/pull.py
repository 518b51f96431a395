"""A finished check -> one comment on its pull request, and its fixes as review suggestions.

Which pull request that is comes from GitHub alone: the event names the commit and where it stands,
the API names the open pull request with just that head. The artifact has no say in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from potluck.checks.words import visible
from potluck.errors import ConfigError
from potluck.github import archive, page
from potluck.github.page import Links
from potluck.github.report import Report, Suggestion
from potluck.github.rest import Rest

MARK = "<!-- potluck: the check's one comment -->"
ROBOT = "github-actions[bot]"  # who comments with the token of a workflow
MAX_OFFERED = 20  # suggestions in one review
FIXABLE = {".md", ".yml", ".license"}
NEW = {"FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "NONE"}  # author_association
UNFINISHED = (
    "The check could not finish, so there is nothing to say about the text yet. "
    "This need not be a mistake of yours: [its log]({log}) says why."
)
EDITIONS = "The site, the PDF and the EPUB of this change lie [at the foot of this page]({log})."
_SHA = re.compile(r"[0-9a-f]{40}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """A finished run, as the event `workflow_run` tells of it."""

    id: int
    repository: str
    head_repository: str
    head_branch: str
    head_sha: str
    conclusion: str

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> "Run":
        """Read the event. Raises ConfigError where it is not of a check of a pull request."""
        try:
            run = event["workflow_run"]
            found = cls(
                int(run["id"]),
                str(event["repository"]["full_name"]),
                str((run["head_repository"] or {}).get("full_name", "")),
                str(run["head_branch"]),
                str(run["head_sha"]),
                str(run["conclusion"]),
            )
            kind = run["event"]
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigError("The event is not of a finished workflow run.") from error
        whole = _SHA.fullmatch(found.head_sha) and _REPOSITORY.fullmatch(found.repository)
        if kind != "pull_request" or not whole:
            raise ConfigError("The event is not of a check of a pull request.")
        return found


def comment(rest: Rest, run: Run, server: str) -> str:
    """Write the comment and the suggestions; return what was done, for the log."""
    if run.conclusion in {"cancelled", "skipped", "stale"}:
        return f"The check was {run.conclusion}: nothing to say."
    pull = _pull(rest, run)
    if pull is None:
        return "No open pull request has this commit as its head: a newer check will speak."
    number = int(pull["number"])
    report = archive.fetch(rest, run.repository, run.id)
    links = Links(server, run.repository, run.head_sha, run.id)
    newcomer = pull.get("author_association") in NEW
    done = _stick(rest, run, number, _body(report, links, run.conclusion, newcomer=newcomer))
    offered = _offer(rest, run, number, report) if report else 0
    return f"Pull request {number}: {done}; {offered} suggestions offered."


def _pull(rest: Rest, run: Run) -> dict[str, Any] | None:
    """Return the one open pull request with this very head, if there is one."""
    owner = run.head_repository.split("/")[0]
    head = quote(f"{owner}:{run.head_branch}", safe="")
    found = [
        pull
        for pull in rest.pages(f"/repos/{run.repository}/pulls?state=open&head={head}")
        if pull["head"]["sha"] == run.head_sha
        and (pull["head"]["repo"] or {}).get("full_name") == run.head_repository
    ]
    return found[0] if len(found) == 1 else None


# --- the comment --------------------------------------------------------------------------------


def _body(report: Report | None, links: Links, conclusion: str, *, newcomer: bool) -> str:
    if report is None:
        told = UNFINISHED.format(log=links.log) + "\n"
    else:
        told = page.summary(report, links, newcomer=newcomer)
        if conclusion == "success":
            told += f"\n{EDITIONS.format(log=links.log)}\n"
        elif not any(str(found.severity) == "error" for found in report.findings):
            told += f"\n{UNFINISHED.format(log=links.log)}\n"
    return f"{MARK}\n{told}"


def _stick(rest: Rest, run: Run, number: int, body: str) -> str:
    """Write the comment, over the one that was there before."""
    path = f"/repos/{run.repository}/issues/{number}/comments"
    for old in rest.pages(path):
        if old["user"]["login"] == ROBOT and old["body"].startswith(MARK):
            if old["body"].strip() == body.strip():
                return "the comment stays as it is"
            rest.patch(f"/repos/{run.repository}/issues/comments/{int(old['id'])}", {"body": body})
            return "the comment is new"
    rest.post(path, {"body": body})
    return "a comment is written"


# --- the suggestions ----------------------------------------------------------------------------


def _offer(rest: Rest, run: Run, number: int, report: Report) -> int:
    """Offer the fixes of lines that the pull request shows; return how many are new."""
    base = f"/repos/{run.repository}/pulls/{number}"
    shown = {entry["filename"]: _hunks(entry) for entry in rest.pages(f"{base}/files")}
    fit = [fix for fix in report.suggestions if _fits(fix, shown.get(fix.path, ()))]
    if not fit:
        return 0
    said = {_key(old) for old in rest.pages(f"{base}/comments") if old["user"]["login"] == ROBOT}
    new = [entry for entry in map(_entry, fit[:MAX_OFFERED]) if _key(entry) not in said]
    if new:
        body = {"commit_id": run.head_sha, "event": "COMMENT", "body": page.FIXES, "comments": new}
        rest.post(f"{base}/reviews", body)
    return len(new)


def _hunks(entry: Mapping[str, Any]) -> tuple[range, ...]:
    """Return the lines of the new file that the pull request shows, hunk by hunk."""
    return tuple(_lines(entry.get("patch") or ""))


def _lines(patch: str) -> Iterator[range]:
    r"""Yield the lines of each hunk.

    >>> list(_lines("@@ -1,2 +1,3 @@\n a\n+b\n c"))
    [range(1, 4)]
    """
    for start, length in _HUNK.findall(patch):
        yield range(int(start), int(start) + int(length or 1))


def _fits(fix: Suggestion, hunks: tuple[range, ...]) -> bool:
    """Tell whether a fix is of an author's file, within one hunk, and plain to see."""
    path = PurePosixPath(fix.path)
    authored = path.suffix in FIXABLE and len(path.parts) > 1 and not fix.path.startswith(".")
    plain = not any(visible(line) != line for line in fix.lines)
    within = any(fix.start_line in hunk and fix.line in hunk for hunk in hunks)
    return authored and plain and within and fix.start_line <= fix.line


def _entry(fix: Suggestion) -> dict[str, Any]:
    """Return a comment as the API takes it: with a first line only where there are several."""
    first = {"start_line": fix.start_line, "start_side": "RIGHT"}
    several = first if fix.start_line < fix.line else {}
    return {"path": fix.path, "line": fix.line, "side": "RIGHT", **several,
            "body": page.suggestion(fix)}  # fmt: skip


def _key(entry: Mapping[str, Any]) -> tuple[str, str]:
    return (entry["path"], entry["body"].strip())
