"""Suggestions for a review: the agreed form, small, bounded, and right when they are applied."""

import json
from pathlib import Path
from typing import Any

from potluck.mending.fix import Draft, Mended
from potluck.mending.plan import mend
from potluck.mending.registry import CAMERA_DATA, CONTRIBUTOR_FILE, TEXT_FIXES
from potluck.mending.suggest import MOST, MOST_NOTES, report
from potluck.model import Book, License

BOOK = Book("Soups", "soups", License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://example.org/"))
NAMES = "The field has the name that it has in this book."
BLANKS = "Blanks that do nothing at the end of a line go."
LETTERS = "Accented letters are stored in one piece (Unicode NFC)."


def mended(text: str, path: str = "content/soup.md", *, headers: bool = False) -> Mended:
    fixes = tuple(fix for fix in TEXT_FIXES if headers or not fix.asked)
    done = mend(Draft(path, text, BOOK), fixes)
    assert done is not None
    return done


def reported(*plan: Mended) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report(plan))
    return found


def test_the_form() -> None:
    text = "---\ntitle: Soup\nauthor: ann \n---\nBoil. \nCool.\n\nServe Cre\u0300me. \n"
    assert reported(mended(text)) == {
        "version": 1,
        "suggestions": [
            {
                "path": "content/soup.md",
                "start_line": 3,
                "line": 3,
                "code": "FM-003",
                "message": f"{BLANKS} {NAMES}",
                "lines": ["authors: [ann]"],
            },
            {
                "path": "content/soup.md",
                "start_line": 5,
                "line": 5,
                "code": "",
                "message": BLANKS,
                "lines": ["Boil."],
            },
            {
                "path": "content/soup.md",
                "start_line": 8,
                "line": 8,
                "code": "TXT-002",
                "message": f"{LETTERS} {BLANKS}",
                "lines": ["Serve Cr\u00e8me."],
            },
        ],
        "notes": [],
        "left_out": 0,
    }


def test_lines_that_are_only_added_take_a_neighbour_along() -> None:
    one = reported(mended("---\ntitle: Soup\n---\nx\n", headers=True))["suggestions"]
    assert [(each["start_line"], each["line"], each["lines"]) for each in one] == [
        (3, 3, ["license: CC-BY-SA-4.0", "---"])
    ]
    other = reported(mended("# Soup\n", headers=True))["suggestions"]
    assert [(each["start_line"], each["line"], each["lines"]) for each in other] == [
        (1, 1, ["---", "license: CC-BY-SA-4.0", "---", "", "# Soup"])
    ]


def test_what_a_review_cannot_offer_is_a_note() -> None:
    plan = (
        mended("\ufeff---\r\nauthor: ann\r\n---\r\n", "content/a b.md"),
        mended("# Old\rMac \r", "content/mac.md"),
        Mended("content/bowl.jpg", b"long", b"short", (CAMERA_DATA,)),
        Mended("contributors/ann.yml", None, b"name: ann\n", (CONTRIBUTOR_FILE,)),
    )
    found = reported(*plan)
    assert [(each["path"], each["line"], each["lines"]) for each in found["suggestions"]] == [
        ("content/a b.md", 2, ["authors: [ann]"])
    ]
    assert found["notes"] == [
        "`content/a b.md`: Lines end as everywhere else (LF). The invisible mark at the beginning "
        "of the file goes. Type: potluck fix 'content/a b.md'",
        f"`content/mac.md`: Lines end as everywhere else (LF). {BLANKS} "
        "Type: potluck fix content/mac.md",
        "`content/bowl.jpg`: What the camera wrote beside the picture (place, time, device) goes. "
        "Type: potluck fix content/bowl.jpg",
        "`contributors/ann.yml`: Everyone whom a chapter names by an id has a file. "
        "Type: potluck fix",
    ]


def test_many_are_cut_off_and_counted() -> None:
    many = mended("".join(f"{number} \n\n" for number in range(MOST + 7)))
    pictures = [
        Mended(f"content/{n:02}.jpg", b"long", b"short", (CAMERA_DATA,))
        for n in range(MOST_NOTES + 3)
    ]
    found = reported(many, *pictures)
    assert (len(found["suggestions"]), found["left_out"]) == (MOST, 7)
    assert len(found["notes"]) == MOST_NOTES + 1
    assert found["notes"][-1] == "The same holds for 3 more. Type: potluck fix"


def test_what_is_too_long_for_a_comment_is_a_note() -> None:
    found = reported(mended("x" * 9_990 + " \n" + "y" * 9_000 + " \n"))
    assert found["suggestions"] == []
    assert found["notes"] == [f"`content/soup.md`: {BLANKS} Type: potluck fix content/soup.md"]


def test_a_name_does_nothing_where_it_is_printed() -> None:
    plan = Mended("content/a\n$(b)`c`.jpg", b"long", b"short", (CAMERA_DATA,))
    assert reported(plan)["notes"] == [
        "`content/a $(b)`c`.jpg`: What the camera wrote beside the picture (place, time, device) "
        "goes. Type: potluck fix 'content/a⟨U+000A⟩$(b)`c`.jpg'"
    ]


def test_applying_every_suggestion_gives_the_mended_file(tmp_path: Path) -> None:
    text = "---\ntitle: Soup \nlicence: CC BY 4.0\nauthor: ann\n---\nA \nB \n\n```\nx \n```\nC \n"
    done = mended(text)
    now = text.split("\n")
    for each in reversed(reported(done)["suggestions"]):
        now[each["start_line"] - 1 : each["line"]] = each["lines"]
    assert "\n".join(now).encode() == done.after
