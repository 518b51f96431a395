"""Which headings open the ingredients of a recipe, and which its method, in several languages."""

import re
from functools import lru_cache
from typing import Literal

Role = Literal["ingredients", "method", ""]

_INGREDIENTS = """
ingredients | zutaten | ingrédients | ingredientes | ingredienti | ingredients i quantitats
ingrediënten | ingredienten | benodigdheden | ingredienser | ainekset | ainesosat | hráefni
składniki | suroviny | ingrediencie | ingrediente | hozzávalók | sestavine | sastojci
malzemeler | ингредиенты | інгредієнти | продукты | съставки | υλικά | συστατικά
材料 | 食材 | 原料 | 配料 | 用料 | 必备原料和工具 | 재료 | مكونات | المكونات | מרכיבים | מצרכים
सामग्री | bahan | bahan-bahan | nguyên liệu | ส่วนผสม
"""
_METHOD = """
method | directions | instructions | preparation | steps | procedure | cooking | how to make it
making it | to make | what to do | the method | zubereitung | anleitung | vorbereitung
préparation | recette | étapes | instrucciones | preparación | elaboración | pasos | preparazione
procedimento | istruzioni | preparo | modo de preparo | preparação | bereiding | bereidingswijze
werkwijze | instructies | tillagning | gör så här | fremgangsmåte | framgangsmåte | fremgangsmåde
valmistus | ohje | aðferð | przygotowanie | sposób przygotowania | wykonanie | postup | příprava
preparare | mod de preparare | elkészítés | priprava | priprema | yapılışı | hazırlanışı
приготовление | приготування | приготвяне | εκτέλεση | παρασκευή
作り方 | 手順 | 做法 | 步骤 | 操作 | 制作方法 | 만드는 법 | 조리법 | طريقة التحضير | التحضير
אופן ההכנה | הכנה | विधि | cara membuat | langkah | cách làm | วิธีทำ
"""
_MARKS = re.compile(r"[*_:#.()\[\]]+|\s+")
_LONGEST = 60  # characters; a longer heading is a title
_INSIDE = ("ingredient", "zutaten für", "ingrédients pour", "ingredientes para")
_OPENINGS = (
    *("directions ", "method ", "instructions ", "preparation ", "preparations", "preparing "),
    *("making ", "cooking ", "zubereitung ", "préparation ", "preparación ", "how to "),
)


def _words(table: str) -> frozenset[str]:
    return frozenset(word.strip() for word in re.split(r"[|\n]", table) if word.strip())


INGREDIENTS = _words(_INGREDIENTS)
METHOD = _words(_METHOD)


def opens_recipe(heading: str) -> bool:
    """Tell whether a heading alone shows that a chapter is a recipe.

    >>> opens_recipe("Ingredients"), opens_recipe("Choosing ingredients")
    (True, False)
    """
    return len(heading) <= _LONGEST and _words_of(heading) in INGREDIENTS


def _words_of(heading: str) -> str:
    return _MARKS.sub(" ", heading).strip().casefold()


@lru_cache(maxsize=2048)
def role(heading: str) -> Role:
    """Tell what a heading opens.

    >>> role("Ingredients"), role("Zutaten:"), role("Sauce ingredients"), role("Directions")
    ('ingredients', 'ingredients', 'ingredients', 'method')
    >>> role("Why it works")
    ''
    """
    if len(heading) > _LONGEST:
        return ""
    words = _words_of(heading)
    if words in INGREDIENTS:
        return "ingredients"
    if words in METHOD or words.startswith(_OPENINGS):
        return "method"
    return "ingredients" if any(part in words for part in _INSIDE) else ""
