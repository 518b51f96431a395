"""Finished editions are replaced whole or not at all, and the manifest says what stands there."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from potluck import shelf
from potluck.errors import ConfigError
from potluck.model import Artifact
from potluck.storage import write_whole
from support import sample


def put(root: Path, text: str, name: str = "pdf") -> None:
    """Publish one edition of one file."""
    folder = shelf.staging(root, name)
    (folder / f"book.{name}").write_text(text)
    artifact = Artifact(name, name, (f"book.{name}",), ("pages=1",))
    shelf.publish(root, sample(), (artifact,), {name: folder})


def test_what_is_published_stands_alone_in_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "old")
    put(tmp_path, "new")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert found == ["build", "build/manifest.json", "build/pdf", "build/pdf/book.pdf"]
    assert (tmp_path / "build/pdf/book.pdf").read_text() == "new"


def test_the_manifest_names_every_file_with_its_size_and_hash(tmp_path: Path) -> None:
    put(tmp_path, "text")
    put(tmp_path, "other", "epub")
    manifest = json.loads((tmp_path / "build/manifest.json").read_text())
    assert manifest["book"] == {
        "title": "A Test Book & More",
        "slug": "a-test-book",
        "url": "https://example.org/book/",
    }
    assert manifest["build"] == {
        "id": "0123456789",
        "commit": sample().build.commit,
        "date": "2026-03-04T05:06:00Z",
        "modified": False,
    }
    assert list(manifest["artifacts"]) == ["epub", "pdf"]
    assert manifest["artifacts"]["pdf"] == {
        "folder": "pdf",
        "build": "0123456789",
        "date": "2026-03-04T05:06:00Z",
        "files": {"book.pdf": {"size": 4, "sha256": hashlib.sha256(b"text").hexdigest()}},
        "commit": sample().build.commit,
        "notes": ["pages=1"],
        "counts": {"pages": 1, "bytes": 4},
        "tools": {},
        "fonts": [],
        "proven": None,
    }


def test_downloads_are_the_files_that_the_manifest_names(tmp_path: Path) -> None:
    put(tmp_path, "text")
    (download,) = shelf.downloads(tmp_path)
    assert (download.format, download.size, download.build) == ("pdf", 4, "0123456789")
    (tmp_path / "build/pdf/book.pdf").write_text("changed by hand")
    assert shelf.downloads(tmp_path) == ()


def put_all(root: Path, *names: str) -> tuple[dict[str, Path], Artifact]:
    """Stage PDFs by their names, each of which holds its name."""
    folder = shelf.staging(root, "pdf")
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    return {"pdf": folder}, Artifact("pdf", "pdf", names, ("pages=1",))


ALL = ("b.pdf", "b-print.pdf", "b-large.pdf", "chapters/heat.pdf", "chapters/gone.pdf")


def test_every_printing_is_a_download_in_its_order_and_chapters_are_told_from_books(
    tmp_path: Path,
) -> None:
    stage, artifact = put_all(tmp_path, *ALL)
    put(tmp_path, "text", "epub")
    fresh = shelf.offered(sample(), tmp_path / "build", (artifact,), stage)
    shelf.publish(tmp_path, sample(), (artifact,), stage)
    standing = shelf.downloads(tmp_path)
    assert [(item.path.name, item.chapter) for item in standing] == [
        ("b.pdf", ""),
        ("b-print.pdf", ""),
        ("b-large.pdf", ""),
        ("heat.pdf", "heat"),
        ("gone.pdf", "gone"),
        ("book.epub", ""),
    ]
    offered = shelf.offered(sample(), tmp_path / "build", (), {})
    known = [(item.path.name, item.chapter) for item in standing if item.chapter != "gone"]
    assert [(item.path.name, item.chapter) for item in offered] == known  # without lost chapters
    assert [(item.path.name, item.chapter) for item in fresh] == known
    (tmp_path / "build/pdf/b-print.pdf").write_text("changed by hand")
    assert "b-print.pdf" not in [item.path.name for item in shelf.downloads(tmp_path)]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"artifacts": {}}'])
def test_a_damaged_manifest_offers_nothing_and_is_written_anew(tmp_path: Path, damage: str) -> None:
    put(tmp_path, "text")
    (tmp_path / "build/manifest.json").write_text(damage)
    assert shelf.downloads(tmp_path) == ()
    put(tmp_path, "text")
    assert len(shelf.downloads(tmp_path)) == 1


def test_an_edition_lost_between_two_renames_is_put_back(tmp_path: Path) -> None:
    put(tmp_path, "good")
    (tmp_path / "build/pdf").rename(tmp_path / "build/.pdf.old")
    with shelf.locked(tmp_path):
        assert (tmp_path / "build/pdf/book.pdf").read_text() == "good"
    assert not (tmp_path / "build/.pdf.old").exists()


HOLD = """
import sys, time
from pathlib import Path
from potluck import shelf
with shelf.locked(Path(sys.argv[1])):
    print("inside", flush=True)
    time.sleep(0.6)
    print("leaving", flush=True)
"""


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    command, told = [sys.executable, "-c", HOLD, str(tmp_path)], list[str]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "inside\n"
        with shelf.locked(tmp_path, lambda: told.append("waiting")):
            assert first.stdout.readline() == "leaving\n"
            assert (tmp_path / "build").is_dir()  # though the first has taken its own away
    assert (first.returncode, told) == (0, ["waiting"])
    assert not (tmp_path / "build").exists()  # for nothing was published


def test_a_build_folder_that_is_a_file_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    with pytest.raises(ConfigError) as caught, shelf.locked(tmp_path):
        pass
    assert caught.value.message == "The folder build/ cannot be written: File exists."
    assert caught.value.exit_code == 2


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    write_whole(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("potluck.storage.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
