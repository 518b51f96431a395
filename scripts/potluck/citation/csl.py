"""CSL-JSON, types `book` and `chapter`.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

import json

from potluck.citation.facts import Facts, split
from potluck.model import Contributor


def csl_json(facts: Facts) -> str:
    """Return the item, in a list of one."""
    date = facts.date
    item = {
        "id": facts.slug,
        "type": "chapter" if facts.container else "book",
        "title": facts.title,
        "container-title": facts.container,
        "author": [_name(person) for person in facts.authors],
        "editor": [_name(person) for person in facts.editors],
        "translator": [_name(person) for person in facts.translators],
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


def _name(person: Contributor) -> dict[str, str]:
    family, given = split(person)
    return {"family": family, "given": given} if family else {"literal": given}
