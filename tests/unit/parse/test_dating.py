"""Days of publication and of change: which of several counts, and which are not believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Published
from pipeline.parse.dating import HEAD_LINES, day_lines, decide, decide_modified, read_day
from pipeline.parse.draft import Draft
from tests.unit.parse.pages import FETCHED_AT, day

URL = "https://news.example/story"
TITLE = "Fabrikam bans Nimbus"


def text(found: Published | None) -> str | None:
    return found.text if found else None


def decided(*said: str, hinted: str = "", url: str = URL) -> str | None:
    return text(decide(said, day(hinted) if hinted else None, url, fetched_at=FETCHED_AT))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-07-06T09:00:00+08:00", "2026-07-06T09:00:00+08:00"),
        ("2026-07-06T09:00:00", "2026-07-06T09:00:00"),
        ("July 6, 2026", "2026-07-06"),
        ("6 July 2026 09:00 CEST", "2026-07-06T09:00:00+02:00"),
        ("2026/07/06", "2026-07-06"),
        ("06/07/2026", None),
        ("07/06/2026", None),
        ("03/13/2026", "2026-03-13"),
        ("13/03/2026", "2026-03-13"),
        ("06/07/26", None),
        ("July 2026", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("1990-05-05", None),
        ("2026-07-11", "2026-07-11"),
        ("2026-07-12", None),
    ],
)
def test_a_day_is_read_as_a_whole_and_never_guessed(raw: str, expected: str | None) -> None:
    assert text(read_day(raw, FETCHED_AT)) == expected


def test_the_first_that_can_be_read_counts() -> None:
    assert decided("06/07/2026", "soon", "2026-07-06", "2026-07-01") == "2026-07-06"


def test_a_day_takes_the_time_that_another_source_gives_it() -> None:
    assert decided("2026-07-06", "2026-07-06T09:00:00+08:00") == "2026-07-06T09:00:00+08:00"
    assert decided("2026-07-06", "2026-07-05T09:00:00+08:00") == "2026-07-06"


def test_the_page_counts_before_its_feed_in_both_directions() -> None:
    assert decided("2026-07-06", hinted="2026-07-09") == "2026-07-06"
    assert decided("2026-07-06", hinted="2026-07-01") == "2026-07-06"
    assert decided(hinted="2026-07-09") == "2026-07-09"


@pytest.mark.parametrize(
    ("address", "said", "expected"),
    [
        ("2026/05/01", ("2026-07-06",), "2026-05-01"),
        ("2026/05/01", ("2026-07-06", "2026-05-01T08:00:00Z"), "2026-05-01T08:00:00+00:00"),
        ("2026/07/05", ("2026-07-06T01:00:00+08:00",), "2026-07-06T01:00:00+08:00"),
        ("2026/07/09", ("2026-07-06",), "2026-07-06"),
        ("2027/01/01", ("2026-07-06",), "2026-07-06"),
        ("2026/07/06", (), "2026-07-06"),
        ("2027/01/01", (), None),
    ],
    ids=["stamped anew", "confirmed", "zone", "event ahead", "future", "alone", "future alone"],
)
def test_a_day_in_the_address_corrects_a_later_one(address: str, said: tuple[str, ...], expected: str | None) -> None:
    assert decided(*said, url=f"https://news.example/{address}/story") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("2026-07-07",), "2026-07-07"),
        (("2026-07-06",), "2026-07-06"),
        (("2026-07-06T10:00:00Z",), "2026-07-06T10:00:00+00:00"),
        (("2026-07-06T08:00:00Z",), None),
        (("2026-07-05",), None),
        (("2026-12-05",), None),
        ((), None),
    ],
)
def test_nothing_is_changed_before_it_is_published(said: tuple[str, ...], expected: str | None) -> None:
    published = read_day("2026-07-06T09:00:00Z", FETCHED_AT)
    assert text(decide_modified(said, published, fetched_at=FETCHED_AT)) == expected


def lines(*texts: str, author: str = "") -> tuple[str, str]:
    drafts = [Draft(kind="paragraph", text=one) for one in texts]
    return day_lines(drafts, TITLE, author)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("6 July 2026", ("6 July 2026", "")),
        ("Published 11:34 PM EST Jul 6, 2026", ("Jul 6, 2026", "")),
        ("Posted on July 6, 2026", ("July 6, 2026", "")),
        ("July 6, 2026 | 5 min read", ("July 6, 2026", "")),
        ("July 6, 2026 - 5 min read", ("July 6, 2026", "")),
        ("By Jane Doe on Monday, July 6th, 2026 at 11:04 a.m.", ("Monday, July 6th, 2026 at 11:04 a.m", "")),
        ("Jane Doe July 6, 2026, 9:02 AM", ("July 6, 2026, 9:02 AM", "")),
        ("Updated: 7 July 2026", ("", "7 July 2026")),
        ("6 July 2026 · Updated 7 July 2026", ("6 July 2026", "7 July 2026")),
        ("The ban of 6 July 2026", ("", "")),
        ("From 6 July 2026 the tool is banned", ("", "")),
        ("July 2026", ("", "")),
        ("06/07/2026", ("", "")),
    ],
)
def test_a_line_of_its_own_below_the_headline_may_hold_the_day(line: str, expected: tuple[str, str]) -> None:
    assert lines(TITLE, line, author="Jane Doe") == expected


def test_a_day_above_the_headline_is_only_today() -> None:
    assert lines("Monday, 6 July 2026", TITLE, "Text.") == ("", "")


def test_several_days_that_nothing_tells_apart_are_none() -> None:
    assert lines(TITLE, "6 July 2026", "5 July 2026") == ("", "")
    assert lines(TITLE, "6 July 2026", "6 July 2026") == ("6 July 2026", "")
    assert lines(TITLE, "5 July 2026", "Published 6 July 2026") == ("6 July 2026", "")


def test_a_day_behind_running_text_or_far_below_is_another_articles() -> None:
    assert lines(TITLE, "word " * 40, "6 July 2026") == ("", "")
    assert lines(TITLE, *["Menu"] * HEAD_LINES, "6 July 2026") == ("", "")
    assert lines("Another title", "6 July 2026") == ("", "")


@settings(max_examples=200, deadline=None)
@given(said=st.lists(st.text(max_size=40) | st.dates().map(str), max_size=4), url=st.text(max_size=30))
def test_whatever_is_said_the_day_is_of_the_web_and_not_ahead(said: list[str], url: str) -> None:
    found = decide(said, None, url, fetched_at=FETCHED_AT)
    assert found is None or 1993 <= found.published_on.year <= 2026
    changed = decide_modified(said, found, fetched_at=FETCHED_AT)
    assert changed is None or found is None or changed.published_on >= found.published_on


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("6 July 2026 by Jane Doe", "6 July 2026"),
        ("Published 6 July 2026 by Jane Doe", "6 July 2026"),
        ("By Jane Doe, 6 July 2026", "6 July 2026"),
        ("By Jane Doe, July 6, 2026", "July 6, 2026"),
        ("Decided by 6 July 2026", ""),
    ],
)
def test_who_wrote_it_may_stand_before_or_behind_the_day(line: str, day: str) -> None:
    drafts = [Draft(kind="heading", text=TITLE), Draft(kind="paragraph", text=line)]
    assert day_lines(drafts, TITLE)[0] == day
