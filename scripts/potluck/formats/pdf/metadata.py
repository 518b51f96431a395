"""Finish the PDF: whose it is and what one may do with it (XMP), its page labels, its language.

WeasyPrint puts `xmp_metadata=` into a second `rdf:RDF`, which readers do not see,
so the whole packet is written here, once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from potluck import theme
from potluck.formats.metadata import makers
from potluck.formats.pdf.press.job import Pressed
from potluck.model import Chapter, Edition, Role
from potluck.versions import version

PUBLIC_DOMAIN = frozenset({"CC0-1.0", "CC-PDM-1.0"})


@dataclass(frozen=True)
class Rights:
    """What the XMP packet says of a book, or of a chapter that is printed alone."""

    title: str
    creators: tuple[str, ...]
    contributors: tuple[str, ...]
    description: str | None
    publisher: str | None
    lang: str
    notice: str
    terms: str
    marked: str  # "True" where rights are kept, "False" in the public domain
    license_url: str | None
    attribution_name: str
    attribution_url: str | None
    tool: str
    producer: str
    date: str
    build: str  # of the book; of a chapter, the commit that changed it last
    source: str  # the commit that it was made from
    document_id: str
    instance_id: str


def rights(edition: Edition) -> Rights:
    """Work out the metadata of the book."""
    book, build = edition.book, edition.build
    document = uuid5(NAMESPACE_URL, f"{book.url or book.slug}#pdf")
    return Rights(
        title=book.title,
        creators=creators(edition),
        contributors=tuple(maker.contributor.name for maker in makers.others(edition)),
        description=book.description,
        publisher=book.publisher,
        lang=book.lang,
        notice=_notice(edition),
        terms=_terms(edition),
        marked=str(book.license.id not in PUBLIC_DOMAIN),
        license_url=book.license.url,
        attribution_name=book.author or f"the authors of {book.title}",
        attribution_url=book.url,
        tool=f"Potluck {build.version}",
        producer=f"WeasyPrint {version('weasyprint')}",
        date=_stamp(build.date),
        build=build.id,
        source=_source(edition, build.commit),
        document_id=str(document),
        instance_id=str(uuid5(document, build.id)),
    )


def alone(edition: Edition, chapter: Chapter, content: str) -> Rights:
    """Work out the metadata of one chapter, whose `content` is told from any other.

    It is as old as the chapter's last change, so that a change elsewhere leaves the file alone.
    """
    book, build = edition.book, edition.build
    document = uuid5(NAMESPACE_URL, f"{book.url or book.slug}#pdf/{chapter.slug}")
    wrote, helped = _people(edition, chapter)
    last = chapter.modified.id if chapter.modified else build.commit
    return Rights(
        title=chapter.title,
        creators=wrote,
        contributors=helped,
        description=chapter.summary or None,
        publisher=book.publisher,
        lang=chapter.lang,
        notice=f"© {chapter.copyright or 'the authors named in it'}. {_terms_alone(chapter)}",
        terms=_terms_alone(chapter),
        marked=str(chapter.license.id not in PUBLIC_DOMAIN),
        license_url=chapter.license.url,
        attribution_name=theme.joined(wrote, book.lang) or f"the authors of {book.title}",
        attribution_url=f"{book.url}{chapter.href}" if book.url else None,
        tool=f"Potluck {build.version}",
        producer=f"WeasyPrint {version('weasyprint')}",
        date=_stamp(_changed(edition, chapter)),
        build=last[:10],
        source=_source(edition, last),
        document_id=str(document),
        instance_id=str(uuid5(document, content)),
    )


def info_alone(edition: Edition, chapter: Chapter, facts: Rights) -> dict[str, str]:
    """Say the same of a chapter in the older document information."""
    return info(facts, _changed(edition, chapter))


def _changed(edition: Edition, chapter: Chapter) -> datetime:
    return chapter.modified.date if chapter.modified else edition.build.date


def _people(edition: Edition, chapter: Chapter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who wrote a chapter, those in its byline first, and who else had part in it."""
    known = [who for who in edition.involved(chapter) if who.contributor.named]
    wrote = sorted((w for w in known if Role.AUTHOR in w.roles), key=lambda w: not w.declared)
    helped = (who for who in known if Role.AUTHOR not in who.roles)
    return tuple(w.contributor.name for w in wrote), tuple(w.contributor.name for w in helped)


def _terms_alone(chapter: Chapter) -> str:
    given = chapter.license
    named = f"{given.name} ({given.url})" if given.url else given.name
    return f"Licence: {named}; each picture is under the licence stated with it."


def creators(edition: Edition) -> tuple[str, ...]:
    """Return who wrote the book: its author, then those in bylines, in reading order, each once."""
    return tuple(maker.contributor.name for maker in makers.authors(edition))


def _source(edition: Edition, commit: str) -> str:
    return f"{edition.book.commit_url or 'git commit '}{commit}"


def _stamp(date: datetime) -> str:
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _notice(edition: Edition) -> str:
    notices = dict.fromkeys(text.copyright for text in edition.texts if text.copyright)
    holders = "; ".join(f"© {notice}" for notice in notices)
    return f"{holders or '© the authors named in each chapter'}. {_terms(edition)}"


def _terms(edition: Edition) -> str:
    named = "; ".join(
        f"{terms.name} ({terms.url})" if terms.url else terms.name for terms in edition.licenses
    )
    return (
        f"A collection under {edition.book.license.name}; each chapter and picture is under the "
        f"licence stated with it. Licences that occur: {named}."
    )


# --- the file -----------------------------------------------------------------------------------

SCHEMAS = (
    {
        "name": "PDF/UA universal accessibility",
        "uri": "http://www.aiim.org/pdfua/ns/id/",
        "prefix": "pdfuaid",
        "properties": (
            ("part", "Integer", "internal", "Part of ISO 14289 that the file conforms to"),
        ),
    },
    {
        "name": "Creative Commons rights expression",
        "uri": "http://creativecommons.org/ns#",
        "prefix": "cc",
        "properties": (
            ("license", "URI", "external", "Licence of the work"),
            ("attributionName", "Text", "external", "Whom to name when the work is reused"),
            ("attributionURL", "URI", "external", "Where to link to when the work is reused"),
        ),
    },
)
"""Properties outside XMP proper, which PDF/A demands be described in the packet itself.

Creative Commons' own: https://wiki.creativecommons.org/wiki/XMP. Name, type, category, meaning.
"""


def packet(facts: Rights) -> bytes:
    """Return the XMP packet."""
    return theme.render("print/xmp.xml.j2", rights=facts, schemas=SCHEMAS).strip().encode()


def info(facts: Rights, date: datetime) -> dict[str, str]:
    """Say the same as the packet in the older document information."""
    stamp = date.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    entries = {
        "Title": facts.title,
        "Author": "; ".join(facts.creators),
        "Subject": facts.description or "",
        "Creator": facts.tool,
        "Producer": facts.producer,
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    return {name: value for name, value in entries.items() if value}


def finish(pressed: Pressed, facts: Rights, about: dict[str, str]) -> bytes:
    """Return a PDF that was set as a whole with its metadata and the labels of its pages."""
    import pikepdf  # noqa: PLC0415 - heavy

    out = BytesIO()
    with pikepdf.open(BytesIO(pressed.pdf)) as pdf:
        stream = pdf.make_stream(packet(facts))
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = stream
        for name, value in about.items():
            pdf.docinfo[f"/{name}"] = value
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(_labels(pressed)))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _labels(pressed: Pressed) -> list[Any]:
    """Number the pages as they are printed: cover, i, ii, iii ... 1, 2, 3 ..."""
    import pikepdf  # noqa: PLC0415 - heavy

    arabic = pikepdf.Dictionary(S=pikepdf.Name.D)
    if "half-page" not in pressed.anchors:  # a chapter alone
        return [0, arabic]
    half, body = pressed.anchors["half-page"], pressed.anchors["body-matter"]
    cover = pikepdf.Dictionary(P=pikepdf.String("Cover"))
    roman = pikepdf.Dictionary(S=pikepdf.Name.r)
    return [0, cover, half, roman, body, arabic]
