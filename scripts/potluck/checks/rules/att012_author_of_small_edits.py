"""Whoever is named as an author wrote more than a few words.

Every correction is welcome and every one is credited: the history adds its people by itself. The
byline is for those who wrote the text. Somebody who wrote the first version stays an author, even
if others have changed every word since.

Source: ICMJE, Recommendations, section II.A (who is an author); in a public cookbook a proofreader
put their own name into the bylines of five recipes.

Bad:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice three leeks and wash them. Peel two potatoes, cut them into small pieces, and put
    everything into a large pot with a spoonful of butter. Stir it over a low flame for ten
    minutes. Pour a litre of hot stock over it, add a bay leaf, and simmer until the potatoes
    fall apart. Season it with papper and serve it with dark bread.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, ben]
    ---
    Slice three leeks and wash them. Peel two potatoes, cut them into small pieces, and put
    everything into a large pot with a spoonful of butter. Stir it over a low flame for ten
    minutes. Pour a litre of hot stock over it, add a bay leaf, and simmer until the potatoes
    fall apart. Season it with pepper and serve it with dark bread.
    == Contributor B: A typo ==

Good:

    -- contributors/ann.yml --
    name: Contributor A
    -- contributors/ben.yml --
    name: Contributor B
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice three leeks and wash them. Peel two potatoes, cut them into small pieces, and put
    everything into a large pot with a spoonful of butter. Stir it over a low flame for ten
    minutes. Pour a litre of hot stock over it, add a bay leaf, and simmer until the potatoes
    fall apart. Season it with papper and serve it with dark bread.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann, {id: ben, role: proofreader}]
    ---
    Slice three leeks and wash them. Peel two potatoes, cut them into small pieces, and put
    everything into a large pot with a spoonful of butter. Stir it over a low flame for ten
    minutes. Pour a litre of hot stock over it, add a bay leaf, and simmer until the potatoes
    fall apart. Season it with pepper and serve it with dark bread.
    == Contributor B: A typo ==
"""

from collections.abc import Iterator

from potluck.checks.bylines import bylines
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for byline in bylines(book):
        asked = {someone: byline.perhaps(someone) for someone in byline.missing}
        lost = [someone for someone, named in asked.items() if named is None]
        for each in byline.named:
            if byline.small(each) and each not in asked.values():  # ATT-011 asks who that is
                yield RULE.finding(
                    each.place,
                    f"{quoted(each.ref.name)} is named as an author, and the history shows only "
                    "small edits of theirs here.",
                    f"if that is all, write `{byline.mended(lost)}`: they stay credited",
                )


RULE = Rule("ATT-012", "author-of-small-edits", Severity.WARNING, Scope.PAST, check, __doc__)
