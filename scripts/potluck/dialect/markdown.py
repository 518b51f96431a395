"""Markdown -> HTML that nobody trusts yet. The extensions here are the dialect."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

# ruff: noqa: PLC0415 - cells convert: who only wants it done does not load what does it

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "pymdownx.details",  # ??? note "Title"
    "pymdownx.superfences",  # fences inside lists and admonitions
    "pymdownx.tabbed",  # === "Oven"
)
_CONFIG: dict[str, dict[str, object]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.superfences": {"disable_indented_code_blocks": False, "css_class": "code"},
    "pymdownx.highlight": {"use_pygments": False},
    "smarty": {"smart_angled_quotes": False},
}
SMART_LANGUAGES = frozenset({"en"})  # where “ ” ‘ ’ are the quotation marks


@cache
def _converter(*, smart: bool) -> "Markdown":
    from potluck.dialect import plain

    made = thorough(smart=smart)
    plain.spare(made)
    return made


def thorough(*, smart: bool) -> "Markdown":
    """Return a converter that searches all text for signs of Markdown, also where there is none."""
    from markdown import Markdown

    extensions = [*EXTENSIONS, "pymdownx.highlight", *(["smarty"] if smart else [])]
    return Markdown(extensions=extensions, extension_configs=_CONFIG, tab_length=4)


def convert(body: str, lang: str = "en") -> str:
    """Return the HTML of a body. Raises RecursionError on nesting that the limits let through."""
    converter = _converter(smart=lang.split("-", maxsplit=1)[0] in SMART_LANGUAGES)
    converter.reset()
    return converter.convert(body)
