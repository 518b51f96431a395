"""The package says who made the book, from what, and what is in it; each value exactly."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from lxml import etree

from potluck.formats.epub import metadata
from potluck.formats.epub.metadata import Person
from potluck.formats.epub.publication import build
from potluck.model import WITHHELD, Contributor, Credit, Edition, Figure, Part, Role, Source
from support import BOOK, CLERK, COOKS, HEAT, PDM, SOUP, sample

Tree = Any  # the stubs of lxml cannot tell what xpath finds
NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


def values(tree: Tree, path: str) -> list[str]:
    return [str(value) for value in tree.xpath(path, namespaces=NS)]


def refinements(package: Tree, name: str) -> list[tuple[str, str]]:
    found = package.xpath("//opf:meta[@refines=$name]", namespaces=NS, name=f"#{name}")
    return [(meta.get("property"), meta.text) for meta in found]


def properties(package: Tree, name: str) -> list[str]:
    found = package.xpath("//opf:meta[@property=$name]/text()", namespaces=NS, name=name)
    return [str(value) for value in found]


def package_of(edition: Edition) -> Tree:
    return etree.fromstring(build(edition).files["EPUB/package.opf"])


def test_title_and_subtitle_are_told_apart(package: Tree) -> None:
    assert values(package, "//dc:title/text()") == ["A Test Book & More", "Soups and reasons"]
    assert refinements(package, "title") == [("title-type", "main")]
    assert refinements(package, "subtitle") == [("title-type", "subtitle")]


def test_the_identifier_follows_from_the_address_not_from_the_words() -> None:
    other = replace(BOOK, title="Another title", slug="another")
    assert metadata.identifier(BOOK) == "urn:uuid:e5c83401-a62b-5e50-a915-8451cf454089"
    assert metadata.identifier(other) == metadata.identifier(BOOK)
    assert metadata.identifier(replace(BOOK, url=None)) != metadata.identifier(BOOK)


def test_an_author_is_a_creator_with_all_roles(package: Tree) -> None:
    assert values(package, "//dc:creator/text()") == ["The Test Cooks"]
    assert refinements(package, "creator-1") == [
        ("role", "aut"),
        ("role", "edt"),
        ("role", "ill"),
        ("file-as", "Test Cooks"),
        ("display-seq", "1"),
    ]


def test_everyone_else_is_a_contributor(package: Tree) -> None:
    assert values(package, "//dc:contributor/text()") == ["Contributor A"]
    assert refinements(package, "contributor-1") == [
        ("role", "ctb"),
        ("file-as", "A, Contributor"),
        ("display-seq", "1"),
    ]


def test_the_books_author_stands_first() -> None:
    both = replace(HEAT, credits=(Credit(COOKS, (Role.AUTHOR,)), Credit(CLERK, (Role.AUTHOR,))))
    edition = replace(sample(), parts=(Part("science", "Science", (both,)),))
    assert [who.name for who in metadata.creators(edition)] == ["The Test Cooks", "Contributor A"]
    edition = replace(edition, book=replace(BOOK, author="An Editor"))
    assert metadata.creators(edition)[0] == Person("An Editor", (Role.AUTHOR,))


def test_authors_stand_in_the_order_of_reading_whatever_their_names() -> None:
    both = replace(HEAT, credits=(Credit(COOKS, (Role.AUTHOR,)), Credit(CLERK, (Role.AUTHOR,))))
    edition = replace(sample(), book=replace(BOOK, author=None))
    edition = replace(edition, parts=(Part("science", "Science", (both,)),))
    assert [who.name for who in metadata.creators(edition)] == ["The Test Cooks", "Contributor A"]


def test_an_author_whom_only_the_history_shows_comes_after_those_of_the_bylines() -> None:
    seen = replace(SOUP, credits=(Credit(CLERK, (Role.AUTHOR,), declared=False),), figures=())
    edition = replace(sample(), book=replace(BOOK, author=None))
    edition = replace(edition, parts=(Part("mains", "Mains", (seen, HEAT)),))
    assert [who.name for who in metadata.creators(edition)] == ["The Test Cooks", "Contributor A"]


def test_every_role_has_a_relator_and_none_stands_twice() -> None:
    did = (Role.CREATOR, Role.EDITOR, Role.TESTER, Role.SUBMITTER, Role.FUNDER)
    done = replace(HEAT, credits=(Credit(CLERK, did),))
    package = package_of(replace(sample(), parts=(Part("science", "Science", (done,)),)))
    roles = [text for name, text in refinements(package, "contributor-1") if name == "role"]
    assert roles == ["cre", "edt", "ctb", "fnd"]


def test_who_withholds_a_name_is_not_in_the_package() -> None:
    hidden = Contributor("withheld", WITHHELD, WITHHELD)
    done = replace(HEAT, credits=(Credit(hidden, (Role.AUTHOR,)),))
    edition = replace(sample(), contributors=(CLERK, COOKS, hidden))
    package = build(replace(edition, parts=(Part("science", "Science", (done,)),)))
    assert WITHHELD not in package.files["EPUB/package.opf"].decode()


def test_a_reviewer_is_credited_as_one() -> None:
    read = replace(HEAT, reviewers=(CLERK,))
    edition = replace(sample(), parts=(Part("science", "Science", (read,)),))
    assert metadata.contributors(edition) == (
        Person("Contributor A", (Role.REVIEWER,), "A, Contributor"),
    )


def test_dates_come_from_the_commit(package: Tree) -> None:
    assert properties(package, "dcterms:modified") == ["2026-03-04T05:06:00Z"]
    assert values(package, "//dc:date/text()") == ["2026-03-04"]


def test_the_modification_is_told_in_utc() -> None:
    moment = datetime(2026, 3, 4, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    assert metadata.modified(moment) == "2026-03-03T23:00:00Z"


def test_licences_are_told_for_the_book_and_for_each_chapter_and_picture(
    package: Tree,
) -> None:
    by_sa, by = (f"https://creativecommons.org/licenses/{name}/4.0/" for name in ("by-sa", "by"))
    assert values(package, "//opf:link[@rel='dcterms:license']/@href") == [by_sa]
    assert refinements(package, "chapter-leek-soup.xhtml") == [("dcterms:license", by_sa)]
    assert refinements(package, "chapter-heat.xhtml") == [("dcterms:license", by)]
    assert refinements(package, "images-two-pots-1a2b3c4d.svg") == [("dcterms:license", by)]
    assert values(package, "//dc:rights/text()") == [
        "A Test Book & More as a collection: CC BY-SA 4.0. Each chapter is under its own licence; "
        "these also occur: CC BY 4.0, Public Domain Mark 1.0."
    ]


def test_every_source_is_named_once(package: Tree) -> None:
    cite = "The Old Cookery Book by Eliza Acton (Longman, London, 1845), https://example.org/acton"
    assert values(package, "//dc:source/text()") == [cite]


def test_a_pictures_source_is_a_source_of_the_book() -> None:
    figure = Figure("two-pots-1a2b3c4d.svg", "fig-1", "Pots", source=Source("Pots", license=PDM))
    chapter = replace(SOUP, sources=(), figures=(figure,))
    edition = replace(sample(), parts=(Part("mains", "Mains", (chapter,)),))
    assert metadata.sources(edition) == ("Pots",)


def test_languages_are_those_of_the_chapters() -> None:
    french = replace(HEAT, lang="fr")
    edition = replace(sample(), parts=(Part("science", "Science", (french,)),))
    assert metadata.languages(edition) == ("en", "fr")
    assert values(package_of(edition), "//dc:language/text()") == ["en", "fr"]


def test_accessibility_is_what_is_true(package: Tree) -> None:
    assert properties(package, "schema:accessMode") == ["textual", "visual"]
    assert properties(package, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in properties(package, "schema:accessibilityFeature")
    assert properties(package, "schema:accessibilityHazard") == ["none"]
    assert len(properties(package, "schema:accessibilitySummary")) == 1


def test_a_picture_without_words_is_not_hushed_up() -> None:
    mute = replace(SOUP, html='<p><img src="book:media/two-pots-1a2b3c4d.svg" alt=""></p>')
    package = package_of(replace(sample(), parts=(Part("mains", "Mains", (mute,)),)))
    assert properties(package, "schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in properties(package, "schema:accessibilityFeature")


def test_a_book_without_pictures_is_textual() -> None:
    package = package_of(replace(sample(), parts=(Part("science", "Science", (HEAT,)),)))
    assert properties(package, "schema:accessMode") == ["textual"]
    assert properties(package, "schema:accessModeSufficient") == ["textual"]


def test_a_moving_picture_may_flash() -> None:
    access = metadata.access({"image/gif"}, described=True, formulas=True)
    assert access.hazard == "unknown"
    assert access.features[-2:] == ("alternativeText", "MathML")


def test_the_spine_is_the_reading_order(package: Tree) -> None:
    assert values(package, "//opf:itemref/@idref") == [
        "cover.xhtml",
        "title.xhtml",
        "copyright.xhtml",
        "nav.xhtml",
        "chapter-index.xhtml",
        "chapter-mains.xhtml",
        "chapter-leek-soup.xhtml",
        "part-science.xhtml",
        "chapter-heat.xhtml",
        "page-contributors.xhtml",
        "page-sources.xhtml",
        "page-pictures.xhtml",
        "page-licences.xhtml",
        "colophon.xhtml",
    ]


def test_the_contents_nest_chapters_in_parts(files: dict[str, str]) -> None:
    nav: Tree = etree.fromstring(files["EPUB/nav.xhtml"].encode())
    assert values(nav, "//x:nav[@epub:type='toc']/x:ol/x:li/x:a/text()") == [
        "Copyright",
        "Welcome",
        "Main dishes",
        "Science",
        "Contributors",
        "Sources",
        "Picture credits",
        "Licences",
        "Colophon",
    ]
    assert values(nav, "//x:nav[@epub:type='toc']/x:ol/x:li/x:ol/x:li/x:a/text()") == [
        "Leek & potato soup <hot>",
        "Heat",
    ]


def test_older_readers_find_the_same_contents(files: dict[str, str]) -> None:
    nav: Tree = etree.fromstring(files["EPUB/nav.xhtml"].encode())
    ncx: Tree = etree.fromstring(files["EPUB/toc.ncx"].encode())
    entries = values(nav, "//x:nav[@epub:type='toc']//x:a/@href")
    assert values(ncx, "//ncx:content/@src") == entries


def test_landmarks_lead_to_the_places_that_readers_offer(files: dict[str, str]) -> None:
    nav: Tree = etree.fromstring(files["EPUB/nav.xhtml"].encode())
    links = nav.xpath("//x:nav[@epub:type='landmarks']//x:a", namespaces=NS)
    kind = f"{{{NS['epub']}}}type"
    assert {link.get(kind): link.get("href") for link in links} == {
        "bodymatter": "chapter-mains.xhtml",
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "copyright-page": "copyright.xhtml",
        "toc": "nav.xhtml",
        "preface": "chapter-index.xhtml",
        "bibliography": "page-sources.xhtml",
        "colophon": "colophon.xhtml",
    }


def test_chapters_outside_any_folder_stand_beside_the_parts() -> None:
    edition = replace(sample(), parts=(Part("", "", (SOUP, HEAT)),), preface=None)
    nav: Tree = etree.fromstring(build(edition).files["EPUB/nav.xhtml"])
    top = values(nav, "//x:nav[@epub:type='toc']/x:ol/x:li/x:a/text()")
    assert top[:3] == ["Copyright", "Leek & potato soup <hot>", "Heat"]


def test_a_language_from_right_to_left_turns_its_pages_so() -> None:
    package = package_of(replace(sample(), book=replace(BOOK, lang="ar")))
    assert values(package, "//opf:spine/@page-progression-direction") == ["rtl"]
