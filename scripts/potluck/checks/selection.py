"""Which rules to ask: all of them, or those that somebody chose at the command line."""

from collections.abc import Iterator, Sequence

from potluck.checks.rule import Rule
from potluck.checks.rules import RETIRED, RULES
from potluck.checks.waivers import binding
from potluck.checks.words import nearest, quoted
from potluck.errors import ConfigError


def chosen(
    select: Sequence[str] = (), ignore: Sequence[str] = (), *, strict: bool = False
) -> frozenset[str]:
    """Return the codes of the rules that `select` names, without those that `ignore` names.

    Nothing is returned where nothing is chosen, which stands for every rule.

    Both hold codes (`MED-001`) and families (`MED`); an empty `select` names every rule. Where
    `strict`, as in CI, the families that nobody can waive are asked in any case. Raises ConfigError
    for a name that no rule has.
    """
    if not select and not ignore:
        return frozenset()
    wanted, unwanted = frozenset(_names(select)), frozenset(_names(ignore))

    def asked(rule: Rule) -> bool:
        own = {rule.code, rule.family}
        named = (not wanted or bool(own & wanted)) and not own & unwanted
        return named or (strict and binding(rule.code))

    codes = frozenset(rule.code for rule in RULES if asked(rule))
    if not codes:
        raise ConfigError("No rule is left to ask.", "leave out --select or --ignore")
    return codes


def _names(given: Sequence[str]) -> Iterator[str]:
    """Read `MED, lnk-001` and lists of such."""
    known = {name for rule in RULES for name in (rule.code, rule.family)}
    for name in (name for text in given for name in text.replace(",", " ").split()):
        if name.upper() in known:
            yield name.upper()
        elif name.upper() not in RETIRED:
            families = ", ".join(sorted({rule.family for rule in RULES}))
            meant = nearest(name.upper(), known)
            raise ConfigError(
                f"No rule and no family of rules is called {quoted(name)}.",
                f"did you mean {meant}?" if meant else f"the families are: {families}",
            )
