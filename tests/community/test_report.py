"""The report, word for word: for a terminal, as Markdown, and for programs."""

import json
from dataclasses import replace
from datetime import date

import pytest

from community.states import EMPTY, LAST, SOUP, STATE
from potluck.community.concentration import Concentration
from potluck.community.measures import ChapterState, Crowd, State
from potluck.community.remarks import sections
from potluck.community.report import REPORTS, as_json, markdown, text

TEXT = """\
A Test Book: the community behind the book
As of 2026-03-04, the day of the last commit.

People
  4 people have made 8 commits to what stands in the book today. Merges, bots and programs do not \
count.
  Of them, 3 took part in the last 12 months; 1 did so for the first time.
  2 (50 %) have made one commit, 1 has taken part in more than one month. In three public books, \
62 to 71 % made one commit.
    A word of thanks and a next small task bring people back.
  1 has left: nothing came from them in the last 12 months. 1 contributor file says \
active: false.
    Their credit stays. Write to them: some come back when they are asked.

How much rests on a few
  By commits: one person of 4 made 56 %. Bus factor 1: the fewest people who together made more \
than half. Gini 0.36, where 0 means that all did the same, and 1 that one did all.
    Should that person leave, most of the book has nobody who knows it: share the work now.
  By surviving words: one person of 2 wrote 75 %. Bus factor 1: the fewest people who together \
wrote more than half. Gini 0.25, where 0 means that all did the same, and 1 that one did all.
    Should that person leave, most of the book has nobody who knows it: share the work now.

Chapters that need somebody
  1 of 2 chapters has been edited by one person only.
    Ask somebody to read or to try them out: a second reader finds what the first cannot.
      content/mains/leek-soup.md
  1 of 2 chapters has lost everybody who wrote there.
    None of their people took part in the last 12 months, or their files say that they are not \
active. Find somebody who looks after these chapters.
      content/science/heat.md
  1 of 2 chapters has stayed unchanged for 24 months.
    Read them once: do links, prices and advice on safety still hold?
      content/science/heat.md"""

NOTHING = """\
An Empty Book: the community behind the book
As of 2026-03-04, the day of the last commit.

People
  Nobody has committed anything to this book yet.

How much rests on a few
  By surviving words: not known (partial clone).
    To count words, clone without --filter.

Chapters that need somebody
  There are no chapters yet."""


def test_the_text_for_a_terminal() -> None:
    assert text(STATE) == TEXT


def test_a_book_without_anything() -> None:
    assert text(EMPTY) == NOTHING


def says(state: State, section: int) -> list[str]:
    return [remark.says for remark in sections(state)[section].remarks]


def test_many_people_are_told_by_the_share_of_five_and_need_no_advice() -> None:
    spread = Concentration.of([10] * 10)
    (remark, _) = sections(replace(STATE, by_commits=spread))[1].remarks
    assert remark.says == (
        "By commits: one person of 10 made 10 %, five people 50 %. Bus factor 6: the fewest people "
        "who together made more than half. Gini 0.00, where 0 means that all did the same, and 1 "
        "that one did all."
    )
    assert remark.advice == ""


def test_one_person_alone() -> None:
    alone = replace(
        STATE,
        crowd=Crowd(1, 1, newcomers=0, active=1, once=0, returned=1),
        by_commits=Concentration((9,)),
        by_words=None,
    )
    assert says(alone, 0) == [
        "1 person has made 1 commit to what stands in the book today. "
        "Merges, bots and programs do not count.",
        "Of them, 1 took part in the last 12 months; 0 did so for the first time.",
        "0 (0 %) have made one commit, 1 has taken part in more than one month. "
        "In three public books, 62 to 71 % made one commit.",
    ]
    assert says(alone, 1) == [
        "By commits: one person made everything.",
        "By surviving words: not known.",
    ]


def test_where_nobody_new_came_one_is_told_what_to_do() -> None:
    quiet = replace(STATE, crowd=replace(STATE.crowd, newcomers=0))
    assert sections(quiet)[0].remarks[1].advice == (
        "Nobody new has come for long: say in the preface what a first, small task could be."
    )


def test_where_all_is_well_no_chapter_is_named() -> None:
    well = replace(STATE, chapters=(replace(SOUP, people=2),))
    assert says(well, 2) == [
        "No chapter has been edited by one person only.",
        "No chapter has lost everybody who wrote there.",
        "No chapter has stayed unchanged for 24 months.",
    ]


def test_where_it_is_all_chapters_none_is_named() -> None:
    remark = sections(replace(STATE, chapters=(SOUP, SOUP)))[2].remarks[0]
    assert remark.says == "All 2 chapters have been edited by one person only."
    assert remark.chapters == ()


def test_of_more_than_ten_chapters_the_rest_is_counted() -> None:
    chapters = [replace(SOUP, path=f"content/soup-{n:02}.md") for n in range(12)]
    rows = text(replace(STATE, chapters=(*chapters, replace(SOUP, people=2)))).splitlines()
    start = rows.index("  12 of 13 chapters have been edited by one person only.")
    assert rows[start + 2 : start + 13] == [
        *(f"      content/soup-{n:02}.md" for n in range(10)),
        "      and 2 more",
    ]


def test_names_of_files_do_nothing_to_a_terminal_or_to_markdown() -> None:
    path = "content/\x1b[31m*[a](b)*.md"
    soup = replace(SOUP, path=path)
    state = replace(STATE, title="A\x1b[1m <b>", chapters=(soup, replace(SOUP, people=2)))
    assert text(state).splitlines()[0] == "A�[1m <b>: the community behind the book"
    assert "      content/�[31m*[a](b)*.md" in text(state).splitlines()
    assert markdown(state).splitlines()[0] == r"# A�\[1m \<b\>: the community behind the book"
    assert r"    - content/�\[31m\*\[a\](b)\*.md" in markdown(state).splitlines()


MARKDOWN_TABLES = """\
## People per month

| Month | Took part | For the first time |
| --- | --: | --: |
| 2025-12 | 2 | 2 |
| 2026-01 | 1 | 1 |
| 2026-02 | 1 | 1 |
| 2026-03 | 1 | 0 |

## How evenly the work is spread

| People, from those who did least | Share of the commits | Share of the words |
| --- | --: | --: |
| 10 % | 4 % | 5 % |
| 20 % | 9 % | 10 % |
| 30 % | 13 % | 15 % |
| 40 % | 18 % | 20 % |
| 50 % | 22 % | 25 % |
| 60 % | 31 % | 40 % |
| 70 % | 40 % | 55 % |
| 80 % | 56 % | 70 % |
| 90 % | 78 % | 85 % |
| 100 % | 100 % | 100 % |

## When chapters were last changed

| Last change | Chapters |
| --- | --: |
| up to 3 months | 1 |
| 3 to 6 months | 0 |
| 6 to 12 months | 0 |
| 1 to 2 years | 0 |
| over 2 years | 1 |

## How many people wrote in a chapter

| People | Chapters |
| --- | --: |
| 1 person | 1 |
| 2 people | 1 |
| 3 people | 0 |
| 4 people | 0 |
| 5 people | 0 |
| 6 people or more | 0 |"""


def test_markdown_has_the_sentences_and_a_table_for_each_chart() -> None:
    head, _, tables = markdown(STATE).partition("## People per month")
    assert "## People per month" + tables == MARKDOWN_TABLES
    assert head.splitlines()[:7] == [
        "# A Test Book: the community behind the book",
        "",
        "As of 2026-03-04, the day of the last commit.",
        "",
        "## People",
        "",
        "- 4 people have made 8 commits to what stands in the book today. "
        "Merges, bots and programs do not count.",
    ]
    assert head.splitlines()[-3:] == [
        "- 1 of 2 chapters has stayed unchanged for 24 months. "
        "Read them once: do links, prices and advice on safety still hold?",
        "    - content/science/heat.md",
        "",
    ]


def test_json_has_all_figures_and_null_for_what_is_not_known() -> None:
    found = json.loads(as_json(STATE))
    assert found == {
        "book": "A Test Book",
        "date": "2026-03-04",
        "people": {
            "number": 4,
            "active": 3,
            "newcomers": 1,
            "left": 1,
            "one_commit": 2,
            "returned": 1,
            "files_not_active": 1,
        },
        "commits": 8,
        "by_commits": {"gini": 0.3611, "top_1": 0.5556, "top_5": 1.0, "bus_factor": 1},
        "by_words": {"gini": 0.25, "top_1": 0.75, "top_5": 1.0, "bus_factor": 1},
        "periods": {
            "unit": "month",
            "list": [
                {"label": "2025-12", "active": 2, "newcomers": 2},
                {"label": "2026-01", "active": 1, "newcomers": 1},
                {"label": "2026-02", "active": 1, "newcomers": 1},
                {"label": "2026-03", "active": 1, "newcomers": 0},
            ],
        },
        "chapters": [
            {
                "path": "content/mains/leek-soup.md",
                "people": 1,
                "changed": "2026-03-04",
                "has_active_people": True,
                "unchanged_for_two_years": False,
            },
            {
                "path": "content/science/heat.md",
                "people": 2,
                "changed": "2024-02-29",
                "has_active_people": False,
                "unchanged_for_two_years": True,
            },
        ],
    }
    assert json.loads(as_json(EMPTY))["by_words"] is None


@pytest.mark.parametrize("form", REPORTS)
def test_two_years_to_the_day_are_not_still(form: str) -> None:
    fresh = ChapterState("content/a.md", "A", 2, date(2024, 3, 4), tended=True)
    state = replace(STATE, chapters=(fresh,))
    assert state.age(fresh).days == 730
    assert state.still == ()
    assert LAST.isoformat() in REPORTS[form](state)
