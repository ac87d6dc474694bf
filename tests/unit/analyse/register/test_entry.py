from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from pipeline.analyse.register.entry import LAPSE_DAYS, Desk, build, first_published, propose
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import Related, Restriction
from tests.unit.analyse.telling import LEXICON, NOW, TODAY, day, event, on, report, together, told

DESK = Desk(now=NOW, today=TODAY, lexicon=LEXICON)
BAN = told("Alpha", "2026-07-08", status="upcoming", effective=day("2026-08-01"))
LATER = Desk(now=NOW + timedelta(days=2), today=date(2026, 7, 15), lexicon=LEXICON)


def built(held: Restriction | None, *supports: Support, desk: Desk = DESK) -> Restriction:
    return build("AIR-2026-0001", held, together(*supports), desk)


class TestNew:
    def test_a_new_row_has_one_revision(self) -> None:
        row = built(None, BAN)
        assert (row.revision, row.history[0].trigger, row.history[0].at) == (1, "new_source", "2026-07-13T05:15:00Z")
        assert (row.added_on, row.modified_on, row.first_reported) == ("2026-07-13", "2026-07-13", "2026-07-08")

    def test_its_days_are_those_of_the_configured_zone(self) -> None:
        east = NOW.replace(hour=23).astimezone(timezone(timedelta(hours=9)))
        row = built(None, BAN, desk=Desk(now=NOW.replace(hour=23), today=east.date(), lexicon=LEXICON))
        assert (row.added_on, row.modified_on) == ("2026-07-14", "2026-07-14")

    def test_stories_are_listed_once_in_order(self) -> None:
        row = built(None, BAN, told("Beta", story_id="s2"), told("Gamma", story_id="s1"), told("Delta", story_id="s2"))
        assert row.story_ids == ("s1", "s2")

    def test_the_mechanism_is_the_one_told_most_often_or_first(self) -> None:
        limits = [told(name, "2026-07-09", mechanism="employer-limit") for name in ("Beta", "Gamma")]
        assert built(None, BAN, limits[0]).mechanism == "employer-ban"
        assert built(None, BAN, *limits).mechanism == "employer-limit"


class TestHeld:
    def test_nothing_new_gives_the_very_same_record(self) -> None:
        held = built(None, BAN)
        assert built(held, BAN, desk=LATER) is held

    def test_more_evidence_for_what_is_known_is_kept_but_no_revision(self) -> None:
        held = built(None, BAN)
        copy = told("Beta", "2026-07-09", status="upcoming", effective=day("2026-08-01"), copy_of="Alpha")
        row = built(held, BAN, copy, desk=LATER)
        assert len(row.evidence) > len(held.evidence)
        assert (row.history, row.modified_on) == (held.history, held.modified_on)

    def test_a_new_article_that_changes_a_claim_is_a_revision(self) -> None:
        held = built(None, BAN)
        row = built(held, BAN, told("Beta", "2026-07-09", effective=day("2026-08-15")), desk=LATER)
        assert (row.revision, row.history[-1].trigger, row.modified_on) == (2, "new_source", "2026-07-15")
        assert {change.field for change in row.history[-1].changes} == {"status", "effective", "provenance"}
        assert (row.added_on, row.history[0]) == (held.added_on, held.history[0])

    def test_links_to_other_rows_stay(self) -> None:
        related = (Related(restriction_id="AIR-2026-0009", relation="retaliates"),)
        held = replace(built(None, BAN), related=related)
        assert built(held, BAN, told("Beta")).related == related

    @pytest.mark.parametrize(
        ("support", "reached", "trigger", "status"),
        [
            (BAN, "2026-08-01", "effective_day", "reported"),
            (told("Alpha", ends=day("2026-09-01")), "2026-09-01", "end_day", "lifted"),
        ],
    )
    def test_a_day_that_is_reached_is_a_revision_of_its_own(
        self, support: Support, reached: str, trigger: str, status: str
    ) -> None:
        held = built(None, support)
        row = built(held, support, desk=Desk(now=NOW, today=on(reached), lexicon=LEXICON))
        assert (row.revision, row.history[-1].trigger, row.status) == (2, trigger, status)
        assert row.modified_on == reached

    def test_an_article_that_is_read_anew_is_a_correction(self) -> None:
        held = built(None, told("Alpha", effective=day("2026-07-10"), unquoted=()))
        changed = told("Alpha", effective=day("2026-07-11"))
        row = built(held, changed)
        assert (row.revision, row.history[-1].trigger) == (2, "correction")


class TestCandidate:
    def test_a_candidate_lapses_a_while_after_it_was_last_told(self) -> None:
        candidate = propose(None, together(told(grade="F"), told("Beta", "2026-07-10", grade="F")), DESK)
        assert candidate.first_reported == "2026-07-08"
        assert on(candidate.lapses_on) == on("2026-07-10") + timedelta(days=LAPSE_DAYS)

    def test_an_undated_one_lapses_a_while_after_the_run(self) -> None:
        candidate = propose(None, [told("Alpha", None)], DESK)
        assert candidate.first_reported is None
        assert on(candidate.lapses_on) == TODAY + timedelta(days=LAPSE_DAYS)

    def test_it_keeps_its_id_and_two_of_one_article_have_different_ones(self) -> None:
        one, other = event("alpha", targets=("Quill",)), event("alpha", targets=("ChatGPT",))
        both = report("Alpha", "2026-07-08", one, other)
        ids = [propose(None, [Support(report=both, event=told_of)], DESK).candidate_id for told_of in (one, other)]
        assert ids[0] != ids[1]
        assert propose(ids[0], [told("Beta")], DESK).candidate_id == ids[0]

    def test_it_says_what_would_confirm_it_and_holds_its_quotes(self) -> None:
        candidate = propose(None, [told(grade="F")], DESK)
        assert "second independent report" in candidate.needs
        assert {proof.quote for proof in candidate.evidence} == {"actor", "action", "targets"}


def test_the_first_report_is_the_earliest_dated_one() -> None:
    times = ("2026-07-09T08:00:00+02:00", None, "2026-07-08", "2026-07-08T10:00:00Z")
    assert first_published([told("Alpha", time) for time in times]) == "2026-07-08"
    assert first_published([told("Alpha", None)]) is None


def test_a_revision_is_stamped_with_the_time_of_the_run_in_utc() -> None:
    local = datetime(2026, 7, 13, 14, 15, tzinfo=timezone(timedelta(hours=9)))
    row = built(None, BAN, desk=Desk(now=local, today=local.date(), lexicon=LEXICON))
    assert row.history[0].at == "2026-07-13T05:15:00Z"
