"""The sources that ship: every line is right, names are known, and what may not be read is not."""

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pipeline.analyse.lexicon.names import load as load_lexicon
from pipeline.config.clashes import page
from pipeline.config.fields import Shape
from pipeline.config.pack import PackShape, pack_text, read_pack
from pipeline.config.shapes import FeedsShape
from pipeline.config.source_shapes import SourceShape, misfits
from pipeline.model.rights import BY_TERMS
from pipeline.text.urls import host

DATA: dict[str, Any] = yaml.safe_load(pack_text())
LINES: list[dict[str, Any]] = [line for group in DATA["groups"] for line in group["sources"]]
PACK = read_pack()


def named(line: dict[str, Any]) -> str:
    return str(line["id"])


def test_the_pack_is_right_with_its_selectors() -> None:
    assert PackShape.model_validate(DATA).version == PACK.version


@pytest.mark.parametrize("line", LINES, ids=named)
def test_each_line_goes_together(line: dict[str, Any]) -> None:
    assert list(misfits(line)) == []
    assert line["url"].startswith("https://")
    assert "grade" in line


@pytest.mark.parametrize("key", ["id", "url"])
def test_nothing_stands_twice(key: str) -> None:
    values = [page(line["url"]) if key == "url" else line["id"] for line in LINES]
    assert len(set(values)) == len(values)


def test_pages_of_one_host_are_of_one_publisher() -> None:
    names: dict[str, set[str]] = {}
    for line in LINES:
        names.setdefault(host(line["url"]), set()).add(line["name"])
    assert {key: found for key, found in names.items() if len(found) > 1} == {}


def test_each_group_is_in_the_order_of_its_ids() -> None:
    for group in DATA["groups"]:
        ids = [line["id"] for line in group["sources"]]
        assert ids == sorted(ids), group["title"]


def test_each_source_is_one_line() -> None:
    assert len(re.findall(r"^      - \{id: .+\}$", pack_text(), re.MULTILINE)) == len(LINES)


def test_who_is_spoken_for_and_what_is_listed_has_a_name_of_the_lexicon() -> None:
    lexicon = load_lexicon()
    spoken = {name for line in LINES for name in line.get("speaks_for", [])}
    tools = {name for line in LINES for name in line.get("watch", {}).get("tools", [])}
    assert spoken <= {*lexicon.vendors, *lexicon.actors}
    assert tools <= set(lexicon.tools)
    assert {"OpenAI", "Anthropic"} <= spoken
    assert "OpenAI API" in tools


def test_who_speaks_for_somebody_is_graded_a_and_who_finds_pages_of_others_is_not_trusted() -> None:
    for shape in PACK.shapes.values():
        if shape.speaks_for:
            assert shape.grade == "A", shape.id
        if shape.discovery or shape.kind in ("api:gdelt", "api:hn-algolia"):
            assert shape.grade in ("D", "E", "F"), shape.id


def test_a_fallback_is_another_source_and_is_read() -> None:
    for shape in PACK.shapes.values():
        if shape.fallback:
            assert shape.fallback != shape.id
            assert PACK.shapes[shape.fallback].enabled is None


def test_what_is_not_read_says_why_and_what_terms_forbid_is_not_read() -> None:
    off = {shape.id for shape in PACK.shapes.values() if shape.reason}
    forbidden = {shape.id for shape in PACK.shapes.values() if not BY_TERMS[shape.terms].fetch}
    assert off == forbidden | {shape.id for shape in PACK.shapes.values() if shape.enabled is False}
    assert {"guardian-ai", "reuters-news-sitemap", "gnews-bans"} <= forbidden
    assert {"axios", "euractiv", "pw-ota-genai", "reddit-claudeai", "theregister-ai"} == off - forbidden
    assert not [shape.id for shape in PACK.shapes.values() if shape.enabled]


def test_newsrooms_are_opened_whole_and_pages_without_a_feed_are_read_as_they_are() -> None:
    newsrooms = {line["id"] for line in DATA["groups"][0]["sources"]}
    assert {shape.opened for shape in PACK.shapes.values() if shape.id in newsrooms} == {"all"}
    assert PACK.shapes["anthropic-news"].kind == "html-list"
    assert {shape.kind for shape in PACK.shapes.values() if shape.id.startswith("pw-")} == {"page-watch", "atom"}


def test_what_a_source_brought_later_names_a_version_of_the_pack() -> None:
    assert all(shape.since is None or shape.since <= PACK.version for shape in PACK.shapes.values())


def test_editors_accept_every_line_as_a_source_of_one_s_own() -> None:
    schema = Draft202012Validator(FeedsShape.model_json_schema())
    schema.validate({"sources": [{key: value for key, value in line.items() if key != "since"} for line in LINES]})


def test_the_raw_keys_make_the_same_sources() -> None:
    for source_id, raw in PACK.raw.items():
        assert SourceShape.model_validate(dict(raw)).url == PACK.shapes[source_id].url
        assert "since" not in raw


def test_a_key_that_nobody_reads_is_a_mistake_in_every_shape() -> None:
    assert Shape.model_config["extra"] == "forbid"
    assert PackShape.model_config["extra"] == "forbid"
