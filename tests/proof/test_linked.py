"""A linked PDF is read at once, as libraries read it, and only where nothing in it is unusual."""

import zlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import active_count
from typing import Any

import pytest

from linkedpdf import LETTERS, OBJECTS, STREAMS, UNICODE, artifact, linked, shown, unicode
from potluck.cell.limits import Limits
from potluck.proof import actions, pdfium, texts
from potluck.proof import pages as reading
from potluck.proof.linked import Unusual, read
from potluck.proof.memory import Memory
from potluck.proof.pages import Kept, Reader
from potluck.proof.parity import Seen
from potluck.proof.printed import Printed
from potluck.proof.quiet import quiet

Changes = dict[int, bytes]


def small(
    objects: dict[int, bytes] | None = None, streams: Mapping[int, bytes] | None = None
) -> bytes:
    """Write the small PDF with some objects, or the bytes of some streams, in place of others."""
    new = {number: (STREAMS[number][0], data) for number, data in (streams or {}).items()}
    return linked(OBJECTS | (objects or {}), STREAMS | new)


def pages(data: bytes, kept: Kept | None = None) -> tuple[list[Seen], Kept, int]:
    """Return what is on each page, what is kept of it, and how many pages were not known."""
    reader = Reader(Printed(read(data)), data, kept or Kept())
    found = [page.seen() for page in reader.pages()]
    new = [n for n, p in reader.needed.pages.items() if reader.kept.pages.get(n) != p]
    return found, reader.needed, len(new)


def test_what_is_read_is_what_libraries_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(small())
    found = Printed(read(small()))
    places, alts = texts._structure(tmp_path / "a.pdf")
    assert (found.places, found.alts) == (places, alts)
    assert (places, alts) == ({"soup (hot)": 0, "bread": 1}, {0: ["A pot /Pg 6 0 R"]})
    assert pages(small())[0] == [Seen.of(text) for text in pdfium.every(tmp_path / "a.pdf")]
    assert [seen.text for seen in pages(small())[0]] == [
        "boiltheleeksfor12hoursabook7",
        "bakeit8",
    ]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    first, kept, new = pages(small())
    assert new == 2
    assert pages(small(), kept) == (first, kept, 0)


def test_many_pages_are_read_on_all_processors_and_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = pages(small())[0]
    shared: list[list[int]] = []

    def noted(data: bytes, numbers: list[int]) -> list[str]:
        shared.append(numbers)
        return share(data, numbers)

    share = pdfium.shared
    monkeypatch.setattr(pdfium, "shared", noted)
    monkeypatch.setattr(reading, "Reading", lambda data: pdfium.Reading(data, Idle(1)))
    monkeypatch.setattr(pdfium, "MANY", 2)
    monkeypatch.setattr(pdfium, "cores", lambda: 2)
    assert pages(small())[0] == first
    with monkeypatch.context() as patch:  # a cell that dies takes nothing with it
        patch.setattr(pdfium, "READING", Limits(600, memory=0))
        assert pages(small())[0] == first
    assert shared == [[0, 1]] * 2


class Idle(ThreadPoolExecutor):
    """A thread that has not begun with anything."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        return Future()


def test_what_is_not_read_to_the_end_leaves_no_thread() -> None:
    unusual = {6: OBJECTS[6].replace(b"/Type", b"/Rotate 90/Type", 1)}
    assert unusual != {6: OBJECTS[6]}
    before = active_count()
    with pytest.raises(Unusual):
        pages(small(unusual))
    assert active_count() == before


MOVED = {31: artifact("another book", 780), 32: artifact("19", 20), 34: artifact("20", 20)}
OTHER = {30: zlib.compress(shown("boil the leeks for 13 hours"))}
SPELLED = LETTERS.replace("k", "q")
UNUSED = LETTERS.replace("z", "é")


def test_neither_other_numbers_nor_other_glyphs_make_a_page_new() -> None:
    kept = pages(small())[1]
    for streams in (MOVED, {UNICODE: unicode(UNUSED)}):
        found, _, new = pages(small(streams=streams), kept)
        assert (found, new) == (pages(small(streams=streams))[0], 0)


def test_other_words_and_other_letters_make_it_new() -> None:
    kept = pages(small())[1]
    for streams, number in ((OTHER, 1), ({UNICODE: unicode(SPELLED)}, 2), ({35: shown("x")}, 2)):
        found, _, new = pages(small(streams=streams), kept)
        assert (found, new) == (pages(small(streams=streams))[0], number)


def test_what_is_known_of_a_page_in_one_book_is_not_taken_for_it_in_another() -> None:
    """Two printings have a page in common, and fonts that say otherwise; one cannot be kept."""
    twice = OBJECTS[6].replace(b"34 0 R", b"34 0 R 34 0 R")
    one, other = small(), small({6: twice}, {UNICODE: unicode(SPELLED)})
    kept = Kept()
    for _ in range(3):
        needed = Kept()
        found = []
        for data in (one, other):
            reader = Reader(Printed(read(data)), data, kept, needed)
            found.append([page.seen().text for page in reader.pages()])
        assert found == [[s.text for s in pages(data)[0]] for data in (one, other)]
        assert needed.under.keys() == needed.pages.keys()
        kept = needed


def test_a_glyph_without_a_text_depends_on_the_whole_font() -> None:
    table = unicode(LETTERS[:-10])
    kept = pages(small(streams={UNICODE: table}))[1]
    assert pages(small(streams={UNICODE: table}), kept)[2] == 0
    assert pages(small(streams={UNICODE: table, 41: b"other"}), kept)[2] == 1  # only it has digits


def test_a_page_whose_head_reads_otherwise_is_read_each_time(tmp_path: Path) -> None:
    twice = OBJECTS[6].replace(
        b"34 0 R", b"34 0 R 34 0 R"
    )  # PDFium reads what lies there twice once
    data = small({6: twice})
    found, kept, _ = pages(data)
    (tmp_path / "a.pdf").write_bytes(data)
    assert found[1] == [Seen.of(text) for text in pdfium.every(tmp_path / "a.pdf")][1]
    assert found[1].text == "bakeit8"
    assert (len(kept.pages), pages(data, kept)[0]) == (1, found)


def test_a_page_whose_head_is_not_last_is_read_each_time() -> None:
    data = small(streams={34: artifact("8", 20).replace(b"BDC\n", b"BDC\n0 0 m\n")})
    turned = OBJECTS[6].replace(b"33 0 R 34 0 R", b"34 0 R 33 0 R")
    with pytest.raises(Unusual):
        pages(small({6: turned}))
    assert pages(data)[0][1].text == "bakeit8"


UNUSUAL: dict[str, bytes] = {
    "a gap": small().replace(b"endobj\n", b"endobj\n\n", 1),
    "something before": b"\n" + small(),
    "something behind": small() + b"\n",
    "an update": small() + b"startxref\n0\n%%EOF\n",
    "another number": small().replace(b"33 0 obj", b"38 0 obj"),
    "a place beyond the end": small().replace(b"startxref\n", b"startxref\n9"),
    "another table": small().replace(b"/Index[0 ", b"/Index[1 "),
    "another end": small().replace(b"\nendstream\nendobj", b"\nendstreaM\nendobj", 1),
    "another length": small().replace(b"/Length 7>>", b"/Length 6>>"),
    "a stream twice": linked(OBJECTS, {**STREAMS, 5: STREAMS[30]}),
    "no objects": small()[:40],
    "nothing": b"",
}


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_a_file_that_is_laid_out_otherwise_is_not_read(unusual: str) -> None:
    with pytest.raises(Unusual):
        read(UNUSUAL[unusual])


def test_a_table_that_hides_an_object_is_not_read() -> None:
    """Other readers would find the object that the table names, not the one that stands there."""
    data, start = small(), small().rfind(b"/Type/XRef")
    entries, _, table = data[start:].partition(b"stream\n")
    rows = bytearray(zlib.decompress(table))
    rows[9 * 5 + 8] ^= 1
    packed = zlib.compress(bytes(rows))
    size = int(entries.rpartition(b"/Length ")[2].partition(b">>")[0])
    entries = entries.replace(b"/Length %d" % size, b"/Length %d" % len(packed))
    end = table[size:]
    with pytest.raises(Unusual):
        read(data[:start] + entries + b"stream\n" + packed + end)


CUT_OFF: dict[str, Changes] = {
    "from the root": {10: OBJECTS[10].replace(b"11 0 R", b"12 0 R")},
    "by a circle": {10: OBJECTS[10].replace(b"/P 9 0 R", b"/P 11 0 R")},
    "on no page": {11: OBJECTS[11].replace(b"/Pg 5 0 R", b"/Pg 9 0 R")},
    "with two texts": {11: OBJECTS[11].replace(b"/Alt", b"/Alt (x)/Alt")},
}


@pytest.mark.parametrize("cut", CUT_OFF)
def test_the_words_for_a_picture_count_only_where_readers_find_them(cut: str) -> None:
    with pytest.raises(Unusual):
        _ = Printed(read(small(CUT_OFF[cut]))).alts


LOUD: dict[str, Changes] = {
    "JavaScript": {2: b"<</JavaScript (x)>>"},
    "JavaScript, spelled": {2: b"<</J#61vaScript (x)>>"},
    "an action at the opening": {1: OBJECTS[1].replace(b"/Names", b"/AA<<>>/Names")},
    "a program": {12: OBJECTS[12].replace(b"/S /URI", b"/S /Launch")},
    "an action without a type": {12: b"<</A <</S /URI/URI (ftp://x.org)>>>>"},
    "an address that is not allowed": {12: OBJECTS[12].replace(b"https:", b"file:")},
    "an address in sixteens": {12: OBJECTS[12].replace(b"(https://x.org/#y)", b"<66696c653a>")},
    "an action of an unknown kind": {12: b"<</Type 14 0 R/S 3 0 R>>", 14: b"/Action"},
    "an action by reference": {12: b"<</S 14 0 R>>", 14: b"/Launch"},
    "an address by reference": {12: b"<</A <</S /URI/URI 14 0 R>>>>", 14: b"(file:x)"},
    "a link by reference": {13: b"<</Dest 14 0 R>>", 14: b"(loaf)"},
    "an unknown action": {12: OBJECTS[12].replace(b"/S /URI/URI", b"/S /Other/X")},
    "a link to nowhere": {13: OBJECTS[13].replace(b"bread", b"loaf")},
    "a link to no page": {13: OBJECTS[13].replace(b"(bread)", b"[9 0 R/XYZ 0 0 0]")},
    "a link by a name": {13: OBJECTS[13].replace(b"(bread)", b"/loaf")},
    "a place on no page": {8: OBJECTS[8].replace(b"[6 0 R", b"[9 0 R")},
}  # fmt: skip


def test_a_file_that_does_nothing_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(small())
    assert quiet(Printed(read(small())))
    assert list(actions.faults(tmp_path / "a.pdf", Memory())) == []


@pytest.mark.parametrize("loud", LOUD)
def test_whatever_could_be_trouble_is_looked_at_closely(loud: str, tmp_path: Path) -> None:
    data = small(LOUD[loud])
    assert not quiet(Printed(read(data)))


@pytest.mark.parametrize("loud", LOUD)
def test_and_is_trouble(loud: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(small(LOUD[loud]))
    assert list(actions.faults(tmp_path / "a.pdf", Memory())) != []
