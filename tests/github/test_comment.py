"""The comment, end to end: a real process, a real archive, GitHub's API on the loopback."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from potluck.github.pull import MARK

from .fake import FORK, HOME, ROBOT, SHA, TOKEN, Fake, event, packed, pull, serving
from .test_report import FINDING, FIX, report

HERE = f"/repos/{HOME}"
COMMENT = f"{HERE}/issues/5/comments"
REVIEW = f"{HERE}/pulls/5/reviews"
RUN = f"https://github.com/{HOME}/actions/runs/77"
PATCH = "@@ -0,0 +1,4 @@\n+---\n+title: Soup  \n+\n+---"
SHOWN = [{"filename": "content/soup.md", "patch": PATCH}]
TOLD = f"""{MARK}
1 error. Each says where it is and what to type.

**error LIC-001** in [`content/soup.md:3`](https://github.com/{HOME}/blob/{SHA}/content/soup.md?plain=1#L3)

```text
The licence `CC-BY` has no version.
Hint: type CC-BY-4.0
```

2 mechanical fixes. `potluck fix` makes these changes by itself; a review of this change offers \
them, too.

```text
A note.
```
"""
OFFER = {
    "path": "content/soup.md", "line": 3, "side": "RIGHT", "start_line": 2, "start_side": "RIGHT",
    "body": "`Blanks go.`\n\n```suggestion\ntitle: Soup\n\n```",
}  # fmt: skip
FIXES = "`potluck fix` makes these changes by itself; a review of this change offers them, too."


def archived(data: bytes) -> bytes:
    return packed({"report.json": data, "../../evil.sh": b"no", "report.md": b"@everyone"})


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving(Fake(artifact=archived(report()), files=SHOWN)) as made:
        yield made


def say(fake: Fake, folder: Path, told: dict[str, Any] | None = None) -> tuple[int, str]:
    """Run the command as the workflow does; return its exit code and what it said."""
    file = folder / "event.json"
    file.write_text(json.dumps(told or event()))
    before = sorted(folder.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "potluck", "github", "comment"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2] / "scripts"),
            "GITHUB_API_URL": fake.url,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_EVENT_PATH": str(file),
            "GITHUB_TOKEN": TOKEN,
        },
    )
    assert sorted(folder.rglob("*")) == before  # nothing of the artifact reaches the disk
    return done.returncode, done.stdout + done.stderr


def test_what_was_found_is_said_once_and_its_fixes_are_offered(fake: Fake, tmp_path: Path) -> None:
    assert say(fake, tmp_path) == (
        0,
        "Pull request 5: a comment is written; 1 suggestions offered.\n",
    )
    review = {"commit_id": SHA, "event": "COMMENT", "body": FIXES, "comments": [OFFER]}
    assert fake.written == [("POST", COMMENT, {"body": TOLD}), ("POST", REVIEW, review)]
    assert fake.leaked == []


def test_the_same_again_says_nothing_new(fake: Fake, tmp_path: Path) -> None:
    fake.comments = [{"id": 8, "user": ROBOT, "body": TOLD}]
    fake.reviewed = [{"user": ROBOT, **OFFER}]
    assert say(fake, tmp_path)[1] == (
        "Pull request 5: the comment stays as it is; 0 suggestions offered.\n"
    )
    assert fake.written == []


def test_a_new_finding_replaces_the_comment_wherever_it_stands(fake: Fake, tmp_path: Path) -> None:
    other = {"id": 1, "user": {"login": "cook"}, "body": "Thanks"}
    fake.comments = [*[other] * 130, {"id": 8, "user": ROBOT, "body": f"{MARK}\nOld."}]
    fake.files = []
    say(fake, tmp_path)
    assert fake.written == [("PATCH", f"{HERE}/issues/comments/8", {"body": TOLD})]


def test_nobody_elses_comment_is_written_over(fake: Fake, tmp_path: Path) -> None:
    fake.comments = [{"id": 1, "user": {"login": "cook"}, "body": f"{MARK}\nMine"}]
    fake.files = []
    say(fake, tmp_path)
    assert fake.written == [("POST", COMMENT, {"body": TOLD})]


def test_nothing_to_put_right(fake: Fake, tmp_path: Path) -> None:
    fake.artifact = archived(report(findings=[], suggestions=[], notes=[], left_out=0))
    say(fake, tmp_path, event(conclusion="success"))
    body = (
        f"{MARK}\nNothing to put right. Thank you!\n\n"
        f"The site, the PDF and the EPUB of this change lie [at the foot of this page]({RUN}).\n"
    )
    assert fake.written == [("POST", COMMENT, {"body": body})]


UNFINISHED = (
    "The check could not finish, so there is nothing to say about the text yet. "
    f"This need not be a mistake of yours: [its log]({RUN}) says why.\n"
)


def test_a_check_that_broke_is_not_the_authors_fault(fake: Fake, tmp_path: Path) -> None:
    fake.artifact = None
    say(fake, tmp_path)
    assert fake.written == [("POST", COMMENT, {"body": f"{MARK}\n{UNFINISHED}"})]


def test_a_build_that_broke_is_never_said_to_be_fine(fake: Fake, tmp_path: Path) -> None:
    fake.artifact = archived(report(findings=[], suggestions=[], notes=[], left_out=0))
    say(fake, tmp_path)
    body = f"{MARK}\nNothing to put right. Thank you!\n\n{UNFINISHED}"
    assert fake.written == [("POST", COMMENT, {"body": body})]


def test_a_newcomer_sees_three_things_first(fake: Fake, tmp_path: Path) -> None:
    fake.pulls = [pull(author_association="FIRST_TIME_CONTRIBUTOR")]
    fake.artifact = archived(report(findings=[FINDING] * 5, suggestions=[]))
    say(fake, tmp_path)
    [(_, _, body)] = fake.written
    first, rest = body["body"].split("<details><summary>2 more things, when these are done")
    assert (first.count("LIC-001"), rest.count("LIC-001")) == (3, 2)


# --- which pull request, GitHub alone says ------------------------------------------------------

STRANGERS = {
    "another head": [pull(head={"sha": "2b" * 20, "repo": {"full_name": FORK}})],
    "another fork": [pull(head={"sha": SHA, "repo": {"full_name": "cook/other"}})],
    "a fork that is gone": [pull(head={"sha": SHA, "repo": None})],
    "two of them": [pull(), pull(6)],
    "none": [],
}


@pytest.mark.parametrize("name", STRANGERS)
def test_no_other_pull_request_is_spoken_to(fake: Fake, tmp_path: Path, name: str) -> None:
    fake.pulls = STRANGERS[name]
    assert say(fake, tmp_path) == (
        0,
        "No open pull request has this commit as its head: a newer check will speak.\n",
    )
    assert (fake.written, "/storage" in fake.asked) == ([], False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event": "push"}, "The event is not of a check of a pull request.\n"),
        ({"head_sha": "main"}, "The event is not of a check of a pull request.\n"),
        ({"head_sha": f"{SHA}\n"}, "The event is not of a check of a pull request.\n"),
        ({"id": "x"}, "The event is not of a finished workflow run.\n"),
        ({"head_branch": "my-dish&state=all"}, None),
    ],
)
def test_an_event_of_another_kind(
    fake: Fake, tmp_path: Path, change: dict[str, Any], message: str | None
) -> None:
    code, said = say(fake, tmp_path, event(**change))
    nobody = "No open pull request has this commit as its head: a newer check will speak.\n"
    assert (code, said) == ((2, message) if message else (0, nobody))
    assert fake.written == []


def test_a_cancelled_check_has_nothing_to_say(fake: Fake, tmp_path: Path) -> None:
    said = say(fake, tmp_path, event(conclusion="cancelled"))
    assert said == (0, "The check was cancelled: nothing to say.\n")
    assert fake.asked == []


# --- the artifact is hostile --------------------------------------------------------------------


def test_a_forged_report_is_refused_and_nothing_is_said(fake: Fake, tmp_path: Path) -> None:
    fake.artifact = archived(report(number=1))
    assert say(fake, tmp_path) == (1, "The report has another form than ours.\n")
    assert fake.written == []


def test_a_large_artifact_is_not_fetched(fake: Fake, tmp_path: Path) -> None:
    fake.size = 5_000_001
    assert say(fake, tmp_path) == (1, "The artifact is larger than 5000000 bytes.\n")
    assert (fake.written, "/storage" in fake.asked) == ([], False)


def test_an_artifact_larger_than_was_said_is_not_read(fake: Fake, tmp_path: Path) -> None:
    fake.artifact, fake.size = os.urandom(5_000_001), 10
    assert say(fake, tmp_path) == (
        2,
        f"GitHub answered more than 5000000 bytes to GET {HERE}/actions/artifacts/3/zip.\n",
    )
    assert fake.written == []


def test_a_file_of_this_machine_is_no_storage(fake: Fake, tmp_path: Path) -> None:
    fake.elsewhere = "file:///etc/passwd"
    assert say(fake, tmp_path) == (
        2,
        f"GitHub sent {HERE}/actions/artifacts/3/zip to an address of another kind.\n",
    )


def test_what_github_refuses_is_said(fake: Fake, tmp_path: Path) -> None:
    fake.status = 403
    code, said = say(fake, tmp_path)
    assert code == 2
    assert said.startswith(f"GitHub answered 403 to GET {HERE}/pulls?state=open&head=cook")


BAD_FIXES: dict[str, dict[str, Any]] = {
    "a workflow": {"path": ".github/workflows/check.yml"},
    "the configuration, which can run code": {"path": "mkdocs.yml"},
    "a program": {"path": "scripts/a.py"},
    "a file that is not in the change": {"path": "content/other.md"},
    "a line that is not shown": {"line": 9},
    "lines that end before they begin": {"start_line": 4},
    "letters that nobody sees": {"lines": ["title: \u202eSoup"]},
}


@pytest.mark.parametrize("name", BAD_FIXES)
def test_a_suggestion_is_only_of_shown_lines_of_an_authors_file(
    fake: Fake, tmp_path: Path, name: str
) -> None:
    bad = {**FIX, **BAD_FIXES[name]}
    paths = {"content/soup.md", str(bad["path"])} - {"content/other.md"}
    fake.files = [{"filename": path, "patch": PATCH} for path in sorted(paths)]
    fake.artifact = archived(report(suggestions=[bad]))
    assert say(fake, tmp_path)[1].endswith("; 0 suggestions offered.\n")
    assert [path for _, path, _ in fake.written] == [COMMENT]


def test_no_text_of_a_report_calls_anybody_or_leads_anywhere(fake: Fake, tmp_path: Path) -> None:
    evil = "```\n@everyone ![x](https://evil.example/x.png) <img src=x> #1 </details>\n~~~"
    bad = {**FINDING, "message": evil, "hint": evil, "path": "a`](https://evil.example)@x/[b.md"}
    fake.artifact = archived(report(findings=[bad], notes=[evil], suggestions=[]))
    say(fake, tmp_path)
    [(_, _, body)] = fake.written
    assert body["body"] == (
        f"{MARK}\n1 error. Each says where it is and what to type.\n\n"
        "**error LIC-001** in [`` a`](https://evil.example)@x/[b.md:3 ``]"
        f"(https://github.com/{HOME}/blob/{SHA}/"
        "a%60%5D%28https%3A//evil.example%29%40x/%5Bb.md?plain=1#L3)\n\n"
        f"````text\n{evil}\nHint: {evil}\n````\n\n"
        "1 mechanical fix. `potluck fix` makes these changes by itself; a review of this change "
        f"offers them, too.\n\n````text\n{evil}\n````\n"
    )
