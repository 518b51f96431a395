from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.log import FIELDS, Entry, Record, parse
from potluck.credits.message import Hand, Message
from potluck.credits.people import Part, Person
from potluck.credits.walk import changes
from potluck.model import Commit

FIELD = (b"abc", b"p1 p2", b"tree", b"0", b"1", b" Ann ", b"a@x.org", b"Subject", b"")
HEADER = b"\x01" + b"\0".join(FIELD) + b"\0"


def test_a_record_has_a_diff_for_each_parent() -> None:
    move = b"\n:100644 100644 1 2 R087\0old.md\0new.md\0:000000 100644 0 1 A\0b.md\0"
    edit = b"\n:100644 100644 1 2 M\0:tricky \n.md\0"
    assert parse(HEADER + move + HEADER + edit) == (
        Record(
            Commit("abc", datetime(1970, 1, 1, tzinfo=UTC), (), "Subject"),
            datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
            "tree",
            ("p1", "p2"),
            Message((Hand(Person("Ann", "a@x.org"), Part.AUTHOR),)),
            (
                (Entry("R", "new.md", "old.md", 87), Entry("A", "b.md")),
                (Entry("M", ":tricky \n.md"),),
            ),
        ),
    )


def record(author: str, body: str) -> Record:
    name, _, email = author.rstrip(">").partition(" <")
    fields = (*FIELD[:5], name.encode(), email.encode(), b"Subject", body.encode())
    (found,) = parse(b"\x01" + b"\0".join(fields) + b"\0")
    return found


def test_only_those_whose_words_it_holds_are_the_people_of_a_record() -> None:
    found = record(
        "Contributor A <a@x.org>",
        "Co-authored-by: Contributor B <b@x.org>\nTested-by: Contributor C\n"
        "Signed-off-by: Contributor A <a@x.org>\n",
    )
    a, b = Person("Contributor A", "a@x.org"), Person("Contributor B", "b@x.org")
    assert [hand.part for hand in found.hands] == [Part.AUTHOR, Part.COAUTHOR, Part.TESTER]
    assert (found.people, found.signed) == ((a, b), (a,))
    assert (found.machine, found.bot) == (False, False)


def test_a_record_says_what_a_program_did() -> None:
    helped = record("Contributor A <a@x.org>", "Assisted-by: Claude:opus-4\n")
    formatted = record("github-actions[bot] <>", "")
    assert (len(helped.people), helped.machine, helped.bot) == (1, True, False)
    assert (len(formatted.people), formatted.machine, formatted.bot) == (0, False, True)


def test_a_log_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = HEADER + b"\n:100644 100644 1 2 R100\0old.md\0new.md\0"
    for end in range(len(whole)):
        assert len(parse(whole[:end])) == (1 if end else 0)


PIECES = st.sampled_from((b"\x01", b"\0", b"\n:1 1 1 1 R100", b"\n:1 1 1 1 M", b"a.md", HEADER))


@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=40).map(b"".join))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    records = parse(data)
    live = frozenset({"a.md"})
    assert set(changes(records, live, live)) <= live


def test_fields_and_header_agree() -> None:
    assert len(FIELD) == len(FIELDS)
