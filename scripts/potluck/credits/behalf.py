"""For whom a commit was made, where its message says so: "on behalf of Contributor A".

Only what can hardly be anything else is a name: few words with capitals, at the end of what is
said. "On behalf of the team", "submitted by mistake" and "fix the soup submitted by Contributor A"
name no author.
"""

import re
from collections.abc import Iterator

from potluck.credits.people import Person, clean, human

WORDS = 4  # in a name, at most
REACH = 200  # characters of a line in which a name may stand

# "On behalf of" says of any deed for whom it was done; "submitted by" says who wrote the thing only
# where it stands apart, or where the deed is to bring something in.
PHRASE = re.compile(
    r"\bon behalf of[ \t]+(?=\S)"
    r"|(?:^|[(\[,:;–—]|[ \t]-)[ \t]*(?:an? )?(?:\w{1,12} )?submi(?:tted|ssion)s? by[ \t]+(?=\S)",
    re.IGNORECASE,
)
BRINGING = re.compile(
    r"[ \t]*(?:\* )?(?:add|new|create|import|publish|upload|post|merge)\w*\b.{0,120}?"
    r"\bsubmi(?:tted|ssion)s? by[ \t]+(?=\S)",
    re.IGNORECASE,
)
UNDONE = ('revert "', 'reapply "')

ADDRESSED = re.compile(r"([^<>@]{0,80})<([^<>\s@]{1,64}@[^<>\s@]{1,190})>")
ACCOUNT = re.compile(r"@([A-Za-z\d](?:[A-Za-z\d-]{0,38}))(?![\w/@.-]*[\w/@])")
END = ".,;:!?)]\"'”"  # of a clause
WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "da", "di", "du", "do", "dos", "la", "le", "bin", "al", "el"}
    | {"ten", "ter", "zu", "zur", "af", "av"}
)
# What may follow a name: whence it came, or somebody else.
AFTER = frozenset(
    {"and", "&", "via", "from", "in", "through", "by", "for", "on", "who", "as", "with", "at"}
)
OWNED = ("'s", "’s")
# Not how a name begins, and not what stands in one.
NO_BEGINNING = frozenset(
    {"the", "our", "my", "a", "an", "all", "this", "that", "some", "his", "her", "their", "your"}
    | {"i", "we", "us", "you", "me", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday", "today", "yesterday", "now", "date", "hand"}
)
NO_PART = frozenset(
    {"mistake", "accident", "error", "default", "email", "e-mail", "mail", "form", "issue"}
    | {"pull", "request", "pr", "user", "users", "reader", "readers", "visitor", "everyone"}
    | {"anonymous", "anon", "unknown", "nobody", "someone", "somebody", "none", "github", "bot"}
    | {"team", "group", "club", "society", "association", "union", "university", "college"}
    | {"school", "institute", "department", "ministry", "foundation", "committee", "council"}
    | {"press", "editors", "authors", "contributors", "maintainers", "community", "project"}
    | {"company", "co", "corp", "inc", "ltd", "llc", "gmbh", "kitchen", "family", "staff"}
)


def principals(line: str) -> tuple[Person, ...]:
    """Return whom a line of a message names as those for whom it was done.

    >>> [person.name for person in principals("Add dal (user submission by Contributor A)")]
    ['Contributor A']
    >>> principals("Add dal on behalf of the club"), principals("Submitted by mistake")
    ((), ())
    """
    line = line[: 10 * REACH]
    if not speaks(line) or line.lower().startswith(UNDONE):
        return ()
    match = PHRASE.search(line) or BRINGING.match(line)
    return tuple(filter(human, _people(line[match.end() :][:REACH]))) if match else ()


def speaks(line: str) -> bool:
    """Tell whether a line may speak of it at all; nearly none does."""
    low = line.lower()
    return "behalf" in low or "submi" in low


def _people(text: str) -> Iterator[Person]:
    """Yield the people with whom the text begins."""
    if match := ADDRESSED.match(text):
        person = Person(clean(match[1]), match[2])
        if plausible(person):
            yield person
    elif match := ACCOUNT.match(text):
        yield Person(match[1], f"{match[1]}@users.noreply.github.com")
    else:
        yield from _names(text.split())


def _names(words: list[str]) -> Iterator[Person]:
    """Yield the names that the words begin with, unless something else follows them."""
    name: list[str] = []
    ended = False
    for index, word in enumerate(words, 1):
        bare = word.rstrip(END)
        if ended or not _fits(bare, name):
            break
        initial = word == f"{bare[0]}." and index < len(words)
        name.append(word if initial else bare)
        ended = bare != word and not initial
    rest = [] if ended else words[len(name) :]
    person = Person(clean(" ".join(name)))
    if plausible(person) and (not rest or _follows(rest[0])):
        yield person
        if rest and rest[0] in {"and", "&"}:
            yield from _names(rest[1:])


def _fits(word: str, before: list[str]) -> bool:
    if not WORD.fullmatch(word) or len(before) > WORDS:
        return False
    return not word[0].islower() or (bool(before) and word in PARTICLES)


def _follows(word: str) -> bool:
    return word.casefold() in AFTER or not word[0].isalnum()


def plausible(person: Person) -> bool:
    """Tell whether this can be somebody's name: a few words with capitals, or with an address.

    >>> [plausible(Person(name)) for name in ("Ann van Dam", "grandma", "The Soup Club")]
    [True, False, False]
    """
    words = [word.casefold().strip(".") for word in person.name.split()]
    if len(words) > WORDS or any(word in NO_PART or word.endswith(OWNED) for word in words):
        return False
    if "@" in person.email:
        return True
    if not words or words[0] in NO_BEGINNING or words[-1] in PARTICLES:
        return False
    return person.name[0].isalpha() and not person.name[0].islower()
