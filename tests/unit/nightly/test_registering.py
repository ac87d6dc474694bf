"""What was read is grouped into stories and taken into the register, once and whatever is read anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.analyse.lexicon.names import Additions, Tool
from pipeline.analyse.reading import prepare
from pipeline.analyse.register import rows as register
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Register, Restriction
from pipeline.nightly.reading import analyse, article_id, parse
from pipeline.nightly.registering import take_in
from tests.unit.nightly.towns import (
    AGAIN,
    AGAIN_TITLE,
    BAN,
    BAN_TITLE,
    HARBOUR,
    NAMES,
    PICNIC,
    PICNIC_TITLE,
    QUEUE,
    Town,
    age,
    page,
    rows_of,
    stamp,
)
from tests.unit.records import NOW

TODAY = "2026-07-13"
DAY = timedelta(days=1)


def night(town: Town, *, now: datetime = NOW, names: Additions | None = None, **changes: object) -> tuple[int, int]:
    """The first four steps of a run; what the fourth took in."""
    town.fetch(now=now, **changes)
    house = replace(town.house(now=now, **changes), tools=prepare(names) if names else town.tools)
    parse(house)
    analyse(house)
    return take_in(house)


def held(town: Town, today: str = TODAY) -> Register:
    return town.store.registry.register(today=today)


def only(town: Town) -> Restriction:
    """The only row of the register."""
    (row,) = held(town).restrictions
    return row


def tools_of(rows: Sequence[Restriction]) -> list[list[str]]:
    return [[target.tool for target in row.claims.targets.value] for row in rows]  # type: ignore[union-attr]


def test_two_reports_of_one_ban_are_one_row_and_one_story(town: Town) -> None:
    assert night(town) == (1, 0)
    row = only(town)
    assert (row.restriction_id, row.status) == ("AIR-2026-0001", "in-force")
    assert (row.provenance.reports, row.provenance.independent) == (2, 2)
    assert row.claims.effective.value == "2026-07-10"
    (story,) = town.store.articles.stories()
    assert (story.story_id, story.title) == ("story-2026-0001", BAN_TITLE)
    assert story.article_ids == (
        article_id("http://harbourpost.example/ban"),
        article_id("http://mergequeue.example/again"),
    )
    assert row.story_ids == (story.story_id,)


def test_what_is_not_relevant_is_in_no_story_and_no_row(town: Town) -> None:
    night(town)
    picnic = article_id("http://harbourpost.example/picnic")
    assert town.store.articles.story_of([picnic]) == {}
    assert picnic not in {proof.article_id for proof in only(town).evidence}


def test_a_second_night_takes_nothing_in_and_changes_nothing(town: Town) -> None:
    night(town)
    before = (held(town), list(town.store.canonical()))
    assert night(town, now=NOW + DAY) == (0, 0)
    assert (held(town), list(town.store.canonical())) == before


def test_one_report_of_an_outlet_that_is_hardly_trusted_is_a_candidate(town: Town) -> None:
    assert night(town, sources=(QUEUE,)) == (0, 1)
    assert held(town).restrictions == ()
    (candidate,) = held(town).candidates
    assert candidate.needs == "a second independent report, or word from the actor itself"


def test_a_candidate_that_nothing_confirms_lapses_on_the_record_and_may_be_told_again(town: Town) -> None:
    night(town, sources=(QUEUE,))
    (candidate,) = held(town).candidates
    before = held(town).version
    night(town, now=NOW + 18 * DAY, sources=(QUEUE,))
    (lapsed,) = held(town, "2026-07-31").lapsed
    assert lapsed == replace(candidate, lapsed_on="2026-07-31")
    assert (candidate.lapses_on, held(town).version != before) == ("2026-07-30", True)
    after = held(town).version
    night(town, now=NOW + 19 * DAY, sources=(QUEUE,))
    assert held(town).version == after
    night(town, now=NOW + 20 * DAY)
    assert (held(town).candidates, held(town, "2026-08-05").lapsed) == ((), ())
    assert only(town).provenance.reports == 2


def test_a_second_report_makes_a_candidate_a_restriction(town: Town) -> None:
    night(town, sources=(QUEUE,))
    assert night(town, now=NOW + DAY) == (1, 0)
    assert held(town).candidates == ()
    assert only(town).provenance.reports == 2
    assert {row["row_id"] for row in rows_of(town.store, "supports")} == {"AIR-2026-0001"}


def test_a_later_report_joins_its_story_and_its_row(town: Town) -> None:
    night(town, sources=(HARBOUR,))
    assert only(town).status == "reported"
    night(town, now=NOW + DAY)
    assert (only(town).restriction_id, only(town).status) == ("AIR-2026-0001", "in-force")
    (story,) = town.store.articles.stories()
    assert (story.story_id, story.title, len(story.article_ids)) == ("story-2026-0001", BAN_TITLE, 2)


def test_an_article_that_another_outlet_repeats_counts_once(town: Town) -> None:
    town.web.put("mergequeue.example/again", page(BAN_TITLE, BAN))
    night(town)
    assert (only(town).provenance.reports, only(town).provenance.independent) == (2, 1)
    assert {proof.role for proof in only(town).evidence} == {"independent", "derivative"}


def test_the_word_of_the_actor_itself_is_primary(town: Town) -> None:
    newsroom = replace(QUEUE, speaks_for=("Tidewater Freight",), grade="A")
    night(town, sources=(newsroom,))
    assert only(town).provenance.confirmed_by_actor
    assert only(town).status == "in-force"


def test_a_source_that_was_taken_out_is_trusted_least(town: Town) -> None:
    town.fetch()
    house = town.house(sources=())
    parse(house)
    analyse(house)
    take_in(house)
    (candidate,) = held(town).candidates
    assert {proof.source_grade for proof in candidate.evidence} == {"F"}


def test_a_day_that_is_reached_is_a_revision(town: Town) -> None:
    early = datetime(2026, 7, 9, 5, tzinfo=UTC)
    night(town, now=early)
    assert only(town).status == "scheduled"
    assert night(town, now=early + timedelta(hours=6)) == (0, 0)
    assert night(town, now=early + DAY) == (1, 0)
    assert only(town).status == "in-force"
    assert [revision.trigger for revision in only(town).history] == ["new_source", "effective_day"]


@pytest.mark.parametrize(("zone", "status"), [("Asia/Tokyo", "in-force"), ("UTC", "scheduled")])
def test_a_day_is_reached_in_the_configured_zone(town: Town, zone: str, status: str) -> None:
    late = datetime(2026, 7, 9, 22, 30, tzinfo=UTC)
    night(town, now=late, brief=BriefOptions(timezone=zone))
    assert only(town).status == status
    assert len(only(town).history) == 1


def test_a_clock_that_went_back_reaches_nothing(town: Town) -> None:
    feeds = dict(town.web.pages)
    town.web.pages.clear()
    night(town, now=datetime(2026, 7, 20, 5, tzinfo=UTC))
    town.web.pages.update(feeds)
    night(town, now=datetime(2026, 7, 9, 5, tzinfo=UTC))
    assert night(town, now=datetime(2026, 7, 12, 5, tzinfo=UTC)) == (0, 0)
    assert only(town).status == "scheduled"
    assert night(town, now=datetime(2026, 7, 21, 5, tzinfo=UTC)) == (1, 0)
    assert only(town).status == "in-force"


def test_undated_articles_are_numbered_in_the_year_of_the_run(town: Town) -> None:
    town.web.publish("harbourpost", ("ban", BAN_TITLE, ""))
    night(town, sources=(HARBOUR,))
    assert only(town).restriction_id == "AIR-2026-0001"
    assert only(town).first_reported is None
    (story,) = town.store.articles.stories()
    assert (story.story_id, story.first_published) == ("story-2026-0001", None)


def test_a_story_keeps_the_articles_that_are_too_old_to_be_looked_at(town: Town) -> None:
    ids = []
    for part in range(4):
        told = NOW + timedelta(days=20 * part)
        text = (BAN[0].replace(", from 10 July 2026", ""), *BAN[1:], f"This is part {part} of our report.")
        town.web.publish("harbourpost", (f"part-{part}", BAN_TITLE, stamp(told)))
        town.web.put(f"harbourpost.example/part-{part}", page(BAN_TITLE, text))
        night(town, now=told, sources=(HARBOUR,))
        ids.append(article_id(f"http://harbourpost.example/part-{part}"))
    assert [(story.story_id, list(story.article_ids)) for story in town.store.articles.stories()] == [
        ("story-2026-0001", ids)
    ]


def test_a_better_analyser_that_reads_the_same_is_no_news(town: Town) -> None:
    night(town)
    before = held(town)
    assert age(town.store, "analyse") == 3
    assert night(town, now=NOW + DAY) == (0, 0)
    assert held(town) == before


def test_a_better_register_that_finds_the_same_is_no_news(town: Town) -> None:
    night(town)
    before = held(town)
    assert age(town.store, "register") == 3
    assert night(town, now=NOW + DAY) == (0, 0)
    assert held(town) == before
    versions = {row["version"] for row in rows_of(town.store, "outcomes") if row["stage"] == "register"}
    assert versions == {register.VERSION}


def test_a_candidate_that_is_read_anew_stays_the_same(town: Town) -> None:
    night(town, sources=(QUEUE,))
    before = held(town)
    age(town.store, "analyse")
    assert night(town, now=NOW + DAY, sources=(QUEUE,)) == (0, 0)
    assert held(town) == before


def test_a_row_keeps_its_id_when_one_of_its_articles_turns_out_to_tell_nothing(town: Town) -> None:
    night(town)
    town.web.publish("mergequeue")
    _rewrite(town, "mergequeue.example/again", PICNIC_TITLE, PICNIC)
    assert night(town, now=NOW + DAY) == (1, 0)
    row = only(town)
    assert (row.restriction_id, row.provenance.reports) == ("AIR-2026-0001", 1)
    assert {proof.publisher for proof in row.evidence} == {"Harbour Post"}


def _rewrite(town: Town, place: str, title: str, paragraphs: tuple[str, ...]) -> None:
    """Let a stored page hold another text, and be parsed anew: what a better parser may make of it."""
    snapshot = next(
        snapshot
        for row in rows_of(town.store, "pages")
        if row["url"] == f"http://{place}" and (snapshot := town.store.fetched.snapshot(row["snapshot_id"]))
    )
    with town.store.transaction():
        other = replace(snapshot, body=page(title, paragraphs).encode())
        town.store.entries.close_page(snapshot.url, snapshot=other)


def test_what_no_article_tells_any_more_is_withdrawn_and_its_id_never_given_again(town: Town) -> None:
    night(town, sources=(HARBOUR,))
    _rewrite(town, "harbourpost.example/ban", PICNIC_TITLE, PICNIC)
    assert night(town, now=NOW + DAY, sources=(HARBOUR,)) == (1, 0)
    register = held(town)
    assert register.restrictions == ()
    (stone,) = register.tombstones
    assert (stone.restriction_id, stone.removed_on, stone.reason) == ("AIR-2026-0001", "2026-07-14", "not_an_event")
    assert register.changed_at == "2026-07-14T05:15:00Z"
    assert rows_of(town.store, "supports") == []
    _rewrite(town, "harbourpost.example/ban", BAN_TITLE, BAN[:2])
    night(town, now=NOW + 2 * DAY, sources=(HARBOUR,))
    assert only(town).restriction_id == "AIR-2026-0002"


def test_a_candidate_that_no_article_tells_any_more_is_dropped(town: Town) -> None:
    night(town, sources=(QUEUE,))
    _rewrite(town, "mergequeue.example/again", PICNIC_TITLE, PICNIC)
    assert night(town, now=NOW + DAY, sources=(QUEUE,)) == (0, 1)
    assert held(town).candidates == ()
    assert held(town).tombstones == ()


def test_a_row_whose_tool_turns_out_to_be_another_makes_way_for_a_new_one(town: Town) -> None:
    night(town, sources=(HARBOUR,))
    assert tools_of(held(town).restrictions) == [["Scribbler"]]
    age(town.store, "analyse")
    pro = replace(NAMES, tools=(Tool(name="Scribbler Pro", vendor="Inkwell Labs", also=("Scribbler",)), NAMES.tools[1]))
    assert night(town, now=NOW + DAY, names=pro, sources=(HARBOUR,)) == (2, 0)
    assert tools_of(held(town).restrictions) == [["Scribbler Pro"]]
    assert [stone.restriction_id for stone in held(town).tombstones] == ["AIR-2026-0001"]


def test_a_row_that_is_read_anew_with_more_detail_is_revised(town: Town) -> None:
    _fetch_without(town, BAN[-1])
    assert only(town).claims.replacement.value is None
    _rewrite(town, "harbourpost.example/ban", BAN_TITLE, BAN)
    assert night(town, now=NOW + DAY, sources=(HARBOUR,)) == (1, 0)
    row = only(town)
    assert (row.restriction_id, row.claims.replacement.value) == ("AIR-2026-0001", "Penstroke")
    assert [revision.trigger for revision in row.history] == ["new_source", "correction"]


def _fetch_without(town: Town, paragraph: str) -> None:
    told = tuple(one for one in BAN if one != paragraph)
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, told))
    night(town, sources=(HARBOUR,))


def test_an_outlet_that_tells_it_again_later_is_one_more_report(town: Town) -> None:
    night(town)
    town.web.publish("mergequeue", ("later", AGAIN_TITLE, stamp(NOW)))
    town.web.put("mergequeue.example/later", page(AGAIN_TITLE, (*AGAIN, "Inkwell Labs did not answer our questions.")))
    night(town, now=NOW + DAY)
    assert only(town).provenance.reports == 3
