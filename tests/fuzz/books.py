"""Books of noise: texts made of the signs that mean something, in every file that people write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st

from potluck import checks
from potluck.errors import ConfigError
from potluck.model import Finding
from potluck.source.outline import outline
from potluck.source.reader import read

EXAMPLES = settings(max_examples=int(os.environ.get("POTLUCK_FUZZ", "60")), deadline=None)
"""How many books each test makes; `make fuzz` makes more."""
CONFIG = "site_name: Soups\nplugins: [potluck]\n"
SIGNS = st.sampled_from([
    *("\n", "\n\n", " ", "    ", "\t", "\r\n", "\x00", "\u202e", "\u0301", "é", "\U0001f372", "饭"),
    *("-", "- ", "---\n", "*", "**", "_", "`", "```\n", "~~~", ">", "#", "## ", "|", "|---|", "!"),
    *("[", "]", "(", ")", "](", "![", "[^1]", "[^1]: ", "<", ">", "</", "<!--", "-->", "\\"),
    *("{", "}", "{: ", "{{", "%}", ":", ": ", "?", "&a ", "*a", "!x ", "'", '"', ",", "@", "="),
    *("0", "1", "½", "1/2", "200", "°C", " g", " ml", "tbsp", "x", "salt", "Ingredients", "Method"),
    *("http://a", "https://example.org", "a@b.c", "CC-BY-4.0", "AND", "soup.md", "pot.png"),
])  # fmt: skip
NOISE = st.lists(SIGNS, max_size=30).map("".join)
KEYS = st.sampled_from([
    *("title", "authors", "license", "summary", "tags", "sources", "media", "recipe", "slug"),
    *("kind", "lang", "status", "reviewers", "objectives", "prerequisites", "copyright"),
    *("name", "github", "orcid", "url", "bio", "visibility", "credit", "consent", "former_names"),
])  # fmt: skip
VALUES = st.recursive(
    NOISE | st.integers().map(str) | st.sampled_from(["true", "null", "2026-13-99", "", "~"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda all_: f"[{', '.join(all_)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=6,
)
METADATA = st.lists(st.tuples(KEYS, VALUES), max_size=6).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


@contextmanager
def book(**files: str) -> Iterator[Path]:
    """Write a book: `soup` is its chapter, the others are files by their path."""
    with TemporaryDirectory(prefix="potluck-fuzz-") as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "contributors").mkdir()
        for path, text in {"mkdocs.yml": CONFIG, "content/soup.md": "# Soup\n", **files}.items():
            (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        yield root


def findings(root: Path) -> tuple[Finding, ...]:
    """Check a book without a history; a book that cannot be read is told so, and has no findings.

    Each finding is of a file that is there, of a line that it has, and says what is wrong.
    """
    try:
        manuscript = read(root)
    except ConfigError:
        return ()
    found = checks.run(manuscript, outline(manuscript))
    for finding in found:
        _placed(finding, root)
    return found


def _placed(finding: Finding, root: Path) -> None:
    place = finding.place
    assert (root / place.path).exists(), finding
    text = (root / place.path).read_bytes() if (root / place.path).is_file() else b""
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert 1 <= place.line <= lines + 1, finding
    assert place.column >= 1, finding
    assert finding.message, finding
    assert "\n" not in finding.message, finding
