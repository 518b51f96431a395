"""The ledger as values: its format, its merges, its fingerprints, and the ratchet."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

from hypothesis import given
from hypothesis import strategies as st

from potluck.attribution.ledger import Entry, Ledger, balance, missing, union
from potluck.attribution.ledger.entries import Trouble
from potluck.attribution.ledger.now import Now, Standing, Today, ledger_of
from potluck.attribution.ledger.pasting import removing, restoring
from potluck.attribution.ledger.same import Names
from potluck.attribution.ledger.sketch import ALIKE, KEPT, share, sketch
from potluck.attribution.ledger.text import FIRST, LAST, dump, parse
from potluck.attribution.ledger.writing import renewed
from potluck.model import Contributor
from potluck.source.fields import Removal, SourceRef, fields

SOUP, STEW = "content/soup.md", "content/stew.md"
A = Entry(SOUP, "person", "contributor-a", "Contributor A", roles=("author",))
B = Entry(SOUP, "person", "contributor-b", "Contributor B")
BOOK = Entry(STEW, "source", "https://example.org/dal", "Masoor dal", "Contributor Z")


@cache
def words(seed: str, count: int = 120) -> str:
    chance = random.Random(seed)  # noqa: S311 - a text, no secret
    return " ".join(f"{seed}{chance.randrange(9999)}" for _ in range(count))


# --- the file -----------------------------------------------------------------------------------


def test_the_file_is_json_with_one_line_for_each_credit() -> None:
    text = sketch(words("soup"))
    made = Ledger.made([BOOK, B, A], [(SOUP, text)])
    assert dump(made) == (
        "[\n"
        '{"ledger": 1, "about": "Who and what is credited for which chapter. '
        'Made by: potluck credits --write"},\n'
        f'{{"chapter": "content/soup.md", "text": "{text}"}},\n'
        '{"chapter": "content/soup.md", "person": "contributor-a", "name": "Contributor A", '
        '"roles": ["author"]},\n'
        '{"chapter": "content/soup.md", "person": "contributor-b", "name": "Contributor B"},\n'
        '{"chapter": "content/stew.md", "source": "https://example.org/dal", '
        '"name": "Masoor dal", "by": "Contributor Z"},\n'
        '{"ledger": 1, "end": true}\n'
        "]\n"
    )
    assert parse(dump(made)) == made
    assert made.entries[A.mark] == replace(A, texts=frozenset({text}))


def test_lines_that_cannot_be_read_are_told_and_the_rest_is_kept() -> None:
    lines = ['{"chapter": "content/soup.md", "person": "contributor-a"},',
             "what?", '{"chapter": "/etc/passwd", "person": "a"},',
             '{"chapter": "content/soup.md"},', '{"ledger": 9},', "[" * 9000, "7,"]  # fmt: skip
    read = parse("\n".join(lines))
    assert [*read.entries] == [(SOUP, "person", "contributor-a")]
    assert read.troubles == (
        Trouble(2, "it is no JSON"),
        Trouble(3, "it names no chapter"),
        Trouble(4, "it names nobody and no source"),
    )
    others = [parse(line).troubles for line in lines[4:]]
    assert others == [
        (Trouble(1, "it was written by another version of Potluck"),),
        (Trouble(1, "it is no JSON"),),
        (Trouble(1, "it is no entry"),),
    ]


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    parse(text)
    parse(f'{{"chapter": "content/soup.md", "person": "{text}"}},')


def test_addresses_of_people_are_cut_and_direction_marks_dropped() -> None:
    shady = replace(A, name="Contributor A <a@example.org>", reason="asked a@example.org")
    assert "example.org" not in dump(Ledger.made([shady], []))
    line = '{"chapter": "content/soup.md", "person": "a", "name": "A\u202e B"},'
    assert [entry.name for entry in parse(line).entries.values()] == ["A B"]


# --- merges -------------------------------------------------------------------------------------

entries = st.builds(
    Entry,
    st.sampled_from([SOUP, STEW, "content/pie.md"]),
    st.just("person"),
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["", "Contributor A", "Contributor B"]),
    roles=st.sets(st.sampled_from(["author", "editor"])).map(lambda roles: tuple(sorted(roles))),
    removed=st.sampled_from(["", "2026-11-01", "2026-11-02"]),
)
texts = st.tuples(st.sampled_from([SOUP, STEW]), st.sampled_from([sketch(words("one"))] * 2))
ledgers = st.builds(Ledger.made, st.lists(entries), st.lists(texts))


def plain(ledger: Ledger) -> tuple[object, object]:
    """Return a ledger without the fingerprints at each entry, which follow from the others."""
    return {m: replace(e, texts=frozenset()) for m, e in ledger.entries.items()}, ledger.texts


@given(ledgers, ledgers, st.randoms(use_true_random=False))
def test_a_merge_of_all_lines_in_any_order_is_the_union(
    one: Ledger, other: Ledger, chance: random.Random
) -> None:
    lines = (dump(one) + dump(other)).splitlines()
    chance.shuffle(lines)
    assert plain(parse("\n".join(lines))) == plain(union(one, other))


@given(ledgers, ledgers, st.booleans())
def test_a_file_with_the_marks_of_a_conflict_is_the_union_of_both_sides(
    one: Ledger, other: Ledger, base: bool
) -> None:
    first, last = [*FIRST], [*LAST]
    ours, theirs = (dump(side).splitlines()[2:-2] for side in (one, other))
    old = ["||||||| 0123456", '{"chapter": "content/old.md", "person": "z"},'] if base else []
    lines = [*first, "<<<<<<< HEAD", *ours, *old, "=======", *theirs, ">>>>>>> branch", *last]
    read = parse("\n".join(lines))
    assert plain(read) == plain(union(one, other))
    assert read.conflict
    assert read.troubles == ()
    assert plain(parse(dump(union(one, other)))) == plain(union(one, other))


@given(ledgers, ledgers, ledgers)
def test_a_union_does_not_depend_on_order(one: Ledger, two: Ledger, three: Ledger) -> None:
    assert union(union(one, two), three) == union(three, one, two)
    assert union(one, one) == union(one)


# --- fingerprints -------------------------------------------------------------------------------

PROSE = words("soup")


@given(st.integers(0, 119), st.sampled_from(["**{}**", "_{}_,", "{}\n\n", "  {}", "`{}`."]))
def test_marks_and_white_space_do_not_change_a_fingerprint(at: int, form: str) -> None:
    changed = PROSE.split()
    changed[at] = form.format(changed[at].upper())
    assert sketch(" ".join(changed)) == sketch(PROSE)


def test_the_share_tells_edits_from_other_texts() -> None:
    edited = PROSE.split()
    edited[10:14] = ["four", "words", "are", "new"]
    assert share(sketch(PROSE), sketch(" ".join(edited))) >= KEPT
    assert share(sketch(PROSE), sketch(words("stew"))) < ALIKE
    assert share(sketch("汤" * 30), sketch("汤" * 30)) == 1
    assert share("", sketch(PROSE)) == 0


# --- who is who ---------------------------------------------------------------------------------


def person(ident: str, name: str = "", **more: str) -> Contributor:
    return Contributor(ident, name or ident.replace("-", " ").title(), "", **more)  # type: ignore[arg-type]


def named(*people: str, roles: tuple[str, ...] = ("author",)) -> tuple[Standing, ...]:
    return tuple(Standing(person(each), roles) for each in people)


def chapter(*people: str, body: str = "", **more: object) -> Today:
    told = named(*people)
    return replace(Today(told, everyone=lambda: told, body=lambda: body), **more)  # type: ignore[arg-type]


def test_a_source_is_the_same_by_its_address_or_by_title_and_author() -> None:
    known = Ledger.made([BOOK], [])
    for source in (
        SourceRef(0, "Dal", url="http://www.example.org/dal/"),
        SourceRef(0, "masoor  DAL", author="contributor z", url="https://example.org/new"),
    ):
        assert balance(known, Now({STEW: chapter(sources=(source,))})).open == ()
    for source in (
        SourceRef(0, "Masoor dal", url="https://example.org/other"),
        SourceRef(0, "Masoor dal", author="Contributor Y"),
    ):
        (loss,) = balance(known, Now({STEW: chapter(sources=(source,))})).open
        assert (loss.chapter, loss.entry, loss.demoted) == (STEW, BOOK, False)


def test_an_author_whom_only_the_history_knows_now_is_told_apart() -> None:
    seen = (Standing(person("contributor-a")), *named("contributor-b"))
    now = Now({SOUP: chapter("contributor-b", everyone=lambda: seen, byline=True)})
    (loss,) = balance(Ledger.made([A], []), now).open
    assert (loss.entry, loss.demoted) == (A, True)
    without = Now({SOUP: replace(now.chapters[SOUP], byline=False)})
    assert balance(Ledger.made([A], []), without).open == ()


def test_whom_the_history_has_seen_cannot_be_dropped() -> None:
    mover = Now({SOUP: Today(seen=(person("contributor-b"),))})
    assert balance(Ledger.made([B], []), mover).open == ()
    assert [loss.entry for loss in balance(Ledger.made([A], []), mover).open] == [A]


def test_lines_to_paste_bring_a_credit_back_or_say_why_it_is_gone() -> None:
    meta = fields({"authors": ["Jo: cook", {"id": "b", "role": ["editor"]}]})
    assert restoring(A, meta) == ['authors: ["Jo: cook", {id: b, role: editor}, contributor-a]']
    photo = replace(A, roles=("editor", "photographer"))
    assert restoring(photo, fields({})) == [
        "authors: [{id: contributor-a, role: [editor, photographer]}]"
    ]
    assert restoring(B, fields({})) == ["authors: [{id: contributor-b, role: contributor}]"]
    assert restoring(replace(A, roles=("submitter",)), fields({})) == [
        "submitted_by: contributor-a"
    ]
    assert restoring(BOOK, fields({})) == [
        "sources:",
        "  - {title: Masoor dal, author: Contributor Z, url: https://example.org/dal}",
    ]
    assert restoring(replace(A, key="anonymous-000001"), fields({})) == []
    assert removing(BOOK, "2026-11-22") == [
        "removed_credits:",
        "  - {source: https://example.org/dal, reason: WHY, date: 2026-11-22}",
    ]


# --- the ratchet --------------------------------------------------------------------------------

PEOPLE = ("contributor-a", "contributor-b", "contributor-c")


@dataclass
class Book:
    """A book as commits change it, and what must hold of it: who was ever in a ledger."""

    authors: dict[str, list[str]] = field(default_factory=dict)  # by chapter, under any path
    removals: dict[str, list[str]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)  # path -> chapter
    ledger: Ledger = field(default_factory=Ledger)
    past: list[Ledger] = field(default_factory=list)
    ever: set[tuple[str, str, str]] = field(default_factory=set)

    def now(self) -> Now:
        def moves(gone: frozenset[str], here: frozenset[str]) -> Mapping[str, str]:
            found = {path: self.paths.get(self.former[path]) for path in gone}
            return {path: new for path, new in found.items() if new in here and new}

        def today(name: str) -> Today:
            told = self.removals.get(name, [])
            removals = (Removal(n, who, None, "Asked", "2026-11-01") for n, who in enumerate(told))
            made = chapter(*self.authors[name], body=words(name), removals=tuple(removals))
            return replace(made, byline=bool(self.authors[name]))

        return Now({path: today(name) for name, path in self.paths.items()}, Names(), moves)

    def known(self) -> Ledger:
        return union(*self.past, self.ledger)

    def write(self) -> None:
        self.ledger = renewed(self.known(), self.ledger, self.now())
        self.past.append(self.ledger)
        self.ever |= {(n, who, path) for n, path in self.paths.items() for who in self.authors[n]}

    def dropped(self) -> set[tuple[str, str]]:
        """Return who is missing where; for a text that is gone, in the last one under its path."""
        heirs = {(n if n in self.paths else self.former[path], who) for n, who, path in self.ever}
        return {
            (self.paths[name], who)
            for name, who in heirs
            if name in self.paths and who not in (*self.authors[name], *self.removals.get(name, []))
        }


def credit(book: Book, name: str, who: str) -> None:
    book.paths.setdefault(name, f"content/{name}-{len(book.former)}.md")
    book.former[book.paths[name]] = name
    book.authors.setdefault(name, [])
    if who not in book.authors[name]:
        book.authors[name].append(who)


def drop(book: Book, name: str, who: str) -> None:
    if who in book.authors.get(name, []):
        book.authors[name].remove(who)


def remove(book: Book, name: str, who: str) -> None:
    drop(book, name, who)
    book.removals.setdefault(name, []).append(who)


def move(book: Book, name: str, who: str) -> None:
    if name in book.paths:
        book.paths[name] = f"content/{who}/{name}-{len(book.former)}.md"
        book.former[book.paths[name]] = name


def swap(book: Book, name: str, who: str) -> None:
    """Let two chapters change places, as numbered ones do."""
    other = "stew" if name == "soup" else "soup"
    if name in book.paths and other in book.paths:
        book.paths[name], book.paths[other] = book.paths[other], book.paths[name]
        book.former |= {book.paths[each]: each for each in (name, other)}


def reuse(book: Book, name: str, who: str) -> None:
    """Begin a chapter under a path that another has left."""
    left = [
        p for p, each in book.former.items() if p != book.paths.get(each) and each in book.paths
    ]
    if left and name not in book.former.values():
        book.paths[name] = left[-1]
        credit(book, name, who)


def delete(book: Book, name: str, who: str) -> None:
    book.paths.pop(name, None)


def tamper(book: Book, name: str, who: str) -> None:
    """Take somebody out of the ledger by hand, or half of it, and commit that."""
    kept = (e for e in book.ledger.entries.values() if e.key != who)
    book.ledger = Ledger.made(kept, [])
    book.past.append(book.ledger)


def write(book: Book, name: str, who: str) -> None:
    book.write()


STEPS = st.tuples(
    st.sampled_from(
        [credit, credit, drop, remove, move, swap, reuse, delete, tamper, write, write]
    ),
    st.sampled_from(["soup", "stew", "pie"]),
    st.sampled_from(PEOPLE),
)


@given(st.lists(STEPS, max_size=25))
def test_the_ratchet_is_loosened_by_a_removal_and_by_nothing_else(
    steps: list[tuple[partial[None], str, str]],
) -> None:
    book = Book()
    for step, name, who in steps:
        step(book, name, who)
    found = {(loss.chapter, loss.entry.key) for loss in balance(book.known(), book.now()).open}
    assert found == book.dropped()


@given(st.lists(STEPS, max_size=25))
def test_writing_twice_changes_nothing_and_loses_nobody(
    steps: list[tuple[partial[None], str, str]],
) -> None:
    book = Book()
    for step, name, who in steps:
        step(book, name, who)
    book.write()
    first, now = book.ledger, book.now()
    assert dump(renewed(book.known(), first, now)) == dump(first)
    assert missing(first, now) == ()
    wanted = {(path, e.key) for path, _, _ in ledger_of(now).entries
              for e in ledger_of(now).entries.values() if e.chapter == path}  # fmt: skip
    held = {(entry.chapter, entry.key) for entry in first.entries.values()}
    assert wanted | book.dropped() <= held


def test_removed_credits_stay_readable_with_day_and_reason() -> None:
    asked = Removal(0, "Contributor A", None, "the text is new", "2026-11-01")
    now = Now({SOUP: chapter("contributor-b", removals=(asked,))})
    made = renewed(Ledger.made([A], []), Ledger(), now)
    assert made.entries[A.mark] == replace(A, removed="2026-11-01", reason="the text is new")


def test_a_small_edit_keeps_the_stored_fingerprint_and_a_new_text_does_not() -> None:
    edited = PROSE.replace(PROSE.split()[5], "other")
    before = ledger_of(Now({SOUP: chapter("contributor-a", body=PROSE)}))
    small = renewed(before, before, Now({SOUP: chapter("contributor-a", body=edited)}))
    assert sketch(edited) != sketch(PROSE)
    assert dump(small) == dump(before)
    fresh = renewed(before, before, Now({SOUP: chapter("contributor-a", body=words("x"))}))
    assert fresh.texts == {SOUP: frozenset({sketch(words("x"))})}
