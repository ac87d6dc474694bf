"""One play of the demo, shared by all tests that only look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.demo import DemoNight, play
from pipeline.nightly.house import Silent
from pipeline.store.store import Store


@dataclass(frozen=True)
class Played:
    """Where the demo was played, and what its nights did."""

    folder: Path
    nights: tuple[DemoNight, ...]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def public(self) -> Path:
        return self.data / "site" / "public"

    @property
    def private(self) -> Path:
        return self.data / "site" / "private"


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("a demo")
    return Played(folder, tuple(play(folder, progress=Silent())))


@pytest.fixture
def store(played: Played) -> Iterator[Store]:
    with Store(played.data) as opened:
        yield opened
