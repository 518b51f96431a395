"""Live preview: MkDocs' own server over our plugin, with drafts in it."""

import os
from pathlib import Path

from potluck.errors import ConfigError, ToolError


def serve(root: Path, address: str) -> None:
    """Serve the book at `HOST:PORT` until interrupted, and rebuild it when a file changes.

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
    try:
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=address, docs_dir=OVERRIDES)
    except OSError as error:
        raise ConfigError(
            f"{address} cannot be served: {error.strerror}.", "name another with --address"
        ) from error
    except MkDocsException as error:
        raise ConfigError(str(error)) from error
