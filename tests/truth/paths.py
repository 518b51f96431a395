"""Truths about files: renamed, copied, split, gone and come again, and oddly named."""

import os

from gitbook import GitBook
from potluck.attribution.account import Copied
from truth.case import (
    BAKE,
    BREAD,
    CHOP,
    DAL,
    FREEZE,
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
    D,
    Told,
    at,
    chapter,
    template,
    words,
)

ALL_OF_A = ((A, "creator, author"),)
BOTH_WROTE = ((A, "creator, author"), (B, "author"))
MOVED = "content/mains/dal.md"
FED = (words(DAL, A), words(TEMPER, B))


def renamed(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.move("content/dal.md", MOVED)
    book.commit(at(B), "A folder for mains")
    book.commit(at(C), "More", **{"mains/dal": DAL + f"\n{TEMPER}\n"})


def renamed_and_rewritten(book: GitBook) -> None:
    """Too different for git to call it a rename; the sentences say where they are from."""
    book.commit(at(A), "Add dal", dal=chapter("Dal", RINSE, SIMMER))
    (book.book / "content/dal.md").unlink()
    text = chapter("Chickpea curry", SOAK, CHOP, SIMMER, STIR, STORE, SERVE)
    book.commit(at(B), "Chickpeas instead", curry=text)


def renamed_in_a_merge(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("longer")
    book.commit(at(B), "Longer", dal=DAL + f"\n{TEMPER}\n")
    book.git("checkout", "-q", "main")
    book.commit(at(C), "Add bread", bread=BREAD)
    book.merge(at(D), "longer", commit=False)
    book.move("content/dal.md", MOVED)
    book.commit(at(D), "Merge longer, with a folder for mains")


def renamed_here_edited_there(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.branch("folders")
    book.move("content/dal.md", MOVED)
    book.commit(at(C), "A folder for mains")
    book.git("checkout", "-q", "main")
    book.commit(at(B), "Longer", dal=DAL + f"\n{TEMPER}\n")
    book.merge(at(D), "folders")


LOAF = chapter("Bread", KNEAD, PROVE, BAKE, STORE, FREEZE)


def split(book: GitBook) -> None:
    book.commit(at(A), "Add bread", bread=chapter("Bread", KNEAD, PROVE, BAKE, STORE))
    book.commit(at(B), "Freezing", bread=LOAF)
    book.commit(
        at(C),
        "Two chapters",
        bread=chapter("Bread", KNEAD, PROVE, BAKE),
        keeping=chapter("Leftovers tomorrow", STORE, FREEZE),
    )


def copied(book: GitBook) -> None:
    whole = (RINSE, SIMMER, TEMPER, SERVE)
    book.commit(at(A), "Add dal", dal=chapter("Dal", *whole))
    book.commit(at(B), "Add soup", soup=chapter("Soup", *whole))
    changed = (RINSE, SIMMER.replace("twenty", "forty"), TEMPER, STORE)
    book.commit(at(B), "Make it a soup", soup=chapter("Soup", *changed))


def borrowed_sentence(book: GitBook) -> None:
    book.commit(at(A), "Add bread", bread=BREAD)
    book.commit(at(B), "Add buns", buns=chapter("Buns", SOAK, PROVE, CHOP))
    book.commit(at(A), "Less bread", bread=chapter("Everyday bread", KNEAD, BAKE))


def joined(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    book.commit(at(B), "Add bread", bread=BREAD)
    (book.book / "content/bread.md").unlink()
    both = DAL + f"\n## Everyday bread\n\n{KNEAD}\n\n{PROVE}\n\n{BAKE}\n"
    book.commit(at(C), "One chapter", dal=both)


def made_again(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    (book.book / "content/dal.md").unlink()
    book.commit(at(B), "Away with it")
    book.commit(at(B), "Add bread", bread=BREAD)
    book.commit(at(C), "Dal is back", dal=DAL)


ODD = ('content/a "quoted" dal.md', "content/two\nlines.md", "content/tab\tsoup.md",
       "content/Süßes 饺子.md", "content/-dash.md", "content/ space .md")  # fmt: skip
ODD_TEXTS = (RINSE, SIMMER, TEMPER, SERVE, SOAK, KNEAD)


def odd_names(book: GitBook) -> None:
    for path, text in zip(ODD, ODD_TEXTS, strict=True):
        book.write(path, f"{text}\n")
    book.commit(at(A), "Odd names")
    for path in ODD:
        with (book.book / path).open("a", encoding="utf-8") as file:
            file.write("  \n")
    book.commit(at(B), "Spaces")


def strange_company(book: GitBook) -> None:
    """A submodule, links, a picture that calls itself a chapter, and an empty file."""
    book.commit(at(A), "Add dal", dal=DAL)
    content = book.book / "content"
    (content / "link.md").symlink_to("dal.md")
    (content / "out.md").symlink_to(os.devnull)
    (content / "binary.md").write_bytes(bytes(range(256)) * 40)
    (content / "empty.md").write_bytes(b"")
    head = book.git("rev-parse", "HEAD")
    book.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/module.md")
    (content / "module.md").mkdir()
    book.commit(at(B), "Odd things", dal=DAL + f"\n{TEMPER}\n")


def executable(book: GitBook) -> None:
    book.commit(at(A), "Add dal", dal=DAL)
    (book.book / "content/dal.md").chmod(0o755)
    book.commit(at(B), "Mode")


def link_and_back(book: GitBook) -> None:
    """A chapter that was a link for a while."""
    book.commit(at(A), "Add dal", dal=DAL)
    path = book.book / "content/dal.md"
    path.unlink()
    path.symlink_to("../mkdocs.yml")
    book.commit(at(B), "A link")
    path.unlink()
    book.commit(at(C), "No link", dal=DAL)


DISHES = {"dal": RINSE, "bread": KNEAD, "curry": SOAK, "soup": CHOP, "rice": STORE}
SHARED = "Everything here is written by volunteers, cook with care."


def dish(name: str, own: str) -> str:
    return f"# {name.title()}\n\n## Ingredients\n\n## Method\n\n{own}\n\n{SHARED}\n"


def shared_template(book: GitBook) -> None:
    for number, (name, own) in enumerate(DISHES.items()):
        book.commit(at((A, B)[number % 2]), f"Add {name}", **{name: dish(name, own)})


CASES = (
    Case(
        "a rename",
        renamed,
        {MOVED: Told((words(DAL, A), words(TEMPER, C)), (A, B, C), (ALL_OF_A[0], (C, "author")))},
    ),
    Case(
        "a rename too different to see",
        renamed_and_rewritten,
        {
            "content/curry.md": Told(
                (
                    words(f"Chickpea curry {SOAK} {CHOP}", B),
                    words(SIMMER, A),
                    words(f"{STIR} {STORE} {SERVE}", B),
                ),
                (A, B),
                ((B, "creator, author"), (A, "editor")),
                creators=(B,),
                copied=(Copied("content/dal.md", 8),),
            )
        },
    ),
    Case(
        "a rename inside a merge",
        renamed_in_a_merge,
        {MOVED: Told(FED, (A, B, D), BOTH_WROTE)},
    ),
    Case(
        "renamed on one branch, edited on another",
        renamed_here_edited_there,
        {MOVED: Told(FED, (A, C, B), BOTH_WROTE)},
    ),
    Case(
        "one chapter becomes two",
        split,
        {
            "content/bread.md": Told(
                (words(f"Bread {KNEAD} {PROVE} {BAKE}", A),),
                (A, B, C),
                (*ALL_OF_A, (B, "contributor")),
            ),
            "content/keeping.md": Told(
                (words("Leftovers tomorrow", C), words(STORE, A), words(FREEZE, B)),
                (A, B, C),
                ((A, "creator, author"), (B, "author"), (C, "editor")),
                copied=(Copied("content/bread.md", 20),),
            ),
        },
    ),
    Case(
        "a copy that went its own way",
        copied,
        {
            "content/dal.md": Told(
                (words(f"Dal {RINSE} {SIMMER} {TEMPER} {SERVE}", A),), (A,), ALL_OF_A
            ),
            "content/soup.md": Told(
                (
                    words("Soup", B),
                    words(f"{RINSE} Simmer them gently with turmeric for", A),
                    words("forty", B),
                    words(f"minutes {TEMPER}", A),
                    words(STORE, B),
                ),
                (A, B),
                BOTH_WROTE,
                copied=(Copied("content/dal.md", 28),),
            ),
        },
    ),
    Case(
        "a sentence from another chapter",
        borrowed_sentence,
        {
            "content/bread.md": Told((words(f"Everyday bread {KNEAD} {BAKE}", A),), (A,), ALL_OF_A),
            "content/buns.md": Told(
                (words(f"Buns {SOAK}", B), words(PROVE, A), words(CHOP, B)),
                (A, B),
                ((B, "creator, author"), (A, "author")),
                creators=(B,),
                copied=(Copied("content/bread.md", 9),),
            ),
        },
    ),
    Case(
        "two chapters become one",
        joined,
        {
            "content/dal.md": Told(
                (words(DAL, A), words(f"Everyday bread {KNEAD} {PROVE} {BAKE}", B)),
                (A, B, C),
                BOTH_WROTE,
                copied=(Copied("content/bread.md", 31),),
            )
        },
    ),
    Case(
        "deleted, and made again from the same text",
        made_again,
        {"content/dal.md": Told((words(DAL, A),), (A, C), ALL_OF_A)},
    ),
    Case(
        "odd names of files",
        odd_names,
        {
            path: Told((words(text, A),), (A, B), ALL_OF_A)
            for path, text in zip(ODD, ODD_TEXTS, strict=True)
        },
    ),
    Case(
        "links, submodules and bytes beside it",
        strange_company,
        {"content/dal.md": Told(FED, (A, B), BOTH_WROTE)},
    ),
    Case(
        "another mode of the file",
        executable,
        {"content/dal.md": Told((words(DAL, A),), (A, B), ALL_OF_A)},
    ),
    Case(
        "a link for a while",
        link_and_back,
        {"content/dal.md": Told((words(DAL, A),), (A, B, C), ALL_OF_A)},
    ),
    Case(
        "what most chapters share",
        shared_template,
        {
            f"content/{name}.md": Told(
                (
                    words(name.title(), (A, B)[number % 2]),
                    template("Ingredients Method"),
                    words(own, (A, B)[number % 2]),
                    template(SHARED),
                ),
                ((A, B)[number % 2],),
                (((A, B)[number % 2], "creator, author"),),
            )
            for number, (name, own) in enumerate(DISHES.items())
        },
    ),
)
