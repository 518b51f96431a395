"""The files of the site that are not pages: pictures, downloads, fonts, and what Material needs."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from potluck import keeping
from potluck.formats.metadata import bibliography, cff, humans
from potluck.formats.site import addresses, policy, sizes
from potluck.formats.site.fonts import faces
from potluck.model import Download, Edition

_LUNR = "assets/javascripts/lunr/"


def wanted(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file that MkDocs found belongs in the site: the theme's and ours, no other.

    Maps for debugging stay out, and so do the search stemmers that an English book never loads.
    """
    if file.src_dir not in config.theme.dirs or file.src_uri.endswith((".map", ".html", ".md")):
        return False
    if file.src_uri.startswith(_LUNR):
        return bool(config.theme["language"] != "en")
    return file.src_uri.startswith("assets/") and file.src_uri != "assets/images/favicon.png"


def assets(
    config: MkDocsConfig, edition: Edition, downloads: tuple[Download, ...], root: Path
) -> list[File]:
    """Return pictures, fonts and downloads as files for MkDocs to write."""
    drawings = edition.handbook.pictures if edition.handbook else ()
    pictures = (*edition.pictures.values(), *drawings)
    made = {name: copy.read() for picture in pictures for name, copy in sizes.files(picture)}
    room = keeping.room(root)  # a pull request could put a face of its own into `.cache`
    fonts = faces(room / "fonts" if room else None)
    made |= {f"assets/fonts/{name}": data for name, data in fonts.items()}
    made |= {name: text.encode() for name, text in _texts(edition).items()}
    files = [File.generated(config, name, content=data) for name, data in made.items()]
    for item in downloads:
        name = addresses.download(item)
        files.append(File.generated(config, name, abs_src_path=str(item.path)))
    return files


def _texts(edition: Edition) -> dict[str, str]:
    """Return who made the book, how to cite it, and what hosts say to browsers of each page."""
    named = {humans.NAME: humans.humans(edition), cff.NAME: cff.citation_file(edition)}
    return {**bibliography.files(edition), **named, policy.NAME: policy.headers_file()}
