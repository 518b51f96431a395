"""Every fix, in the order in which they are made. The list is explicit: read it, and you know."""

from potluck.mending import characters, metadata
from potluck.mending.fix import Fix, TextFix
from potluck.mending.keeping import careful, readable
from potluck.mending.metadata import through

TEXT_FIXES: tuple[TextFix, ...] = (
    TextFix(
        "byte-order-mark",
        "FM-010",
        "The invisible mark at the beginning of the file goes.",
        seen=False,
        mend=careful(characters.without_mark),
    ),
    TextFix(
        "line-endings",
        "FM-010",
        "Lines end as everywhere else (LF).",
        seen=False,
        mend=careful(characters.with_line_ends),
    ),
    TextFix(
        "no-break-spaces",
        "FM-010",
        "An ordinary space stands where the metadata need one.",
        mend=readable(characters.with_plain_spaces),
    ),
    TextFix(
        "accented-letters",
        "TXT-002",
        "Accented letters are stored in one piece (Unicode NFC).",
        mend=careful(characters.composed),
    ),
    TextFix(
        "last-line-end",
        "",
        "The last line ends like all others.",
        seen=False,
        mend=careful(characters.with_last_line_end),
    ),
    TextFix(
        "trailing-blanks",
        "",
        "Blanks that do nothing at the end of a line go.",
        mend=careful(characters.without_blanks_in_metadata, characters.without_blanks_in_body),
    ),
    TextFix(
        "field-names",
        "FM-003",
        "The field has the name that it has in this book.",
        mend=through(metadata.field_names),
    ),
    TextFix(
        "lists",
        "FM-004",
        "A single value is written as a list of one.",
        mend=through(metadata.lists),
    ),
    TextFix(
        "licence-names",
        "LIC-001",
        "The licence is named by its SPDX id.",
        mend=through(metadata.licence_names),
    ),
    TextFix(
        "licence-headers",
        "",
        "The chapter says that it is under the book's licence.",
        mend=metadata.licence_header,
        asked=True,
    ),
)
CAMERA_DATA = Fix(
    "camera-data", "PRV-002", "What the camera wrote beside the picture (place, time, device) goes."
)
CONTRIBUTOR_FILE = Fix(
    "contributor-files", "ATT-004", "Everyone whom a chapter names by an id has a file."
)
FIXES: tuple[Fix, ...] = (*TEXT_FIXES, CAMERA_DATA, CONTRIBUTOR_FILE)
