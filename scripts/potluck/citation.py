"""How to cite a chapter: facts about it -> APA, BibTeX and CSL-JSON, each ready to copy.

APA: Publication Manual, 7th edition, 10.3 (chapter in a book). BibTeX: `@incollection`. CSL-JSON:
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html, type `chapter`.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from potluck.model import Book, Citation, Contributor, License

MAX_NAMED = 20  # APA 9.8: with more authors, the first 19, an ellipsis and the last

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


@dataclass(frozen=True)
class _Facts:
    """All that a citation says, the texts on one line each."""

    title: str
    container: str
    edition: str
    publisher: str
    authors: tuple[Contributor, ...]
    slug: str
    url: str | None
    date: datetime
    version: str
    license: License
    pages: str | None
    lang: str


def cite(  # noqa: PLR0913, PLR0917 - the facts of a citation
    book: Book,
    chapter_title: str,
    slug: str,
    authors: tuple[Contributor, ...],
    url: str | None,
    date: datetime,
    version: str,
    *,
    license: License | None = None,  # noqa: A002 - the word of the trade
    pages: str | None = None,
) -> Citation:
    """Return the citation of one chapter.

    `url` is its address, `date` when this version of it was written, `version` names that version,
    `license` is the chapter's own (default: the book's), `pages` where it stands in print.
    """
    facts = _Facts(
        title=_line(chapter_title),
        container=": ".join(_line(part) for part in (book.title, book.subtitle) if part),
        edition=_line(book.edition or ""),
        publisher=_line(book.publisher or ""),
        authors=authors,
        slug=slug,
        url=url,
        date=date,
        version=_line(version),
        license=license or book.license,
        pages=pages,
        lang=book.lang,
    )
    return Citation(apa=_apa(facts), bibtex=_bibtex(facts), csl_json=_csl(facts))


def _line(text: str) -> str:
    """Return the text on one line, in NFC, without control characters."""
    printable = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(unicodedata.normalize("NFC", printable).split())


def _split(person: Contributor) -> tuple[str, str]:
    """Return family and given name, from `sort`; a literal name comes as ("", name)."""
    family, comma, given = person.sort.partition(",")
    if person.kind == "organization" or not (comma and family.strip() and given.strip()):
        return "", _line(person.name)
    return _line(family), _line(given)


# --- APA ----------------------------------------------------------------------------------------


def _apa(facts: _Facts) -> str:
    who, year = _apa_authors(facts.authors), f"({facts.date.year})."
    opening = (_stop(who), year, _stop(facts.title)) if who else (facts.title, year)
    pages = facts.pages and f"pp. {facts.pages}"
    details = (facts.edition, f"version {facts.version}", pages)
    container = f"In {facts.container} ({', '.join(part for part in details if part)})."
    publisher = facts.publisher and _stop(facts.publisher)
    return " ".join(part for part in (*opening, container, publisher, facts.url) if part)


def _apa_authors(authors: tuple[Contributor, ...]) -> str:
    names = [_apa_name(person) for person in authors]
    if len(names) > MAX_NAMED:
        return f"{', '.join(names[:19])}, . . . {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(person: Contributor) -> str:
    """Return "Family, G. H.", or the name as it is."""
    family, given = _split(person)
    return f"{family}, {_initials(given)}" if family else given


def _initials(given: str) -> str:
    """Return the initials, with hyphens kept.

    >>> _initials("Jean-Luc Marie")
    'J.-L. M.'
    """
    return re.sub(r"[^\s-]+", lambda part: f"{part[0][0].upper()}.", given)


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


# --- BibTeX -------------------------------------------------------------------------------------


def _bibtex(facts: _Facts) -> str:
    fields = {
        "author": " and ".join(map(_bibtex_name, facts.authors)),
        "title": f"{{{_tex(facts.title)}}}",  # the second braces keep capitals
        "booktitle": f"{{{_tex(facts.container)}}}",
        "publisher": _tex(facts.publisher),
        "edition": _tex(facts.edition),
        "year": str(facts.date.year),
        "month": str(facts.date.month),
        "pages": _tex(facts.pages or "").replace("–", "--"),
        "version": _tex(facts.version),
        "url": _url(facts.url or ""),
        "note": _tex(facts.license.name),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@incollection{{{_key(facts.slug)},\n{body}\n}}"


def _bibtex_name(person: Contributor) -> str:
    """Return "Family, Given"; braces keep any other name in one piece, also with "and" in it."""
    family, given = _split(person)
    if not family:
        return f"{{{_tex(given)}}}"
    return f"{_whole(family)}, {_whole(given)}"


def _whole(name: str) -> str:
    """Return a part of a name in TeX, in braces where BibTeX would take it apart."""
    text = _tex(name)
    return f"{{{text}}}" if re.search(r",|\band\b", name, re.IGNORECASE) else text


def _tex(text: str) -> str:
    r"""Return the text with every character that TeX reads as a command escaped.

    >>> print(_tex("Salt & 50% {more}"))
    Salt \& 50\% \{more\}
    """
    return "".join(TEX.get(character, character) for character in _line(text))


def _url(url: str) -> str:
    """Return an address without braces, blanks and backslashes, which would end the field."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _key(slug: str) -> str:
    """Return a key of letters, digits and hyphens: BibTeX accepts no others everywhere."""
    return re.sub(r"[^A-Za-z0-9:-]+", "-", slug).strip("-") or "chapter"


# --- CSL-JSON -----------------------------------------------------------------------------------


def _csl(facts: _Facts) -> str:
    date = facts.date
    item = {
        "id": facts.slug,
        "type": "chapter",
        "title": facts.title,
        "container-title": facts.container,
        "author": [_csl_name(person) for person in facts.authors],
        "publisher": facts.publisher,
        "edition": facts.edition,
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "page": facts.pages,
        "version": facts.version,
        "URL": facts.url,
        "language": facts.lang,
        "license": facts.license.url or facts.license.id,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False)


def _csl_name(person: Contributor) -> dict[str, str]:
    family, given = _split(person)
    return {"family": family, "given": given} if family else {"literal": given}
