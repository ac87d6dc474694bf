"""Floors under the prefilter. A floor goes down only with a reason, written here beside it."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.analyse.prefilter import Prefilter, prepare_filter
from tests.quality.prefilter_score import (
    HEADLINES,
    STREAM,
    TOPIC,
    Choices,
    Given,
    Headline,
    choice_lines,
    choose,
    load_headlines,
)

# Measured with VERSION 1: public titles 1.00, alone and with leads; headlines .986 alone; 12 % of the stream opened;
# strictly .94 of the public titles with leads, and 3.7 % of the stream.
TITLES = 0.95
LEADS = 0.98
OPENED = 0.15
STRICT = 0.85
STRICT_OPENED = 0.05


@pytest.fixture(scope="module")
def prefilter() -> Prefilter:
    return prepare_filter()


@pytest.mark.parametrize("folder", [TOPIC.parent, STREAM.parent], ids=lambda folder: folder.name)
def test_the_sets_are_the_pinned_ones(folder: Path) -> None:
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    files = [path for path in folder.iterdir() if path.suffix == ".jsonl"]
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == expected


@pytest.mark.parametrize("path", [TOPIC, HEADLINES], ids=lambda path: path.stem)
def test_what_is_on_topic_is_opened_by_its_title_alone(prefilter: Prefilter, path: Path) -> None:
    found = choose(prefilter, load_headlines(path), "title")
    assert found.wanted > 40
    assert found.recall >= TITLES, found.missed


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
def test_no_batch_of_headlines_is_left_behind(prefilter: Prefilter, batch: int) -> None:
    rows = [row for row in load_headlines(HEADLINES) if row.batch == batch]
    assert choose(prefilter, rows, "title").recall >= TITLES


@pytest.mark.parametrize("given", ["summary", "lead terms"])
def test_with_its_lead_hardly_anything_is_missed(prefilter: Prefilter, given: Given) -> None:
    found = choose(prefilter, load_headlines(TOPIC), given)
    assert found.recall >= LEADS, found.missed


def test_little_of_a_mixed_stream_is_opened_and_all_that_is_on_topic(prefilter: Prefilter) -> None:
    found = choose(prefilter, load_headlines(STREAM), "summary")
    assert found.wanted / found.others == pytest.approx(0.01, abs=0.002)
    assert found.missed == ()
    assert found.share <= OPENED, found.opened


def test_strictly_less_is_opened_and_most_that_names_a_tool_is_not_missed(prefilter: Prefilter) -> None:
    assert choose(prefilter, load_headlines(STREAM), "summary", strict=True).share <= STRICT_OPENED
    assert choose(prefilter, load_headlines(TOPIC), "summary", strict=True).recall >= STRICT


def headline(entry_id: str, title: str, relevant: str) -> Headline:
    return Headline(entry_id=entry_id, title=title, summary="", lead_terms="", relevant=relevant, batch=1)


def test_shares_are_counted_over_what_is_wanted_and_over_all(prefilter: Prefilter) -> None:
    rows = [
        headline("a", "Verrano bans ChatGPT", "yes"),
        headline("b", "Verrano opens a museum", "yes"),
        headline("c", "How to unblock ChatGPT", "no"),
        headline("d", "A week of rain", "no"),
        headline("e", "A week of sun", "borderline"),
    ]
    found = choose(prefilter, rows, "title")
    assert (found.recall, found.share) == (0.5, 0.5)
    assert [line[0] for line in (*found.missed, *found.opened)] == ["b", "c"]


def test_nothing_at_all_breaks_no_floor() -> None:
    nothing = Choices(wanted=0, others=0, missed=(), opened=())
    assert (nothing.recall, nothing.share) == (1.0, 0.0)


def test_a_set_with_digests_beside_it_is_measured_with_them(prefilter: Prefilter, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    row = {"id": "one", "title": "A ministry and its assistant", "lead_terms": "bars ChatGPT", "relevant": "yes"}
    labels.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "one.txt").write_text("A title\n\nOfficials may no longer use ChatGPT.\n", encoding="utf-8")
    assert choice_lines("made up", labels, prefilter) == [
        "prefilter, made up, title alone: recall 0.000 of 1, opened 0 of 0 others, 0.0 % of all",
        "  missed: one: names no AI tool: A ministry and its assistant",
        "prefilter, made up, with summary: recall 1.000 of 1, opened 0 of 0 others, 100.0 % of all",
        "prefilter, made up, with lead terms: recall 1.000 of 1, opened 0 of 0 others, 100.0 % of all",
    ]


def test_a_set_that_is_not_there_is_named(prefilter: Prefilter, tmp_path: Path) -> None:
    missing = tmp_path / "topic" / "labels.jsonl"
    assert choice_lines("topic", missing, prefilter) == [
        f"prefilter, topic: not measured (no data at {missing.parent})"
    ]
