"""The licences we know, by SPDX id, and what each is made of.

Ids and addresses: the SPDX licence list (as in reuse 6.2.0, `licenses.json`); Creative Commons:
https://creativecommons.org/licenses/list.en.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from potluck.model import License

Family = Literal[
    "cc", "public-domain", "gfdl", "free-art", "gpl", "permissive", "all-rights-reserved", "other"
]


@dataclass(frozen=True)
class Terms:
    """What a licence is made of: what verdicts about it can be built on."""

    family: Family
    elements: tuple[str, ...] = ()  # of "BY", "NC", "ND", "SA", in the order of the id
    version: str = ""
    port: str = ""  # "US", "IGO" ...; empty: unported, generic or international


CC = "https://creativecommons.org"
CC_ELEMENTS = (
    ("BY",),
    ("BY", "SA"),
    ("BY", "NC"),
    ("BY", "NC", "SA"),
    ("BY", "ND"),
    ("BY", "NC", "ND"),
)
CC_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")

# Ports that the SPDX list names; all others become LicenseRef-CC-….
SPDX_PORTS = frozenset(
    [
        "CC-BY-2.5-AU",
        "CC-BY-3.0-AT",
        "CC-BY-3.0-AU",
        "CC-BY-3.0-DE",
        "CC-BY-3.0-IGO",
        "CC-BY-3.0-NL",
        "CC-BY-3.0-US",
        "CC-BY-NC-3.0-DE",
        "CC-BY-NC-ND-3.0-DE",
        "CC-BY-NC-ND-3.0-IGO",
        "CC-BY-NC-SA-2.0-DE",
        "CC-BY-NC-SA-2.0-FR",
        "CC-BY-NC-SA-2.0-UK",
        "CC-BY-NC-SA-3.0-DE",
        "CC-BY-NC-SA-3.0-IGO",
        "CC-BY-ND-3.0-DE",
        "CC-BY-SA-2.0-UK",
        "CC-BY-SA-2.1-JP",
        "CC-BY-SA-3.0-AT",
        "CC-BY-SA-3.0-DE",
        "CC-BY-SA-3.0-IGO",
    ]
)
# Jurisdictions that had ports, as their addresses name them (https://creativecommons.org/licenses).
PORTS = frozenset(
    [
        "AM",
        "AR",
        "AT",
        "AU",
        "AZ",
        "BE",
        "BG",
        "BR",
        "CA",
        "CH",
        "CL",
        "CN",
        "CO",
        "CR",
        "CZ",
        "DE",
        "DK",
        "EC",
        "EE",
        "EG",
        "ES",
        "FI",
        "FR",
        "GE",
        "GR",
        "GT",
        "HK",
        "HR",
        "HU",
        "IE",
        "IGO",
        "IL",
        "IN",
        "IT",
        "JP",
        "KR",
        "LU",
        "MK",
        "MT",
        "MX",
        "MY",
        "NG",
        "NL",
        "NO",
        "NZ",
        "PE",
        "PH",
        "PL",
        "PR",
        "PT",
        "RO",
        "RS",
        "SCOTLAND",
        "SE",
        "SG",
        "SI",
        "TH",
        "TW",
        "UG",
        "UK",
        "US",
        "VE",
        "VN",
        "ZA",
    ]
)
PORTS_OF_2_1 = frozenset({"AU", "ES", "JP"})  # the only ones that had this version
UNPORTED = "4.0"  # the first version without ports


def cc(elements: tuple[str, ...], version: str, port: str = "") -> License | None:
    """Return the Creative Commons licence of these parts, or None if there is none.

    >>> cc(("BY", "SA"), "3.0", "US").id
    'LicenseRef-CC-BY-SA-3.0-US'
    """
    known = version in CC_VERSIONS or (version == "2.1" and port in PORTS_OF_2_1)
    if elements not in CC_ELEMENTS or not known:
        return None
    if port and (port not in PORTS or version == UNPORTED):
        return None
    body = "-".join(elements)
    path = _path(body, version) + (f"{port.lower()}/" if port else "")
    ident = f"CC-{body}-{version}" + (f"-{port}" if port else "")
    if port and ident not in SPDX_PORTS:
        ident = f"LicenseRef-{ident}"
    return License(ident, f"CC {body} {version} {port}".rstrip(), f"{CC}/licenses/{path}")


def _path(body: str, version: str) -> str:
    """Return the path of a licence: version 1.0 had the elements in another order."""
    swapped = (body, version) == ("BY-NC-ND", "1.0")
    return f"{'by-nd-nc' if swapped else body.lower()}/{version}/"


GFDL_SECTIONS = {
    "": "",
    "invariants-": ", with invariant sections",
    "no-invariants-": ", without invariant sections",
}
LATER = {"only": " only", "or-later": " or later"}


def _gfdl() -> tuple[License, ...]:
    return tuple(
        License(
            f"GFDL-{version}-{section}{later}",
            f"GNU FDL {version}{LATER[later]}{GFDL_SECTIONS[section]}",
            f"https://www.gnu.org/licenses/{address}",
        )
        for version, address in (("1.2", "old-licenses/fdl-1.2.html"), ("1.3", "fdl-1.3.html"))
        for section, later in product(GFDL_SECTIONS, LATER)
    )


GPL = "https://www.gnu.org/licenses/gpl-3.0.html"
OTHERS = (
    License("CC0-1.0", "CC0 1.0", f"{CC}/publicdomain/zero/1.0/"),
    License("CC-PDM-1.0", "Public Domain Mark 1.0", f"{CC}/publicdomain/mark/1.0/"),
    License("Unlicense", "The Unlicense", "https://unlicense.org/"),
    *_gfdl(),
    License("LAL-1.3", "Free Art License 1.3", "https://artlibre.org/licence/lal/en/"),
    License("GPL-3.0-only", "GNU GPL 3.0 only", GPL),
    License("GPL-3.0-or-later", "GNU GPL 3.0 or later", GPL),
    License("Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    License("MIT", "MIT License", "https://opensource.org/license/mit"),
    License("LicenseRef-AllRightsReserved", "All rights reserved"),
)
FAMILIES: tuple[tuple[str, Family], ...] = (
    ("CC0-|CC-PDM-|Unlicense", "public-domain"),
    ("GFDL-", "gfdl"),
    ("LAL-", "free-art"),
    ("GPL-", "gpl"),
    ("Apache-|MIT", "permissive"),
    ("LicenseRef-AllRightsReserved", "all-rights-reserved"),
)


def _known() -> dict[str, License]:
    plain = (cc(elements, version) for elements, version in product(CC_ELEMENTS, CC_VERSIONS))
    found = (*(one for one in plain if one), *OTHERS)
    return {one.id: one for one in found}


KNOWN = _known()  # by id; ports of Creative Commons licences are made by `cc`

CC_ID = re.compile(r"(?:LicenseRef-)?CC-(BY(?:-\w\w)*)-(\d\.\d)(?:-(\w+))?")


@cache
def terms(license: License) -> Terms:  # noqa: A002 - the word of the trade
    """Return what a licence is made of; the family of a foreign LicenseRef is "other"."""
    if match := CC_ID.fullmatch(license.id):
        elements, version, port = match[1].split("-"), match[2], match[3] or ""
        if cc(tuple(elements), version, port):
            return Terms("cc", tuple(elements), version, port)
    version = re.search(r"\d\.\d", license.id)
    for pattern, family in FAMILIES:
        if re.match(pattern, license.id):
            return Terms(family, (), version[0] if version else "")
    return Terms("other")
