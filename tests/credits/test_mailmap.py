import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitbook import GitBook
from potluck.credits.history import read
from potluck.credits.identity import Claim, address_hash, directory
from potluck.credits.mailmap import Mailmap, Mapping, generate, parse
from potluck.credits.people import Person
from potluck.model import Contributor

ANN = Contributor("ann", "Ann Author", "Author, Ann")


@pytest.mark.parametrize(
    ("line", "mapping"),
    [
        ("Ann <a@x.org>", Mapping("Ann", "", "", "a@x.org")),
        ("<new@x.org> <old@x.org>", Mapping("", "new@x.org", "", "old@x.org")),
        ("Ann <new@x.org> <old@x.org>", Mapping("Ann", "new@x.org", "", "old@x.org")),
        ("Ann <n@x.org> Old <o@x.org>", Mapping("Ann", "n@x.org", "Old", "o@x.org")),
        ("  Ann<a@x.org>  # since 2021", Mapping("Ann", "", "", "a@x.org")),
        ("\ufeffAnn <a@x.org>\r", Mapping("Ann", "", "", "a@x.org")),
        ("Ann <a@x.org> <>", Mapping("Ann", "a@x.org", "", "")),
        ("Ann \u202e<a@x.org>", Mapping("Ann", "", "", "a@x.org")),
    ],
)
def test_a_line_is_read_as_git_reads_it(line: str, mapping: Mapping) -> None:
    assert parse(line) == (mapping,)


@pytest.mark.parametrize(
    "line",
    [
        *("", "# Ann <a@x.org>", "Ann", "Ann <a@x.org", "<a@x.org>", "Ann <>", "Ann <> <o@x.org>"),
        *("><", "A" * 1000 + " <a@x.org>"),
    ],
)
def test_a_broken_line_is_passed_over(line: str) -> None:
    good = "Ben <b@x.org>"
    assert parse(f"{line}\n{good}\n{line}") == parse(good)


def test_two_lines_about_an_address_add_up() -> None:
    lines = parse("Ann <a@x.org>\n<new@x.org> <A@x.org>\nAnn Author <a@x.org>")
    assert Mailmap.of(lines)(Person("x", "a@x.org")) == Person("Ann Author", "new@x.org")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    person = Person(text[:5], text[5:10])
    assert isinstance(Mailmap.of(parse(text))(person), Person)


NAMES = st.sampled_from(("Ann", "BEN", "Zoë van Dam", "ann", ""))
ADDRESSES = st.sampled_from(("a@x.org", "B@x.org", "b@x.org", "root@localhost", ""))
LINES = st.builds(
    lambda name, email, old, old_email: f"{name} <{email}>{old and ' '}{old} <{old_email}>",
    NAMES, ADDRESSES, NAMES, ADDRESSES,
) | st.builds(lambda name, email: f"{name} <{email}>", NAMES, ADDRESSES)  # fmt: skip


@given(st.lists(LINES, max_size=6).map("\n".join), st.builds(Person, NAMES, ADDRESSES))
def test_somebody_is_who_git_says(
    tmp_path_factory: pytest.TempPathFactory, text: str, person: Person
) -> None:
    if not person.email:
        return  # git does not ask about them
    folder = tmp_path_factory.getbasetemp() / "mailmap"
    folder.mkdir(exist_ok=True)
    proper = Mailmap.of(parse(text))(person)
    assert [f"{proper.name} <{proper.email}>".strip()] == asked(folder, text, person)


def asked(folder: Path, mailmap: str, *people: Person) -> list[str]:
    """Return who git says that people are."""
    file = folder / "mailmap"
    file.write_text(mailmap, encoding="utf-8")
    contacts = "".join(f"{person.name} <{person.email}>\n" for person in people)
    done = subprocess.run(
        ["git", "-c", f"mailmap.file={file}", "check-mailmap", "--stdin"],
        cwd=repository(folder),
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
        input=contacts.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()


def repository(folder: Path) -> Path:
    if not (folder / "repository").exists():
        GitBook(folder / "repository")
    return folder / "repository"


# --- the mailmap of a build ----------------------------------------------------------------------

CLAIM = Claim(ANN, aliases=("annie", address_hash("old@x.org", "s")))
PEOPLE = (
    Person("Ann Author", "root@localhost"),
    Person("Ann Author", "ann@x.org"),
    Person("annie", ""),
    Person("x", "OLD@x.org"),
    Person("Zoë van Dam", "z@x.org"),
    Person("zoe93", "Z@x.org"),
    Person("Ben", "ben@x.org"),
)


def test_a_mailmap_is_made_of_claims_and_history(tmp_path: Path) -> None:
    made = generate(directory((CLAIM,), PEOPLE, "s"), PEOPLE)
    assert made == (
        "Ann Author <ann@x.org> Ann Author <root@localhost>\n"
        "Ann Author <ann@x.org> annie <>\n"
        "Ann Author <ann@x.org> x <OLD@x.org>\n"
        "Zoë van Dam <z@x.org> zoe93 <Z@x.org>\n"
    )
    told = [person for person in PEOPLE if person.email]
    ann, zoe = "Ann Author <ann@x.org>", "Zoë van Dam <z@x.org>"
    assert asked(tmp_path, made, *told) == [ann, ann, ann, zoe, zoe, "Ben <ben@x.org>"]


def test_nobody_who_withholds_their_name_is_in_a_mailmap() -> None:
    gone = replace(CLAIM, contributor=replace(ANN, visibility="anonymous"))
    assert generate(directory((gone,), PEOPLE[:4], "s"), PEOPLE[:4]) == ""


def test_what_is_no_name_or_address_for_a_mailmap_is_left_out() -> None:
    people = (Person("# Ann", "a@x.org"), Person("Ann", "A@x.org"), Person("Ben <b", ""))
    assert generate(directory((), people), people) == ""


def test_a_mailmap_says_the_same_when_it_is_read_again() -> None:
    people = directory((CLAIM,), PEOPLE, "s")
    lines = parse(generate(people, PEOPLE))
    again = directory((), PEOPLE, "s", lines)
    for person in PEOPLE:
        assert again.contributor(person).name == people.contributor(person).name


def test_real_history_and_its_mailmap_agree(tmp_path: Path) -> None:
    book = GitBook(tmp_path)
    book.commit("annie <a@example.org>", "Add dal", dal="# Dal\n")
    book.commit("Ann Author <A@Example.org>", "Longer", dal="# Dal\n\nLentils.\n")
    everyone = read(tmp_path).everyone
    made = generate(directory((), everyone), everyone)
    assert made == "Ann Author <A@Example.org> annie <a@example.org>\n"
    (tmp_path / ".mailmap").write_text(made, encoding="utf-8")
    assert book.git("shortlog", "-sn", "HEAD").split() == ["2", "Ann", "Author"]
