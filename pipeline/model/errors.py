"""Errors that a person can cause and mend. Each is one line: what, where, and how to mend it.

OfflimitsError
├── ConfigError      the configuration is wrong; exit code 78
├── LockHeldError    another run holds the lock; exit code 75
├── StoreError       the database or the data directory cannot be used; exit code 1
├── UsageError       the command line names something that is not there; exit code 2
└── DeliveryError    a mail could not be handed over; exit code 1
"""


class OfflimitsError(Exception):
    """Base of all errors that are printed as one line."""

    exit_code = 1


class ConfigError(OfflimitsError):
    """The configuration is wrong. Holds every problem that was found, one line each.

    Args:
        problems: "feeds.yaml:12: sources[3].url: …; write …".
    """

    exit_code = 78

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class LockHeldError(OfflimitsError):
    """Another run holds the lock of this data directory."""

    exit_code = 75


class StoreError(OfflimitsError):
    """The database or the data directory cannot be read or written."""


class UsageError(OfflimitsError):
    """The command names a file, an id or a week that does not exist."""

    exit_code = 2


class DeliveryError(OfflimitsError):
    """A mail, or a copy of the site, could not be handed over."""
