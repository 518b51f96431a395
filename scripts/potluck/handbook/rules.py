"""One page for each rule and an index of all, written from the docstrings of the rules."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import indent

from potluck.checks.examples import DEFAULT_CONFIG, Example, examples
from potluck.checks.explain import address, waivable
from potluck.checks.rule import Rule
from potluck.handbook.drafts import Draft
from potluck.handbook.words import code, fence, table
from potluck.model import Severity

FAMILIES = {
    "FM": "Facts at the top of a chapter",
    "LIC": "Licences",
    "ATT": "Authors and credit",
    "SRC": "Sources",
    "PRV": "Privacy",
    "SEC": "Safety",
    "REC": "Recipes",
    "EDU": "Lessons",
    "MED": "Pictures",
    "LNK": "Links and footnotes",
    "TXT": "Letters and signs",
    "BOOK": "The book as a whole",
    "PTH": "Files",
    "WVR": "Waivers",
}
"""What each family is about, in the order in which the handbook shows them."""

_WEIGHT = {
    Severity.ERROR: "**Error**: the book is not published until this is put right.",
    Severity.WARNING: "**Warning**: the book is published; please look at it all the same.",
    Severity.INFO: "**Note**: good to know; nothing has to be done.",
}
_WAIVING = {
    True: "A maintainer may [waive it](../when-the-check-says-no.md#waivers), with a reason.",
    False: "Nobody can waive it.",
}
_EXAMPLE = re.compile(r"^(?:Bad|Good):\n\n(?:(?: {4}.*)?\n)+", re.MULTILINE)
_SOURCE = re.compile(r"^Sources?: ", re.MULTILINE)
_BRANCHES = ".git/refs/heads/"
_TITLES = {
    "Bad": ("failure", "The check finds this"),
    "Good": ("success", "Here is nothing to put right"),
}


def pages(rules: Sequence[Rule]) -> Iterator[Draft]:
    """Write the page of each rule, in the order of the index."""
    return (page(rule) for _, group in families(rules) for rule in group)


def families(rules: Sequence[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Yield each family by its letters, with its rules; those without a name come last."""
    order = [*FAMILIES, *sorted({rule.family for rule in rules} - FAMILIES.keys())]
    groups = ((name, [rule for rule in rules if rule.family == name]) for name in order)
    return ((name, group) for name, group in groups if group)


def family(rule: Rule) -> str:
    """Return the name of a rule's family."""
    return FAMILIES.get(rule.family, rule.family)


def title(rule: Rule) -> str:
    """Return what a rule is called."""
    return f"{rule.code}: {rule.name.replace('-', ' ')}"


# --- the index ----------------------------------------------------------------------------------


def index(rules: Sequence[Rule]) -> str:
    """Write every rule in one line, by family."""
    return "\n\n".join(_family(name, group) for name, group in families(rules))


def _family(name: str, group: Sequence[Rule]) -> str:
    rows = [
        (
            f"[{rule.code}]({rule.code.lower()}.md)",
            rule.summary,
            str(rule.severity),
            "yes" if waivable(rule) else "no",
        )
        for rule in group
    ]
    head = f"## {FAMILIES.get(name, name)} ({name}) {{#{name.lower()}}}"
    return f"{head}\n\n{table(('Rule', 'What holds', 'Weight', 'Can be waived'), rows)}"


# --- one rule -----------------------------------------------------------------------------------


def page(rule: Rule) -> Draft:
    """Write the page of a rule."""
    text, sources = _prose(rule.docs)
    first, _, rest = text.partition("\n\n")
    parts = [
        f"# {title(rule)}",
        first,
        f"{_WEIGHT[rule.severity]} {_WAIVING[waivable(rule)]}",
        rest,
        *_examples(rule.docs),
        *(f"**Source:** {source}" for source in sources),
        f"On the command line: {code(f'potluck explain {rule.code}')}",
    ]
    slug = address(rule.code).removeprefix("handbook/").removesuffix(".html")
    return Draft(slug, "\n\n".join(part for part in parts if part) + "\n", family(rule))


def _prose(docs: str) -> tuple[str, list[str]]:
    """Part what is said from where it comes from, without the examples."""
    text = _EXAMPLE.sub("", docs.strip() + "\n").strip()
    said, sources = [], []
    for paragraph in re.split(r"\n{2,}", text):
        before, *after = _SOURCE.split(paragraph)
        said.append(before.strip())
        sources += [" ".join(source.split()) for source in after]
    return "\n\n".join(filter(None, said)), sources


def _examples(docs: str) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for example in examples(docs):
        seen[example.kind] += 1
        style, words = _TITLES[example.kind]
        more = " too" if seen[example.kind] > 1 else ""
        shown = "\n\n".join(_files(example))
        yield f'!!! {style} "{example.kind}: {words[0].lower()}{words[1:]}{more}"\n\n' + indent(
            shown, "    "
        )


def _files(example: Example) -> Iterator[str]:
    """Write each file under its name, and the commits between them."""
    before: dict[str, bytes] = {}
    for step in example.steps:
        yield from _listings(step.files)
        yield f"*Committed by {step.author}: {step.message}*"
        before |= step.files
    rest = {path: data for path, data in example.files.items() if before.get(path) != data}
    yield from _listings(rest)
    for path, target in example.links.items():
        yield f"{code(path)} (a symbolic link to {code(target)})"


def _listings(files: dict[str, bytes]) -> Iterator[str]:
    """Write files; a `mkdocs.yml` that says nothing is left out, and where a branch stands."""
    for path, data in files.items():
        if (path, data) != ("mkdocs.yml", DEFAULT_CONFIG) and not path.startswith(_BRANCHES):
            yield f"{code(path)}{_listing(data)}"


def _listing(data: bytes) -> str:
    """Write what stands in a file, or what kind of file it is."""
    try:
        return f"\n\n{fence(data.decode('utf-8'))}"
    except UnicodeDecodeError:
        pass
    if any(byte < 9 for byte in data):
        return f" (a picture of {len(data)} bytes)"
    return f" (saved as Latin-1)\n\n{fence(data.decode('latin-1'))}"
