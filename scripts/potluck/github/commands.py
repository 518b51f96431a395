"""`potluck github …`: what a workflow calls, one function per command."""

import json
import os
from pathlib import Path

import click

from potluck.source.place import root_from

# ruff: noqa: PLC0415 - `potluck --help` stays light

_FINE = 0
Root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The book's folder. Default: the nearest one upwards with a mkdocs.yml.",
)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def github() -> None:
    """Speak with GitHub: what the workflows of a book's repository call."""


@github.command()
@click.option("--since", default="", help="Report only what was not there at this commit.")
@click.option("--summary", type=_FILE, envvar="GITHUB_STEP_SUMMARY", help="A page to add it to.")
@Root
def report(since: str, summary: Path | None, root: Path | None) -> int:
    """Write build/report/: findings and fixes, for the comment on a pull request."""
    from potluck.github import page
    from potluck.github import report as reports

    folder = _folder(root)
    data = reports.gather(folder, since or None)
    target = folder / "build" / "report"
    target.mkdir(parents=True, exist_ok=True)
    (target / reports.FILE).write_bytes(data)
    text = page.summary(reports.parse(data))
    (target / "report.md").write_text(text, encoding="utf-8")
    _append(summary, text)
    click.echo(f"{_shown(target)}: {reports.FILE}, report.md")
    return _FINE


@github.command()
@click.option("--event", type=_FILE, envvar="GITHUB_EVENT_PATH", required=True)
@click.option("--api", envvar="GITHUB_API_URL", required=True)
@click.option("--server", envvar="GITHUB_SERVER_URL", required=True)
def comment(event: Path, api: str, server: str) -> int:
    """Say on a pull request what its check found. The token is in GITHUB_TOKEN."""
    from potluck.errors import ConfigError
    from potluck.github import pull
    from potluck.github.rest import Rest

    token = os.environ.get("GITHUB_TOKEN")
    if not token:
        raise ConfigError("There is no token.", "env: GITHUB_TOKEN: ${{ github.token }}")
    run = pull.Run.of(json.loads(event.read_text("utf-8")))
    click.echo(pull.comment(Rest(api, token), run, server))
    return _FINE


@github.command()
@click.option("--output", type=_FILE, envvar="GITHUB_OUTPUT", help="Where to name the build.")
@Root
def editions(output: Path | None, root: Path | None) -> int:
    """Prove that build/ holds every edition, whole, of one build."""
    from potluck.github.editions import prove

    build = prove(_folder(root)).build.id
    _append(output, f"build={build}\n")
    click.echo(f"build/ holds every edition of build {build}.")
    return _FINE


@github.command()
@click.option("--url", envvar="POTLUCK_ONLINE", default="", help="The address of the site.")
@click.option("--repository", envvar="GITHUB_REPOSITORY", default="", help="Whose Pages it is.")
@Root
def online(url: str, repository: str, root: Path | None) -> int:
    """Fetch into build/online/ what stands online, for `potluck publish` to compare with."""
    from potluck.github.editions import fetch, pages_address

    if not url and not repository:
        raise click.UsageError("Name the address of the site with --url.")
    click.echo(fetch(url or pages_address(repository), _folder(root) / "build" / "online"))
    return _FINE


@github.command()
@click.option("--url", required=True, help="The address of the site.")
@click.option("--build", required=True, help="The id of the build that should stand there.")
@click.option("--wait", default=300, show_default=True, help="For how many seconds to look.")
def deployed(url: str, build: str, wait: int) -> int:
    """Prove that the site online is the one that was built."""
    from potluck.github.editions import await_build

    click.echo(await_build(url, build, wait))
    return _FINE


@github.command()
@Root
def release(root: Path | None) -> int:
    """Put the files of a release into build/release/, with citation, bill and checksums."""
    from potluck import pipeline
    from potluck.github.release import gather

    folder = _folder(root)
    edition, _ = pipeline.edition_for(folder, preview=False)
    for path in gather(folder, edition, folder / "build" / "release"):
        click.echo(_shown(path))
    return _FINE


def _folder(root: Path | None) -> Path:
    return root.resolve() if root is not None else root_from(Path.cwd())


def _shown(path: Path) -> str:
    """Return a path below build/ as people know it."""
    return "/".join(path.parts[len(path.parts) - path.parts[::-1].index("build") - 1 :])


def _append(path: Path | None, text: str) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
