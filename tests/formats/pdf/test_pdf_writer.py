"""A file that is written object by object is one that others read."""

import re
import subprocess
import zlib
from pathlib import Path

import pikepdf

from potluck.formats.pdf.link import relocated
from potluck.formats.pdf.link.writer import Writer
from potluck.formats.pdf.press.shard import Embedded, Stream, Template

CATALOG, INFO, PAGES, PAGE = 1, 2, 3, 4


def small() -> bytes:
    writer = Writer(5)
    data = zlib.compress(b"0 0 m")
    first = writer.shared(b"/Filter/FlateDecode", data, b"digest")
    again = writer.shared(b"/Filter/FlateDecode", data, b"digest")
    other = writer.shared(b"/Kind/Other/Filter/FlateDecode", data, b"digest")
    gap = writer.reserve(3)  # numbers that nothing is written under
    plain = writer.reserve(1)
    writer.stream(plain, b"", b"1 1 m")
    contents = b"/Contents[%d 0 R %d 0 R %d 0 R]" % (first, other, plain)
    writer.pack(CATALOG, [
        b"<</Type/Catalog/Pages 3 0 R>>",
        b"<</Title(A book \\(small\\))>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Resources<<>>%s>>" % contents,
    ])  # fmt: skip
    writer.pack(99, [])
    assert (first, again, other, gap, plain) == (5, 5, 6, 7, 10)
    return writer.finish(CATALOG, INFO)


def test_others_read_it_and_find_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "small.pdf"
    file.write_bytes(small())
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo.Title) == "A book (small)"
        streams = [stream.read_bytes() for stream in pdf.pages[0].Contents]
        assert streams == [b"0 0 m", b"0 0 m", b"1 1 m"]
        assert [stream.objgen[0] for stream in pdf.pages[0].Contents] == [5, 6, 10]


def test_streams_that_are_the_same_are_written_once() -> None:
    assert small().count(zlib.compress(b"0 0 m")) == 2


def test_the_same_calls_give_the_same_bytes_and_others_another_id() -> None:
    assert small() == small()
    writer = Writer(PAGES)
    writer.pack(CATALOG, [b"<<>>", b"<<>>"])
    ids = [re.findall(rb"/ID\[<(\w{32})><(\w{32})>\]", data)
           for data in (small(), writer.finish(CATALOG, INFO))]  # fmt: skip
    assert ids[0] != ids[1]
    assert all(one == two for [(one, two)] in ids)


# --- what is moved into it ----------------------------------------------------------------------


def test_a_picture_and_its_mask_are_written_once_for_all_sheets() -> None:
    one_picture, two_picture = (
        Stream.of(Template(b"/SMask %d 0 R", (at,)), b"picture") for at in (4, 5)
    )
    mask, own = (
        Stream.of(Template(b"", ()), b"mask"),
        Stream.of(Template(b"/P %d 0 R", (2,)), b"own"),
    )
    writer = Writer(50)
    one = relocated.write_streams(writer, [one_picture, mask, own], [1, 2, 40])
    two = relocated.write_streams(writer, [own, two_picture, mask], [1, 2, 41])
    assert (one, two) == ([51, 50, 52], [53, 51, 50])
    data = writer.finish(1, 2)
    assert [data.count(each) for each in (b"\nmask\n", b"\npicture\n", b"\nown\n")] == [1, 1, 2]
    assert b"51 0 obj\n<</SMask 50 0 R/Length 7>>" in data


def test_a_font_gets_numbers_in_a_row() -> None:
    font = Embedded(
        Template(b"<</F %d 0 R>>\n<</D %d 0 R>>", (3, 4)),
        2,
        (Stream.of(Template(b"", ()), b"x"),),
        3,
    )
    writer = Writer(50)
    assert relocated.write_font(writer, font) == (
        51,
        50,
        [b"<</F 51 0 R>>", b"<</D 52 0 R>>"],
    )
    assert b"52 0 obj\n<</Length 1>>\nstream\nx\nendstream" in writer.finish(1, 2)
