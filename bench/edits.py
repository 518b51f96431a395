"""What authors do to a chapter, again and again, so that each run of a command has work to do."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.textbook import paragraph

PAGE = 5  # paragraphs: more than a page of A5
MARK = "\n\nThis was read again, "


@dataclass
class Writer:
    """Somebody who works on one chapter."""

    path: Path
    times: int = 0

    def change(self) -> None:
        """Say something else in the last line, which stays as long as it is."""
        before, _, _ = self._text().partition(MARK)
        self._write(f"{before}{MARK}{self.times:02} times by now.\n")

    def grow(self) -> None:
        """Add a page at the end: all later ones move."""
        chance = Random(self.times)  # noqa: S311 - the same words every time
        added = "\n\n".join(paragraph(chance) for _ in range(PAGE))
        self._write(f"{self._text()}\n\n{added}\n")

    def _text(self) -> str:
        return self.path.read_text(encoding="utf-8").rstrip("\n")

    def _write(self, text: str) -> None:
        self.times += 1
        self.path.write_text(text, encoding="utf-8")
