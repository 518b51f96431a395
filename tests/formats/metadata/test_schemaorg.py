"""What pages say in schema.org's words: read by a JSON-LD processor, held against the vocabulary.

rdflib brings the names of schema.org's terms (as of December 2021). That a type may have a property
is checked against the table below, made from the pages of schema.org. What search engines make of
it, nobody can test here.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph
from rdflib.namespace import SDO

from potluck.formats.metadata import schemaorg
from potluck.model import WITHHELD, Edition, License, Part, Recipe, Source
from support import BOOK, COOKS, SOUP, sample

# rdflib 7.6 calls its own older class to read JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = "https://schema.org/"
# Younger than rdflib's list: https://schema.org/digitalSourceType
NEW = {"digitalSourceType"}
THING = {"@id", "@type", "name", "url", "description", "sameAs", "image"}
WORK = THING | {
    *("author", "contributor", "creator", "editor", "translator", "funder", "publisher"),
    *("license", "copyrightNotice", "copyrightYear", "copyrightHolder", "creditText", "usageInfo"),
    *("isBasedOn", "citation", "isPartOf", "hasPart", "keywords", "inLanguage", "version"),
    *("dateCreated", "dateModified", "datePublished", "digitalSourceType", "alternativeHeadline"),
}
RECIPE = WORK | {
    *("recipeYield", "prepTime", "cookTime", "totalTime", "recipeCategory", "recipeCuisine"),
    *("suitableForDiet", "recipeIngredient", "recipeInstructions"),
}
ALLOWED = {
    "Book": WORK | {"bookEdition"},
    "Chapter": WORK,
    "LearningResource": WORK
    | {"teaches", "competencyRequired", "educationalLevel", "timeRequired"},
    "Recipe": RECIPE,
    "CreativeWork": WORK,
    "ImageObject": WORK | {"contentUrl", "caption"},
    "HowToStep": WORK | {"text"},
    "HowToSection": WORK | {"itemListElement"},
    "Person": THING,
    "Organization": THING,
    "Role": THING | {"roleName", "contributor"},
}


def described(edition: Edition, slug: str) -> dict[str, Any]:
    return dict(schemaorg.chapter(edition.chapter(slug), edition))


def graph(thing: Mapping[str, Any]) -> Graph:
    """Read JSON-LD as a program would, with the meaning that schema.org's context gives names."""
    local = {**thing, "@context": {"@vocab": SCHEMA}}
    return Graph().parse(data=json.dumps(local), format="json-ld")


def misplaced(value: object) -> list[tuple[str, str]]:
    """Return the properties that stand on things which have no such property."""
    if isinstance(value, list):
        return [fault for item in value for fault in misplaced(item)]
    if not isinstance(value, dict):
        return []
    types = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
    allowed = set().union(*(ALLOWED[name] for name in types), {"@context"})
    found = [(name, key) for name in types[:1] for key in value if key not in allowed]
    return found + [fault for item in value.values() for fault in misplaced(item)]


@pytest.mark.parametrize("slug", ["dal", "heat"])
def test_every_name_is_schema_orgs_own(edition: Edition, slug: str) -> None:
    thing = described(edition, slug)
    read = graph(thing)
    terms = {str(name).removeprefix(SCHEMA) for name in read.predicates() if name != RDF.type}
    types = {str(name).removeprefix(SCHEMA) for name in read.objects(predicate=RDF.type)}
    assert terms | types <= set(SDO.__annotations__) | NEW
    assert misplaced(thing) == []


def test_the_book_is_described_in_schema_orgs_words(edition: Edition) -> None:
    thing = schemaorg.book(edition)
    read = graph(thing)
    terms = {str(name).removeprefix(SCHEMA) for name in read.predicates() if name != RDF.type}
    assert terms <= set(SDO.__annotations__)
    assert misplaced(dict(thing)) == []


def test_a_name_that_schema_org_does_not_know_is_seen() -> None:
    read = graph({"@type": "Recipe", "cookedBy": "me"})
    names = {str(name).removeprefix(SCHEMA) for name in read.predicates() if name != RDF.type}
    assert names - set(SDO.__annotations__) == {"cookedBy"}
    assert misplaced({"@type": "Chapter", "recipeYield": "4"}) == [("Chapter", "recipeYield")]


PERSON_A = {
    "@type": "Person",
    "@id": "https://example.org/book/contributors/contributor-a.html#contributor",
    "name": "Contributor A",
    "url": "https://example.org/a",
    "sameAs": "https://orcid.org/0000-0002-1825-0097",
}
NIMBLE_ = {
    "@type": "Person",
    "@id": "https://example.org/book/contributors/nimble.html#contributor",
    "name": "nimble",
    "url": "https://example.org/book/contributors/nimble.html",
}
PERSON_B = {
    "@type": "Person",
    "@id": "https://example.org/book/contributors/contributor-b.html#contributor",
    "name": "Contributor B",
    "url": "https://example.org/book/contributors/contributor-b.html",
}
THE_COOKS = {
    "@type": "Organization",
    "@id": "https://example.org/book/contributors/cooks.html#contributor",
    "name": "The Test Cooks",
    "url": "https://example.org/book/contributors/cooks.html",
}
THE_BOOK = {
    "@type": "Book",
    "@id": "https://example.org/book/#book",
    "name": "A Test Book & More",
    "url": "https://example.org/book/",
}


def test_a_recipe_says_who_made_it_from_what_and_how(edition: Edition) -> None:
    assert described(edition, "dal") == {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "@id": "https://example.org/book/mains/dal.html#chapter",
        "name": "Red lentil dal",
        "url": "https://example.org/book/mains/dal.html",
        "description": "A soup of leeks & potatoes.",
        "inLanguage": "en",
        "keywords": ["lentils"],
        "isPartOf": THE_BOOK,
        "author": [NIMBLE_, PERSON_A],
        "translator": [PERSON_B],
        "contributor": [
            {"@type": "Role", "roleName": ["illustrator"], "contributor": PERSON_A},
            {"@type": "Role", "roleName": ["editor"], "contributor": THE_COOKS},
            {"@type": "Role", "roleName": ["tester"], "contributor": PERSON_B},
        ],
        "image": [
            {
                "@type": "ImageObject",
                "contentUrl": "https://example.org/book/media/two-pots-1a2b3c4d.svg",
                "description": "Two pots",
                "creator": [PERSON_A],
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "creditText": "Contributor A, CC BY 4.0",
                "isBasedOn": {
                    "@type": "CreativeWork",
                    "name": "Pots",
                    "author": "A smith",
                    "url": "https://example.org/pots",
                },
            }
        ],
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "copyrightNotice": "© 2024 nimble and Contributor A",
        "copyrightYear": 2024,
        "copyrightHolder": [NIMBLE_, PERSON_A],
        "creditText": "“Red lentil dal” by nimble and Contributor A, in A Test Book & More, "
        "CC BY-SA 4.0",
        "usageInfo": "https://example.org/book/credits/licences.html",
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": "Masoor dal",
                "author": "A cook",
                "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            }
        ],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "On lentils",
                "url": "https://example.org/lentils",
                "datePublished": "1845",
            }
        ],
        "dateCreated": "2026-03-04",
        "dateModified": "2026-03-04",
        "recipeYield": "4 servings",
        "prepTime": "PT10M",
        "recipeCategory": "main",
        "suitableForDiet": ["https://schema.org/GlutenFreeDiet"],
        "recipeIngredient": ["200 g lentils", "1 tsp cumin"],
        "recipeInstructions": [
            {"@type": "HowToStep", "text": "Boil the lentils."},
            {
                "@type": "HowToSection",
                "name": "The tempering",
                "itemListElement": [{"@type": "HowToStep", "text": "Heat the oil. Add the cumin."}],
            },
        ],
    }


def test_a_lesson_says_what_it_teaches_and_where_a_machine_helped(edition: Edition) -> None:
    told = described(edition, "heat")
    assert told["@type"] == ["Chapter", "LearningResource"]
    assert {name: told[name] for name in ("teaches", "competencyRequired", "educationalLevel")} == {
        "teaches": ["explain browning"],
        "competencyRequired": ["Red lentil dal"],
        "educationalLevel": "beginner",
    }
    assert told["timeRequired"] == "PT45M"
    assert told["digitalSourceType"] == (
        "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    )
    assert told["author"] == told["editor"] == [PERSON_B]
    role = {"@type": "Role", "roleName": ["validation"], "contributor": PERSON_B}
    assert told["contributor"] == [role]


def test_a_plain_chapter_is_a_chapter_and_no_machine_is_mentioned() -> None:
    told = described(sample(), "heat")
    assert told["@type"] == "Chapter"
    assert told.keys().isdisjoint({"digitalSourceType", "teaches", "recipeIngredient"})


def test_the_book_says_who_wrote_it_and_what_is_in_it(edition: Edition) -> None:
    assert dict(schemaorg.book(edition)) == {
        "@context": "https://schema.org",
        **THE_BOOK,
        "alternativeHeadline": "Soups and reasons",
        "description": "A small book for tests.",
        "inLanguage": "en",
        "version": "0123456789",
        "dateModified": "2026-03-04",
        "publisher": {"@type": "Organization", "name": "Potluck Tests"},
        "author": [THE_COOKS, NIMBLE_, PERSON_A, PERSON_B],
        "contributor": [
            {"@type": "Role", "roleName": ["illustrator"], "contributor": PERSON_A},
            {
                "@type": "Role",
                "roleName": ["translator", "editor", "tester"],
                "contributor": PERSON_B,
            },
            {"@type": "Role", "roleName": ["editor"], "contributor": THE_COOKS},
        ],
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "creditText": "“A Test Book & More” by The Test Cooks, nimble, Contributor A, and "
        "Contributor B, CC BY-SA 4.0",
        "usageInfo": "https://example.org/book/credits/licences.html",
        "hasPart": [
            {
                "@type": "Recipe",
                "@id": "https://example.org/book/mains/dal.html#chapter",
                "name": "Red lentil dal",
                "url": "https://example.org/book/mains/dal.html",
            },
            {
                "@type": ["Chapter", "LearningResource"],
                "@id": "https://example.org/book/science/heat.html#chapter",
                "name": "Heat",
                "url": "https://example.org/book/science/heat.html",
            },
        ],
    }


def test_a_book_without_an_address_claims_none() -> None:
    edition = replace(sample(), book=replace(BOOK, url=None, license=License("LicenseRef-O", "O")))
    told = described(edition, "leek-soup")
    assert told["isPartOf"] == {"@type": "Book", "name": "A Test Book & More"}
    assert told["author"] == [{"@type": "Organization", "name": "The Test Cooks"}]
    assert told.keys().isdisjoint({"@id", "url", "image", "usageInfo"})
    assert schemaorg.book(edition)["license"] == {"@type": "CreativeWork", "name": "O"}


def test_addresses_that_are_none_of_the_web_are_left_out() -> None:
    source = Source("T", url="javascript:alert(1)")
    person = replace(COOKS, url="mailto:cooks@example.org")
    soup = replace(SOUP, sources=(source,), credits=(replace(SOUP.credits[0], contributor=person),))
    edition = replace(sample(), parts=(Part("m", "M", (soup,)),))
    told = described(edition, "leek-soup")
    assert told["isBasedOn"] == [{"@type": "CreativeWork", "name": "T"}]
    assert told["author"] == [THE_COOKS]


def test_nobody_who_withholds_a_name_is_in_it(edition: Edition) -> None:
    told = [described(edition, slug) for slug in ("dal", "heat")] + [dict(schemaorg.book(edition))]
    text = json.dumps(told, ensure_ascii=False)
    assert [name for name in (WITHHELD, "withheld") if name in text] == []


def test_a_recipe_without_facts_still_has_its_ingredients(edition: Edition) -> None:
    bare = replace(edition.chapter("dal"), recipe=None)
    told = schemaorg.chapter(bare, edition)
    assert told["recipeIngredient"] == ["200 g lentils", "1 tsp cumin"]
    assert "recipeYield" not in told


@pytest.mark.parametrize(
    ("diet", "told"),
    [
        ("vegan", "https://schema.org/VeganDiet"),
        ("low-salt", "https://schema.org/LowSaltDiet"),
        ("Gluten Free", "https://schema.org/GlutenFreeDiet"),
    ],
)
def test_diets_are_schema_orgs(edition: Edition, diet: str, told: str) -> None:
    dal = replace(edition.chapter("dal"), recipe=Recipe(diet=(diet,)))
    assert schemaorg.chapter(dal, edition)["suitableForDiet"] == [told]
    assert told.removeprefix(SCHEMA) in SDO.__annotations__


@given(st.text())
def test_nothing_in_the_data_ends_its_element(text: str) -> None:
    written = schemaorg.to_script({"name": text})
    assert json.loads(written) == {"name": text}
    assert set("<>&\u2028\u2029").isdisjoint(written)


def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    first, second = (schemaorg.to_script(schemaorg.book(edition)) for _ in range(2))
    assert first == second
    names = list(json.loads(first))
    assert names == sorted(names)
