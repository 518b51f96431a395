"""What Potluck is made of: locked with hashes, under licences that we may use, listed in a bill."""

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from potluck.errors import ToolError
from potluck.formats.pdf import fonts as printed
from potluck.formats.site import Site
from potluck.formats.site import fonts as shown
from potluck.supply import bundled, here, licences
from potluck.supply.bill import IN_EDITIONS, bill
from potluck.supply.licences import ALLOWED, DECIDED, PROGRAMS, environment, refused
from potluck.supply.locked import BOOK, IMPORTED, ROOT, Lock
from potluck.versions import canonical
from support import sample
from tools import need, need_file

HOUSE = Path(__file__).parents[1]
LOCK = Lock((HOUSE / "uv.lock").read_text("utf-8"))
HERE = environment(sys.path)
OTHERS = {name: package for name, package in HERE.items() if name != ROOT}
NPM = [HOUSE / "tests/npm/package-lock.json", *sorted(HOUSE.glob("bench/npm/*/package-lock.json"))]
MATERIAL = need_file("material", "templates")


def run(*command: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        command, cwd=HOUSE, env=clean, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


# --- what is fetched ----------------------------------------------------------------------------


def test_every_package_is_fetched_by_its_hash_from_the_index() -> None:
    bare = [package.name for package in LOCK.packages.values() if not package.files]
    assert bare == []
    files = [file for package in LOCK.packages.values() for file in package.files]
    assert {len(file.sha256) for file in files} == {64}
    assert {file.url.split("/")[2] for file in files} == {"files.pythonhosted.org"}


def test_what_is_installed_is_what_is_locked() -> None:
    unlocked = {(name, package.version) for name, package in OTHERS.items()} - set(LOCK.packages)
    assert unlocked == set()


def test_packages_of_npm_are_fetched_by_their_hash_from_the_index() -> None:
    tracked = run(need("git"), "ls-files", "package-lock.json", "*/package-lock.json")[1]
    assert {file.relative_to(HOUSE).as_posix() for file in NPM} == set(tracked.split())
    for file in NPM:
        entries = json.loads(file.read_text("utf-8"))["packages"]
        fetched = {name: entry for name, entry in entries.items() if name}
        assert [name for name, entry in fetched.items() if "link" in entry] == []
        weak = [n for n, e in fetched.items() if not e.get("integrity", "").startswith("sha512-")]
        assert weak == []
        hosts = {
            entry["resolved"].split("/")[2] for entry in fetched.values() if "resolved" in entry
        }
        assert hosts <= {"registry.npmjs.org"}


# --- known holes --------------------------------------------------------------------------------


def test_the_audit_reads_all_that_is_locked() -> None:
    code, said = run("make", "audit", "AUDIT=--dry-run --progress-spinner=off")
    assert (code, f"Dry run: would have audited {len(OTHERS)} packages" in said) == (0, True), said


def test_the_audit_refuses_what_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "locked.txt").write_text("idna==3.20\nclick==8.5.1 --hash=sha256:" + "0" * 64)
    code, said = run(need("pip-audit"), "--dry-run", "--disable-pip", "--require-hashes",
                     "--requirement", str(tmp_path / "locked.txt"))  # fmt: skip
    assert code == 1
    assert "requirement idna==3.20 does not contain a hash" in said


def test_the_audit_runs_each_week_and_when_the_lock_file_changes() -> None:
    workflow = yaml.safe_load((HOUSE / ".github/workflows/audit.yml").read_text("utf-8"))
    when = workflow[True]  # YAML 1.1 takes `on` for a truth value
    assert set(when) == {"schedule", "pull_request", "push"}
    assert (when["pull_request"]["paths"], when["push"]["paths"]) == (["uv.lock"], ["uv.lock"])
    assert [step["run"] for step in workflow["jobs"]["audit"]["steps"][1:]] == [
        "make setup", "make audit",
    ]  # fmt: skip


# --- licences -----------------------------------------------------------------------------------

IMPORTS = LOCK.closure(IMPORTED)


def test_all_that_is_imported_is_under_a_licence_that_we_may_use() -> None:
    assert len(IMPORTS) > 60
    assert list(refused(OTHERS.values(), IMPORTS)) == []


def declares(folder: Path, name: str, *lines: str) -> list[str]:
    """Put other metadata of a package before that of the environment, as if it were installed."""
    place = folder / f"{name}-9.dist-info"
    place.mkdir(parents=True)
    text = "\n".join(("Metadata-Version: 2.4", f"Name: {name}", "Version: 9", *lines))
    (place / "METADATA").write_text(text, encoding="utf-8")
    found = environment([str(folder), *sys.path])
    return list(refused((own for own in found.values() if own.name != ROOT), IMPORTS))


HINT = "Hint: use another package, or decide with a reason in scripts/potluck/supply/licences.py."
SPEAKS = "another licence, which speaks of the GPL"
MAY_NOT = "and may not be imported"
SABOTAGE = {
    "an expression": ("lxml", "License-Expression: GPL-3.0-only", "GPL-3.0-only", MAY_NOT),
    "the older field": ("babel", "License: AGPL-3.0-or-later", "AGPL-3.0-or-later", MAY_NOT),
    "a part": ("click", "License-Expression: MIT AND LGPL-3.0-only", "MIT AND LGPL-3.0-only",
               MAY_NOT),
    "one we decided on": (
        "weasyprint", "Classifier: License :: OSI Approved :: GNU General Public License (GPL)",
        SPEAKS, MAY_NOT,
    ),
    "a tool of the tests": (
        "pytest", "License-Expression: GPL-3.0-only", "GPL-3.0-only",
        "and nothing says why tests may run it",
    ),
    "one with a choice": ("lxml", "License-Expression: GPL-3.0-only OR MIT", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", SABOTAGE)
def test_another_licence_is_seen(tmp_path: Path, case: str) -> None:
    name, line, licence, why = SABOTAGE[case]
    found = [f"{name} 9 is under {licence}, {why}. {HINT}"] if licence else []
    assert declares(tmp_path, name, line) == found


def test_a_package_without_a_licence_is_seen(tmp_path: Path) -> None:
    assert declares(tmp_path, "leftpad") == [f"leftpad 9 does not say its licence. {HINT}"]


def test_every_licence_in_the_list_has_its_reason_and_its_use() -> None:
    assert [name for name, reason in (ALLOWED | PROGRAMS).items() if len(reason) < 8] == []
    used = {term for own in OTHERS.values() for term in re.split(" AND | OR ", own.licence)}
    assert set(ALLOWED) - used - set(bundled.LICENCES.values()) == set()
    assert [name for name in PROGRAMS if licences.allowed(OTHERS[name].licence)] == []
    assert [name for name in ALLOWED if "GPL" in name] == []


WORDS = {
    "Apache-2.0": "Apache License",
    "BSD-2-Clause": "Redistribution and use in source and binary forms",
    "BSD-3-Clause": "endorse or promote products",
    "BSD-4-Clause": "All advertising materials",
    "ISC": "this software for any purpose with or without fee is hereby granted",
    "MIT": "Permission is hereby granted, free of charge",
    "MPL-1.1": "MOZILLA PUBLIC LICENSE",
    "MPL-2.0": "Mozilla Public License Version 2.0",
    "PSF-2.0": "test, perform and/or display publicly",
    "W3C": "W3C SOFTWARE NOTICE AND LICENSE",
}
NO_TEXT = {"xlwt"}  # its wheel holds none; https://github.com/python-excel/xlwt has it


def texts(name: str) -> str:
    """Return the licence files of an installed package, in one line."""
    kind = re.compile("licen[sc]e|copying|bsd|apache", re.IGNORECASE)
    found = [file.locate() for file in files(name) or () if "dist-info/" in str(file)]
    read = [Path(str(p)).read_text("utf-8", "replace") for p in found if kind.search(str(p))]
    return " ".join(" ".join(read).split())


@pytest.mark.parametrize("licence", DECIDED)
def test_what_was_decided_stands_in_the_files_of_the_package(licence: str) -> None:
    for name in DECIDED[licence]:
        assert not OTHERS[name].declared, f"{name} says its licence itself"
        text = texts(name)
        parts = [part for part in re.split(" AND | OR ", licence) if "GPL" not in part]
        assert name in NO_TEXT or [name for part in parts if WORDS[part] not in text] == []


def test_no_code_of_ours_imports_a_program() -> None:
    imported = {name for file in (HOUSE / "scripts").rglob("*.py") for name in imports(file)}
    assert {"lxml", "click", "weasyprint"} <= imported
    packages = {"reuse", "debian", "debian_bundle", "deb822"}
    assert all(find_spec(name) for name in ("reuse", "debian"))
    assert imported & packages == set()


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


# --- the bill of materials ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def written() -> str:
    return here.bill_of_materials()


@pytest.fixture(scope="module")
def parts(written: str) -> dict[str, dict[str, Any]]:
    return {part["name"]: part for part in json.loads(written)["components"]}


def test_the_bill_is_cyclonedx(written: str) -> None:
    judge = JsonStrictValidator(SchemaVersion.V1_6)
    assert judge.validate_str(written) is None
    whole = json.loads(written)
    small = json.dumps({**whole, "components": whole["components"][:2], "dependencies": []})
    assert judge.validate_str(small) is None
    assert judge.validate_str(small.replace('"SHA-256"', '"SHA-7"')) is not None
    assert judge.validate_str(small.replace('"components"', '"ingredients"')) is not None


def test_the_same_environment_gives_the_same_bill(written: str, tmp_path: Path) -> None:
    assert here.bill_of_materials() == written
    code, said = run(sys.executable, "-m", "potluck.supply", str(tmp_path / "a/b.json"))
    assert (code, said) == (0, f"{tmp_path}/a/b.json\n")
    assert (tmp_path / "a/b.json").read_text("utf-8") == written


def test_the_bill_names_all_that_makes_a_book_and_nothing_else(
    parts: dict[str, dict[str, Any]],
) -> None:
    assert sorted(parts) == sorted(LOCK.closure(BOOK) & set(HERE))
    assert {"weasyprint", "nh3", "fontpkg-source-serif-4", "mkdocs-material"} <= set(parts)
    assert {"pytest", "reuse", "pip-audit"} & set(parts) == set()


def test_each_part_has_its_licence_and_the_hash_of_the_file_that_was_installed(
    parts: dict[str, dict[str, Any]],
) -> None:
    for name, part in parts.items():
        [licence] = part["licenses"]
        assert licence["expression"] == HERE[name].licence
        [file] = part["externalReferences"]
        assert part["hashes"] == file["hashes"]
        locked = LOCK.packages[name, part["version"]].files
        assert (file["url"], file["hashes"][0]["content"]) in {(f.url, f.sha256) for f in locked}


def test_each_part_says_what_it_needs(written: str) -> None:
    edges = {edge["ref"]: edge["dependsOn"] for edge in json.loads(written)["dependencies"]}
    [weasyprint] = [edges[ref] for ref in edges if ref.startswith("pkg:pypi/weasyprint@")]
    assert [re.sub("@.*", "", ref.removeprefix("pkg:pypi/")) for ref in weasyprint] == [
        "cffi", "cssselect2", "fonttools", "pillow", "pydyf", "pyphen", "tinycss2", "tinyhtml5",
    ]  # fmt: skip
    reached, waiting = set[str](), [ROOT]
    while waiting:
        ref = waiting.pop()
        waiting += set(edges[ref]) - reached - {ref}
        reached.add(ref)
    assert reached == set(edges)


def test_the_scripts_of_a_built_site_are_in_the_bill_with_their_libraries(
    parts: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    book, site = tmp_path / "book", tmp_path / "site"
    book.mkdir()
    (book / "mkdocs.yml").write_text("site_name: A Test Book\nplugins: [potluck]\n")
    Site(book).render(sample(), site)
    built = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.glob("assets/javascripts/**/*.js")
    }
    listed = [part for part in parts["mkdocs-material"]["components"] if part["type"] == "file"]
    assert {part["name"]: part["hashes"][0]["content"] for part in listed} == built
    held = [library for part in listed for library in part["components"]]
    assert [(library["name"], library.get("version")) for library in held] == [
        ("clipboard", "2.0.11"), ("escape-html", None), ("focus-visible", None), ("rxjs", None),
        ("tslib", None), ("lunr", "2.3.9"),
    ]  # fmt: skip
    assert {library["licenses"][0]["expression"] for library in held} <= set(ALLOWED)


def test_what_reaches_readers_is_marked(parts: dict[str, dict[str, Any]]) -> None:
    marked = {n: p["properties"][0]["value"] for n, p in parts.items() if "properties" in p}
    assert marked == IN_EDITIONS
    faces = {canonical(f"fontpkg_{face.package}") for face in shown.FACES.values()}
    assert {name for name, where in marked.items() if "site" in where} == {
        *faces,
        "mkdocs-material",
    }
    assert {name for name, where in marked.items() if "PDF" in where} == {
        canonical(package) for package, _ in printed.TEXT_FONTS
    }


def test_a_library_that_nobody_knows_stops_the_bill(tmp_path: Path) -> None:
    folder = tmp_path / "assets/javascripts"
    folder.mkdir(parents=True)
    (folder / "b.min.js").write_text("x()")
    chart = {"sources": ["node_modules/@who/ever/x.js"], "sourcesContent": [""]}
    (folder / "b.min.js.map").write_text(json.dumps(chart))
    with pytest.raises(ToolError) as refusal:
        bill(LOCK, HERE, tmp_path)
    assert (
        refusal.value.message
        == "Material's scripts hold @who/ever, of which no licence is known here."
    )


def test_a_package_that_is_not_locked_stops_the_bill() -> None:
    other = {**HERE, "lxml": licences.Installed("lxml", "0.1", "MIT", declared=True)}
    with pytest.raises(ToolError) as refusal:
        bill(LOCK, other, MATERIAL)
    assert refusal.value.message == "lxml 0.1 is installed, which uv.lock does not say."


# --- releases -----------------------------------------------------------------------------------


def test_a_release_attests_where_its_files_come_from_and_what_made_them() -> None:
    workflow = yaml.safe_load((HOUSE / ".github/workflows/release.yml").read_text("utf-8"))
    steps = workflow["jobs"]["release"]["steps"]
    attested = [step["with"] for step in steps if "actions/attest@" in step.get("uses", "")]
    assert attested == [
        {"subject-path": "release/*"},
        {
            "subject-path": "release/*.pdf\nrelease/*.epub\nrelease/*-site.zip\n",
            "sbom-path": f"release/{here.NAME}",
        },
    ]
