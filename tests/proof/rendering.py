"""An edition rendered by the real formats, one at a time, for the proof to look at."""

from pathlib import Path

import pytest

from potluck.formats import Renderer
from potluck.formats.epub import Epub
from potluck.formats.pdf import Pdf
from potluck.formats.site import Site
from potluck.model import Edition


def render(name: str, edition: Edition, factory: pytest.TempPathFactory) -> Path:
    """Render an edition in the format of that name; return the folder that it is in."""
    folder, book = factory.mktemp(name), factory.mktemp("book")
    (book / "mkdocs.yml").write_text("site_name: A Test Book\nplugins: [potluck]\n")
    made: tuple[Renderer, ...] = (Site(book), Pdf(), Epub())
    next(one for one in made if one.name == name).render(edition, folder)
    return folder
