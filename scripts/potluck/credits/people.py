"""People as git names them: author and co-authors of a commit, without bots and AI tools.

Addresses stay inside `credits`: everything that leaves it goes through `display` or `scrub`.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Literal


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
    ACCEPTER = "accepted words from a review"
    REVIEWER = "reviewed it"
    TESTER = "tested it"

    @property
    def writes(self) -> bool:
        """Whether the words of the commit are theirs."""
        return self in _WRITING


_WRITING = frozenset({Part.AUTHOR, Part.COAUTHOR, Part.SUGGESTER})

UNNAMED = "an unnamed contributor"

# "name@host", also with the full-width and the small sign. "@login" has no name and stays.
# It takes in every word, so that a long one without a sign is read only once.
ADDRESS = re.compile(r"([^\s<>@＠﹫]++)(?:[@＠﹫][^\s<>,;)\]]++)?")
SIGNS = ("@", "＠", "﹫")

BRACKETED = re.compile(r"<[^<>]*>")

# Controls, and the marks that turn the direction of the text around them.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]+")
# Nothing is to be seen of these: two names that differ in them alone look the same. Joiners stay.
INVISIBLE = re.compile(
    r"[\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\ue000-\uf8ff"
    r"\U000e0000-\U000e007f]+"
)

# https://docs.github.com/account-and-profile/reference/email-addresses-reference: the numeric id
# survives renames, the login does not; addresses from before 2017 have the login only.
NOREPLY = re.compile(r"(?:(\d+)\+)?([\w.\-\[\]]+)@users\.noreply\.github\.com", re.IGNORECASE)

BOT_NAME = re.compile(
    r".*\[bot\].*|github|web-flow|github[ -]actions?|gitlab|dependabot.*|renovate(?:[ -]bot)?"
    r"|pre-commit.ci|greenkeeper|imgbot.*|snyk-bot|semantic-release-bot|allcontributors"
    r"|(?:hosted )?weblate",
    re.IGNORECASE,
)
BOT_ADDRESS = re.compile(r".*\[bot\]@.*", re.IGNORECASE)

_TOOLS = (
    r"(?:claude|copilot(?:-swe-agent)?|cursor|gemini-code-assist|chatgpt-codex-connector"
    r"|devin-ai-integration|google-labs-jules)\[bot\]"
)
TOOL_NAME = re.compile(
    rf"{_TOOLS}|(?:github )?copilot(?:[ -].*)?|chatgpt.*|gpt-?\d.*|(?:openai )?codex|openai.*"
    r"|claude[ -](?:code|opus|sonnet|haiku|\d).*|cursor agent"
    r"|gemini(?:-code-assist.*|[ -]cli| \d.*)|devin[ -]ai.*|aider(?: \(.*\))?",
    re.IGNORECASE,
)
# Claude is also a first name: alone it is a tool only with the address of its maker, or with none.
TOOL_ADDRESS = re.compile(
    r"(?:no-?reply|claude|codex|chatgpt)@(?:[\w-]+\.)?(?:anthropic|openai)\.com"
    r"|copilot@github\.com|cursoragent@cursor\.com|.*@aider\.chat"
    rf"|(?:\d+\+)?(?:copilot|{_TOOLS})@users\.noreply\.github\.com",
    re.IGNORECASE,
)

# Addresses that machines and manuals fill in say nothing about who somebody is.
_NO_ONE = frozenset(
    {"noreply", "no-reply", "you", "your-email", "youremail", "your-mail", "yourmail", "your-name"}
    | {"yourname", "user", "root", "email", "mail"}
)
_NOWHERE = (".local", ".localdomain", ".lan", ".internal", ".(none)", ".invalid")
LONGEST = 254  # of an address, by RFC 5321


def clean(text: str) -> str:
    r"""Return the text in NFC on one line, without control, direction and invisible marks.

    >>> clean(" Zoe\u0308 \u202e D\u200boe ")
    'Zoë Doe'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = INVISIBLE.sub("", UNPRINTABLE.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def fold(text: str) -> str:
    """Return the form in which names and addresses are compared: NFC, without case."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def scrub(text: str) -> str:
    """Return the text with every e-mail address cut down to the part before the sign.

    >>> scrub("Soup from jane@example.org, thanks @cook")
    'Soup from jane, thanks @cook'
    """
    return ADDRESS.sub(r"\1", text) if any(sign in text for sign in SIGNS) else text


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
    return _kind(person) == "human"


def tool(person: Person) -> bool:
    """Tell whether this is a program that writes text, as far as names and addresses tell.

    >>> tool(Person("Claude Code", "")), tool(Person("github-actions[bot]", ""))
    (True, False)
    """
    return _kind(person) == "tool"


def bot(person: Person) -> bool:
    """Tell whether this is a program that only moves, counts or formats what people wrote."""
    return _kind(person) == "bot"


@lru_cache(maxsize=4096)
def _kind(person: Person) -> Literal["human", "tool", "bot", "nobody"]:
    name, email = person.name, person.email
    if TOOL_NAME.fullmatch(name) or TOOL_ADDRESS.fullmatch(email):
        return "tool"
    if BOT_NAME.fullmatch(name) or BOT_ADDRESS.fullmatch(email):
        return "bot"
    if (fold(name), email) == ("claude", ""):
        return "tool"
    return "human" if name or email else "nobody"


def placeholder(email: str) -> bool:
    """Tell whether an address is one that proves nothing: of a machine, or out of a manual.

    >>> [placeholder(each) for each in ("root@localhost", "you@example.com", "ann@example.org")]
    [True, True, False]
    """
    local, _, host = fold(email).rpartition("@")
    if not local or len(email) > LONGEST or local in _NO_ONE:
        return True
    return "." not in host or host.endswith(_NOWHERE)
