"""Headers become text without harm, and a status that brings nothing to read has a name."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.answer import Reply, fields, printable, verbatim
from pipeline.model.failure import FAILURES
from tests.unit.fetch.clocks import NOW

URL = "https://news.example/"


def test_headers_are_read_in_utf_8_or_latin_1_whatever_their_names_look_like() -> None:
    raw = [(b"X-A", "ä".encode()), (b"x-a", "ä".encode("latin-1")), (b"ETag", b'"1"')]
    assert fields(raw) == {"x-a": ["ä", "ä"], "etag": ['"1"']}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=10), st.binary(max_size=30)), max_size=8))
def test_any_headers_can_be_read_and_none_is_lost(raw: list[tuple[bytes, bytes]]) -> None:
    found = fields(raw)
    assert sum(len(values) for values in found.values()) == len(raw)


def test_a_reply_gives_the_first_value_of_a_header_or_nothing() -> None:
    reply = Reply(status=200, fields={"x-a": ["1", "2"]})
    assert (reply.first("x-a"), reply.first("x-b")) == ("1", "")


@pytest.mark.parametrize(
    ("status", "after", "reason", "seconds"),
    [
        (429, "", "throttled", None),
        (429, "120", "throttled", 120),
        (429, "-5", "throttled", 0),
        (429, "1000000000", "throttled", 7 * 86_400),
        (429, "Fri, 10 Jul 2026 03:00:00 GMT", "throttled", 3_600),
        (429, "rubbish", "throttled", None),
        (503, "", "server-error", None),
        (503, "30", "throttled", 30),
        (503, "rubbish", "server-error", None),
        (500, "30", "server-error", 30),
        (404, "30", "not-found", 30),
        (305, "", "unexpected-status", None),
        (418, "", "unexpected-status", None),
        (999, "", "server-error", None),
    ],
)
def test_a_refusal_has_a_name_and_the_time_that_its_server_gives(
    status: int, after: str, reason: str, seconds: int | None
) -> None:
    found = Reply(status=status, fields={"retry-after": [after]} if after else {}).refusal(URL, NOW)
    assert found.reason == reason
    assert found.retry_at == (None if seconds is None else NOW + timedelta(seconds=seconds))
    assert found.detail.startswith(f"{URL} {FAILURES[reason].words} (status {status})")


@pytest.mark.parametrize(
    ("value", "kept", "cleaned"),
    [
        ('W/"1"', True, 'W/"1"'),
        ("", True, ""),
        ('"a\r\nX: 1"', False, '"aX: 1"'),
        ('"ä"', False, '""'),
        ("\x7f", False, ""),
    ],
)
def test_only_what_can_be_sent_back_as_it_came_is_kept(value: str, kept: bool, cleaned: str) -> None:
    assert verbatim(value) == (value if kept else "")
    assert printable(value) == cleaned


def test_an_answer_holds_what_its_headers_reserve() -> None:
    reply = Reply(
        status=200, fields={"x-robots-tag": ["otherbot: noindex", "offlimits: none"], "tdm-reservation": ["1"]}
    )
    assert reply.answer(URL, moved=True, fetched_at=NOW).reserved == ("noindex", "tdm")
    assert reply.answer(URL, moved=True, fetched_at=NOW).moved_to == URL
