"""Versions are those that `importlib.metadata` tells."""

from importlib.metadata import distributions

import pytest
from packaging.version import Version

from potluck import versions


def test_every_version_is_what_its_metadata_say() -> None:
    told = {each.name: Version(each.version) for each in reversed([*distributions()])}
    assert {name: Version(versions.version(name)) for name in told} == told


@pytest.mark.parametrize("name", ["weasyprint", "WeasyPrint", "mkdocs-material", "mkdocs_material"])
def test_a_package_may_be_spelled_in_any_way(name: str) -> None:
    assert versions.version(name).split(".")[0].isdecimal()


def test_what_is_not_installed_has_none() -> None:
    with pytest.raises(ModuleNotFoundError):
        versions.version("no-such-package")
