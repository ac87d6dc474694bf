"""What the brief and the site say beside the register is counted from what was stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.fetch.health import after_failure
from pipeline.model.availability import Availability
from pipeline.model.edition import Coverage, FailingSource
from pipeline.model.health import SourceRecord
from pipeline.model.options import BriefOptions, DeliveryOptions, Inventory, InventoryTool
from pipeline.model.rights import WITHHELD
from pipeline.model.source import Source, WatchRules
from pipeline.nightly.night import run
from pipeline.nightly.reading import analyse, article_id, parse
from pipeline.nightly.registering import take_in
from pipeline.nightly.views import coverage, site_content, sources_health, told_register
from pipeline.store.rows import time_text
from tests.unit.nightly.towns import (
    BAN,
    BAN_TITLE,
    GERMAN,
    GERMAN_TITLE,
    HARBOUR,
    PICNIC,
    PICNIC_TITLE,
    QUEUE,
    Town,
    page,
    stamp,
)
from tests.unit.records import NOW

ADVICE = "Teams should review their tools and make sure that everybody knows the rules of the house."
MORE_ADVICE = "Leaders should always remember that trust is the key to lasting success in a changing world."
OURS = Inventory(organisation="Our Firm", tools=(InventoryTool(name="Scribbler"), InventoryTool(name="Penstroke")))


def night(town: Town, days: int = 0, **changes: object) -> None:
    now = NOW + timedelta(days=days)
    town.fetch(now=now, **changes)
    house = town.house(now=now, **changes)
    parse(house)
    analyse(house)
    take_in(house)


def covered(town: Town, since: str = "", until: str = "9999", inventory: Inventory | None = None) -> Coverage:
    house = town.house(inventory=inventory)
    return coverage(house, house.store.registry.register(today="2026-07-13"), since, until)


def test_coverage_counts_what_was_read(town: Town) -> None:
    night(town)
    found = covered(town)
    assert (found.sources, found.sources_read, found.failing) == (2, 2, ())
    assert (found.entries, found.articles, found.pages_not_opened) == (3, 3, 0)
    assert (found.stories, found.restrictions) == (1, 1)
    assert (found.filler_share, found.unread_languages, found.quiet_tools) == (0.0, (), ())


def test_coverage_counts_its_window_alone(town: Town) -> None:
    night(town)
    town.web.publish("mergequeue", ("picnic", PICNIC_TITLE, stamp(NOW)))
    town.web.put("mergequeue.example/picnic", page(PICNIC_TITLE, PICNIC))
    night(town, days=1)
    first = covered(town, "", time_text(NOW))
    second = covered(town, time_text(NOW), time_text(NOW + timedelta(days=1)))
    third = covered(town, time_text(NOW + timedelta(days=1)), "9999")
    assert (first.entries, first.articles, first.stories, first.restrictions) == (3, 3, 1, 1)
    assert (second.entries, second.articles, second.stories, second.restrictions) == (1, 1, 0, 0)
    assert (third.entries, third.articles, third.sources_read) == (0, 0, 0)


def test_before_the_first_night_nothing_was_read(town: Town) -> None:
    found = covered(town)
    assert (found.sources, found.sources_read, found.entries, found.articles) == (2, 0, 0, 0)
    assert found.filler_share is None


def test_coverage_names_what_fails(town: Town) -> None:
    town.web.put("mergequeue.example/feed", "Out of order", status=503)
    night(town)
    found = covered(town)
    reason = "http://mergequeue.example/feed has a server in trouble (status 503)."
    assert found.sources_read == 1
    assert found.failing == (
        FailingSource(source_id="mergequeue", name="Merge Queue", reason=reason, since="2026-07-13"),
    )


def test_coverage_counts_pages_that_were_not_opened(town: Town) -> None:
    del town.web.pages["harbourpost.example/ban"]
    town.web.put("harbourpost.example/picnic", "Later", status=503)
    night(town)
    found = covered(town)
    assert (found.entries, found.articles, found.pages_not_opened) == (3, 1, 2)


def test_coverage_counts_what_is_known_by_headline_only(town: Town) -> None:
    wall = "<h1>Wait</h1><p>To continue reading, subscribe to Harbour Post.</p><p>Already a subscriber? Log in</p>"
    town.web.put("harbourpost.example/ban", wall)
    town.web.put("harbourpost.example/picnic", "<p>Soon.</p>")
    night(town)
    assert (covered(town).headlines_only, covered(town).barriers) == (2, (("paywall", 1),))


def test_coverage_tells_which_part_of_the_words_was_filler(town: Town) -> None:
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, (*BAN, ADVICE, MORE_ADVICE, ADVICE, MORE_ADVICE)))
    night(town, sources=(HARBOUR,))
    share = covered(town).filler_share
    (article,) = town.store.articles.articles([article_id("http://harbourpost.example/ban")])
    filler = [block for block in article.blocks if (block.rule or "").startswith("filler:")]
    assert filler
    assert share is not None
    assert 0.2 < share < 0.6


def test_coverage_counts_articles_in_languages_that_are_not_read(town: Town) -> None:
    town.web.put("harbourpost.example/picnic", page(GERMAN_TITLE, GERMAN, language="de"))
    night(town)
    assert covered(town).unread_languages == (("de", 1),)


def test_coverage_names_the_tools_of_the_inventory_on_which_nothing_was_found(town: Town) -> None:
    night(town)
    assert covered(town, inventory=OURS).quiet_tools == ("Penstroke",)
    assert covered(town).quiet_vendors == ()
    assert covered(town, since=time_text(NOW)).quiet_vendors
    assert covered(town, since=time_text(NOW), inventory=OURS).quiet_tools == ("Scribbler", "Penstroke")


def test_health_is_told_in_the_order_of_feeds_yaml(town: Town) -> None:
    night(town)
    health = sources_health(town.house(sources=(QUEUE, HARBOUR)))
    assert [(one.source_id, one.state, one.entries, one.newest_on) for one in health] == [
        ("mergequeue", "ok", 1, "2026-07-09"),
        ("harbourpost", "ok", 2, "2026-07-08"),
    ]
    assert (health[0].name, health[0].grade, health[0].language, health[0].kind) == ("Merge Queue", "C", "en", "rss")


def test_a_source_that_was_never_tried_is_unread(town: Town) -> None:
    (health, _) = sources_health(town.house())
    assert (health.state, health.entries, health.newest_on, health.reason, health.since) == ("unread", 0, None, "", "")


def test_a_streak_of_failures_began_with_its_first(town: Town) -> None:
    night(town)
    feed = town.web.pages["harbourpost.example/feed"]
    town.web.put("harbourpost.example/feed", "Out of order", status=503)
    for day in (1, 2, 3):
        night(town, days=day)
    (health, other) = sources_health(town.house())
    assert (health.state, health.since) == ("failing", "2026-07-14")
    assert health.reason == "http://harbourpost.example/feed has a server in trouble (status 503)."
    assert (other.state, other.since, other.reason) == ("ok", "", "")
    town.web.pages["harbourpost.example/feed"] = feed
    night(town, days=4)
    (health, _) = sources_health(town.house())
    assert (health.state, health.since, health.reason) == ("ok", "", "")


def test_a_feed_that_has_not_changed_is_in_good_health(town: Town) -> None:
    night(town)
    night(town, days=1)
    assert [one.state for one in sources_health(town.house())] == ["ok", "ok"]


@pytest.mark.parametrize("nights", [2, 90])
def test_how_long_a_source_has_failed_does_not_hang_on_how_often_it_was_tried(town: Town, nights: int) -> None:
    record = SourceRecord(source_id="harbourpost", url=HARBOUR.url)
    for day in range(nights):
        at = NOW + timedelta(days=day)
        record = after_failure(record, now=at, reason="timeout", detail="It was silent.", retry_at=None, park_after=14)
    with town.store.transaction():
        town.store.sources.save_records([record])
    (health, _) = sources_health(town.house())
    assert (health.since, health.failure, health.reason) == ("2026-07-13", "timeout", "It was silent.")
    assert health.state == ("failing" if nights < 14 else "parked")


def test_a_story_page_lists_its_articles_with_what_was_stripped(town: Town) -> None:
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, (*BAN, ADVICE, MORE_ADVICE, ADVICE, MORE_ADVICE)))
    night(town)
    (story,) = site_content(town.house()).stories
    assert (story.story_id, story.title) == ("story-2026-0001", BAN_TITLE)
    assert story.restriction_ids == ("AIR-2026-0001",)
    ban, again = story.articles
    assert (ban.outlet, again.outlet) == ("Harbour Post", "Merge Queue")
    assert ban.kept_words == sum(len(text.split()) for text in BAN)
    assert ban.stripped_words > len(ADVICE.split())
    assert sum(count for _, count in ban.stripped) >= 2
    assert list(ban.stripped) == sorted(ban.stripped)


def test_a_story_page_names_the_outlet_that_an_article_repeats(town: Town) -> None:
    town.web.put("mergequeue.example/again", page(BAN_TITLE, BAN))
    night(town)
    (story,) = site_content(town.house()).stories
    assert [(article.outlet, article.copy_of) for article in story.articles] == [
        ("Harbour Post", ""),
        ("Merge Queue", "Harbour Post"),
    ]


def test_a_story_that_tells_a_candidate_has_a_page_and_one_that_tells_nothing_has_none(town: Town) -> None:
    night(town, sources=(QUEUE,))
    (story,) = site_content(town.house()).stories
    assert story.restriction_ids == ()
    assert [article.outlet for article in story.articles] == ["Merge Queue"]


def test_a_candidate_that_has_lapsed_is_on_no_page(town: Town) -> None:
    night(town, sources=(QUEUE,))
    late = town.house(now=NOW + timedelta(days=60))
    assert site_content(late).register.candidates  # until a run has looked at the days, nothing lapses
    take_in(late)
    shown = site_content(late)
    assert shown.register.candidates == ()
    assert shown.stories == ()


def test_stories_come_newest_first(town: Town) -> None:
    night(town)
    title = "Quayside Software bans Scribbler for its writers"
    text = ("Quayside Software has banned its writers from using Scribbler from 1 August 2026.",)
    town.web.publish("harbourpost", ("quayside", title, stamp(NOW)))
    town.web.put("harbourpost.example/quayside", page(title, text))
    night(town, days=1)
    stories = site_content(town.house()).stories
    assert [story.title for story in stories] == [title, BAN_TITLE]


def test_the_content_of_the_site_carries_editions_sources_and_stamp(town: Town) -> None:
    content = site_content(town.house(brief=BriefOptions(stamp="A test.")))
    assert (content.editions, content.stories, content.stamp) == ((), (), "A test.")
    assert [source.source_id for source in content.sources] == ["harbourpost", "mergequeue"]
    assert content == replace(site_content(town.house()), stamp="A test.")


LISTS = Source(
    source_id="inkwell-lists",
    name="Inkwell lists",
    kind="page-watch",
    url="http://inkwell.example/countries",
    watch=WatchRules(as_set=True, tools=("Scribbler",)),
)
FACT = Availability(
    tool="Scribbler",
    country="DE",
    listed=True,
    as_of_at=NOW,
    since_at=NOW,
    source_id="inkwell-lists",
    url=LISTS.url,
    sha256="0" * 64,
    quote="Germany",
)


def test_the_site_carries_what_the_lists_say_that_are_read(town: Town) -> None:
    facts = [FACT, replace(FACT, tool="Penstroke"), replace(FACT, source_id="given-up", country="AT")]
    with town.store.transaction():
        town.store.sources.save_availability(facts)
    assert site_content(town.house(sources=(LISTS,))).availability == (FACT,)
    assert site_content(town.house(sources=(HARBOUR,))).availability == ()


def test_a_list_that_may_not_be_quoted_gives_its_facts_alone(town: Town) -> None:
    with town.store.transaction():
        town.store.sources.save_availability([FACT])
    closed = replace(LISTS, terms="no-automation")
    assert site_content(town.house(sources=(closed,))).availability == (replace(FACT, quote=""),)


def test_words_of_a_source_that_allows_no_quote_are_printed_nowhere(town: Town) -> None:
    closed = replace(HARBOUR, terms="personal-only")
    house = town.house(
        sources=(closed, QUEUE),
        delivery=DeliveryOptions(sender="brief@offlimits.example", recipients=("a@firm.example",)),
    )
    run(house)
    printed = b"".join(path.read_bytes() for path in (town.folder / "site").rglob("*") if path.is_file())
    printed += b"".join(path.read_bytes() for path in (town.folder / "outbox").rglob("*.eml"))
    assert b"harbourpost.example/ban" in printed
    assert b"developers from using Scribbler" not in printed
    assert b"for its developers from 10 July 2026" in printed  # the other source may be quoted
    (row,) = told_register(house).restrictions
    assert {proof.quote == WITHHELD for proof in row.evidence if proof.publisher == "Harbour Post"} == {True}


def test_a_source_is_measured_from_five_articles_on(town: Town) -> None:
    names = [f"story-{n}" for n in range(4)]
    town.web.publish("mergequeue", *((name, name, stamp(NOW)) for name in names))
    for name in names:
        town.web.put(f"mergequeue.example/{name}", page(name, (*PICNIC, ADVICE, ADVICE)))
    night(town)
    harbour, queue = sources_health(town.house())
    assert (harbour.articles, harbour.filler_share, harbour.repeated_share) == (2, None, None)
    assert queue.articles == 4
    town.web.publish("mergequeue", *((name, name, stamp(NOW)) for name in [*names, "more"]))
    town.web.put("mergequeue.example/more", page("more", PICNIC))
    night(town, days=1)
    (_, queue) = sources_health(town.house())
    assert queue.articles == 5
    assert queue.repeated_share is not None
    assert queue.filler_share is not None
    assert 0 < queue.repeated_share <= queue.filler_share < 1


def test_what_sources_gave_is_counted_by_week_up_to_the_last_that_gave_anything(town: Town) -> None:
    night(town)
    monday = (NOW - timedelta(days=NOW.weekday())).date().isoformat()
    found = site_content(town.house(now=NOW + timedelta(days=30))).yields
    assert [one.name for one in found] == [one.name for one in sources_health(town.house())]
    assert all([week for week, _ in one.weeks] == [monday] for one in found)
    assert sum(count for one in found for _, count in one.weeks) == 3
