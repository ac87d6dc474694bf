"""Labelled events, merged: what articles disagree on is disputed, and nothing else is.

The three disputes were checked against the texts. OpenAI's notice went out "on Monday night, local time" (24 June), and
another paper writes on 26 June of the e-mail "sent yesterday" (25 June). Microsoft told the Senate "on Thursday"
(8 May), or "on May 9". Kallista's ban of Lumi is "with immediate effect" (20 February), or holds since 21 February.
"""

import random
from pathlib import Path

import pytest

from pipeline.analyse.lexicon.names import load
from pipeline.model.event import Report
from tests.quality.disputes import Dispute, disputes, labelled_reports, merged

GOLD = Path(__file__).parent / "data" / "longform" / "gold.jsonl"
TRUE = {
    Dispute("lf-lumi-2026", "effective"),
    Dispute("microsoft-deepseek-2025", "announced"),
    Dispute("openai-china-api-2024", "announced"),
}


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return labelled_reports(GOLD)


def found(reports: list[Report]) -> set[Dispute]:
    return disputes(merged(reports, load()), {report.article_id: report.story_id or "" for report in reports})


def test_exactly_what_the_texts_disagree_on_is_disputed(reports: list[Report]) -> None:
    assert len(reports) == 50
    assert found(reports) == TRUE


def test_whatever_the_order(reports: list[Report]) -> None:
    for seed in range(20):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert found(shuffled) == TRUE


def test_nothing_that_was_lifted_denied_or_proposed_is_told_as_in_force(reports: list[Report]) -> None:
    rows = merged(reports, load()).rows
    told = {(row.status, s.report.article_id) for row, supports in rows for s in supports if s.told_as != "imposed"}
    assert len(told) >= 7
    assert not [pair for pair in told if pair[0] in ("in-force", "reported", "scheduled", "announced")]
