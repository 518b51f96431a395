"""Words in place of counts: how much somebody did, and the rules by which people are credited.

Counts that are printed get played for: in one public cookbook a proofreader put himself into the
bylines of five recipes. So readers see words, and the numbers behind them stand in one place.
"""

from collections.abc import Callable
from dataclasses import dataclass

from potluck.model import Book, Role

HALF = 0.5  # of the words of a chapter; more than that is most of them
SEVERAL = 3  # commits


@dataclass(frozen=True)
class Measure:
    """What the history shows of one person in one chapter.

    `share` is their part of its words, from 0 to 1, and `edits` how many commits of theirs brought
    words. `shared`: somebody else has most of the words too, because they wrote them together.
    `machine`: all that they brought was written with the help of a program.
    """

    roles: tuple[Role, ...]
    share: float
    edits: int
    much: bool  # an author's share
    shared: bool = False
    machine: bool = False


# The first that fits is said.
EXTENTS: tuple[tuple[str, Callable[[Measure], bool]], ...] = (
    ("wrote most of it, with others", lambda seen: seen.share > HALF and seen.shared),
    ("wrote most of it", lambda seen: seen.share > HALF),
    ("wrote a good part", lambda seen: seen.much),
    ("wrote with the help of a program", lambda seen: seen.machine),
    ("wrote the first version", lambda seen: Role.CREATOR in seen.roles),
    ("wrote some of it", lambda seen: bool({Role.AUTHOR, Role.EDITOR} & {*seen.roles})),
    ("small edits", lambda seen: Role.PROOFREADER in seen.roles),
    ("several edits", lambda seen: seen.edits >= SEVERAL),
    ("helped to write", lambda seen: seen.edits > 0),
)

# The history knows nothing of what was said at the table, so these never stand beside an author.
LITTLE = frozenset({"small edits", "several edits", "helped to write"})


def extent(seen: Measure) -> str:
    """Say how much somebody did; nothing where the history shows no words of theirs.

    >>> extent(Measure((Role.EDITOR,), 0.1, 2, much=False))
    'wrote some of it'
    """
    return next((words for words, fits in EXTENTS if fits(seen)), "")


def beside(words: str, roles: tuple[Role, ...]) -> str:
    """Return what may stand beside declared roles: nothing that contradicts them.

    >>> beside("small edits", (Role.AUTHOR,)), beside("wrote some of it", (Role.AUTHOR,))
    ('', 'wrote some of it')
    """
    return "" if Role.AUTHOR in roles and words in LITTLE else words


RULE_OF_ORDER = (
    "Names stand in the order that the chapter gives. Where it names no author, whoever wrote the "
    "first version comes first, and then the other authors, those with the most words first. "
    "Everyone else follows by what they did, and then by name."
)


def thresholds(book: Book) -> str:
    """Say from how much on the work that the history shows has a name in this book.

    >>> from potluck.model import License
    >>> thresholds(Book("Soups", "soups", License("CC0-1.0", "CC0")))[:66]
    'What a chapter says of its people is never changed; what its histo'
    """
    limits = book.thresholds
    return (
        "What a chapter says of its people is never changed; what its history shows is added. "
        "Whoever wrote the first version of a chapter is its creator, and stays it. "
        f"An author wrote at least {_percent(limits.author_share)} of the words that stand in the "
        f"chapter today, or at least {limits.author_words} of them; "
        f"an editor wrote at least {_percent(limits.editor_share)}; "
        "a proofreader wrote less, in edits that usually bring "
        f"no more than {_words(limits.proofreader_words)}. "
        "Moving and formatting is not writing, and what a program wrote is nobody's."
    )


def _percent(share: float) -> str:
    """Write a share.

    >>> _percent(0.15), _percent(0.03)
    ('15 %', '3 %')
    """
    return f"{share * 100:g} %"


def _words(number: int) -> str:
    return "one word" if number == 1 else f"{number} words"
