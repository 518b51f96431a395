"""What the licence headers of a file agree on, and what that adds to its metadata."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from potluck.licensing import parse as parse_license
from potluck.model import License
from potluck.source.fields import Fields, MediumRef
from potluck.source.manuscript import RawChapter
from potluck.source.notices import NOTHING, Headers, Notice, Stated
from potluck.source.schema import words
from potluck.source.yamldoc import Value

# Nobody may claim a licence for a picture of which nothing is said (MED-002).
NOT_STATED = License("LicenseRef-NotStated", "Licence not stated")
FROM_HEADER = -1  # the index of a picture that `media:` does not name
CONTENT = "content"
PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp")
_PICTURE = re.compile(r"\.(?:jpe?g|png|svg|gif|webp)", re.IGNORECASE)
_ENDS = (re.compile(r"[\s()<>\"'\[\]]"), re.compile(r"[()<>\"'\n]"))
_CHOICE = re.compile(r"\s(OR|AND|WITH)\s", re.IGNORECASE)


def options(text: str) -> frozenset[str]:
    """Return the ids among which a statement leaves the choice: `A OR B`; none if not known.

    >>> sorted(options("CC-BY-4.0 OR MIT")), sorted(options("CC BY 4.0")), options("A AND MIT")
    (['CC-BY-4.0', 'MIT'], ['CC-BY-4.0'], frozenset())
    """
    found = _CHOICE.split(text.strip("() "))
    if any(word.upper() != "OR" for word in found[1::2]):
        return frozenset()
    known = [parse_license(name.strip("() ")) for name in found[::2]]
    return frozenset(each.id for each in known if each) if all(known) else frozenset()


def several(text: str) -> bool:
    """Tell whether a statement names more than one licence.

    >>> several("CC-BY-4.0 AND MIT"), several("Attribution and ShareAlike 4.0")
    (True, False)
    """
    found = _CHOICE.split(text.strip("() "))
    return len(found) > 1 and all(parse_license(name.strip("() ")) for name in found[::2])


def settled(notices: tuple[Notice, ...]) -> str | None:
    """Return the licence, as written or by its id, that all notices allow; None if there is none.

    A name that is not known settles nothing, but is returned where nothing else is said.
    """
    allowed = [found for notice in notices if (found := options(notice.text))]
    if not allowed:
        single = [notice.text for notice in notices if not several(notice.text)]
        return single[0] if single and len(single) == len(notices) else None
    common = frozenset.intersection(*allowed)
    return next(iter(common)) if len(common) == 1 else None


def completed(chapter: RawChapter, headers: Headers) -> Fields:
    """Return the fields of a chapter with what stands in licence headers filled in."""
    given, stated = chapter.gist.fields, headers.of(chapter.path)
    if not headers.by_path:
        return given
    strong = [notice.text for notice in stated.copyrights if not notice.weak]
    told = [given.copyright, *strong] if given.copyright else strong
    lines = {re.sub(r"\W+", " ", text).casefold(): text for text in reversed(told)}
    return replace(
        given,
        license=given.license or settled(stated.licenses),
        copyright="; ".join(reversed(lines.values())) or None,
        media=tuple(_media(chapter, given.media, headers)),
    )


def misplaced(meta: Mapping[str, Value]) -> Iterator[tuple[str, License]]:
    """Yield keys of a chapter's metadata that name a licence where nobody reads one.

    >>> [key for key, _ in misplaced({"License": "CC BY 4.0", "title": "MIT", "mood": "good"})]
    ['License']
    """
    for key, value in meta.items():
        unread = key == "copyright" or key not in words("chapter")
        if unread and isinstance(value, str) and (found := parse_license(value)):
            yield key, found


# --- pictures -----------------------------------------------------------------------------------


def _media(
    chapter: RawChapter, given: tuple[MediumRef, ...], headers: Headers
) -> Iterator[MediumRef]:
    """Complete what is said of pictures, and add those of which only a header speaks."""
    folder = posixpath.dirname(chapter.path)
    seen = set()
    for medium in given:
        path = _found(folder, medium.file, headers)
        seen.add(path)
        yield _completed(medium, headers.of_picture(path))
    for word in chapter.gist.addresses:
        path = _found(folder, word, headers)
        stated = headers.of_picture(path)
        if path and path not in seen and stated != NOTHING:
            seen.add(path)
            yield _completed(MediumRef(FROM_HEADER, word), stated)


def _completed(medium: MediumRef, stated: Stated) -> MediumRef:
    weak = any(notice.weak for notice in (*stated.licenses, *stated.copyrights))
    if weak and (medium.license or medium.author):
        return medium  # a table for many files does not speak of somebody else's picture
    people = (medium.author,) if medium.author else stated.holders
    license_ = medium.license or settled(stated.licenses)
    first = people[0] if people else None
    return replace(medium, author=first, license=license_, others=people[1:])


def addresses(body: str) -> tuple[str, ...]:
    """Return what may be the address of a picture, once each, in the order of the text."""
    lines = [line for line in body.split("\n") if _PICTURE.search(line)]
    words = (word for line in lines for end in _ENDS for word in end.split(line))
    return tuple(dict.fromkeys(word for word in words if word.lower().endswith(PICTURES)))


def _found(folder: str, word: str, headers: Headers) -> str:
    """Return the path of the picture that an address means, if a header speaks of it."""
    plain = unquote(word)
    for base in (CONTENT, "") if plain.startswith("/") else (folder, CONTENT, ""):
        path = posixpath.normpath(posixpath.join(base, plain.lstrip("/")))
        if path in headers.by_path and path.lower().endswith(PICTURES):
            return path
    return ""
