"""The sample edition as a finished PDF."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from potluck.formats.pdf import Pdf
from potluck.model import Artifact
from support import sample


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its file, what the renderer said of it, its objects, its words."""

    path: Path
    artifact: Artifact
    pdf: Any
    words: str


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    folder = tmp_path_factory.mktemp("pdf")
    artifact = Pdf().render(sample(), folder)
    path = folder / artifact.files[0]
    with pikepdf.open(path) as pdf:
        yield Printed(path, artifact, pdf, text(path))


def text(path: Path, *options: str) -> str:
    """Return the words of a PDF in one line, hyphens at line ends taken out."""
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(found.replace("\u00ad\n", "").replace("-\n", "-").split())


SCRIPTS = Path(__file__).parents[3] / "scripts"
WORDS = (
    "A Test Book & More",
    "Soups and reasons",
    "Everyone brings a dish.",
    "Part One",
    "Main dishes",
    "What one eats first.",
    "Leek & potato soup <hot>",
    "By The Test Cooks",
    "A soup of leeks & potatoes.",
    "Makes 4 servings",
    "Two pots, one lid. Picture: The Test Cooks, CC BY 4.0",
    "500 g leeks ½ tsp salt 1 litre water at 95 °C",
    "1. Slice the leeks.",
    "2. Boil the water. Add the leeks.",
    "Doneness Cut Minutes Rings 12 Halves 25",
    "Hot Steam burns.",
    "Why it thickens Starch swells.",
    "Oven At 200 °C. Hob Over a low flame.",
    "Sweat To soften without colour.",
    "Waste not.",
    "2 x 3 = 6",
    "1 Or onions, with patience.",
    "© 2026 The Test Cooks. Licence: CC BY-SA 4.0.",
    "Dry things brown; try the soup.",
    "Picture credits Two pots: The Test Cooks, CC BY 4.0",
    "Colophon",
)


def test_the_artifact_names_the_file_and_counts_its_pages(printed: Printed) -> None:
    pages = f"pages={len(printed.pdf.pages)}"
    made = replace(printed.artifact, tools=(), fonts=())
    assert made == Artifact("pdf", "pdf", ("a-test-book.pdf",), (pages,))


@pytest.mark.parametrize("words", WORDS)
def test_every_kind_of_block_is_printed(printed: Printed, words: str) -> None:
    assert words in printed.words


def test_the_outline_has_parts_chapters_sections_and_matter(printed: Printed) -> None:
    with printed.pdf.open_outline() as outline:
        assert list(_titles(outline.root)) == [
            "Contents",
            "Welcome",
            "Main dishes",
            "- Leek & potato soup <hot>",
            "- - Ingredients",
            "- - Method",
            "Science",
            "- Heat",
            "- - Browning",
            "Contributors",
            "Sources",
            "Picture credits",
            "Licences",
            "Colophon",
        ]


def _titles(items: Any, depth: int = 0) -> Iterator[str]:
    for item in items:
        yield "- " * depth + item.title
        yield from _titles(item.children, depth + 1)


def test_every_link_leads_to_a_place_in_the_book_or_to_the_web(printed: Printed) -> None:
    names = set(pikepdf.NameTree(printed.pdf.Root.Names.Dests))
    links = [note for page in printed.pdf.pages for note in page.get("/Annots", [])]
    assert {str(link.Subtype) for link in links} == {"/Link"}
    inner = {str(link.Dest) for link in links if "/Dest" in link}
    outer = {str(link.A.URI).split(":")[0] for link in links if "/A" in link}
    assert inner - names == set()
    assert {"heat--browning", "matter--contributors--contributor-cooks", "leek-soup"} <= inner
    assert outer == {"https"}


def test_nothing_in_the_file_acts(printed: Printed) -> None:
    links = [note for page in printed.pdf.pages for note in page.get("/Annots", [])]
    assert {str(link.A.S) for link in links if "/A" in link} == {"/URI"}
    assert {str(page.get("/AA")) for page in printed.pdf.pages} == {"None"}
    catalog = set(printed.pdf.Root.keys()) | set(printed.pdf.Root.Names.keys())
    assert catalog & {"/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/EmbeddedFiles"} == set()


def test_only_our_fonts_are_used_and_each_is_an_embedded_subset(printed: Printed) -> None:
    report = subprocess.run(
        ["pdffonts", str(printed.path)], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    families = {
        re.sub(r"^[A-Z]{6}\+(Source-(?:Serif-4|Sans-3|Code-Pro)).*", r"\1", x) for x in report
    }
    assert families == {"Source-Serif-4", "Source-Sans-3", "Source-Code-Pro"}
    assert {tuple(line.split()[-5:-2]) for line in report} == {("yes", "yes", "yes")}


def test_front_matter_is_numbered_in_roman_and_the_body_from_one(printed: Printed) -> None:
    labels = list(printed.pdf.Root.PageLabels.Nums)
    starts = list(
        zip(
            map(int, labels[::2]),
            [{k: str(v) for k, v in x.items()} for x in labels[1::2]],
            strict=True,
        )
    )
    assert starts == [(0, {"/P": "Cover"}), (2, {"/S": "/r"}), (10, {"/S": "/D"})]
    assert [page.label for page in printed.pdf.pages][8:13] == ["vii", "viii", "1", "2", "3"]


def test_the_contents_name_the_printed_page_numbers(printed: Printed) -> None:
    words = "Welcome vii Main dishes 1 Leek & potato soup <hot> 2 Science 5 Heat 6"
    assert words in text(printed.path, "-layout")


NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("count(//rdf:RDF)", 1.0),
        ("string(//dc:title//rdf:li)", "A Test Book & More"),
        ("string(//dc:creator/rdf:Seq)", "The Test Cooks"),
        ("string(//dc:contributor/rdf:Bag)", "Contributor A"),
        ("string(//dc:language//rdf:li)", "en"),
        ("string(//xmpRights:Marked)", "True"),
        ("string(//xmpRights:WebStatement)", LICENSE),
        ("string(//cc:license/@rdf:resource)", LICENSE),
        ("string(//cc:attributionName)", "The Test Cooks"),
        ("string(//cc:attributionURL/@rdf:resource)", "https://example.org/book/"),
        ("string(//xmp:CreateDate)", "2026-03-04T05:06:00Z"),
        (
            "string(//xmpRights:UsageTerms//rdf:li)",
            "A collection under CC BY-SA 4.0; each chapter and picture is under the licence stated "
            f"with it. Licences that occur: CC BY-SA 4.0 ({LICENSE}); CC BY 4.0 "
            "(https://creativecommons.org/licenses/by/4.0/); Public Domain Mark 1.0 "
            "(https://creativecommons.org/publicdomain/mark/1.0/).",
        ),
    ],
)
def test_the_metadata_say_whose_it_is(printed: Printed, path: str, expected: object) -> None:
    packet = etree.fromstring(printed.pdf.Root.Metadata.read_bytes())
    assert packet.xpath(path, namespaces=NAMES) == expected


def test_properties_that_xmp_does_not_know_are_described(printed: Printed) -> None:
    """ISO 19005-3, 6.6.2.3: else the file is no PDF/A. veraPDF is on none of our machines."""
    packet = etree.fromstring(printed.pdf.Root.Metadata.read_bytes())
    foreign = ("http://creativecommons.org/ns#", "http://www.aiim.org/pdfua/ns/id/")
    used = [etree.QName(e) for space in foreign for e in packet.iter(f"{{{space}}}*")]
    names: Any = packet  # the stubs of lxml cannot tell what xpath finds
    space = {
        "s": "http://www.aiim.org/pdfa/ns/schema#",
        "p": "http://www.aiim.org/pdfa/ns/property#",
    }
    described = {
        (str(schema), str(name))
        for schema in names.xpath("//s:namespaceURI/text()", namespaces=space)
        for name in schema.getparent().getparent().xpath(".//p:name/text()", namespaces=space)
    }
    assert described == {(name.namespace, name.localname) for name in used}


def test_title_language_and_tags_are_declared(printed: Printed) -> None:
    root = printed.pdf.Root
    assert str(root.Lang) == "en"
    assert str(printed.pdf.docinfo["/Title"]) == sample().book.title
    assert str(printed.pdf.docinfo["/CreationDate"]) == "D:20260304050600Z"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_no_word_stands_outside_its_page(printed: Printed) -> None:
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(printed.path), "-"], check=True, capture_output=True
    ).stdout
    tree = etree.fromstring(boxes)
    outside = [
        word.text
        for page in tree.iter("{*}page")
        for word in page.iter("{*}word")
        if not _within(page.attrib, word.attrib)
    ]
    assert outside == []


def _within(page: Any, word: Any) -> bool:
    wide = float(word["xMin"]) >= 0 and float(word["xMax"]) <= float(page["width"])
    return wide and float(word["yMin"]) >= 0 and float(word["yMax"]) <= float(page["height"])


def test_the_file_is_sound(printed: Printed) -> None:
    subprocess.run(["qpdf", "--check", str(printed.path)], check=True, capture_output=True)
    data = printed.path.read_bytes()
    assert str(printed.path.parent).encode() not in data
    assert b"/tmp/" not in data


SCRIPT = """
import sys; sys.path[:0] = sys.argv[1:3]
from pathlib import Path
from support import sample
from potluck.formats.pdf import Pdf
Pdf().render(sample(), Path(sys.argv[3]))
"""


@pytest.mark.slow
def test_the_same_edition_gives_the_same_bytes_anywhere(printed: Printed, tmp_path: Path) -> None:
    elsewhere = tmp_path / "some where else"
    elsewhere.mkdir()
    strange = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SCRIPTS), str(SCRIPTS.parent / "tests"), str(elsewhere)],
        check=True,
        cwd=elsewhere,
        env=os.environ | strange | {"FONTCONFIG_PATH": "/nowhere", "HOME": str(tmp_path)},
    )
    assert (elsewhere / "a-test-book.pdf").read_bytes() == printed.path.read_bytes()
