"""A book of soups, and what may become of it: for tests of what is kept between builds."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from potluck.model import Build, Chapter, Citation, Edition, Part
from support import BUILD, CLERK, HEAT, OPENING, SOUP, sample


def citation(build: Build) -> Citation:
    """Return a citation that names the build, as those of every chapter do."""
    return Citation(f"Soup (version {build.id}).", f"version = {{{build.id}}}", "{}")


def soups(*chapters: Chapter, build: Build = BUILD, heat: Chapter = HEAT) -> Edition:
    """Return a book of two parts: soups, and what happens in them."""
    cited = tuple(replace(soup, citation=citation(build)) for soup in chapters)
    parts = (Part("mains", "Main dishes", cited, OPENING), Part("science", "Science", (heat,)))
    return replace(sample(), parts=parts, build=build)


def soup(number: int, **more: object) -> Chapter:
    given = {"slug": f"soup-{number}", "href": f"mains/soup-{number}.html"}
    given |= {"title": f"Soup {number}", "html": f'<p id="fig-1">No. {number}</p>'}
    return replace(SOUP, **{**given, **more})  # type: ignore[arg-type]


SOUPS = (SOUP, *(soup(number) for number in (1, 2, 3)))
LINKED = soup(1, html='<p>See <a href="book:chapter/heat">there</a>.</p>')
BEFORE = soups(SOUPS[0], LINKED, *SOUPS[2:])
LATER = replace(BUILD, id="fedcba9876", date=BUILD.date + timedelta(days=40))
EDITED = replace(SOUPS[2], html='<p id="fig-1">Salt it.</p>')


def mains(*numbers: int) -> set[str]:
    """Return the addresses of soups; the first is that of the sample, with one of everything."""
    return {f"mains/soup-{number}.html" if number else SOUP.href for number in numbers}


WHOLE_PART = mains(0, 1, 2, 3) | {"mains/index.html"}
COOKS = {"contributors/cooks.html", "contributors/contributor-a.html"}

CHANGES: dict[str, tuple[Edition, set[str]]] = {
    "nothing": (BEFORE, set()),
    "a commit elsewhere": (soups(SOUPS[0], LINKED, *SOUPS[2:], build=LATER), set()),
    "a commit, then work that is not committed": (
        soups(SOUPS[0], LINKED, *SOUPS[2:], build=replace(LATER, id="fedcba9876+abcdef")),
        set(),
    ),
    "the text of a chapter": (
        soups(SOUPS[0], LINKED, EDITED, SOUPS[3], build=LATER),
        mains(2),
    ),
    "a chapter that comes": (
        soups(SOUPS[0], LINKED, *SOUPS[2:], soup(4), build=LATER),
        WHOLE_PART | mains(4) | COOKS | {"science/index.html", "tags.html"},
    ),
    "a chapter that goes": (
        soups(SOUPS[0], LINKED, SOUPS[2], build=LATER),
        WHOLE_PART - mains(3) | COOKS | {"science/index.html", "tags.html"},
    ),
    "another address": (
        soups(SOUPS[0], LINKED, soup(2, href="mains/broth.html"), SOUPS[3], build=LATER),
        WHOLE_PART - mains(2) | {"mains/broth.html", "tags.html"} | COOKS,
    ),
    "another title": (
        soups(SOUPS[0], LINKED, soup(2, title="Broth <hot>"), SOUPS[3], build=LATER),
        WHOLE_PART | COOKS | {"tags.html"},
    ),
    "another title of a chapter that is linked": (
        soups(SOUPS[0], LINKED, *SOUPS[2:], heat=replace(HEAT, title="Fire")),
        mains(0, 1)
        | {"science/index.html", "science/heat.html"}
        | {"contributors/cooks.html", "credits/contributors.html"},
    ),
    "a tag": (
        soups(SOUPS[0], LINKED, soup(2, tags=("new",)), SOUPS[3]),
        mains(2) | {"tags.html"},
    ),
    "who wrote it": (
        soups(SOUPS[0], LINKED, soup(2, credits=(replace(SOUP.credits[0], contributor=CLERK),
                                                *SOUP.credits[1:])), SOUPS[3]),
        mains(2) | COOKS,
    ),
    "the book's publisher": (
        replace(BEFORE, book=replace(BEFORE.book, publisher="A House")),
        {"all"},
    ),
    "a preview": (replace(BEFORE, preview=True), {"all"}),
}  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
