"""The baseline: an old book passes as it is, and one new fault is one finding."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitbook import ANN, GitBook
from potluck import checking
from potluck.checks import baseline
from potluck.checks.baseline import Baseline, dump, load, may_rest, of, settle
from potluck.cli import FINDINGS, FINE, USAGE, main
from potluck.errors import ConfigError
from potluck.model import Finding, Place, Severity

SOUP = "# Soup\n\nSee [bread](bred.md).\n\nTODO minutes.\n"


def finding(code: str, path: str, line: int, severity: Severity) -> Finding:
    return Finding(Place(path, line), code, severity, "m", "h")


FINDINGS_ = st.builds(
    finding,
    st.sampled_from(["LNK-001", "LIC-001", "MED-003"]),
    st.sampled_from(["content/a.md", "content/b.md"]),
    st.integers(1, 4),
    st.sampled_from(list(Severity)),
)
LINES = st.dictionaries(
    st.builds(Place, st.sampled_from(["content/a.md", "content/b.md"]), st.integers(1, 4)),
    st.sampled_from(["salt", "pepper", "sa lt", "  salt"]),
)


@given(st.lists(FINDINGS_), LINES)
def test_what_was_taken_down_is_known_but_for_rights(
    found: list[Finding], lines: dict[Place, str]
) -> None:
    settled = settle(found, lines, of(found, lines))
    assert settled.new == tuple(f for f in found if not may_rest(f))
    assert (settled.resting, settled.idle) == (len(found) - len(settled.new), 0)
    assert settle(found, lines, of(found, lines, complete=True)).new == ()


@given(st.lists(FINDINGS_), LINES)
def test_a_baseline_is_read_as_it_was_written(
    found: list[Finding], lines: dict[Place, str]
) -> None:
    made = of(found, lines)
    data = json.loads(dump(made))
    assert len(data["findings"]) == len(made.known)
    assert "salt" not in dump(made)  # no text of the book


def test_one_more_of_the_same_is_new(tmp_path: Path) -> None:
    one = finding("LNK-001", "content/a.md", 2, Severity.ERROR)
    lines = {one.place: "salt"}
    settled = settle([one, one], lines, of([one], lines))
    assert (settled.new, settled.resting) == ((one,), 1)


def test_the_line_counts_and_not_its_number() -> None:
    old = finding("LNK-001", "content/a.md", 2, Severity.ERROR)
    moved = finding("LNK-001", "content/a.md", 7, Severity.ERROR)
    known = of([old], {old.place: "See [bread](bred.md)."})
    assert settle([moved], {moved.place: "  See  [bread](bred.md)."}, known).new == ()
    settled = settle([moved], {moved.place: "See [bread](brad.md)."}, known)
    assert (settled.new, settled.idle) == ((moved,), 1)


def test_the_file_is_sorted_and_one_entry_is_one_line(tmp_path: Path) -> None:
    made = of(
        [
            finding("MED-003", "content/é.md", 1, Severity.WARNING),
            finding("LNK-001", "content/b.md", 1, Severity.ERROR),
        ],
        {},
    )
    file = tmp_path / baseline.NAME
    file.write_text(dump(made), "utf-8")
    assert file.read_text("utf-8") == (
        "{\n"
        '  "version": 1,\n'
        '  "findings": [\n'
        '    {"code": "LNK-001", "severity": "error", "path": "content/b.md",'
        ' "line": "e4a6a0577479b2b4", "count": 1},\n'
        '    {"code": "MED-003", "severity": "warning", "path": "content/é.md",'
        ' "line": "e4a6a0577479b2b4", "count": 1}\n'
        "  ]\n"
        "}\n"
    )
    assert load(file) == made
    assert load(tmp_path / "none") == Baseline()
    assert dump(Baseline()) == '{\n  "version": 1,\n  "findings": []\n}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "potluck-baseline.json cannot be read."),
        ("[]", "potluck-baseline.json cannot be read."),
        ("[" * 100_000, "potluck-baseline.json cannot be read."),
        ('{"version": 1, "findings": [{"code": "x"}]}', "potluck-baseline.json cannot be read."),
        ('{"version": 2}', "potluck-baseline.json is of another version of Potluck."),
    ],
)
def test_a_broken_one_is_said(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / baseline.NAME).write_text(text)
    with pytest.raises(ConfigError) as error:
        load(tmp_path / baseline.NAME)
    assert error.value.message == message
    assert error.value.hint == "make it again: potluck check --write-baseline"


# --- on a book ----------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> GitBook:
    """A book that came with a broken link and a placeholder."""
    made = GitBook(tmp_path / "book")
    made.write("README", "An empty table.\n")
    made.commit(ANN)
    made.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.commit(ANN, soup=SOUP)
    return made


def codes(book: GitBook, since: str | None = None) -> list[str]:
    return [f"{f.code} {f.place}" for f in checking.check_book(book.book, since=since).findings]


def test_an_old_book_passes_and_one_new_fault_is_one_finding(
    old: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(old.book)
    assert main(["check", "--root", root]) == FINDINGS
    assert main(["check", "--root", root, "--write-baseline"]) == FINE
    capsys.readouterr()
    assert main(["check", "--root", root]) == FINE
    assert capsys.readouterr().out == "Nothing to put right.\n2 older findings left out.\n"
    (old.book / "content/soup.md").write_text(SOUP + "\nSee [dal](dall.md).\n")
    assert codes(old) == ["LNK-001 content/soup.md:7"]
    assert main(["check", "--root", root]) == FINDINGS


def test_what_was_mended_is_no_longer_needed(
    old: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(old.book)
    main(["check", "--root", root, "--write-baseline"])
    (old.book / "content/soup.md").write_text("# Soup\n\nSlice.\n")
    capsys.readouterr()
    assert main(["check", "--root", root]) == FINE
    out, err = capsys.readouterr()
    assert out == "Nothing to put right.\n"
    assert err == (
        "No longer needed in the baseline: 2 entries. "
        "To take them out: potluck check --write-baseline\n"
    )


def test_rights_do_not_rest(old: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    old.commit(ANN, dal="---\ntitle: Dal\nlicense: banana\n---\nSimmer.\n")
    assert main(["check", "--root", str(old.book), "--write-baseline"]) == FINDINGS
    out = capsys.readouterr().out
    assert out.startswith(
        "potluck-baseline.json holds 2 findings from now on; commit it.\n"
        "Licences, credit and privacy cannot wait. Put these right first:\n\n"
        "content/dal.md:3: error LIC-001\n"
    )
    assert codes(old) == ["LIC-001 content/dal.md:3"]


def test_a_build_follows_the_baseline(old: GitBook) -> None:
    main(["check", "--root", str(old.book), "--write-baseline"])
    assert main(["build", "epub", "--root", str(old.book)]) == FINE


# --- since a revision ---------------------------------------------------------------------------


def test_since_tells_only_what_is_new(old: GitBook) -> None:
    old.commit(ANN, dal="---\ntitle: Dal\nlicense: banana\n---\nSee [x](y.md).\n")
    assert codes(old, "HEAD") == []
    assert codes(old, "HEAD~1") == ["LIC-001 content/dal.md:3", "LNK-001 content/dal.md:5"]


def test_since_before_there_was_a_book_tells_everything(old: GitBook) -> None:
    assert codes(old, "HEAD~1") == ["LNK-001 content/soup.md:3", "FM-009 content/soup.md:5"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", "HEAD:content"])
def test_an_unknown_revision_is_said(
    revision: str, old: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(old.book), f"--since={revision}"]) == USAGE
    assert capsys.readouterr().err == (
        f"There is no revision {revision!r} in this repository.\n"
        "Hint: name a branch, a tag or a commit, such as origin/main; fetch it first if need be\n"
    )


def test_only_some_files(
    old: GitBook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old.commit(ANN, dal="# Dal\n\nSee [x](y.md).\n")
    monkeypatch.chdir(old.book / "content")
    assert main(["check", "dal.md", "--format", "json"]) == FINDINGS
    assert [entry["path"] for entry in json.loads(capsys.readouterr().out)] == ["content/dal.md"]
    assert main(["check", str(old.book / "mkdocs.yml")]) == FINE
