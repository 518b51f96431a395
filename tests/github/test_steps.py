"""Each job, run here on a scratch repository: a good book, a bad one, and a sham of a build."""

import json
from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from golden.books import plant, share_fonts
from potluck.github.report import parse
from potluck.manifest import Entry, Made, Manifest, Title, encoded

from .fake import HOME, TOKEN, Fake, event, packed, serving
from .runner import Machine, script
from .test_comment import COMMENT
from .test_editions import online

SETUP = ["done: Get Python", "done: Set up Potluck, as its lock file says"]
FETCHED = ["done: Fetch the book, with its whole history"]
POTLUCK = ["done: Fetch Potluck, at the commit of this workflow"]
UNSHOWN = [
    "skipped: Write a preview, for there is no edition",
    "skipped: Keep the preview",
]
BUILT = [
    *FETCHED,
    *POTLUCK,
    *SETUP,
    "done: Check the book",
    "done: Sum up what was found",
    "done: Keep the summary",
    "done: Build every edition",
    "done: Prove that every edition is there",
    "done: Keep the editions",
    *UNSHOWN,
]


def taken(machine: Machine) -> list[str]:
    """Return what became of each step."""
    return [line for line in machine.log if line.startswith(("done: ", "FAILED: ", "skipped: "))]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "work")
    made.workspace.mkdir()
    return made


@pytest.fixture
def book(machine: Machine) -> GitBook:
    made = plant("minimal", machine.workspace / "book")
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.commit(ANN, "Ignore what is built")
    share_fonts(made.book)
    machine.context["github.event.pull_request.base.sha"] = made.git("rev-parse", "HEAD")
    return made


def test_a_good_change_is_checked_built_and_kept(machine: Machine, book: GitBook) -> None:
    machine.house()
    book.commit(ANN, stew="---\ntitle: Stew\nlicense: cc by 4.0\n---\nSimmer the stew.\n")
    machine.job("check.yml", "book")
    assert taken(machine) == [*BUILT, "done: Check and build"]
    assert sorted(machine.uploads) == ["editions", "potluck-report"]
    kept = machine.uploads["editions"]
    assert (kept / "pdf/a-minimal-book.pdf").read_bytes().startswith(b"%PDF-")
    assert "Simmer the stew." in (kept / "site/stew.html").read_text()
    assert (kept / "manifest.json").is_file()
    report = parse((machine.uploads["potluck-report"] / "report.json").read_bytes())
    assert [fix.lines for fix in report.suggestions] == [("license: CC-BY-4.0",)]
    assert machine.summary == (machine.uploads["potluck-report"] / "report.md").read_text()
    assert book.git("status", "--porcelain") == ""


def test_a_bad_change_is_red_and_told_all_the_same(machine: Machine, book: GitBook) -> None:
    machine.house()
    book.commit(ANN, stew="---\ntitle: Stew\n---\nSee [there](gone.md).\n")
    machine.job("check.yml", "book")
    assert taken(machine) == [
        *FETCHED,
        *POTLUCK,
        *SETUP,
        "FAILED: Check the book",
        "done: Sum up what was found",
        "done: Keep the summary",
        "skipped: Build every edition",
        "skipped: Prove that every edition is there",
        "skipped: Keep the editions",
        "FAILED: Write a preview, for there is no edition",
        "skipped: Keep the preview",
        "FAILED: Check and build",
    ]
    assert [line for line in machine.log if line.startswith("::")] == [
        "::error file=content/stew.md,line=4,col=13,title=LNK-001::The link `gone.md` leads nowhere"
        ": there is no chapter `gone.md`.%0AHint: name the file of a chapter, or take the link out"
    ]
    assert machine.summary.startswith("1 error. Each says where it is and what to type.\n")
    assert sorted(machine.uploads) == ["potluck-report"]


def test_a_chapter_that_takes_too_much_hides_no_other(machine: Machine, book: GitBook) -> None:
    machine.house()
    book.commit(ANN, stew="# Stew\n\nSimmer it.\n", feast="# Feast\n\n" + "[" * 24 + " Eat well.\n")
    machine.job("check.yml", "book")
    assert [line for line in taken(machine) if line.startswith("FAILED")] == [
        "FAILED: Check the book",
        "FAILED: Check and build",
    ]
    assert sorted(machine.uploads) == ["potluck-report", "preview"]
    kept = machine.uploads["preview"]
    assert "Simmer it." in (kept / "stew.html").read_text()
    assert "Not shown in this preview" in (kept / "feast.html").read_text()


def test_old_trouble_is_not_the_newcomers(machine: Machine, book: GitBook) -> None:
    machine.house()
    book.commit(ANN, old="# Old\n\nSee [there](gone.md).\n")
    machine.context["github.event.pull_request.base.sha"] = book.git("rev-parse", "HEAD")
    book.commit(ANN, stew="# Stew\n\nSimmer the stew.\n")
    machine.job("check.yml", "book")
    assert "done: Check the book" in taken(machine)
    assert machine.summary == (
        "Nothing to put right. Thank you!\n\n**Credits.**\n\n```text\n"
        "This change credits Ann Author as author of “Stew”.\n```\n"
    )


@pytest.mark.parametrize(
    ("sham", "failed"),
    [
        ("exit 0", "Keep the summary"),
        ('[ "$1" = github ] && [ "$2" = editions ] && exit 1; mkdir -p book/build/report; '
         "echo 1 > book/build/report/report.json", "Prove that every edition is there"),
        ("mkdir -p book/build/report; echo 1 > book/build/report/report.json", "Keep the editions"),
    ],
)  # fmt: skip
def test_a_step_that_did_nothing_is_not_green(
    machine: Machine, book: GitBook, sham: str, failed: str
) -> None:
    machine.house(sham)
    machine.job("check.yml", "book")
    assert [line for line in taken(machine) if line.startswith("FAILED")] == [
        f"FAILED: {failed}",
        "FAILED: Keep the preview",
        "FAILED: Check and build",
    ]


def test_a_set_up_that_made_no_program_is_not_green(machine: Machine, book: GitBook) -> None:
    house = machine.house()
    (house / ".venv/bin/potluck").unlink()
    machine.job("check.yml", "book")
    assert [line for line in taken(machine) if line.startswith(("done", "FAILED"))] == [
        *FETCHED,
        *POTLUCK,
        "done: Get Python",
        "FAILED: Set up Potluck, as its lock file says",
        "FAILED: Check and build",
    ]


# --- publishing ---------------------------------------------------------------------------------


def test_a_book_is_laid_out_for_pages_and_found_again(
    machine: Machine, book: GitBook, tmp_path: Path
) -> None:
    machine.house()
    handed = with_online(machine, {}, tmp_path)
    assert taken(machine) == [
        *BUILT,
        "done: Check and build",
        "done: Look at what stands online",
        "done: Lay out what goes online, if it is no worse",
        "done: Hand the site on",
    ]
    pages = machine.uploads["github-pages"]
    assert "Slice the leeks." in (pages / "leek-soup.html").read_text()
    assert (pages / "downloads/a-minimal-book.pdf").is_file()
    assert json.loads((pages / "manifest.json").read_text())["build"]["id"] == handed["build"]
    assert len(handed["build"]) == 10
    verify(machine, pages, handed["build"])


def with_online(machine: Machine, files: dict[str, bytes], folder: Path) -> dict[str, str]:
    """Run the job while these files stand online; return what it hands on."""
    place = folder / "online"
    place.mkdir(exist_ok=True)
    for name, data in files.items():
        (place / name).write_bytes(data)
    with online(place) as url:
        machine.environment["POTLUCK_ONLINE"] = url
        return machine.job("publish.yml", "build")


def test_a_book_that_shrank_is_handed_on_only_if_that_is_meant(
    machine: Machine, book: GitBook, tmp_path: Path
) -> None:
    machine.house()
    commit = book.git("rev-parse", "HEAD")
    build = Made(commit[:10], commit, "2023-11-15T22:13:20Z")
    entry = Entry("pdf", build.id, build.date, {}, commit, counts={"pages": 1000})
    large = Manifest(Title("A Minimal Book", "a-minimal-book"), build, "0.1.0", {"pdf": entry})
    with_online(machine, {"manifest.json": encoded(large)}, tmp_path)
    assert taken(machine)[-2:] == [
        "FAILED: Lay out what goes online, if it is no worse",
        "skipped: Hand the site on",
    ]
    assert "github-pages" not in machine.uploads
    assert "shrunken (PDF): of 1,000 pages 12 are left, 99 % fewer. mkdocs.yml allows 10 % " in (
        "\n".join(machine.log)
    )
    machine.failed = False
    machine.context |= {"inputs.allow": "shrunken", "inputs.because": "A new page size."}
    with_online(machine, {}, tmp_path)
    assert taken(machine)[-1] == "done: Hand the site on"
    ledger = json.loads((machine.uploads["github-pages"] / "editions.json").read_text())
    assert ledger["editions"][0]["allowed"] == [{"what": "shrunken", "because": "A new page size."}]


def verify(machine: Machine, pages: Path, build: str) -> None:
    with online(pages) as url:
        machine.context["needs.build.outputs.build"] = build
        machine.context["needs.deploy.outputs.url"] = url
        machine.log.clear()
        machine.job("publish.yml", "verify")
        skipped = [line for line in taken(machine) if line.startswith("skipped")]
        assert len(skipped) == 8
        assert f"{url} is of build {build}." in machine.log
        assert taken(machine)[-1] == "done: Find the build again"


def test_a_book_with_an_error_is_not_handed_on(machine: Machine, book: GitBook) -> None:
    machine.house()
    machine.context.clear()
    book.commit(ANN, stew="# Stew\n\nSee [there](gone.md).\n")
    machine.job("publish.yml", "build")
    assert taken(machine)[-4:] == [
        "FAILED: Check and build",
        "skipped: Look at what stands online",
        "skipped: Lay out what goes online, if it is no worse",
        "skipped: Hand the site on",
    ]
    assert "github-pages" not in machine.uploads


# --- releasing and commenting -------------------------------------------------------------------


def test_a_release_is_made_of_what_was_built(machine: Machine, book: GitBook) -> None:
    machine.house()
    machine.job("release.yml", "build")
    assert sorted(path.name for path in machine.uploads["release"].iterdir()) == [
        "CITATION.cff",
        "SHA256SUMS",
        "a-minimal-book-site.zip",
        "a-minimal-book.epub",
        "a-minimal-book.pdf",
        "potluck.cdx.json",
    ]
    tools = machine.workspace / "tools"
    tools.mkdir()
    script(tools / "gh", 'printf "%s\\n" "gh:" "$@"')
    machine.environment["PATH"] = f"{tools}:/usr/bin:/bin"
    machine.context["github.ref_name"] = "v1; touch owned"
    machine.job("release.yml", "release")
    start = machine.log.index("gh:")
    assert machine.log[start : start + 8] == [
        "gh:", "release", "create", "v1; touch owned", "--verify-tag", "--title", "v1; touch owned",
        "--generate-notes",
    ]  # fmt: skip
    assert machine.log[start + 8 : start + 14] == [
        "release/CITATION.cff",
        "release/SHA256SUMS",
        "release/a-minimal-book-site.zip",
        "release/a-minimal-book.epub",
        "release/a-minimal-book.pdf",
        "release/potluck.cdx.json",
    ]
    assert not (machine.workspace / "owned").exists()


def test_a_release_that_was_tampered_with_is_not_made(machine: Machine) -> None:
    kept = machine.workspace / ".artifacts/release"
    kept.mkdir(parents=True)
    (kept / "a.pdf").write_text("other")
    (kept / "SHA256SUMS").write_text(f"{'0' * 64}  a.pdf\n")
    machine.uploads["release"] = kept
    machine.job("release.yml", "release")
    assert taken(machine) == [
        "done: Take the files",
        "FAILED: Prove that they are whole",
        "skipped: Attest where they come from",
        "skipped: Attest what they were made with",
        "skipped: Make the release",
    ]


def test_the_comment_is_written_with_the_token_of_its_step_alone(machine: Machine) -> None:
    machine.house()
    file = machine.workspace / "event.json"
    file.write_text(json.dumps(event()))
    artifact = packed({"report.json": b'{"version": 1, "findings": [], "more": 0, '
                       b'"suggestions": [], "notes": [], "left_out": 0, '
                       b'"credits": []}'})  # fmt: skip
    with serving(Fake(artifact=artifact)) as fake:
        machine.context["github.token"] = TOKEN
        machine.environment = {
            "GITHUB_API_URL": fake.url,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_EVENT_PATH": str(file),
        }
        machine.job("comment.yml", "comment")
    assert taken(machine)[-1] == "done: Comment"
    assert [path for _, path, _ in fake.written] == [COMMENT]
    assert HOME in COMMENT
