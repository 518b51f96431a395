"""A made-up book of any size with its history: the same files and the same commits every time."""

import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import Template

from PIL import Image

from bench import words

CONTRIBUTORS = 50
EACH_COMMIT = 4  # chapters that come with one commit
MENDED = 8  # every so many chapters, one gets its last section later and from somebody else
START = 1_700_000_000
HOUR = 3600
LICENSE = Path(__file__).parent.parent / "LICENSES" / "CC-BY-SA-4.0.txt"
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")

Files = dict[str, bytes]


@dataclass(frozen=True)
class Dish:
    """One chapter of the book: the combination of a vegetable, a method and a companion."""

    number: int

    @property
    def vegetable(self) -> str:
        return words.VEGETABLES[self.number // 50 % len(words.VEGETABLES)]

    @property
    def method(self) -> str:
        return tuple(words.METHODS)[self.number % len(words.METHODS)]

    @property
    def companion(self) -> str:
        return words.COMPANIONS[self.number // 5 % len(words.COMPANIONS)]

    @property
    def title(self) -> str:
        return f"{self.method} {self.vegetable} with {self.companion}"

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")

    @property
    def path(self) -> str:
        return f"content/{self.vegetable}/{self.slug}.md"


LARGEST = len(words.VEGETABLES) * len(words.METHODS) * len(words.COMPANIONS)


def write(folder: Path, chapters: int) -> str:
    """Write the book as a git repository into a new folder; return the id of its last commit."""
    if chapters > LARGEST:
        raise ValueError(f"Not more than {LARGEST} chapters")
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "fast-import", "--quiet", data=b"".join(_stream(chapters)))
    _git(folder, "reset", "-q", "--hard", "main")
    return _git(folder, "rev-parse", "HEAD").strip()


def chapter(number: int, chapters: int, *, whole: bool = True) -> str:
    """Return the text of a chapter; without `whole`, as it stood before its last section came."""
    chance = Random(number)  # noqa: S311 - the same words every time
    dish, following, other = (Dish(at % chapters) for at in (number, number + 1, number + 7))
    values = _facts(dish, chance) | {
        "next_title": following.title,
        "next_path": _link(following),
        "other_title": other.title,
        "other_path": _link(other),
    }
    pieces = _pieces(dish, chance)
    values |= {name: Template(text).substitute(values) for name, text in pieces.items()}
    values["steps"] = Template(_numbered(words.STEPS)).substitute(values)
    text = words.RECIPE.substitute(values) + words.KEEPING.substitute(values) * whole
    return _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), text)


def _facts(dish: Dish, chance: Random) -> dict[str, str]:
    serves, grams = chance.randint(2, 6), chance.randrange(400, 850, 50)
    acid = chance.choice(words.ACIDS)
    return {
        "title": dish.title,
        "slug": dish.slug,
        "method": dish.method,
        "vegetable": dish.vegetable,
        "vegetable_title": dish.vegetable.capitalize(),
        "companion": dish.companion,
        "tag": dish.vegetable,
        "author": _first(dish.number),
        "second": _second(dish.number),
        "herb": chance.choice(words.HERBS),
        "fat": chance.choice(words.FATS),
        "spice": chance.choice(words.SPICES),
        "acid": acid,
        "fruit": acid.split()[-1],
        "serves": str(serves),
        "serves_twice": str(2 * serves),
        "grams": str(grams),
        "grams_twice": str(2 * grams),
        "minutes": str(chance.randrange(20, 50, 5)),
        "early": str(chance.randint(6, 10)),
        "size": str(chance.randint(1, 4)),
        "longer": str(chance.randint(3, 8)),
        "months": str(chance.randint(2, 5)),
    }


def _pieces(dish: Dish, chance: Random) -> dict[str, str]:
    """Return the parts that not every chapter has, or that are one of several."""
    pictured = _pictured(dish.number)
    opening, opening_too = chance.sample(words.OPENINGS, 2)
    return {
        "opening": opening,
        "opening_too": opening_too,
        "cooking": words.METHODS[dish.method],
        "reason": " ".join(chance.sample(words.REASONS, 2)),
        "note": chance.choice(words.NOTES),
        "sources": words.SOURCES.template if dish.number % 3 == 0 else "sources: []\n",
        "media": words.MEDIA.template if pictured else "",
        "picture": words.PICTURE.template if pictured else "",
    }


def _numbered(steps: tuple[str, ...]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))


def _link(dish: Dish) -> str:
    return f"../{dish.vegetable}/{dish.slug}.md"


def _person(number: int) -> str:
    return f"contributor-{number % CONTRIBUTORS + 1:02}"


def _first(number: int) -> str:
    """Return who wrote a chapter, with the one that `_second` returns."""
    return _person(number // EACH_COMMIT)


def _second(number: int) -> str:
    return _person(number // EACH_COMMIT + 11)


def _pictured(number: int) -> bool:
    return number % 2 == 0


def photograph(seed: str) -> bytes:
    """Return a JPEG of 640 × 480 pixels and about 44 kB that shows nothing."""
    size = (64, 48)
    noise = hashlib.shake_256(seed.encode()).digest(size[0] * size[1] * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", size, noise).resize((640, 480)).save(stream, "JPEG", quality=60)
    return stream.getvalue()


# --- the history --------------------------------------------------------------------------------


def _stream(chapters: int) -> Iterator[bytes]:
    """Yield the book as `git fast-import` reads it: what comes first, chapters, what was mended."""
    yield _commit(0, _person(0), "Begin the book", _beginning())
    number = 1
    for first in range(0, chapters, EACH_COMMIT):
        files: Files = {}
        for index in range(first, min(first + EACH_COMMIT, chapters)):
            files |= _arrival(index, chapters)
        second = _second(first)
        message = f"Add recipes\n\nCo-authored-by: {_name(second)} <{second}@example.org>"
        yield _commit(number, _first(first), message, files)
        number += 1
    for index in range(0, chapters, MENDED):
        files = {Dish(index).path: chapter(index, chapters).encode()}
        yield _commit(number, _second(index), "Say how it keeps", files)
        number += 1


def _arrival(index: int, chapters: int) -> Files:
    dish = Dish(index)
    files = {dish.path: chapter(index, chapters, whole=index % MENDED != 0).encode()}
    if _pictured(index):
        files[dish.path.removesuffix(".md") + ".jpg"] = photograph(dish.slug)
    return files


def _beginning() -> Files:
    people = {
        f"contributors/{_person(number)}.yml": f"name: {_name(_person(number))}\n"
        for number in range(CONTRIBUTORS)
    }
    texts = {
        ".gitignore": words.IGNORED,
        ".markdownlint-cli2.jsonc": words.MARKDOWNLINT,
        "REUSE.toml": words.REUSE,
        "content/index.md": words.PREFACE,
        "mkdocs.yml": words.MKDOCS,
        **people,
    }
    files = {path: text.encode() for path, text in texts.items()}
    return files | {f"LICENSES/{LICENSE.name}": LICENSE.read_bytes()}


def _name(person: str) -> str:
    return person.replace("-", " ").capitalize()


def _commit(number: int, person: str, message: str, files: Files) -> bytes:
    who = f"{_name(person)} <{person}@example.org> {START + number * HOUR} +0000"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    changes = (f"M 100644 inline {path}\n".encode() + _data(files[path]) for path in sorted(files))
    return head + _data(message.encode()) + b"".join(changes) + b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _git(folder: Path, *arguments: str, data: bytes | None = None) -> str:
    program = shutil.which("git") or "git"
    done = subprocess.run(
        [program, *arguments], cwd=folder, input=data, capture_output=True, check=True
    )
    return done.stdout.decode()
