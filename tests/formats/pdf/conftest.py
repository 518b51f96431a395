"""A small edition to put a text into."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from potluck.model import Edition, Part
from support import SOUP, sample


@pytest.fixture
def with_body() -> Callable[[str], Edition]:
    """Return what makes an edition of one chapter with this text."""

    def make(html: str) -> Edition:
        chapter = replace(SOUP, html=html, figures=(), sources=())
        return replace(sample(), parts=(Part("mains", "", (chapter,)),), matter=(), preface=None)

    return make
