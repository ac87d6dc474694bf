"""Floors under summaries, on articles of our own, and the scorer that the figures come from."""

import pytest

from tests.quality.rouge import mean, rouge
from tests.quality.summary_measure import lead_of, load_stories, said_of


def test_summaries_tell_what_happened_and_no_less_often_than_leads_do() -> None:
    stories = load_stories()
    missed = [story.name for story in stories if not story.told_by(said_of(story))]
    assert len(stories) == 22
    assert missed == []
    assert sum(story.told_by(lead_of(story)) for story in stories) <= len(stories) - len(missed)


def test_the_scorer_counts_words_pairs_and_the_longest_sequence() -> None:
    score = rouge("The bank bans tools", "Tools: the bank banned them", limit=60)
    assert score.one == pytest.approx(2 * 4 / (4 + 5))
    assert score.two == pytest.approx(2 * 2 / (3 + 4))
    assert score.longest == pytest.approx(2 * 3 / (4 + 5))
    assert mean([score, rouge("The bank", "", limit=60)]).one == pytest.approx(score.one / 2)


def test_words_beyond_the_limit_do_not_count() -> None:
    assert rouge("a bank", "one two three a bank", limit=3) == (0, 0, 0)
