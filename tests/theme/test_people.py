"""Who did what in a chapter, in words; and what stands at its end."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from potluck import theme
from potluck.model import Book, Chapter, Commit, Contributor, Credit, Edition, Role
from potluck.theme.people import changes, lines
from support import BY_SA, HEAT, SOUP, sample

A, B, C, D, E = (Contributor(f"contributor-{x}".lower(), f"Contributor {x}", x) for x in "ABCDE")


def commit(number: int, day: int, *people: str) -> Commit:
    return Commit(f"{number:040x}", datetime(2026, 3, day, tzinfo=UTC), people)


def told(chapter: Chapter, lang: str = "en") -> list[str]:
    return [theme.line(line, lang) for line in lines(chapter)]


def apparatus(chapter: Chapter, book: Book | None = None) -> html.HtmlElement:
    edition = sample()
    made = replace(edition, book=book or edition.book)
    page = theme.environment().get_template("apparatus.html.j2").module
    return html.fromstring(str(page.apparatus(chapter, made)))  # type: ignore[attr-defined]


def words(element: html.HtmlElement, name: str) -> list[str]:
    return [" ".join(item.text_content().split()) for item in element.find_class(name)]


def test_one_person_stands_before_the_part_and_many_after_it() -> None:
    chapter = replace(
        HEAT,
        credits=(
            Credit(A, (Role.AUTHOR,), extent="wrote most of it"),
            Credit(B, (Role.EDITOR,), declared=False, extent="wrote some of it"),
            Credit(C, (Role.PROOFREADER,), declared=False, extent="small edits"),
            Credit(D, (Role.PROOFREADER,), declared=False, extent="small edits"),
        ),
        reviewers=(E, A),
        submitted_by=B,
    )
    assert told(chapter) == [
        "Contributor A: author, wrote most of it",
        "Contributor B: editor, wrote some of it",
        "Proofreaders, small edits: Contributor C and Contributor D",
        "Reviewers: Contributor E and Contributor A",
        "Contributor B: sent it in",
    ]
    assert told(chapter, "de")[2:4] == [
        "Proofreaders, small edits: Contributor C und Contributor D",
        "Reviewers: Contributor E und Contributor A",
    ]


def test_an_author_of_whom_no_more_is_known_stands_in_the_byline_alone() -> None:
    assert told(replace(HEAT, credits=(Credit(A, (Role.AUTHOR,)),))) == []
    seen = Credit(A, (Role.AUTHOR,), declared=False)
    assert told(replace(HEAT, credits=(seen,))) == ["Contributor A: author"]


def test_terms_of_credit_taxonomies_are_told() -> None:
    term = Credit(A, (Role.AUTHOR,), credit=("visualization",))
    assert told(replace(HEAT, credits=(term,))) == ["Contributor A: author, visualization"]


def test_who_sent_a_chapter_in_is_told_once() -> None:
    seen = Credit(A, (Role.SUBMITTER,), declared=False)
    assert told(replace(HEAT, credits=(seen,))) == ["Contributor A: sent it in"]
    assert told(replace(HEAT, credits=(seen,), submitted_by=A)) == ["Contributor A: sent it in"]


@given(
    st.lists(
        st.builds(
            Credit,
            st.sampled_from([A, B, C, D, E]),
            st.lists(st.sampled_from(Role), unique=True).map(tuple),
            st.booleans(),
            st.sampled_from(["", "small edits"]),
        ),
        unique_by=lambda credit: credit.contributor.id,
    ),
    st.lists(st.sampled_from([A, B, C]), unique=True),
    st.sampled_from([None, A, E]),
)
def test_nobody_is_lost(
    made: list[Credit], reviewers: list[Contributor], sender: Contributor | None
) -> None:
    chapter = replace(HEAT, credits=tuple(made), reviewers=tuple(reviewers), submitted_by=sender)
    named = {person for line in lines(chapter) for person in line.people} | {*chapter.authors}
    assert named == {c.contributor for c in made} | {*reviewers} | ({sender} - {None})


def test_changes_of_one_day_by_the_same_people_are_one() -> None:
    since = [commit(9, 9, "A"), commit(8, 9, "A"), commit(7, 9, "A", "B")]
    assert changes(since).days == (since[0], since[2])
    assert changes(since).more == 0


def test_at_most_five_changes_are_told() -> None:
    found = changes([commit(n, n, "A") for n in range(20, 8, -1)])
    assert ([day.date.day for day in found.days], found.more) == ([20, 19, 18, 17, 16], 7)


def test_the_history_says_when_a_chapter_was_written_and_what_is_new() -> None:
    first, last = commit(1, 1, "A"), commit(30, 20, "A")
    since = tuple(commit(n, n, "Contributor A", "Contributor B") for n in range(20, 8, -1))
    chapter = replace(HEAT, created=first, modified=last, since=since)
    (told,) = words(apparatus(chapter), "history")
    assert told == (
        "First written on 1 March 2026, last changed on 20 March 2026 in 0000000000. "
        "Since the previous edition: 20 March 2026, Contributor A and Contributor B; "
        "19 March 2026, Contributor A and Contributor B; "
        "18 March 2026, Contributor A and Contributor B; "
        "17 March 2026, Contributor A and Contributor B; "
        "16 March 2026, Contributor A and Contributor B; and 7 more."
    )


def test_a_chapter_is_new_changed_or_unchanged_since_the_previous_edition() -> None:
    book = Book("A", "a", BY_SA, previous_edition="v1")
    only = commit(1, 1, "A")
    chapter = replace(HEAT, created=only, modified=only, history_url="https://example.org/h")
    unchanged, new = apparatus(chapter, book), apparatus(replace(chapter, since=(only,)), book)
    written = "Written on 1 March 2026 in 0000000000."
    assert words(unchanged, "history") == [
        f"{written} Unchanged since the previous edition. All changes"
    ]
    assert words(new, "history") == [f"{written} New in this edition. All changes"]
    assert words(apparatus(HEAT), "history") == ["Not committed yet"]
    again = apparatus(replace(chapter, modified=commit(2, 1, "A")))
    assert words(again, "history") == [f"{written} All changes"]


def test_words_from_other_chapters_are_told_with_their_titles() -> None:
    page = apparatus(replace(HEAT, copied_from=("leek-soup", "mains")))
    assert words(page, "copied") == [
        "Part of the text first stood in “Leek & potato soup <hot>” and “Main dishes”."
    ]
    links = [link.get("href") for link in page.find_class("copied")[0].iter("a")]
    assert links == ["book:chapter/leek-soup", "book:chapter/mains"]


def test_names_are_links_and_no_markup() -> None:
    evil = Contributor("x", "<b>X</b> & Y", "X")
    page = apparatus(replace(SOUP, credits=(Credit(evil, (Role.EDITOR,)), Credit(A, ()))))
    assert words(page, "people") == ["<b>X</b> & Y: editor Contributor A: contributor"]


def test_what_it_is_called_depends_on_what_it_is() -> None:
    edition: Edition = sample()
    titles = {c.kind: words(apparatus(c), "apparatus-title") for c in edition.texts}
    assert titles == {
        "page": ["How this page came to be"],
        "recipe": ["How this recipe came to be"],
        "chapter": ["How this chapter came to be"],
    }
