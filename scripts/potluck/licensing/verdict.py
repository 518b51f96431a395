"""What may be done with a work, what has to be done for it, and why in one sentence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from potluck.licensing.table import Terms, terms
from potluck.model import License

Status = Literal["ok", "warn", "no"]


class Obligation(StrEnum):
    """What a licence asks of whoever passes a work on."""

    CREDIT = "credit"
    TITLE = "title"
    LINK = "link"
    NOTICE = "notice"
    CHANGES = "changes"
    FULL_TEXT = "full-text"
    NO_DRM = "no-drm"
    NON_COMMERCIAL = "non-commercial"
    UNMODIFIED = "unmodified"
    SHARE_ALIKE = "share-alike"

    @property
    def words(self) -> str:
        """What is to be done, in plain words.

        >>> Obligation.CREDIT.words
        'name the author'
        """
        return _WORDS[self]


_WORDS = {
    Obligation.CREDIT: "name the author",
    Obligation.TITLE: "give the title of the work",
    Obligation.LINK: "link to where the work was found, if that is known",
    Obligation.NOTICE: "name the licence, with its address, and keep the notices",
    Obligation.CHANGES: "say what was changed",
    Obligation.FULL_TEXT: "give the whole text of the licence with every copy",
    Obligation.NO_DRM: "keep copy protection off every copy",
    Obligation.NON_COMMERCIAL: "keep it out of whatever is sold or carries advertisements",
    Obligation.UNMODIFIED: "leave it as it is",
    Obligation.SHARE_ALIKE: "share what is made from it under the same terms",
}


@dataclass(frozen=True)
class Verdict:
    """May it be done? `because` is a sentence; `instead` is what would do, where something would.

    "warn" is what the licences permit and Creative Commons advises against. `required` are licences
    that would do, the most open one first.
    """

    status: Status
    because: str
    obligations: tuple[Obligation, ...] = ()
    required: tuple[License, ...] = ()
    instead: str = ""


O = Obligation  # noqa: E741 - the table below is read by its columns
_COMMONS = (O.CREDIT, O.LINK, O.NOTICE, O.NO_DRM)
_BY_FAMILY: dict[str, tuple[Obligation, ...]] = {
    "public-domain": (),
    "gfdl": (O.CREDIT, O.TITLE, O.NOTICE, O.FULL_TEXT, O.NO_DRM),
    "free-art": (O.CREDIT, O.LINK, O.NOTICE),
    "gpl": (O.CREDIT, O.NOTICE, O.FULL_TEXT, O.NO_DRM),
    "permissive": (O.CREDIT, O.NOTICE, O.FULL_TEXT),
    "all-rights-reserved": (O.CREDIT, O.UNMODIFIED),
    "other": (O.CREDIT, O.NOTICE, O.FULL_TEXT),
}
_COPYLEFT = {"gfdl", "free-art", "gpl"}


def obligations(license: License, *, changed: bool) -> tuple[Obligation, ...]:  # noqa: A002
    """Return what a licence asks for; `changed` where the work is adapted, not taken as it is.

    Sources: CC BY-SA 4.0, section 3, and 3.0, section 4 (which asks for the title); GNU FDL 1.3,
    sections 2 and 4; Free Art License 1.3, sections 2.2 and 2.3; GNU GPL 3, sections 4 to 6.
    """
    made_of = terms(license)
    if made_of.family == "cc":
        found = _commons(made_of, changed=changed)
    else:
        found = {*_BY_FAMILY[made_of.family]}
        found |= {O.SHARE_ALIKE} if changed and made_of.family in _COPYLEFT else set()
        found |= {O.CHANGES} if changed and made_of.family != "public-domain" else set()
        found -= {O.UNMODIFIED} if changed else set()
    return tuple(duty for duty in Obligation if duty in found)


def _commons(made_of: Terms, *, changed: bool) -> set[Obligation]:
    found = {*_COMMONS}
    found |= {O.TITLE} if made_of.version < "4.0" else set()
    found |= {O.NON_COMMERCIAL} if "NC" in made_of.elements else set()
    found |= {O.CHANGES} if changed else set()
    found |= {O.SHARE_ALIKE} if changed and "SA" in made_of.elements else set()
    found |= {O.UNMODIFIED} if not changed and "ND" in made_of.elements else set()
    return found
