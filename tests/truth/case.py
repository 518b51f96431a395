"""What a small history must say: each stretch of a chapter's text, and whose words it holds."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gitbook import GitBook
from potluck.attribution.account import Copied
from potluck.credits.people import Part

A, B, C, D, E = (f"Contributor {letter}" for letter in "ABCDE")

CONFIG = "site_name: A test book\nplugins: [potluck]\n"

RINSE = "Rinse the lentils in a sieve until the water runs clear."
SIMMER = "Simmer them gently with turmeric for twenty minutes."
TEMPER = "Sizzle cumin and garlic in hot butter and pour over."
SERVE = "Bring it to the table beside rice, lime wedges, yoghurt."
SOAK = "Soak dried chickpeas overnight using plenty of cold salted liquid."
KNEAD = "Knead flour, yeast and milk into a soft dough."
PROVE = "Cover that bowl, leaving everything somewhere warm to rise."
BAKE = "Bake on a stone at the highest heat your oven has."
STORE = "Wrap leftovers inside cloth; they keep three days or even four."
FREEZE = "Sliced loaves freeze well and toast straight from frozen."
CHOP = "Chop onions finely, then sweat them slowly without any colour."
STIR = "Stir now or then so nothing catches underneath."

DAL = f"# Red lentil dal\n\n{RINSE}\n\n{SIMMER}\n"
BREAD = f"# Everyday bread\n\n{KNEAD}\n\n{PROVE}\n\n{BAKE}\n"


@dataclass(frozen=True)
class Stretch:
    """Words that stand together, and everyone who must be credited for them."""

    text: str
    by: tuple[str, ...]
    kind: Literal["written", "machine", "template"] = "written"

    @property
    def count(self) -> int:
        return len(tokens(self.text))


def words(text: str, *by: str) -> Stretch:
    """People wrote these."""
    return Stretch(text, by)


def machine(text: str) -> Stretch:
    """A program wrote these, whoever committed them."""
    return Stretch(text, (), "machine")


def template(text: str) -> Stretch:
    """Most chapters have these."""
    return Stretch(text, (), "template")


@dataclass(frozen=True)
class Told:
    """The truth about one chapter: its whole text in stretches, and its people as they appear.

    `people` has also those without words of their own; `creators` are its first one unless said.
    `credits` are names and roles by the evidence, in their order; `shown` is what readers see,
    where that is told apart.
    """

    text: tuple[Stretch, ...]
    people: tuple[str, ...]
    credits: tuple[tuple[str, str], ...]
    creators: tuple[str, ...] | None = None
    parts: Mapping[str, frozenset[Part]] = field(default_factory=dict)
    copied: tuple[Copied, ...] = ()
    shown: tuple[tuple[str, str], ...] | None = None

    def left(self, name: str) -> int:
        """How many words of theirs stand."""
        return sum(stretch.count for stretch in self.text if name in stretch.by)

    def counted(self, *kinds: str) -> int:
        """How many words of these kinds stand."""
        return sum(stretch.count for stretch in self.text if stretch.kind in kinds)


@dataclass(frozen=True)
class Case:
    """A history, and what must be said of the chapters that it leads to."""

    name: str
    build: Callable[[GitBook], object]
    chapters: Mapping[str, Told]
    findings: tuple[str, ...] = ()  # codes of attribution that the checks must raise


def at(name: str, address: str | None = None) -> str:
    """Return somebody as git writes them.

    >>> at(B)
    'Contributor B <contributor-b@example.org>'
    """
    own = name.lower().replace(" ", "-") + "@example.org"
    return f"{name} <{own if address is None else address}>"


def trailer(key: str, *names: str) -> str:
    return "\n".join(f"{key}: {at(name)}" for name in names)


def chapter(title: str, *paragraphs: str) -> str:
    """Return the text of a chapter.

    >>> chapter("Tea", "Pour.")
    '# Tea\\n\\nPour.\\n'
    """
    return "\n\n".join((f"# {title}", *paragraphs)) + "\n"


UNTOLD = re.compile(
    r"^\s*(?:\d+[.)]|[*+-])\s|^\s*(?:-{3,}|={3,})\s*$|\]\([^)]*\)|<[^>]*>", re.MULTILINE
)
FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
SAYING = re.compile(r"^(?:title|summary|description): *(.*)$", re.MULTILINE)


def tokens(text: str) -> list[str]:
    """Return the words of a chapter, read in the plainest way.

    >>> tokens("---\\ntitle: Tea\\ntags: [hot]\\n---\\n1. Pour [it](pot.md) in.\\n")
    ['tea', 'pour', 'it', 'in']
    """
    plain = text.replace("\r\n", "\n")
    front = FRONT.match(plain)
    said = " ".join(SAYING.findall(front[1])) if front else ""
    body = UNTOLD.sub(" ", plain[front.end() :] if front else plain)
    folded = unicodedata.normalize("NFC", f"{said} {body}".replace("’", "'")).casefold()
    return re.findall(r"\w+(?:'\w+)*", folded)
