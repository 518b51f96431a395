"""Order names as readers of a language look them up: the Unicode Collation Algorithm, tailored.

pyuca brings the algorithm and the default table (DUCET 9.0, UTS #10), in which letters of living
alphabets have not moved since. What single languages do otherwise is in the tables below, taken
from CLDR 47 (common/collation). Chinese characters stand in order of radical and stroke, in every
language: orders by sound need tables of thousands of lines.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pyuca import Collator

Key = tuple[float, ...]
Element = tuple[float, int, int]
"""Weights of a letter, of its marks, and of its case (UTS #10, section 3)."""

# Letters with a place of their own: "C<č<ć" are two letters after c; "=" is a variant of the letter
# before it; "|" is the end of the Latin alphabet. Capitals follow from small letters.
NORDIC = "D=đ=ð Y=ü=ű |<æ=ä=ę<ø=ö=ő=œ<å=aa"
CROATIAN = "C<č<ć D<dž=ǆ<đ L<lj=ǉ N<nj=ǌ S<š Z<ž"
LETTERS = {
    "az": "C<ç E<ə G<ğ H<x<ı<İ=i K<q O<ö S<ş U<ü Z<w",
    "be": "Е<ё У<ў",
    "bs": CROATIAN,
    "cs": "C<č H<ch R<ř S<š Z<ž",
    "cy": "C<ch D<dd F<ff G<ng L<ll P<ph R<rh T<th",
    "da": "D=đ=ð Y=ü=ű |<æ=ä<ø=ö=ő<å=aa",
    "eo": "C<ĉ G<ĝ H<ĥ J<ĵ S<ŝ U<ŭ",
    "es": "N<ñ",
    "et": "S<š<z<ž W<õ<ä<ö<ü",
    "fi": "Y=ü |<å<ä=æ<ö=ø",
    "fa": "و<ه",
    "fil": "N<ñ<ng",
    "fo": NORDIC,
    "gl": "N<ñ",
    "hr": CROATIAN,
    "hu": "C<cs D<dz<dzs G<gy L<ly N<ny O<ö=ő S<sz T<ty U<ü=ű Z<zs",
    "is": "A<á D=đ<ð E<é I<í O<ó U<ú Y<ý |<æ=ä<ö=ø<å",
    "kk": "Е<ё",
    "ky": "Е<ё",
    "lt": "A=ą C<č E=ę=ė I=į=y S<š U=ų=ū Z<ž",
    "lv": "A<ā C<č E<ē G<ģ I<y<ī K<ķ L<ļ N<ņ O<ō R<ŗ S<š U<ū Z<ž",
    "mt": "B<ċ F<ġ G<għ H<ħ Y<ż",
    "nb": NORDIC,
    "nn": NORDIC,
    "no": NORDIC,
    "pl": "A<ą C<ć E<ę L<ł N<ń O<ó S<ś Z<ź<ż",
    "ro": "A<ă<â I<î S<ș=ş T<ț=ţ",
    "sk": "A<ä C<č H<ch O<ô R<ř S<š Z<ž",
    "sl": "C<č<ć D<đ S<š Z<ž",
    "sq": "C<ç D<dh E<ë G<gj L<ll N<nj R<rr S<sh T<th X<xh Z<zh",
    "sv": "D=đ=ð Y=ü=ű |<å<ä=æ=ę<ö=ø=ő=œ=ô",
    "tk": "C<ç E<ä J<ž N<ň O<ö S<ş U<ü Y<ý",
    "tr": "C<ç G<ğ H<ı<İ=i O<ö S<ş U<ü",
    "uk": "Г<ґ",
    "vi": "A<ă<â D<đ E<ê O<ô<ơ U<ư",
}

# The letters under which names stand, by script (as the names of its characters begin).
INDEX = {
    "LATIN": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "GREEK": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "CYRILLIC": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "ARMENIAN": "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ",
    "HEBREW": "אבגדהוזחטיכלמנסעפצקרשת",
    "ARABIC": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "DEVANAGARI": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढतथदधनपफबभमयरलवशषसह",
    "GEORGIAN": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "HANGUL": "가나다라마바사아자차카타파하",
    "HIRAGANA": "あかさたなはまやらわ",
    "KATAKANA": "あかさたなはまやらわ",
}
OTHER = "…"  # what CLDR's index has for scripts without letters of their own

# Whose own script stands before the Latin one.
OWN_SCRIPT = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    "el": "GREEK",
    "he": "HEBREW",
    "hi": "DEVANAGARI",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "ko": "HANGUL",
    "mr": "DEVANAGARI",
    "ne": "DEVANAGARI",
}
LONGEST = 200  # characters of a name that are compared


def key(lang: str) -> Callable[[str], Key]:
    """Return the key by which names are sorted in a book in this language.

    >>> sorted(["Zoe", "Ärla", "Abe", "abe"], key=key("de"))
    ['abe', 'Abe', 'Ärla', 'Zoe']
    >>> sorted(["Zoe", "Ärla", "Abe"], key=key("sv-SE"))
    ['Abe', 'Zoe', 'Ärla']
    """
    return _alphabet(_known(lang)).key


def letter(lang: str) -> Callable[[str], str]:
    """Return what says under which letter of an index a name stands.

    >>> [letter("en")(name) for name in ("Ärla", "ørn", "Чай", "李", "3 cooks")]
    ['A', 'O', 'Ч', '…', '#']
    >>> [letter("da")(name) for name in ("Ærlig", "Örn", "Aase")]
    ['Æ', 'Ø', 'Å']
    """
    return _alphabet(_known(lang)).letter


# --- one language -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Alphabet:
    """The order of one language: the default one, and what it does otherwise."""

    lang: str

    @cached_property
    def own(self) -> dict[str, Element]:
        """The letters with a place of their own (NFC, of one or more characters), in all cases."""
        found: dict[str, Element] = {}
        for spelled, element in _own(LETTERS.get(self.lang, "")):
            found.setdefault(spelled, element)  # the capital of ı is I, which is none of i then
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.own, key=len, reverse=True)
        return re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")

    def key(self, text: str) -> Key:
        return tuple(_table().sort_key_from_collation_elements(list(self.elements(text))))

    def elements(self, text: str) -> Iterator[Element]:
        composed = unicodedata.normalize("NFC", text[:LONGEST])
        for piece in self.pattern.split("".join(map(self.opened, composed))):
            found = [self.own[piece]] if piece in self.own else _elements(piece)
            yield from map(self.placed, found)

    def opened(self, char: str) -> str:
        """Take the marks off a letter that has its place here without them: Ý where Y has one."""
        parts = unicodedata.normalize("NFD", char)
        return parts if char not in self.own and parts[0] in self.own else char

    def placed(self, element: Element) -> Element:
        """Move the own script in front of the first Latin letter, its letters in their order."""
        lowest, highest = _range(OWN_SCRIPT.get(self.lang, ""))
        if not lowest <= element[0] <= highest:
            return element
        within = (element[0] - lowest) / (highest - lowest + 1)
        return (_weight("a") - 1 + within, *element[1:])

    def weight(self, text: str) -> float:
        return next((element[0] for element in self.elements(text) if element[0]), 0)

    def letter(self, name: str) -> str:
        plain = unicodedata.normalize("NFKC", name[:LONGEST]).lstrip()
        if not plain[:1].isalpha():
            return "#"
        heads = self.heads(_script(plain[0]))
        place = bisect_right(heads, (self.weight(plain), "\U0010ffff"))
        return heads[place - 1][1] if place else OTHER

    @cache  # noqa: B019 - one alphabet per language, which stays
    def heads(self, script: str) -> list[tuple[float, str]]:
        """Return the letters of the index in one script, each with its weight, in order."""
        own = [word[0].upper() + word[1:] for word in _starts(LETTERS.get(self.lang, ""))]
        there = [*INDEX.get(script, ""), *(word for word in own if _script(word) == script)]
        return sorted((self.weight(word), word) for word in there)


_alphabet = cache(_Alphabet)


def _known(lang: str) -> str:
    return lang.replace("_", "-").split("-")[0].lower()


def _rules(rules: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for rule in rules.split():
        yield rule[0], re.findall("([<=])([^<=]+)", rule)


def _starts(rules: str) -> Iterator[str]:
    """Yield the letters that are no variants of others."""
    return (word for _, row in _rules(rules) for sign, word in row if sign == "<")


def _own(rules: str) -> Iterator[tuple[str, Element]]:
    """Place each letter a little after the one before it: 64 find room between two weights."""
    for anchor, row in _rules(rules):
        weight, mark = _weight("ǀ") - 1 if anchor == "|" else _weight(anchor), MARK
        for sign, word in row:
            weight, mark = (weight + 1 / 64, MARK) if sign == "<" else (weight, mark + 1)
            cases = (word, word[0].upper() + word[1:], word.title(), word.upper())
            for case, spelled in enumerate(dict.fromkeys(cases)):
                yield spelled, (weight, mark, SMALL + case)


# --- the default table --------------------------------------------------------------------------

MARK, SMALL = 0x20, 0x2  # second and third weight of a plain small letter


@cache
def _table() -> Collator:
    return Collator()


def _elements(text: str) -> list[Element]:
    found = _table().collation_elements(unicodedata.normalize("NFD", text))
    return [tuple(element) for element in found]


@cache
def _weight(letter: str) -> float:
    return _elements(letter)[0][0]


@cache
def _range(script: str) -> tuple[float, float]:
    """Return the lowest and the highest weight of the letters of a script."""
    letters = (chr(code) for code in _table().table.root.children if script)
    weights = [_weight(char) for char in letters if script and _script(char) == script]
    found = [weight for weight in weights if weight > _weight("a")]
    return (min(found), max(found)) if found else (0.5, 0.5)


def _script(text: str) -> str:
    return unicodedata.name(text[0], "").split(" ")[0]
