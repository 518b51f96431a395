"""A small PDF as a linker lays it out, to be spoilt: two chapters of a page, a head, numbers."""

import zlib
from collections.abc import Iterable, Mapping
from itertools import groupby
from struct import pack

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
Streams = Mapping[int, tuple[bytes, bytes]]
LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789"
FONTS, RESOURCES, FONT, BELOW, DESCRIPTOR, UNICODE = 20, 21, 22, 23, 24, 40


def linked(objects: Mapping[int, bytes], streams: Streams) -> bytes:
    """Write a file: streams one after the other, all else packed; the catalog is object 1."""
    made, rows = HEADER, {0: pack(">BII", 0, 0, 65535)}
    every = dict(streams)
    holder = max([*objects, *streams]) + 1
    for _, run in groupby(enumerate(sorted(objects)), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        every[holder] = _packed(numbers, objects)
        rows |= {number: pack(">BII", 2, holder, at) for at, number in enumerate(numbers)}
        holder += 1
    for number, (entries, data) in every.items():
        rows[number] = pack(">BII", 1, len(made), 0)
        made += _stream(number, entries, data)
    rows[holder] = pack(">BII", 1, len(made), 0)
    runs = groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0])
    told = " ".join(f"{run[0][1]} {len(run)}" for run in ([*each] for _, each in runs))
    entries = f"/Type/XRef/W[1 4 4]/Index[{told}]/Size {holder + 1}/Root 1 0 R/Info 2 0 R".encode()
    entries += b"/ID[<00><00>]/Filter/FlateDecode"
    table = zlib.compress(b"".join(row for _, row in sorted(rows.items())))
    return made + _stream(holder, entries, table) + b"startxref\n%d\n%%%%EOF\n" % len(made)


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    return head + data + b"\nendstream\nendobj\n"


def _packed(numbers: Iterable[int], objects: Mapping[int, bytes]) -> tuple[bytes, bytes]:
    numbers, text, heads = list(numbers), b"", b""
    for number in numbers:
        heads += b"%d %d " % (number, len(text))
        text += objects[number] + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(numbers), len(heads))
    return entries, zlib.compress(heads + text)


def codes(text: str) -> bytes:
    return "".join(f"{LETTERS.index(letter) + 1:04x}" for letter in text).encode()


def shown(text: str, at: int = 700) -> bytes:
    """Show a text, one word after the other."""
    return b"BT\n1 0 0 1 50 %d Tm\n/F 12 Tf\n[<%s>] TJ\nET\n" % (at, codes(text))


def artifact(text: str, at: int) -> bytes:
    return b"/Artifact<</Type/Pagination>>BDC\nq\n" + shown(text, at) + b"Q\nEMC"


def unicode(letters: str = LETTERS) -> bytes:
    """Say what the glyphs stand for."""
    rows = b"".join(b"<%04x> <%04x>\n" % (at, ord(char)) for at, char in enumerate(letters, 1))
    table = b"/CIDInit /ProcSet findresource begin\nbegincmap\n/CMapName /X def\n"
    table += b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    return table + b"%d beginbfchar\n%sendbfchar\nendcmap\nend\n" % (len(letters), rows)


PAGE = b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 400 800]/Contents[%s]/Resources 21 0 R/Annots[%s]>>"
LINK = b"<</Type /Annot/Subtype /Link/Rect [0 0 9 9]/A <</Type /Action/S /URI/URI (https://x.org/#y)>>>>"
OBJECTS: dict[int, bytes] = {
    1: b"<</Type/Catalog/Pages 3 0 R/Names<</Dests 7 0 R>>/StructTreeRoot 9 0 R>>",
    2: b"<</Title (A Book)>>",
    3: b"<</Type/Pages/Count 2/Kids[4 0 R]>>",
    4: b"<</Type/Pages/Parent 3 0 R/Count 2/Kids[5 0 R 6 0 R]>>",
    5: PAGE % (b"30 0 R 31 0 R 32 0 R", b"12 0 R 13 0 R"),
    6: PAGE % (b"33 0 R 34 0 R", b""),
    7: b"<</Kids[8 0 R]>>",
    8: rb"<</Limits[(bread)(soup \(hot\))]/Names[(bread)[6 0 R/XYZ 50 700 0]"
    rb"(soup \(hot\))[5 0 R/XYZ 50 700 0]]>>",
    9: b"<</Type/StructTreeRoot/K[10 0 R]>>",
    10: b"<</Type/StructElem/S/Document/P 9 0 R/K[11 0 R]>>",
    11: b"<</Type /StructElem/S /Figure/K [0]/Pg 5 0 R/P 10 0 R/Alt (A pot /Pg 6 0 R)>>",
    12: LINK,
    13: b"<</Type /Annot/Subtype /Link/Rect [0 0 9 9]/Dest (bread)>>",
    FONTS: b"<</F 22 0 R>>",
    RESOURCES: b"<</XObject <</x 35 0 R/i 36 0 R>>/Font 20 0 R>>",
    FONT: b"<</Type /Font/Subtype /Type0/BaseFont /AAAAAA+Some/Encoding /Identity-H"
    b"/DescendantFonts [23 0 R]/ToUnicode 40 0 R>>",
    BELOW: b"<</Type /Font/Subtype /CIDFontType2/BaseFont /AAAAAA+Some/CIDSystemInfo <</Registry "
    b"(Adobe)/Ordering (Identity)/Supplement 0>>/W [1 [" + b"600 " * len(LETTERS) + b"]]"
    b"/FontDescriptor 24 0 R>>",
    DESCRIPTOR: b"<</Type /FontDescriptor/FontName /AAAAAA+Some/Flags 4/FontBBox [0 0 9 9]"
    b"/ItalicAngle 0/Ascent 900/Descent -100/CapHeight 900/StemV 80/FontFile2 41 0 R>>",
}
STREAMS: dict[int, tuple[bytes, bytes]] = {
    30: (b"/Filter/FlateDecode", zlib.compress(shown("boil the leeks for 12 hours"))),
    31: (b"", artifact("a book", 780)),
    32: (b"", artifact("7", 20)),
    33: (b"", shown("bake it")),
    34: (b"", artifact("8", 20)),
    35: (b"/Type /XObject/Subtype /Form/BBox [0 0 9 9]/Resources 21 0 R", b"q Q"),
    36: (b"/Type /XObject/Subtype /Image/Width 1/Height 1/ColorSpace /DeviceGray"
         b"/BitsPerComponent 8", b"x"),
    UNICODE: (b"", unicode()),
    41: (b"", b"no font"),
}  # fmt: skip
