"""Live preview: MkDocs' own server over our plugin, with drafts in it."""

import logging
import os
from pathlib import Path

from potluck.errors import ConfigError, ToolError

_DIRTY = "A 'dirty' build is being performed"


def serve(root: Path, address: str) -> None:
    """Serve the book at `HOST:PORT` until interrupted, and rebuild it when a file changes.

    Only what a change makes another is written: MkDocs calls that dirty, and warns of it, because
    it goes by the time of files (`potluck.formats.site.written` does not).

    Raises ToolError without MkDocs, ConfigError where its configuration or the book cannot be used.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "true"  # Material prints a notice otherwise
    try:
        from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - heavy
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

        from potluck.formats.site.settings import OVERRIDES  # noqa: PLC0415
    except ImportError as error:
        raise ToolError(
            "The preview needs MkDocs, which is not installed.",
            "install it with `pip install 'potluck-press[site]'`",
        ) from error
    logging.getLogger("mkdocs.commands.build").addFilter(but_needless)
    try:
        mkdocs_serve(
            str(root / "mkdocs.yml"), build_type="dirty", dev_addr=address, docs_dir=OVERRIDES
        )
    except OSError as error:
        raise ConfigError(
            f"{address} cannot be served: {error.strerror}.", "name another with --address"
        ) from error
    except MkDocsException as error:
        raise ConfigError(str(error)) from error


def but_needless(record: logging.LogRecord) -> bool:
    """Let pass what MkDocs says, but for its warning of a build that leaves files alone."""
    return not record.getMessage().startswith(_DIRTY)
