"""How much a recipe makes, as its text says it: "Servings: 2/3", "serves 4", "makes 24 cookies"."""

import re
from dataclasses import dataclass

_FIGURE = r"(?:\d{1,3}|(?:two|three|four|five|six|eight|ten|twelve)\b)"
_MANY = (
    rf"({_FIGURE}(?: ?(?:[-–/~]|to\b|or\b) ?{_FIGURE})?(?:[ -]dozen\b)?\+?)"
    r"(?![\d½¼¾]|[.,]\d| ?%| times\b)"
)
_ABOUT = r"(?:about |around |for )?"
_JOINING = (
    r"(?!(?:as|and|or|of|to|with|in|for|if|when|but|at|per|each|every|before|after|until"
    r"|min(?:ute)?s?|hours?)\b)"
)
_LABELLED = re.compile(  # Servings: 10 breads
    r"\b(?:servings?|serves|yields?|makes)[*_]*[ \t\xa0]?:[ \t\xa0*_~]*"
    rf"{_ABOUT}{_MANY}(?:[ \t]+((?:[^\W\d_]+[ \t]){{0,2}}[^\W\d_]+)[ \t]*(?=$|[.,;(]))?",
    re.IGNORECASE | re.MULTILINE,
)
_SERVES = re.compile(
    rf"\b(?:servings?|serves)\b[ \t\xa0*_~]*{_ABOUT}{_MANY}"
    r"(?:[ \t]+(people|persons|adults|children|guests)\b)?",
    re.IGNORECASE,
)
_MAKES = re.compile(
    rf"\b(?:yields?|makes)\b[ \t\xa0*_~]*{_ABOUT}{_MANY}"
    rf"(?:[ \t]+{_JOINING}((?:[^\W\d_]+[ \t])?[^\W\d_]{{2,}}s\b|[^\W\d_]+))?",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"\b{_MANY} (?:{_JOINING}\w+ ){{0,2}}(servings?|portions?|people|persons?)\b", re.IGNORECASE
)
_FORMS = (  # each with the words that it cannot do without
    (_LABELLED, ("serv", "yield", "makes")),
    (_SERVES, ("serv",)),
    (_MAKES, ("yield", "makes")),
    (_FOR, ("serving", "portion", "people", "person")),
)
_EATERS = {"serving", "portion", "person"}


@dataclass(frozen=True)
class Said:
    """A yield, and at which character of the text its number stands."""

    text: str
    start: int


def find(body: str, small: str) -> Said | None:
    """Find the yield in a text, which is given once more in small letters.

    >>> find("It makes 24 cookies.", "it makes 24 cookies.")
    Said(text='24 cookies', start=9)
    """
    for form, words in _FORMS:
        match = form.search(body) if any(word in small for word in words) else None
        if match:
            return Said(_written(match[1], match[2] or "serving"), match.start(1))
    return None


def _written(many: str, what: str) -> str:
    """Write a yield out: `2/3` servings are two or three of them, but 2/3 cup is a part of one."""
    one = what.lower().removesuffix("s")
    if one in _EATERS:
        many = re.sub(r" ?[/~] ?", "–", many)
        what = one if many == "1" else f"{one}s"
    elif one == "people":
        what = one
    return " ".join(f"{many} {what}".split())
