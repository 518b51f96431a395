"""Where each thing of the Edition stands in the site, and how one page points at another."""

import posixpath
from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit

from potluck.errors import ProofError
from potluck.model import Download, Edition, Part
from potluck.naming import free
from potluck.neutral import Resolve, Target

HOME = "index.html"
DOWNLOADS = "downloads.html"
TAGS = "tags.html"
CORRECTIONS = "corrections.html"
HANDBOOK = "handbook/"  # what stands below is for authors, and no part of the book
OWN_PAGES = {"downloads": DOWNLOADS, "tags": TAGS, "corrections": CORRECTIONS}
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def contributor(who: str) -> str:
    """Return the address of a contributor's page.

    >>> contributor("cooks")
    'contributors/cooks.html'
    """
    return f"contributors/{who}.html"


def matter(slug: str) -> str:
    """Return the address of a page of the back matter, or of a page that only the site has."""
    return OWN_PAGES.get(slug, f"credits/{slug}.html")


def handbook(slug: str) -> str:
    """Return the address of a page of the handbook.

    >>> handbook("rules/lic-001")
    'handbook/rules/lic-001.html'
    """
    return f"{HANDBOOK}{slug}.html"


def media(name: str) -> str:
    """Return the address of a picture."""
    return f"media/{name}"


def download(item: Download) -> str:
    """Return the address of a download."""
    return alone(item.chapter) if item.chapter else f"downloads/{item.path.name}"


def alone(slug: str) -> str:
    """Return the address of the PDF of one chapter.

    >>> alone("leek-soup")
    'downloads/chapters/leek-soup.pdf'
    """
    return f"downloads/chapters/{slug}.pdf"


def tag_id(tag: str) -> str:
    """Return the anchor of a tag on the page of tags.

    >>> tag_id("slow cooking"), tag_link("slow cooking")
    ('tag:slow-cooking', '#tag%3Aslow-cooking')
    """
    return "tag:" + "-".join(tag.split())


def tag_link(tag: str) -> str:
    """Return the fragment that leads to a tag on the page of tags."""
    return "#" + quote(tag_id(tag))


def part(given: Part) -> str:
    """Return the address of a part: of its opening text, or of the list made in its place."""
    return given.opening.href if given.opening else free(f"{given.slug}/index.html")


def relative(target: str, page: str) -> str:
    """Write the address `target` as a link from `page`, percent-encoded.

    >>> relative("media/pot.svg", "mains/leek-soup.html")
    '../media/pot.svg'
    """
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def absolute(base: str, href: str) -> str:
    """Return the full address of a page; the home page is the site's own address.

    >>> absolute("https://example.org/book/", "index.html")
    'https://example.org/book/'
    """
    return base if href == HOME else urljoin(base, quote(href))


def resolver(edition: Edition, page: str) -> Resolve:
    """Return the function that turns what a neutral link names into a link from `page`."""
    places = {
        "chapter": lambda name: edition.chapter(name).href,
        "media": media,
        "page": matter,
        "contributor": contributor,
        "handbook": handbook,
    }

    def resolve(target: Target) -> str:
        href = places[target.kind](target.name)
        anchor = f"#{quote(target.anchor)}" if target.anchor else ""
        return anchor if href == page and anchor else relative(href, page) + anchor

    return resolve


def harmless(url: str) -> bool:
    r"""Say whether a link stays in the book or leads to the web or a letter, and runs nothing.

    >>> harmless("../heat.html#browning"), harmless("#tag:soup"), harmless("java\nscript:alert(1)")
    (True, True, False)
    """
    try:
        scheme = urlsplit("".join(url.split())).scheme
    except ValueError:
        return False
    path = url.partition("#")[0]
    return scheme in SAFE_SCHEMES or (not scheme and ":" not in path.partition("/")[0])


def check(hrefs: Iterable[str]) -> None:
    """Raise ProofError if two pages would be written to one file, whatever the case of letters."""
    seen: dict[str, str] = {}
    for href in hrefs:
        other = seen.setdefault(href.casefold(), href)
        if other is not href:
            raise ProofError(f"Two pages of the site have the address {href}.", "rename one file")
