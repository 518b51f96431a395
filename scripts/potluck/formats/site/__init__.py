"""The web site of a book: MkDocs and Material, fed by the Edition."""

import logging
import os
from importlib.util import find_spec
from pathlib import Path

from potluck.errors import ConfigError, PotluckError, ProofError, ToolError
from potluck.formats import Progress, counting, facts
from potluck.formats.site.handover import Handover, handing
from potluck.model import Artifact, Download, Edition


class Site:
    """Renders the site of the book in `root`, whose `mkdocs.yml` says how it looks."""

    name = "site"
    needs = ("mkdocs", "material")

    def __init__(self, root: Path) -> None:
        self.root = root

    def render(
        self,
        edition: Edition,
        destination: Path,
        *,
        shelf: tuple[Download, ...] = (),
        progress: Progress = lambda _: None,
    ) -> Artifact:
        """Write the site; it lists the downloads of `shelf` and holds copies of them.

        ToolError without MkDocs, ConfigError where MkDocs cannot use `mkdocs.yml`, ProofError
        where it warns of anything else: a warning is a fault of ours.
        """
        handover = Handover(edition, shelf, counting(progress, "Pages"))
        with _Listener() as heard:
            _build(self.root / "mkdocs.yml", destination, handover, heard)
        files = sorted(
            path.relative_to(destination).as_posix()
            for path in destination.rglob("*")
            if path.is_file()
        )
        pages = sum(name.endswith(".html") for name in files)
        from potluck.formats.site.fonts import used  # noqa: PLC0415 - as MkDocs

        known = facts.tools(self.name)
        return Artifact(self.name, self.name, tuple(files), (f"pages={pages}",), known, used())


def _build(
    config_file: Path,
    destination: Path,
    handover: Handover,
    heard: "_Listener",
) -> None:
    _require_libraries()
    from mkdocs.commands.build import build  # noqa: PLC0415 - heavy, like all of MkDocs
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

    from potluck.formats.site.settings import OVERRIDES  # noqa: PLC0415

    folders = {"docs_dir": OVERRIDES, "site_dir": str(destination)}
    try:
        config = load_config(str(config_file), config_file_path=None, strict=True, **folders)
    except (Abort, MkDocsException) as error:
        raise ConfigError(f"MkDocs cannot use {config_file.name}: {heard.text or error}") from error
    _require_plugin(config.plugins, config_file)
    try:
        with handing(handover):
            build(config)
    except (Abort, MkDocsException) as error:
        failure = ProofError(f"MkDocs could not build the site: {heard.text or error}")
        raise _origin(error) or failure from error


def _require_libraries() -> None:
    """Raise ToolError where MkDocs or Material is missing. Silences Material's own notice."""
    os.environ["NO_MKDOCS_2_WARNING"] = "true"
    for name in Site.needs:
        if find_spec(name) is None:
            raise ToolError(
                f"The site needs {name}, which is not installed.",
                "install it with `pip install 'potluck-press[site]'`",
            )


def _origin(error: BaseException | None) -> PotluckError | None:
    """Find our own exception among those that led to one of MkDocs'."""
    while error is not None and not isinstance(error, PotluckError):
        error = error.__cause__ or error.__context__
    return error


def _require_plugin(plugins: dict[str, object], config_file: Path) -> None:
    if "potluck" not in plugins:
        raise ConfigError(
            f"{config_file.name} does not name our plugin, so MkDocs would publish the raw files.",
            "add `plugins: [potluck]`",
        )


class _Listener(logging.Handler):
    """Hears what MkDocs logs as a warning or worse, and keeps it from the terminal meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    @property
    def text(self) -> str:
        return " ".join(self.messages)

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> "_Listener":
        self._logger = logging.getLogger("mkdocs")
        self._propagated = self._logger.propagate
        self._logger.propagate = False
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagated
