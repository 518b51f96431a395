"""Letters of different scripts that look the same: Latin, Greek and Cyrillic.

The pairs are those of Unicode's table of confusables (UTS 39, confusables.txt) whose shapes are the
same in the text faces of this pipeline.
"""

_CYRILLIC = ("АВЕКМНОРСТУХІЈЅԌԚԜҮаеорсухіјѕһԁԛԝѵ", "ABEKMHOPCTYXIJSGQWYaeopcyxijshdqwv")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρυι", "ABEZHIKMNOPTYXoavpui")
_LATIN_OF = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])
_ALIKE = frozenset(_CYRILLIC[0] + _GREEK[0])
_LOOKS = frozenset(_CYRILLIC[1] + _GREEK[1])
_SYMBOLS = frozenset("ανρυιο")  # small Greek letters that begin names of quantities


def skeleton(text: str) -> str:
    """Return what a text looks like: two texts with the same skeleton cannot be told apart.

    >>> skeleton("Соре") == skeleton("Cope"), skeleton("Cope")
    (True, 'Cope')
    """
    return text.translate(_LATIN_OF)


def impostor(word: str) -> str:
    """Return the letter of another script in a word; empty where there is none.

    Where every letter of one script looks like one of the other, somebody has mixed them up.

    >>> impostor("sоup"), impostor("soup"), impostor("ΔT"), impostor("PDFы"), impostor("νmax")
    ('о', '', '', '', '')
    """
    latin = [sign for sign in word if sign < "\u0370" and sign.isalpha()]
    other = [sign for sign in word if "\u0370" <= sign < "\u0530"]
    if not latin or not other or len(word) < 3:
        return ""
    if _ALIKE.issuperset(other) and not (word[0] in _SYMBOLS and other == [word[0]]):
        return other[0]
    return latin[0] if _LOOKS.issuperset(latin) and len(latin) < len(other) else ""
