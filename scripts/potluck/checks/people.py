"""Names in a chapter's metadata: whose file they mean, and which are no people at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_ALSO_PEOPLE = frozenset({"claude", "gemini", "llama", "mistral"})  # a contributor file settles it


@dataclass(frozen=True)
class Mention:
    """A person named in the metadata of a chapter."""

    name: str
    place: Place
    author: bool


def mentions(chapter: ChapterView) -> Iterator[Mention]:
    """Yield everyone whom the metadata of a chapter names as author, sender or reviewer."""
    fields = chapter.fields
    key = next((word for word in ("authors", "author", "by", "writer") if word in chapter.raw.meta),
               "authors")  # fmt: skip
    for index, person in enumerate(fields.authors):
        yield Mention(person.name, chapter.place(key, index), author=True)
    if fields.submitted_by:
        yield Mention(fields.submitted_by, chapter.place("submitted_by"), author=False)
    for index, name in enumerate(fields.reviewers):
        yield Mention(name, chapter.place("reviewers", index), author=False)


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
