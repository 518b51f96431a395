"""The bill of materials: CycloneDX 1.6 for what makes a book, and for what of it is in the book.

https://cyclonedx.org/docs/1.6/json/. The same environment gives the same bytes: no time, no chance.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from potluck import __version__
from potluck.errors import ToolError
from potluck.supply.bundled import Library, Script, scripts
from potluck.supply.licences import Installed
from potluck.supply.locked import BOOK, ROOT, File, Lock, Package

MATERIAL = "mkdocs-material"
IN_EDITIONS = {
    "fontpkg-source-code-pro": "faces, subset: PDF",
    "fontpkg-source-sans-3": "faces, subset: site, PDF",
    "fontpkg-source-serif-4": "faces, subset: site, PDF",
    MATERIAL: "scripts, stylesheets, icons: site",
}
"""Packages of which something reaches readers, and what, in which edition."""

Json = dict[str, Any]


def bill(lock: Lock, installed: Mapping[str, Installed], templates: Path) -> str:
    """Write the bill of what is installed here to make books. Raises ToolError.

    `templates` is the folder of Material's files.
    """
    wanted = sorted(lock.closure(BOOK) & installed.keys())
    packages = [(installed[name], _locked(lock, installed[name])) for name in wanted]
    parts = [_component(own, package) for own, package in packages]
    for part in parts:
        if part["name"] == MATERIAL:
            part["components"] = [*map(_script, scripts(templates)), _icons()]
    content: Json = {
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": _ours(),
        },
        "components": parts,
        "dependencies": list(_edges(lock, {part["name"]: part["bom-ref"] for part in parts})),
    }
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": _serial(content)}
    return json.dumps({**head, "version": 1, **content}, indent=2) + "\n"


def _ours() -> Json:
    return {
        "type": "application",
        "bom-ref": ROOT,
        "name": ROOT,
        "version": __version__,
        "licenses": [{"expression": "Apache-2.0", "acknowledgement": "declared"}],
    }


def _serial(content: Json) -> str:
    """Name the bill by what it says."""
    return uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True)).urn


def _locked(lock: Lock, own: Installed) -> Package:
    package = lock.packages.get((own.name, own.version))
    if package is None:
        raise ToolError(
            f"{own.name} {own.version} is installed, which uv.lock does not say.", "make setup"
        )
    return package


# --- components ---------------------------------------------------------------------------------


def _component(own: Installed, package: Package) -> Json:
    """Describe a package; where its wheel is known that was installed, by that file alone."""
    exact = [file for file in package.files if file.tags and file.tags == own.tags]
    purl = f"pkg:pypi/{own.name}@{own.version}"
    found: Json = {
        "type": "library",
        "bom-ref": purl,
        "name": own.name,
        "version": own.version,
        "licenses": [_licence(own.licence, "declared" if own.declared else "concluded")],
        "purl": purl,
        "externalReferences": [_fetched(file) for file in exact or package.files],
    }
    if exact:
        found["hashes"] = [_hash(exact[0].sha256)]
    if own.name in IN_EDITIONS:
        found["properties"] = [{"name": "potluck:in-editions", "value": IN_EDITIONS[own.name]}]
    return found


def _licence(expression: str, how: str) -> Json:
    return {"expression": expression, "acknowledgement": how}


def _hash(sha256: str) -> Json:
    return {"alg": "SHA-256", "content": sha256}


def _fetched(file: File) -> Json:
    return {"type": "distribution", "url": file.url, "hashes": [_hash(file.sha256)]}


def _script(script: Script) -> Json:
    return {
        "type": "file",
        "bom-ref": script.name,
        "name": script.name,
        "hashes": [_hash(script.sha256)],
        "components": [_library(library, script) for library in script.libraries],
    }


def _library(library: Library, script: Script) -> Json:
    version = {"version": library.version} if library.version else {}
    purl = f"pkg:npm/{library.name}" + (f"@{library.version}" if library.version else "")
    return {
        "type": "library",
        "bom-ref": f"{script.name}#{library.name}",
        "name": library.name,
        **version,
        "licenses": [_licence(library.licence, "concluded")],
        "purl": purl,
    }


def _icons() -> Json:
    """Name the icons that Material puts into its pages; its wheel says no version."""
    return {
        "type": "data",
        "bom-ref": "icons/material",
        "name": "Material Design Icons",
        "licenses": [_licence("Apache-2.0", "concluded")],
    }


# --- who needs whom -----------------------------------------------------------------------------


def _edges(lock: Lock, refs: Mapping[str, str]) -> Iterator[Json]:
    needs = lock.edges(BOOK)
    for name, ref in {ROOT: ROOT, **refs}.items():
        yield {
            "ref": ref,
            "dependsOn": [refs[other] for other in sorted(needs[name] & refs.keys())],
        }
