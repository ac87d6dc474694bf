"""The files that are shipped load without an error, as they are and with everything in them commented in."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from pipeline.config.pack import read_pack
from pipeline.config.settings import load
from pipeline.config.shapes import FeedsShape
from pipeline.starter import write_starter

ROOT = Path(__file__).resolve().parents[3]
STARTER = resources.files("pipeline") / "starter_files"
EXAMPLE = re.compile(r"^(\s*)# (\s*(?:- |\w+:(?: |$)|[\w-]+: \{))", re.MULTILINE)  # a line of YAML behind a hash


def starter(name: str = "feeds.yaml") -> str:
    return (STARTER / name).read_text(encoding="utf-8")


def commented_in(text: str) -> str:
    """With the examples as settings; prose stays a comment, because it has no colon so early or ends in one."""
    return "\n".join(
        line if re.search(r"\w\. |speaks_for: whose|Offlimits:", line) else EXAMPLE.sub(r"\1\2", line)
        for line in text.splitlines()
    )


def test_the_repository_s_own_feeds_yaml_loads() -> None:
    found = load(ROOT / "feeds.yaml")
    assert len(found.sources) > 60
    assert found.delivery.recipients == ()


def test_the_repository_s_own_feeds_yaml_is_the_one_that_init_writes() -> None:
    assert starter() == "# yaml-language-server: $schema=feeds.schema.json\n" + (ROOT / "feeds.yaml").read_text("utf-8")


def test_the_starter_files_load(tmp_path: Path) -> None:
    write_starter(tmp_path)
    found = load(tmp_path / "feeds.yaml")
    assert found.sources
    assert found.inventory is not None
    assert found.inventory.tools


def test_the_starter_names_the_version_of_the_pack_that_it_comes_with() -> None:
    assert yaml.safe_load(starter())["pack"] == read_pack().version


def test_the_starter_s_examples_are_right_once_they_are_commented_in(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(commented_in(starter()), encoding="utf-8")
    found = load(tmp_path / "feeds.yaml")
    assert found.sources[-1].source_id == "example-news"
    assert {source.source_id for source, reason in found.disabled if "disabled in" in reason} == {"techmeme", "hn-ban"}
    assert {source.grade for source in found.sources if source.source_id == "scmp-tech"} == {"A"}
    assert found.delivery.recipients
    assert found.delivery.smtp is not None
    assert found.lexicon.tools
    assert found.site.base_url


def test_the_schema_beside_the_starter_accepts_it_with_its_examples(tmp_path: Path) -> None:
    write_starter(tmp_path)
    schema = json.loads((tmp_path / "feeds.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for text in (starter(), commented_in(starter())):
        content = json.loads(json.dumps(yaml.safe_load(text), default=str))
        Draft202012Validator(schema).validate(content)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"sources": []},
        {"use": "none"},
        {"use": "all"},
        {"use": "defaults", "override": {"ars": {"grad": "A"}}},
        {"use": "defaults", "sources": [{"id": "a", "name": "A", "kind": "rss"}]},
        {"use": "defaults", "sources": [{"id": "a", "name": "A", "kind": "web", "url": "https://a.example/"}]},
    ],
)
def test_the_schema_refuses_what_the_configuration_refuses(wrong: object) -> None:
    assert not Draft202012Validator(FeedsShape.model_json_schema()).is_valid(wrong)


@pytest.mark.parametrize("name", ["feeds.yaml", "inventory.yaml"])
def test_the_starter_explains_itself(name: str) -> None:
    text = starter(name)
    assert text.startswith("#")
    assert "example" in text or "our" in text.casefold()


def test_the_examples_of_the_guide_are_right(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "sources-and-names.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "feeds.yaml").write_text("".join(blocks), encoding="utf-8")
    found = load(tmp_path / "feeds.yaml", {"EXAMPLE_TOKEN": "Bearer x"})
    ours = [source for source in found.sources if source.source_id.startswith("example-")]
    assert {source.kind for source in ours} == {"rss", "html-list", "sitemap", "page-watch"}
    assert "guardian-ai" in {source.source_id for source in found.sources}
    assert found.lexicon.tools[0].name == "House Assistant"
