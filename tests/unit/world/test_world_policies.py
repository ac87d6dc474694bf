"""The policy page of the sample world: a list that loses an entry once, among changes that tell nothing."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.availability import listed_countries
from pipeline.analyse.lexicon.countries import load_countries
from pipeline.fetch.watch.compare import compare
from pipeline.fetch.watch.text import read_watched
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import Verdict, WatchMemory
from pipeline.world.content import load
from pipeline.world.pages import NOTICE
from pipeline.world.policies import policy_page
from pipeline.world.records import Policy, World
from pipeline.world.sources import NIGHTS

SHIPPED = load()
(COUNTRIES,) = SHIPPED.policies
DROPPED_AT = datetime(2026, 7, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


@pytest.fixture(scope="module")
def policy() -> Policy:
    return COUNTRIES


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    """What the four nights make of the page."""
    rules = WatchRules(select=COUNTRIES.select, as_set=True, tools=COUNTRIES.tools)
    source = Source(
        source_id=COUNTRIES.id, name=COUNTRIES.name, kind="page-watch", url="http://q.example/", watch=rules
    )
    memory: WatchMemory | None = None
    found = []
    for night in NIGHTS:
        body = policy_page(SHIPPED, COUNTRIES, night).encode()
        watched = read_watched(body, source=source, base_url=source.url, content_type="text/html", now=night)
        sha256 = hashlib.sha256(body).hexdigest()
        memory, verdict = compare(memory, watched, now=night, snapshot_sha256=sha256)
        found.append(verdict)
    return found


def items(page: str) -> list[str]:
    return [item.get_text() for item in BeautifulSoup(page, "lxml").select("main li")]


def test_the_nights_see_noise_then_a_change_that_waits_then_a_change_that_is_believed(verdicts: list[Verdict]) -> None:
    assert [(verdict.kind, verdict.why) for verdict in verdicts] == [
        ("baseline", ""),
        ("noise", "banner"),
        ("pending", ""),
        ("confirmed", ""),
    ]


def test_the_change_is_one_entry_that_went(verdicts: list[Verdict]) -> None:
    change = verdicts[-1].change
    assert change is not None
    assert (change.added, change.removed) == ((), ("Switzerland",))
    assert change.seen_at == NIGHTS[2]
    assert "Quill" in change.title


def test_every_entry_is_a_country_that_is_known(policy: Policy) -> None:
    countries = load_countries()
    for entry in policy.entries:
        assert listed_countries([entry], countries), entry
    assert len(set(policy.entries)) == len(policy.entries) == 25


def test_an_entry_is_dropped_at_its_moment(world: World, policy: Policy) -> None:
    assert policy.dropped == {"Switzerland": DROPPED_AT}
    assert items(policy_page(world, policy, DROPPED_AT - timedelta(seconds=1))) == list(policy.entries)
    assert items(policy_page(world, policy, DROPPED_AT)) == [one for one in policy.entries if one != "Switzerland"]


def test_the_page_says_that_it_is_made_up(world: World, policy: Policy) -> None:
    page = policy_page(world, policy, NIGHTS[0])
    assert page.count(NOTICE) == 1
    assert "made-up company" in page
    assert all(tool.endswith("(fictional)") for tool in policy.tools)


def test_every_week_brings_another_link_and_another_number_of_days(world: World, policy: Policy) -> None:
    pages = [policy_page(world, policy, night) for night in NIGHTS]
    links = [re.findall(r'href="([^"]*visit=[^"]*)"', page) for page in pages]
    assert all(len(found) == 1 for found in links)
    assert len({found[0] for found in links}) == 4
    days = [re.findall(r"Last updated (\d+) days ago", page) for page in pages]
    assert days == [["112"], ["119"], ["126"], ["133"]]


def test_the_question_about_cookies_is_asked_from_the_second_night_on(world: World, policy: Policy) -> None:
    assert ["cookies" in policy_page(world, policy, night) for night in NIGHTS] == [False, True, True, True]


@pytest.mark.parametrize("moment", [NIGHTS[0], NIGHTS[1], DROPPED_AT])
def test_the_same_moment_gives_the_same_page(world: World, policy: Policy, moment: datetime) -> None:
    assert policy_page(world, policy, moment) == policy_page(world, policy, moment)


def test_nothing_of_the_skeleton_is_left_open(world: World, policy: Policy) -> None:
    assert "$" not in policy_page(world, policy, NIGHTS[1])


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_an_entry_never_becomes_markup(text: str) -> None:
    entry = f"<b>{text}</b> & $more"
    odd = replace(COUNTRIES, entries=(entry,), dropped={}, banner=(entry,))
    page = policy_page(SHIPPED, odd, NIGHTS[-1])
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert len(items(page)) == 1
