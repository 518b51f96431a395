"""Nobody's address, telephone number or whereabouts is in anything that was built.

A book in which they stand wherever people may write them: authors and trailers of commits, hashed
aliases, licence headers, mkdocs.yml's neighbours, and all that cameras and programs write into
pictures. Every byte that comes out is searched: containers are opened, streams are unpacked.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from gitbook import GitBook
from golden.books import share_fonts
from potluck import pipeline
from potluck.attribution.people import HASH_SALT
from potluck.credits.identity import address_hash
from potluck.proof.strings import strings

HOST = "soup-kitchen.net"
ANN = f"Contributor A <contributor.a@{HOST}>"
BEN = f"ben@{HOST} <ben@{HOST}>"  # some programs write the address as the name
CAM = "Contributor C <12345+contributor-c@users.noreply.github.com>"
PHONE = "+44 20 7946 0018"
PLACE = "52.51627, 13.37770"
SECRETS = (HOST, "noreply", "12345+", "7946 0018", "79460018", "52.51627", "13.37770")

MAIL = re.compile(r"[\w.+-]{2,}[@＠﹫][\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<![\w.+])\+[1-9]\d{0,2}(?:[ ()./-]{0,2}\d){7,12}(?![\w.])")
EXAMPLE = re.compile(r"@(?:[\w-]+\.)*example\.(?:org|com|net)$")  # RFC 2606: nobody's
PROGRAMS = (".js", ".css", ".woff2", ".map")

CONFIG = """site_name: A Book
site_url: https://book.example/
repo_url: https://code.example/book
docs_dir: content
theme: material
plugins:
  - search
  - potluck:
      community: true
      previous_edition: v1
"""
SOUP = """---
title: Leek soup
tags: [soup]
authors: [contributor-a, Contributor B]
media:
  - {file: pots.jpg, author: contributor-a, license: CC-BY-4.0, alt: Two round pots}
  - {file: lid.png, author: Contributor C, license: CC-BY-4.0, alt: A flat lid}
---
Slice the leeks. Questions go to cook@example.org.

![Two round pots](pots.jpg)

![A flat lid](lid.png)

![A spoon](spoon.svg)
"""
MESSAGE = f"""Leek soup, sent by contributor.a@{HOST}

Call {PHONE} if anything is wrong.

Co-authored-by: {BEN}
Co-authored-by: {CAM}
Signed-off-by: {ANN}
Reviewed-by: reader@{HOST}
On behalf of somebody@{HOST}
"""


def photograph() -> bytes:
    """Return a JPEG with what cameras and programs write that no rule forbids."""
    image, exif = Image.new("RGB", (64, 48), "#a40"), Image.Exif()
    exif[ExifTags.Base.Artist] = ANN
    exif[ExifTags.Base.Copyright] = f"2024 {ANN}, {PHONE}"
    exif[ExifTags.Base.ImageDescription] = PLACE
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSDestLatitude] = (52.0, 30.0, 58.57)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{ANN} {PLACE}</dc:creator></x:xmpmeta>'
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, xmp=xmp.encode(), comment=f"{ANN} {PHONE}".encode())
    return _with_byline(made.getvalue(), ANN.encode())


def _with_byline(jpeg: bytes, byline: bytes) -> bytes:
    """Put IPTC's By-line (2:80) behind the first two bytes, as photo agencies do."""
    record = b"\x1c\x02\x50" + len(byline).to_bytes(2) + byline
    block = b"8BIM\x04\x04\x00\x00" + len(record).to_bytes(4) + record
    body = b"Photoshop 3.0\x00" + block + b"\x00" * (len(block) % 2)
    return jpeg[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + jpeg[2:]


def screenshot() -> bytes:
    """Return a PNG whose text chunks tell about its author."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", ANN)
    told.add_itxt("Comment", f"{PHONE}, {PLACE}", zip=True)
    made = io.BytesIO()
    Image.new("RGB", (32, 32), "#08a").save(made, "PNG", pnginfo=told)
    return made.getvalue()


DRAWING = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- {ANN} -->
<metadata>{PHONE} {HOST}</metadata><rect width="9" height="9"/></svg>"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the book in every format; return its `build/`."""
    book = GitBook(tmp_path_factory.mktemp("book") / "private")
    share_fonts(book.book)
    book.write(".gitignore", "build/\n.cache\n")
    book.write("mkdocs.yml", CONFIG)
    alias = address_hash(f"contributor.a@{HOST}", HASH_SALT)
    book.write("contributors/contributor-a.yml", f"name: Contributor A\naliases: ['{alias}']\n")
    book.write("contributors/contributor-b.yml", "name: Contributor B\n")
    book.write("contributors/contributor-c.yml", "name: Contributor C\nvisibility: anonymous\n")
    book.write("content/soup.md", SOUP)
    book.write("content/spoon.svg", DRAWING)
    header = f"SPDX-FileCopyrightText: 2024 {ANN}\n"
    book.write("content/soup.md.license", header)
    book.write("content/spoon.svg.license", f"{header}\nSPDX-License-Identifier: CC-BY-4.0\n")
    (book.book / "content/pots.jpg").write_bytes(photograph())
    (book.book / "content/lid.png").write_bytes(screenshot())
    book.commit(ANN, MESSAGE)
    book.git("tag", "v1")
    book.commit(BEN, f"Salt (ben@{HOST})", stew="# Stew\n\nBoil it with salt.\n")
    book.commit(
        f"Contributor D <{PHONE}@{HOST}>", f"Pepper: {PHONE}", stew="# Stew\n\nBoil it in oil.\n"
    )
    outcome = pipeline.build(book.book, progress=lambda _: None)
    assert outcome.published, "\n".join(map(str, outcome.findings))
    return book.book / "build"


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, what is in its containers, and the streams of its PDFs."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, data
        if name.endswith(".epub"):
            with ZipFile(path) as archive:
                yield from ((f"{name}/{each}", archive.read(each)) for each in archive.namelist())
        if name.endswith(".pdf"):
            yield from ((name, stream) for stream in streams(data))


def streams(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") != "/DCTDecode":
                yield thing.read_bytes()


def test_the_inputs_are_full_of_them() -> None:
    for made in (photograph(), screenshot(), DRAWING.encode(), MESSAGE.encode()):
        assert HOST.encode() in made


def test_none_of_them_is_in_any_byte(built: Path) -> None:
    codes = ("utf-8", "utf-16-be", "utf-16-le")
    wanted = {secret.encode(code): secret for secret in SECRETS for code in codes}
    found = {
        (name, secret)
        for name, data in files(built)
        for sign, secret in wanted.items()
        if sign in data
    }
    assert found == set()


def test_nothing_that_looks_like_one_is_in_any_text(built: Path) -> None:
    found, seen = [], 0
    for path in sorted(path for path in built.rglob("*") if path.is_file()):
        name = path.relative_to(built).as_posix()
        for file, text in strings(name, path.read_bytes()):
            seen += 1
            mails = [each for each in MAIL.findall(text) if not EXAMPLE.search(each)]
            phones = [] if file.endswith(PROGRAMS) else TELEPHONE.findall(text)
            found += [(file, each) for each in (*mails, *phones)]
    assert seen > 1000
    assert found == []


def test_pictures_are_nothing_but_pictures(built: Path) -> None:
    shown = {}
    for name, data in files(built):
        if name.endswith((".jpg", ".png")) and "assets/images/favicon" not in name:
            with Image.open(io.BytesIO(data)) as image:
                shown[name] = (dict(image.getexif()), sorted({*image.info} - HARMLESS))
    assert len(shown) >= 4
    assert {name: what for name, what in shown.items() if what != ({}, [])} == {}


HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb",
            "icc_profile", "progressive", "progression", "transparency"}  # fmt: skip


def test_what_is_searched_for_is_found_where_it_is(tmp_path: Path) -> None:
    page = "<p title='a.cook@kitchen.net'>Call +44 20 7946 0018 <b>now</b></p>"
    with ZipFile(tmp_path / "x.epub", "w") as archive:
        archive.writestr("a.xhtml", f"<html>{page.replace(chr(39), chr(34))}</html>")
    (tmp_path / "y.json").write_text('{"who": ["b.cook@kitchen.net"]}')
    found = {
        match
        for path in sorted(tmp_path.iterdir())
        for _, text in strings(path.name, path.read_bytes())
        for match in (*MAIL.findall(text), *TELEPHONE.findall(text))
    }
    assert found == {"+44 20 7946 0018", "a.cook@kitchen.net", "b.cook@kitchen.net"}
