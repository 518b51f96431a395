"""The command, and `python -m potluck`: it works with what is kept, before it loads the rest."""

from potluck import readymade

readymade.use()

from potluck.cli import run  # noqa: E402 - as said

if __name__ == "__main__":
    run()
