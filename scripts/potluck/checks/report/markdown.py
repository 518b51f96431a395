"""Findings as Markdown, for the comment on a pull request and the summary of a workflow.

What comes from the book is shown as code or escaped: no link, no mention, no HTML of a stranger.
"""

import re

from potluck.checks.report.sheet import FIRST, Sheet, closing, remarks
from potluck.checks.words import count, visible
from potluck.model import Finding, Severity

MAX_SHOWN = 50  # findings; a comment on GitHub holds 65,536 characters
_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "💡"}
# Mentions, issues, addresses and commits come alive even where a backslash stands before them.
_LIVELY = re.compile(r"[@#]|://|www\.|GH-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+!|~@&$:/-])")


def markdown(sheet: Sheet) -> str:
    """Write findings as Markdown: the first few open, the rest folded away."""
    if not sheet.findings:
        return "\n".join(["### ✅ Nothing to put right", "", *remarks(sheet)]).rstrip()
    shown = sheet.shown[:MAX_SHOWN]
    first, folded = shown[:FIRST], shown[FIRST:]
    lines = [f"### {closing(sheet.findings)}", ""]
    lines += [line for finding in first for line in _item(finding, sheet)]
    if folded:
        lines += ["<details>", f"<summary>{count(len(folded), 'more finding')}</summary>", ""]
        lines += [line for finding in folded for line in _item(finding, sheet)]
        lines += ["</details>", ""]
    left = len(sheet.shown) - len(shown)
    lines += [f"{count(left, 'more finding')}: run `potluck check`."] if left else []
    return "\n".join([*lines, *remarks(sheet)]).rstrip()


def _item(finding: Finding, sheet: Sheet) -> list[str]:
    head = f"- {_MARKS[finding.severity]} {code(str(finding.place))} {finding.code}"
    lines = [f"{head}<br>", f"  {prose(finding.message)}"]
    excerpt = visible(sheet.lines.get(finding.place, "").strip())
    if excerpt:
        lines += ["", f"  {code(excerpt[:200])}", ""]
    if finding.hint:
        first, *paste = finding.hint.split("\n")
        lines += [f"  **What to type:** {prose(first)}", *(f"  {line}" for line in _block(paste))]
    return [*lines, ""]


def _block(lines: list[str]) -> list[str]:
    """Show lines to be pasted as they are, with their indentation."""
    if not lines:
        return []
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", "".join(lines))), default=0))
    return ["", fence, *map(visible, lines), fence]


def prose(text: str) -> str:
    """Escape a text, and show as code what it quotes and what GitHub would turn into a link.

    >>> prose("did you mean `a_b` or @c?")
    'did you mean `a_b` or `@c?`'
    """
    parts = visible(" ".join(text.split())).split("`")
    if len(parts) % 2 == 0:  # a quotation that is not closed
        parts = ["'".join(parts)]
    return "".join(code(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    words = text.split(" ")
    return " ".join(code(w) if _LIVELY.search(w) else _SIGNS.sub(r"\\\1", w) for w in words)


def code(text: str) -> str:
    """Show a text as code, whatever signs it has.

    >>> code("a`b")
    '``a`b``'
    """
    text = visible(text.replace("\n", " "))
    if not text.strip():
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"
