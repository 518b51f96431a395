"""A made-up textbook of long chapters: sections, figures, tables, notes and references.

The same files every time. Its sentences are well formed and mean nothing, and no two chapters
share many of them, since chapters that tell the same are a finding.
"""

import io
import math
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from bench import lessons

AUTHORS = 12
SECTIONS = 6
PARAGRAPHS = 6  # of a section, before what else stands in it
SENTENCES = (4, 7)
COLOURS = ("#1b6ca8", "#a83232", "#3a7d44")
_BEFORE_VOWEL = re.compile(r"\ba (?=\**[aeio])")
_SLOT = re.compile(r"\{(\w+)\}")
MKDOCS = """\
site_name: A textbook to measure by
site_url: https://example.org/
repo_url: https://example.org/textbook
docs_dir: content
theme:
  name: material
  language: en
plugins:
  - search
  - potluck:
      slug: textbook
      license: CC-BY-SA-4.0
"""
PREFACE = """\
---
title: A textbook to measure by
---

Nobody has to learn this.
"""


@dataclass(frozen=True)
class Lesson:
    """One chapter: a thing, seen in one way."""

    number: int

    @property
    def field(self) -> str:
        return lessons.FIELDS[self.number // len(lessons.VIEWS) % len(lessons.FIELDS)]

    @property
    def title(self) -> str:
        return f"{lessons.VIEWS[self.number % len(lessons.VIEWS)]} {self.field}"

    @property
    def path(self) -> str:
        return f"content/{self.field}/{slug(self.title)}.md"

    def headings(self) -> list[str]:
        """Return the titles of its sections, which other chapters may name."""
        chance = Random(self.number)  # noqa: S311 - the same words every time
        verbs = chance.sample(lessons.GERUNDS, SECTIONS)
        things = chance.sample(lessons.THINGS, SECTIONS)
        return [f"{verb} the {thing}" for verb, thing in zip(verbs, things, strict=True)]


LARGEST = len(lessons.FIELDS) * len(lessons.VIEWS)


def write(folder: Path, chapters: int) -> None:
    """Write the textbook as a git repository of one commit into a new folder."""
    if chapters > LARGEST:
        raise ValueError(f"Not more than {LARGEST} chapters")
    folder.mkdir(parents=True)
    for path, data in _files(chapters):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for command in (
        ("init", "-q", "-b", "main"),
        ("add", "--all"),
        (*_who(), "commit", "-q", "-m", "Write the textbook", "--date", "2026-01-01T00:00:00Z"),
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)


def _who() -> tuple[str, ...]:
    return ("-c", "user.name=Teacher 01", "-c", "user.email=teacher-01@example.org")


def _files(chapters: int) -> Iterator[tuple[str, bytes]]:
    yield "mkdocs.yml", MKDOCS.encode()
    yield ".gitignore", b"/.cache/\n/build/\n"
    yield "content/index.md", PREFACE.encode()
    for number in range(1, AUTHORS + 1):
        yield f"contributors/teacher-{number:02}.yml", f"name: Teacher {number:02}\n".encode()
    for number in range(chapters):
        lesson = Lesson(number)
        stem = lesson.path.removesuffix(".md")
        yield lesson.path, chapter(number, chapters).encode()
        yield f"{stem}-model.svg", drawing(number).encode()
        yield f"{stem}-series.svg", drawing(number + LARGEST).encode()
        yield f"{stem}-plate.png", plate(number)


def chapter(number: int, chapters: int) -> str:
    """Return the text of a chapter, of twelve pages or more."""
    chance = Random(f"chapter {number}")  # noqa: S311 - the same words every time
    lesson = Lesson(number)
    sections = (
        _section(chance, lesson, at, heading, chapters)
        for at, heading in enumerate(lesson.headings())
    )
    opening = "\n\n".join(paragraph(chance) for _ in range(2))
    notes = "\n".join(f"[^{at}]: {sentence(chance)}" for at in range(1, SECTIONS * 2 + 1))
    return "\n".join((_front_matter(lesson), opening, *sections, "", notes, ""))


def _front_matter(lesson: Lesson) -> str:
    author = f"teacher-{lesson.number % AUTHORS + 1:02}"
    stem = slug(lesson.title)
    media = "".join(
        f"  - file: {stem}-{name}\n    author: {author}\n    license: CC-BY-SA-4.0\n"
        f"    alt: {alt} in chapter {lesson.number + 1}.\n    caption: {caption}\n"
        for name, alt, caption in lessons.FIGURES
    )
    return f"""\
---
title: {lesson.title}
kind: chapter
authors: [teacher-01, {author}]
summary: What is known of {lesson.field}, and how it came to be known.
media:
{media}textbook:
  objectives:
    - Explain how {lesson.headings()[0].lower()} is done.
    - Compare two ways of {lesson.headings()[1].lower()}.
---
""".replace("[teacher-01, teacher-01]", "[teacher-01]")


def _section(chance: Random, lesson: Lesson, at: int, heading: str, chapters: int) -> str:
    extra = _EXTRAS[at](chance, lesson)
    texts = [paragraph(chance) for _ in range(PARAGRAPHS)]
    texts[1] += f"[^{2 * at + 1}]"
    texts[3] += f" {_reference(chance, lesson, chapters)}"
    texts[4] += f"[^{2 * at + 2}]"
    middle = f"### {chance.choice(lessons.ADJECTIVES).capitalize()} cases of {heading.lower()}"
    parts = (f"## {heading}", *texts[:3], extra, middle, *texts[3:])
    return "\n" + "\n\n".join(parts)


def _reference(chance: Random, lesson: Lesson, chapters: int) -> str:
    """Return a sentence that sends readers to a section of another chapter."""
    other = Lesson((lesson.number + chance.randrange(1, max(chapters, 2))) % chapters)
    heading = chance.choice(other.headings())
    return f"See [{heading.lower()}](../{other.path.removeprefix('content/')}#{slug(heading)})."


# --- what stands between the paragraphs ---------------------------------------------------------


Extra = Callable[[Random, Lesson], str]


def _figure(name: str) -> Extra:
    def extra(chance: Random, lesson: Lesson) -> str:
        alt = f"The {chance.choice(lessons.THINGS)} of {lesson.field}, drawn"
        return f"![{alt}]({slug(lesson.title)}-{name})"

    return extra


def _table(chance: Random, lesson: Lesson) -> str:
    head = f"| {lesson.field.capitalize()} | Amount | Share | Judged |\n| --- | ---: | ---: | --- |"
    rows = (
        f"| {adjective} {chance.choice(lessons.THINGS)} | {chance.randrange(100, 9000):,} | "
        f"{chance.randrange(1, 100)} % | {chance.choice(lessons.ADVERBS)} |"
        for adjective in chance.sample(lessons.ADJECTIVES, 12)
    )
    return "\n".join((head, *rows))


def _steps(chance: Random, lesson: Lesson) -> str:  # noqa: ARG001 - the shape of them all
    return "\n".join(f"{number}. {sentence(chance)}" for number in range(1, 7))


def _note(chance: Random, lesson: Lesson) -> str:
    return f'!!! note "A word on {lesson.field}"\n\n    {paragraph(chance)}'


def _terms(chance: Random, lesson: Lesson) -> str:  # noqa: ARG001 - the shape of them all
    terms = chance.sample(lessons.THINGS, 4)
    return "\n\n".join(f"{term.capitalize()}\n:   {sentence(chance)}" for term in terms)


def _both(first: Extra, second: Extra) -> Extra:
    return lambda chance, lesson: f"{first(chance, lesson)}\n\n{second(chance, lesson)}"


_EXTRAS = (
    _both(_figure("model.svg"), _steps),
    _table,
    _both(_figure("plate.png"), _note),
    _both(_table, _terms),
    _both(_figure("series.svg"), _steps),
    _both(_note, _table),
)


# --- words and pictures -------------------------------------------------------------------------


def paragraph(chance: Random) -> str:
    """Return some sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(*SENTENCES)))


def sentence(chance: Random) -> str:
    """Return one of very many sentences."""
    frame = chance.choice(lessons.FRAMES)
    text = _SLOT.sub(lambda found: chance.choice(lessons.WORDS[found[1]]), frame)
    text = _BEFORE_VOWEL.sub("an ", text)
    return text[0].upper() + text[1:]


def slug(title: str) -> str:
    """Return the anchor of a heading, and the file name of a title.

    >>> slug("The theory of salt")
    'the-theory-of-salt'
    """
    return title.lower().replace(" ", "-")


def drawing(seed: int) -> str:
    """Return an SVG: three curves over a grid, with their names."""
    chance = Random(f"drawing {seed}")  # noqa: S311 - the same lines every time
    grid = "".join(
        f'<path d="M40 {y}H460M{x} 20V260" stroke="#ccc" fill="none"/>'
        for x, y in zip(range(40, 461, 60), range(20, 261, 34), strict=False)
    )
    names = chance.sample(lessons.THINGS, len(COLOURS))
    curves = "".join(map(_curve, COLOURS, names, (chance.random() for _ in COLOURS), (0, 1, 2)))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" width="480" height="300">'
        f'<rect width="480" height="300" fill="#fff"/>{grid}{curves}'
        '<path d="M40 20V260H460" stroke="#333" stroke-width="2" fill="none"/></svg>\n'
    )


def _curve(colour: str, name: str, shift: float, at: int) -> str:
    points = " ".join(
        f"{x},{140 - 80 * math.sin(x / (30 + 20 * at) + 6 * shift):.1f}" for x in range(40, 461, 4)
    )
    return (
        f'<polyline points="{points}" stroke="{colour}" stroke-width="2" fill="none"/>'
        f'<text x="{60 + 140 * at}" y="285" font-size="14" fill="{colour}">{name}</text>'
    )


def plate(seed: int) -> bytes:
    """Return a PNG of 900 × 600 pixels: many dots, as of something seen from very near."""
    chance = Random(f"plate {seed}")  # noqa: S311 - the same dots every time
    picture = Image.new("RGB", (900, 600), "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for _ in range(700):
        x, y, radius = chance.randrange(900), chance.randrange(600), chance.randrange(3, 28)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), chance.choice(COLOURS))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
