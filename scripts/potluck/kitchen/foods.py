"""What is in a food, by the English words for it: the facts on which diets and allergens stand.

The longest phrase decides, so that "coconut milk", "butter beans" and "cream of tartar" are not
milk. Foods that are one thing here and another there ("noodles", "tortillas") say nothing. The 14
allergens are those of Regulation (EU) No 1169/2011, annex II, which counts neither coconuts, pine
nuts nor chestnuts among the nuts; which foods hold them is common knowledge of the kitchen.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_TABLE = """
milk: milk | butter | ghee | buttermilk | cream | cheese | yogurt | yoghurt | yoghourt | joghurt
milk: kefir | whey | casein | curd | quark | skyr | paneer | mozzarella | parmesan | parmigiano
milk: pecorino | ricotta | mascarpone | feta | cheddar | gouda | gruyere | gruyère | emmental
milk: brie | emmentaler | halloumi | camembert | roquefort | gorgonzola | provolone | velveeta
milk: queso | creme fraiche | crème fraîche | crème fraiche | creme fraîche | half and half
milk: dulce de leche | monterey jack | sour creme | milk chocolate | white chocolate | ice cream
milk: cream cheese | goat cheese | goat milk | sheep milk | sheep cheese | goat yogurt | labneh
milk: creamer | fromage frais | clotted cream | butterscotch | milk powder | pesto | tzatziki
milk egg: custard | lemon curd
milk gluten: béchamel | bechamel
egg: egg | egg white | egg yolk | yolk | mayonnaise | mayo | meringue | aioli | chicken egg
egg: duck egg | quail egg | goose egg | hollandaise
egg gluten: egg noodle | egg pasta | ladyfinger
gluten: flour | wheat | bread | breadcrumb | pasta | spaghetti | macaroni | lasagna | lasagne
gluten: penne | fettuccine | linguine | tagliatelle | fusilli | rigatoni | orzo | couscous
gluten: bulgur | bulghur | semolina | barley | rye | malt | spelt | farro | freekeh | kamut
gluten: seitan | panko | filo | phyllo | pastry | crouton | pita | naan | baguette | cracker
gluten: biscuit | gingerbread | udon | ramen | flour tortilla | roux | wheat germ | ciabatta
gluten: focaccia | sourdough | pizza dough | pie crust | matzo | matzah | triticale | brioche
gluten: hamburger bun | burger bun | hot dog bun | breadstick | spaghettini | ditalini
gluten: cream of wheat
gluten alcohol: beer | ale | stout | lager
oats: oat | oatmeal | porridge oat | granola | oat milk | oat flour | oat cream | oat drink
fish: salmon steak | tuna steak | fish steak | swordfish steak
fish: fish | salmon | tuna | cod | haddock | anchovy | sardine | mackerel | trout | herring
fish: kipper | halibut | sea bass | tilapia | monkfish | hake | plaice | pollock | caviar | bonito
fish: swordfish | fish sauce | fish stock | dashi | katsuobushi | surimi | worcestershire
fish: caesar dressing | anglerfish | catfish | snapper | perch | fish roe | eel | imitation crab
fish: crab stick
crustacean: shrimp | prawn | crab | lobster | crayfish | crawfish | langoustine | scampi
crustacean: prawn cracker
mollusc: mussel | clam | oyster | squid | calamari | octopus | scallop | cockle | whelk
mollusc: cuttlefish | abalone | oyster sauce
seafood: seafood | shellfish
meat: chicken | beef | lamb | mutton | veal | turkey | duck | goose | steak | salami | venison
meat: rabbit | bison | meatball | meat | oxtail | tripe | poultry | suet | tallow | pastrami
meat: jerky | turkey bacon | turkey ham | beef bacon | short rib | bone broth | bone marrow
meat: chicken liver | sausage | frankfurter | hot dog | hamburger | brisket | turkey sausage
meat: chicken sausage | liver | chicken broth | chicken stock | beef broth | beef stock
meat: chicken bouillon | beef bouillon | gelatin | gelatine | goose fat | duck fat | chicken fat
meat: meat stock | meat broth | wings
meat pork: pork | bacon | ham | lard | prosciutto | pancetta | guanciale | chorizo | mortadella
meat pork: speck | lardon | pepperoni | spare rib | baby back rib | gammon | bratwurst | nduja
peanut: peanut | peanut butter | groundnut | peanut oil | satay sauce
nut: nut | almond | hazelnut | walnut | cashew | pecan | pistachio | macadamia | marzipan
nut: praline | frangipane | almond milk | almond butter | almond flour | cashew milk
nut: cashew butter | hazelnut milk | brazil nut | nut butter | walnut oil | almond extract
nut: ground almond | cashew cream | nut milk | almond meal | almond cream | cashew cheese
nut: amaretti | almond drink
nut milk soy: nutella
soy: soy | soya | tofu | tempeh | edamame | miso | tamari | natto | soy milk | soya milk | soybean
soy: soya cream | soy cream | soy yogurt | soya yogurt | bean curd | soybean oil | soy flour
soy: soy mince | soya mince | soya drink | soy butter
soy gluten: soy sauce | soya sauce | teriyaki | hoisin
celery: celery | celeriac | celery salt | celery seed
mustard: mustard | dijon | mustard seed | mustard powder
mustard honey: honey mustard
sesame: sesame | tahini | hummus | halva | gomasio | sesame oil | sesame seed
lupin: lupin | lupine | lupini
alcohol sulphite: wine | champagne | prosecco | vermouth | port wine
alcohol: rum | brandy | vodka | whisky | whiskey | bourbon | tequila | liqueur | cognac | sherry
alcohol: gin | mirin | kirsch | grappa | cachaça | amaretto | sake | rice wine | cooking wine
alcohol: shaoxing wine
sulphite: sulphite | sulfite | sulphur dioxide
honey: honey
none: coconut milk | coconut cream | coconut butter | coconut yogurt | coconut yoghurt | rice milk
none: hemp milk | pea milk | plant milk | rice cream | rice drink | creamed coconut | cocoa butter
none: shea butter | cacao butter | apple butter | pumpkin butter | fruit butter | butter bean
none: butter lettuce | cream of tartar | cream soda | butter extract | butter flavor
none: milk thistle | butter muslin | butter paper | cheese cloth | egg replacer | egg substitute
none: flax egg | chia egg | chocolate egg | egg ring | rice flour | corn flour | maize flour
none: coconut flour | chickpea flour | gram flour | besan flour | tapioca flour | potato flour
none: buckwheat flour | cassava flour | teff flour | quinoa flour | millet flour | sorghum flour
none: chestnut flour | lentil flour | amaranth flour | banana flour | bean flour | pea flour
none: masa flour | glutinous rice flour | sweet rice flour | rice pasta | corn pasta
none: lentil pasta | pea pasta | chickpea pasta | buckwheat pasta | bean pasta | quinoa pasta
none: rice cracker | rice spaghetti | rice penne | corn bread | ginger beer | root beer
none: ginger ale | malt vinegar | beer can | bread machine | bread knife | bread tin | bread pan
none: pasta water | pasta sauce | pasta machine | pastry brush | pastry bag | pastry cutter
none: pizza sauce | pizza stone | biscuit cutter | crab apple | oyster mushroom | lobster mushroom
none: chicken of the woods | hen of the woods | beef tomato | beefsteak tomato | steak tomato
none: cauliflower steak | cabbage steak | tofu steak | duck sauce | turkey baster | kidney bean
none: meat thermometer | meat grinder | meat mallet | steak knife | fish slice | lamb lettuce
none: lambs lettuce | lamb's lettuce | pine nut | water chestnut | tiger nut | ginger nut
none: nut oil | wine vinegar | rice wine vinegar | sherry vinegar | champagne vinegar | wine glass
none: wine bottle | vegetable stock | vegetable broth | mushroom stock | mustard green
none: honey mushroom | rum extract | rum flavour | rum flavor | agar | kombu dashi
none: celery cabbage | meat substitute | corn tortilla | cream of coconut | cream of rice
"""
_PRODUCTS = frozenset(
    {"seasoning", "spice", "masala", "rub", "flavour", "flavouring", "flavor", "flavoring"}
    | {"substitute", "replacer", "alternative", "replacement", "style", "flavoured", "flavored"}
    | {"analogue", "mushroom", "size", "sized"}
)
"""After such a word a food is only what it goes with, or what it tastes of."""
_WORD = re.compile(r"[^\W\d_]+(?:['’]s\b)?")


@dataclass(frozen=True)
class Food:
    """A food found in a text: its words, where they stand, and what it holds."""

    words: str
    start: int
    holds: frozenset[str]


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Bring plural and singular to one form, which need be no word.

    >>> [singular(word) for word in ("berries", "tomatoes", "peaches", "couscous", "eggs")]
    ['berry', 'tomato', 'peach', 'couscous', 'egg']
    """
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    if word.endswith(("che", "she", "xe")) and word != "quiche":
        word = word[:-1]
    if word.endswith("ie") and len(word) > 4:
        return word[:-2] + "y"
    return word[:-1] if word.endswith("oe") else word


@cache
def _by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for line in _TABLE.strip().splitlines():
        holds, _, phrases = line.partition(":")
        for phrase in phrases.split("|"):
            words = tuple(singular(word) for word in phrase.split())
            found.setdefault(words[0], {})[words] = frozenset(holds.split()) - {"none"}
    by_length = {
        first: sorted(known.items(), key=lambda each: -len(each[0]))
        for first, known in found.items()
    }
    return {first: tuple(known) for first, known in by_length.items()}


def find(text: str) -> tuple[Food, ...]:
    """Return the foods that a text names and that hold something.

    >>> [(f.words, sorted(f.holds)) for f in find("coconut milk, peanut butter and 2 eggs")]
    [('peanut butter', ['peanut']), ('eggs', ['egg'])]
    """
    spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    words = [_plain(text[start:end]) for start, end in spans]
    found: list[Food] = []
    index = 0
    while index < len(words):
        length, holds = _longest(words, index)
        if holds and not _only_named(words, index + length):
            start, end = spans[index][0], spans[index + length - 1][1]
            found.append(Food(text[start:end], start, holds))
        index += max(length, 1)
    return tuple(found)


@lru_cache(maxsize=10_000)
def _plain(word: str) -> str:
    return singular(word.lower().replace("’", "'").removesuffix("'s"))


def _longest(words: list[str], index: int) -> tuple[int, frozenset[str]]:
    for phrase, holds in _by_first_word().get(words[index], ()):
        if tuple(words[index : index + len(phrase)]) == phrase:
            return len(phrase), holds
    return 0, frozenset()


def _only_named(words: list[str], after: int) -> bool:
    return after < len(words) and (words[after] in _PRODUCTS or words[after] == "free")
