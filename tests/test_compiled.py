"""A template is compiled once; what lies there instead of it, or of another text, is not used."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from potluck.theme.compiled import Beside


def environment(folder: Path, text: str = "{{ who }}!", *, trim: bool = False) -> Environment:
    made = Environment(loader=DictLoader({"a.j2": text}), autoescape=True, trim_blocks=trim)
    made.bytecode_cache = Beside(made, folder)
    return made


def rendered(of: Environment) -> str:
    return of.get_template("a.j2").render(who="<Ann>")


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def never(*_: object, **__: object) -> None:
    pytest.fail("compiled again")


def test_what_was_compiled_is_not_compiled_again(tmp_path: Path) -> None:
    first = rendered(environment(tmp_path))
    later = environment(tmp_path)
    later.compile = never  # type: ignore[method-assign, assignment]
    assert rendered(later) == first == "&lt;Ann&gt;!"
    assert len(list(tmp_path.iterdir())) == 1


def test_another_text_or_another_environment_is_compiled(tmp_path: Path) -> None:
    text = "{% if who %}\nHello{% endif %}"
    rendered(environment(tmp_path))
    assert rendered(environment(tmp_path, text)) == "\nHello"
    assert rendered(environment(tmp_path, text, trim=True)) == "Hello"


@pytest.mark.parametrize("damage", [b"", b"j2", b"x" * 9999])
def test_what_is_damaged_is_compiled(tmp_path: Path, damage: bytes) -> None:
    rendered(environment(tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage or whole[: len(whole) // 2])
    assert rendered(environment(tmp_path)) == "&lt;Ann&gt;!"
    assert file.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered(environment(tmp_path / "not there")) == "&lt;Ann&gt;!"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(environment(tmp_path)) == "&lt;Ann&gt;!"
    assert list(tmp_path.iterdir()) == []
