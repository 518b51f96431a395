"""Folders and the manifest come into place together, whenever the machine stops meanwhile."""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from faults.steps import publishing, recovering, stopped
from potluck import storage
from potluck.placing import MANIFEST, NEXT, begun, discard, place, recover, staged

NAMES = ("pdf", "epub", "site")
Files = dict[str, bytes]


def fill(folder: Path, text: str, *names: str) -> None:
    for name in names:
        (folder / "deep").mkdir(parents=True, exist_ok=True)
        (folder / "deep" / name).write_text(text)


def told(text: str) -> dict[str, Any]:
    """Return a manifest of folders of two files that both hold a text."""
    facts = {"size": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    files = {"deep/one": facts, "deep/two": facts}
    return {"book": "é", "artifacts": {name: {"files": files, "build": text} for name in NAMES}}


def encoded(text: str) -> bytes:
    return f"{json.dumps(told(text), ensure_ascii=False, indent=2)}\n".encode()


def stage(folder: Path, text: str) -> None:
    for name in NAMES:
        fill(staged(folder, name), text, "one", "two")


def publish(folder: Path, text: str) -> None:
    stage(folder, text)
    place(folder, NAMES, encoded(text))


def files(folder: Path) -> Files:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def whole(text: str) -> Files:
    """Return what stands after an edition has been published."""
    each = {f"{name}/deep/{one}": text.encode() for name in NAMES for one in ("one", "two")}
    return dict(sorted({**each, MANIFEST: encoded(text)}.items()))


def test_what_is_published_stands_alone(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    assert files(tmp_path) == whole("old")
    publish(tmp_path, "newer")
    assert files(tmp_path) == whole("newer")
    assert not begun(tmp_path)


# --- stopped ------------------------------------------------------------------------------------


def generations(folder: Path) -> set[str]:
    """Return what the folders say; a folder that says two things, or is not whole, fails."""
    found = {name: files(folder / name) for name in NAMES}
    for each in found.values():
        assert list(each) == ["deep/one", "deep/two"]
        assert len(set(each.values())) == 1
    return {text.decode() for each in found.values() for text in each.values()}


def truth(folder: Path) -> None:
    """Fail where the manifest says of any folder what does not hold."""
    if (folder / MANIFEST).exists():
        (generation,) = generations(folder)
        assert (folder / MANIFEST).read_bytes() == encoded(generation)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder in memory, if there is such: thousands of syncs are waited for."""
    memory = Path("/dev/shm")  # noqa: S108 - with a name of its own in it
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@pytest.mark.parametrize("exchanged", [True, False])
def test_no_step_leaves_a_mixture_or_a_manifest_that_is_wrong(
    folder: Path, exchanged: bool
) -> None:
    work, step, seen = partial(publishing, exchanged=exchanged), 1, set[str]()
    publish(folder, "old")
    stage(folder, "newer")
    while stopped(step, work, folder, NAMES, encoded("newer")):
        if exchanged:
            generations(folder)
            truth(folder)
        recover(folder)
        (generation,) = generations(folder)
        assert files(folder) == whole(generation), step
        seen.add(generation)
        publish(folder, "old")
        stage(folder, "newer")
        step += 1
    assert files(folder) == whole("newer")
    assert seen == {"old", "newer"}
    assert step > 30


@pytest.mark.parametrize("exchanged", [True, False])
def test_who_clears_up_may_be_stopped_as_well(folder: Path, exchanged: bool) -> None:
    work, step = partial(recovering, exchanged=exchanged), 1
    publish(folder, "old")
    begin(folder, "newer")
    while stopped(step, work, folder):
        recover(folder)
        assert files(folder) == whole("newer")
        publish(folder, "old")
        begin(folder, "newer")
        step += 1
    assert files(folder) == whole("newer")
    assert step > 20


# --- what may be found --------------------------------------------------------------------------


def begin(folder: Path, text: str) -> None:
    """Leave what a build leaves that was stopped right after the manifest was written."""
    stage(folder, text)
    (folder / NEXT).write_bytes(encoded(text))


def test_what_was_published_is_brought_into_place_by_the_next_build(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    begin(tmp_path, "newer")
    assert begun(tmp_path)
    recover(tmp_path)
    assert files(tmp_path) == whole("newer")


def test_where_a_new_folder_is_no_longer_whole_the_old_ones_stand(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    begin(tmp_path, "newer")
    (staged(tmp_path, "pdf") / "deep/one").write_text("n")
    recover(tmp_path)
    assert files(tmp_path) == whole("old")


def test_where_there_is_no_way_back_what_is_not_whole_is_not_named(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    begin(tmp_path, "newer")
    (tmp_path / MANIFEST).unlink()
    (staged(tmp_path, "pdf") / "deep/one").write_text("n")
    fill(staged(tmp_path, "epub"), "one more", "three")
    recover(tmp_path)
    assert list(json.loads((tmp_path / MANIFEST).read_bytes())["artifacts"]) == ["site"]
    assert (tmp_path / "pdf/deep/one").read_text() == "old"
    assert (tmp_path / "epub/deep/one").read_text() == "old"
    assert (tmp_path / "site/deep/one").read_text() == "newer"


DAMAGES = (b"", b"{", b"[]", b"{}", b'{"artifacts": []}', b'{"artifacts": {"pdf": 1}}', b"\xff",
           b'{"artifacts": {"pdf": {"files": {"deep/one": 3}}}}', b"[" * 100_000)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_note_of_what_is_published_changes_no_edition(
    tmp_path: Path, damage: bytes
) -> None:
    publish(tmp_path, "old")
    begin(tmp_path, "newer")
    (tmp_path / NEXT).write_bytes(damage)
    recover(tmp_path)
    assert files(tmp_path) == whole("old")


def test_a_note_leads_to_no_other_place(tmp_path: Path) -> None:
    build = tmp_path / "build"
    publish(build, "old")
    begin(build, "newer")
    note = told("newer")
    note["artifacts"]["../away"] = note["artifacts"]["pdf"]
    fill(tmp_path / "away", "precious", "one")
    (build / MANIFEST).unlink()
    (build / NEXT).write_text(json.dumps(note))
    recover(build)
    assert files(tmp_path / "away") == {"deep/one": b"precious"}
    assert list(json.loads((build / MANIFEST).read_bytes())["artifacts"]) == list(NAMES)


def test_what_is_torn_or_unfinished_goes_and_what_others_keep_there_stays(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    stage(tmp_path, "newer")
    for name in (f".{MANIFEST}.x1", f"{NEXT}.x2", ".nojekyll", "README.md"):
        (tmp_path / name).touch()
    recover(tmp_path)
    assert files(tmp_path) == dict(
        sorted({**whole("old"), ".nojekyll": b"", "README.md": b""}.items())
    )


@pytest.mark.parametrize("way", ["exchanged", "renamed"])
def test_a_link_or_a_file_in_the_place_of_a_folder_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "renamed":
        monkeypatch.setattr(storage, "exchange", lambda *_: False)
    build = tmp_path / "build"
    fill(tmp_path / "away", "precious", "one")
    build.mkdir()
    (build / "pdf").symlink_to(tmp_path / "away")
    (build / "epub").symlink_to(tmp_path / "nowhere")
    (build / "site").write_text("a file")
    publish(build, "old")
    assert files(build) == whole("old")
    assert files(tmp_path / "away") == {"deep/one": b"precious"}


def test_discarding_follows_no_link(tmp_path: Path) -> None:
    fill(tmp_path / "away", "precious", "one")
    (tmp_path / "link").symlink_to(tmp_path / "away")
    for name in ("link", "none", "away"):
        discard(tmp_path / name)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - links without an end are listed, too
