"""A town with its news, and a store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import prepare
from pipeline.store.store import Store
from tests.unit.nightly.towns import NAMES, Town, fill
from tests.unit.nightly.webs import LoopbackWeb


@pytest.fixture(scope="session")
def tools() -> Tools:
    return prepare(NAMES)


@pytest.fixture
def town(tmp_path: Path, tools: Tools) -> Iterator[Town]:
    """A town whose two outlets have written about the ban; nothing has been read yet."""
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, tools, web)
