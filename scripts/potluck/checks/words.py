"""Words for messages: values shown safely, and what somebody may have meant."""

import difflib
import re
from collections.abc import Iterable

_HIDDEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Write control characters and invisible ones by their number, so that they do nothing.

    >>> visible("salt\u202epepper")
    'salt⟨U+202E⟩pepper'
    """
    return _HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def quoted(value: object, limit: int = 60) -> str:
    """Write a value that stands in the book inside a message.

    >>> quoted("leek soup")
    '`leek soup`'
    """
    text = visible(" ".join(str(value).split()))
    return f"`{text[: limit - 1]}…`" if len(text) > limit else f"`{text}`"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that was probably meant.

    >>> nearest("Authers", ["authors", "title"])
    'authors'
    """
    by_fold = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:200], by_fold, 1, cutoff)
    return by_fold[found[0]] if found else None


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> count(1, "error"), count(3, "error"), count(2, "person", "people")
    ('1 error', '3 errors', '2 people')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def at_the_top(lines: Iterable[str], *, bare: bool, how: str = "") -> str:
    r"""Say which lines of metadata to add; `bare` is a chapter that has none yet.

    >>> at_the_top(["status: draft"], bare=True).split("\n")
    ['put at the top of the file:', '---', 'status: draft', '---']
    """
    if bare:
        return "\n".join((f"put at the top of the file{how}:", "---", *lines, "---"))
    return "\n".join((f"add between the two `---` lines at the top{how}:", *lines))
