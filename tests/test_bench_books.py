"""The bench's books, what it tells other programs, and what it reads from what they made."""

import json
import re
import subprocess
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from bench import (
    cookbook,
    epub,
    library,
    peers,
    plain,
    press,
    produced,
    proof,
    rivals,
    site,
    textbook,
)
from bench.building import Contest, Taken, product
from bench.edits import Writer
from bench.measure import MeasureError
from bench.produced import Epub, Pdf, Site
from bench.report import Goal
from bench.rivals import Rival
from bench.settings import Settings
from bench.subjects import Subject, there
from tools import need

NOTHING = (0, b"Nothing to put right.\n", b"")


def run(folder: Path, *command: str) -> tuple[int, bytes, bytes]:
    command = (need(command[0]), *command[1:])
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def written(folder: Path) -> dict[str, bytes]:
    """All files but those of git."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(".git/")}


# The textbook


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("textbook") / "book"
    textbook.write(folder, 7)
    return folder


def test_the_textbook_is_the_same_each_time(lessons: Path, tmp_path: Path) -> None:
    textbook.write(tmp_path / "book", 7)
    assert written(tmp_path / "book") == written(lessons)


def test_the_textbook_has_nothing_to_put_right(lessons: Path) -> None:
    assert run(lessons, "potluck", "check") == NOTHING


SIGNS = {r"^!\[": 3, r"^\| ---": 3, r"^\[\^": 12, r"^## ": 6, r"^### ": 6, r"\.md#": 6}


def test_lessons_are_long_and_have_figures_tables_notes_and_references(lessons: Path) -> None:
    for path in sorted((lessons / "content").glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        assert len(text.split()) > 4000
        found = {sign: len(re.findall(sign, text, re.MULTILINE)) for sign in SIGNS}
        assert found == SIGNS


def test_no_larger_textbook_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^Not more than 60 chapters$"):
        textbook.write(tmp_path / "book", 61)


# The real cookbook, in small

TEA = """\
---
title: Tea
---

![A cup](/pix/tea.webp)

## Ingredients

- water

## Directions

1. Boil it, and wait.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    origin, folder = tmp_path / "origin", tmp_path / "corpus"
    recipes = {"tea": TEA, "soup": TEA.replace("Tea", "Soup").replace("tea.webp", "soup.webp")}
    for name, text in {**recipes, "_index": "---\ntitle: Recipes\n---\n"}.items():
        (origin / "content").mkdir(parents=True, exist_ok=True)
        (origin / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    for path in ("archetypes/default.md", "README.md"):
        (origin / path).parent.mkdir(exist_ok=True)
        (origin / path).write_text("Not of the book\n", encoding="utf-8")
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    (folder / "pix").mkdir(parents=True)
    bundle = ("bundle", "create", "-q", str(folder / "history.bundle"), "HEAD")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "Cook"), bundle):
        assert run(origin, "git", *command)[0] == 0
    picture = Image.new("RGB", (40, 30), "brown")
    exif = picture.getexif()
    exif[0x010F] = "A camera"
    picture.save(folder / "pix" / "tea.webp", exif=exif)
    return folder


def test_the_cookbook_has_its_history_its_pictures_and_no_errors(
    corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    cookbook.write(folder, corpus)
    files = written(folder)
    assert sorted(files) == [
        ".gitignore",
        "content/index.md",
        "content/pix/tea.webp",
        "content/tea.md",  # the soup's picture is missing
        "contributors/based-cooking.yml",
        "mkdocs.yml",
    ]
    media = "media:\n  - file: /pix/tea.webp\n    author: based-cooking\n    license: CC0-1.0\n---"
    assert files["content/tea.md"].decode() == TEA.replace("\n---", f"\n{media}", 1)
    assert b"A camera" not in files["content/pix/tea.webp"]
    _, told, _ = run(folder, "git", "log", "--format=%an: %s")
    assert told.decode().splitlines() == [
        "Importer: Leave out chapters with errors",
        "Importer: Take out what cameras wrote",
        "Importer: Make it a book",
        "Ann: Cook",
    ]
    code, told, _ = run(folder, "potluck", "check", "--format", "json")
    assert [each for each in json.loads(told) if each["severity"] == "error"] == []
    assert code == 0


def test_a_folder_without_a_history_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(MeasureError) as failure:
        cookbook.write(tmp_path / "book", tmp_path)
    assert str(failure.value) == (
        f"There is no {tmp_path}/history.bundle. Hint: CORPUS=DIR, with history.bundle and pix/"
    )


def test_without_a_corpus_there_is_no_cookbook(tmp_path: Path) -> None:
    names = ("cookbook", "recipes")
    assert there(names, Settings(tmp_path)) == ["recipes"]
    assert there(names, Settings(tmp_path, corpus=tmp_path)) == ["cookbook", "recipes"]


# Edits


def test_a_changed_chapter_is_another_one_of_the_same_length_each_time(tmp_path: Path) -> None:
    chapter = tmp_path / "chapter.md"
    chapter.write_text("# Tea\n\nBoil it.\n", encoding="utf-8")
    writer, seen = Writer(chapter), []
    for _ in range(3):
        writer.change()
        seen.append(chapter.read_text(encoding="utf-8"))
    assert seen == [
        f"# Tea\n\nBoil it.\n\nThis was read again, 0{number} times by now.\n"
        for number in range(3)
    ]


def test_a_grown_chapter_has_a_page_more_each_time(tmp_path: Path) -> None:
    chapter = tmp_path / "chapter.md"
    chapter.write_text("# Tea\n\nBoil it.\n", encoding="utf-8")
    writer, words = Writer(chapter), [4]
    for _ in range(3):
        writer.grow()
        words.append(len(chapter.read_text(encoding="utf-8").split()))
    assert min(after - before for before, after in pairwise(words)) > 250


def test_the_subject_names_its_first_chapter_and_one_in_the_middle(lessons: Path) -> None:
    book = Subject("textbook", lessons)
    assert [path.relative_to(lessons).as_posix() for path in (book.first, book.middle)] == [
        "content/heat/the-history-of-heat.md",
        "content/heat/the-practice-of-heat.md",
    ]
    counted = book.counted()
    assert (counted["chapters"], counted["pictures"]) == (7, 21)


# The plain text


@pytest.mark.parametrize("layout", [plain.tree, plain.flat])
def test_other_programs_get_the_whole_text_with_links_that_lead_somewhere(
    lessons: Path, tmp_path: Path, layout: object
) -> None:
    export = plain.read(lessons)
    assert callable(layout)
    names = layout(export, tmp_path)
    assert (export.title, len(names)) == ("A textbook to measure by", 8)
    for name in names:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert "!!!" not in text
        targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
        assert all(((tmp_path / name).parent / target).is_file() for target in targets)


def test_a_picture_is_called_what_it_is(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    Image.new("RGB", (40, 30), "brown").save(content / "tea.webp", "JPEG")
    (content / "tea.md").write_text("# Tea\n\n![A cup](/tea.webp)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Tea\n", encoding="utf-8")
    export = plain.read(tmp_path)
    for layout, place in ((plain.tree, ""), (plain.flat, "pictures/")):
        folder = tmp_path / layout.__name__
        (name,) = layout(export, folder)
        text = (folder / name).read_text(encoding="utf-8")
        assert text == f"# Tea\n\n![A cup]({place}tea.jpg)\n"
        assert (folder / place / "tea.jpg").read_bytes() == (content / "tea.webp").read_bytes()


# What was produced

PAGE = """\
<html lang="en"><title>Book</title><style>
@page { size: A5; @bottom-right { content: counter(page) } }
h1 { break-before: page } a::after { content: " " target-counter(attr(href), page) }
</style>
<p><a href="#a">Tea</a><p><a href="#b">Soup</a><p><a href="#c">Bread</a>
<h1 id="a">Tea</h1><img src="tea.png"><h1 id="b">Soup</h1><h1 id="c">Bread</h1>
"""


def press_page(folder: Path, html: str, *options: str) -> Path:
    (folder / "book.html").write_text(html, encoding="utf-8")
    Image.new("RGB", (40, 30), "brown").save(folder / "tea.png")
    command = ("weasyprint", "--quiet", *options, "book.html", "book.pdf")
    assert run(folder, *command) == (0, b"", b"")
    return folder / "book.pdf"


def test_a_pdf_tells_what_it_is(tmp_path: Path) -> None:
    path = press_page(tmp_path, PAGE, "--pdf-tags")
    found = produced.read(path)
    assert isinstance(found, Pdf)  # each of three lines and its number is a link
    assert found == Pdf(4, path.stat().st_size, contents=True, links=6, outline=3, tagged=True,
                        fonts=2, pictures=found.pictures)  # fmt: skip
    assert 0 < found.pictures < 1000


def test_a_pdf_without_any_of_that_says_so(tmp_path: Path) -> None:
    path = press_page(tmp_path, re.sub(r"a::after.*|<img[^>]*>|</?h1[^>]*>", "", PAGE))
    assert produced.read(path) == Pdf(1, path.stat().st_size, contents=False, links=0, outline=0,
                                      tagged=False, fonts=1, pictures=0)  # fmt: skip


def test_a_site_tells_how_large_it_is(tmp_path: Path) -> None:
    for name, size in (("index.html", 5), ("tea/index.html", 6), ("tea/cup.jpg", 20)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert produced.read(tmp_path) == Site(pages=2, files=3, bytes=31, pictures=20)


NAVIGATION = """\
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><a href="a.xhtml">A</a></li><li><a href="b.xhtml">B</a></li></ol></nav>
<nav epub:type="landmarks"><ol><li><a href="a.xhtml">Start</a></li></ol></nav></body></html>
"""


def test_an_epub_tells_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with ZipFile(path, "w") as file:
        file.writestr("nav.xhtml", NAVIGATION)
        file.writestr("a.xhtml", NAVIGATION.replace("toc", "x"))
        file.writestr("b.xhtml", "<html><br></html>")
        file.writestr("cup.jpg", b"x" * 20)
    assert produced.read(path) == Epub(3, path.stat().st_size, pictures=20, contents=2, broken=1)


# Other programs


def contest(folder: Path, *, edit: bool = False) -> Contest:
    content = folder / "content"
    content.mkdir()
    page = plain.Page("tea.md", "Tea", "# Tea\n\nBoil it.\n")
    return Contest(
        plain.Export("Tea", content, (page,), ()), folder, Settings(folder, quick=True), edit
    )


def shell(name: str, script: str, output: str) -> Rival:
    def lay(export: plain.Export, folder: Path, cache: Path) -> rivals.Command:
        plain.tree(export, folder / "docs")
        return "sh", "-c", script

    return Rival(name, lay, output, ())


def test_who_builds_is_measured_and_who_does_not_is_missing(tmp_path: Path) -> None:
    taken = Taken()
    contest(tmp_path).hold(taken, (
        shell("copies", "cp -r docs site", "site"),
        shell("fails", "echo no salt; echo too hot >&2; exit 3", "site"),
        shell("idle", "true", "book.pdf"),
        shell("writes nonsense", "echo salt > book.pdf", "book.pdf"),
        shell("packs nonsense", "echo salt > book.epub", "book.epub"),
    ))  # fmt: skip
    assert list(taken.measurements) == ["copies"]
    assert taken.produced == {"copies": Site(pages=0, files=1, bytes=16, pictures=0)}
    reasons = {missing.name: missing.reason for missing in taken.missing}
    assert reasons["fails"] == ("sh -c echo no salt; echo too hot >&2; exit 3 failed: … too hot")
    assert reasons["idle"] == "There is no book.pdf after the run"
    assert reasons["writes nonsense"].startswith("book.pdf cannot be read: ")
    assert reasons["packs nonsense"] == "book.epub cannot be read: File is not a zip file"


def test_after_an_edit_others_build_again_if_asked(tmp_path: Path) -> None:
    taken = Taken()
    contest(tmp_path, edit=True).hold(taken, (shell("copies", "cp -r docs/. site", "site"),))
    assert list(taken.measurements) == ["copies", "copies, one chapter edited"]
    last = (tmp_path / "copies" / "site" / "tea.md").read_text(encoding="utf-8").splitlines()[-1]
    assert last == "This was read again, 00 times by now."


def test_alone_we_are_measured_and_nobody_else(tmp_path: Path) -> None:
    taken, held = Taken(), contest(tmp_path)
    alone = replace(held, settings=Settings(tmp_path, quick=True, alone=True))
    alone.hold(taken, (shell("copies", "cp -r docs site", "site"),))
    assert taken == Taken()


def test_nothing_that_was_made_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match=r"^There is no build/pdf/\*\.pdf after the run$"):
        product(tmp_path, "build/pdf/*.pdf")


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A cache in which all peers stand, as far as their installation looks."""
    cache = tmp_path / "cache"
    for name, lock in (("pypi", "pypi"), ("vivliostyle", "npm/vivliostyle")):
        (cache / name).mkdir(parents=True)
        locked = peers.locking(peers.LOCKED / lock)
        (cache / name / peers.STAMP).write_text(locked, encoding="utf-8")
    pandoc = cache / "pypi/lib/python3/site-packages/pypandoc/files/pandoc"
    pandoc.parent.mkdir(parents=True)
    pandoc.touch()
    return cache


@pytest.mark.parametrize("rival", [*rivals.PDFS, *rivals.SITES, *rivals.EPUBS])
def test_each_peer_is_told_the_whole_book(
    rival: Rival, lessons: Path, standing: Path, tmp_path: Path
) -> None:
    need("chromium")
    need("npm")
    folder = tmp_path / "rival"
    command = rival.lay(plain.read(lessons), folder, standing)
    laid = written(folder)
    texts = [data for name, data in laid.items() if name.endswith(".md")]
    assert len(texts) == 8
    assert sum(len(re.findall(rb"^# ", data, re.MULTILINE)) for data in texts) == 8
    assert sum(name.endswith((".png", ".svg")) for name in laid) == 21
    assert str(standing) in " ".join(command)
    assert not (folder / rival.output).exists()


# The benches themselves

ALONE = Settings(Path("unused"), quick=True, alone=True)


def test_the_epub_is_measured_cold_edited_and_unchanged() -> None:
    (report,) = epub.run(ALONE)
    names = [f"potluck build epub, {when}" for when in ("cold", "nothing changed",
                                                        "one chapter edited")]  # fmt: skip
    assert (report.bench, [taken.name for taken in report.measurements]) == ("epub recipes", names)
    assert [(ratio.ours, ratio.peers) for ratio in report.ratios] == [
        (names[2], (names[0],)),
        (names[1], (names[0],)),
    ]
    assert [(goal.what, goal.at_most) for goal in report.goals] == [(f"{names[2]}: seconds", 0.5)]
    made = report.produced[names[0]]
    assert isinstance(made, Epub)
    assert made.documents > 4


@pytest.mark.slow
def test_the_press_is_measured_in_every_situation() -> None:
    with closing(press.run(ALONE)) as reports:
        report = next(reports)
    situations = ["the whole document at once", "cold", "nothing changed", "one chapter edited",
                  "every page moved", "cold, half the chapters"]  # fmt: skip
    assert report.bench == "press recipes"
    named = dict(zip(situations, report.measurements, strict=True))
    assert all(taken.name.endswith(f", {situation}") for situation, taken in named.items())
    assert [(ratio.ours, ratio.peers) for ratio in report.ratios] == [
        (taken.name, (report.measurements[0].name,)) for taken in report.measurements[1:5]
    ]
    assert [goal.at_most for goal in report.goals] == [1 / 30, 1 / 30, 0.3, 0.6, 0.4, 1.1, 2.2]
    assert list(report.produced) == [named[situation].name for situation in (
        "the whole document at once", "cold", "cold, half the chapters")]  # fmt: skip
    made = report.produced[named["cold"].name]
    assert isinstance(made, Pdf)
    assert (made.contents, made.tagged) == (True, True)
    assert made.pages > 12


def test_pictures_are_compared_with_those_that_weasyprint_makes_alone(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    Image.effect_noise((64, 48), 90).convert("RGB").save(content / "tea.webp", quality=50)
    (content / "tea.md").write_text("# Tea\n\n![A cup](/tea.webp)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Tea\n", encoding="utf-8")
    ours, taken = Pdf(1, 900, True, 0, 0, True, 1, pictures=100), Taken()
    taken.produced["cold"] = ours
    goal = press._pictures(taken, "cold", plain.read(tmp_path), tmp_path)
    made = taken.produced[press.NAIVE]
    assert made.pictures > 1000
    assert goal == Goal("bytes of pictures, of WeasyPrint's own", 100 / made.pictures, 1 / 8)
    assert list(taken.measurements) == [press.NAIVE]


@pytest.mark.slow
def test_the_site_is_measured_cold_edited_and_unchanged() -> None:
    (report,) = site.run(ALONE)
    names = [f"potluck build site, {when}" for when in ("cold", "nothing changed",
                                                        "one chapter edited")]  # fmt: skip
    assert (report.bench, [taken.name for taken in report.measurements]) == ("site recipes", names)
    assert [goal.at_most for goal in report.goals] == [1 / 5]
    made = report.produced[names[0]]
    assert isinstance(made, Site)
    assert made.pages > 4


@pytest.mark.slow
def test_a_library_is_measured_on_one_worker_and_on_more() -> None:
    (report,) = library.run(ALONE)
    assert report.missing == ()
    assert sorted(taken.name for taken in report.measurements) == [
        "potluck build, one book after the other",
        "potluck library build, 1 workers",
        "potluck library build, 2 workers",
        "potluck library build, 4 workers",
        "potluck library build, 4 workers, a chapter each",
        "potluck library build, 4 workers, nothing changed",
    ]


@pytest.mark.slow
def test_the_proof_is_measured_as_a_share_of_builds() -> None:
    with closing(proof.run(ALONE)) as reports:
        report = next(reports)
    builds = ["potluck build, cold", "potluck build, one chapter edited"]
    assert report.bench == "proof recipes"
    assert [taken.name for taken in report.measurements] == [*builds, "potluck prove"]
    assert [(ratio.ours, ratio.peers) for ratio in report.ratios] == [
        ("potluck prove", (build,)) for build in builds
    ]
    assert list(report.shares) == [f"the proof, of {build}" for build in builds]
    assert all(0 < share < 1 for share in report.shares.values())
