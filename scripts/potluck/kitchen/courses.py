"""When a dish is eaten, in the words of cooks: one name for each course, in the order of a meal."""

COURSES = {
    "Breakfast": ("breakfast", "brunch"),
    "Starters": ("starter", "appetizer", "appetiser", "first course", "antipasto", "meze"),
    "Soups": ("soup", "soups"),
    "Salads": ("salad", "salads"),
    "Mains": ("main", "mains", "main course", "main dish", "dinner", "lunch", "supper", "entree"),
    "Sides": ("side", "sides", "side dish"),
    "Bread": ("bread", "breads"),
    "Sauces and spreads": ("sauce", "sauces", "dip", "dressing", "condiment", "spread"),
    "Snacks": ("snack", "snacks"),
    "Desserts and sweets": ("dessert", "desserts", "sweet", "sweets", "cake", "pudding", "pastry"),
    "Preserves": ("preserve", "preserves", "pickle", "ferment"),
    "Drinks": ("drink", "drinks", "beverage", "cocktail"),
}
_NAMES = {word: name for name, words in COURSES.items() for word in words}
ORDER = {name: number for number, name in enumerate(COURSES)}


def course(said: str | None, tags: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the courses of a dish: what its author says, else what its tags do.

    >>> course("main"), course("Tapas"), course(None, ("quick", "dessert", "sweet"))
    (('Mains',), ('Tapas',), ('Desserts and sweets',))
    """
    if said:
        return (_NAMES.get(said.strip().casefold(), said.strip()),)
    found = (_NAMES.get(tag.strip().casefold(), "") for tag in tags)
    return tuple(dict.fromkeys(name for name in found if name))
