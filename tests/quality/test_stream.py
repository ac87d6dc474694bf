"""Streams are made as they say, and what is printed of one is judged right, on made-up decisions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.brief.compose import Window, compose
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Register, Restriction
from pipeline.text.days import week_of
from tests.quality.event_gold import GoldArticle, labels_of
from tests.quality.stream_entries import FIRST_ON, WEEKS, Entry, Other, grade_of, mix
from tests.quality.stream_run import Week
from tests.quality.stream_score import StreamScores, score_stream, stream_lines
from tests.unit.brief.rows import COVERAGE, LAST_ON, SINCE, UNTIL, row

BAN: dict[str, Any] = {
    "actor": "Northwind Freight",
    "action": "ban",
    "status": "in_force",
    "targets": ["Quill"],
    "vendors": ["Quillhaven"],
    "announced": "2026-07-07",
}
LIFT = BAN | {"action": "lift", "status": "lifted"}
OLD = BAN | {"background": True}


def gold(
    name: str, *events: dict[str, Any], story: str = "quill", published: str | None = "2024-07-02T09:00:00Z"
) -> GoldArticle:
    return GoldArticle(
        article_id=name,
        url=f"https://{name}.example/{name}",
        title=f"Title of {name}",
        published=published,
        body=b"Text.",
        content_type="text/plain",
        relevant="yes",
        story=story,
        labels=labels_of({"events": list(events)}),
    )


def entry(article: GoldArticle, day: str = "2026-07-07", moved: int = 0) -> Entry:
    return Entry(
        entry_id=article.article_id,
        outlet=f"{article.article_id}.example",
        title=article.title,
        text="Text.",
        day=date.fromisoformat(day),
        moved=moved,
        gold=article,
    )


def week(entries: Sequence[Entry], *rows: Restriction) -> Week:
    """A week at whose end some rows stand in the register, all new in its brief."""
    window = Window(week=week_of(LAST_ON), first_on=date(2026, 7, 6), since=SINCE, until=UNTIL, baseline=False)
    register = Register(restrictions=rows)
    edition = compose(window, register, COVERAGE, inventory=None, options=BriefOptions())
    return Week(register=register, edition=edition, seen=tuple(entries))


def judged(entries: Sequence[Entry], *rows: Restriction) -> StreamScores:
    return score_stream(entries, [week(entries, *rows)], aliases={}, number=1)


class TestMix:
    OTHERS = tuple(Other(title=f"Picnic {i}", text="A picnic.") for i in range(50))
    STORIES = tuple(
        gold(f"{story}{i}", BAN, story=story, published=f"2024-0{month}-0{i + 2}")
        for month, story in enumerate(("quill", "tessera", "bollard"), start=3)
        for i in range(3)
    )

    def test_the_same_number_makes_the_same_stream_and_another_another(self) -> None:
        one, again, other = (mix(self.STORIES, self.OTHERS, number=n, most=6, total=40) for n in (1, 1, 2))
        assert one == again != other

    def test_whole_stories_are_taken_and_the_rest_is_of_other_news(self) -> None:
        entries = mix(self.STORIES, self.OTHERS, number=1, most=7, total=40)
        assert len(entries) == 40
        assert sum(entry.gold is not None for entry in entries) == 6
        assert len({entry.url for entry in entries}) == 40

    def test_days_are_in_the_weeks_and_weekdays_and_order_of_stories_stay(self) -> None:
        entries = mix(self.STORIES, self.OTHERS, number=1, most=9, total=40)
        assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
        assert all(FIRST_ON <= entry.day < FIRST_ON + timedelta(weeks=WEEKS) for entry in entries)
        placed = [entry for entry in entries if entry.gold]
        assert all(entry.moved % 7 == 0 for entry in placed)
        before = [date.fromisoformat(entry.gold.published or "") for entry in placed if entry.gold]
        assert [entry.day - timedelta(days=entry.moved) for entry in placed] == before == sorted(before)

    def test_an_article_far_behind_its_story_is_drawn_into_the_weeks(self) -> None:
        late = gold("late", BAN, published="2025-03-04")
        (last,) = (e for e in mix([gold("first", BAN), late], [], number=1, most=2, total=2) if e.entry_id == "late")
        assert last.day < FIRST_ON + timedelta(weeks=WEEKS)
        assert last.day.weekday() == date(2025, 3, 4).weekday()

    def test_an_undated_article_gets_the_day_of_its_story(self) -> None:
        pair = [gold("first", BAN), gold("undated", BAN, published=None)]
        one, other = mix(pair, [], number=1, most=2, total=2)
        assert one.day == other.day

    def test_what_sounds_like_the_topic_comes_first(self) -> None:
        hard = Other(title="Hard", text="Hard.", hard=True)
        assert [e.title for e in mix([], [*self.OTHERS, hard], number=1, most=0, total=1)] == ["Hard"]

    def test_outlets_have_grades(self) -> None:
        grades = [grade_of(f"outlet{i}.example", 1) for i in range(1000)]
        assert 250 < grades.count("B") < 350
        assert set(grades) == {"B", "C", "D"}
        assert grade_of("outlet.example", 0) == "B"


class TestTrue:
    def test_a_row_that_says_what_is_told_is_true(self) -> None:
        scores = judged([entry(gold("a", BAN))], row())
        assert (scores.precision, scores.recall, scores.worst_brief, scores.lines) == (1, None, 0, 1)

    def test_a_decision_of_two_outlets_is_founded_and_so_is_one_of_a_good_one(self) -> None:
        scores = judged([entry(gold("a", BAN)), entry(gold("b", BAN))], row())
        assert (scores.founded, scores.recall) == (1, 1)
        good = next(name for name in map(str, range(100)) if grade_of(f"{name}.example", 1) == "B")
        assert judged([entry(gold(good, BAN))]).missed == [f"Northwind Freight, ban, Quill: {good} (B)"]

    def test_a_headline_is_nobodys_second_source(self) -> None:
        poor = [name for name in map(str, range(100)) if grade_of(f"{name}.example", 1) == "D"]
        entries = [entry(gold(name, BAN)) for name in poor[:2]]
        last = replace(week(entries), partial=frozenset(poor[:1]))
        assert score_stream(entries, [week(entries)], aliases={}, number=1).founded == 1
        assert score_stream(entries, [last], aliases={}, number=1).founded == 0
        assert score_stream(entries, [last], aliases={}, number=0).founded == 1

    def test_old_bans_found_nothing(self) -> None:
        assert judged([entry(gold("a", OLD)), entry(gold("b", OLD))]).founded == 0

    @pytest.mark.parametrize(
        ("effective", "right"),
        [("2024-07-09", True), ("2024-07-16", True), ("2026-07-09", True), ("2024-07-10", False)],
    )
    def test_days_may_be_as_labelled_moved_with_the_story_or_of_another_year(self, effective: str, right: bool) -> None:
        moved = entry(gold("a", BAN | {"effective": "2024-07-09"}), moved=7)
        assert judged([moved], row(effective=effective)).precision == float(right)

    def test_a_quarter_that_has_moved_with_its_story_begins_with_a_month(self) -> None:
        moved = entry(gold("a", BAN | {"effective": "2024-07-01"}), moved=77)
        assert judged([moved], row(effective="2026-10-01")).precision == 1

    def test_a_day_that_no_label_gives_is_false(self) -> None:
        scores = judged([entry(gold("a", BAN))], row(effective="2026-08-01"))
        assert scores.false == {"AIR-2026-0001": "effective 2026-08-01, not told (a)"}


class TestFalse:
    @pytest.mark.parametrize("other", [{"actor": "Bottlewood"}, {"tools": ("Tessera",), "vendor": ""}])
    def test_another_actor_or_tool_is_false(self, other: dict[str, Any]) -> None:
        scores = judged([entry(gold("a", BAN))], row(**other))
        assert (scores.precision, scores.worst_brief) == (0, 1)
        assert scores.false == {"AIR-2026-0001": "no such decision ()"}

    def test_another_state_is_false(self) -> None:
        scores = judged([entry(gold("a", BAN | {"action": "propose", "status": "proposed"}))], row())
        assert scores.false == {"AIR-2026-0001": "it is proposed ()"}

    def test_one_decision_under_two_ids_is_true_once(self) -> None:
        scores = judged([entry(gold("a", BAN))], row(), row("AIR-2026-0002"))
        assert (scores.precision, scores.worst_brief) == (0.5, 1)
        assert list(scores.false.values()) == ["told twice, also as AIR-2026-0001"]

    def test_two_decisions_of_one_actor_are_true_under_two_ids(self) -> None:
        entries = [entry(gold("a", BAN)), entry(gold("b", BAN, story="another"))]
        assert judged(entries, row(), row("AIR-2026-0002")).precision == 1

    def test_a_ban_that_is_lifted_is_false_as_one_in_force(self) -> None:
        entries = [entry(gold("a", BAN)), entry(gold("b", LIFT, story="lifted"), "2026-07-09")]
        assert judged(entries, row()).false == {"AIR-2026-0001": "it is lifted ()"}
        assert judged(entries, row(status="lifted")).precision == 1
        again = entry(gold("c", BAN), "2026-07-10")
        assert judged([*entries, again], row()).precision == 1

    def test_old_news_is_a_true_row_and_a_false_line(self) -> None:
        scores = judged([entry(gold("a", OLD))], row())
        assert (scores.precision, scores.worst_brief) == (1, 1)

    def test_what_was_false_in_one_week_stays_so(self) -> None:
        early, late = entry(gold("a", BAN), "2026-07-07"), entry(gold("b", LIFT), "2026-07-08")
        weeks = [week([early], row(status="lifted")), week([early, late], row(status="lifted"))]
        scores = score_stream([early, late], weeks, aliases={}, number=1)
        assert scores.false == {"AIR-2026-0001": "it is imposed ()"}
        assert list(scores.false_lines.values()) == [[]]

    def test_each_error_is_named(self) -> None:
        entries = [entry(gold("a", BAN)), entry(gold("b", BAN))]
        lines = stream_lines("stream", entries, judged(entries, row(actor="Bottlewood")))
        assert lines[0] == "stream: 2 entries, 2 on the topic"
        assert lines[-3].startswith("  false: AIR-2026-0001 Bottlewood bans Quill")
        assert lines[-2].startswith("  false line: 2026-W28: AIR-2026-0001")
        assert lines[-1].startswith("  missed: Northwind Freight, ban, Quill: a (")
