"""What nobody may change is pinned, and stays as it was.

A work under a licence with ND may be passed on, but only as it is: a corrected sentence or a
trimmed picture is already too much. So a chapter or picture under such a licence carries its
fingerprint (`pinned:`), and every change is found. The fingerprint of a chapter is made from its
text without the metadata; line endings and blanks at the ends of lines do not count. Chapters
under the book's own licence are the book's own text, and need no pin.

Source: CC BY-ND 4.0, sections 1(a) and 2(a)(1); Creative Commons FAQ, "When is my use considered an
adaptation?" (a change of format is none).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-ND-4.0
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-ND-4.0
    pinned: sha256:bf4515cb0300b91c3a2d71e390f1aee7687e8f0ced25089e1f07e35051569e80
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import license_place, medium_place
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, terms
from potluck.licensing.pin import pin_bytes, pin_text
from potluck.model import Finding, License, Place, Severity
from potluck.source.fields import MediumRef


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible:
        return
    fields = chapter.fields
    license_ = _fixed(chapter, fields.license, fields.permission)
    if license_ or fields.pinned:
        place = chapter.place("pinned") if fields.pinned else license_place(chapter)
        actual = pin_text(chapter.raw.body)
        yield from _compare(place, "this chapter", license_, fields.pinned, actual)
    for medium in fields.media:
        yield from _medium(chapter, medium)


def _medium(chapter: ChapterView, medium: MediumRef) -> Iterator[Finding]:
    license_ = _fixed(chapter, medium.license, medium.permission)
    path = chapter.book.resolver.picture(chapter.entry, medium.file)
    file = chapter.book.manuscript.file(path) if path else None
    if file is None or not (license_ or medium.pinned):
        return
    place = medium_place(chapter, medium)
    if license_ and medium.changes:
        message = f"{quoted(medium.file)} was changed, and {license_} allows no changed versions."
        hint = "put the original here and take out `changes:`; or ask, and add `permission: …`"
        yield RULE.finding(place, message, hint)
        return
    try:
        actual = pin_bytes(file.read())
    except OSError:
        return
    yield from _compare(place, quoted(medium.file), license_, medium.pinned, actual)


def _fixed(chapter: ChapterView, text: str | None, permission: str | None) -> License | None:
    """Return the licence if it forbids changes and is not the book's own."""
    found = parse(text) if text and not permission else None
    own = chapter.book.manuscript.book.license
    return found if found and found != own and "ND" in terms(found).elements else None


def _compare(
    place: Place, what: str, license_: License | None, pinned: str | None, actual: str
) -> Iterator[Finding]:
    if pinned == actual:
        return
    why = f"Nobody may change {what}" + (f" ({license_})" if license_ else "")
    line = f"pinned: {actual}"
    if pinned is None:
        hint = f"see that it is as its author made it, and add the line:\n{line}"
        yield RULE.finding(place, f"{why}, and nothing here shows whether somebody did.", hint)
    else:
        hint = f"put it back as it was; if its author changed it, write:\n{line}"
        yield RULE.finding(place, f"{why}, and it is not what it was when it was pinned.", hint)


RULE = Rule("LIC-009", "changed-against-the-licence", Severity.ERROR, Scope.CHAPTER, check, __doc__)
