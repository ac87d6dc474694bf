"""Floors under what is printed of a small stream of news, in which what sounds like the topic is crowded.

A floor goes down only with a reason, written here beside it. ``make quality DATA=path`` runs one of 5,000 entries too.
"""

import pytest

from tests.quality.event_gold import GoldSet, load_set
from tests.quality.readings import LONGFORM_FILE, TOPIC_FILE
from tests.quality.stream_entries import SMALL, STREAMS, Entry, shipped_others
from tests.quality.stream_score import StreamScores, measured, stream_lines

# Measured: of 38 restrictions 30 are true, of 48 decisions 30 are told. The aim is .90, .85 and 1. The third was 2
# while no stream had good outlets alone, so that the gate kept back most of what is told falsely.
PRECISION = 0.75  # of both streams together
RECALL = 0.62
WORST_BRIEF = 3  # false lines

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def streams() -> list[tuple[list[Entry], StreamScores]]:
    sets = [load_set(path) for path in (LONGFORM_FILE, TOPIC_FILE)]
    relevant = GoldSet(articles=[article for gold in sets for article in gold.articles], aliases=sets[0].aliases)
    others = list(shipped_others(gold.articles for gold in sets))
    return [measured(relevant, others, number=number, total=SMALL) for number in STREAMS]


def test_what_is_printed_of_a_stream_is_true(streams: list[tuple[list[Entry], StreamScores]]) -> None:
    scores = [found for _, found in streams]
    told = "\n".join(line for entries, found in streams for line in stream_lines("stream", entries, found))
    assert all(len(entries) == SMALL for entries, _ in streams), told
    printed = sum(len(found.printed) for found in scores)
    founded = sum(found.founded for found in scores)
    assert printed - sum(len(found.false) for found in scores) >= PRECISION * printed > 0, told
    assert founded - sum(len(found.missed) for found in scores) >= RECALL * founded > 0, told
    assert max(found.worst_brief for found in scores) <= WORST_BRIEF, told
