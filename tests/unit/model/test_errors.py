"""Errors that a person can cause and mend: one line each, and the exit code that the command line promises."""

import pytest

from pipeline.model import errors
from pipeline.model.errors import (
    ConfigError,
    DeliveryError,
    LockHeldError,
    OfflimitsError,
    StoreError,
    UsageError,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OfflimitsError, 1),
        (StoreError, 1),
        (DeliveryError, 1),
        (UsageError, 2),
        (LockHeldError, 75),
        (ConfigError, 78),
    ],
)
def test_every_error_has_its_exit_code(kind: type[OfflimitsError], code: int) -> None:
    assert kind.exit_code == code
    assert issubclass(kind, OfflimitsError)


@pytest.mark.parametrize("kind", [StoreError, DeliveryError, UsageError, LockHeldError])
def test_an_error_prints_what_it_was_given(kind: type[OfflimitsError]) -> None:
    assert str(kind("data: cannot be written; free some space")) == "data: cannot be written; free some space"


@pytest.mark.parametrize(
    ("problems", "printed"),
    [
        (("one",), "one"),
        (("one", "two"), "one\ntwo"),
    ],
)
def test_a_configuration_error_holds_every_problem(problems: tuple[str, ...], printed: str) -> None:
    error = ConfigError(*problems)
    assert error.problems == problems
    assert str(error) == printed


def test_the_tree_at_the_head_of_the_file_names_every_error() -> None:
    assert errors.__doc__ is not None
    for kind in OfflimitsError.__subclasses__():
        assert kind.__name__ in errors.__doc__
        assert f"exit code {kind.exit_code}" in errors.__doc__
