"""A store in a folder of its own, closed behind each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store.db import FILE_NAME
from pipeline.store.store import Store
from tests.unit.store.filling import fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store that waits for nobody."""
    with Store(tmp_path / "data", busy_ms=1) as opened:
        yield opened


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a data directory in which one night has been."""
    folder = tmp_path_factory.mktemp("night")
    with Store(folder) as store:
        fill(store)
    return folder / FILE_NAME


@pytest.fixture
def filled(tmp_path: Path, night: Path) -> Iterator[Store]:
    """A store in which one night has been, which waits for nobody."""
    (tmp_path / "data").mkdir()
    shutil.copy(night, tmp_path / "data" / FILE_NAME)
    with Store(tmp_path / "data", busy_ms=1) as opened:
        yield opened
