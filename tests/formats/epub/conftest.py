"""The sample edition as an EPUB, opened."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from potluck.formats.epub import Epub
from potluck.formats.epub.publication import build
from potluck.model import Part
from support import HEAT, sample


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a file."""
    folder = tmp_path_factory.mktemp("epub")
    artifact = Epub().render(sample(), folder)
    return folder / artifact.files[0]


@pytest.fixture(scope="session")
def files(book: Path) -> dict[str, str]:
    """The text files of the sample, by path."""
    with ZipFile(book) as archive:
        names = [name for name in archive.namelist() if not name.endswith(".png")]
        return {name: archive.read(name).decode() for name in names}


@pytest.fixture(scope="session")
def package(files: dict[str, str]) -> Any:
    return etree.fromstring(files["EPUB/package.opf"].encode())


@pytest.fixture
def chapter() -> Callable[[str], str]:
    """Set one chapter with these words; return its XHTML."""

    def made(html: str) -> str:
        part = Part("science", "Science", (replace(HEAT, html=html),))
        edition = replace(sample(), parts=(sample().parts[0], part))
        return build(edition).files["EPUB/chapter-heat.xhtml"].decode()

    return made
