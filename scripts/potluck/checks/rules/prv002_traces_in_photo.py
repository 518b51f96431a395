"""No photograph tells where somebody lives.

Cameras write the place, the number of the camera and sometimes a name into every picture. The
editions leave all of it out; but the file that was sent still has it, and everybody can read that
in the repository. A picture that is already published there stays in its history: take it out
before the change is merged.

Source: Exif 2.32 (GPS IFD; tags A431, A435, A430); GDPR, article 5(1)(c) (data minimisation).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A very small grey square](bowl.png)
    -- content/bowl.png (base64) --
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAAgGVYSWZNTQAqAAAACAABiCUABAAAAAEAAAAaAAAAAA
    AEAAEAAgAAAAJOAAAAAAIABQAAAAMAAABQAAMAAgAAAAJFAAAAAAQABQAAAAMAAABoAAAAAAAAADQAAAABAAAAAAAA
    AAEAAAAAAAAAAQAAAA0AAAABAAAAAAAAAAEAAAAAAAAAAfx5uvQAAAAKSURBVHjaYzgBAADKAMk0QifzAAAAAElFTk
    SuQmCC
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.png, author: Ann, license: CC-BY-4.0}
    ---
    ![A very small white square](bowl.png)
    -- content/bowl.png (base64) --
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==
    -- contributors/ann.yml --
    name: Ann
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity
from potluck.pictures import PictureProblem

_SAID = {
    "place": "where it was taken",
    "camera": "the number of the camera",
    "owner": "the name of the camera's owner",
}


def check(book: BookView) -> Iterator[Finding]:
    for path, photo in sorted(book.photographs.items()):
        if isinstance(photo, PictureProblem | OSError) or not photo.traces:
            continue
        what = " and ".join(words for name, words in _SAID.items() if name in photo.traces)
        yield RULE.finding(
            Place(path),
            f"The file holds {what}. The editions leave it out, but the repository shows it.",
            "type `potluck fix`, or export the picture without metadata",
        )


RULE = Rule("PRV-002", "traces-in-photo", Severity.ERROR, Scope.BOOK, check, __doc__)
