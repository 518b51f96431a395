import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.message import Hand, Message, read
from potluck.credits.people import Part, Person, human

A = Person("Contributor A", "a@example.org")
B = Person("Contributor B", "b@example.org")
C = Person("Contributor C", "c@example.org")
D = Person("Contributor D", "7+contributor-d@users.noreply.github.com")
BOT = Person("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
TOOL = Person("Claude", "noreply@anthropic.com")


def line(key: str, person: Person) -> str:
    return f"{key}: {person.name} <{person.email}>"


def co(person: Person) -> str:
    return line("Co-authored-by", person)


def hands(subject: str, *body: str, author: Person = A) -> list[tuple[str, str]]:
    found = read(author, subject, "\n".join(body)).hands
    return [(hand.person.name[-1:], hand.part.name) for hand in found]


def test_most_commits_have_one_author() -> None:
    assert read(A, "Add dal", "It is red.\n") == Message((Hand(A, Part.AUTHOR),))


def test_coauthors_are_found_anywhere_and_once() -> None:
    found = hands("Add dal", co(B), "More lentils.", "", co(C).upper(), "---------", "", co(B))
    assert found == [("A", "AUTHOR"), ("B", "COAUTHOR"), ("C", "COAUTHOR")]


def test_a_coauthor_in_the_first_paragraph_is_found() -> None:
    assert hands(f"Add dal {co(B)}") == [("A", "AUTHOR"), ("B", "COAUTHOR")]


def test_the_author_is_no_coauthor_of_their_own() -> None:
    by_name, by_address = Person("contributor a", "other@x.org"), Person("Ay", "A@Example.org")
    account = Person("renamed", "7+Contributor-D@users.noreply.github.com")
    assert hands("Add dal", co(by_name), co(by_address)) == [("A", "AUTHOR")]
    assert hands("Add dal", co(account), author=D) == [("D", "AUTHOR")]


def test_people_with_the_same_placeholder_for_an_address_are_two() -> None:
    one, other = (
        Person("Contributor B", "user@localhost"),
        Person("Contributor C", "user@localhost"),
    )
    found = hands("Add dal", co(one), co(other))
    assert found == [("A", "AUTHOR"), ("B", "COAUTHOR"), ("C", "COAUTHOR")]


# --- suggestions of a review ---------------------------------------------------------------------


def test_words_from_a_review_belong_to_who_suggested_them() -> None:
    accepted = [("A", "ACCEPTER"), ("B", "SUGGESTER"), ("C", "SUGGESTER")]
    assert hands("Apply suggestions from code review", "", co(B), co(C)) == accepted
    assert hands("Apply suggestion from @contributor-b", "", co(B)) == [accepted[0], accepted[1]]


def test_who_also_suggested_words_is_an_author_of_them() -> None:
    found = hands("Apply suggestions from code review", "", co(A), co(B))
    assert found == [("A", "AUTHOR"), ("B", "SUGGESTER")]
    assert hands("Apply suggestions from code review") == [("A", "AUTHOR")]
    assert hands("Apply suggestions from code review", "", co(A)) == [("A", "AUTHOR")]


def test_an_edit_on_the_web_is_no_suggestion() -> None:
    assert hands("Update soup.md", "", co(B)) == [("A", "AUTHOR"), ("B", "COAUTHOR")]


SQUASH = (
    "* Add dal",
    "",
    "* Update content/dal.md",
    "",
    "Less salt, as they say.",
    "",
    co(B),
    "",
    "* Apply suggestions from code review (#12)",
    "",
    co(C),
    "",
    "* Cook it longer",
)


def test_a_squash_tells_suggestions_from_the_work_of_coauthors() -> None:
    found = hands("Dal (#12)", *SQUASH, "", "---------", "", co(B), co(C), co(D))
    assert found == [("A", "AUTHOR"), ("B", "SUGGESTER"), ("C", "SUGGESTER"), ("D", "COAUTHOR")]


def test_who_wrote_more_than_suggestions_is_a_coauthor() -> None:
    found = hands("Dal (#12)", "* Begin", "", co(B), "", *SQUASH)
    assert found == [("A", "AUTHOR"), ("B", "COAUTHOR"), ("C", "SUGGESTER")]


def test_the_list_at_the_end_is_not_that_of_the_last_bullet() -> None:
    last = ("* Update content/dal.md", "", co(B), "", co(B), co(C))
    assert hands("Dal", "* Add dal", *last) == [
        ("A", "AUTHOR"),
        ("B", "SUGGESTER"),
        ("C", "COAUTHOR"),
    ]
    assert hands("Dal", "* Add dal", "* Update dal.md", "", co(B)) == [
        ("A", "AUTHOR"),
        ("B", "COAUTHOR"),
    ]


def test_git_lists_the_authors_of_what_it_squashed() -> None:
    body = ["Squashed commit of the following:", ""]
    for person in (B, C, B):
        merged = ["Merge: aaaaaaa bbbbbbb"] if person is C else []
        body += [f"commit {'a' * 40}", *merged, line("Author", person), "", "    Dal", ""]
    found = hands("Add dal", *body, line("Author", D))
    assert found == [("B", "AUTHOR"), ("C", "AUTHOR"), ("A", "SUBMITTER")]
    assert hands("Add dal", *body, author=B) == [("C", "AUTHOR"), ("B", "AUTHOR")]


# --- for somebody else ---------------------------------------------------------------------------


def test_who_commits_for_somebody_else_submits() -> None:
    told = [("B", "AUTHOR"), ("A", "SUBMITTER")]
    for key in ("On-behalf-of", "Submitted-for", "Submitted by", "Recipe-by", "written-by"):
        assert hands("Add dal", line(key, B)) == told
    assert hands("Add dal on behalf of Contributor B") == told
    assert hands("Add dal", "Submitted by Contributor B.") == told
    assert hands("Add dal (user submission by Contributor B)") == told


def test_an_organisation_does_not_write() -> None:
    body = ("on-behalf-of: @the-soup-club <club@example.org>",)
    assert hands("Add dal", *body) == [("A", "AUTHOR")]


def test_what_is_no_name_names_nobody() -> None:
    for value in ("my grandmother", "the village", "@contributor-b", "", "Contributor A"):
        assert hands("Add dal", f"Recipe-by: {value}") == [("A", "AUTHOR")]


def test_a_part_of_a_squash_can_be_for_somebody_else() -> None:
    found = hands("Dal (#12)", "* Add dal", "* Add bread on behalf of Contributor B")
    assert found == [("A", "AUTHOR"), ("B", "COAUTHOR")]


def test_what_a_bot_commits_for_somebody_is_theirs() -> None:
    body = ("Submitted by Contributor B", "", co(C))
    assert hands("Add dal", *body, author=BOT) == [("B", "AUTHOR"), ("C", "COAUTHOR")]
    assert read(BOT, "Add dal", "\n".join(body)).bot


# --- who only read -------------------------------------------------------------------------------


def test_reviewers_and_testers_write_nothing() -> None:
    body = (line("Tested-by", C), line("Reviewed-by", B), line("reviewed-by", B), co(B))
    assert hands("Add dal", *body) == [
        ("A", "AUTHOR"),
        ("B", "COAUTHOR"),
        ("B", "REVIEWER"),
        ("C", "TESTER"),
    ]


def test_nobody_vouches_for_what_is_theirs_alone() -> None:
    body = (line("Reviewed-by", A), line("Tested-by", A), line("Recipe-by", B))
    assert hands("Add dal", *body[:2]) == [("A", "AUTHOR")]
    assert hands("Add dal", *body) == [
        ("B", "AUTHOR"),
        ("A", "SUBMITTER"),
        ("A", "REVIEWER"),
        ("A", "TESTER"),
    ]


def test_a_signature_is_kept_and_makes_nobody_an_author() -> None:
    body = "\n".join(line("Signed-off-by", person) for person in (A, B, A, TOOL))
    found = read(A, "Add dal", body)
    assert (found.signed, found.hands) == ((A, B), (Hand(A, Part.AUTHOR),))


# --- machines ------------------------------------------------------------------------------------


def test_a_bot_that_formats_has_no_hands_and_writes_no_text() -> None:
    assert read(BOT, "Format", "") == Message(bot=True)
    assert read(BOT, "Describe", co(TOOL)) == Message(machine=True, bot=True)


def test_a_tool_has_no_hands_and_writes_text() -> None:
    assert read(TOOL, "Describe", "") == Message(machine=True)
    assert read(TOOL, "Describe", co(A)) == Message((Hand(A, Part.COAUTHOR),), machine=True)


def test_a_tool_that_helped_is_disclosed() -> None:
    for said in (
        co(TOOL),
        "Assisted-by: Claude:claude-opus coccinelle",
        "Assisted-by: GitHub Copilot",
        "Assisted-by: an AI",
        "assisted-by: SomeModel:2.1",
        "Generated-by: SomeModel",
        "Co-authored-by: ChatGPT",
        "Written-by: GPT-4o",
        "\N{ROBOT FACE} Generated with [Claude Code](https://claude.com/claude-code)",
        line("Signed-off-by", TOOL),
    ):
        assert read(A, "Add dal", said) == Message((Hand(A, Part.AUTHOR),), machine=True), said


def test_a_person_who_helped_is_no_machine() -> None:
    for said in (
        line("Assisted-by", B),
        "Assisted-by: Claude Monet <claude@example.org>",
        "Assisted-by: Grandma",
        "Assisted-by:",
        line("Generated-by", B),
        line("Reviewed-by", TOOL),
        "The picture was generated with a camera.",
    ):
        assert not read(A, "Add dal", said).machine, said


# --- any text ------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    (
        *map(co, (A, B, C, D, TOOL)),
        *(line(key, B) for key in ("Reviewed-by", "Tested-by", "Recipe-by", "Signed-off-by")),
        "* Apply suggestions from code review",
        "* Update content/dal.md",
        "* Update dal.md",
        "* Add dal (#12)",
        "---------",
        "",
        "Some words.",
        "Submitted by Contributor D",
        "Co-authored-by: Contributor C <c@example",
        "Co-authored-by: <>",
    )
)
LONG = 100_000
SUBJECTS = st.sampled_from(("Add dal", "Apply suggestions from code review", "Dal (#12)"))
MESSAGES = st.lists(PIECES, max_size=12).map("\n".join)


@given(SUBJECTS, MESSAGES)
def test_line_endings_change_nothing(subject: str, body: str) -> None:
    assert read(A, subject, body.replace("\n", "\r\n")) == read(A, subject, body)


@given(SUBJECTS, MESSAGES, st.integers(1, 3))
def test_separators_and_repeats_change_nothing(subject: str, body: str, times: int) -> None:
    trailers = [each for each in body.split("\n") if each.lower().startswith("co-authored-by")]
    again = "\n".join(["", "", "---------", "", *trailers, ""]) * times
    assert read(A, subject, body + again) == read(A, subject, body)


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_is_read_and_nobody_is_named_twice(
    name: str, email: str, subject: str, body: str
) -> None:
    found = read(Person(name, email), subject, f"{body}\nCo-authored-by:{body}")
    writers = [hand.person for hand in found.hands if hand.part.writes]
    assert all(map(human, writers))
    assert len(writers) == len(set(writers))


@pytest.mark.parametrize(
    "text",
    [
        "Co-authored-by: " + "<" * LONG,
        "Co-authored-by: " + "a " * LONG,
        "Co-authored-by: " + "@" * LONG,
        "submitted by " + "Ann " * LONG,
        ", " * LONG + "submitted by",
        "\n" * LONG + "\r" * LONG + "by:",
        "* Update " + "a." * LONG + "\nCo-authored-by: B",
        " " * LONG + ">" * LONG + " by:",
        " co-authored-by:" * (LONG // 10),
        "\n".join(f"Co-authored-by: Contributor {number}" for number in range(LONG // 10)),
        "\n".join(f"Written-by: Cook {n}\nTested-by: Reader {n}" for n in range(LONG // 10)),
    ],
    ids=range(11),
)
def test_a_long_message_takes_no_longer_than_it_is(text: str) -> None:
    """Each takes far less than a second; minutes, where time grew with the square of the length."""
    begun = time.process_time()
    assert read(A, text, text).hands
    assert time.process_time() - begun < 10
