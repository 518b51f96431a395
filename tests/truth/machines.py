"""Truths about programs: bots, text that a machine wrote, and commits confirmed as mechanical."""

from collections.abc import Iterator
from itertools import product

from gitbook import GitBook
from truth.case import (
    DAL,
    RINSE,
    SERVE,
    TEMPER,
    A,
    B,
    C,
    Case,
    Told,
    at,
    chapter,
    machine,
    words,
)

PATH = "content/dal.md"
LONGER = DAL + f"\n{TEMPER}\n"
ALL_OF_A = ((A, "creator, author"),)
ACTIONS = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"
DEPENDABOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
CLAUDE = "Co-authored-by: Claude <noreply@anthropic.com>"
COPILOT = "Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>"


def formatted_by_a_bot(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL.replace("# Red lentil dal", "Red lentil dal\n==="))
    book.commit(ACTIONS, "Format [skip ci]", dal=DAL.replace(" until", "\nuntil"))
    book.write("requirements.txt", "potluck\n")
    book.commit(DEPENDABOT, f"Bump potluck\n\nSigned-off-by: {DEPENDABOT}")
    book.commit(at(B), f"Merge\n\nCo-authored-by: {DEPENDABOT}", dal=LONGER)


def written_by_a_bot(book: GitBook) -> None:
    """A bot may bring what somebody sent through a form: nobody knows, so nobody has it."""
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(ACTIONS, "See also", dal=LONGER)


def written_with_a_machine(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), f"Longer\n\n{CLAUDE}", dal=LONGER)
    book.commit(at(C), f"Serving\n\n{COPILOT}\n", dal=LONGER + f"\n{SERVE}\n")


def written_by_a_machine(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit("Claude <noreply@anthropic.com>", "Longer", dal=LONGER)


def machine_text_corrected(book: GitBook) -> None:
    """What people change in a machine's text is theirs, and the rest the machine's.

    Nobody is proven to have created a chapter that a machine wrote first.
    """
    book.commit(at(A), f"Add dal\n\n{CLAUDE}", dal=DAL)
    book.commit(at(B), "Check", dal=DAL.replace("twenty", "thirty"))
    book.commit(at(A), "My own", dal=DAL.replace("twenty", "thirty") + f"\n{TEMPER}\n")


def name_like_a_machine(book: GitBook) -> None:
    book.commit("Claude Contributor <claude@example.org>", "Add dal", dal=DAL)


UNITS = tuple("".join(pair) for pair in product(("ba", "ko", "mi", "nu", "re"), repeat=4))
SPOONS = tuple(f"spoon-{number:02d}" for number in range(30))
OWN = 8  # words of each chapter that no other one has


def own(number: int) -> tuple[str, str]:
    """Return the two halves of a chapter's own words."""
    found = UNITS[number * OWN : (number + 1) * OWN]
    return " ".join(found[: OWN // 2]), " ".join(found[OWN // 2 :])


def more(number: int) -> str:
    """Return a sentence that no other chapter has."""
    return " ".join(own(number + len(SPOONS))).capitalize() + "."


def spoons(unit: str, *, longer: bool = False) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(SPOONS):
        before, after = own(number)
        extra = f"\n{more(number)}\n" if longer else ""
        yield name, chapter(before, f"{after} with 2 {unit} {before[:4]}.") + extra


def replaced_everywhere(book: GitBook) -> str:
    book.commit(at(A), "Add thirty", **dict(spoons("tbsp")))
    return book.commit(at(B), "tbsp is tablespoon", **dict(spoons("tablespoon")))


def replaced_and_confirmed(book: GitBook) -> None:
    mechanical = replaced_everywhere(book)
    book.write(".git-blame-ignore-revs", f"# Units written out\n{mechanical}\n")
    book.commit(at(C), "Say which commits are mechanical")


def mixed_and_confirmed(book: GitBook) -> None:
    """New sentences replace nothing, so nobody else can have them: they are the commit's."""
    book.commit(at(A), "Add thirty", **dict(spoons("tbsp")))
    mixed = book.commit(at(B), "Units", **dict(spoons("tablespoon", longer=True)))
    book.write(".git-blame-ignore-revs", f"{mixed}  # not only units\n")
    book.commit(at(C), "Say which commits are mechanical")


def rewritten_and_confirmed(book: GitBook) -> None:
    """A sentence in the place of a word: one word has replaced it, the others are new."""
    book.commit(at(A), "Add dal", dal=DAL)
    mixed = book.commit(at(B), "Units", dal=DAL.replace("turmeric", f"{TEMPER} {SERVE}"))
    book.write(".git-blame-ignore-revs", f"{mixed}\n")
    book.commit(at(C), "Say which commits are mechanical")


def machine_confirmed(book: GitBook) -> None:
    """Text of a machine cannot be given to people by calling it mechanical."""
    book.commit(at(A), "Add dal", dal=DAL)
    text = DAL.replace("turmeric", "ginger") + f"\n{TEMPER}\n"
    made = book.commit(at(B), f"Better\n\n{CLAUDE}", dal=text)
    book.write(".git-blame-ignore-revs", f"{made}\n")
    book.commit(at(C), "Say which commits are mechanical")


def nonsense_confirmed(book: GitBook) -> None:
    """What is no commit of this history changes nothing."""
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "Longer", dal=LONGER)
    lines = ("0" * 40, "not a commit", "HEAD", "--all", "\ufeff", "# a comment", "e69de29")
    book.write(".git-blame-ignore-revs", "\r\n".join(lines))
    book.commit(at(C), "Nonsense")


def spoon(number: int, unit: str, *further: str) -> Told:
    """What is true of one of the thirty chapters: whose its unit is, and its last sentence."""
    before, after = own(number)
    last = (words(more(number), *further),) if further else ()
    share = ((B, "author" if further else "editor"),) if B in {unit, *further} else ()
    return Told(
        (
            words(f"{before} {after} with 2", A),
            words("tablespoon", unit),
            words(before[:4], A),
            *last,
        ),
        (A, B),
        (*ALL_OF_A, *share),
    )


CASES = (
    Case(
        "formatted by a bot",
        formatted_by_a_bot,
        {PATH: Told((words(DAL, A), words(TEMPER, B)), (A, B), (*ALL_OF_A, (B, "author")))},
    ),
    Case(
        "written by a bot",
        written_by_a_bot,
        {PATH: Told((words(DAL, A), words(TEMPER)), (A,), ALL_OF_A)},
    ),
    Case(
        "written with the help of a machine",
        written_with_a_machine,
        {
            PATH: Told(
                (words(DAL, A), machine(f"{TEMPER} {SERVE}")),
                (A, B, C),
                (*ALL_OF_A, (B, "contributor"), (C, "contributor")),
            )
        },
    ),
    Case(
        "written by a machine",
        written_by_a_machine,
        {PATH: Told((words(DAL, A), machine(TEMPER)), (A,), ALL_OF_A)},
    ),
    Case(
        "a machine's text, corrected and continued",
        machine_text_corrected,
        {
            PATH: Told(
                (
                    machine(f"Red lentil dal {RINSE} Simmer them gently with turmeric for"),
                    words("thirty", B),
                    machine("minutes"),
                    words(TEMPER, A),
                ),
                (A, B),
                ((A, "author"), (B, "editor")),
                creators=(),
            )
        },
    ),
    Case(
        "a first name like that of a machine",
        name_like_a_machine,
        {
            PATH: Told(
                (words(DAL, "Claude Contributor"),),
                ("Claude Contributor",),
                (("Claude Contributor", "creator, author"),),
            )
        },
    ),
    Case(
        "one word replaced in thirty chapters",
        replaced_everywhere,
        {f"content/{name}.md": spoon(number, B) for number, name in enumerate(SPOONS)},
    ),
    Case(
        "the same, confirmed as mechanical",
        replaced_and_confirmed,
        {f"content/{name}.md": spoon(number, A) for number, name in enumerate(SPOONS)},
    ),
    Case(
        "new sentences in a commit confirmed as mechanical",
        mixed_and_confirmed,
        {f"content/{name}.md": spoon(number, A, B) for number, name in enumerate(SPOONS)},
    ),
    Case(
        "a machine's commit confirmed as mechanical",
        machine_confirmed,
        {
            PATH: Told(
                (
                    words(f"Red lentil dal {RINSE} Simmer them gently with", A),
                    machine("ginger"),
                    words("for twenty minutes", A),
                    machine(TEMPER),
                ),
                (A, B),
                (*ALL_OF_A, (B, "contributor")),
            )
        },
    ),
    Case(
        "nonsense confirmed as mechanical",
        nonsense_confirmed,
        {PATH: Told((words(DAL, A), words(TEMPER, B)), (A, B), (*ALL_OF_A, (B, "author")))},
    ),
)
