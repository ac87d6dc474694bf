"""One data directory, filled by one night, for all tests that only look at it; a copy for those that change it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.houses import House, feeds, furnish
from tests.unit.nightly.towns import fill
from tests.unit.nightly.webs import LoopbackWeb


@pytest.fixture(scope="session")
def town() -> Iterator[LoopbackWeb]:
    """A web that no test changes."""
    with LoopbackWeb() as web:
        fill(web)
        yield web


@pytest.fixture(scope="session")
def filled(town: LoopbackWeb, tmp_path_factory: pytest.TempPathFactory) -> House:
    """After the night of NOW. Only to look at."""
    house = furnish(tmp_path_factory.mktemp("filled") / "our house", feeds(town.address))
    called = house.run()
    assert called.code == 0, called.err
    return house


@pytest.fixture
def house(filled: House, tmp_path: Path) -> House:
    """A copy of the filled one, to change."""
    shutil.copytree(filled.folder, tmp_path / "house", symlinks=True)
    return House(tmp_path / "house")


@pytest.fixture
def fresh(town: LoopbackWeb, tmp_path: Path) -> House:
    """A configuration with which nothing has been run yet."""
    return furnish(tmp_path / "fresh", feeds(town.address))


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    """A web that a test may change."""
    with LoopbackWeb() as running:
        fill(running)
        yield running


@pytest.fixture
def ours(web: LoopbackWeb, tmp_path: Path) -> House:
    """A configuration of that web."""
    return furnish(tmp_path / "ours", feeds(web.address))
