"""Random small books: what somebody does to a chapter, step by step, under real git."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from gitbook import GitBook
from potluck.attribution import Attribution
from potluck.checking import read
from truth import case
from truth.case import CONFIG, A, B, C, at

SENTENCES = (case.RINSE, case.SIMMER, case.TEMPER, case.SERVE, case.SOAK, case.KNEAD, case.PROVE,
             case.BAKE, case.STORE, case.FREEZE, case.CHOP, case.STIR)  # fmt: skip
NEW = ("parsley", "paprika", "walnut", "treacle", "fennel", "quince")

small = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Step:
    """Somebody's change of a chapter, which is a list of sentences."""

    who: str
    kind: str
    place: int
    number: int

    def applied(self, text: Sequence[str]) -> tuple[str, ...]:
        """Return the sentences after the change."""
        here = self.place % len(text) if text else 0
        kind = self.kind if text else "insert"
        if kind == "delete":
            return (*text[:here], *text[here + 1 :])
        if kind == "move":
            return (*text[here:], *text[:here])
        if kind == "word":
            own = text[here].split()
            own[self.number % len(own)] = NEW[self.number % len(NEW)]
            return (*text[:here], " ".join(own), *text[here + 1 :])
        return (*text[:here], SENTENCES[self.number % len(SENTENCES)], *text[here:])


steps = st.builds(
    Step,
    who=st.sampled_from((A, B, C)),
    kind=st.sampled_from(("insert", "insert", "word", "move", "delete")),
    place=st.integers(0, 5),
    number=st.integers(0, 11),
)
plans = st.lists(steps, min_size=2, max_size=5)


Done = tuple[str, str, dict[str, str]]  # who, message, texts by path


def written(folder: str, done: Iterable[Done]) -> GitBook:
    """Return a book with these commits, one after the other."""
    book = GitBook(Path(folder) / "repo")
    first = [("Maintainer <maintainer@example.org>", "Begin", {"mkdocs.yml": CONFIG})]
    book.straight((*first, *((at(who), message, texts) for who, message, texts in done)))
    return book


def put(book: GitBook, path: str, text: str) -> None:
    """Write a chapter with exactly these line endings."""
    target = book.book / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def attribution(book: GitBook) -> Attribution:
    """Read the book as the pipeline does."""
    return read(book.root).attribution


def everything(book: GitBook) -> object:
    """Return all that is known of all chapters."""
    known = attribution(book)
    return [
        (entry.path, known.account(entry.path), known.credits(entry))
        for entry in known.outline.entries
    ]
