import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.licensing import KNOWN, Terms, parse, suggest, terms
from potluck.licensing.table import CC_ELEMENTS, CC_VERSIONS, PORTS, SPDX_PORTS
from potluck.model import License

BY_SA = License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")


@pytest.mark.parametrize(
    "text",
    [
        "CC-BY-SA-4.0",
        "cc-by-sa-4.0",
        "CC BY-SA 4.0",
        " cc by sa 4.0 ",
        "CC‑BY‑SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "http://www.creativecommons.org/licenses/by-sa/4.0/deed.de",
        "creativecommons.org/licenses/by-sa/4.0/legalcode?x#y",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "Creative Commons Attribution Share Alike 4.0 International Public License",
        "Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)",
        "The CC BY-SA licence, version 4.0",
    ],
)
def test_one_licence_has_many_spellings(text: str) -> None:
    assert parse(text) == BY_SA


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/us/", "LicenseRef-CC-BY-SA-3.0-US"),
        ("https://creativecommons.org/licenses/by/3.0/us/", "CC-BY-3.0-US"),
        ("CC-BY-SA-2.5-CA", "LicenseRef-CC-BY-SA-2.5-CA"),
        ("licenseref-cc-by-sa-2.5-ca", "LicenseRef-CC-BY-SA-2.5-CA"),
        ("CC BY-SA 2.1 JP", "CC-BY-SA-2.1-JP"),
        ("CC BY 2.1 ES", "LicenseRef-CC-BY-2.1-ES"),
        ("CC 0", "CC0-1.0"),
        ("CC-0 1.0", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/?ref=x", "CC0-1.0"),
        ("LicenseRef-All-Rights-Reserved", "LicenseRef-AllRightsReserved"),
        ("CC BY-NC-ND 3.0 IGO", "CC-BY-NC-ND-3.0-IGO"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Germany", "CC-BY-NC-ND-3.0-DE"),
        ("CC0", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode.fr", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("Public domain", "CC-PDM-1.0"),
        ("the unlicense", "Unlicense"),
        ("GFDL-1.3-no-invariants-or-later", "GFDL-1.3-no-invariants-or-later"),
        ("GNU Free Documentation License, version 1.2 or later", "GFDL-1.2-or-later"),
        ("Licence Art Libre 1.3", "LAL-1.3"),
        ("GPLv3", "GPL-3.0-only"),
        ("GPL-3.0+", "GPL-3.0-or-later"),
        ("apache 2.0", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("All rights reserved.", "LicenseRef-AllRightsReserved"),
        ("LicenseRef-Grandmas-Terms", "LicenseRef-Grandmas-Terms"),
        ("LicenseRef-MIT", "LicenseRef-MIT"),
    ],
)
def test_the_licences_of_the_world_are_known(text: str, ident: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.id == ident


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CC",
        "CC BY",
        "CC BY-SA 5.0",
        "CC BY-SA 4.0 DE",
        "CC BY-SA-ND 4.0",
        "CC BY-SA 3.0 XX",
        "CC-BY-SA-4.0+",
        "CC BY-SA 2.1",
        "CC BY-SA 4.0 " + "!" * 1000,
        "CC BY 3.0 / CC BY-SA 4.0",
        "CC BY 4.0 or CC BY-SA 4.0",
        "CC BY 4.0, CC BY-SA 4.0",
        "not CC BY 4.0",
        "BY 4.0",
        "LicenseRef-",
        "LicenseRef-a b",
        "GFDL",
        "banana",
        "https://creativecommons.org/licenses/by-sa/9.9/",
        "https://example.org/licenses/by-sa/4.0/",
    ],
)
def test_what_is_not_certain_is_unknown(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("CC-BY", "CC-BY-4.0"),
        ("creative commons attribution sharealike", "CC-BY-SA-4.0"),
        ("CC SA 4.0", "CC-BY-SA-4.0"),
        ("CC-BY-NC-SA-2.O", "CC-BY-NC-SA-2.0"),
        ("CC BY-SA 2.5 please", "CC-BY-SA-2.5"),
        ("GFDL", "GFDL-1.3-or-later"),
        ("cc0-1", "CC0-1.0"),
        ("unlicence", "Unlicense"),
        ("mit", "MIT"),
        ("CC BY+SA 4.0", "CC-BY-SA-4.0"),
        ("GPL-2.0-only", None),
        ("GFDL 1.1", None),
        ("AGPL-3.0-only", None),
        ("my own", None),
        ("", None),
    ],
)
def test_the_nearest_id_is_offered(text: str, ident: str | None) -> None:
    assert suggest(text) == ident


def test_a_name_of_any_length_is_read_at_once() -> None:
    slashes = "/" * 200_000 + "x"
    started = time.perf_counter()
    assert (parse(slashes), suggest(slashes)) == (None, None)
    assert time.perf_counter() - started < 1


def test_every_family_and_version_is_known_by_id_name_and_address() -> None:
    commons = [found for found in KNOWN.values() if terms(found).family == "cc"]
    assert len(commons) == len(CC_ELEMENTS) * len(CC_VERSIONS) == 30
    for found in KNOWN.values():
        assert {parse(found.id), parse(found.id.lower()), parse(found.name)} == {found}
    for found in commons:
        assert parse(str(found.url)) == found


def test_every_port_of_the_spdx_list_has_its_own_id() -> None:
    for ident in sorted(SPDX_PORTS):
        found = parse(ident)
        assert found is not None
        assert (found.id, terms(found).port in PORTS) == (ident, True)


@pytest.mark.parametrize(
    ("ident", "expected"),
    [
        ("CC-BY-NC-SA-2.5", Terms("cc", ("BY", "NC", "SA"), "2.5")),
        ("LicenseRef-CC-BY-SA-3.0-US", Terms("cc", ("BY", "SA"), "3.0", "US")),
        ("CC0-1.0", Terms("public-domain", (), "1.0")),
        ("Unlicense", Terms("public-domain")),
        ("GFDL-1.2-or-later", Terms("gfdl", (), "1.2")),
        ("LAL-1.3", Terms("free-art", (), "1.3")),
        ("GPL-3.0-only", Terms("gpl", (), "3.0")),
        ("MIT", Terms("permissive")),
        ("LicenseRef-AllRightsReserved", Terms("all-rights-reserved")),
        ("LicenseRef-Own", Terms("other")),
    ],
)
def test_a_licence_says_what_it_is_made_of(ident: str, expected: Terms) -> None:
    found = parse(ident)
    assert found is not None
    assert terms(found) == expected


WORDS = (
    "CC BY SA NC ND 1.0 2.5 3.0 4.0 US de igo 0 cc0 Creative Commons or later License GPL v3 + -"
)
LIKELY = st.lists(
    st.one_of(st.sampled_from((*WORDS.split(), "LicenseRef-", *KNOWN)), st.text(max_size=3)),
    max_size=8,
).flatmap(lambda words: st.sampled_from([sign.join(words) for sign in (" ", "-", "")]))


@given(st.one_of(st.text(), LIKELY))
def test_reading_again_what_was_read_changes_nothing(text: str) -> None:
    suggest(text)
    found = parse(text)
    if found:
        assert [parse(str(found)), parse(found.id)] == [found, found]
