"""The words of the made-up textbook: frames of sentences, and what goes into them."""

FIELDS = (
    "heat", "salt", "water", "light", "yeast", "starch", "smoke", "acid", "steam", "sugar",
)  # fmt: skip
VIEWS = (
    "The theory of", "The history of", "The measure of", "The practice of", "The limits of",
    "The uses of",
)  # fmt: skip
GERUNDS = (
    "Counting", "Weighing", "Drawing", "Timing", "Dividing", "Joining", "Sorting", "Testing",
    "Cooling", "Stirring", "Reading", "Mapping", "Turning", "Mixing", "Drying", "Pressing",
)  # fmt: skip
THINGS = (
    "surface", "gradient", "sample", "vessel", "particle", "boundary", "mixture", "reading",
    "residue", "current", "interval", "solution", "membrane", "crystal", "filter", "column",
    "layer", "specimen", "chamber", "reservoir", "instrument", "threshold", "fraction", "sequence",
    "lattice", "vapour", "sediment", "catalyst", "plateau", "balance", "estimate", "margin",
    "reaction", "foam", "emulsion", "bubble", "droplet", "fibre", "grain", "pigment",
)  # fmt: skip
ADJECTIVES = (
    "narrow", "steady", "early", "uneven", "dense", "shallow", "remote", "ordinary", "patient",
    "visible", "doubtful", "coarse", "gentle", "sudden", "regular", "hidden", "pure", "partial",
    "broad", "stable", "brief", "distant", "rigid", "transparent", "warm",
)  # fmt: skip
VERBS = (
    "absorbs", "releases", "follows", "limits", "carries", "divides", "reflects", "resists",
    "measures", "replaces", "explains", "hides", "reaches", "crosses", "shapes", "holds",
    "disturbs", "repeats", "confirms", "outlasts", "precedes", "weakens", "gathers", "feeds",
)  # fmt: skip
ADVERBS = (
    "slowly", "rarely", "as a rule", "without exception", "within limits", "on the whole",
    "at first sight", "in most cases", "for a while", "by degrees", "in the end", "only just",
)  # fmt: skip
PEOPLE = (
    "an observer", "the first author", "a careful student", "every laboratory", "our teacher",
    "the older school", "a second group", "whoever repeats it", "the committee", "a glassblower",
)  # fmt: skip
AMOUNTS = (
    "two minutes", "half an hour", "eleven days", "a tenth of a gram", "three trials",
    "forty samples", "one part in nine", "a dozen readings", "six winters", "a single afternoon",
)  # fmt: skip
WORDS = {
    "thing": THINGS,
    "kind": ADJECTIVES,
    "does": VERBS,
    "how": ADVERBS,
    "who": PEOPLE,
    "much": AMOUNTS,
    "field": FIELDS,
}
FRAMES = (
    "the {kind} {thing} {does} a {thing}, and {how} it {does} the {kind} {thing} as well.",
    "{how}, {who} found that the {thing} {does} the {thing} after {much}.",
    "what a {kind} {thing} {does} depends on the {thing}, on {field}, and {how} on the {thing}.",
    "it took {much} before {who} could say whether the {thing} {does} the {kind} {thing}.",
    "where the {thing} is {kind}, its {thing} {does} nothing that a {kind} {thing} would not.",
    "suppose that the {thing} {does} {field}: then the {thing} is {kind}, and {how} so is the "
    "{thing} beside it.",
    "neither the {kind} {thing} nor its {thing} {does} the {thing} for more than {much}.",
    "{who} called this the *{kind} {thing}*, since it {does} {field} and {how} the {thing}.",
    "a **{kind}** {thing} is one that {does} the {thing}; a {kind} one {does} {field} instead.",
    "of {field} one can say {how} that its {thing} {does} the {thing}, if the {thing} is {kind}.",
    "against this stands the {kind} {thing}, which {does} every {thing} that {who} has seen.",
    "with {much} of {field}, {how} a {thing} that is {kind} {does} the {thing} below.",
)  # fmt: skip
FIGURES = (  # end of the file name, description, caption
    ("model.svg", "Three curves that rise and fall over a grid", "A model, with three readings."),
    ("plate.png", "Coloured dots of many sizes, seen from near", "A plate, much enlarged."),
    ("series.svg", "Three waves of different lengths over a grid", "A series of three trials."),
)
