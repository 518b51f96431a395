"""Subjects where a mistake can kill, by the English words that a recipe about them uses."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A subject where a mistake can kill; `where` is what is looked through."""

    name: str
    words: re.Pattern[str]
    signs: tuple[str, ...]  # none of the words stands in a text without one of these
    where: frozenset[str] = frozenset({"title", "ingredients", "method"})


_TITLE = frozenset({"title"})
_USED = frozenset({"title", "ingredients"})
TOPICS = (
    Topic(
        "home canning",
        re.compile(
            r"\bpressure[ -]cann(?:er|ing|ed)\b|\b(?:water|boiling)[ -]bath cann(?:er|ing|ed)\b"
            r"|\bhome[ -]cann(?:ed|ing)\b|\bprocess (?:the |sealed |filled )*jars\b"
            r"|\bcanning (?:jars?|lids?|rack|kettle|pot|recipe)\b",
            re.IGNORECASE,
        ),
        ("canning", "canner", "canned", "jars"),
    ),
    Topic(
        "food for babies",
        re.compile(
            r"\b(?:baby|infant) (?:food|formula|cereal|pur[ée]e|porridge|rice cereal)\b"
            r"|\bfor (?:babies|infants)\b|\bbaby[- ]led weaning\b|\bweaning (?:food|pur[ée]e)",
            re.IGNORECASE,
        ),
        ("baby", "babies", "infant", "weaning"),
        _TITLE,
    ),
    Topic(
        "curing with nitrite",
        re.compile(
            r"\b(?:sodium |potassium )?nitr[ia]te\b|\bprague powder\b|\bcuring salt\b"
            r"|\binsta ?cure\b|\bpink (?:curing )?salt #?\d\b|\bsaltpet(?:re|er)\b|\bcure #[12]\b",
            re.IGNORECASE,
        ),
        ("nitr", "prague", "curing", "cure", "saltpet", "pink"),
    ),
    Topic(
        "wild mushrooms",
        re.compile(
            r"\b(?:foraged|hand[- ]?picked|self[- ]?picked) (?:\w+ )?mushrooms?\b"
            r"|\b(?:foraging|picking|gathering)(?: for)? (?:wild )?mushrooms?\b"
            r"|\bwild mushrooms? (?:you|from the (?:woods|forest))\b",
            re.IGNORECASE,
        ),
        ("mushroom",),
    ),
    Topic(
        "raw sprouts",
        re.compile(
            r"\b(?:alfalfa|raw|clover|radish|broccoli) sprouts\b|\bsprouting (?:seeds|jar|lid)\b"
            r"|\bhome[- ]?(?:grown )?sprouted\b",
            re.IGNORECASE,
        ),
        ("sprout",),
        _USED,
    ),
    Topic(
        "raw milk",
        re.compile(
            r"\braw (?:\w+ )?milk\b|\bunpasteuri[sz]ed (?:\w+ )?(?:milk|cream)\b", re.IGNORECASE
        ),
        ("raw", "unpasteuri"),
        _USED,
    ),
    Topic(
        "lye",
        re.compile(
            r"\b(?:food[- ]grade )?lye\b|\bcaustic soda\b|\bsodium hydroxide\b|\bNaOH\b",
            re.IGNORECASE,
        ),
        ("lye", "caustic", "hydroxide", "naoh"),
        _USED,
    ),
    Topic(
        "garlic kept in oil",
        re.compile(
            r"\bgarlic (?:confit|(?:in|infused) oil)\b|\bconfit(?:ed)? garlic\b"
            r"|\bgarlic[- ]infused (?:olive )?oil\b",
            re.IGNORECASE,
        ),
        ("garlic",),
        _TITLE,
    ),
    Topic(
        "poisonous plants",
        re.compile(
            r"\b(?:bitter|raw) cassava\b|\bapricot kernels?\b|\bbitter almonds?\b(?! extract)"
            r"|\bfugu\b|\bpuffer ?fish\b|\bpokeweed\b|\braw elderberr(?:y|ies)\b|\backee\b",
            re.IGNORECASE,
        ),
        ("cassava", "apricot", "almond", "fugu", "puffer", "pokeweed", "elderberr", "ackee"),
        _USED,
    ),
)
EXCUSED = re.compile(
    r"\b(?:not?|never|don'?t|do not|without|avoid|instead of|cannot|isn't|rather than)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
"""What stands before a word that is only warned of."""
EXCUSED_AFTER = re.compile(
    r"^[ -](?:free|substitute)|^[^.;(]{0,20}\b(?:is|are) not\b", re.IGNORECASE
)
