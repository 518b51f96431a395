"""Who had which part in a commit, from its author and its message. Pure; any text will do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from potluck.credits.behalf import plausible, principals, speaks
from potluck.credits.people import Part, Person, bot, fold, github, human, placeholder, tool
from potluck.credits.trailers import (
    TRAILER,
    Trailer,
    applied,
    bulleted,
    named,
    people_in,
    split,
    squashed,
    trailers,
)

# A message without any of these, in small letters, names nobody: most are read no further.
HINTS = ("by:", " by ", "behalf", "for:", "author:", "authors:", "generated with")

MOST_HANDS = 200  # in one commit: more people than in any real one share no text of a chapter
COAUTHORS = ("co-authored-by", "coauthored-by", "co-author", "co-authors")
PRINCIPALS = ("submitted-for", "submitted-by", "recipe-by", "written-by", "on-behalf-of")
READERS = {"reviewed-by": Part.REVIEWER, "tested-by": Part.TESTER}
SIGNED = "signed-off-by"

ASSISTED, GENERATED = "assisted-by", "generated-by"
ASSISTANT = re.compile(
    r"(?:the )?(?:an? )?(?:github |openai |google |anthropic |microsoft )?"
    r"(?:claude|copilot|gemini|chatgpt|gpt|codex|cursor|llama|mistral|deepl|deepseek|qwen|grok"
    r"|aider|devin|windsurf|llm|ai|language model)"
    r"(?=\W*$|[:(\[\]/-]|[- ]v?\d| (?:code|opus|sonnet|haiku|pro|flash|agent|cli|chat|\())",
    re.IGNORECASE,
)
VERSIONED = re.compile(r"[\w.-]+:\S*\d")  # NAME:VERSION, as the Linux kernel wants it
MADE_WITH = re.compile(r"generated with \W{0,3}", re.IGNORECASE)


@dataclass(frozen=True)
class Hand:
    """One person's part in a commit."""

    person: Person
    part: Part


@dataclass(frozen=True)
class Message:
    """What a commit says about itself. Only humans have hands, each once for what they wrote."""

    hands: tuple[Hand, ...] = ()
    machine: bool = False  # an AI tool wrote it, or helped to
    bot: bool = False  # a program committed it that writes no text of its own
    signed: tuple[Person, ...] = ()  # the Developer Certificate of Origin


def read(author: Person, subject: str, body: str = "") -> Message:
    r"""Return what a commit's message and author say.

    Who the commit was made for comes first, then its author, its co-authors, who suggested words
    in a review, and who only read or tested.

    >>> someone = Person("Contributor A", "a@example.org")
    >>> [(h.person.name, h.part.name) for h in read(someone, "Tea", "Tested-by: Ben").hands]
    [('Contributor A', 'AUTHOR'), ('Ben', 'TESTER')]
    """
    text = f"{subject}\n{body}".lower()
    if not any(hint in text for hint in HINTS):
        return _alone(author)
    lines = split(subject, body)
    said = tuple(trailers(lines))
    return Message(
        hands=_hands(author, lines, said)[:MOST_HANDS],
        machine=tool(author) or any(map(_assisted, said)) or _made(text, lines),
        bot=bot(author),
        signed=tuple(hand.person for hand in _each(_as(Part.AUTHOR, named(said, SIGNED)))),
    )


@lru_cache(maxsize=4096)
def _alone(author: Person) -> Message:
    return Message(tuple(_each([(author, Part.AUTHOR)])), machine=tool(author), bot=bot(author))


# --- whose hands ---------------------------------------------------------------------------------

Told = Iterable[tuple[Person, Part]]


def _hands(author: Person, lines: list[str], said: tuple[Trailer, ...]) -> tuple[Hand, ...]:
    """Return everyone's part. Of two parts in the writing, the one told first counts."""
    everyone = [line for line in said if line.key in COAUTHORS]
    taken_over = applied(lines)
    suggested = [line for line in everyone if line.suggested or taken_over]
    others = [line for line in everyone if not (line.suggested or taken_over)]
    principal, partial = _principals(lines, said)
    reviewed = tuple(filter(human, named(suggested, *COAUTHORS))) if taken_over else ()
    wrote = tuple(_each((
        *_as(Part.AUTHOR, (person for person in principal if not same(person, author))),
        (author, _own(author, principal, reviewed)),
        *_as(Part.COAUTHOR, partial),
        *_as(Part.COAUTHOR, named((line for line in others if not line.last), *COAUTHORS)),
        *_as(Part.SUGGESTER, named(suggested, *COAUTHORS)),
        *_as(Part.COAUTHOR, named((line for line in others if line.last), *COAUTHORS)),
    )))  # fmt: skip
    return (*wrote, *_readers(said, wrote))


def _own(author: Person, principal: tuple[Person, ...], reviewed: tuple[Person, ...]) -> Part:
    """Return the part of who committed: for others, or what others had suggested, or as author."""
    for others, part in ((principal, Part.SUBMITTER), (reviewed, Part.ACCEPTER)):
        if others and not any(same(author, other) for other in others):
            return part
    return Part.AUTHOR


def _principals(
    lines: list[str], said: tuple[Trailer, ...]
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return for whom the whole commit was made, and for whom a part of a squash was.

    `on-behalf-of: @NAME` is GitHub's own line, for organisations: they write nothing.
    """
    of_people = (line for line in said if not line.value.lstrip().startswith("@"))
    told = filter(plausible, named(of_people, *PRINCIPALS))
    first = next((index for index, line in enumerate(lines) if bulleted(line)), len(lines))
    prose = [principals(line) if speaks(line) and not TRAILER.match(line) else () for line in lines]
    whole = (person for people in prose[:first] for person in people)
    partial = (person for people in prose[first:] for person in people)
    return tuple(filter(human, (*told, *whole, *squashed(lines)))), tuple(partial)


def _readers(said: tuple[Trailer, ...], wrote: tuple[Hand, ...]) -> Iterator[Hand]:
    """Yield who read or tested; nobody vouches for what is theirs alone."""
    authors = {key for hand in wrote if hand.part is Part.AUTHOR for key in keys(hand.person)}
    for key, part in READERS.items():
        for hand in _each(_as(part, named(said, key))):
            if authors.isdisjoint(keys(hand.person)):
                yield hand


def _as(part: Part, people: Iterable[Person]) -> Iterator[tuple[Person, Part]]:
    return ((person, part) for person in people)


def _each(told: Told) -> Iterator[Hand]:
    """Yield the humans, each once, with the first part that is told of them."""
    seen: set[tuple[str, str]] = set()
    for person, part in told:
        if human(person):
            if not keys(person) & seen:
                yield Hand(person, part)
            seen |= keys(person)


@lru_cache(maxsize=4096)
def keys(person: Person) -> frozenset[tuple[str, str]]:
    """Return what makes two people of one commit the same: name, address or account."""
    found = {("name", fold(person.name)), ("account", fold(github(person)[1]))}
    if not placeholder(person.email):
        found.add(("address", fold(person.email)))
    return frozenset(key for key in found if key[1])


def same(one: Person, other: Person) -> bool:
    """Tell whether two people of one commit are the same."""
    return bool(keys(one) & keys(other))


# --- machines ------------------------------------------------------------------------------------


def _assisted(line: Trailer) -> bool:
    """Tell whether a trailer says that an AI tool took part."""
    if line.key not in {ASSISTED, GENERATED}:
        writing = line.key in {*COAUTHORS, *PRINCIPALS, SIGNED}
        return writing and any(map(tool, people_in(line.value)))
    value = line.value.strip()
    if not value or ("<" in value and all(map(human, people_in(value)))):
        return False
    return line.key == GENERATED or bool(ASSISTANT.match(value) or VERSIONED.match(value))


def _made(text: str, lines: list[str]) -> bool:
    """Tell whether a line says "Generated with", and an AI tool."""
    found = map(MADE_WITH.search, lines if "generated with" in text else ())
    return any(match and ASSISTANT.match(match.string, match.end()) for match in found)
