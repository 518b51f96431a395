"""What can go wrong that is not a finding about the book. `cli.main` maps each to an exit code."""


class PotluckError(Exception):
    """A failure with a message and a hint, both for people. Never a contributor's mistake."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(PotluckError):
    """The command line or `mkdocs.yml` cannot be used (exit code 2)."""

    exit_code = 2


class ToolError(PotluckError):
    """A program or library that the command needs is missing or failed (exit code 2)."""

    exit_code = 2


class ProofError(PotluckError):
    """A finished edition does not hold what the book says: our bug (exit code 3)."""
