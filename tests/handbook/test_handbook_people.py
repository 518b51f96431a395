"""What the pages about credit and about removing a name show is so: here it is done."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from gitbook import GitBook
from potluck.attribution import ledger
from potluck.attribution.people import HASH_SALT
from potluck.attribution.withheld import withheld
from potluck.checking import check, read
from potluck.credits.identity import address_hash
from potluck.handbook import compose, drafts
from potluck.model import WITHHELD, Book, Severity, Thresholds
from potluck.source import yamldoc
from potluck.source.schema import SchemaName
from potluck.source.schema import check as problems
from support import BY_SA

A = "Contributor A <a@example.org>"
B = "Contributor B <b@example.org>"


def samples(slug: str) -> list[yamldoc.Value]:
    found = re.findall(r"^( *)```yaml\n(.*?)^\1```$", drafts.source(slug), re.DOTALL | re.MULTILINE)
    return [yamldoc.load(re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)).value
            for indent, text in found]  # fmt: skip


def test_every_sample_is_valid() -> None:
    wanted: tuple[tuple[str, tuple[SchemaName, ...]], ...] = (
        ("who-gets-credit", ("contributor", "chapter", "contributor")),
        ("removing-a-name", ("contributor",)),
    )
    for slug, kinds in wanted:
        for kind, sample in zip(kinds, samples(slug), strict=True):
            assert isinstance(sample, dict)
            assert list(problems(kind, sample)) == []


def command() -> str:
    (shown,) = re.findall(
        r"^```\n(potluck .*)\n```$", drafts.source("removing-a-name"), re.MULTILINE
    )
    return str(shown)


def hashed(name: str) -> str:
    told = [sys.executable, "-m", *shlex.split(command().replace("Jo Doe", name))]
    done = subprocess.run(told, capture_output=True, text=True, check=True)
    return done.stdout.strip().removeprefix("- ")


def test_the_command_makes_the_hash() -> None:
    assert hashed("contributor a") == address_hash("Contributor A", HASH_SALT)


def test_a_name_is_removed_step_by_step(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "book")
    book.write("mkdocs.yml", "site_name: A Book\nplugins: [potluck]\n")
    book.write("contributors/contributor-a.yml", "name: Contributor A\n")
    text = "---\ntitle: Soup\nauthors: [{}]\n---\nBoil the rose water for a while.\n"
    book.commit(A, soup=text.format("contributor-a"))
    ledger.write(book.book, read(book.book).attribution)
    book.commit(B, "The ledger")
    (book.book / "contributors/contributor-a.yml").unlink()
    alias = hashed("contributor a")
    book.write("contributors/c-7.yml", f"visibility: removed\naliases: ['{alias}']\n")
    book.commit(B, soup=text.format("c-7"))
    ledger.write(book.book, read(book.book).attribution)
    reading = read(book.book)
    assert [f for f in check(reading).findings if f.severity > Severity.INFO] == []
    (entry,) = reading.outline.entries
    shown = [credit.contributor.name for credit in reading.attribution.credits(entry)]
    assert shown == [WITHHELD]
    assert [each.names for each in withheld(reading.attribution)] == [("Contributor A",)]
    now = [path.read_text() for path in book.book.rglob("*.*") if ".git" not in path.parts]
    assert not any("ontributor-a" in text or "ontributor A" in text for text in now)


def test_the_page_of_credit_shows_the_numbers_of_the_book() -> None:
    book = Book("Soups", "soups", BY_SA, thresholds=Thresholds(author_share=0.42))
    (page,) = (page for page in compose(book).pages if page.slug == "who-gets-credit")
    assert "An author wrote at least 42 % of the words" in page.html
