"""No two chapters tell nearly the same.

Two people send the same dish, or a chapter is copied and forgotten. Readers then correct one of the
two. Lists of ingredients are not compared: many dishes share them. Only chapters of 40 words or
more are looked at.

Source: A. Broder, "On the resemblance and containment of documents" (1997).

Bad:

    -- content/soup.md --
    # Leek soup

    Slice the leeks and wash the sand out in a bowl of cold water, then lift them out.
    Drain them. Melt the butter in a wide pan, add the leeks with a pinch of salt, cover, and cook
    them gently until they are soft but not brown. Pour in the stock and simmer for ten minutes.
    -- content/stew.md --
    # Leek stew

    Slice the leeks and wash the sand out in a bowl of cold water, then lift them out.
    Drain them. Melt the butter in a heavy pan, add the leeks with a pinch of salt, cover, and cook
    them gently until they are soft but not brown. Pour in the stock and simmer for an hour.

Good:

    -- content/soup.md --
    # Leek soup

    Slice the leeks and wash the sand out in a bowl of cold water, then lift them out.
    Drain them. Melt the butter in a wide pan, add the leeks with a pinch of salt, cover, and cook
    them gently until they are soft but not brown. Pour in the stock and simmer for ten minutes.
    -- content/stew.md --
    # Leek stew

    Begin as for [leek soup](soup.md), and simmer it for an hour.
"""

from collections.abc import Iterator

from potluck.checks.likeness import alike
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    bodies = [chapter.raw.body for chapter in book.chapters]
    for first, second, share in alike(bodies, [chapter.sketch for chapter in book.chapters]):
        chapter, other = book.chapters[second], book.chapters[first]
        yield RULE.finding(
            chapter.raw.place_in_body(0),
            f"{share:.0%} of the words also stand, in the same order, in `{other.path}`.",
            f"keep one of them, or say what is different and link to it: {_link(other.path)}",
        )


def _link(path: str) -> str:
    return f"[words](/{path.removeprefix('content/')})"


RULE = Rule("SRC-002", "same-text", Severity.WARNING, Scope.WORDS, check, __doc__)
