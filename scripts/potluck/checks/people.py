"""Names in a chapter's metadata: whose file they mean, and which are no people at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from potluck.checks.views import BookView, ChapterView
from potluck.model import Place
from potluck.naming import slugify

# Programs that write: their full names, and beginnings of names with a version.
_PROGRAMS = frozenset({
    *("chatgpt", "openai", "copilot", "github-copilot", "dependabot", "renovate", "github-actions"),
    *("gpt", "bard", "deepl", "google-translate", "midjourney", "dall-e", "dalle", "ai", "an-ai"),
    *("stable-diffusion", "language-model", "llm", "deepseek", "perplexity", "grok"),
})  # fmt: skip
_VERSIONED = re.compile(
    r"(?:gpt|chatgpt|claude|gemini|llama|mistral|dall-e)-(?:\d|opus|sonnet|haiku|pro|code|ai)"
    r"|google-gemini|anthropic-claude|microsoft-copilot"
)
# "Ann Author, Bob Baker": names apart from each other, and what is no person's name.
_AND = re.compile(r"\s(?:and|&|und|et|y|e|og|och|en)\s", re.IGNORECASE)
_BETWEEN = re.compile(rf"\s*[,;]\s*(?:and\s+)?|{_AND.pattern}", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]{0,40}(?: [\w.'’-]{1,40}){0,4}")
_GROUP = re.compile(
    r"\b(?:sons|daughters|co|company|inc|ltd|llc|gmbh|club|team|group|society|association|union"
    r"|university|college|school|institute|department|ministry|foundation|committee|council|press"
    r"|kitchen|editors|contributors|authors|staff|friends|family|others|al|jr|sr|ph ?d|m ?d|esq"
    r"|food|drug|agriculture|health|community|project|network|center|centre|museum|library)\b",
    re.IGNORECASE,
)
_ALSO_PEOPLE = frozenset({"claude", "gemini", "llama", "mistral"})  # a contributor file settles it


_KEYS = ("authors", "author", "by", "writer")


@dataclass(frozen=True)
class Mention:
    """A person named in the metadata of a chapter."""

    name: str
    author: bool
    chapter: ChapterView = field(repr=False)
    path: tuple[str, int]  # of the value in its list

    @property
    def place(self) -> Place:
        """Where the name stands."""
        key, index = self.path
        if key == "authors":
            key = next((word for word in _KEYS if word in self.chapter.raw.meta), key)
        return self.chapter.place(key, index)


def mentions(chapter: ChapterView) -> Iterator[Mention]:
    """Yield everyone whom the metadata of a chapter names as author, sender or reviewer."""
    fields = chapter.fields
    for index, person in enumerate(fields.authors):
        yield Mention(person.name, True, chapter, ("authors", index))
    if fields.submitted_by:
        yield Mention(fields.submitted_by, False, chapter, ("submitted_by", 0))
    for index, name in enumerate(fields.reviewers):
        yield Mention(name, False, chapter, ("reviewers", index))


def several(name: str) -> tuple[str, ...]:
    """Return the people whom somebody wrote as one; none where it may be one person or a group.

    >>> several("Ann Author, Bob Baker and Cy Cook"), several("Ann and Bob")
    (('Ann Author', 'Bob Baker', 'Cy Cook'), ('Ann', 'Bob'))
    >>> several("Author, Ann"), several("Martin Luther King, Jr."), several("Smith and Sons")
    ((), (), ())
    """
    parts = [part.strip() for part in _BETWEEN.split(name[:300]) if part.strip()]
    apart = _AND.search(name) or all(" " in part for part in parts)
    fits = all(_PERSON.fullmatch(part) and not _GROUP.search(part) for part in parts)
    return tuple(parts) if len(parts) > 1 and apart and fits else ()


def known(book: BookView) -> frozenset[str]:
    """Return every id, name and alias in contributors/, in small letters."""
    found: set[str] = set()
    for ident, person in book.directory.items():
        aliases = person.meta.get("aliases")
        names = [ident, person.meta.get("name"), *(aliases if isinstance(aliases, list) else [])]
        found |= {" ".join(name.split()).casefold() for name in names if isinstance(name, str)}
    return frozenset(found)


def program(name: str, *, known_person: bool) -> bool:
    """Tell whether a name is that of a bot or a language model.

    >>> program("dependabot[bot]", known_person=False), program("GPT-5", known_person=False)
    (True, True)
    >>> program("Claude Monet", known_person=False), program("Claude", known_person=True)
    (False, False)
    """
    plain = slugify(name)
    if name.strip().casefold().endswith(("[bot]", "-bot", " bot")) or plain in _PROGRAMS:
        return True
    return bool(_VERSIONED.match(plain)) or (plain in _ALSO_PEOPLE and not known_person)
