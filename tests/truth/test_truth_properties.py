"""Credit stays as it is under everything that is no writing, and leaves no word out."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from tempfile import TemporaryDirectory
from textwrap import fill

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gitbook import GitBook
from truth.case import FREEZE, D, E, at, tokens, trailer
from truth.plans import Done, Step, attribution, plans, small, steps, written

CLAUDE = "With help\n\nCo-authored-by: Claude <noreply@anthropic.com>"
PATH = "content/dinner.md"
UNRELATED = "Ink, paper, glue: bookbinding needs little beyond patience, thread, linen.\n"

Style = Callable[[str], str]
STYLES: dict[str, Style] = {
    "plain": lambda text: text,
    "spaces": lambda text: text.replace("\n", "  \n\n").replace(". ", ".  "),
    "line endings": lambda text: text.replace("\n", "\r\n"),
    "wrapping": lambda text: "\n\n".join(fill(part, 24) for part in text.split("\n\n")) + "\n",
    "bullets": lambda text: "".join(f"* {part.strip()}\n" for part in text.split("\n\n")),
}
Credited = tuple[tuple[str, str, str, int], ...]  # name, roles, extent, words


def chapter(text: Sequence[str], style: Style = STYLES["plain"]) -> str:
    return style("\n\n".join(("# Dinner", *text)) + "\n")


def credited(book: GitBook, path: str) -> Credited:
    """Return who is credited for a chapter, as what, and for how many words."""
    known = attribution(book)
    account = known.account(path)
    words = {each.contributor.id: each.words for each in account.people}
    return tuple(
        (credit.contributor.name, credit.label, credit.extent, words[credit.contributor.id])
        for credit in known.observed(path)
    )


def told(plan: Sequence[Step], styles: Sequence[str]) -> list[Done]:
    """Write a chapter step by step, each in its style; somebody else changes the style."""
    text: tuple[str, ...] = (FREEZE,)
    done = [(D, "Dinner", {PATH: chapter(text)})]
    for step, (before, style) in zip(plan, pairwise(styles), strict=True):
        if style != before:
            done.append((E, "Tidy up", {PATH: chapter(text, STYLES[style])}))
        text = step.applied(text)
        done.append((step.who, "Go on", {PATH: chapter(text, STYLES[style])}))
    return done


@cache
def untouched(plan: tuple[Step, ...]) -> Credited:
    with TemporaryDirectory() as folder:
        return credited(written(folder, told(plan, ["plain"] * (len(plan) + 1))), PATH)


@pytest.mark.parametrize("style", [name for name in STYLES if name != "plain"])
@small
@given(plan=plans, when=st.integers(1, 4))
def test_another_layout_changes_no_credit(style: str, plan: list[Step], when: int) -> None:
    styles = ["plain"] * when + [style] * len(plan)
    with TemporaryDirectory() as folder:
        book = written(folder, told(plan, styles[: len(plan) + 1]))
        assert credited(book, PATH) == untouched(tuple(plan))


@small
@given(plan=plans, when=st.integers(1, 6))
def test_a_rename_changes_no_credit(plan: list[Step], when: int) -> None:
    before, after = split(plan, when)
    with TemporaryDirectory() as folder:
        book = written(folder, before)
        book.move(PATH, "content/mains/supper.md")
        book.commit(at(E), "A folder for mains")
        for who, message, texts in after:
            book.commit(at(who), message, **{"mains/supper": texts[PATH]})
        assert credited(book, "content/mains/supper.md") == untouched(tuple(plan))


@small
@given(plan=plans, when=st.integers(1, 6))
def test_a_chapter_beside_it_changes_no_credit(plan: list[Step], when: int) -> None:
    before, after = split(plan, when)
    beside = (E, "About books", {"content/books.md": UNRELATED})
    with TemporaryDirectory() as folder:
        book = written(folder, (*before, beside, *after))
        assert credited(book, PATH) == untouched(tuple(plan))


def split(plan: Sequence[Step], when: int) -> tuple[list[Done], list[Done]]:
    done = told(plan, ["plain"] * (len(plan) + 1))
    return done[:when], done[when:]


def branched(folder: str, plan: Sequence[Step]) -> GitBook:
    """Begin a chapter on main, go on with it on a branch, and with another one on main."""
    book = written(folder, told(plan, ["plain"] * (len(plan) + 1)))
    book.git("branch", "longer")
    book.git("reset", "-q", "--hard", f"HEAD~{len(plan)}")
    book.commit(at(E), "About books", books=UNRELATED)
    return book


@small
@given(plans)
def test_a_branch_and_a_merge_change_no_credit(plan: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        book = branched(folder, plan)
        book.merge(at(E), "longer")
        assert credited(book, PATH) == untouched(tuple(plan))


@small
@given(plans)
def test_a_rebase_changes_no_credit(plan: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        book = branched(folder, plan)
        book.record(at(E), "rebase", "-q", "main", "longer")
        book.git("branch", "-q", "-f", "main", "longer")
        book.git("checkout", "-q", "main")
        assert credited(book, PATH) == untouched(tuple(plan))


@small
@given(plans)
def test_a_squash_with_trailers_loses_nobody(plan: list[Step]) -> None:
    before = {name for name, *_ in untouched(tuple(plan))}
    writers = tuple(dict.fromkeys(step.who for step in plan))
    with TemporaryDirectory() as folder:
        book = branched(folder, plan)
        book.git("merge", "-q", "--squash", "longer")
        assume(book.git("status", "--porcelain"))
        more = trailer("Co-authored-by", *writers[1:])
        book.commit(at(writers[0]), f"Longer (#1)\n\n---------\n\n{more}")
        assert before <= {name for name, *_ in credited(book, PATH)}


@small
@given(st.lists(st.tuples(steps, st.integers(0, 4), st.booleans()), min_size=4, max_size=9))
def test_every_word_is_accounted_for(plan: list[tuple[Step, int, bool]]) -> None:
    """Each word of a chapter is the template's, a machine's, or one person's; there is no other."""
    texts: dict[str, tuple[str, ...]] = {}
    done: list[Done] = []
    for step, which, machine in plan:
        path = f"content/dish-{which}.md"
        texts[path] = step.applied(texts.get(path, ()))
        text = "\n\n".join((f"# Dish number {which}", "## Method", *texts[path]))
        done.append((step.who, CLAUDE if machine else "By hand", {path: text}))
    with TemporaryDirectory() as folder:
        book = written(folder, done)
        known = attribution(book)
        for path in texts:
            account = known.account(path)
            text = (book.book / path).read_text("utf-8")
            assert account.words + account.template == len(tokens(text))
            assert sum(each.words for each in account.people) + account.machine == account.words
            assert sum(each.words for each in account.copied) <= account.words
