"""Durations: ISO 8601 as the metadata has them, and words as people write them."""

import re
from fractions import Fraction

_ISO = re.compile(
    r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?"
)
_MINUTES = (Fraction(10080), Fraction(1440), Fraction(60), Fraction(1), Fraction(1, 60))
_PART = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,2})?|\d{1,3}/\d)\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m"
    r"|seconds?|secs?|s)?\b\.?",
    re.IGNORECASE,
)
_UNIT = {"w": 7 * 24 * 60, "d": 24 * 60, "h": 60, "m": 1, "s": 0, "": 1}


def minutes(duration: str) -> Fraction | None:
    """Read an ISO 8601 duration of weeks, days, hours, minutes and seconds; None for others.

    >>> minutes("PT1H30M"), minutes("25 min")
    (Fraction(90, 1), None)
    """
    match = _ISO.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    parts = zip(match.groups(), _MINUTES, strict=True)
    return sum((int(part) * size for part, size in parts if part), Fraction(0))


def spelled(text: str) -> str | None:
    """Return the ISO 8601 spelling of a duration in words, as far as it can be read.

    >>> spelled("25 min"), spelled("1 h 30"), spelled("1.5 hours"), spelled("overnight")
    ('PT25M', 'PT1H30M', 'PT1H30M', None)
    """
    found = _PART.findall(text[:80])
    total = sum((_number(amount) * _UNIT[word[:1].lower()] for amount, word in found), Fraction(0))
    return iso(total) if total > 0 else None


def _number(text: str) -> Fraction:
    above, slash, below = text.partition("/")
    if slash:
        return Fraction(int(above), int(below)) if int(below) else Fraction(0)
    return Fraction(above.replace(",", "."))


def iso(total: Fraction) -> str:
    """Write minutes as an ISO 8601 duration.

    >>> iso(Fraction(95)), iso(Fraction(2880))
    ('PT1H35M', 'P2D')
    """
    whole = round(total)
    days, rest = divmod(whole, 24 * 60)
    hours, left = divmod(rest, 60)
    date = f"{days}D" if days else ""
    time = (f"{hours}H" if hours else "") + (f"{left}M" if left else "")
    return f"P{date}" + (f"T{time}" if time else "") if whole else "PT0M"
