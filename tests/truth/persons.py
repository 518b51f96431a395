"""Truths about who is who: trailers, submissions, odd names and addresses, people who left."""

import os

from gitbook import GitBook
from potluck.credits.people import Part
from potluck.model import WITHHELD
from truth.case import (
    BREAD,
    DAL,
    RINSE,
    SERVE,
    SIMMER,
    TEMPER,
    A,
    B,
    C,
    Case,
    D,
    Told,
    at,
    chapter,
    trailer,
    words,
)

PATH = "content/dal.md"
LONGER = DAL + f"\n{TEMPER}\n"
ALL_OF_A = ((A, "creator, author"),)
COAUTHOR = frozenset({Part.COAUTHOR})
GROWN = (words(DAL, A), words(TEMPER, B))
BOTH_WROTE = ((A, "creator, author"), (B, "author"))

SQUASHED = "\r\n".join(
    (
        "Longer (#12)",
        "",
        "* more butter",
        "",
        trailer("Co-authored-by", C),
        "",
        "* less butter",
        "",
        trailer("co-authored-by", C),
        "---------",
        "",
        trailer("Co-Authored-By", B),
        trailer("Co-authored-by", C),
        trailer("Co-authored-by", D),
    )
)


def squash(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.write(PATH, LONGER)
    book.git("add", "-A")
    book.record(at(B), "commit", "-q", "--cleanup=verbatim", "-F", "-", data=SQUASHED.encode())
    assert book.git("log", "-1", "--format=%b").count("\r") == SQUASHED.count("\r") - 2


def written_together(book: GitBook) -> None:
    book.commit(at(A), f"Add dal\n\n{trailer('Co-authored-by', B)}", dal=DAL)


def on_behalf(book: GitBook) -> None:
    book.commit(at(A), f"Add dal\n\nSubmitted on behalf of {at(B)}", dal=DAL)


def suggested(book: GitBook) -> None:
    """Who accepts a suggestion signs the commit, and writes nothing."""
    book.commit(at(A), "Add dal", dal=DAL)
    message = f"Apply suggestions from code review\n\n{trailer('Co-authored-by', B)}"
    book.commit(at(A), message, dal=LONGER)


def signed_off(book: GitBook) -> None:
    book.commit(at(A), f"Add dal\n\n{trailer('Signed-off-by', A)}", dal=DAL)
    book.commit(at(B), f"Longer\n\n{trailer('Signed-off-by', B, C)}", dal=LONGER)


def reviewed_and_tested(book: GitBook) -> None:
    message = f"Add dal\n\n{trailer('Reviewed-by', B)}\n{trailer('Tested-by', C)}"
    book.commit(at(A), message, dal=DAL)


def broken_addresses(book: GitBook) -> None:
    book.commit(at(A, ""), "Add dal", dal=DAL)
    book.commit(at(B, "contributor-b at example dot org"), "Longer", dal=LONGER)
    book.commit(at(B, "@"), "Spaces", dal=LONGER + "\n")


def address_for_a_name(book: GitBook) -> None:
    book.commit("contributor-a@example.org <contributor-a@example.org>", "Add", dal=DAL)


NEWER = "A. Contributor"
ACUTE = "Contributor É"
DECOMPOSED = "Contributor E\N{COMBINING ACUTE ACCENT}"
CYRILLIC = "Contributor \N{CYRILLIC CAPITAL LETTER A}"


def latin_1(book: GitBook) -> None:
    """Bytes of another encoding: named in the commit."""
    book.commit(at(A), "Add dal", dal=DAL)
    book.write(PATH, LONGER)
    book.git("add", "-A")
    name = os.fsdecode(ACUTE.encode("latin-1"))
    book.record(f"{name} <contributor-e@example.org>", "-c", "i18n.commitEncoding=ISO-8859-1",
                "commit", "-q", "-m", "Longer")  # fmt: skip


def unlabelled_bytes(book: GitBook) -> None:
    """The same bytes, and nothing says what they mean; the address is known by another commit."""
    book.commit(at(A), "Add dal", dal=DAL)
    tree = book.git("rev-parse", "HEAD^{tree}")
    head = book.git("rev-parse", "HEAD")
    book.write(PATH, LONGER)
    book.git("add", "-A")
    tree = book.git("write-tree")
    person = b"Contributor \xc9 <contributor-e@example.org> 1700100000 +0100"
    data = f"tree {tree}\nparent {head}\n".encode()
    data += b"author " + person + b"\ncommitter " + person + b"\n\nLonger\n"
    made = book.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=data)
    book.git("reset", "-q", "--hard", made)
    book.clock += 7 * 86_400
    book.commit(at(ACUTE, "contributor-e@example.org"), "Bread", bread=BREAD)


def unicode_twins(book: GitBook) -> None:
    book.commit(at(ACUTE, "e-one@example.org"), "Add dal", dal=DAL)
    book.commit(at(DECOMPOSED, "e-two@example.org"), "Longer", dal=LONGER)


def lookalikes(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(CYRILLIC, "other@example.org"), "Longer", dal=LONGER)


def another_name(book: GitBook) -> None:
    """One address is one person, under the newest name."""
    book.commit(at(A, "first@example.org"), "Add dal", dal=DAL)
    book.commit(at(NEWER, "FIRST@example.org"), "Longer", dal=LONGER)


def leaving(visibility: str, book: GitBook) -> None:
    book.write("contributors/contributor-b.yml", f"name: {B}\nvisibility: {visibility}\n")
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "Longer", dal=LONGER)


def removed(book: GitBook) -> None:
    leaving("removed", book)


def anonymous(book: GitBook) -> None:
    leaving("anonymous", book)


def wordless(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "", dal=chapter("Red lentil dal", RINSE, SIMMER, SERVE))


CASES = (
    Case(
        "a squash with co-authors",
        squash,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, B, C, D)),
                (A, B, C, D),
                (*ALL_OF_A, (B, "author"), (C, "author"), (D, "author")),
                parts={C: COAUTHOR, D: COAUTHOR},
            )
        },
    ),
    Case(
        "a chapter written together",
        written_together,
        {
            PATH: Told(
                (words(DAL, A, B),),
                (A, B),
                (*ALL_OF_A, (B, "creator, author")),
                creators=(A, B),
                parts={B: COAUTHOR},
            )
        },
    ),
    Case(
        "sent in for somebody else",
        on_behalf,
        {
            PATH: Told(
                (words(DAL, B),),
                (B, A),
                ((B, "creator, author"), (A, "submitter")),
                creators=(B,),
                parts={A: frozenset({Part.SUBMITTER})},
            )
        },
    ),
    Case(
        "a suggestion of a review, accepted",
        suggested,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, B)),
                (A, B),
                BOTH_WROTE,
                parts={
                    A: frozenset({Part.AUTHOR, Part.ACCEPTER}),
                    B: frozenset({Part.SUGGESTER}),
                },
            )
        },
    ),
    Case("signed off", signed_off, {PATH: Told(GROWN, (A, B), BOTH_WROTE)}),
    Case(
        "reviewed and tested",
        reviewed_and_tested,
        {
            PATH: Told(
                (words(DAL, A),),
                (A, B, C),
                (*ALL_OF_A, (B, "reviewer"), (C, "tester")),
                parts={B: frozenset({Part.REVIEWER}), C: frozenset({Part.TESTER})},
            )
        },
    ),
    Case("broken addresses", broken_addresses, {PATH: Told(GROWN, (A, B), BOTH_WROTE)}),
    Case(
        "an address for a name",
        address_for_a_name,
        {
            PATH: Told(
                (words(DAL, "contributor-a"),),
                ("contributor-a",),
                (("contributor-a", "creator, author"),),
            )
        },
    ),
    Case(
        "a name in Latin-1",
        latin_1,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, ACUTE)),
                (A, ACUTE),
                (*ALL_OF_A, (ACUTE, "author")),
            )
        },
    ),
    Case(
        "a name in bytes that nobody can read",
        unlabelled_bytes,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, ACUTE)),
                (A, ACUTE),
                (*ALL_OF_A, (ACUTE, "author")),
            )
        },
    ),
    Case(
        "one name in two Unicode forms",
        unicode_twins,
        {PATH: Told((words(f"{DAL} {TEMPER}", ACUTE),), (ACUTE,), ((ACUTE, "creator, author"),))},
    ),
    Case(
        "two names that look alike",
        lookalikes,
        {
            PATH: Told(
                (words(DAL, A), words(TEMPER, CYRILLIC)),
                (A, CYRILLIC),
                (*ALL_OF_A, (CYRILLIC, "author")),
            )
        },
    ),
    Case(
        "one address under two names",
        another_name,
        {PATH: Told((words(f"{DAL} {TEMPER}", NEWER),), (NEWER,), ((NEWER, "creator, author"),))},
    ),
    Case(
        "somebody who wants no name",
        anonymous,
        {PATH: Told(GROWN, (A, B), BOTH_WROTE, shown=((A, "author"), (WITHHELD, "author")))},
    ),
    Case(
        "somebody who wants to be gone",
        removed,
        {PATH: Told(GROWN, (A, B), BOTH_WROTE, shown=((A, "author"), (WITHHELD, "author")))},
    ),
    Case(
        "a commit without a message",
        wordless,
        {PATH: Told((words(DAL, A), words(SERVE, B)), (A, B), BOTH_WROTE)},
    ),
)
