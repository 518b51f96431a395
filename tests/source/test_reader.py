"""Reading a folder: what cannot be read is a trouble with its place, and nothing raises."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potluck.errors import ConfigError
from potluck.model import Place
from potluck.source.manuscript import RawChapter, Trouble
from potluck.source.reader import MAX_CHAPTER, read, read_chapter, split

HEAD = "site_name: S\nplugins:\n"


def chapter(root: Path, data: bytes) -> RawChapter:
    (root / "soup.md").write_bytes(data)
    return read_chapter(root, "soup.md")


def trouble(found: RawChapter) -> tuple[str, int]:
    (only,) = found.troubles
    return only.kind, only.place.line


def test_a_chapter_is_metadata_and_body_with_their_lines(tmp_path: Path) -> None:
    found = chapter(tmp_path, b"---\ntitle: Soup\ntags: [a]\n---\n\nSlice.\n")
    assert (found.meta, found.body, found.body_line) == (
        {"title": "Soup", "tags": ["a"]}, "\nSlice.\n", 5,
    )  # fmt: skip
    assert found.place("tags", 0) == Place("soup.md", 3, 8)
    assert found.place_in_body(1, 4) == Place("soup.md", 6, 4)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf# Soup\r\n", b"# Soup\r", b"# Soup\n"])
def test_line_endings_and_byte_order_marks_do_not_matter(data: bytes, tmp_path: Path) -> None:
    assert chapter(tmp_path, data).body == "# Soup\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: 1\n---\nx", ("a: 1\n", "x", 4)),
        ("---\na: 1\n...\nx", ("a: 1\n", "x", 4)),
        ("---\n---\nx", ("\n", "x", 3)),
        ("---\na: 1\nx", ("", "---\na: 1\nx", 1)),
        ("x\n---\na: 1\n---\n", ("", "x\n---\na: 1\n---\n", 1)),
        ("", ("", "", 1)),
    ],
)
def test_metadata_stands_between_two_lines_at_the_top(
    text: str, parts: tuple[str, str, int]
) -> None:
    assert split(text) == parts


def test_latin_1_is_named_with_its_line_and_the_command(tmp_path: Path) -> None:
    found = chapter(tmp_path, b"# Soup\n\nCr\xe8me\n")
    assert found.troubles == (
        Trouble(
            "encoding",
            Place("soup.md", 3, 3),
            "The file is not UTF-8 text (byte 0xE8 in line 3)",
            "save it as UTF-8, or type: iconv -f WINDOWS-1252 -t UTF-8 soup.md -o soup.md",
        ),
    )


def test_a_file_may_be_large_but_not_larger(tmp_path: Path) -> None:
    line = b"x" * 99 + b"\n\n"
    assert chapter(tmp_path, line * (MAX_CHAPTER // 101)).troubles == ()
    assert trouble(chapter(tmp_path, b"x" * (MAX_CHAPTER + 1))) == ("size", 1)


@pytest.mark.parametrize("data", [b"---\n- a\n---\n", b"---\njust words\n---\n"])
def test_metadata_that_are_no_keys_are_a_trouble(data: bytes, tmp_path: Path) -> None:
    assert trouble(chapter(tmp_path, data)) == ("yaml", 2)


def test_links_are_troubles_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "content/.git").mkdir(parents=True)
    (tmp_path / "content/.git/config.md").write_text("x")
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\n")
    (tmp_path / "content/soup.md").write_text("# Soup\n")
    (tmp_path / "content/in.md").symlink_to("soup.md")
    (tmp_path / "content/out").symlink_to("/etc")
    book = read(tmp_path)
    assert [chapter.path for chapter in book.chapters] == ["content/soup.md"]
    assert [(t.place.path, t.message.split()[-3:]) for t in book.troubles] == [
        ("content/in.md", ["inside", "the", "book"]),
        ("content/out", ["outside", "the", "book"]),
    ]


def test_a_folder_without_a_book_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="so this is not a book"):
        read(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\n")
    with pytest.raises(ConfigError, match="There is no folder content/"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("site_name: [", "mkdocs.yml:1: not valid YAML"),
        ("nav: []", "mkdocs.yml:1: The book has no title."),
        (f"{HEAD}  - potluck: {{licence: x}}", "mkdocs.yml:3: Unknown option `licence`."),
        (f"{HEAD}  - potluck: {{license: x}}", "mkdocs.yml:3: The licence `x` is not known."),
        (f"{HEAD}  potluck: {{page_size: A3}}", "mkdocs.yml:3: `page_size` is `A3`."),
        (f"{HEAD}  potluck: {{pdf: [poster]}}", "mkdocs.yml:3: `pdf[1]` is `poster`."),
    ],
)
def test_a_configuration_that_cannot_be_used_has_its_line(
    config: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "mkdocs.yml").write_text(config)
    with pytest.raises(ConfigError) as caught:
        read(tmp_path)
    assert caught.value.message.startswith(message)


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.binary().map(lambda data: b"---\n" + data))
def test_any_bytes_are_a_chapter(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    found = chapter(tmp_path_factory.getbasetemp(), data)
    assert found.body_line >= 1
