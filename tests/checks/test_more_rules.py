"""What the findings about files, people, sources, lessons, links and letters say, word for word."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from checks.test_messages import BOWL, Tree, said, soup
from potluck.checks.likeletters import impostor, skeleton
from potluck.checks.likeness import alike, sketch
from potluck.checks.people import several
from potluck.classroom.prerequisites import circles, too_late
from potluck.pictures import Facts
from potluck.pictures.facts import facts

PROSE = " ".join(f"word{number} and so on" for number in range(40))
LESSON = "---\ntitle: {0}\ntextbook: {{objectives: [Explain it.], prerequisites: [{1}]}}\n---\nx\n"
WALLET = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
NO_LETTERS = {"content/soup.md": "---\ntitle: Soup\nauthors: [王芳]\n---\nSlice.\n"}

TABLE: list[tuple[str, Tree, list[str]]] = [
    (
        "ATT-004",
        NO_LETTERS,
        [
            "content/soup.md:3: warning ATT-004 The book does not know `王芳` yet. Hint: to say "
            "who it is, choose an id of small letters a–z, and write `name: 王芳` into a new file "
            "contributors/ID.yml"
        ],
    ),
    (
        "ATT-004",
        soup("Slice.\n", 'authors: ["Ann Author, Bob Baker"]'),
        [
            "content/soup.md:3: warning ATT-004 The book does not know `Ann Author, Bob Baker` "
            "yet. Hint: if these are 2 people, write them apart: "
            "`[Ann Author, Bob Baker]`; if it is one group, add a file with `kind: organization`"
        ],
    ),
    (
        "ATT-017",
        soup("Slice.\n", f"authors: [{WALLET}]"),
        [
            f"content/soup.md:3: warning ATT-017 `{WALLET}` is the address of a wallet, and no "
            "name. Hint: write a name or a pseudonym; a web address goes into `url:` in "
            "contributors/"
        ],
    ),
    (
        "ATT-018",
        soup("Slice.\n\n- Uploaded by Jo Doe.\n"),
        [
            "content/soup.md:6: warning ATT-018 The text says `Uploaded by Jo Doe`, and the "
            "metadata does not. Hint: add who made it, and who typed it in:\n"
            "authors: [WHO-MADE-IT]\nsubmitted_by: Jo Doe"
        ],
    ),
    ("ATT-018", soup("Submitted by Jo Doe.\n", "authors: [Jo Doe]"), []),
    (
        "ATT-020",
        soup() | {"contributors/a.yaml": "name: Ann A\n", "contributors/a.yml": "name: Ann A\n"},
        [
            "contributors/a.yml:1: error ATT-020 `contributors/a.yml` and `contributors/a.yaml` "
            "are the same id; only one is read. Hint: put all of it into contributors/a.yaml, "
            "and remove the other file"
        ],
    ),
    (
        "BOOK-003",
        {"content/a/one.md": "# Pie\n", "content/b/two.md": "# pie\n"},
        [
            "content/b/two.md:1: warning BOOK-003 `pie` is also the title of `content/a/one.md`. "
            "Hint: say in one of the titles what is different: Leek pie, Apple pie"
        ],
    ),
    ("BOOK-003", {"content/a/x.md": "# Introduction\n", "content/b/y.md": "# Introduction\n"}, []),
    (
        "BOOK-004",
        soup() | {"contributors/ann.yml": "name: Ann\n", "contributors/bob.yml": "name: Bob B\n"},
        [
            "contributors/ann.yml:1: info BOOK-004 Nothing in the book can ever name `ann`. "
            "Hint: write `ann` where it belongs (`authors:`, `media:`), or add `github:`"
        ],
    ),
    (
        "BOOK-005",
        {"content/x.md": "# X\n"} | {f"content/{n}/c{n}.md": f"# C{n}\n" for n in "ab"},
        [
            "content/x.md:1: info BOOK-005 The chapter is in no part of the book. Hint: move the "
            "file into a folder (a/, b/), or name it under `nav:` in mkdocs.yml"
        ],
    ),
    (
        "EDU",
        {"content/a.md": LESSON.format("A", "b"), "content/b.md": LESSON.format("B", "a")},
        [
            "content/a.md:3: error EDU-002 These chapters need each other: a -> b -> a. "
            "Hint: take one of them out of `prerequisites:`"
        ],
    ),
    (
        "EDU",
        {"content/a.md": LESSON.format("A", "wter"), "content/water.md": "# Water\n"},
        [
            "content/a.md:3: error EDU-002 There is no chapter `wter` to be read before this one. "
            "Hint: did you mean `water`?"
        ],
    ),
    (
        "EDU",
        {"content/a.md": LESSON.format("A", "water"), "content/water.md": "# Water\n"},
        [
            "content/a.md:3: warning EDU-003 `water` has to be read before this chapter, and comes "
            "after it. Hint: change the order under `nav:` in mkdocs.yml, or take the prerequisite "
            "out"
        ],
    ),
    (
        "EDU",
        soup("x\n", "textbook:", "  objectives:", "    - Students will know osmosis."),
        [
            "content/soup.md:5: info EDU-004 Nobody can watch whether somebody does this: `know`. "
            "Hint: begin with what a learner can show: name, list, define or describe"
        ],
    ),
    ("EDU", soup("x\n", "recipe: {yield: 4}"), []),
    (
        "FM",
        {"content/soup.md": "\n---\ntitle: Soup\n---\nSlice.\n"},
        [
            "content/soup.md:2: error FM-011 The metadata is not read: the file does not begin "
            "with a line `---`. Hint: begin line 1 with exactly three hyphens, and nothing before "
            "them"
        ],
    ),
    (
        "FM",
        {"content/soup.md": "---\ntitle: Soup\ntags: [a]\n\nSlice.\n"},
        [
            "content/soup.md:1: error FM-011 The metadata begins here and never ends. "
            "Hint: put a line `---` below line 3, where the metadata ends"
        ],
    ),
    ("FM", {"content/soup.md": "# Soup\n\nOne.\n\n---\n\nTime: two hours\n"}, []),
    (
        "FM-006",
        soup() | {"contributors/Caps.yml": "name: Ann Author\n"},
        [
            "contributors/Caps.yml:1: warning FM-006 The name `Caps.yml` has capitals in it. "
            "Hint: git mv contributors/Caps.yml contributors/caps.yml"
        ],
    ),
    (
        "LNK",
        soup("## A {#x}\n\n## B {#x}\n"),
        [
            "content/soup.md:6: error LNK-004 The anchor `#x` is also given in line 4. "
            "Hint: give one of them another name"
        ],
    ),
    (
        "LNK",
        soup("A.[^1]\n\n[^1]: One.\n\n[^1]: Two.\n"),
        [
            "content/soup.md:8: warning LNK-005 The footnote `[^1]:` stands in line 6 too; one of "
            "them is lost. Hint: give one of them another mark, in the text too"
        ],
    ),
    (
        "LNK",
        soup("Look [here](https://a.example).\n"),
        [
            "content/soup.md:4: info LNK-006 The link `here` does not say where it leads. "
            "Hint: write what is found there: [how to wash leeks](address)"
        ],
    ),
    (
        "LNK",
        soup("A [shop](http://10.0.0.7/x).\n"),
        [
            "content/soup.md:4: error LNK-007 Only your own computer or network knows "
            "`http://10.0.0.7/x`. Hint: write the address that everybody can use, or take the link "
            "out"
        ],
    ),
    (
        "LNK",
        soup("A [shop](http://a.example/x).\n"),
        [
            "content/soup.md:4: info LNK-007 `http://a.example/x` is not a safe connection. "
            "Hint: if the site has it, write https://a.example/x"
        ],
    ),
    ("LNK", soup("Its [mirror](http://abcdef.onion/x), and `http://localhost`.\n"), []),
    (
        "LNK",
        soup("[![A square](b.svg)](https://a.example)\n") | {"content/b.svg": BOWL},
        [
            "content/soup.md:4: warning LNK-008 The picture `b.svg` is a link to "
            "`https://a.example`, which is lost. Hint: put the link into the text; where the "
            "picture was found is `url:` in `media:`"
        ],
    ),
    ("LNK", soup("[![A square](b.svg) words](https://a.example)\n") | {"content/b.svg": BOWL}, []),
    (
        "MED-007",
        soup("See <!-- b.svg -->\n") | {"content/b.svg": BOWL, "content/c.svg": BOWL},
        [
            "content/c.svg:1: info MED-007 No chapter shows the picture `c.svg`. "
            "Hint: show it with ![what can be seen](name), or remove the file"
        ],
    ),
    (
        "MED-008",
        soup('![A red square](b.svg "A red square")\n') | {"content/b.svg": BOWL},
        [
            "content/soup.md:4: info MED-008 The description of `b.svg` only repeats the caption. "
            "Hint: describe what can be seen, or leave out the caption"
        ],
    ),
    (
        "MED-008",
        soup("![soup](b.svg)\n") | {"content/b.svg": BOWL},
        [
            "content/soup.md:4: info MED-008 The description of `b.svg` only repeats the title of "
            "the chapter. Hint: describe what can be seen, as to somebody on the telephone"
        ],
    ),
    (
        "MED-003",
        soup("![Leek soup](leek-soup.svg) ![Pot-au-feu](pot-au-feu.svg)\n")
        | {"content/leek-soup.svg": BOWL, "content/pot-au-feu.svg": BOWL},
        [],
    ),
    (
        "MED-003",
        soup("![leek-soup](leek-soup.svg)\n") | {"content/leek-soup.svg": BOWL},
        [
            "content/soup.md:4: warning MED-003 `leek-soup` is the name of the file, and does not "
            "say what `leek-soup.svg` shows. "
            "Hint: write ![what can be seen](file), for someone who cannot see it"
        ],
    ),
    (
        "PTH",
        soup() | {"content/a?.csv": "x"},
        [
            "content/a?.csv:1: warning PTH-002 The name `a?.csv` cannot be saved on Windows: it "
            "has ? in it. Hint: rename it with letters, digits and hyphens"
        ],
    ),
    (
        "SRC",
        {"content/a.md": f"# A\n\n{PROSE}\n", "content/b.md": f"# B\n\n{PROSE} end\n"},
        [
            "content/b.md:1: warning SRC-002 99% of the words also stand, in the same order, in "
            "`content/a.md`. Hint: keep one of them, or say what is different and link to it: "
            "[words](/a.md)"
        ],
    ),
    (
        "SRC",
        soup("Adapted from [Soup: hot](https://a.example/1).\n"),
        [
            "content/soup.md:4: warning SRC-006 The text says `Adapted from Soup: hot`, and the "
            "metadata lists no source. Hint: add between the two `---` lines at the top, "
            "with what is right:\n"
            'sources:\n  - title: "Soup: hot"\n    url: https://a.example/1\n'
            "    relation: adapted\n    changes: WHAT IS DIFFERENT HERE"
        ],
    ),
    ("SRC", soup("Adapted from my mother, based on [dal](soup.md) and `adapted from X`.\n"), []),
    ("SRC", soup("Cakes taken from the oven; a pasta based on potato.\n"), []),
    (
        "TXT",
        soup("\u0421rab.\n"),
        [
            "content/soup.md:4: error TXT-004 `\u0421rab` has a letter of another script in it: "
            "\u0421 is cyrillic capital letter es. "
            "Hint: delete the word and type it again on one keyboard"
        ],
    ),
    ("TXT", soup("ΔT, kΩ, 5 µm, νmax, суп, σύκο, αs, PDFы, Wi-Fi.\n"), []),
    (
        "TXT",
        soup("## A\n\n#### B\n"),
        ["content/soup.md:6: warning TXT-006 `####` comes right below `##`. Hint: write `### B`"],
    ),
    (
        "TXT",
        {"content/soup.md": f"# {'soup' * 300}\n"},
        [
            "content/soup.md:1: error TXT-007 A word of 1200 letters does not fit into a line: "
            f"`{'soup' * 7}s…`. Hint: put blanks or hyphens into it, or show it in a code block"
        ],
    ),
    ("TXT", soup(f"{'soup' * 40}\n"), []),
]


@pytest.mark.parametrize(
    ("only", "tree", "lines"), TABLE, ids=[f"{n}-{row[0]}" for n, row in enumerate(TABLE)]
)
def test_a_finding_is_exact(only: str, tree: Tree, lines: list[str], tmp_path: Path) -> None:
    assert said(tmp_path, tree, only) == lines


def test_a_picture_named_where_a_list_belongs_is_offered_as_one(tmp_path: Path) -> None:
    assert [line.removesuffix(", or let `potluck fix` do it") for line in
            said(tmp_path, soup("Slice.\n", "media: bowl.jpg"), "FM-004")] == [
        "content/soup.md:3: error FM-004 `media` must be a list. "
        "Hint: write `media: [{file: bowl.jpg}]`"
    ]  # fmt: skip


def test_odd_bytes_are_named_where_they_stand(tmp_path: Path) -> None:
    said(tmp_path, soup())
    data = b"\xef\xbb\xbf---\ntitle: Soup\xc2\xa0\n---\nSlice.\r\n"
    (tmp_path / "content/soup.md").write_bytes(data)
    assert said(tmp_path, {}, "FM-010") == [
        "content/soup.md:1: warning FM-010 The file begins with a byte order mark, which nobody "
        "sees or needs. Hint: type `potluck fix`",
        "content/soup.md:2: warning FM-010 A no-break space stands here, where the metadata needs "
        "an ordinary one. Hint: type `potluck fix`",
        "content/soup.md:4: warning FM-010 The lines end in two ways: some as on Windows, some as "
        "everywhere else. Hint: type `potluck fix`",
    ]


def photo(kind: str, mode: str = "RGB", exif: Image.Exif | None = None) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (8, 8)).save(stream, kind, **({"exif": exif} if exif else {}))
    return stream.getvalue()


def where(degrees: object, serial: str = "") -> Image.Exif:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: degrees}
    exif[0x8769] = {0xA431: serial}
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_traces_are_read_from_every_format(kind: str) -> None:
    data = photo(kind, exif=where((52.0, 31.0, 0.0), "1234"))
    assert facts(data) == Facts(8, 8, len(data), "RGB", frozenset({"place", "camera"}))


def test_an_empty_place_is_no_place() -> None:
    assert facts(photo("JPEG", exif=where((0.0, 0.0, 0.0), "0000 "))).traces == frozenset()


def test_pictures_that_give_away_or_weigh_too_much(tmp_path: Path) -> None:
    said(tmp_path, soup())
    (tmp_path / "content/a.jpg").write_bytes(photo("JPEG", exif=where((1.0, 2.0, 3.0))))
    (tmp_path / "content/b.jpg").write_bytes(photo("JPEG", "CMYK"))
    (tmp_path / "content/c.jpg").write_bytes(photo("JPEG") + b"\0" * 1_200_000)
    assert said(tmp_path, {}, ("PRV-002", "MED-004")) == [  # type: ignore[arg-type]
        "content/a.jpg:1: error PRV-002 The file holds where it was taken. The editions leave it "
        "out, but the repository shows it. Hint: type `potluck fix`, or export the picture "
        "without metadata",
        "content/b.jpg:1: warning MED-004 The colours are stored for a printing press (CMYK). "
        "Hint: export it with RGB colours (sRGB)",
        "content/c.jpg:1: warning MED-004 The picture has 1.2 MB. Hint: make it smaller: 1600 "
        "pixels on the long side are enough",
    ]


@given(st.binary(max_size=300))
def test_damaged_metadata_is_no_trace_and_no_error(noise: bytes) -> None:
    data = photo("JPEG")
    marker = b"\xff\xe1" + (len(noise) + 8).to_bytes(2, "big") + b"Exif\0\0" + noise
    assert facts(data[:2] + marker + data[2:]).width == 8


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4)))
def test_every_circle_is_one_and_none_is_left(needs: dict[str, list[str]]) -> None:
    found = list(circles(needs))
    for circle in found:
        assert all(b in needs[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
    inside = {name for circle in found for name in circle}
    left = {n: [o for o in others if o not in inside] for n, others in needs.items()
            if n not in inside}  # fmt: skip
    assert list(circles(left)) == []


@given(st.lists(NAMES, unique=True))
def test_nothing_that_follows_its_prerequisites_is_late(order: list[str]) -> None:
    assert list(too_late({name: order[:at] for at, name in enumerate(order)})) == []


@given(st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=80))
def test_the_same_text_is_found_and_only_once(words: list[str]) -> None:
    text = " ".join((PROSE, *words))
    bodies = [text, "short", text]
    assert [pair[:2] for pair in alike(bodies, [sketch(body) for body in bodies])] == [(0, 2)]


@given(st.text(max_size=20))
def test_a_word_of_latin_letters_is_no_impostor(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert (impostor(plain), skeleton(plain)) == ("", plain)


@pytest.mark.parametrize(
    "name",
    ["Smith and Sons", "King, Jr.", "Author, Ann", "Food and Drug Administration", "ann, bob",
     "Salt & Pepper Club", "Marie-Claire", "Jan van Dam", "the editors and friends"],
)  # fmt: skip
def test_one_name_stays_one(name: str) -> None:
    assert several(name) == ()
