"""What is known of the words of one chapter."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Traced:
    """The words of one chapter. Template words are those of lines that most chapters have.

    `left` and `written` count words by commit: what is left of it today, and what it brought into
    this chapter; `copied` counts those left by the other chapter in which they were written first.
    """

    words: int = 0
    template: int = 0
    left: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    copied: dict[str, int] = field(default_factory=dict)
    founder: str = ""  # the commit that wrote most of the first version that says anything
