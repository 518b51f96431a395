"""The whole book as one document: the yardstick of the press.

All but the structure is as WeasyPrint's public side makes it. It is what `potluck build --press
whole` does, and what the linked book must equal page by page.
"""

from collections.abc import Sequence
from typing import Any

from potluck.errors import ProofError
from potluck.formats.pdf.press.job import Job, Pressed
from potluck.formats.pdf.press.structure import tagged
from potluck.formats.pdf.press.surroundings import (
    VARIANT,
    fetcher,
    require_fonts,
    surrounded,
    without_warnings,
)


def press(job: Job) -> Pressed:
    """Set one document. ProofError if it asks for what it was not given, or anything is amiss."""
    require_fonts(job.files)
    with surrounded() as weasyprint:
        return _set(weasyprint, job)


def _set(weasyprint: Any, job: Job) -> Pressed:
    html = weasyprint.HTML(string=job.html, url_fetcher=fetcher(job.files))
    try:
        document = html.render(pdf_variant=VARIANT)
        with without_warnings(), tagged(weasyprint):
            pdf = document.write_pdf(pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError as error:
        raise ProofError(str(error)) from error
    return Pressed(pdf, len(document.pages), _places(document.pages))


def _places(pages: Sequence[Any]) -> dict[str, int]:
    """Return the first page of each anchor; an element that is split stands on several."""
    last_first = reversed(list(enumerate(pages)))
    return {name: number for number, page in last_first for name in page.anchors}
