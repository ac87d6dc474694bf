"""The site that is kept as docs/example is the one that the sample world makes."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Played
from tests.e2e.example import BINARY, EXAMPLE

pytestmark = pytest.mark.slow


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(BINARY)}


def test_the_kept_site_is_that_of_the_sample_world(played: Played) -> None:
    kept, made = files(EXAMPLE), files(played.public)
    assert sorted(kept) == sorted(made), "make example"
    assert [name for name in made if kept[name] != made[name]] == [], "make example"
