"""The files of the site that are not pages: pictures, downloads, fonts, and what Material needs."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from potluck import keeping
from potluck.formats.metadata import bibliography, cff, humans
from potluck.formats.site import addresses, policy, sizes
from potluck.formats.site.fonts import faces
from potluck.formats.site.written import Output, Written, output
from potluck.model import Download, Edition

_LUNR = "assets/javascripts/lunr/"
_Source = tuple[str, str, Callable[[], bytes]]
"""An address, a name for the bytes that are to stand there, and what returns them."""


def theirs(files: Iterable[File], config: MkDocsConfig, written: Written) -> list[Output]:
    """Return those of the files that MkDocs found which belong in the site."""
    found = []
    for file in filter(partial(_wanted, config=config), files):
        path = Path(str(file.abs_src_path))
        made = output(config, file.src_uri, abs_src_path=str(path), inclusion=file.inclusion)
        seen = path.stat()
        made.stands = written.stands(made.dest_uri, f"{path} {seen.st_mtime_ns} {seen.st_size}")
        found.append(made)
    return found


def _wanted(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file that MkDocs found belongs in the site: the theme's and ours, no other.

    Maps for debugging stay out, and so do the search stemmers that an English book never loads.
    """
    if file.src_dir not in config.theme.dirs or file.src_uri.endswith((".map", ".html", ".md")):
        return False
    if file.src_uri.startswith(_LUNR):
        return bool(config.theme["language"] != "en")
    return file.src_uri.startswith("assets/") and file.src_uri != "assets/images/favicon.png"


def assets(
    config: MkDocsConfig,
    edition: Edition,
    downloads: tuple[Download, ...],
    root: Path,
    written: Written,
) -> list[Output]:
    """Return pictures, fonts, texts and downloads as files, of which MkDocs writes what it must."""
    files = []
    for address, name, read in (*_pictures(edition), *_made(edition, root)):
        file = output(config, address, content=b"")
        file.stands, file.read = written.stands(address, name), read
        files.append(file)
    for item in downloads:
        file = output(config, addresses.download(item), abs_src_path=str(item.path))
        file.stands = written.stands(file.dest_uri, item.sha256)
        files.append(file)
    return files


def _pictures(edition: Edition) -> Iterator[_Source]:
    drawings = edition.handbook.pictures if edition.handbook else ()
    for picture in (*edition.pictures.values(), *drawings):
        for address, copy in sizes.files(picture):
            yield address, copy.sha256, copy.read


def _made(edition: Edition, root: Path) -> Iterator[_Source]:
    room = keeping.room(root)  # a pull request could put a face of its own into `.cache`
    fonts = faces(room / "fonts" if room else None)
    made = {f"assets/fonts/{name}": data for name, data in fonts.items()}
    made |= {address: text.encode() for address, text in _texts(edition).items()}
    for address, data in made.items():
        yield address, keeping.seal(data).hex(), partial(bytes, data)


def _texts(edition: Edition) -> dict[str, str]:
    """Return who made the book, how to cite it, and what hosts say to browsers of each page."""
    named = {humans.NAME: humans.humans(edition), cff.NAME: cff.citation_file(edition)}
    return {**bibliography.files(edition), **named, policy.NAME: policy.headers_file()}
