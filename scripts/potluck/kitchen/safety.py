"""How hot food must be inside to be safe.

Source of the figures: USDA Food Safety and Inspection Service, "Safe Minimum Internal Temperature
Chart" (also at foodsafety.gov): poultry 165 °F, minced (ground) meat and egg dishes 160 °F, whole
cuts and fish 145 °F, leftovers 165 °F. UK Food Standards Agency, "Cooking your food": 60 °C for 45
minutes, 65 °C for 10, 70 °C for 2, 75 °C for 30 seconds or 80 °C for 6 seconds serve as well.
"""

import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Kind:
    """A kind of food, and how hot its middle must become."""

    name: str
    fahrenheit: int
    words: re.Pattern[str]
    signs: tuple[str, ...] = ()  # none of the words stands in a text without one of these

    @property
    def celsius(self) -> int:
        return round((self.fahrenheit - 32) * 5 / 9)


_BIRDS = r"(?:chicken|turkey|duck|goose|poultry|quail|guinea ?fowl|pheasant|hen)"
_RED = r"(?:beef|pork|lamb|veal|mutton|venison|goat|bison)"
POULTRY = Kind(
    "poultry",
    165,
    re.compile(
        rf"\b{_BIRDS}s?(?! (?:stock|broth|bouillon|fat|seasoning|rub|spice|powder|cube|base|gravy"
        r"|soup|salt|egg|skin|sauce|flavou?r|consomm|feet|bone|carcass|dripping|liver|pâté|ham"
        r"|bacon|sausage))\b",
        re.IGNORECASE,
    ),
    ("chicken", "turkey", "duck", "goose", "poultry", "quail", "fowl", "pheasant", "hen"),
)
MINCED = Kind(
    "minced meat",
    160,
    re.compile(
        rf"\b(?:ground|minced)\s+(?:\w+\s+)?(?:{_RED}|meat|chuck)\b|\b{_RED} mince\b"
        r"|\bminced? meat\b|\bhamburger (?:meat|patt)|\bmeatballs?\b|\bmeatloaf\b"
        r"|\bburgers?\b(?! bun)",
        re.IGNORECASE,
    ),
    ("ground", "mince", "burger", "meatball", "meatloaf"),
)
CUTS = Kind(
    "whole cuts of meat",
    145,
    re.compile(rf"\b(?:{_RED}|steak|tenderloin|chops?|ham|brisket|ribs?)\b", re.IGNORECASE),
)
FISH = Kind(
    "fish",
    145,
    re.compile(
        r"\b(?:fish|salmon|tuna|cod|haddock|trout|halibut|prawns?|shrimps?|lobster|mackerel)\b",
        re.IGNORECASE,
    ),
)
EGGS = Kind(
    "egg dishes", 160, re.compile(r"\b(?:custard|quiche|frittata|strata|egg dish)\b", re.IGNORECASE)
)
KINDS = (POULTRY, MINCED, EGGS, CUTS, FISH)

HELD = ((80, Fraction(1, 10)), (75, Fraction(1, 2)), (70, 2), (65, 10), (60, 45))
"""Minutes for which each temperature (°C) must be held to be as good, after the UK's table."""

DONE = re.compile(
    r"thermometer|internal temp|core temp|no longer pink|not pink|no pink"
    r"|(?:isn't|not be|never) pink|run(?:s|ning)? clear|clear juices|juices (?:are|run|come)"
    r"|cook(?:ed|s|ing)?[^.]{0,25} through"
    r"|all the way through|(?:fully|completely) cooked|opaque|(?:piping|steaming) hot|well[ -]done"
    r"|fall(?:s|ing)? (?:off|apart)|tender|pulls? apart|shred|white all|meat is white|doneness"
    r"|(?:is|are) (?:fully |well )?(?:done|cooked)|(?:looks?|seems?) (?:done|cooked)"
    r"|until (?:it'?s |they'?re |the \w+ (?:is|are) )?(?:\w+ )?(?:cooked|done)"
    r"|raw (?:inside|in the middle)|cuts? (?:into|open)[^.]{0,40}(?:pink|raw|see|check)"
    r"|\bcooked\b[^.]{0,20}\b(?:inside|middle|centre|center)|finish(?:es|ed)? cooking"
    r"|tartare|carpaccio|\braw (?:meat|beef)\b"
)
"""Words that tell when meat is done, well or badly; or that the question does not arise."""

WET = re.compile(
    r"simmer|boil|\bstew|braise|slow[ -]?cook|crock|pressure|instant pot|poach|\bstock\b|\bbroth\b"
    r"|reduce the (?:sauce|liquid)|cover(?:ed)? and cook|\blumps?\b|crumbl"
    r"|brown(?:ed|ing|s)?\b[^.]{0,30}\b(?:beef|meat|mince)|\b(?:beef|meat|mince)\b[^.]{0,40}\bbrown"
    r"|break\w* (?:\w+ ){0,2}(?:up|apart)"
)
"""Ways of cooking that go far beyond a safe temperature, and browning crumbs of minced meat."""


_TIME = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(hours?|h|min(?:ute)?s?|sec(?:ond)?s?)\b", re.IGNORECASE)


def held(celsius: float, sentence: str) -> bool:
    """Tell whether a sentence holds a temperature as long as the UK's table asks.

    >>> held(70, "70 °C inside for 2 minutes"), held(65, "65 °C for 5 minutes")
    (True, False)
    """
    needed = next((minutes for least, minutes in HELD if celsius >= least), None)
    if needed is None:
        return False
    sizes = {"h": 60.0, "m": 1.0, "s": 1 / 60}
    times = [float(n) * sizes[unit[0].lower()] for n, unit in _TIME.findall(sentence)]
    return any(time >= needed for time in times)
