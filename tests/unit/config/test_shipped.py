"""The files that are shipped load without an error, as they are and with everything in them commented in."""

from importlib import resources
from pathlib import Path

import pytest

from pipeline.config.settings import load
from pipeline.starter import write_starter

ROOT = Path(__file__).resolve().parents[3]
STARTER = resources.files("pipeline") / "starter_files"


def test_the_repository_s_own_feeds_yaml_loads() -> None:
    found = load(ROOT / "feeds.yaml")
    assert len(found.sources) >= 5
    assert found.delivery.recipients == ()


def test_the_starter_files_load(tmp_path: Path) -> None:
    write_starter(tmp_path)
    found = load(tmp_path / "feeds.yaml")
    assert found.sources
    assert found.inventory is not None
    assert found.inventory.tools


def test_the_starter_s_examples_are_right_once_they_are_commented_in(tmp_path: Path) -> None:
    text = (STARTER / "feeds.yaml").read_text(encoding="utf-8")
    for line in text.splitlines():
        words = line.lstrip().removeprefix("# ")
        if words != line.lstrip() and (words.startswith(("delivery:", "lexicon:", " ", "base_url")) or ": {" in words):
            text = text.replace(line, line.replace("# ", "", 1))
    (tmp_path / "feeds.yaml").write_text(text, encoding="utf-8")
    found = load(tmp_path / "feeds.yaml")
    assert found.delivery.recipients
    assert found.delivery.smtp is not None
    assert found.lexicon.tools
    assert found.site.base_url


@pytest.mark.parametrize("name", ["feeds.yaml", "inventory.yaml"])
def test_the_starter_explains_itself(name: str) -> None:
    text = (STARTER / name).read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "example" in text or "our" in text.casefold()
