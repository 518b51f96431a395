"""BibTeX: `@book` and `@incollection`, with the field `translator` of biblatex."""

import re

from potluck.citation.facts import Facts, line, split
from potluck.model import Contributor

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def bibtex(facts: Facts) -> str:
    """Return the entry."""
    fields = {
        "author": " and ".join(map(_name, facts.authors)),
        "editor": " and ".join(map(_name, facts.editors)),
        "translator": " and ".join(map(_name, facts.translators)),
        "title": f"{{{_tex(facts.title)}}}",  # the second braces keep capitals
        "booktitle": f"{{{_tex(facts.container)}}}" if facts.container else "",
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
    kind = "incollection" if facts.container else "book"
    return f"@{kind}{{{_key(facts.slug)},\n{body}\n}}"


def _name(person: Contributor) -> str:
    """Return "Family, Given"; braces keep any other name in one piece, also with "and" in it."""
    family, given = split(person)
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
    return "".join(TEX.get(character, character) for character in line(text))


def _url(url: str) -> str:
    """Return an address without braces, blanks and backslashes, which would end the field."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _key(slug: str) -> str:
    """Return a key of letters, digits and hyphens: BibTeX accepts no others everywhere."""
    return re.sub(r"[^A-Za-z0-9:-]+", "-", slug).strip("-") or "chapter"
