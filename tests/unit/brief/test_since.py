"""What is new since the last brief: one sentence for each claim that changed, or day that was reached."""

from dataclasses import replace

import pytest

from pipeline.brief.since import since_last
from pipeline.model.restriction import Change, Party, Restriction, Revision
from tests.unit.brief.rows import claim_with, known, revision, row

BODY = claim_with(
    row(independent=2), actor=known(Party(party_id="b", name="European Parliament", type="government-body"))
)


def test_word_of_the_actor_that_was_there_is_no_news() -> None:
    told = ("provenance", "confirmed by the actor", "told by the actor itself")
    assert since(row(confirmed=True), told) == ()


def since(restriction: Restriction, *changes: tuple[str, str | None, str | None]) -> tuple[str, ...]:
    return since_last(restriction, [revision(2, "2026-07-08T05:15:00Z", *changes)])


ONE, TWO, FOUR = (
    "one report, by Bloomberg",
    "reported by two outlets independently",
    "reported by four outlets independently",
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("effective", "2026-08-01", "2026-08-15"),
            "The day it takes effect is now 15 August 2026; it was 1 August 2026.",
        ),
        (("effective", None, "2026-Q4"), "The day it takes effect is now known: the fourth quarter of 2026."),
        (("effective", "2026-08-01", None), "The day it takes effect is no longer known; it was 1 August 2026."),
        (
            ("effective", "2026-08-01", "disputed: 2026-08-01 or 2026-08-15"),
            "Sources now disagree on the day it takes effect: 1 August 2026 or 15 August 2026.",
        ),
        (
            ("effective", "disputed: 2026-08-01 or 2026-08-15", "2026-08-15"),
            "The day it takes effect is now 15 August 2026; sources disagreed on it.",
        ),
        (("ends", None, "2026-06"), "The day it ends is now known: June 2026."),
        (("announced", None, "2026-06-30"), "The day of the announcement is now known: 30 June 2026."),
        (("exempt", None, "about 100 firms"), "It is now said not to cover about 100 firms."),
        (
            ("affected", "companies", "companies in China"),
            "It is now said to cover companies in China; before, companies.",
        ),
        (("replacement", "Qoder", "Scribe"), "The replacement is now Scribe; it was Qoder."),
        (("action", "ban", "cut_off"), "What was decided is now cut off; it was ban."),
        (
            ("mechanism", "employer-ban", "employer-limit"),
            "The kind of restriction is now employer limit; it was employer ban.",
        ),
        (("affected", None, "companies"), "It is now said to cover companies."),
        (("affected", "companies", None), "Whom it covers is no longer known; it was companies."),
        (("exempt", "disputed: a or b", "a"), "It is now said not to cover a."),
        (("affected", "a", "disputed: a or b"), "Sources now disagree on whom it covers: a or b."),
        (("response", None, "a lawsuit"), "The answer of the other side is now known: a lawsuit."),
        (
            ("reasons", "security", "security, data_leak"),
            "The reasons given are now security and data leaks; they were security.",
        ),
        (("reasons", None, "ip"), "The reasons given are now known: intellectual property."),
        (("targets", "Quill", "Quill, Scribe"), "Scribe is now among the tools that it covers."),
        (
            ("targets", "Quill, Scribe, Codex", "Quill"),
            "Scribe and Codex are no longer among the tools that it covers.",
        ),
        (("provenance", ONE, TWO), "A second outlet reports it independently."),
        (("provenance", TWO, FOUR), "Four outlets now report it independently."),
        (("provenance", ONE, "confirmed by the actor"), "Northwind Freight itself now confirms it."),
        (("provenance", ONE, "told by the actor itself"), "Northwind Freight itself now confirms it."),
        (("effective", "withdrawn", "2026-08-15"), "The day it takes effect is now known: 15 August 2026."),
        (("replacement", "withdrawn", None), "The replacement is no longer known."),
        (("affected", "withdrawn", "companies in China"), "It is now said to cover companies in China."),
        (("targets", "withdrawn", "Quill"), "Quill is now among the tools that it covers."),
        (
            ("provenance", "headline only", ONE),
            "It now rests on: one report, by Bloomberg; before, on: headline only.",
        ),
        (("status", "proposed", "in-force"), "Its state is now in force; it was proposed."),
    ],
)
def test_each_change_has_its_sentence(change: tuple[str, str | None, str | None], sentence: str) -> None:
    assert since(row(), change) == (sentence,)


@pytest.mark.parametrize("change", [("related", None, "extends AIR-2026-0009"), ("actor", "A", "B")])
def test_what_is_no_news_of_the_world_has_none(change: tuple[str, str | None, str | None]) -> None:
    assert since(row(), change) == ()


def test_what_was_changed_back_is_no_change() -> None:
    history: list[Revision] = [
        revision(2, "2026-07-07T05:15:00Z", ("effective", "2026-08-01", "2026-08-15"), ("ends", None, "2026-12-01")),
        revision(3, "2026-07-08T05:15:00Z", ("effective", "2026-08-15", "2026-08-01")),
    ]
    assert since_last(row(), history) == ("The day it ends is now known: 1 December 2026.",)


def test_a_first_day_that_was_reached() -> None:
    begun = row(status="in-force", effective="2026-07-10")
    assert since(begun, ("status", "scheduled", "in-force")) == ("10 July 2026, the day it takes effect, was reached.",)
    assert since(row(status="in-force"), ("status", "scheduled", "in-force")) == (
        "Its state is now in force; it was scheduled.",
    )


def test_a_last_day_that_was_reached() -> None:
    over = row(status="lifted", ends="2026-07-10")
    reached = revision(2, "2026-07-10T05:15:00Z", ("status", "in-force", "lifted"), trigger="end_day")
    assert since_last(over, [reached]) == ("10 July 2026, the day it ends, was reached.",)
    lifted = replace(reached, trigger="new_source")
    assert since_last(over, [lifted]) == ("It was reportedly lifted on 10 July 2026.",)
    dated = replace(lifted, changes=(*lifted.changes, Change(field="ends", before=None, after="2026-07-10")))
    assert since_last(over, [dated]) == since_last(over, [lifted])


@pytest.mark.parametrize(
    ("restriction", "sentence"),
    [
        (row(status="lifted"), "It has reportedly been lifted."),
        (row(status="lifted", confirmed=True), "It has been lifted."),
        (row(status="suspended"), "It has reportedly been suspended."),
        (row(status="denied"), "Northwind Freight denies it."),
        (replace(BODY, status="denied"), "The European Parliament denies it."),
        (row(status="superseded"), "A later decision has taken its place."),
    ],
)
def test_what_is_over_is_told_in_words(restriction: Restriction, sentence: str) -> None:
    assert since(restriction, ("status", "in-force", restriction.status)) == (sentence,)


def test_the_outlets_that_tell_an_end_do_not_vouch_for_its_beginning() -> None:
    told = since(row(status="lifted"), ("status", "reported", "lifted"), ("provenance", ONE, TWO))
    assert told == ("It has reportedly been lifted.",)


def test_a_state_that_more_reports_explain_is_told_by_them() -> None:
    assert since(row(), ("provenance", ONE, TWO), ("status", "reported", "in-force")) == (
        "A second outlet reports it independently.",
    )


def test_days_and_states_are_told_before_what_weighs_less() -> None:
    told = since(row(), ("reasons", None, "ip"), ("provenance", ONE, TWO), ("effective", None, "2026-08-01"))
    assert [sentence.split(" ")[0] + sentence.split(" ")[1] for sentence in told] == ["Theday", "Asecond", "Thereasons"]
