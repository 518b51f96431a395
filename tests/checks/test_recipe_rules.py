"""What the findings about recipes say, word for word, and what leaves them quiet."""

import time
from datetime import date
from pathlib import Path

import pytest

from potluck import checks
from potluck.checks import rules
from potluck.checks.views import BookView
from potluck.source.outline import outline
from potluck.source.reader import read

STEPS = "1. Cook it all, with all the ingredients."


def said(root: Path, text: str, only: str) -> list[str]:
    """Check a book of one chapter; return the findings of one rule, each with its column."""
    (root / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (root / "content").mkdir()
    (root / "content/soup.md").write_text(text, encoding="utf-8")
    book = read(root)
    found = checks.run(book, outline(book), today=date(2026, 11, 22))
    return [
        f"{f.place.line}:{f.place.column} {f.severity} {f.code} {f.message} Hint: {f.hint}"
        for f in found
        if f.code == only
    ]


def cook(items: str, method: str = STEPS, facts: str = "yield: 4 servings", head: str = "") -> str:
    """Write a recipe; its ingredients begin in line 7, or later by the lines of `head`."""
    lines = "".join(f"- {item}\n" for item in items.split(" | "))
    return (
        f"---\ntitle: Soup\n{head}recipe: {{{facts}}}\n---\n## Ingredients\n\n{lines}"
        f"\n## Method\n\n{method}\n"
    )


HINT_MINCED = (
    "Hint: say it in the method, such as: until a thermometer reads 71 °C (160 °F) in the "
    "thickest part"
)
MESSAGES = [
    (
        "---\nkind: recipe\n---\n# Soup\n",
        "REC-001",
        [
            "2:1 error REC-001 The recipe has no list of ingredients. Hint: put them in a list "
            "below a line `## Ingredients`. If the chapter is no recipe, add `kind: chapter` to "
            "its metadata",
            "2:1 error REC-001 The recipe has no method. Hint: put the steps in a numbered list "
            "below a line `## Method`. If the chapter is no recipe, add `kind: chapter` to its "
            "metadata",
        ],
    ),
    (
        "# Salt\n\n## Ingredients\n\nSalt is one.\n",
        "REC-001",
        [
            "3:1 warning REC-001 The recipe has no method. Hint: put the steps in a numbered list "
            "below a line `## Method`. If the chapter is no recipe, add `kind: chapter` to its "
            "metadata"
        ],
    ),
    (
        "# Soup\n\nServings: 4\n\n## Ingredients\n\n- leek\n\n## Method\n\nSlice the leek.\n",
        "REC-002",
        [
            "3:11 info REC-002 The yield (`4 servings`) stands only in the text, so no edition "
            "shows it on top. Hint: put at the top of the file:\n"
            "---\nrecipe:\n  yield: 4 servings\n---"
        ],
    ),
    (
        cook("1 leek", facts="course: soup"),
        "REC-002",
        [
            "3:1 info REC-002 Nothing says how much the recipe makes. "
            "Hint: add `yield: 4 servings` below `recipe:`"
        ],
    ),
    (
        cook("1 leek", facts="yield: plenty"),
        "REC-002",
        [
            "3:10 warning REC-002 The yield `plenty` has no number. "
            "Hint: write how much the recipe makes, such as `yield: 4 servings`"
        ],
    ),
    (
        cook("1 leek", "Bake at 302°F/105°C, then at 350 °F (180 °C)."),
        "REC-003",
        [
            "11:9 error REC-003 `302°F` and `105°C` are not the same: 302 °F is 150 °C, and 105 °C "
            "is 221 °F. Hint: correct the wrong one"
        ],
    ),
    (
        cook("1 leek", "Bake at 220 °C (gas mark 3)."),
        "REC-003",
        [
            "11:9 error REC-003 `220 °C` and `gas mark 3` are not the same: 220 °C is 428 °F, and "
            "gas mark 3 is 163 °C. Hint: correct the wrong one"
        ],
    ),
    (
        cook("1 leek", "Bake at 350 degrees."),
        "REC-004",
        [
            "11:9 warning REC-004 `350 degrees` does not say whether it is °C or °F. "
            "Hint: write `350 °F (175 °C)`"
        ],
    ),
    (
        cook("1 leek", "Heat the oven to 425."),
        "REC-004",
        [
            "11:18 warning REC-004 `425` does not say whether it is °C or °F. "
            "Hint: write `425 °F (220 °C)`"
        ],
    ),
    (
        cook("1 leek", "Heat the oven to 180 degrees, and the oil to 100 degrees."),
        "REC-004",
        [
            "11:18 warning REC-004 `180 degrees` does not say whether it is °C or °F. "
            "Hint: write `180 °F (80 °C)` or `180 °C (355 °F)`",
            "11:46 warning REC-004 `100 degrees` does not say whether it is °C or °F. "
            "Hint: write `100 °F (40 °C)` or `100 °C (210 °F)`",
        ],
    ),
    (
        cook("1 leek", "Bake in a pizza oven at 400 degrees."),
        "REC-004",
        [
            "11:25 warning REC-004 `400 degrees` does not say whether it is °C or °F. "
            "Hint: write `400 °F (205 °C)` or `400 °C (750 °F)`"
        ],
    ),
    (
        cook("1 leek", "Preheat the oven to 400 °C."),
        "REC-004",
        [
            "11:21 warning REC-004 `400 °C` is hotter than an oven at home (50–300 °C, 120–570 °F)."
            " Hint: is it °F?"
        ],
    ),
    (
        cook("500 g ground beef", "Shape the beef and bake it for 40 minutes."),
        "REC-005",
        [
            "7:9 warning REC-005 Nothing says how to tell that the `ground beef` is done. "
            + HINT_MINCED
        ],
    ),
    (
        cook("1 turkey", "Roast to an internal temperature of 68 °C (155 °F)."),
        "REC-006",
        [
            "11:37 error REC-006 `68 °C` inside is below the safe temperature for poultry, 74 °C "
            "(165 °F). Hint: correct it; or, if the dish is safe for another reason, say which to "
            "your readers: `safety_note: …` below `recipe:` in the metadata"
        ],
    ),
    (
        cook("2 leeks | 30 g cold butter", facts="yield: 4, diet: [vegan]"),
        "REC-007",
        [
            "8:13 error REC-007 The recipe says `vegan`, but `butter` is not. "
            "Hint: name another ingredient (or one made vegan), or take out `vegan`"
        ],
    ),
    (
        cook("100 g flour", facts="yield: 4, free_from: [gluten]"),
        "REC-007",
        [
            "7:9 error REC-007 The recipe says `free from gluten`, but `flour` is not. Hint: name "
            "another ingredient (or one made gluten-free), or take out `free from gluten`"
        ],
    ),
    (
        cook("1 leek | honey (optional)", head="tags: [Vegan]\n"),
        "REC-007",
        [
            "9:3 warning REC-007 The recipe says `Vegan`, but `honey` is not. "
            "Hint: name another ingredient (or one made vegan), or take out `Vegan`"
        ],
    ),
    (
        cook("30 g butter", facts="yield: 4, allergens: [nutz, celery]"),
        "REC-008",
        [
            "3:32 warning REC-008 The allergen `nutz` is not one of the 14 that are known here. "
            "Hint: did you mean `nuts`?",
            "3:38 info REC-008 The allergen `celery` is in the list, and no ingredient shows it. "
            "Hint: name the ingredient that holds it, or take it out if nothing does",
            "7:8 warning REC-008 `butter` holds milk, which the list of allergens does not name. "
            "Hint: write `allergens: [nutz, celery, milk]`",
        ],
    ),
    (
        cook("2 leeks | 1 tbsp lemon juice", "Slice the leeks."),
        "REC-009",
        [
            "8:10 warning REC-009 The method never uses `lemon juice`. "
            "Hint: say in the method where it goes in, or take it out of the list"
        ],
    ),
    (
        cook("some flour | 2 tins of beans"),
        "REC-010",
        [
            "7:3 info REC-010 `some` is no amount that can be bought or scaled. "
            "Hint: write a number, such as `100 g` or `2 tbsp`",
            "8:3 info REC-010 How much is in a tin? Its size differs from shop to shop. "
            "Hint: add it, such as `1 tin (400 g)`",
        ],
    ),
    (
        cook("1 leek", facts="yield: 4, time: {prep: 25 min, cook: a while}"),
        "REC-011",
        [
            "3:27 warning REC-011 The time `25 min` cannot be read by machines. "
            "Hint: write `prep: PT25M`",
            "3:41 warning REC-011 The time `a while` cannot be read by machines. "
            "Hint: write it like `cook: PT1H30M`",
        ],
    ),
    (
        cook("1 leek", facts="yield: 4, time: {prep: PT25M, cook: PT1H, total: PT1H}"),
        "REC-011",
        [
            "3:52 warning REC-011 The total time `PT1H` is shorter than its parts, PT1H25M. "
            "Hint: write `total: PT1H25M`, or correct the parts"
        ],
    ),
    (
        cook("1 T salt | 2 spoons of sugar"),
        "REC-012",
        [
            "7:5 warning REC-012 `T` can be a teaspoon or a tablespoon. "
            "Hint: write `tbsp` if that is meant",
            "8:5 warning REC-012 `spoons` can be a teaspoon or a tablespoon. "
            "Hint: write `tsp` or `tbsp`",
        ],
    ),
    (
        cook("1 kg pork | 2 g Prague powder"),
        "REC-013",
        [
            "8:7 error REC-013 `Prague powder`: a recipe about curing with nitrite needs a "
            "reviewer. Hint: ask somebody who knows food safety; then add `status: reviewed` and "
            "`reviewers: [NAME]` to the metadata"
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "lines"), MESSAGES, ids=[f"{m[1]}-{n}" for n, m in enumerate(MESSAGES)]
)
def test_a_finding_says_what_is_wrong_and_what_to_type(
    text: str, code: str, lines: list[str], tmp_path: Path
) -> None:
    assert said(tmp_path, text, code) == lines


YIELDS = [
    ("- Servings: 2/3", "2–3 servings"),
    ("- Servings: 1~2, about a plate", "1–2 servings"),
    ("- Servings:\xa0 4-6", "4-6 servings"),
    ("Servings: 6+", "6+ servings"),
    ("Servings: 10 breads", "10 breads"),
    ("Serving: 1 Cake", "1 Cake"),
    ("Servings: Five-dozen little cookies", "Five-dozen little cookies"),
    ("Yield: 2/3 cups", "2/3 cups"),
    ("As a side dish it serves 4.\n\n**Servings:** 2", "2 servings"),
    ("Serves 3 to 5.", "3 to 5 servings"),
    ("Serves around 3 People, generously.", "3 people"),
    ("Makes 1 loaf of bread.", "1 loaf"),
    ("Makes 2 small loaves.", "2 small loaves"),
    ("Makes about 4 as a starter.", "4 servings"),
    ("This is for about two hearty adult portions:", "two portions"),
    ("5 serving", "5 servings"),
]


@pytest.mark.parametrize(("text", "made"), YIELDS, ids=[made for _, made in YIELDS])
def test_a_yield_in_the_text_is_offered_as_it_is_meant(
    text: str, made: str, tmp_path: Path
) -> None:
    recipe = cook("1 leek", f"1. Slice it.\n\n{text}", facts="course: soup")
    (finding,) = said(tmp_path, recipe, "REC-002")
    assert finding.partition(" info ")[2] == (
        f"REC-002 The yield (`{made}`) stands only in the text, so no edition shows it on top. "
        f"Hint: add `yield: {made}` below `recipe:`"
    )


NO_YIELDS = [
    "Sugar may yield 1.0%-2.5% alcohol.",
    "Take 2 tomatoes per person.",
    "Rest it for 10-30 minutes before serving.",
    "This makes 3 times as much.",
]


@pytest.mark.parametrize("text", NO_YIELDS)
def test_another_number_is_no_yield(text: str, tmp_path: Path) -> None:
    assert said(tmp_path, cook("1 leek", text, facts="course: soup"), "REC-002") == [
        "3:1 info REC-002 Nothing says how much the recipe makes. "
        "Hint: add `yield: 4 servings` below `recipe:`"
    ]


ROASTED = "Roast the chicken until a thermometer reads {} in the thickest part of the thigh."
QUIET = [
    ("REC-001", "# Ingredients of a good kitchen\n\n## Salt\n\nIt is salty.\n"),
    ("REC-001", "# Suppe\n\n## Zutaten\n\n- Lauch\n\n## Zubereitung\n\nKochen.\n"),
    ("REC-001", "# Soup\n\n## Ingredients\n\n- leek\n\n## How it goes\n\n1. Slice.\n"),
    ("REC-002", cook("1 leek", facts="yield: a dozen")),
    ("REC-002", cook("1 leek", facts="yield: 12")),
    *[
        ("REC-003", cook("1 leek", text))
        for text in (
            "Bake at 350 °F (180 °C), or 350°F/175°C, or 170 °C (325 °F), or 250 °C (500 °F).",
            "Heat to 220 °C (430 °F; fan 200 °C/390 °F; gas 7).",
            "Bake at 180°C/160°C fan/350°F/gas mark 4.",
            "Cool from 57 °C to 21 °C (135 °F to 70 °F).",
            "Make the oven 10 °C (18 °F) hotter, or raise it by 20 °C (36 °F).",
            "Keep at 80°-85°F (25°-30°C).",
            "Bake at 400°F, then at 150 °C.",
        )
    ],
    *[
        ("REC-004", cook("1 leek", text))
        for text in (
            "Turn the tin by 90 degrees and cut at a 45 degree angle.",
            "Let the dough rise in an oven at 30 °C.",
            "Bake in a pizza oven at 450 °C.",
            "Heat the oven to 200 °C, for 300 minutes.",
            "Bake in the oven at 350 to 375 °F.",
        )
    ],
    ("REC-004", "---\nlang: de\n---\n" + cook("1 Lauch", "Bei 180° backen.")[4:]),
    ("REC-005", cook("1 chicken", "Simmer the chicken for 1 hour.")),
    ("REC-005", cook("1 chicken", "Roast until the juices run clear.")),
    ("REC-005", cook("1 l chicken stock | 1 tsp poultry seasoning", "Fry.")),
    ("REC-005", cook("200 g cooked chicken", "Fry.")),
    ("REC-006", cook("1 chicken", ROASTED.format("74 °C (165 °F)"))),
    ("REC-006", cook("1 chicken", ROASTED.format("70 °C for 2 minutes"))),
    ("REC-006", cook("1 chicken", ROASTED.format("68 °C") + "\nIt should rise to 74 °C.")),
    ("REC-006", cook("1 l milk", "Heat it to 45 °C; use a thermometer.")),
    (
        "REC-006",
        cook("1 beef steak", "To an internal 52 °C.", "yield: 2, safety_note: whole cut, seared"),
    ),
    ("REC-007", cook("coconut milk | peanut butter | flour", facts="yield: 1, diet: [vegan]")),
    ("REC-007", cook("honey (leave out to make it vegan)", facts="yield: 1, diet: [vegan]")),
    ("REC-007", "---\nlang: fr\n---\n" + cook("1 butter", facts="yield: 1, diet: [vegan]")[4:]),
    ("REC-008", cook("30 g butter", facts="yield: 1, allergens: auto")),
    ("REC-008", cook("30 g butter", facts="yield: 1, allergens: [dairy]")),
    ("REC-010", cook("some oil, for frying | salt | 1 can (400 g) beans | a few sprigs thyme")),
    ("REC-010", cook("1 bottle 700ml red wine | a little bit of salt (1/3 of a teaspoon)")),
    ("REC-010", cook("2 tins of beans, 400 g each, drained | 1 jar olives, about 250 ml")),
    ("REC-011", cook("1 leek", facts="yield: 1, time: {prep: P1D, rest: PT12H, total: P2D}")),
    ("REC-012", cook("1 tsp salt | 1 T-bone steak | 3 c flour | 1 spoon (15 ml) oil")),
    ("REC-013", cook("1 jar of beans", "Do not use a pressure canner; keep it cold.")),
    ("REC-013", cook("2 onions, peeled | wild rice | broccoli")),
    ("REC-013", cook("2 g nitrite", head="status: tested\nreviewers: [ann]\n")),
]


@pytest.mark.parametrize(("code", "text"), QUIET, ids=[f"{q[0]}-{n}" for n, q in enumerate(QUIET)])
def test_what_is_right_is_left_alone(code: str, text: str, tmp_path: Path) -> None:
    assert said(tmp_path, text, code) == []


def test_a_hostile_recipe_takes_no_long_time(tmp_path: Path) -> None:
    lines = ["- " + "1/2 (½ or " * 40, "- some " + "butter or " * 200, "180 °C (" * 60] * 60
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    text = cook(" | ".join(lines), "\n".join(lines), "yield: 1, diet: [vegan], allergens: [milk]")
    (tmp_path / "content/soup.md").write_text(text, encoding="utf-8")
    book = read(tmp_path)
    view = BookView(book, outline(book)).chapters[0]
    start = time.process_time()
    for rule in rules.RULES:
        if rule.family == "REC":
            list(rule.check(view))
    assert time.process_time() - start < 10
