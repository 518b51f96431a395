"""The description of a picture says what the title and the caption do not, briefly.

Somebody who hears the page read aloud hears them all. Twice the same is tiresome; "picture of" is
what the reading program says by itself; and what takes as long as a paragraph is better told in the
text, for everybody.

Source: WCAG 2.2, success criterion 1.1.1, technique G94; W3C, "Images Tutorial", tips and tricks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![Picture of a round bowl](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0, caption: Ready to serve}
    ---
    ![A round bowl seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann
"""

import re
from collections.abc import Iterator

from potluck.checks.reading import Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.med003_no_description import problem
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity
from potluck.naming import slugify

MAX_ALT = 400  # characters: what takes half a minute to hear
_OF = re.compile(r"(?:an? |the )?(?:image|picture|photo|photograph) of ", re.IGNORECASE)


def check(chapter: ChapterView) -> Iterator[Finding]:
    for picture in chapter.reading.all(Picture):
        path = chapter.book.resolver.picture(chapter.entry, picture.src)
        if path is None:
            continue
        medium = chapter.medium(path)
        words = ((medium and medium.alt) or picture.alt).strip()
        caption = (medium and medium.caption) or picture.title
        found = None if problem(words, path) else _problem(words, caption, chapter.title)
        if found:
            message, hint = found
            place = chapter.find(picture.line, picture.src)
            yield RULE.finding(place, f"The description of {quoted(picture.src)} {message}.", hint)


def _problem(words: str, caption: str, title: str) -> tuple[str, str] | None:
    if match := _OF.match(words):
        begins = f"begins with {quoted(match[0])}, which reading programs say by themselves"
        return begins, f"begin with what can be seen: {quoted(words[match.end() :], 40)}"
    name = slugify(words)
    if caption and name and name == slugify(caption):
        return "only repeats the caption", "describe what can be seen, or leave out the caption"
    if name and name == slugify(title):
        seen = "describe what can be seen, as to somebody on the telephone"
        return "only repeats the title of the chapter", seen
    if len(words) > MAX_ALT:
        long = f"has {len(words)} characters, more than {MAX_ALT}"
        return long, "say the essence in a sentence or two, and the rest in the text"
    return None


RULE = Rule("MED-008", "poor-description", Severity.INFO, Scope.CHAPTER, check, __doc__)
