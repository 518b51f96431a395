"""A recipe in schema.org's words; ingredients and steps are those that its page shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from potluck import neutral
from potluck.formats.metadata.things import Thing, duration, given
from potluck.kitchen.headings import role
from potluck.model import Chapter, Recipe

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"p", "li", "ul", "ol", "div", "dd", "dt", "tr", "td", "th", "br", "table"})
_LISTS = ("ul", "ol")
# What stands beside the recipe: notes, pictures, tabs that say the same for another kitchen.
_ASIDE = frozenset({"admonition", "footnotes", "tabs", "figure"})


DIETS = ("Diabetic", "Gluten Free", "Halal", "Hindu", "Kosher", "Low Calorie", "Low Fat",
    "Low Lactose", "Low Salt", "Vegan", "Vegetarian")  # fmt: skip
"""The members of https://schema.org/RestrictedDiet, without the last word."""


@dataclass(frozen=True)
class Step:
    """One step of the method; `group` is the words of the lesser heading over it."""

    text: str
    group: str = ""


@dataclass(frozen=True)
class _Block:
    """A block of the text, and under which headings it stands."""

    role: str
    group: str
    element: HtmlElement


def facts(text: Chapter) -> dict[str, object]:
    """Return what https://schema.org/Recipe asks of a recipe; of other chapters nothing."""
    if text.kind != "recipe":
        return {}
    said = text.recipe or Recipe()
    return given(
        recipeYield=said.recipe_yield,
        prepTime=duration(said.prep),
        cookTime=duration(said.cook),
        totalTime=duration(said.total),
        recipeCategory=said.course,
        recipeCuisine=said.cuisine,
        suitableForDiet=list(_diets(said.diet)),
        recipeIngredient=list(ingredients(text.html)),
        recipeInstructions=_instructions(steps(text.html)),
    )


def _diets(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        name = word.replace("-", " ").title()
        if name in DIETS:
            yield f"https://schema.org/{name.replace(' ', '')}Diet"


def _instructions(found: tuple[Step, ...]) -> list[Thing]:
    """Return the steps; those under a heading of their own as a section."""
    made: list[Thing] = []
    for group in dict.fromkeys(step.group for step in found):
        inside = [given(_type="HowToStep", text=s.text) for s in found if s.group == group]
        section = given(_type="HowToSection", name=group, itemListElement=inside)
        made += [section] if group else inside
    return made


# --- what the page shows ------------------------------------------------------------------------


def ingredients(html: str) -> tuple[str, ...]:
    """Return the items of the lists under headings such as Ingredients.

    >>> ingredients("<h2>Ingredients</h2><ul><li>1 leek</li><li>Broth:<ul><li>salt</li></ul></ul>")
    ('1 leek', 'salt')
    """
    lists = (block.element for block in _blocks(html) if block.role == "ingredients")
    return tuple(item for each in lists if each.tag in _LISTS for item in _items(each))


def steps(html: str) -> tuple[Step, ...]:
    """Return the steps under headings such as Method: items of lists, else paragraphs.

    >>> steps("<h2>Method</h2><p>You need an hour.</p><ol><li>Slice.<p>Thinly.</p></li></ol>")
    (Step(text='Slice. Thinly.', group=''),)
    """
    method = [block for block in _blocks(html) if block.role == "method"]
    listed = [block for block in method if block.element.tag in _LISTS]
    return tuple(_steps(listed or [block for block in method if block.element.tag == "p"]))


def _steps(blocks: list[_Block]) -> Iterator[Step]:
    for block in blocks:
        items = block.element.findall("./li") if block.element.tag in _LISTS else [block.element]
        for text in map(_words, items):
            if text:
                yield Step(text, block.group)


def _items(items: HtmlElement) -> Iterator[str]:
    """Yield what each item says; one that only heads the list below it is no ingredient."""
    for item in items.findall("./li"):
        below = [child for child in item if child.tag in _LISTS]
        for child in below:
            item.remove(child)
        text = _words(item)
        if text and not (below and text.endswith(":")):
            yield text
        for child in below:
            yield from _items(child)


def _blocks(html: str) -> Iterator[_Block]:
    """Yield the blocks of a text, each with what the nearest telling heading opens."""
    under: list[tuple[int, str]] = []  # level and role of each heading that we are under
    group = ""
    for element in neutral.parse(html):
        if element.tag in _HEADINGS:
            words, level = _words(element), int(element.tag[1])
            under = [each for each in under if each[0] < level]
            above = under[-1][1] if under else ""
            found = role(words) or above
            group = words if above and found == above else ""
            under.append((level, found))
        elif not _ASIDE & set(element.get("class", "").split()):
            yield _Block(under[-1][1] if under else "", group, element)


def _words(element: HtmlElement) -> str:
    """Return the words of an element on one line, without the numbers of footnotes."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    between = " " if element.tag in _BLOCKS else ""
    yield between + (element.text or "")
    for child in element:
        if not _is_mark(child):
            yield from _texts(child)
        yield child.tail or ""
    yield between


def _is_mark(element: HtmlElement) -> bool:
    names = set(str(element.get("class", "")).split())
    return bool(names & {"fnref", "backref", "figure"})
