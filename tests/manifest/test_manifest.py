"""The manifest says what stands in build/, and names no file outside it."""

import hashlib
import json
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator

from potluck import manifest
from potluck.manifest import Entry, File, Made, Manifest, Proven, Title, encoded, parse, whole

DATE = "2026-03-04T05:06:00Z"
FILES = {"b.pdf": File(4, "0" * 64), "a.pdf": File(2, "1" * 64)}
ENTRY = Entry("pdf", "abc", DATE, FILES, commit="abc123")
SMALL = Manifest(
    Title("A Book", "a-book"), Made("abc", "abc123", DATE), "0.1.0", {"pdf": ENTRY}
)  # fmt: skip


def test_what_is_written_is_read_again() -> None:
    assert parse(encoded(SMALL)) == SMALL


def test_a_digest_is_the_hash_of_the_list_that_sha256sum_writes() -> None:
    listed = f"{'1' * 64}  a.pdf\n{'0' * 64}  b.pdf\n"
    assert ENTRY.digest == hashlib.sha256(listed.encode()).hexdigest()


@pytest.mark.parametrize(
    ("proven", "vouched"),
    [(None, False), (Proven("0.1.0", ENTRY.digest, 7), True), (Proven("0.1.0", "2", 7), False)],
)
def test_only_the_very_files_are_proven(proven: Proven | None, *, vouched: bool) -> None:
    entry = Entry("pdf", "abc", DATE, ENTRY.files, proven=proven)
    assert entry.vouched is vouched


def test_a_manifest_of_an_older_potluck_is_read_and_proves_nothing() -> None:
    old = {
        "book": {"title": "A Book", "slug": "a-book"},
        "build": {"id": "abc", "commit": "abc123", "date": DATE, "modified": False},
        "potluck": "0.1.0",
        "artifacts": {"pdf": {"folder": "pdf", "build": "abc", "date": DATE, "notes": [],
                              "files": {"b.pdf": {"size": 4, "sha256": "0" * 64}}}},
    }  # fmt: skip
    found = parse(json.dumps(old).encode())
    assert (found.artifacts["pdf"].vouched, found.build.id) == (False, "abc")
    assert found.artifacts["pdf"].commit == "abc123"  # it was given once, for the last build


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("build", "date"), "today", "time data 'today' does not match format"),
        (("artifacts", "pdf", "files"), {"../x": {"size": 1, "sha256": ""}}, "'../x' is no path"),
        (("artifacts", "pdf", "folder"), "/etc", "'/etc' is no path in a folder"),
        (("artifacts",), [], "Expected `object`, got `array`"),
    ],
)
def test_what_cannot_be_used_is_refused(
    place: tuple[str, ...], value: object, message: str
) -> None:
    data = json.loads(encoded(SMALL))
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(ValueError, match=message):
        parse(json.dumps(data).encode())


def test_what_is_too_large_or_too_deep_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="recursion"):
        parse(b'{"x":' + b"[" * 100_000)
    monkeypatch.setattr(manifest, "LARGEST", 10)
    with pytest.raises(ValueError, match="it is larger than 10 bytes"):
        parse(encoded(SMALL))


def test_a_file_of_one_changed_byte_is_not_the_one_that_was_built(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"good")
    entry = Entry("pdf", "abc", DATE, {"a.pdf": whole.facts_of(tmp_path / "a.pdf")})
    assert list(whole.faults(tmp_path, entry, "build/pdf")) == []
    (tmp_path / "a.pdf").write_bytes(b"gooe")
    told = ["build/pdf/a.pdf is not what was built."]
    assert list(whole.faults(tmp_path, entry, "build/pdf")) == told
    (tmp_path / "a.pdf").unlink()
    assert list(whole.faults(tmp_path, entry, "build/pdf")) == ["build/pdf/a.pdf is not there."]


def test_the_schema_is_itself_one_and_refuses_what_it_does_not_know() -> None:
    schema = json.loads(manifest.SCHEMA.read_text("utf-8"))
    validator = Draft202012Validator(schema)
    assert not validator.is_valid(json.loads(encoded(SMALL)))  # "abc" is no id of a commit
    assert set(schema["properties"]) == {"book", "build", "potluck", "artifacts"}
