"""Names in the order of their readers' language. Orders as ICU 77 (CLDR 47) gives them."""

import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.collation import INDEX, LETTERS, LONGEST, OWN_SCRIPT, key, letter

ORDERS = {
    "az": "E Ə F Ğ H X I İ K Q L W",
    "be": "Е Ё Ж У Ў Ф Anna",
    "cs": "C Č D H Ch I R Ř S Š T Z Ž",
    "cy": "C Ca Cz Ch D Dd E",
    "da": "A Z Æ Ø Å Aase",
    "de": "A Ä Az B O Ö Ss ß Sz Z",
    "en": "Abe Åbe Ace O'Neil Obe Øst Oz Zoe Άννα Яна נועה 李",
    "es": "N Nz Ñ O",
    "et": "S Š Z Ž T W Õ Ä Ö Ü X",
    "fa": "ک گ ل م ن و ه ی Anna",
    "fi": "Y Ü Z Å Ä Ö",
    "he": "נועה Anna",
    "hr": "C Č Ć D Dž Đ L Lj N Nj S Š Z Ž",
    "hu": "C Cz Cs D Dz Dzs G Gy O Ö Ő P",
    "is": "A Á D Ð E É Y Ý Z Þ Æ Ö",
    "lt": "C Č I Į Y J Z Ž",
    "lv": "G Ģ I Y Ī J",
    "mt": "B Ċ C G Għ H Ħ I Ż Z",
    "nb": "Z Æ Ä Ø Ö Å Aase",
    "pl": "A Ą L Ł M O Ó Z Ź Ż",
    "ro": "A Ă Â B I Î S Ș T Ț",
    "ru": "Анна Ёлка Жан Anna",
    "sk": "A Ä C Č H Ch I O Ô",
    "sl": "C Č Ć D Đ S Š Z Ž",
    "sq": "C Ç D Dh E Ë Z Zh",
    "sv": "A Az Z Å Ä Æ Ö Ø",
    "tr": "C Ç G Ğ H I İ J O Ö S Ş U Ü",
    "uk": "Г Ґ Д Anna",
    "vi": "A Ă Â D Đ O Ô Ơ",
}


@pytest.mark.parametrize("lang", ORDERS)
def test_names_stand_in_the_order_of_the_language(lang: str) -> None:
    names = ORDERS[lang].split()
    found = sorted(names)
    found.sort(key=key(lang))
    assert found == names


@pytest.mark.parametrize(
    ("lang", "letters"),
    {
        "en": {"Ärla": "A", "ørn": "O", "Łuk": "L", "Ｑ": "Q", "Ж": "Ж", "Ёж": "Е", "Ή": "Η",
               "李": "…", "ไทย": "…", "3 cooks": "#", "'t Hart": "#", "": "#", " b": "B",
               "カサ": "か", "김": "가", "ञ": "ञ"},
        "cs": {"Chvál": "Ch", "Cuk": "C", "Čáp": "Č", "CHRT": "Ch"},
        "da": {"Aase": "Å", "Örn": "Ø", "Ærlig": "Æ", "Abe": "A"},
        "et": {"Zoe": "Z", "Ý": "Y"},
        "sv": {"Ärla": "Ä", "Østen": "Ö", "Aase": "A", "Z": "Z"},
        "tr": {"Işık": "I", "İnci": "İ"},
    }.items(),
)  # fmt: skip
def test_a_name_stands_under_the_letter_where_readers_look(
    lang: str, letters: dict[str, str]
) -> None:
    assert {name: letter(lang)(name) for name in letters} == letters


@given(st.sampled_from(["en", "sv", "hu", "tr", "ru", "ar", "xx"]), st.text(max_size=30))
def test_every_text_has_a_place_that_its_form_does_not_change(lang: str, name: str) -> None:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    assert len({key(lang)(form) for form in forms}) == 1
    assert len({letter(lang)(form) for form in forms}) == 1


@given(st.sampled_from(sorted(LETTERS)), st.lists(st.text("aábcčdzñöåąłß", max_size=5)))
def test_letters_of_the_index_follow_each_other_as_names_do(lang: str, names: list[str]) -> None:
    found = [letter(lang)(name) for name in sorted(filter(None, names), key=key(lang))]
    assert [head for head, _ in groupby(found)] == list(dict.fromkeys(found))


def test_a_name_without_end_takes_no_time() -> None:
    endless = "a\u0300\u0301" * 100_000
    assert key("en")(endless) == key("en")(endless[:LONGEST])


def test_the_tables_name_scripts_that_exist() -> None:
    for script, letters in INDEX.items():
        assert {unicodedata.name(char).split()[0] for char in letters} <= {script, "HIRAGANA"}
    assert set(OWN_SCRIPT.values()) <= set(INDEX)
