"""Whatever was done to a book, and to what is kept of it, its bytes are those of a cold build.

The books are small: chapters that name each other, with notes, terms, tables, pictures, and so many
pages that the numbers in contents and indexes get longer and shorter.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.formats.pdf import Pdf, Workshop
from potluck.model import Chapter, Edition, Figure, Part
from support import BY, COOKS, HEAT, POTS, sample

SECRET = b"s" * 32
NAMES = ("beans", "bread", "broth", "buns", "curds", "dates")
TITLES = ("A dish", "First fish dishes of winter", "Пирог", "100 % rye (hot)", "A dish, again")
NOTE = (
    '<p>With a note.<sup class="fnref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup>'
    '</p><section class="footnotes"><ol><li id="fn-1"><p>A note on <a href="book:chapter/bread">'
    "bread</a>.</p></li></ol></section>"
)
TERMS = "<dl><dt>Roux</dt><dd>Flour in fat.</dd><dt>Proof</dt><dd>To let rise.</dd></dl>"
TABLES = "".join(
    f"<table><caption>Times {n}</caption><thead><tr><th scope='col'>Cut</th></tr></thead>"
    f"<tbody><tr><td>{n}</td></tr></tbody></table>"
    for n in range(3)
)
FIGURE = (
    f'<figure id="fig-1"><img src="book:media/{POTS.name}" alt="Pots" width="320" height="160">'
    "<figcaption>Two pots.</figcaption></figure>"
)
LINKS = "".join(f'<p>See <a href="book:chapter/{name}#end">{name}</a>.</p>' for name in NAMES)
TEXTS = (
    '<p>Short.</p><h2 id="end">End</h2>',
    f'{LINKS}<h2 id="end">End</h2>{TERMS}',
    f'{NOTE}{FIGURE}<h2 id="end">End</h2>{TERMS}',
    f'<h2 id="end">Begin</h2>{TABLES}{LINKS}',
    f"<p>{'Stir and wait. ' * 60}</p>" * 12 + f'<h2 id="end">End</h2>{TERMS}',
)
FIGURES = (Figure(POTS.name, "fig-1", "Two pots", "Two pots.", (COOKS,), BY),)


# --- books, and what is done to them ------------------------------------------------------------

State = tuple[tuple[str, int, int], ...]
"""Chapters: name, title, text."""
FIRST: State = (("bread", 0, 1), ("broth", 1, 2), ("buns", 2, 3))
Step = Callable[[State, Path], State]
PLACES, TITLE, TEXT = st.integers(0, 5), st.integers(0, 4), st.integers(0, 4)


def edition(state: State) -> Edition:
    chapters = tuple(_chapter(*each) for each in state)
    parts = (Part("one", "One", chapters[:2]), Part("two", "Two", chapters[2:]))
    made = replace(sample(), parts=parts, preface=None, matter=())
    return replace(made, pictures={POTS.name: POTS} if any(t == 2 for *_, t in state) else {})


def _chapter(name: str, title: int, text: int) -> Chapter:
    figures = FIGURES if text == 2 else ()
    return replace(HEAT, slug=name, title=TITLES[title], html=TEXTS[text], figures=figures,
                   headings=())  # fmt: skip


def edit(at: int, title: int, text: int) -> Step:
    def step(state: State, _: Path) -> State:
        at_ = at % len(state)
        return (*state[:at_], (state[at_][0], title, text), *state[at_ + 1 :])

    return step


def insert(at: int, title: int, text: int) -> Step:
    def step(state: State, _: Path) -> State:
        free = [name for name in NAMES if name not in [used for used, *_ in state]]
        at_ = at % (len(state) + 1)
        return (*state[:at_], (free[0], title, text), *state[at_:]) if free else state

    return step


def delete(at: int) -> Step:
    def step(state: State, _: Path) -> State:
        at_ = at % len(state)
        return (*state[:at_], *state[at_ + 1 :]) if len(state) > len(FIRST) else state

    return step


def move(at: int, to: int) -> Step:
    def step(state: State, _: Path) -> State:
        order = list(state)
        order.insert(to % len(state), order.pop(at % len(state)))
        return tuple(order)

    return step


def spoil(how: Callable[[Path, Path], None], places: Sequence[int]) -> Step:
    """Do something to entries of the cache, and to others."""

    def step(state: State, kept: Path) -> State:
        entries = sorted(path for path in kept.rglob("*") if path.is_file())
        for place in places if entries else ():
            how(entries[place % len(entries)], entries[(place * 7 + 1) % len(entries)])
        return state

    return step


def remove(entry: Path, _: Path) -> None:
    entry.unlink(missing_ok=True)


def damage(entry: Path, _: Path) -> None:
    data = entry.read_bytes() if entry.exists() else b""
    entry.write_bytes(data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :])


def swap(one: Path, other: Path) -> None:
    if one.exists() and other.exists():
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)


SPOILS = st.lists(st.integers(0, 99), min_size=1, max_size=20)
STEPS = st.one_of(
    st.builds(edit, PLACES, TITLE, TEXT),
    st.builds(insert, PLACES, TITLE, TEXT),
    st.builds(delete, PLACES),
    st.builds(move, PLACES, PLACES),
    st.builds(spoil, st.sampled_from([remove, damage, swap]), SPOILS),
)


# --- builds -------------------------------------------------------------------------------------


def built(state: State, kept: Path) -> bytes:
    with TemporaryDirectory() as folder:
        shop = Workshop(cache=kept, secret=SECRET)
        (name,) = Pdf(workshop=shop).render(edition(state), Path(folder)).files
        return (Path(folder) / name).read_bytes()


@cache
def cold(state: State) -> bytes:
    with TemporaryDirectory() as folder:
        return built(state, Path(folder))


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(STEPS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_order_of_changes_gives_the_bytes_of_a_cold_build(rounds: list[list[Step]]) -> None:
    state = FIRST
    with TemporaryDirectory() as folder:
        kept = Path(folder)
        assert built(state, kept) == cold(state)
        for steps in rounds:
            for step in steps:
                state = step(state, kept)
            made = built(state, kept)
        assert made == cold(state)
