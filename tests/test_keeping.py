"""What was worked out is kept, or worked out again."""

from pathlib import Path

from potluck.keeping import keep, load


def test_what_is_kept_comes_back_unless_it_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "words-1.msgpack"
    keep(file, {"content/soup.md": 9})
    assert load(file, dict[str, int]) == {"content/soup.md": 9}
    keep(file, {"content/so\udcffp.md": 9})  # as Python reads a name that is not UTF-8
    assert load(file, dict[str, int]) == {"content/soup.md": 9}
    (tmp_path / "file").touch()
    keep(tmp_path / "file/words-1.msgpack", {})
