"""People as git names them: author and co-authors of a commit, without bots and AI tools.

Addresses stay inside `credits`: everything that leaves it goes through `display` or `scrub`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Person:
    """A name and an address as one commit has them. The address never leaves `credits`."""

    name: str
    email: str = field(default="", repr=False)


class Part(StrEnum):
    """How somebody took part in a commit."""

    AUTHOR = "author"
    COAUTHOR = "co-author"
    SUGGESTER = "suggested the words in a review"
    SUBMITTER = "committed it for somebody else"
    REVIEWER = "reviewed it"
    TESTER = "tested it"

    @property
    def writes(self) -> bool:
        """Whether the words of the commit are theirs."""
        return self in {Part.AUTHOR, Part.COAUTHOR, Part.SUGGESTER}


UNNAMED = "an unnamed contributor"

# Anywhere in the body, not only in the last block: `%(trailers)` misses 68 of 133 in based.cooking
# (squash notes of a public cookbook). The address is sometimes empty, or missing.
TRAILER = re.compile(
    r"^[ \t]*co-authored-by:([^<>\n]*)(?:<([^<>\n]*)>)?", re.IGNORECASE | re.MULTILINE
)

# "name@host", also with the full-width and the small sign. "@login" has no name and stays.
ADDRESS = re.compile(r"([^\s<>@＠﹫]+)[@＠﹫][^\s<>,;)\]]+")

BRACKETED = re.compile(r"<[^<>]*>")

# Controls, and the marks that turn the direction of the text around them.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]+")

# https://docs.github.com/account-and-profile/reference/email-addresses-reference: the numeric id
# survives renames, the login does not; addresses from before 2017 have the login only.
NOREPLY = re.compile(r"(?:(\d+)\+)?([\w.\-\[\]]+)@users\.noreply\.github\.com", re.IGNORECASE)

BOT_NAME = re.compile(
    r".*\[bot\].*|github|web-flow|github[ -]actions?|gitlab|dependabot.*|renovate(?:[ -]bot)?"
    r"|pre-commit.ci|greenkeeper|imgbot|snyk-bot|semantic-release-bot|allcontributors"
    r"|(?:hosted )?weblate|(?:github )?copilot(?: .*)?|chatgpt.*|(?:openai )?codex|openai.*"
    r"|claude (?:code|opus|sonnet|haiku|\d).*|cursor agent|gemini(?:-code-assist.*|-cli| \d.*)"
    r"|devin[ -]ai.*|aider(?: \(.*\))?",
    re.IGNORECASE,
)
# Claude is also a first name: alone it is a tool only with the address of its maker, or with none.
AI_ADDRESS = re.compile(
    r".*@(?:[\w-]+\.)?(?:anthropic|openai)\.com|copilot@github\.com|cursoragent@cursor\.com"
    r"|.*@aider\.chat|(?:\d+\+)?copilot@users\.noreply\.github\.com|.*\[bot\]@.*",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    r"""Return the text in NFC on one line, without control and direction marks.

    >>> clean(" Zoe\u0308 \u202e Doe ")
    'Zoë Doe'
    """
    return " ".join(unicodedata.normalize("NFC", UNPRINTABLE.sub(" ", text)).split())


def fold(text: str) -> str:
    """Return the form in which names and addresses are compared: NFC, without case."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def scrub(text: str) -> str:
    """Return the text with every e-mail address cut down to the part before the sign.

    >>> scrub("Soup from jane@example.org, thanks @cook")
    'Soup from jane, thanks @cook'
    """
    return ADDRESS.sub(r"\1", text)


def display(person: Person) -> str:
    """Return the name to show: as in git, never an address.

    Names that are web or wallet addresses stay as they are: somebody chose them (ATT-017 warns).

    >>> display(Person("jane@example.org", "jane@example.org"))
    'jane'
    >>> display(Person("", "12+cook@users.noreply.github.com"))
    'cook'
    """
    name = clean(person.name)
    name = BRACKETED.sub("", name).strip() or name
    return scrub(name).strip(" <>@＠﹫") or github(person)[1] or UNNAMED


def github(person: Person) -> tuple[str, str]:
    """Return the GitHub id and login that a noreply address gives, each empty if it does not.

    >>> github(Person("A", "12+Cook@users.noreply.github.com"))
    ('12', 'Cook')
    """
    match = NOREPLY.fullmatch(person.email)
    return (match[1] or "", match[2]) if match else ("", "")


def human(person: Person) -> bool:
    """Tell whether this may be a human: no bot, no AI tool, not GitHub itself.

    >>> [human(Person(n, e)) for n, e in [("x[bot]", ""), ("Claude", "c@m.fr"), ("Claude", "")]]
    [False, True, False]
    """
    if BOT_NAME.fullmatch(person.name) or AI_ADDRESS.fullmatch(person.email):
        return False
    return bool(person.name or person.email) and (fold(person.name), person.email) != ("claude", "")


def coauthors(body: str) -> tuple[Person, ...]:
    r"""Return the people whom the `Co-authored-by` lines of a commit message name.

    >>> coauthors("* soup\r\n\r\nCo-authored-by: Jo <jo@x.org>\r\n\r\n* salt")[0].name
    'Jo'
    """
    found = TRAILER.findall(body.replace("\r", "\n"))
    return tuple(Person(clean(name), clean(email)) for name, email in found)


def distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people of one commit, humans only, each once by address and by name."""
    kept: list[Person] = []
    seen: set[str] = set()
    for person in filter(human, people):
        keys = {key for key in (fold(person.name), fold(person.email)) if key}
        if not keys & seen:
            kept.append(person)
        seen |= keys
    return tuple(kept)
