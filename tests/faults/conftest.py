"""One fault server for all fault tests of a process."""

from collections.abc import Iterator

import pytest

from tests.faults.server import FaultServer, running


@pytest.fixture(scope="session")
def faults() -> Iterator[FaultServer]:
    with running() as server:
        yield server
