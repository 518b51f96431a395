import pytest

from potluck.credits.people import Person
from potluck.credits.trailers import Trailer, people_in, split, trailers


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Ann <a@x.org>", [("Ann", "a@x.org")]),
        ("Ann<a@x.org>", [("Ann", "a@x.org")]),
        ("Ann <VP>", [("Ann", "VP")]),
        ("Ann <>", [("Ann", "")]),
        ("Ann <a@x.org", [("Ann", "a@x.org")]),
        ("Ann", [("Ann", "")]),
        ("<ann@x.org>", [("", "ann@x.org")]),
        ("ann@x.org", [("ann@x.org", "ann@x.org")]),
        ("Ann Author ann@x.org", [("Ann Author", "ann@x.org")]),
        ("Ann Author (ann@x.org)", [("Ann Author", "ann@x.org")]),
        ("@ann", [("ann", "ann@users.noreply.github.com")]),
        (
            "Ann <a@x.org>, Ben <b@x.org> and Cy <c>",
            [("Ann", "a@x.org"), ("Ben", "b@x.org"), ("Cy", "c")],
        ),
        ("Andy <a@x.org>", [("Andy", "a@x.org")]),
        ("Zoe\u0308 \u202e<z@x.org>", [("Zoë", "z@x.org")]),
    ],
)
def test_people_are_read_as_somebody_typed_them(value: str, people: list[tuple[str, str]]) -> None:
    assert people_in(value) == tuple(Person(*person) for person in people)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Co-authored-by: Ann", [Trailer("co-authored-by", " Ann")]),
        ("  CO-AUTHORED-BY:Ann", [Trailer("co-authored-by", "Ann")]),
        ("- Reviewed by: Ann", [Trailer("reviewed-by", " Ann")]),
        ("* Tested-by: Ann", [Trailer("tested-by", " Ann")]),
        ("> Tested-by: Ann", [Trailer("tested-by", " Ann")]),
        ("See Co-authored-by: Ann", [Trailer("see-co-authored-by", " Ann")]),
        ("it is co-authored-by Ann", []),
        ("https://example.org", [Trailer("https", "//example.org")]),
    ],
)
def test_a_trailer_is_a_line_with_a_key(line: str, found: list[Trailer]) -> None:
    assert list(trailers([line])) == found


def test_a_message_is_split_at_whatever_ends_its_lines() -> None:
    assert split("Tea", "a\r\nb\rc\nd") == ["Tea", "a", "b", "c", "d"]
    joined = "Tea Co-authored-by: Ann <a@x.org> Co-authored-by: Ben <b@x.org>"
    assert split(joined, "") == [
        "Tea",
        "Co-authored-by: Ann <a@x.org>",
        "Co-authored-by: Ben <b@x.org>",
        "",
    ]
    assert split("Mention Co-authored-by: in the guide", "")[0].startswith("Mention")
