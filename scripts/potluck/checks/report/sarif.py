"""Findings as SARIF 2.1.0, which code hosts and editors read.

Source: OASIS Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020.
"""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from potluck import __version__
from potluck.checks.explain import address
from potluck.checks.report.sheet import Sheet
from potluck.checks.rule import Rule
from potluck.checks.rules import RULES
from potluck.checks.words import visible
from potluck.model import Finding, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(sheet: Sheet) -> str:
    """Write findings as one SARIF run; columns count characters of Unicode."""
    codes = {finding.code for finding in sheet.findings}
    rules = [rule for rule in RULES if rule.code in codes]
    index = {rule.code: number for number, rule in enumerate(rules)}
    told = [_rule(rule, sheet) for rule in rules]
    driver = {"name": "Potluck", "version": __version__, "rules": told}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, sheet) for finding in sheet.findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _rule(rule: Rule, sheet: Sheet) -> dict[str, Any]:
    docs = visible_lines(rule.docs.strip())
    page = {"helpUri": sheet.handbook + address(rule.code)} if sheet.handbook else {}
    return page | {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "help": {"text": docs, "markdown": docs},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: dict[str, int], sheet: Sheet) -> dict[str, Any]:
    hint = f"\nHint: {finding.hint}" if finding.hint else ""
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    artifact = {"uri": quote(finding.place.path)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": visible_lines(finding.message + hint)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"potluck/v1": _fingerprint(finding, sheet)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _fingerprint(finding: Finding, sheet: Sheet) -> str:
    """Tell a finding from others, wherever its line moves."""
    line = " ".join(sheet.lines.get(finding.place, "").split())
    text = "\0".join((finding.code, finding.place.path, line, finding.message))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def visible_lines(text: str) -> str:
    r"""Make each line of a text harmless.

    >>> visible_lines("salt\npep\u202eper")
    'salt\npep⟨U+202E⟩per'
    """
    return "\n".join(visible(line) for line in text.split("\n"))
