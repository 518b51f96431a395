"""Under which foods a recipe stands in the index of a cookbook: the main ones, in English.

The longest phrase decides, so that "coconut milk" is no milk and "chicken stock" no chicken. Salt,
water, oil, sugar, flour and spices are in every kitchen and in no index. What stands beside most
dishes (onions, garlic, eggs, butter) leads to a recipe only where its title names it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from potluck.kitchen import ingredient
from potluck.kitchen.foods import singular

_HEADS = """
Almonds: almond | almond meal
Apples: apple | cooking apple
Apricots: apricot
Artichokes: artichoke
Asparagus: asparagus
Aubergines: aubergine | eggplant
Avocados: avocado
Bacon and pancetta: bacon | pancetta | guanciale | lardon | streaky bacon
Bananas: banana
Barley: barley
Beans: bean | black bean | butter bean | kidney bean | cannellini bean | pinto bean | haricot
Beans: borlotti bean | navy bean | broad bean | fava bean | cannellini | red bean azuki
Beans: adzuki bean
Beef: beef | ground beef | beef mince | steak | brisket | oxtail | chuck roast | sirloin
Beef: beef chuck
Beer: beer | ale | stout
Beetroot: beetroot | beet
Blueberries: blueberry
Broccoli: broccoli
Brussels sprouts: brussels sprout | brussel sprout
Buckwheat: buckwheat | buckwheat flour
Bulgur: bulgur
Buttermilk: buttermilk
Cabbage: cabbage | sauerkraut | savoy
Cauliflower: cauliflower
Celeriac: celeriac
Cheese: cheese | cheddar | parmesan | parmigiano | mozzarella | feta | gruyere | gruyère | ricotta
Cheese: pecorino | gouda | halloumi | paneer | edam | emmental | mascarpone | provolone | brie
Cheese: camembert | gorgonzola | cottage cheese | cream cheese | goat cheese | queso
Cheese: pecorino romano
Cherries: cherry
Chestnuts: chestnut
Chicken: chicken | chicken breast | chicken thigh | chicken wing | hen
Chickpeas: chickpea | garbanzo | garbanzo bean | gram flour | chickpea flour | hummus
Chicory: chicory | endive
Chocolate: chocolate | dark chocolate | milk chocolate | white chocolate | chocolate chip
Chocolate: cocoa | cocoa powder
Clams: clam
Coconut: coconut | coconut milk | coconut cream
Cod: cod
Coffee: coffee | espresso
Courgettes: courgette | zucchini
Couscous: couscous
Crab: crab | crabmeat
Cranberries: cranberry
Cucumbers: cucumber | gherkin
Currants: currant | blackcurrant | redcurrant
Dates: date
Duck: duck
Fennel: fennel bulb | fennel
Figs: fig
Fish: fish | fish fillet | haddock | trout | mackerel | herring | tilapia | halibut | sea bass
Fish: hake
Fish: monkfish | anglerfish | catfish | pollock | whitefish | white fish
Goat: goat
Goose: goose
Gooseberries: gooseberry
Grapefruit: grapefruit
Grapes: grape
Green beans: green bean | french bean | runner bean
Ham: ham | prosciutto | gammon | speck
Hazelnuts: hazelnut
Kale: kale | collard | collard green
Kohlrabi: kohlrabi
Lamb: lamb | mutton
Leeks: leek
Lentils: lentil | red lentil | dal | urad dal | dhal
Lettuce: lettuce | rocket | arugula
Liver: liver | chicken liver | calf liver
Lobster: lobster
Macadamias: macadamia | macadamia nut
Maize: maize | corn | cornmeal | polenta | sweetcorn | sweet corn | corn tortilla | masa
Maize: masa harina
Mangoes: mango
Melons: melon | watermelon | cantaloupe
Millet: millet
Mushrooms: mushroom | champignon | porcini | shiitake | chanterelle | oyster mushroom
Mussels: mussel
Noodles: noodle | ramen | udon | rice noodle | egg noodle | vermicelli | soba
Nuts: nut | mixed nut
Oats: oat | oatmeal | rolled oat | oat flake | porridge oat
Octopus and squid: octopus | squid | calamari
Okra: okra
Olives: olive
Oranges: orange | clementine | mandarin
Parsnips: parsnip
Pasta: pasta | spaghetti | penne | macaroni | linguine | fettuccine | tagliatelle | lasagna
Pasta: lasagne
Pasta: fusilli | rigatoni | orzo | farfalle | tagliolini | bucatini | ditalini | gnocchi
Pasta: noodle pasta
Peaches: peach | nectarine
Peanuts: peanut | peanut butter | groundnut
Pears: pear
Peas: pea | snow pea | sugar snap pea | snap pea | split pea | green pea
Pecans: pecan
Peppers: bell pepper | sweet pepper | capsicum | red bell pepper | green bell pepper | chile pepper
Pineapple: pineapple
Pistachios: pistachio
Plums: plum | prune
Pomegranates: pomegranate
Pork: pork | pork belly | pork shoulder | spare rib | baby back rib | pork mince | pork chop
Pork: porkchop
Potatoes: potato | waxy potato
Prawns: prawn | shrimp | scampi
Pumpkin and squash: pumpkin | squash | butternut squash | butternut
Quinces: quince
Quinoa: quinoa
Rabbit: rabbit
Radishes: radish | daikon
Raisins: raisin | sultana
Raspberries: raspberry
Rhubarb: rhubarb
Rice: rice | basmati | jasmine rice | risotto rice | arborio
Rye: rye | rye flour
Salmon: salmon | smoked salmon
Sardines and anchovies: sardine | anchovy
Sausages: sausage | chorizo | salami | bratwurst | salsiccia | andouille | pepperoni | kielbasa
Scallops: scallop
Semolina: semolina
Sesame: tahini
Spelt: spelt | spelt flour
Spinach: spinach | chard | swiss chard
Strawberries: strawberry
Swede and turnips: swede | turnip | rutabaga
Sweet potatoes: sweet potato | yam
Tea: tea | black tea | green tea | matcha
Tempeh: tempeh
Tofu: tofu
Tomatoes: tomato | plum tomato | chopped tomato | passata | cherry tomato
Trout: trout
Tuna: tuna
Turkey: turkey
Veal: veal
Venison: venison
Walnuts: walnut
Yoghurt: yoghurt | yogurt | greek yogurt | kefir
~Bread: bread | baguette | crouton | sourdough bread
~Butter: butter
~Carrots: carrot
~Celery: celery
~Chillies: chilli | chili | jalapeño | jalapeno
~Cream: cream | sour cream | crème fraîche | creme fraiche
~Eggs: egg | egg yolk | egg white | yolk
~Garlic: garlic
~Ginger: ginger
~Honey: honey
~Lemons: lemon
~Limes: lime
~Milk: milk
~Mustard: mustard
~Onions: onion | shallot | spring onion | scallion
~Basil: basil
~Coriander: coriander | cilantro
~Dill: dill
~Mint: mint
~Parsley: parsley
~Rosemary: rosemary
~Sage: sage
~Thyme: thyme
~Caraway: caraway
~Wine: red wine | white wine | wine
"""
_NOTHING = """
stock | broth | bouillon | bullion | granule | gravy | vinegar | seasoning | spice | masala | powder
extract | essence | flavour | flavor | sauce | ketchup | paste | purée | puree | puré | oil | spray
seed | peel | zest | juice | leaf | syrup | jam | soup | flake | salt | starch | flour | substitute
crumb | breadcrumb | soda | wash | water | yeast | machine | knife | thermometer | tin | pan | cloth
juice concentrate | spread | cracker | stick | fat | dripping | lard | bread flour | rice flour
coconut flour | potato flour | almond extract | coconut oil | peanut oil | cream of tartar
rice vinegar | rice wine | rice wine vinegar | fish sauce | oyster sauce | tomato soup | ice cream
coffee filter | cheesecloth | garlic salt | onion salt | celery salt | cocoa butter | apple cider
cream of chicken soup | egg wash | nut oil | corn starch | baked bean | coffee bean | cocoa bean
beer batter | wine glass | cooking wine | pasta water | ginger beer | ginger ale | bean sprout
vanilla bean | water chestnut | potato starch | date syrup
"""
_WORD = re.compile(r"[^\W\d_]+(?:['’]s\b)?")
_OR = re.compile(r"/|\bor\b", re.IGNORECASE)
STAPLE = "~"


def main(lines: Iterable[str], title: str = "") -> tuple[str, ...]:
    """Return the foods under which a recipe stands, of its lines of ingredients and its title.

    >>> main(["1 kg onions, sliced", "1 litre chicken stock", "1 leek"], "Onion soup")
    ('Onions', 'Leeks')
    >>> main(["1 onion", "2 chicken breasts or pork chops", "1 tbsp tomato paste"])
    ('Chicken',)
    >>> main(["4 eggs", "200 ml milk", "140 g flour"], "Puddings")
    ('Eggs', 'Milk')
    """
    listed = tuple(dict.fromkeys(head for line in lines for head in _listed(line)))
    there = {head.removeprefix(STAPLE) for head in listed}
    named = tuple(head.removeprefix(STAPLE) for head in _heads(title, named=True))
    asked = tuple(head for head in named if head in there or not there)
    others = tuple(head for head in listed if not head.startswith(STAPLE))
    staples = tuple(head.removeprefix(STAPLE) for head in listed[:2])
    return tuple(dict.fromkeys((*asked, *others))) or named or staples


def _listed(line: str) -> tuple[str, ...]:
    """Return what an ingredient is; of several to choose from, the first that is a food."""
    choices = _OR.split(ingredient.read(line).name)
    return next((found for each in choices if (found := tuple(_heads(each)))), ())


def _heads(text: str, *, named: bool = False) -> Iterator[str]:
    """Yield the foods of a text; where a dish is `named` after one, what follows is no matter."""
    words = [_plain(match[0]) for match in _WORD.finditer(text[: ingredient.LONGEST])]
    index = 0
    while index < len(words):
        length, head = _longest(words, index)
        if head and (named or not _only_named(words, index + length)):
            yield head
        index += max(length, 1)


def _plain(word: str) -> str:
    return singular(word.lower().replace("’", "'").removesuffix("'s"))


def _only_named(words: list[str], after: int) -> bool:
    """Whether what follows makes something else of it: "tomato paste", "celery seeds"."""
    return after < len(words) and (words[after],) in _phrases() and not _phrases()[words[after],]


def _longest(words: list[str], index: int) -> tuple[int, str]:
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(words[index : index + length])
        if phrase in _phrases():
            return len(phrase), _phrases()[phrase]
    return 0, ""


_LONGEST_PHRASE = 4


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Return the head of each phrase; "" for what is in no index."""
    found = {_words(phrase): "" for line in _lines(_NOTHING) for phrase in line.split("|")}
    for line in _lines(_HEADS):
        head, _, phrases = line.partition(":")
        found |= {_words(phrase): head for phrase in phrases.split("|")}
    return found


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(map(_plain, phrase.split()))
