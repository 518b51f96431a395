"""What a program wrote is said to be a program's.

A commit can say that a program helped to write it (`Assisted-by: NAME:VERSION`, or an AI tool as
author or co-author). Its words are nobody's: they make no person an author. Readers are told in
any case, from the history; but only the chapter can say what the program did, and who has checked
it. Where it says nothing of that, or `none`, somebody should.

Source: the Linux kernel's rules for coding assistants (an `Assisted-by` line, and a person who
answers for it); EU Regulation 2024/1689, article 50 (machine text is marked as such).

Bad:

    -- content/soup.md --
    # Leek soup

    Wash the leeks well, slice them thinly, and boil them in a litre of salted water until soft.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    # Leek soup

    Wash the leeks well, slice them thinly, and boil them in a litre of salted water until soft.

    A soup like this was served to travellers in many a mountain village, long before the railway.
    == ChatGPT: A story for the soup ==

Good:

    -- content/soup.md --
    ---
    ai_assistance: edited
    ai_note: ChatGPT wrote the last paragraph; Contributor A has checked it.
    ---
    # Leek soup

    Wash the leeks well, slice them thinly, and boil them in a litre of salted water until soft.
    == Contributor A: Leek soup ==
    -- content/soup.md --
    ---
    ai_assistance: edited
    ai_note: ChatGPT wrote the last paragraph; Contributor A has checked it.
    ---
    # Leek soup

    Wash the leeks well, slice them thinly, and boil them in a litre of salted water until soft.

    A soup like this was served to travellers in many a mountain village, long before the railway.
    == ChatGPT: A story for the soup ==
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Severity

SAYS_NOTHING = {None, "none"}


def check(book: BookView) -> Iterator[Finding]:
    for chapter in book.chapters if book.past else ():
        account = book.past.account(chapter.path) if book.past else None
        if account is None or not account.machine or chapter.fields.ai not in SAYS_NOTHING:
            continue
        yield RULE.finding(
            chapter.place("ai_assistance"),
            f"The history says that a program helped to write {account.mechanised} of this text, "
            "and the chapter does not.",
            "ai_assistance: edited (or drafted, or translated), and in ai_note: what it did, and "
            "who has checked it",
        )


RULE = Rule("ATT-022", "machine-text", Severity.WARNING, Scope.PAST, check, __doc__)
