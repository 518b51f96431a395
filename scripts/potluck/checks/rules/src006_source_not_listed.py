"""A work that the text names as its model is listed among the sources.

"Adapted from …" in the text is good; but only what stands under `sources:` gets into the credits of
every edition, with its licence and what was changed. Nobody has to list a grandmother, or another
chapter of this book.

Source: CC BY 4.0, section 3(a)(1); Creative Commons, "Recommended practices for attribution".

Bad:

    -- content/soup.md --
    # Leek soup

    Adapted from [Potage Parmentier](https://soup.example/potage).

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage Parmentier, url: "https://soup.example/potage", relation: cited}
    ---
    Adapted from [Potage Parmentier](https://soup.example/potage).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from potluck.checks.reading import Words
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import at_the_top, quoted, visible
from potluck.model import Finding, Severity

_MADE = r"(?i:adapted|translated|reproduced|reprinted|modified|copied)"
_RECIPE = r"(?i:recipe|text|chapter|dish|instructions)"
_SAYS = re.compile(
    rf"\b{_MADE}(?: [a-z]{{1,12}}){{0,2}} (?i:from|of)[ \t]+(?=[\[<*_\"“A-Z]|https?:)"
    rf"|\b(?i:based on|taken from|comes from)(?: (?:a|the|this) {_RECIPE} (?:by|from|in))?"
    r"[ \t]+(?=\[[^\]\n]{1,200}\]\(https?:|https?:)"
    rf"|(?P<by>\b{_RECIPE}(?: (?:is|was))? (?i:by|courtesy of))[ \t]+(?=[\[A-Z])"
    r"|^[ \t>*_]{0,5}(?i:source|original recipe|recipe source)[*_]{0,2}[ \t]*:[*_ \t]{0,9}(?=\S)",
    re.MULTILINE,
)
# Without any of these, in small letters, the pattern cannot be found: a quick look first.
_SIGNS = (
    *("adapted ", "translated ", "reproduced ", "reprinted ", "modified ", "copied ", "based on "),
    *("taken from ", "comes from ", "recipe by ", "text by ", "chapter by ", "dish by "),
    *("instructions by ", " is by ", " was by ", "courtesy of ", "source", "original recipe"),
)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:<([^>\n]{1,500})>|([^)\s]{1,500}))")
_URL = re.compile(r"<?(https?://[^\s<>\"()]{1,500})")
_NAME = re.compile(r"[*_\"“]{0,3}([^\n.;,:()\[\]<>*_\"”|]{2,80})")
_PLAIN = re.compile(r"[^\W\d_][\w ,.’()-]*(?<! )")


@dataclass(frozen=True)
class _Work:
    title: str
    url: str = ""


def check(chapter: ChapterView) -> Iterator[Finding]:
    if chapter.fields.sources or "sources" in chapter.raw.meta or not chapter.legible:
        return
    if not any(sign in chapter.small for sign in _SIGNS):
        return
    for match in _SAYS.finditer(chapter.raw.body):
        work = _work(chapter.raw.body[match.end() : match.end() + 600])
        line = chapter.raw.body.count("\n", 0, match.start())
        if work is None or not _in_text(chapter, line, match[0].strip(" \t>*_:")):
            continue
        said = f"{match[0].strip(' >*_')} {work.title}"
        yield RULE.finding(
            chapter.find(line, match[0].strip()),
            f"The text says {quoted(said)}, and the metadata lists no source.",
            _block(chapter, work, match),
        )
        return


def _work(after: str) -> _Work | None:
    if link := _LINK.match(after):
        url = link[2] or link[3]
        return _Work(link[1], url) if url.startswith(("http:", "https:")) else None
    if url := _URL.match(after):
        return _Work("TITLE", url[1])
    name = _NAME.match(after)
    return _Work(name[1].strip()) if name and name[1].strip() else None


def _in_text(chapter: ChapterView, line: int, said: str) -> bool:
    """Tell whether this is running text, and no code."""
    return any(said in words.text for words in chapter.reading.all(Words)
               if words.line <= line <= words.line + words.text.count("\n"))  # fmt: skip


def _block(chapter: ChapterView, work: _Work, match: re.Match[str]) -> str:
    by = match["by"] is not None and not work.url
    translated = "translat" in match[0].lower()
    lines = ["sources:"]
    lines += [f"  - title: {'TITLE' if by else _value(work.title)}"]
    lines += [f"    author: {_value(work.title)}"] if by else []
    lines += [f"    url: {_value(work.url)}"] if work.url else []
    lines += [f"    relation: {'translated' if translated else 'adapted'}"]
    lines.append("    changes: WHAT IS DIFFERENT HERE")
    return at_the_top(lines, bare=not chapter.raw.meta, how=", with what is right")


def _value(text: str) -> str:
    text = visible(" ".join(text.split()))
    if _PLAIN.fullmatch(text) or re.fullmatch(r"https?://[\w./?=&%~+-]+", text):
        return text
    return json.dumps(text, ensure_ascii=False)


RULE = Rule("SRC-006", "source-not-listed", Severity.WARNING, Scope.TEXT, check, __doc__)
