"""Truths about one chapter: what is writing, and what only looks like it."""

from gitbook import GitBook
from potluck.credits.identity import slug
from truth.case import (
    BAKE,
    CHOP,
    DAL,
    KNEAD,
    PROVE,
    RINSE,
    SERVE,
    SIMMER,
    SOAK,
    STIR,
    STORE,
    TEMPER,
    A,
    B,
    C,
    Case,
    Told,
    at,
    chapter,
    words,
)

PATH = "content/dal.md"
BOTH_WROTE = ((A, "creator, author"), (B, "author"))
ALL_OF_A = ((A, "creator, author"),)


def plain_edit(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "Longer", dal=DAL.replace("twenty", "thirty") + f"\n{TEMPER}\n")


def replaced_part_by_part(book: GitBook) -> None:
    """Somebody whose words are all gone is still who began it."""
    book.commit(at(A), "Add dal", dal=chapter("Lentils", RINSE, SIMMER))
    book.commit(at(B), "More", dal=chapter("Lentils", RINSE, SIMMER, SOAK, CHOP))
    book.commit(at(B), "Other title", dal=chapter("Chickpeas", SOAK, CHOP))


def stub(book: GitBook) -> None:
    """A title alone says nothing: who wrote the text has made the chapter."""
    book.commit(at(A), "To be written", dal="# Red lentil dal\n")
    book.commit(at(B), "Add dal", dal=DAL)


def crlf(book: GitBook) -> None:
    book.commit(at(A), "Add two", dal=DAL, tea=chapter("Tea", KNEAD))
    for path in sorted((book.book / "content").glob("*.md")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    book.commit(at(B), "Line endings")


def crlf_and_a_word(book: GitBook) -> None:
    crlf(book)
    path = book.book / PATH
    path.write_bytes(path.read_bytes().replace(b"gently", b"slowly"))
    book.commit(at(C), "Slowly")


LONG = f"{RINSE} {SIMMER} {TEMPER} {SERVE}"
LISTED = f"""\
Red lentil dal
==============

{LONG}

Steps
-----

1. {SOAK}
1. {CHOP}

* {STIR}
* {STORE}
"""
RELISTED = f"""\
# Red lentil dal

{RINSE}
{SIMMER} {TEMPER}
    {SERVE.replace(" rice,", chr(10) + "rice,")}

## Steps

1) {SOAK}
2) {CHOP.replace(" sweat", chr(10) + "   sweat")}

- {STIR}
- {STORE}
"""


def mass_reformat(book: GitBook) -> None:
    book.commit(at(A), "Add two", dal=LISTED, tea=LISTED.replace("Red lentil dal", "Tea"))
    book.commit(at(B), "Format", dal=RELISTED, tea=RELISTED.replace("Red lentil dal", "Tea"))


STRAIGHT = 'It is "done" when it doesn\'t stick -- wait 10-15 minutes...'
CURLED = "It is “done” when it doesn’t stick – wait 10–15 minutes…"


def typographic_quotes(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=chapter("Dal", STRAIGHT))
    book.commit(at(B), "Quotes", dal=chapter("Dal", CURLED))


def emphasis_and_links(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    linked = DAL.replace("turmeric", "[turmeric](spices/turmeric.md)")
    book.commit(at(B), "Links", dal=linked.replace("twenty minutes", "**twenty minutes**"))
    book.commit(at(B), "Comment", dal=book_text(book) + "\n<!-- checked by hand -->\n")


def book_text(book: GitBook, path: str = PATH) -> str:
    return (book.book / path).read_text("utf-8")


def front_matter_migration(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=f"# Red lentil dal\n\n{RINSE}\n\n;tags: lentil soup\n")
    front = "---\ntitle: Red lentil dal\ntags: [lentil, soup]\nlicense: CC-BY-SA-4.0\n---\n\n"
    book.commit(at(B), "Front matter", dal=f"{front}{RINSE}\n")


def summary_is_written(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    told = f"---\ntitle: Red lentil dal\nsummary: {SERVE}\nlang: en\n---\n\n{RINSE}\n\n{SIMMER}\n"
    book.commit(at(B), "Summary", dal=told)


def sections(*order: str) -> str:
    parts = {"Method": SIMMER, "Serving": SERVE, "Leftovers": STORE}
    return chapter("Dal", *(f"## {name}\n\n{parts[name]}" for name in order))


def moved_sections(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=sections("Method", "Serving", "Leftovers"))
    book.commit(at(B), "Order", dal=sections("Leftovers", "Method", "Serving"))
    book.commit(at(C), "Order", dal=sections("Serving", "Leftovers", "Method"))


def deleted_and_reverted(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=chapter("Dal", RINSE, SIMMER, TEMPER, SERVE))
    book.commit(at(B), "Too long", dal=chapter("Dal", RINSE))
    book.record(at(C), "revert", "--no-edit", "HEAD")


def file_deleted_and_reverted(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    (book.book / PATH).unlink()
    book.commit(at(B), "Away with it")
    book.record(at(C), "revert", "--no-edit", "HEAD")


def undone_twice(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "More", dal=DAL + f"\n{TEMPER}\n")
    for who in (A, C):
        book.record(at(who), "revert", "--no-edit", "HEAD")


FILLER = " ".join((RINSE, SIMMER, TEMPER, SERVE, SOAK, KNEAD, PROVE, BAKE, STORE, CHOP))


def typo_fixer(book: GitBook) -> None:
    front = "---\ntitle: Feast\nauthors: [{}]\n---\n\n"
    wrong = FILLER.replace("turmeric", "tumeric").replace("garlic", "garlik")
    for who in (A, B):
        book.write(f"contributors/{slug(who)}.yml", f"name: {who}\n")
    book.commit(at(A), "Add feast", dal=front.format(slug(A)) + wrong)
    book.commit(at(B), "Spelling", dal=front.format(slug(B)) + FILLER)


BEFORE, AFTER = FILLER.split("turmeric")
MIDDLE, REST = AFTER.split("garlic")

CASES = (
    Case(
        "an edit",
        plain_edit,
        {
            PATH: Told(
                (
                    words("Red lentil dal", A),
                    words(RINSE, A),
                    words("Simmer them gently with turmeric for", A),
                    words("thirty", B),
                    words("minutes", A),
                    words(TEMPER, B),
                ),
                (A, B),
                BOTH_WROTE,
            )
        },
    ),
    Case(
        "the creator has no words left",
        replaced_part_by_part,
        {
            PATH: Told(
                (words("Chickpeas", B), words(SOAK, B), words(CHOP, B)),
                (A, B),
                ((A, "creator"), (B, "author")),
            )
        },
    ),
    Case(
        "a title first, and then the text",
        stub,
        {
            PATH: Told(
                (words("Red lentil dal", A), words(f"{RINSE} {SIMMER}", B)),
                (A, B),
                ((B, "creator, author"), (A, "editor")),
                creators=(B,),
            )
        },
    ),
    Case(
        "other line endings in the whole book",
        crlf,
        {
            PATH: Told((words(DAL, A),), (A, B), ALL_OF_A),
            "content/tea.md": Told((words(f"Tea {KNEAD}", A),), (A, B), ALL_OF_A),
        },
    ),
    Case(
        "a word after other line endings",
        crlf_and_a_word,
        {
            PATH: Told(
                (
                    words(f"Red lentil dal {RINSE} Simmer them", A),
                    words("slowly", C),
                    words("with turmeric for twenty minutes", A),
                ),
                (A, B, C),
                ((A, "creator, author"), (C, "editor")),
            )
        },
    ),
    Case(
        "wrapping, bullets, numbers and headings",
        mass_reformat,
        {
            PATH: Told(
                (words(f"Red lentil dal {LONG} Steps {SOAK} {CHOP} {STIR} {STORE}", A),),
                (A, B),
                ALL_OF_A,
            )
        },
    ),
    Case(
        "typographic quotes",
        typographic_quotes,
        {PATH: Told((words(f"Dal {STRAIGHT}", A),), (A, B), ALL_OF_A)},
    ),
    Case(
        "emphasis, links and comments",
        emphasis_and_links,
        {PATH: Told((words(DAL, A),), (A, B), ALL_OF_A)},
    ),
    Case(
        "title and tags become front matter",
        front_matter_migration,
        {PATH: Told((words(f"Red lentil dal {RINSE}", A),), (A, B), ALL_OF_A)},
    ),
    Case(
        "a summary is text too",
        summary_is_written,
        {
            PATH: Told(
                (
                    words("Red lentil dal", A),
                    words(SERVE, B),
                    words(f"{RINSE} {SIMMER}", A),
                ),
                (A, B),
                BOTH_WROTE,
            )
        },
    ),
    Case(
        "sections change places",
        moved_sections,
        {
            PATH: Told(
                (words(f"Dal Serving {SERVE} Leftovers {STORE} Method {SIMMER}", A),),
                (A, B, C),
                ALL_OF_A,
            )
        },
    ),
    Case(
        "deleted and brought back",
        deleted_and_reverted,
        {PATH: Told((words(f"Dal {RINSE} {SIMMER} {TEMPER} {SERVE}", A),), (A, B, C), ALL_OF_A)},
    ),
    Case(
        "the file deleted and brought back",
        file_deleted_and_reverted,
        {PATH: Told((words(DAL, A),), (A, C), ALL_OF_A)},
    ),
    Case(
        "a revert is reverted",
        undone_twice,
        {PATH: Told((words(DAL, A), words(TEMPER, B)), (A, B, C), BOTH_WROTE)},
    ),
    Case(
        "a mender of typos becomes the author",
        typo_fixer,
        {
            PATH: Told(
                (
                    words("Feast", A),
                    words(BEFORE, A),
                    words("turmeric", B),
                    words(MIDDLE, A),
                    words("garlic", B),
                    words(REST, A),
                ),
                (A, B),
                ((A, "creator, author"), (B, "proofreader")),
                shown=((B, "author"), (A, "creator, author")),
            )
        },
        findings=("ATT-011", "ATT-012"),
    ),
)
