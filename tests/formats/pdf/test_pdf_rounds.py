"""Page numbers in the text come to rest, whatever they move."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pikepdf
import pytest
from lxml.html import HtmlElement

from inhouse import InHouse
from potluck import theme
from potluck.cell.apart import Apart
from potluck.cell.limits import Limits
from potluck.formats.pdf import Pdf, Workshop, forme, leaves, production
from potluck.formats.pdf.casting import Cast, cast_off
from potluck.formats.pdf.compose import Desk, Sheet, all_sheets
from potluck.formats.pdf.machine import Machine, Task
from potluck.formats.pdf.paper import Paper
from potluck.formats.pdf.press import executors
from potluck.formats.pdf.press.store import Store
from potluck.formats.pdf.typecase import Typecase
from potluck.model import Chapter, Citation, Edition, Part
from support import COOKS, HEAT, SOUP, sample

PARAGRAPH = f"<p>{'Words that fill a page of a book. ' * 40}</p>"


def test_a_name_that_takes_no_place_leads_to_the_head_of_its_chapter(tmp_path: Path) -> None:
    hidden = '<p hidden id="unseen">x</p>'
    heat = replace(HEAT, html=f"{PARAGRAPH * 4}{hidden}", figures=(), sources=())
    link = '<p><a href="book:chapter/heat#unseen">unseen</a></p>'
    soup = replace(SOUP, html=link, figures=(), sources=())
    Pdf().render(edition(heat, soup), tmp_path)
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert places["heat--unseen"][0].objgen == places["heat"][0].objgen


def edition(*chapters: Chapter) -> Edition:
    part = Part("all", "", chapters)
    return replace(sample(), parts=(part,), matter=(), preface=None)


GUESSES = {"nothing": Cast(1, {}), "a thousand pages": Cast(1000, {"heat--unseen": 999})}


@pytest.mark.parametrize("guess", GUESSES)
def test_a_wrong_guess_costs_time_and_no_byte(
    guess: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heat = replace(HEAT, html=PARAGRAPH * 30, figures=(), sources=())
    link = '<p><a href="book:chapter/heat">Heat</a> and <a href="book:chapter/soup">soup</a></p>'
    soup = replace(SOUP, html=link * 40, figures=(), sources=())
    made = []
    for name in ("as it is", "guessed wrongly"):
        folder = tmp_path / name
        folder.mkdir()
        Pdf().render(edition(heat, soup), folder)
        made.append((folder / "a-test-book.pdf").read_bytes())
        monkeypatch.setattr(leaves, "cast_off", lambda *_: GUESSES[guess])
    assert made[0] == made[1]


def task(name: str) -> Task:
    return Task(name, name, bytes, lambda: msgspec.msgpack.encode(name))


def test_what_was_begun_on_a_guess_is_taken_when_it_is_wanted(tmp_path: Path) -> None:
    crew = InHouse()
    machine = Machine(Store(tmp_path, b"s" * 32), "tools", lambda: crew)
    machine.begin_early([task("soup"), task("stew")], str)
    assert crew.done == ["soup", "stew"]
    assert machine.produce([task("bread"), task("soup")], str) == ["bread", "soup"]
    assert crew.done == ["soup", "stew", "bread"]
    assert machine.store.load("stew", str) is None  # nobody asked for it
    assert machine.produce([task("soup")], str) == ["soup"]
    assert crew.done == ["soup", "stew", "bread"]


def test_what_sheets_filled_the_last_time_makes_a_better_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def halved(tree: HtmlElement, paper: Paper) -> Cast:
        cast = cast_off(tree, paper)
        return Cast(max(1, cast.pages // 2), cast.places, cast.exact)

    begun: list[list[int]] = []

    def noted(_: Machine, tasks: Iterable[Task], __: object) -> None:
        stews = (task.order() for task in tasks if task.name == "stew")
        begun.extend([slot.width for slot in each.slots] for each in stews)

    monkeypatch.setattr(leaves, "cast_off", halved)
    monkeypatch.setattr(Machine, "begin_early", noted)
    link = '<p>See page <a class="page-number" href="book:chapter/leek-soup"></a>.</p>'
    soup = replace(SOUP, html="<p>Leeks.</p>", figures=(), sources=())
    stew = replace(soup, slug="stew", html=link)
    pdf = Pdf(workshop=Workshop(cache=tmp_path / "kept", secret=b"s" * 32))
    for paragraphs in (12, 14):  # the soup begins on page 9, then on page 10
        heat = replace(HEAT, html=PARAGRAPH * paragraphs, figures=(), sources=())
        pdf.render(edition(heat, soup, stew), tmp_path)
    assert begun == [[1, 1], [2, 2]]  # in the text, and in the line of references


def test_what_the_first_round_will_want_is_begun_with_what_the_last_one_will(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[list[int]]] = []
    set_again: list[str] = []
    begin_early, submit = Machine.begin_early, Machine.submit

    def noted(machine: Machine, tasks: Iterable[Task], kind: type[object]) -> None:
        chosen = tuple(tasks)
        stews = (task.order() for task in chosen if task.name == "stew")
        begun.append([[slot.width for slot in each.slots] for each in stews])
        begin_early(machine, chosen, kind)

    def submitted(machine: Machine, name: str, *more: Any) -> Any:
        set_again.append(name)
        return submit(machine, name, *more)

    monkeypatch.setattr(Machine, "begin_early", noted)
    monkeypatch.setattr(Machine, "submit", submitted)
    link = '<p>See page <a class="page-number" href="book:chapter/leek-soup"></a>.</p>'
    soup = replace(SOUP, html="<p>Leeks.</p>", figures=(), sources=())
    heat = replace(HEAT, html=PARAGRAPH * 9, figures=(), sources=())
    pdf = Pdf(workshop=Workshop(cache=tmp_path / "kept", secret=b"s" * 32))
    tall = '<div style="height: 40cm"></div>'  # no word of it is cast off
    for word in ("One", "Two"):
        begun.clear()
        set_again.clear()
        stew = replace(soup, slug="stew", html=f"<p>{word}.</p>{link}{PARAGRAPH}{tall * 2}")
        book = replace(edition(heat, stew, soup), matter=sample().matter)
        pdf.render(book, tmp_path)
    assert begun == [[[2, 2]], [[2, 2], [1, 1]]]  # before the book is composed, and after
    assert set_again.count("stew") == 2


def test_a_new_chapter_is_begun_before_the_rest_of_the_book_is_composed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, list[int]]] = []
    begin_early = Machine.begin_early

    def noted(machine: Machine, tasks: Iterable[Task], kind: type[str]) -> None:
        chosen = tuple(tasks)
        steps.extend((each.name, [slot.width for slot in each.order().slots]) for each in chosen)
        begin_early(machine, chosen, kind)

    def composed(desk: Desk, tools: tuple[str, ...]) -> Iterator[Sheet]:
        steps.append(("composed", []))
        return all_sheets(desk, tools)

    monkeypatch.setattr(Machine, "begin_early", noted)
    monkeypatch.setattr(forme, "all_sheets", composed)
    pdf = Pdf(workshop=Workshop(cache=tmp_path / "kept", secret=b"s" * 32))

    def begun(stew: str) -> list[tuple[str, list[int]]]:
        steps.clear()
        heat = replace(HEAT, html=PARAGRAPH * 12, figures=(), sources=())
        soup = replace(SOUP, html="<p>Leeks.</p>", figures=(), sources=())
        pdf.render(edition(heat, soup, replace(soup, slug="stew", html=stew)), tmp_path)
        return steps[: steps.index(("composed", []))]

    link = '<p>See page <a class="page-number" href="book:chapter/{}"></a>.</p>'
    assert begun(link.format("leek-soup")) == [("heat", []), ("leek-soup", [])]
    assert begun(link.format("leek-soup") + "<p>New.</p>") == [("stew", [1, 1])]
    assert begun(link.format("leek-soup") + "<p>New.</p>") == []
    assert begun("<p>No number.</p>") == [("stew", [])]


def test_while_sheets_are_set_something_else_is_done(tmp_path: Path) -> None:
    begun, done = Event(), list[str]()

    def slow(order: bytes) -> bytes:
        begun.wait(60)
        return order

    def work(name: str) -> Callable[[], None]:
        def do() -> None:
            done.append(name)
            begun.set()

        return do

    def waited_for(name: str) -> Task:
        return Task(name, name, slow, lambda: msgspec.msgpack.encode(name))

    store = Store(tmp_path, b"s" * 32)
    with ThreadPoolExecutor(1) as crew:
        machine = Machine(store, "tools", lambda: crew, idle=[work("meanwhile")])
        assert machine.produce([waited_for("soup")], str) == ["soup"]
        assert done == ["meanwhile"]
        assert machine.produce([waited_for("stew")], str) == ["stew"]
        assert done == ["meanwhile"]  # once is enough
        machine.idle.append(work("more"))
        assert machine.produce([waited_for("soup")], str) == ["soup"]
        assert done == ["meanwhile"]  # nobody waited


def test_nothing_else_is_done_where_sheets_are_set_at_once(tmp_path: Path) -> None:
    done: list[str] = []
    store = Store(tmp_path, b"s" * 32)
    machine = Machine(store, "tools", InHouse, idle=[lambda: done.append("meanwhile")])
    assert machine.produce([task("soup")], str) == ["soup"]
    assert done == []


def test_only_chapters_that_are_new_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    render = theme.render

    def noted(template: str, /, **values: object) -> str:
        if isinstance(chapter := values.get("chapter"), Chapter):
            written.append(chapter.slug)
        return render(template, **values)

    monkeypatch.setattr(theme, "render", noted)
    store, case = Store(tmp_path, b"s" * 32), Typecase()

    def made(*chapters: Chapter) -> tuple[list[str], dict[str, str]]:
        written.clear()
        leaves = forme.forme(edition(*chapters), (), case, store).leaves
        return sorted(set(written)), {leaf.id: leaf.whole() for leaf in leaves}

    heat = replace(HEAT, figures=(), sources=())
    bare = replace(SOUP, html="<p>Leeks.</p>", figures=(), sources=())
    soup = replace(bare, prerequisites=("heat",))
    stew = replace(soup, slug="stew", prerequisites=(), copied_from=("heat",))
    assert made(heat, soup, stew)[0] == ["heat", "leek-soup", "stew"]
    assert made(heat, soup, stew)[0] == []
    cited = replace(soup, citation=Citation("of another build", "b", "c"))
    assert made(heat, cited, stew)[0] == []
    assert made(heat, replace(soup, submitted_by=COOKS), stew)[0] == ["leek-soup"]
    assert made(heat, soup, stew)[0] == ["leek-soup"]
    names, leaves = made(replace(heat, title="Fire"), soup, stew)
    assert names == ["heat", "leek-soup", "stew"]  # the others name it
    assert ("Fire</a> (page" in leaves["leek-soup"], "“Fire”</a>" in leaves["stew"]) == (True, True)


def test_a_cell_that_was_dressed_sets_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heat, soup = (replace(each, figures=(), sources=()) for each in (HEAT, SOUP))
    cache = Workshop(cache=tmp_path / "kept", secret=b"s" * 32)
    book = edition(heat, soup)
    spared: list[tuple[Limits, str]] = []
    spare = Apart.spare

    def noted(born: Apart, limits: Limits, work: Callable[..., None], *given: object) -> None:
        spared.append((limits, work.__name__))
        spare(born, limits, work, *given)

    monkeypatch.setattr(Apart, "spare", noted)
    production.ready(cache, book.book)
    production.ready(Workshop(), book.book)
    assert spared == []  # nothing is known of the last time
    made = []
    for shop in (cache, replace(cache, cache=tmp_path / "new")):
        Pdf(workshop=shop).render(book, tmp_path)
        made.append((tmp_path / "a-test-book.pdf").read_bytes())
        executors.nursery().start()
        production.ready(cache, book.book)
    assert made[0] == made[1]
    assert spared == [(cache.limits, "dress")] * 2
