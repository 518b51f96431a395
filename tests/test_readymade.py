"""What Python worked out once is taken as it was; what it was not, or is damaged, is not taken."""

import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from potluck import readymade
from potluck.readymade import Stock

PROGRAM = """
import sys
from pathlib import Path
from potluck import readymade
readymade.use(Path(sys.argv[1]))
import dataclasses, re
LEEKS = re.compile(r"(?P<much>\\d+) leeks", re.IGNORECASE)
BYTES = re.compile(rb"\\d+")

@dataclasses.dataclass(frozen=True)
class Dish:
    name: str
    serves: int = 4

found = LEEKS.fullmatch("3 LEEKS")
same = Dish("a") == Dish("a"), hash(Dish("a")) != 0
print(found["much"], BYTES.findall(b"1 2"), Dish("soup"), *same)
re.compile("made in a function" if sys.argv[2:] else "at the top")
(lambda: re.compile(f"a{len(sys.argv)}+"))()
print(bool(readymade.learned()))
readymade.keep()
"""
SAID = "3 [b'1', b'2'] Dish(name='soup', serves=4) True True"


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def ran(file: Path, *more: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file), *more],
        env={"PYTHONPATH": str(Path(readymade.__file__).parents[1]), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_what_was_worked_out_is_not_worked_out_again(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert ran(file) == [SAID, "True"]
    kept = file.read_bytes()
    assert ran(file) == [SAID, "False"]
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (kept, [file])


def test_one_thing_that_is_new_is_not_worth_writing_all_again(tmp_path: Path) -> None:
    def written(known: int) -> bool:
        stock = Stock(tmp_path / "kept")
        stock.kept, stock.new = {str(number): b"0" for number in range(known)}, {"new": b"0"}
        stock.keep()
        return stock.file.exists()

    assert (written(readymade.WORTH), written(readymade.WORTH - 1)) == (False, True)


@pytest.mark.parametrize("damage", ["torn", "changed", "empty"])
def test_what_is_damaged_is_worked_out_again(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "kept"
    ran(file)
    whole = file.read_bytes()
    changed = whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
    file.write_bytes({"torn": whole[: len(whole) // 2], "changed": changed, "empty": b""}[damage])
    assert ran(file) == [SAID, "True"]
    assert Stock(file).kept.keys() >= {("(?P<much>\\d+) leeks", re.IGNORECASE), (rb"\d+", 0)}


def test_another_python_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran(tmp_path / "kept")
    assert Stock(tmp_path / "kept").kept
    monkeypatch.setattr(sys, "version", "3.99")
    assert Stock(tmp_path / "kept").kept == {}


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    assert ran(tmp_path / "kept", PYTHONDONTWRITEBYTECODE="1") == [SAID, "True"]
    assert ran(tmp_path / "not there" / "kept") == [SAID, "True"]
    assert list(tmp_path.iterdir()) == []


def test_what_a_function_asks_for_is_not_kept(tmp_path: Path) -> None:
    ran(tmp_path / "kept")
    patterns = {key[0] for key in Stock(tmp_path / "kept").kept if isinstance(key, tuple)}
    assert ("at the top" in patterns, "a2+" in patterns) == (True, False)


def test_a_file_that_grows_too_long_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = Stock(tmp_path / "kept")
    stock.kept, stock.new = {"old": b"x" * 90}, {"new": b"y" * 90}
    monkeypatch.setattr(readymade, "MOST", 150)
    stock.keep()
    assert Stock(tmp_path / "kept").kept == {"new": b"y" * 90}


def test_what_another_process_learned_is_kept_too(tmp_path: Path) -> None:
    one, other = Stock(tmp_path / "one"), Stock(tmp_path / "other")
    assert one.learned() == b""
    one.code("leeks = 3")
    other.adopt(one.learned())
    other.keep()
    assert Stock(tmp_path / "other").kept == one.new


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stock]:
    """Return what this process works with, for a moment."""
    compiler = import_module("re._compiler")
    with monkeypatch.context() as patch:
        for module, name in ((compiler, "compile"), (compiler, "_sre")):
            patch.setattr(module, name, getattr(module, name))
        patch.setattr(dataclasses, "exec", exec, raising=False)
        made = Stock(tmp_path / "kept")
        made.install()
        yield made


PATTERNS = some.text("ab01.*+?()[]|^$\\dswb{},-<=!:P", max_size=12)


@given(
    pattern=PATTERNS,
    flags=some.sampled_from([0, re.IGNORECASE, re.MULTILINE | re.DOTALL, re.VERBOSE, re.ASCII]),
    text=some.data(),
)
def test_an_expression_that_was_kept_finds_the_same(
    pattern: str, flags: int, text: some.DataObject
) -> None:
    try:
        plain = re.compile(pattern, flags)
    except (re.error, OverflowError, Warning):
        assume(False)
        return
    kept = again(pattern, flags)
    words = text.draw(some.text("ab01 \n-", max_size=20))
    assert (kept.pattern, kept.flags, kept.groups, kept.groupindex) == (
        plain.pattern,
        plain.flags,
        plain.groups,
        plain.groupindex,
    )
    assert [(m.span(), m.groups()) for m in kept.finditer(words)] == [
        (m.span(), m.groups()) for m in plain.finditer(words)
    ]


def again(pattern: str, flags: int) -> re.Pattern[str]:
    """Return an expression as it is made from what was kept of it."""
    compiler, patch = import_module("re._compiler"), pytest.MonkeyPatch()
    with patch.context() as patched:
        for name in ("compile", "_sre"):
            patched.setattr(compiler, name, getattr(compiler, name))
        patched.setattr(dataclasses, "exec", exec, raising=False)
        stock = Stock(Path("/nowhere"))
        stock.install()
        asked = {"__name__": "a module", "stock": stock, "told": (pattern, int(flags))}
        exec(compile("made = stock.expression(*told)", "a module", "exec"), asked)  # noqa: S102
        stock.kept, stock.new = stock.new, {}
        assert list(stock.kept) == [(pattern, int(flags))]
        exec(compile("made = stock.expression(*told)", "a module", "exec"), asked)  # noqa: S102
        assert stock.new == {}
        made: re.Pattern[str] = asked["made"]  # type: ignore[assignment]
        return made


def test_a_dataclass_of_what_was_kept_is_the_same(stock: Stock) -> None:
    def made() -> type:
        return dataclasses.make_dataclass("Dish", [("name", str), ("serves", int)], frozen=True)

    first = made()
    stock.kept, stock.new = stock.new, {}
    later = made()
    assert (stock.new, stock.kept != {}) == ({}, True)
    assert repr(first("soup", 4)) == repr(later("soup", 4)) == "Dish(name='soup', serves=4)"
    assert later("soup", 4) == later("soup", 4) != later("soup", 3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        later("soup", 4).name = "stew"


def test_expressions_that_are_traced_and_those_of_trees_are_left_to_python(
    stock: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    stock.expression("a", re.DEBUG)
    assert "LITERAL 97" in capsys.readouterr().out
    parsed = import_module("re._parser").parse("ab")
    found = stock.expression(parsed).match("ab")
    assert (found is not None, stock.new) == (True, {})


def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    stock = Stock(tmp_path / "kept")
    stock.code("leeks = 3")
    monkeypatch.setattr(Path, "replace", full)
    stock.keep()
    assert list(tmp_path.iterdir()) == []


def test_what_another_thread_makes_meanwhile_is_not_kept_in_its_place(stock: Stock) -> None:
    plainly = stock._compile

    def interrupted(pattern: str, flags: int) -> re.Pattern[str]:
        found = plainly(pattern, flags)
        other = Thread(target=plainly, args=("another",))
        other.start()
        other.join()
        return found

    stock._compile = interrupted
    asked: dict[str, object] = {"__name__": "a module", "stock": stock}
    for _ in range(2):
        exec(compile("made = stock.expression('leeks')", "a module", "exec"), asked)  # noqa: S102
        made = asked["made"]
        assert isinstance(made, re.Pattern)
        assert (made.pattern, bool(made.match("leeks"))) == ("leeks", True)
        stock.kept, stock.new = {**stock.kept, **stock.new}, {}
