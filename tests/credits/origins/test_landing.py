"""The order in which commits came into a book."""

from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.origins.landing import mainline, order


def test_what_a_merge_brings_comes_right_before_it() -> None:
    parents = {"m2": ("m1", "y"), "y": ("a",), "m1": ("b", "x"), "x": ("a",), "b": ("a",), "a": ()}
    assert order(parents, "m2") == ["a", "b", "x", "m1", "y", "m2"]
    assert mainline(parents, "m2") == ["m2", "m1", "b", "a"]


def test_parents_that_are_cut_off_are_left_out() -> None:
    assert order({"b": ("a",)}, "b") == ["b"]


def test_several_roots() -> None:
    assert order({"m": ("a", "z"), "a": (), "z": ()}, "m") == ["a", "z", "m"]


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Commits c0, c1 ...: each with up to three parents among those before it."""
    count = draw(st.integers(1, 12))
    return {
        f"c{n}": tuple(
            f"c{p}" for p in draw(st.lists(st.integers(0, n - 1), max_size=3, unique=True))
        )
        if n
        else ()
        for n in range(count)
    }


@given(graphs())
def test_parents_come_first_and_nobody_twice(parents: dict[str, tuple[str, ...]]) -> None:
    head = f"c{len(parents) - 1}"
    found = order(parents, head)
    at = {commit: number for number, commit in enumerate(found)}
    assert len(at) == len(found)
    assert found[-1] == head
    assert all(at[above] < at[commit] for commit in found for above in parents[commit])


@given(graphs())
def test_a_new_commit_at_the_head_comes_last(parents: dict[str, tuple[str, ...]]) -> None:
    head = f"c{len(parents) - 1}"
    before = order(parents, head)
    assert order({**parents, "new": (head, before[0])}, "new") == [*before, "new"]
