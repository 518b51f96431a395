"""Citations as files, for programs that keep references: BibTeX and CSL-JSON.

Beside each page one entry, and one file of each kind for the book with all its chapters.
"""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from potluck.citation import cite_book
from potluck.formats.metadata import makers
from potluck.model import Citation, Edition

BOOK = "book"
BIBTEX, CSL = ".bib", ".csl.json"
# https://www.iana.org/assignments/media-types; BibTeX has no registered type.
TYPES = {BIBTEX: "application/x-bibtex", CSL: "application/vnd.citationstyles.csl+json"}


def beside(href: str, ending: str) -> str:
    """Return the address of the citation of the page at `href`.

    >>> beside("mains/dal.html", CSL)
    'mains/dal.csl.json'
    """
    return PurePosixPath(href).with_suffix(ending).as_posix()


def files(edition: Edition) -> Mapping[str, str]:
    """Return the files by their address in the site."""
    cited = [(text, text.citation) for text in edition.texts if text.citation]
    made = {}
    for text, citation in cited:
        made[beside(text.href, BIBTEX)] = f"{citation.bibtex}\n"
        made[beside(text.href, CSL)] = f"{citation.csl_json}\n"
    everything = (_whole(edition), *(citation for _, citation in cited))
    made[f"{BOOK}{BIBTEX}"] = "\n\n".join(each.bibtex for each in everything) + "\n"
    items = [item for each in everything for item in msgspec.json.decode(each.csl_json)]
    made[f"{BOOK}{CSL}"] = json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    return made


def _whole(edition: Edition) -> Citation:
    """Return the citation of the book itself, under a key that no chapter has."""
    taken = {text.slug for text in edition.texts}
    key = edition.book.slug
    while key in taken:
        key = f"{key}-{BOOK}"
    return cite_book(
        edition.book,
        key,
        tuple(maker.contributor for maker in makers.authors(edition)),
        edition.build.date,
        edition.build.id,
    )
