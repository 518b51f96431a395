"""What a program reads from the visible credit of sources and pictures (ccREL), in real RDFa."""

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pyRdfa import pyRdfa
from pyRdfa.options import Options
from rdflib import RDF, BNode, Graph, Namespace, URIRef

from validators import epubcheck

CC = Namespace("http://creativecommons.org/ns#")
DCT = Namespace("http://purl.org/dc/terms/")
XHV = Namespace("http://www.w3.org/1999/xhtml/vocab#")
BOOK = "https://example.org/book/"
PAGE = URIRef(f"{BOOK}mains/dal.html")
LENTILS = URIRef("https://example.org/lentils")
POTS = URIRef("https://example.org/pots")
BY, BY_SA = (URIRef(f"https://creativecommons.org/licenses/{x}/4.0/") for x in ("by", "by-sa"))
Told = set[tuple[Any, ...]]


def read(text: str, base: str, kind: str) -> Told:
    """Read a page as an RDFa processor does; things without a name are all called "one"."""
    made: Graph = pyRdfa(Options(), base=base, media_type=kind).graph_from_source(io.StringIO(text))
    wanted = (*map(str, (CC, DCT)), f"{XHV}license", str(RDF.type))
    return {
        tuple("one" if isinstance(x, BNode) else x for x in (subject, name, value))
        for subject, name, value in made
        if str(name).startswith(wanted)
    }


def credit(page: URIRef, picture: URIRef, people: URIRef) -> Told:
    """What the chapter of the tests says, in whatever format."""
    return {
        (page, XHV.license, BY_SA),
        (page, DCT.source, "one"),
        (page, DCT.references, LENTILS),
        ("one", RDF.type, CC.Work),
        ("one", XHV.license, BY_SA),
        (LENTILS, RDF.type, CC.Work),
        (LENTILS, CC.attributionURL, LENTILS),
        (picture, XHV.license, BY),
        (picture, CC.attributionURL, people),
        (picture, DCT.source, POTS),
        (POTS, RDF.type, CC.Work),
        (POTS, CC.attributionURL, POTS),
    }


def words(told: Told) -> set[tuple[str, str, str]]:
    """Return what is said in words, not with addresses."""
    return {
        (str(subject), re.split("[#/]", str(name))[-1], str(value))
        for subject, name, value in told
        if not isinstance(value, URIRef) and value != "one"
    }


def spoken(picture: URIRef) -> set[tuple[str, str, str]]:
    return {
        ("one", "title", "Masoor dal"),
        ("one", "attributionName", "A cook"),
        (str(LENTILS), "title", "On lentils"),
        (str(picture), "attributionName", "Contributor A"),
        (str(POTS), "title", "Pots"),
        (str(POTS), "attributionName", "A smith"),
    }


def links(told: Told) -> Told:
    return {item for item in told if isinstance(item[2], URIRef) or item[2] == "one"}


def test_a_page_of_the_site_says_it_to_programs(site: Path) -> None:
    told = read((site / "mains/dal.html").read_text(), str(PAGE), "text/html")
    picture = URIRef(f"{BOOK}media/two-pots-1a2b3c4d.svg")
    people = URIRef(f"{BOOK}contributors/contributor-a.html")
    assert links(told) == credit(PAGE, picture, people)
    assert words(told) == spoken(picture)


def test_a_chapter_of_the_epub_says_the_same(epub: Path) -> None:
    with ZipFile(epub) as archive:
        name = "EPUB/chapter-dal.xhtml"
        told = read(archive.read(name).decode(), f"{BOOK}{name}", "application/xhtml+xml")
        (file,) = [each for each in archive.namelist() if "two-pots" in each]
    picture = URIRef(f"{BOOK}{file}")
    page = URIRef(f"{BOOK}{name}")
    expected = credit(page, picture, page)
    assert {item for item in links(told) if item[:2] != (picture, CC.attributionURL)} == {
        item for item in expected if item[:2] != (picture, CC.attributionURL)
    }
    assert words(told) == spoken(picture)


def test_the_epub_is_still_without_fault(epub: Path) -> None:
    assert epubcheck(epub) == ()


def test_a_page_that_lists_licences_is_under_its_own_only(site: Path) -> None:
    name = "credits/licences.html"
    told = read((site / name).read_text(), f"{BOOK}{name}", "text/html")
    assert told == {(URIRef(f"{BOOK}{name}"), XHV.license, BY_SA)}


@pytest.mark.parametrize("attribute", ["property", "typeof", "about", "prefix", "resource"])
def test_no_contributor_can_say_things_of_their_own(attribute: str) -> None:
    from potluck.dialect.policy import sanitise  # noqa: PLC0415

    assert sanitise(f'<p {attribute}="cc:license">x</p>') == "<p>x</p>"
