"""Failures carry their name, their words and their time, and survive the way out of another process."""

import pickle
from datetime import UTC, datetime

import pytest

from pipeline.fetch.failures import BodyError, FeedError, FetchError, SettledError, failed_at
from pipeline.model.failure import FAILURES

LATER = datetime(2026, 7, 10, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "error",
    [
        FetchError("dns", "It could not be resolved."),
        FetchError("throttled", "Slower.", LATER),
        SettledError("robots", "It is closed."),
        FeedError("broken", "It is broken."),
        FeedError("not-a-feed", "It is a page.", ("https://news.example/feed",)),
        BodyError("too-large", "sent too much"),
    ],
)
def test_a_failure_can_be_pickled(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


def test_a_failure_says_its_sentence_and_nothing_else() -> None:
    assert str(FetchError("dns", "It could not be resolved.")) == "It could not be resolved."
    assert str(FeedError("broken", "It is broken.")) == "It is broken."


def test_whether_a_failure_may_pass_stands_in_the_table() -> None:
    assert [name for name in FAILURES if not FetchError(name, "").transient] == [
        name for name, failure in FAILURES.items() if failure.retry == "never"
    ]
    assert (FeedError("broken", "").transient, FeedError("not-html", "").transient) == (True, False)


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_has_a_sentence_that_begins_with_the_address(name: str) -> None:
    found = failed_at("https://news.example/", name)
    assert (found.reason, found.retry_at) == (name, None)
    assert found.detail == f"https://news.example/ {FAILURES[name].words}."
    noted = failed_at("https://news.example/", name, "status 503", LATER)
    assert noted.detail == f"https://news.example/ {FAILURES[name].words} (status 503)."
    assert noted.retry_at == LATER
