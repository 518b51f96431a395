"""`python -m potluck.supply FILE`: write the bill of materials, as `make sbom` does."""

from pathlib import Path

import click

from potluck.errors import PotluckError
from potluck.storage import write_whole
from potluck.supply.here import bill_of_materials


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def main(file: Path) -> None:
    """Write the CycloneDX 1.6 bill of materials of this environment into FILE."""
    try:
        write_whole(file, bill_of_materials().encode())
    except PotluckError as error:
        raise click.ClickException(f"{error.message} Hint: {error.hint}") from error
    click.echo(file)


if __name__ == "__main__":
    main()
