"""The nouns of the pipeline: frozen values, without input or output.

Two families live here. *Findings* say what is wrong with a manuscript. The *Edition* and its parts
are what every format renders: complete, numbered, linked, credited and valid.

HTML inside the Edition is already sanitised and format-neutral. It points at things by name:

- ``book:chapter/SLUG#ANCHOR``: a chapter, perhaps a place in it;
- ``book:media/NAME``: a picture, to be found in ``Edition.pictures``;
- ``book:page/SLUG#ANCHOR``: a page of the back matter (``contributors``, ``sources`` ...);
- ``book:contributor/ID``: what a person or group did;
- ``book:handbook/SLUG#ANCHOR``: a page of the handbook, which only the site has.

A format turns each into whatever a link is in that format.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

# --- findings -----------------------------------------------------------------------------------


class Severity(IntEnum):
    """How much a finding weighs: an error keeps the book from being published."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Place:
    """A place in the book: a path relative to its root, line and column counted from 1.

    >>> str(Place("content/soup.md", 3))
    'content/soup.md:3'
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Finding:
    """One thing to put right: what is wrong (with the value), where, and what to type."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)

    def __str__(self) -> str:
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity} {self.code} {self.message}{hint}"


# --- the book as configured ---------------------------------------------------------------------


@dataclass(frozen=True)
class NavItem:
    """One entry of the reading order: a chapter (`path`), or a part with children."""

    title: str | None
    path: str | None = None
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True)
class License:
    """A licence by its SPDX id, with the name readers know and the address of its text."""

    id: str
    name: str
    url: str | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Thresholds:
    """From how much on observed work has a name; published on the page of contributors.

    Shares are of the words of a chapter that still stand. Proposals of practice, measured on three
    public histories: 15 % or 200 words make an author, under 3 % in edits of at most 2 words a
    proofreader.
    """

    author_share: float = 0.15
    author_words: int = 200
    editor_share: float = 0.03
    proofreader_words: int = 2  # the median edit of a proofreader brings at most so many


@dataclass(frozen=True)
class Book:
    """What `mkdocs.yml` says about the book. `slug` names the downloads."""

    title: str
    slug: str
    license: License
    commercial: bool = True  # an edition may be sold, or carry advertisements
    lang: str = "en"
    subtitle: str | None = None
    description: str | None = None
    author: str | None = None
    publisher: str | None = None
    edition: str | None = None
    url: str | None = None  # where the site will live; ends with "/"
    repo_url: str | None = None
    edit_url: str | None = None  # prefix: + "content/…" opens the editor
    history_url: str | None = None  # prefix: + "content/…" shows the history
    commit_url: str | None = None  # prefix: + commit id
    page_size: str = "A5"
    pdf: tuple[str, ...] = ("screen",)  # what is printed, by the names of formats.pdf.variants
    nav: tuple[NavItem, ...] = ()
    handbook: bool = False  # whether the site has a handbook for authors
    thresholds: Thresholds = Thresholds()
    previous_edition: str | None = None  # a tag or commit: what has changed since is told
    consent: bool = False  # whether everyone must have agreed to the licence in writing
    community: bool = False  # whether the site has a page about who makes the book
    shrink: int = 10  # how many percent an edition may lose against the one online


# --- people, sources, pictures ------------------------------------------------------------------


class Role(StrEnum):
    """What somebody did, as a MARC relator code (https://id.loc.gov/vocabulary/relators).

    Those for which MARC has no code are written out; `marc` gives the nearest one.
    """

    CREATOR = "cre"
    AUTHOR = "aut"
    TRANSLATOR = "trl"
    EDITOR = "edt"
    PHOTOGRAPHER = "pht"
    ILLUSTRATOR = "ill"
    REVIEWER = "rev"
    PROOFREADER = "pfr"
    TRANSCRIBER = "trc"
    TESTER = "tester"
    SUBMITTER = "submitter"
    FUNDER = "fnd"
    CONTRIBUTOR = "ctb"

    @property
    def label(self) -> str:
        """The word readers see, in lower case.

        >>> Role.PHOTOGRAPHER.label
        'photographer'
        """
        return self.name.lower()

    @property
    def marc(self) -> str:
        """The MARC relator code.

        >>> Role.EDITOR.marc, Role.TESTER.marc
        ('edt', 'ctb')
        """
        return self.value if len(self.value) == 3 else Role.CONTRIBUTOR.value


RANKS = {role: rank for rank, role in enumerate(Role)}


def ranked(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles once each in the order of `Role`, the weightiest first.

    >>> [role.label for role in ranked([Role.TESTER, Role.AUTHOR, Role.TESTER])]
    ['author', 'tester']
    """
    return tuple(sorted({*roles}, key=RANKS.__getitem__))


Visibility = Literal["public", "anonymous", "removed"]
WITHHELD = "a contributor (name withheld)"


@dataclass(frozen=True)
class Contributor:
    """A person or group. `name` is what may be shown; `known` is false without a file of theirs."""

    id: str
    name: str
    sort: str
    kind: Literal["person", "organization"] = "person"
    url: str | None = None
    orcid: str | None = None
    bio: str | None = None
    visibility: Visibility = "public"
    known: bool = True

    @property
    def named(self) -> bool:
        """Whether the name may be given; of people who withhold it, only readers hear at all."""
        return self.visibility == "public" and self.name != WITHHELD


@dataclass(frozen=True)
class Withheld:
    """Somebody who is credited without a name: all that could give it away, and their file."""

    path: str  # "contributors/contributor-a.yml"
    id: str
    names: tuple[str, ...] = field(repr=False)
    logins: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Credit:
    """One person's part in one chapter; `declared` by the chapter or observed in history.

    `extent` says in words how much history has seen: "wrote most of it", "several edits". `credit`
    are CRediT terms (ANSI/NISO Z39.104-2022), where a chapter of a textbook gives them.
    """

    contributor: Contributor
    roles: tuple[Role, ...]
    declared: bool = True
    extent: str = ""
    credit: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What they did, in words: "author, photographer"."""
        return ", ".join(role.label for role in self.roles)


Relation = Literal["adapted", "translated", "quoted", "cited"]


@dataclass(frozen=True)
class Source:
    """Someone else's work that a chapter stands on: Title, Author, Source, Licence (TASL)."""

    title: str
    author: str | None = None
    url: str | None = None
    license: License | None = None
    relation: Relation = "adapted"
    changes: str | None = None
    year: int | None = None
    publisher: str | None = None
    accessed: str | None = None


MediaType = Literal["image/jpeg", "image/png", "image/svg+xml", "image/webp"]
Use = Literal["print", "ebook", "web"]
"""What a picture is wanted for: the PDF, the EPUB, the site."""


@dataclass(frozen=True)
class Copy:
    """One finished form of a picture: its facts, and how to read its bytes when they are needed.

    `width` and `height` are pixels (of SVG: user units), `size` is in bytes.
    """

    media_type: MediaType
    width: int
    height: int
    size: int
    sha256: str
    read: Callable[[], bytes] = field(repr=False, compare=False)

    @classmethod
    def of(cls, media_type: MediaType, width: int, height: int, data: bytes) -> "Copy":
        """Return the copy that these bytes are."""
        sha256 = hashlib.sha256(data).hexdigest()
        return cls(media_type, width, height, len(data), sha256, partial(bytes, data))


@dataclass(frozen=True)
class Picture:
    """A picture, validated, stripped of metadata and safe to publish. `name` is content-addressed.

    `width` and `height` are pixels (of SVG: user units, as its viewBox says). `copies` gives its
    forms for a use, from the narrowest to the one that everything can show, made if need be.
    """

    name: str
    path: str  # where it stands in the book, for people
    media_type: MediaType
    width: int
    height: int
    copies: Callable[[Use], tuple[Copy, ...]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, name: str, path: str, copy: Copy) -> "Picture":
        """Return a picture that has the same form for every use, as drawings have."""
        return cls(name, path, copy.media_type, copy.width, copy.height, lambda _: (copy,))

    @property
    def print(self) -> Copy:
        """The copy for the PDF."""
        return self.copies("print")[-1]

    @property
    def ebook(self) -> Copy:
        """The copy for the EPUB: JPEG, PNG or SVG, which every reading system can show."""
        return self.copies("ebook")[-1]

    @property
    def web(self) -> tuple[Copy, ...]:
        """The copies for the site, by width; the last is the one that every browser can show."""
        return self.copies("web")


@dataclass(frozen=True)
class Figure:
    """One use of a picture in a chapter, with the credit that stands at the point of use."""

    picture: str  # a name in Edition.pictures
    id: str  # anchor within the chapter
    alt: str
    caption: str | None = None
    credits: tuple[Contributor, ...] = ()
    license: License | None = None
    source: Source | None = None


# --- history ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Commit:
    """One commit. `date` is the author's date in UTC; `people` are author and co-authors, named."""

    id: str
    date: datetime
    people: tuple[str, ...]
    subject: str = ""

    @property
    def short(self) -> str:
        return self.id[:10]


@dataclass(frozen=True)
class Build:
    """Which book this is. `id` changes with the content; `date` (UTC) is the last commit's."""

    id: str
    commit: str
    date: datetime
    version: str  # of Potluck
    modified: bool = False  # the work tree differs from the commit


# --- chapters and the edition -------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter: level 2 to 6, anchor, plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Recipe:
    """What front matter says of a recipe, ready to show. Times are ISO 8601 durations."""

    recipe_yield: str | None = None
    prep: str | None = None
    cook: str | None = None
    rest: str | None = None
    total: str | None = None
    diet: tuple[str, ...] = ()
    course: str | None = None
    cuisine: str | None = None

    @property
    def times(self) -> tuple[tuple[str, str], ...]:
        pairs = (("Prep", self.prep), ("Cook", self.cook), ("Rest", self.rest))
        return tuple((label, value) for label, value in (*pairs, ("Total", self.total)) if value)


@dataclass(frozen=True)
class Citation:
    """How to cite one chapter: APA (plain text), BibTeX, CSL-JSON; each ready to copy."""

    apa: str
    bibtex: str
    csl_json: str


Kind = Literal["chapter", "recipe", "page"]
Assistance = Literal["edited", "drafted", "translated"]
Status = Literal["draft", "unreviewed", "reviewed", "tested"]


@dataclass(frozen=True)
class Chapter:
    """One chapter of the edition. `html` is the body only: no title, no byline, no apparatus.

    `href` is the page's address inside the site ("mains/dal.html"); `path` is the file it was
    written in ("content/mains/dal.md"), for edit links and messages.
    """

    slug: str
    title: str
    kind: Kind
    path: str
    href: str
    html: str = field(repr=False)
    license: License
    lang: str
    summary: str = ""  # for lists, cards and search engines
    standfirst: str = ""  # the summary, where the author wrote one: shown above the text
    tags: tuple[str, ...] = ()
    status: Status = "unreviewed"
    credits: tuple[Credit, ...] = ()
    reviewers: tuple[Contributor, ...] = ()
    submitted_by: Contributor | None = None
    copyright: str | None = None
    ai_note: str | None = None
    assistance: Assistance | None = None  # what a machine did to the text
    sources: tuple[Source, ...] = ()
    headings: tuple[Heading, ...] = ()
    figures: tuple[Figure, ...] = ()
    recipe: Recipe | None = None
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()  # slugs
    level: str | None = None  # for whom: "beginner"
    learning_time: str | None = None  # an ISO 8601 duration
    created: Commit | None = None
    modified: Commit | None = None
    revisions: int = 0
    edit_url: str | None = None
    history_url: str | None = None
    citation: Citation | None = None
    since: tuple[Commit, ...] = ()  # what changed after the previous edition, newest first
    copied_from: tuple[str, ...] = ()  # slugs of chapters whose words stand in this one, too

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Who is named in the byline: declared authors, in their order."""
        return tuple(c.contributor for c in self.credits if Role.AUTHOR in c.roles and c.declared)

    @property
    def draft(self) -> bool:
        return self.status == "draft"


@dataclass(frozen=True)
class Part:
    """A part of the book: its chapters, and its opening text where a folder has an `index.md`.

    Chapters that stand outside any folder come in parts whose `title` is empty.
    """

    slug: str
    title: str
    chapters: tuple[Chapter, ...]
    opening: Chapter | None = None


@dataclass(frozen=True)
class Deed:
    """One thing a contributor did: a chapter, the roles in it, and how much in words."""

    chapter: Chapter
    roles: tuple[Role, ...]
    declared: bool = True
    extent: str = ""


@dataclass(frozen=True)
class Involvement:
    """All that one person did in one chapter: its text, its pictures, its review."""

    contributor: Contributor
    roles: tuple[Role, ...]
    declared: bool = True
    extent: str = ""


@dataclass(frozen=True)
class Matter:
    """A page of the back matter, the same in every edition: neutral HTML without its title."""

    slug: str
    title: str
    html: str = field(repr=False)
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class HandbookPage:
    """A page for authors, about Potluck and not of the book: neutral HTML without its title.

    `group` names the pages that stand together in the handbook's contents; its own are in none.
    """

    slug: str  # "rules/lic-001"
    title: str
    html: str = field(repr=False)
    summary: str = ""
    headings: tuple[Heading, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Handbook:
    """The handbook for authors, in reading order: the first page is its contents."""

    pages: tuple[HandbookPage, ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Edition:
    """The finished text of the book, which every format renders and nothing changes."""

    book: Book
    build: Build
    parts: tuple[Part, ...]
    contributors: tuple[Contributor, ...]  # everyone credited, in order of `sort`
    pictures: dict[str, Picture]  # by name
    matter: tuple[Matter, ...]
    preface: Chapter | None = None  # content/index.md
    preview: bool = False  # drafts are included, and marked
    handbook: Handbook | None = None  # on the site only; no part of the book
    community: Matter | None = None  # on the site only: how the people behind it are doing
    corrections: Matter | None = None  # on the site only: what changed since which build
    withheld: int = 0  # how many more are credited who asked not to be named

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter in reading order, part openings included, the preface not."""
        return tuple(
            chapter
            for part in self.parts
            for chapter in ((part.opening,) if part.opening else ()) + part.chapters
        )

    @cached_property
    def texts(self) -> tuple[Chapter, ...]:
        """The preface, if any, and every chapter."""
        return ((self.preface,) if self.preface else ()) + self.chapters

    def chapter(self, slug: str) -> Chapter:
        """Return the chapter with this slug; KeyError if there is none."""
        return self._by_slug[slug]

    def find(self, slug: str) -> Chapter | None:
        """Return the chapter with this slug, if there is one."""
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self) -> dict[str, Chapter]:
        return {chapter.slug: chapter for chapter in self.texts}

    @cached_property
    def deeds(self) -> dict[str, tuple[Deed, ...]]:
        """What each contributor did, by contributor id, in reading order."""
        found: dict[str, list[Deed]] = {person.id: [] for person in self.contributors}
        for chapter in self.texts:
            for who in self.involved(chapter):
                deed = Deed(chapter, who.roles, who.declared, who.extent)
                found[who.contributor.id].append(deed)
        return {who: tuple(deeds) for who, deeds in found.items()}

    def involved(self, chapter: Chapter) -> tuple[Involvement, ...]:
        """Everyone's roles in one chapter: credits, pictures, review, sending it in."""
        found: dict[str, Involvement] = {}

        def note(
            person: Contributor, roles: tuple[Role, ...], *, declared: bool = True, extent: str = ""
        ) -> None:
            before = found.get(person.id) or Involvement(person, (), declared, extent)
            together = tuple(dict.fromkeys((*before.roles, *roles)))
            found[person.id] = replace(before, roles=together)

        for credit in chapter.credits:
            note(
                credit.contributor,
                credit.roles,
                declared=credit.declared,
                extent=credit.extent,
            )
        for figure in chapter.figures:
            drawn = self.pictures[figure.picture].media_type == "image/svg+xml"
            for person in figure.credits:
                note(person, (Role.ILLUSTRATOR if drawn else Role.PHOTOGRAPHER,))
        for person in chapter.reviewers:
            note(person, (Role.REVIEWER,))
        if chapter.submitted_by:
            note(chapter.submitted_by, (Role.SUBMITTER,))
        return tuple(found.values())

    @cached_property
    def licenses(self) -> tuple[License, ...]:
        """Every licence that occurs, the book's own first, then by id."""
        used = {self.book.license.id: self.book.license}
        for chapter in self.texts:
            given = [chapter.license, *(s.license for s in chapter.sources)]
            given += [figure.license for figure in chapter.figures]
            used |= {each.id: each for each in given if each}
        rest = sorted((i for i in used if i != self.book.license.id), key=str.casefold)
        return (self.book.license, *(used[i] for i in rest))


@dataclass(frozen=True)
class Download:
    """A finished PDF or EPUB that readers can fetch from the site. `size` in bytes.

    It holds the book, or the one chapter that it names.
    """

    format: str  # "pdf", "epub"
    path: Path  # where the file is now
    size: int
    sha256: str
    build: str  # the build id printed in it
    date: datetime
    chapter: str = ""  # a slug


@dataclass(frozen=True)
class Font:
    """A font file that shaped an edition, as the manifest tells it."""

    name: str
    version: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Measure:
    """What every format of an edition holds, counted: no later edition should hold much less."""

    chapters: int
    words: int
    blocks: int  # pieces of text, credits and licences, each of which the proof finds again


@dataclass(frozen=True)
class Artifact:
    """What a format has written: its folder relative to `build/`, and the files in it."""

    format: str
    folder: str
    files: tuple[str, ...]  # relative to the folder, sorted
    notes: tuple[str, ...] = ()  # facts for the manifest, such as "pages=120"
    tools: tuple[tuple[str, str], ...] = ()  # what shaped it: names and versions
    fonts: tuple[Font, ...] = ()
