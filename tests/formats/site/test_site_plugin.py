"""`mkdocs build` and `mkdocs serve` by themselves; the same bytes everywhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from potluck.errors import ConfigError, ToolError
from potluck.formats import Count
from potluck.formats.site import Site, plugin
from potluck.formats.site.fonts import FACES, faces
from potluck.formats.site.handover import Handover
from potluck.formats.site.navigation import WINDOW
from potluck.model import Edition, Part
from support import SOUP, sample

TESTS = Path(__file__).parents[2]
RENDER = """
import sys
from pathlib import Path
from support import sample
from potluck.formats.site import Site
Site(Path(sys.argv[1])).render(sample(), Path(sys.argv[2]))
"""


def digests(site: Path) -> dict[str, str]:
    found = sorted(path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found
    }


@contextmanager
def composing(monkeypatch: pytest.MonkeyPatch, edition: Edition) -> Iterator[list[bool]]:
    """Stand in for the pipeline; tells for which builds a preview was asked."""
    asked: list[bool] = []

    def edition_for(root: Path, *, preview: bool) -> Handover:
        assert (root / "mkdocs.yml").is_file()
        asked.append(preview)
        return Handover(replace(edition, preview=preview), ())

    monkeypatch.setattr(plugin, "compose_edition", edition_for)
    yield asked


def test_it_is_told_how_many_pages_are_written(book: Path, tmp_path: Path) -> None:
    heard: list[object] = []
    Site(book).render(sample(), tmp_path / "out", progress=heard.append)
    pages = len(heard)
    assert pages > len(sample().chapters)
    assert heard == [Count(done, 0, pages - done, "Pages") for done in range(1, pages + 1)]


def test_mkdocs_alone_gives_the_same_site(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Site(book).render(sample(), tmp_path / "ours")
    with composing(monkeypatch, sample()) as asked:
        build(load_config(str(book / "mkdocs.yml"), site_dir=str(tmp_path / "theirs"), strict=True))
    assert asked == [False]
    assert digests(tmp_path / "theirs") == digests(tmp_path / "ours")


def test_mkdocs_serve_asks_for_a_preview_and_watches_the_book(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(str(book / "mkdocs.yml"), site_dir=str(tmp_path / "out"))
    with composing(monkeypatch, sample()) as asked:
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://localhost/")
    assert asked == [True]
    assert str(book / "content") in config.watch
    assert (tmp_path / "out/mains/leek-soup.html").is_file()


def test_what_was_looked_at_on_paper_is_set_anew_with_each_edition(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(str(book / "mkdocs.yml"), site_dir=str(tmp_path / "out"))
    told: list[object] = []

    class Paper:
        def ahead(self, edition: Edition) -> None:
            told.append(edition.preview)

        def leave(self) -> None:
            told.append("left")

    ours = config.plugins["potluck"]
    with composing(monkeypatch, sample()):
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://localhost/")
        monkeypatch.setattr(ours, "paper", Paper())
        build(config, serve_url="http://localhost/")
    config.plugins.on_shutdown()
    assert told == [True, "left"]


def test_a_book_that_cannot_be_composed_stops_mkdocs_with_the_reason(
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConfigError("The licence is not known.", "use an SPDX id")

    monkeypatch.setattr(plugin, "compose_edition", refuse)
    with pytest.raises(Abort):
        build(load_config(str(book / "mkdocs.yml"), site_dir=str(tmp_path / "out")))
    assert "The licence is not known. Hint: use an SPDX id" in caplog.text


@pytest.mark.parametrize(
    "lines",
    [
        "plugins: [potluck]",
        "plugins: [potluck]\ntheme: material",
        "plugins:\n  - search\n  - offline\n  - potluck: {slug: x, page_size: A5}\ntheme: material",
        "plugins: [potluck]\ntheme: material\nnav: [{Soup: mains/leek-soup.md}]",
    ],
)
def test_a_few_lines_of_configuration_give_the_same_site(
    book: Path, tmp_path: Path, site: Path, lines: str
) -> None:
    (book / "mkdocs.yml").write_text(f"site_name: X\n{lines}\n")
    Site(book).render(sample(), tmp_path / "out")
    names = ("mains/leek-soup.html", "sitemap.xml", "404.html")
    for name in names:
        assert (tmp_path / "out" / name).read_text() == (site / name).read_text()


def test_missing_fonts_are_named(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise ToolError("The fonts of the site are not installed (fontpkg-x).", "install them")

    monkeypatch.setattr("potluck.formats.site.assets.faces", refuse)
    with pytest.raises(ToolError, match="fontpkg-x"):
        Site(book).render(sample(), tmp_path / "out")


def test_what_would_ask_another_host_is_left_out(book: Path, tmp_path: Path) -> None:
    (book / "mkdocs.yml").write_text(
        "site_name: X\nplugins: [potluck]\ntheme: {name: material, font: {text: Lora}}\n"
        "extra_css: ['https://example.org/a.css']\nextra_javascript: ['//example.org/b.js']\n"
        "extra: {analytics: {provider: google, property: G-1}}\n"
    )
    Site(book).render(sample(), tmp_path / "out")
    page = (tmp_path / "out/mains/leek-soup.html").read_text()
    assert [
        word for word in ("googleapis", "gstatic", "a.css", "b.js", "G-1") if word in page
    ] == []


def test_the_same_edition_gives_the_same_bytes_anywhere(
    book: Path, tmp_path: Path, site: Path
) -> None:
    surroundings = (("Pacific/Kiritimati", "de_DE.UTF-8", "1"), ("America/Lima", "C", "0"))
    built = []
    for number, (zone, lang, seed) in enumerate(surroundings):
        folder = tmp_path / f"run-{number}"
        folder.mkdir()
        env = os.environ | {"TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": seed}
        env["PYTHONPATH"] = os.pathsep.join([str(TESTS), str(TESTS.parent / "scripts")])
        command = [sys.executable, "-c", RENDER, str(book), str(folder / "out")]
        subprocess.run(command, check=True, env=env, cwd=folder)
        built.append(digests(folder / "out"))
    assert built[0] == built[1]
    assert built[0]["science/heat.html"] == digests(site)["science/heat.html"]


def test_a_long_part_shows_only_what_is_near(book: Path, tmp_path: Path) -> None:
    chapters = tuple(
        replace(
            SOUP, slug=f"soup-{n}", title=f"Soup {n}", href=f"mains/soup-{n}.html", html="<p>x</p>"
        )
        for n in range(200)
    )
    edition = replace(sample(), parts=(Part("mains", "Mains", chapters),), matter=(), preface=None)
    Site(book).render(edition, tmp_path / "out")
    page = (tmp_path / "out/mains/soup-100.html").read_text()
    shown = [n for n in range(200) if f'href="soup-{n}.html" class="md-nav__link' in page]
    assert shown == list(range(100 - WINDOW, 100 + WINDOW + 1))
    assert 'href="soup-101.html" class="md-footer__link md-footer__link--next"' in page
    assert 'href="index.html" class="md-nav__link' in page


def test_a_book_of_chapters_without_parts_shows_only_what_is_near(
    book: Path, tmp_path: Path
) -> None:
    chapters = tuple(
        replace(SOUP, slug=f"soup-{n}", title=f"Soup {n}", href=f"soup-{n}.html", html="<p>x</p>")
        for n in range(100)
    )
    edition = replace(sample(), parts=(Part("", "", chapters),), matter=(), preface=None)
    Site(book).render(edition, tmp_path / "out")
    page = (tmp_path / "out/soup-50.html").read_text()
    nav = page[page.index('data-md-type="navigation"') : page.index('data-md-type="toc"')]
    shown = [n for n in range(100) if f'href="soup-{n}.html"' in nav]
    assert shown == list(range(50 - WINDOW, 50 + WINDOW + 1))
    assert 'href="index.html" class="md-nav__link' in nav
    assert 'href="tags.html" class="md-nav__link' in nav
    last = (tmp_path / "out/soup-99.html").read_text()
    assert 'href="soup-98.html" class="md-footer__link md-footer__link--prev"' in last


def test_a_book_of_many_parts_shows_the_parts_that_are_near(book: Path, tmp_path: Path) -> None:
    parts = tuple(
        Part(
            f"part-{n}",
            f"Part {n}",
            tuple(
                replace(SOUP, slug=f"s-{n}-{m}", href=f"part-{n}/s-{m}.html", html="<p>x</p>")
                for m in range(2)
            ),
        )
        for n in range(60)
    )
    edition = replace(sample(), parts=parts, matter=(), preface=None)
    Site(book).render(edition, tmp_path / "out")
    page = (tmp_path / "out/part-30/s-1.html").read_text()
    nav = page[page.index('data-md-type="navigation"') : page.index('data-md-type="toc"')]
    shown = [n for n in range(60) if f'part-{n}/index.html"' in nav or n == 30]
    assert shown == list(range(30 - WINDOW, 30 + WINDOW + 1))
    assert [f'href="{name}" class="md-nav__link' in nav for name in ("index.html", "s-0.html")] == [
        True,
        True,
    ]
    assert 'href="../tags.html" class="md-nav__link' in nav


def test_parts_are_shown_whole_where_mkdocs_yml_asks_for_sections(
    book: Path, tmp_path: Path
) -> None:
    (book / "mkdocs.yml").write_text(
        "site_name: X\nplugins: [potluck]\n"
        "theme: {name: material, features: [navigation.sections]}\n"
    )
    Site(book).render(sample(), tmp_path / "out")
    page = (tmp_path / "out/science/heat.html").read_text()
    assert 'href="../mains/leek-soup.html" class="md-nav__link' in page


def test_no_blank_lines_stand_around_the_article(site: Path) -> None:
    page = (site / "mains/leek-soup.html").read_text()
    before, _, rest = page.partition("<article")
    _, _, after = rest.rpartition("</article>")
    assert [re.search(r"\n\s*\n", piece) for piece in (before, after)] == [None, None]


def test_fonts_are_kept_and_a_damaged_one_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(face: object) -> bytes:
        made.append(str(face))
        return b"wOF2 data"

    monkeypatch.setattr("potluck.formats.site.fonts._make", make)
    faces.__wrapped__(tmp_path)
    faces.__wrapped__(tmp_path)
    assert len(made) == len(FACES)
    next(tmp_path.glob("*.face")).write_bytes(b"0123\nhalf")
    assert faces.__wrapped__(tmp_path)["sans.woff2"] == b"wOF2 data"
    assert len(made) == len(FACES) + 1


def test_a_font_bears_a_name_of_its_own(site: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only here

    font = TTFont(site / "assets/fonts/serif.woff2")
    names = {record.toUnicode() for record in font["name"].names if record.nameID in {1, 4, 16}}
    assert names == {"Potluck Serif"}
    assert (
        "Open Font License" in (site / "assets/fonts/OFL.txt").read_text()
        or "OPEN FONT" in (site / "assets/fonts/OFL.txt").read_text()
    )
