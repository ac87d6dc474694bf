"""The contract of ``inspect --jsonl`` as other programs read it: keys, types, words, and what holds between them.

The vocabularies are written out here and not taken from the code: a name that stood here once never changes.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.world.content import load
from pipeline.world.pages import article_page
from tests.unit.cli.calls import call

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "inspect.md"

KINDS = "paragraph heading list-item quote table-row caption code title teaser"
ACTIONS = "ban block restrict suspend cut_off limit lift propose deny investigate"
STATUSES = "in_force upcoming proposed lifted denied"
MECHANISMS = (
    "vendor-region vendor-customer vendor-ownership vendor-use employer-ban employer-limit agency-ban state-block"
    " regulator-order court-order export-control product-retirement"
)
ACTOR_TYPES = "vendor company government-body regulator court university other"
REASONS = (
    "data_leak security ip compliance geopolitics distillation privacy safety quality cost competition capacity"
    " surveillance_use propaganda other not_stated"
)
SURFACES = "api web app cli ide model cloud-marketplace all"
PRECISIONS = "day immediate month quarter year"
FIELDS = (
    "actor action mechanism targets vendors surfaces affected exempt announced effective ends replacement reasons"
    " status attribution"
)


def one_of(words: str, *, or_null: bool = False) -> dict[str, Any]:
    return {"enum": [*words.split(), *([None] if or_null else [])]}


def exactly(**properties: dict[str, Any]) -> dict[str, Any]:
    """An object with these keys and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def several(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": True}


TEXT = {"type": "string"}
SAID = {"type": "string", "minLength": 1}
SAID_OR_NULL = {"type": ["string", "null"], "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}

BLOCK = exactly(
    order=COUNT,
    para=COUNT,
    kind=one_of(KINDS),
    text=SAID,
    kept={"type": "boolean"},
    rule={"type": ["string", "null"], "pattern": "^(chrome|filler):[a-z-]+$"},
    because=SAID_OR_NULL,
)
EVIDENCE = exactly(field=one_of(FIELDS), block=COUNT, start=COUNT, end=COUNT, text=SAID)
EVENT = exactly(
    actor=SAID,
    actor_type=one_of(ACTOR_TYPES),
    mechanism=one_of(MECHANISMS),
    action=one_of(ACTIONS),
    targets=several(SAID, least=1),
    vendors=several(SAID),
    surfaces=several(one_of(SURFACES)),
    affected=SAID_OR_NULL,
    exempt=SAID_OR_NULL,
    announced=DAY,
    effective=DAY,
    effective_precision=one_of(PRECISIONS, or_null=True),
    ends=DAY,
    replacement=SAID_OR_NULL,
    reasons=several(one_of(REASONS)),
    status=one_of(STATUSES),
    attribution=SAID_OR_NULL,
    background={"type": "boolean"},
    inferred={"type": "boolean"},
    evidence=several(EVIDENCE, least=1),
)
ANSWER = exactly(
    id={"type": ["string", "integer", "null"]},
    mode=one_of("cold warm"),
    title=TEXT,
    author=TEXT,
    published=SAID_OR_NULL,
    language={"type": "string", "pattern": "^([a-z]{2,3})?$"},
    text=TEXT,
    blocks={"type": "array", "items": BLOCK},
    relevant={"type": "boolean"},
    score={"type": "number", "minimum": 0, "maximum": 1},
    why={"type": "array", "items": SAID},
    story={"type": ["string", "null"], "pattern": "^s[1-9][0-9]*$"},
    copy_of={"type": ["string", "integer", "null"]},
    events={"type": "array", "items": EVENT},
    modified=SAID_OR_NULL,
    canonical=TEXT,
    site=TEXT,
    tags=several(SAID),
    partial={"type": "boolean"},
    barrier=one_of("paywall consent challenge login script error", or_null=True),
    error=SAID_OR_NULL,
)

ODD: tuple[object, ...] = (
    {"id": "text", "text": "Xyzzy.\n\nPlugh, said the bird. It said so twice."},
    {"id": "undated", "html": "<html><article><p>Nothing happened in the village, and nobody minded."},
    {"id": "empty", "html": ""},
    {"id": "unknown"},
    ["no object"],
)


def lines(folder: Path, step: int) -> list[object]:
    world = load()
    rows: list[object] = []
    for number, article in enumerate(world.articles[::step]):
        (folder / f"{number}.html").write_text(article_page(world, article), encoding="utf-8")
        rows.append({"id": article.slug, "html_path": f"{number}.html", "url": world.url(article)})
    later = (world.articles[0].published.published_on + timedelta(days=1)).isoformat()
    copy = {
        "id": "copy",
        "html_path": "0.html",
        "url": "https://copyist.example/a",
        "published": later,
        "title": "Mine",
    }
    return [*rows, copy, *ODD]


@pytest.fixture(scope="module", params=["cold", "warm"])
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The sample world's pages and some odd lines, inspected as a batch."""
    folder = tmp_path_factory.mktemp("batch")
    rows = lines(folder, step=2 if request.param == "cold" else 4)
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    called = call("inspect", "--jsonl", folder / "in.jsonl", *(["--warm"] if request.param == "warm" else []))
    assert (called.code, called.err) == (0, "")
    found = [json.loads(line) for line in called.lines]
    assert [answer["id"] for answer in found] == [row["id"] if isinstance(row, dict) else None for row in rows]
    assert {answer["mode"] for answer in found} == {request.param}
    return found


def read(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [answer for answer in answers if answer["error"] is None]


def events(answers: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    found = [(answer, event) for answer in answers for event in answer["events"]]
    assert len(found) > 5, "the sample must say something of events"
    return found


def test_every_answer_has_the_keys_types_and_words_of_the_contract(answers: list[dict[str, Any]]) -> None:
    validator = Draft202012Validator(ANSWER)
    for answer in answers:
        problems = [f"{answer['id']}: {list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(answer)]
        assert problems == []


def test_a_line_that_cannot_be_used_has_an_error_and_nothing_else(answers: list[dict[str, Any]]) -> None:
    assert [answer["id"] for answer in answers if answer["error"]] == ["empty", "unknown", None]
    for answer in answers:
        if answer["error"]:
            assert not any(answer[key] for key in answer if key not in ("id", "mode", "error"))


def test_blocks_are_counted_from_0_and_paragraphs_never_go_back(answers: list[dict[str, Any]]) -> None:
    for answer in read(answers):
        assert [block["order"] for block in answer["blocks"]] == list(range(len(answer["blocks"])))
        paras = [block["para"] for block in answer["blocks"]]
        assert paras == sorted(paras)


def test_a_block_is_kept_or_has_a_rule(answers: list[dict[str, Any]]) -> None:
    for answer in read(answers):
        assert answer["blocks"]
        assert all(block["kept"] == (block["rule"] is None) for block in answer["blocks"])


def test_the_text_is_the_kept_blocks(answers: list[dict[str, Any]]) -> None:
    for answer in read(answers):
        paragraphs: dict[int, list[str]] = {}
        for block in answer["blocks"]:
            if block["kept"]:
                paragraphs.setdefault(block["para"], []).append(block["text"])
        assert answer["text"] == "\n\n".join(" ".join(pieces) for pieces in paragraphs.values())


def test_every_quote_stands_at_its_address_in_a_kept_block(answers: list[dict[str, Any]]) -> None:
    for answer, event in events(answers):
        for quote in event["evidence"]:
            block = answer["blocks"][quote["block"]]
            assert block["text"][quote["start"] : quote["end"]] == quote["text"]
            assert block["kept"]
            assert block["kind"] != "title" or block["order"] == 0


def test_actor_action_and_targets_have_evidence(answers: list[dict[str, Any]]) -> None:
    for answer, event in events(answers):
        assert {"actor", "action", "targets"} <= {quote["field"] for quote in event["evidence"]}, answer["id"]


def test_only_what_is_known_has_evidence(answers: list[dict[str, Any]]) -> None:
    for answer, event in events(answers):
        for quote in event["evidence"]:
            told = event[quote["field"]]
            spoken = quote["field"] == "effective" and event["effective_precision"]
            assert told or spoken, f"{answer['id']}: {quote['field']}"


def test_a_day_is_given_only_where_it_is_known(answers: list[dict[str, Any]]) -> None:
    for _, event in events(answers):
        assert (event["effective"] is not None) == (event["effective_precision"] in ("day", "immediate"))


def test_an_inquiry_is_proposed(answers: list[dict[str, Any]]) -> None:
    assert all(event["status"] == "proposed" for _, event in events(answers) if event["action"] == "investigate")


def test_only_relevant_articles_have_events(answers: list[dict[str, Any]]) -> None:
    assert all(answer["relevant"] for answer, _ in events(answers))


def test_every_article_has_a_story_relevant_or_not_dated_or_not(answers: list[dict[str, Any]]) -> None:
    assert all(answer["story"] for answer in read(answers))
    assert {answer["relevant"] for answer in read(answers)} == {True, False}
    numbers = {int(answer["story"][1:]) for answer in read(answers)}
    assert numbers == set(range(1, len(numbers) + 1))


def test_a_copy_names_an_article_of_its_story(answers: list[dict[str, Any]]) -> None:
    stories = {answer["id"]: answer["story"] for answer in read(answers)}
    copies = {answer["id"]: answer["copy_of"] for answer in read(answers) if answer["copy_of"] is not None}
    assert copies["copy"] == answers[0]["id"]
    assert all(stories[copy] == stories[original] for copy, original in copies.items())


def test_input_wins_over_the_page(answers: list[dict[str, Any]]) -> None:
    original, (copy,) = answers[0], [answer for answer in answers if answer["id"] == "copy"]
    assert copy["title"] == "Mine"
    assert copy["published"] > original["published"][:10]


def test_the_page_of_the_documentation_names_the_same_keys_in_the_same_order() -> None:
    told = DOCUMENTED.read_text(encoding="utf-8").split("```")[3]
    keys = re.findall(r'"([a-z_]+)"(?=[,:}\]])', re.sub(r'"(?:cold|warm|s1)"', "", told))

    def named(shape: dict[str, Any]) -> list[str]:
        found: list[str] = []
        for key, inner in shape["properties"].items():
            found += [key, *(named(inner["items"]) if "properties" in inner.get("items", {}) else [])]
        return found

    assert sorted(keys) == sorted(named(ANSWER))
    assert keys[:7] == [*ANSWER["properties"]][:7]
