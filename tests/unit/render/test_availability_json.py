"""What vendors' own lists say, for programs: every fact, and nothing that changes while the lists stay as they are."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.availability import Availability
from pipeline.model.options import SiteOptions
from pipeline.render.availability_json import availability_json
from pipeline.render.site import build
from tests.examples import CONTENT, EMPTY

SINCE = datetime(2026, 7, 6, 5, 0, tzinfo=UTC)
FACT = Availability(
    tool="Quill",
    country="CH",
    listed=False,
    as_of_at=SINCE + timedelta(days=7),
    since_at=SINCE,
    source_id="quillhaven-countries",
    url="https://quillhaven.example/countries",
    sha256="0" * 64,
    quote="Switzerland (Quill 6 only)",
)


def document(*facts: Availability) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(availability_json(facts))
    return made


def test_a_fact_has_these_keys_and_no_other() -> None:
    assert document(FACT)["availability"] == [
        {
            "tool": "Quill",
            "country": "CH",
            "listed": False,
            "since": "2026-07-06",
            "source_id": "quillhaven-countries",
            "url": "https://quillhaven.example/countries",
            "quote": "Switzerland (Quill 6 only)",
        }
    ]


def test_facts_are_counted_and_stay_in_their_order() -> None:
    facts = [replace(FACT, country=code, listed=True) for code in ("DE", "AT", "CH")]
    made = document(*facts)
    assert (made["schema_version"], made["count"]) == ("1.0", 3)
    assert [fact["country"] for fact in made["availability"]] == ["DE", "AT", "CH"]


def test_without_facts_the_list_is_empty() -> None:
    assert document() == {"schema_version": "1.0", "count": 0, "availability": []}


def test_another_night_in_which_nothing_changed_changes_no_byte() -> None:
    later = replace(FACT, as_of_at=FACT.as_of_at + timedelta(days=1), sha256="1" * 64)
    assert availability_json([later]) == availability_json([FACT])


def test_the_day_is_that_of_utc() -> None:
    morning = SINCE.replace(hour=1).astimezone(timezone(timedelta(hours=-8)))
    assert document(replace(FACT, since_at=morning))["availability"][0]["since"] == "2026-07-06"


@pytest.mark.parametrize("length", [400, 401, 5_000])
def test_a_line_is_cut_where_it_is_too_long_for_a_quote(length: int) -> None:
    quote = document(replace(FACT, quote="y" * length))["availability"][0]["quote"]
    assert len(quote) == 400
    assert quote.endswith("…") == (length > 400)


@given(st.text(max_size=80), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_line_gives_valid_json_without_what_cannot_be_seen(quote: str, listed: bool) -> None:
    (fact,) = document(replace(FACT, quote=f"a{quote}\x00\u202eb", listed=listed))["availability"]
    assert fact["listed"] is listed
    assert "\x00" not in fact["quote"]
    assert "\u202e" not in fact["quote"]


@pytest.mark.parametrize("private", [False, True])
def test_both_builds_of_the_site_hold_the_facts_and_name_the_file(private: bool) -> None:
    files = build(replace(CONTENT, availability=(FACT,)), SiteOptions(), private=private)
    assert files["api/v1/availability.json"] == availability_json([FACT])
    assert json.loads(files["api/v1/index.json"])["files"]["availability"] == "availability.json"


def test_a_site_without_facts_has_the_file_too() -> None:
    assert build(EMPTY, SiteOptions(), private=False)["api/v1/availability.json"] == availability_json(())
