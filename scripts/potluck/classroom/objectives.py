"""Learning objectives: whether a learner, or a teacher, could tell that one has been reached.

Verbs after Anderson & Krathwohl, "A Taxonomy for Learning, Teaching, and Assessing" (2001): to
understand is a whole level of it, and what learners do there is explain, compare, classify …
"""

import re

# What nobody can watch, and what can be watched instead.
INSTEAD = {
    "understand": "explain, compare, summarise or classify",
    "know": "name, list, define or describe",
    "learn": "name, describe, apply or demonstrate",
    "appreciate": "describe, compare, justify or judge",
    "grasp": "explain, compare or summarise",
    "realise": "explain or describe",
    "realize": "explain or describe",
    "be aware of": "name, describe or recognise",
    "be familiar with": "name, describe or use",
    "become familiar with": "name, describe or use",
    "gain an understanding of": "explain, compare or summarise",
}
_WHO = r"(?:(?:you|students?|learners?|readers?|pupils?)(?: will| should| can)?(?: be able)? )?"
_VAGUE = re.compile(rf"(?:{_WHO}(?:to )?)?({'|'.join(INSTEAD)})\b", re.IGNORECASE)


def vague(objective: str) -> str:
    """Return the verb that nobody can observe with which an objective begins, if it does.

    >>> vague("Understand emulsions."), vague("Students will know the rule."), vague("Explain it.")
    ('understand', 'know', '')
    """
    match = _VAGUE.match(objective.strip())
    return match[1].casefold() if match else ""
