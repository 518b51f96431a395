"""The words of the made-up book: a template for a recipe, and what goes into it."""

from string import Template

VEGETABLES = (
    "aubergines", "beetroots", "broccoli", "cabbage", "carrots", "cauliflower", "celeriac",
    "chicory", "courgettes", "fennel", "kale", "kohlrabi", "leeks", "parsnips", "peppers",
    "pumpkin", "salsify", "spinach", "swedes", "turnips",
)  # fmt: skip
COMPANIONS = (
    "barley", "black beans", "buckwheat", "chickpeas", "green lentils", "millet", "mushrooms",
    "potatoes", "rice", "white beans",
)  # fmt: skip
HERBS = ("flat parsley", "dill", "chervil", "chives", "coriander leaves", "mint", "tarragon")
ACIDS = ("½ lemon", "½ lime", "½ orange")
FATS = ("olive oil", "rapeseed oil", "sunflower oil", "groundnut oil")
SPICES = ("cumin", "caraway", "sweet paprika", "turmeric", "fennel seed", "coriander seed")

# `{one|another}` stands for one of them.
METHODS = {
    "Braised": "{Cover|Put a lid on|Close} the pan and braise {over a low heat|gently|at the "
    "lowest flame} for $minutes minutes, {stirring twice|shaking it now and then|without a look}.",
    "Roast": "{Tip|Move|Spoon} everything into a {tin|roasting tray|wide dish} and roast at 200 °C "
    "(390 °F; fan 180 °C/355 °F; gas 6) for $minutes minutes, {turning|moving} the pieces once.",
    "Steamed": "{Set|Hang|Place} a {basket|sieve|steamer} over the pan and steam for $minutes "
    "minutes, until {a knife|the point of a skewer|a fork} goes in {easily|without effort}.",
    "Stewed": "{Add a little water|Loosen it with a ladle of water|Top it up} if {the pan looks|"
    "all seems} dry, and stew for $minutes minutes {over a low|at a gentle} heat.",
    "Baked": "{Move|Tip|Spoon} everything into {an oven dish|a dish|a shallow tin} and bake at 180 "
    "°C (355 °F; fan 160 °C/320 °F; gas 4) for $minutes minutes, until {brown|dark} at the edges.",
}
OPENINGS = (
    "{This dish belongs to|Here is supper for|We keep this for} {the end of the week|rainy days|"
    "Mondays}, when the $vegetable are {no longer|not quite} young and {the shop is shut|nobody "
    "wants to go out}. It asks for {one pan|little room}, {one knife|a board} and {patience|time}.",
    "{Most|Nearly all|Much} of its {flavour|taste|depth} comes {early|from the first minutes}, in "
    "which {an onion|the onion} loses {water|its juice} and {begins to colour|turns gold}. {Do not "
    "hurry|Give time to|Stay beside} it: the $vegetable {will wait|can stand|are in no haste}.",
    "{Few kitchens are without|Most shelves have|We always keep} $companion, {and fewer cooks|but "
    "hardly anybody|yet not many} {would put|think of putting|serve} them {beside|with|under} "
    "$vegetable. {One is mild|The first is soft} and {the other is not|its partner sharp}.",
    "{Make it|Cook it|Have it ready} {the day before|in the morning|well ahead} {if you like|when "
    "guests come}; only the $herb {goes in|is added|must be cut} {last|at the table|at the end}, "
    "since {its green fades|it turns grey|heat robs it of scent}.",
    "{A market stall|One good garden|The autumn|A full cellar} {gives|brings|leaves} {more|plenty "
    "of|too many} $vegetable, and {somebody|a cook|the household} {has to|ought to|may} {eat|use|"
    "finish} them. With $companion {they fill|they feed|these make} {a table|hungry people|four}.",
)
REASONS = (
    "{Salt|A little salt|Early salting} draws {water|juice|moisture} {out of|from} the $vegetable, "
    "{which carries|and this takes} {sugar|sweetness} to {the hot metal|the bottom of the pan}, "
    "where {it browns|colour forms|new flavours are made}.",
    "{Starch from|What leaves|The flour in} the $companion {thickens|binds|gives body to} {the "
    "liquid|what is left of the stock} {from|above|once past} about 65 °C (150 °F); {below that|"
    "cooler than this} it {stays thin|hardly thickens|runs}.",
    "{Acid|Anything sour|Sharp juice} {keeps|holds|leaves} {the walls of|all} cells {firm|tight|"
    "whole}, {which is why|so} the {fruit|juice} {goes in|comes|is squeezed} last: {added|poured "
    "in} early, {the pieces|our $vegetable} would {never|hardly} {soften|give way}.",
    "{Oil|Fat|The film of oil} {takes up|dissolves|carries} what {water cannot|makes $spice smell},"
    " so {the spice|$spice} {belongs|should go|is put} {into it|in the hot pan} {first|before all "
    "else|while it is alone}, {for a minute|for some breaths|briefly}.",
)
STEPS = (
    "{Wash|Rinse|Clean} the $vegetable, {trim|peel|tidy} them {as needed|where they need it|well}, "
    "and {cut|slice|chop} them into {pieces|bits|chunks} of {about|roughly|some} $size cm.",
    "{Peel|Skin} the onion and the garlic; {chop|cut|dice} {both|the two|them} **{finely|small|"
    "coarsely}**{.|, apart from each other.|, and keep them apart.}",
    "{Warm|Heat} the $fat {in a wide pan|in a heavy pot|in your largest pan}. {Add|Stir in|Tip in} "
    "the onion{ and cook| and sweat|, then fry} it for $early minutes, {until soft|till it gives|"
    "and let it colour a little}.",
    "{Add|Scatter in|Now stir in} the garlic and the $spice; {stir|turn|move} {for 1 minute|until "
    "they smell|briefly}, {and take care|so} that {nothing burns|neither browns|they stay pale}.",
    "{Add|Tip in|Put in} the $vegetable {and|with} the salt, and {turn|toss|roll} {them|all} "
    "{until they shine|in the fat|till coated}.",
    "{Pour in|Add|Ladle in} the stock{ and bring|, then bring| and heat} it {to the boil|to a "
    "simmer|up to the boil}. $cooking",
    "{Stir in|Fold in|Add} the cooked $companion{ and heat|, and warm|; heat} {it all|everything} "
    "{through|up} for {5|6|4} minutes.",
    "{Squeeze|Press} the $fruit over {the pan|it|the dish}, taste, and {scatter|sprinkle|strew} "
    "the {chopped|torn|cut} $herb {on top|over all|across it}.",
)
NOTES = (
    "{Cook|Fry|Do} it in {two turns|halves|batches}. {A crowded|An overfull} pan {steams|stews} "
    "what {it should|ought to} fry, and {steam|damp} never {browns|colours} {anything|food}.",
    "{Any|A|Whatever} {lid|plate|sheet of foil} that {nearly fits|covers it|is at hand} will {do|"
    "serve|help}, {as long as|if} {some|a little} steam {escapes|gets out|can leave}.",
)

RECIPE = Template("""\
---
title: $title
kind: recipe
authors: [$author, $second]
license: CC-BY-SA-4.0
summary: $method $vegetable and $companion in one pan, with $spice and $herb.
tags: [$tag, vegan, weekday]
$sources${media}\
recipe:
  yield: $serves servings
  time: {prep: PT15M, cook: PT${minutes}M}
  diet: [vegan]
  course: main
---

$opening

$opening_too {It goes|This goes|Serve it} {well before|ahead of|beside} \
[$next_title]($next_path){, which can share the pan|, from the same shelf|}.[^pan]

## Ingredients

- $grams g $vegetable
- 250 g cooked $companion
- 1 onion, about 150 g
- 2 cloves of garlic
- 30 ml (2 tbsp) $fat
- 2 g (1 tsp) $spice
- 300 ml (1¼ cups) vegetable stock
- 4 g (¾ tsp) fine salt
- $acid
- 10 g $herb

## Method

$steps

$picture## Why it works

$reason The [science of {it|this|heat}](https://example.org/science/$tag) {fills|needs|has} {a \
chapter|pages} of its own.

| For | $vegetable_title | Stock |
| --- | ---: | ---: |
| $serves | $grams g | 300 ml |
| $serves_twice | $grams_twice g | 600 ml |

!!! note "{Without a wide pan|For many|In a small kitchen}"

    $note

See also [$other_title]($other_path).

[^pan]: A pan of {26|28|30} cm {holds|takes|is enough for} four servings; {a smaller one takes|\
less room costs} *$longer minutes longer*.
""")
KEEPING = Template("""
## Keeping

It keeps for 3 days in {the refrigerator|a cold place}, {in a closed box|under a lid|covered}, and \
$months months {in the freezer|frozen|at −18 °C (0 °F)}. Warm it {slowly|gently|with care} with \
{a spoonful|a dash|some drops} of water, {until it steams|till hot} all through.
""")
SOURCES = Template("""\
sources:
  - title: American Cookery
    author: Amelia Simmons
    year: 1796
    url: https://www.gutenberg.org/ebooks/12815
    license: CC-PDM-1.0
    relation: adapted
    changes: $vegetable_title in place of roots; metric quantities; times added.
""")
MEDIA = Template("""\
media:
  - file: $slug.jpg
    author: $second
    license: CC-BY-SA-4.0
    alt: A wide pan of $vegetable and $companion, seen from above.
    caption: As it comes from the stove.
""")
PICTURE = Template("""\
![A wide pan of $vegetable and $companion, seen from above.]($slug.jpg)

""")

MKDOCS = """\
site_name: A book to measure by
site_url: https://example.org/
repo_url: https://example.org/book
docs_dir: content
theme:
  name: material
  language: en
plugins:
  - search
  - potluck:
      slug: bench
      license: CC-BY-SA-4.0
"""
PREFACE = """\
---
title: A book to measure by
---

Everyone brings a dish, and a program writes them all.
"""
REUSE = """\
version = 1

[[annotations]]
path = "**"
SPDX-FileCopyrightText = "2026 The contributors"
SPDX-License-Identifier = "CC-BY-SA-4.0"
"""
# Lines are as long as paragraphs here, as in most books that people write on the web.
MARKDOWNLINT = '{"config": {"MD013": false}}\n'
IGNORED = "/.cache/\n/build/\n"
