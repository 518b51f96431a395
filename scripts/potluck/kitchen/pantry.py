"""Words about ingredients: which name no food, and what else a method may call a food."""

from functools import cache

from potluck.kitchen.foods import singular

_PLAIN = """
a about add adjust all amount an and any approx around as at bag baked big bit boiled boneless
bottle box bunch can canned center chilled choice chopped chunk clove cm coarse cold container
cooked cooking crushed cube cubed cup cut dark dash desired diced dried drop dry each extra few
fillet fine finely firm flat for free fresh freshly frozen g gallon glass good gram grated ground
half handful hard head heavy high homemade hot in inch into jar juicy kg kind kosher l large lb
lean leftover level light like liquid liter litre little long loose low lukewarm make medium
melted minced mixed ml more nice of old on one optional or organic other ounce oz package packed
packet pan peeled piece pinch pint plain pot pound preferably preferred pure quality quantity
quart quarter raw ready red regular ripe roasted room roughly round salted sea serve serving
shredded size skin skinless slice sliced small smoked soft softened some splash sprig square stick
strip sweet table tablespoon taste tbsp teaspoon temperature the thermometer thick thin thinly to
top tsp two type unsalted unsweetened using very warm washed well white whole with without yellow
young your
"""
# What a method may say, and the foods that it may mean by that.
_CALLED = """
vegetable veg veggie: carrot onion potato leek tomato pepper celery broccoli cabbage spinach
vegetable veg veggie: zucchini courgette pea corn aubergine eggplant squash turnip parsnip
vegetable veg veggie: cauliflower shallot lettuce kale radish beet cucumber mushroom bean
vegetable veg veggie: asparagus greens sprout garlic
salad green leaf leav: lettuce arugula rocket spinach
spice season seasoning masala aromatic: salt pepper paprika cumin coriander turmeric cinnamon
spice season seasoning masala aromatic: nutmeg clove cardamom chili chilli cayenne ginger allspice
spice season seasoning masala aromatic: fennel garlic oregano thyme basil rosemary sage marjoram
spice season seasoning masala aromatic: bay parsley powder peppercorn anise fenugreek mustard
spice season seasoning masala aromatic: saffron sumac msg
herb green garnish: parsley basil thyme rosemary oregano sage mint dill cilantro coriander chive
herb green garnish: bay tarragon marjoram leaf
meat roast joint: beef pork lamb chicken turkey steak mince bacon ham sausage chuck brisket veal
meat roast joint: shoulder loin rib breast thigh duck venison goat drumstick rabbit shank
bird: chicken turkey duck goose
meat fillet: fish salmon tuna cod
fish fillet: salmon cod tuna trout haddock anchovy sardine mackerel herring
seafood shellfish: lobster shrimp prawn mussel clam squid crab
noodle pasta: spaghetti penne macaroni linguine fettuccine lasagna tagliatelle noodle ramen udon
noodle pasta: pasta
cheese: parmesan mozzarella cheddar feta gouda gruyere pecorino ricotta provolone emmental
cheese: halloumi
dairy: milk cream butter yogurt
fruit: apple banana berry strawberry blueberry orange lemon lime mango pear peach raisin pineapple
berry: strawberry blueberry raspberry blackberry
nut: almond walnut pecan cashew hazelnut peanut pistachio
juice zest citrus squeeze: lemon lime orange
yolk white: egg
grease fry sauté saute sear: oil butter lard ghee
broth bouillon stock liquid: stock broth bouillon cube water
bread toast sandwich roll bun: bread baguette loaf bun roll toast
sweeten frost dust: sugar honey syrup
batter dough flour: flour yeast
scallion: spring onion green
spring: scallion onion
cilantro: coriander
coriander: cilantro
garbanzo: chickpea
chickpea: garbanzo
prawn: shrimp
shrimp: prawn
starch slurry cornflour thicken: cornstarch cornflour starch
soda bicarb: bicarbonate soda
wine alcohol booze deglaze: wine
sparkling wine prosecco: champagne
booze alcohol liquor spirit: rum brandy vodka whisky gin cognac
chocolate: cocoa chocolate
spaghetti: pasta
burger patty: beef bun
sausage: bratwurst chorizo
"""


@cache
def plain() -> frozenset[str]:
    """Return the words that say how much, how big or how cut, but name no food."""
    return frozenset(singular(word) for word in _PLAIN.split())


@cache
def _called() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _CALLED.strip().splitlines():
        names, _, foods = line.partition(":")
        for food in foods.split():
            found.setdefault(food, set()).update(names.split())
    return {food: frozenset(names) for food, names in found.items()}


def called(food: str) -> frozenset[str]:
    """Return other words for a food: its kind, its parts, what is done with it.

    >>> sorted(called("egg"))
    ['white', 'yolk']
    """
    return _called().get(food, frozenset())
