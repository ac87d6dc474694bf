"""The words that mail, text and pages share."""

from dataclasses import replace

import pytest

from pipeline.model.edition import Coverage, Exposure, FailingSource, Quote, RegisterChange, Step
from pipeline.render import phrases
from tests.examples import COVERAGE, QUIET, RICH

EXPOSURE = Exposure(
    restriction_id="AIR-2026-0004",
    headline="Quillhaven cuts off Quill",
    tool="Quill",
    bearing="supply",
    reason="",
    effective="2026-08-15",
)
NONE_READ = Coverage(
    sources=3,
    sources_read=0,
    failing=(),
    entries=0,
    articles=1,
    pages_not_opened=0,
    stories=1,
    restrictions=0,
    filler_share=None,
)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 reports"), (1, "1 report"), (2, "2 reports"), (1240, "1,240 reports")]
)
def test_a_number_agrees_with_its_noun(count: int, said: str) -> None:
    assert phrases.counted(count, "report") == said


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert phrases.counted(2, "story", "stories") == "2 stories"
    assert phrases.counted(1, "story", "stories") == "1 story"


@pytest.mark.parametrize(
    ("independent", "reports", "said"),
    [(1, 1, "1 report"), (2, 14, "2 independent of 14 reports"), (3, 3, "3 independent of 3 reports")],
)
def test_independent_reports_are_told_from_all_reports(independent: int, reports: int, said: str) -> None:
    assert phrases.told_by(independent, reports, "reported") == said
    assert phrases.told_by(1, 1, "one report") == ""
    assert phrases.told_by(1, 1, "headline only") == ""
    assert phrases.told_by(1, 3, "headline only") == "1 independent of 3 reports"


def test_a_quote_names_its_outlet_and_its_day_if_there_is_one() -> None:
    quote = Quote(text="…", outlet="Merge Queue", published="2026-07-07T08:10:00-07:00", url="")
    assert phrases.said_by(quote) == "Merge Queue, 7 July 2026"
    assert phrases.said_by(replace(quote, published=None)) == "Merge Queue"


def test_the_dateline_names_the_zone() -> None:
    berlin = replace(RICH, timezone="Europe/Berlin")
    assert phrases.dateline(berlin) == "Monday 6 to Sunday 12 July 2026 (Europe/Berlin)"


def test_only_what_binds_us_or_supplies_us_touches_us() -> None:
    assert [e.bearing for e in phrases.touching(RICH)] == ["binds us"]
    supplied = replace(RICH, exposures=(EXPOSURE, replace(EXPOSURE, bearing="none")))
    assert phrases.touching(supplied) == [EXPOSURE]
    assert phrases.touching(replace(RICH, exposures=None)) == []


def test_signals_unknown_and_what_is_over_are_told_apart() -> None:
    said = dict(phrases.not_binding(RICH))
    assert list(said) == ["Signals, which bind others", "Not known whether it touches us"]
    assert phrases.mentions(said["Signals, which bind others"]) == "Claude Code, 212 seats (AIR-2026-0002)"
    over = replace(EXPOSURE, bearing="none", reason="it is lifted")
    ((words, exposures),) = phrases.not_binding(replace(RICH, exposures=(over,)))
    assert words == "No longer touching us"
    assert phrases.mentions(exposures).endswith("(AIR-2026-0004: it is lifted)")
    assert phrases.not_binding(QUIET) == []
    assert phrases.not_binding(replace(RICH, exposures=None)) == []


@pytest.mark.parametrize(
    ("effective", "left", "said"),
    [
        ("2026-08-15", 34, "from 15 August 2026, 34 days left"),
        ("2026-08-15", 1, "from 15 August 2026, 1 day left"),
        ("2026-07-10", None, "from 10 July 2026"),
        ("2026-Q4", None, "from the fourth quarter of 2026"),
        ("2026", None, "from 2026"),
        ("", None, "day not known"),
        ("at once", None, "at once"),
    ],
)
def test_the_effective_day_of_an_exposure(effective: str, left: int | None, said: str) -> None:
    assert phrases.from_day(replace(EXPOSURE, effective=effective, days_left=left)) == said


@pytest.mark.parametrize(("seats", "said"), [(None, "Quill"), (0, "Quill, 0 seats"), (1, "Quill, 1 seat")])
def test_seats_are_told_if_they_are_counted(seats: int | None, said: str) -> None:
    assert phrases.mention(replace(EXPOSURE, seats=seats)) == said


def test_the_next_step_is_that_of_the_owner() -> None:
    steps = (
        Step(department="Security", text="Look", restriction_id="AIR-2026-0004", due=""),
        Step(department="Procurement", text="Buy", restriction_id="AIR-2026-0004", due=""),
        Step(department="Procurement", text="Sell", restriction_id="AIR-2026-0009", due=""),
    )
    assert phrases.step_for(replace(EXPOSURE, owner="Procurement"), steps) == "Buy"
    assert phrases.step_for(replace(EXPOSURE, owner="Nobody"), steps) == "Look"
    assert phrases.step_for(replace(EXPOSURE, restriction_id="AIR-2026-0001"), steps) == ""


def test_steps_are_told_by_department_in_their_order() -> None:
    found = phrases.by_department(RICH.steps)
    assert [(name, len(steps)) for name, steps in found] == [("Procurement", 1), ("Security", 2)]


def test_changes_are_counted_by_kind() -> None:
    assert phrases.change_counts(RICH.changes) == "2 new, 1 changed, 1 lifted, 1 withdrawn"
    assert phrases.change_counts((RegisterChange(kind="corrected", restriction_id="x", text=""),)) == "1 corrected"


def test_coverage_says_what_could_not_be_seen() -> None:
    said = phrases.coverage_sentences(COVERAGE)
    assert said == [
        "39 of 41 sources read.",
        "Failing: Barrister Beat (challenge page, since 9 July 2026) and Town Crier (timed out).",
        "1,240 entries listed, 412 articles read, 96 stories, 4 restrictions.",
        "3 pages not opened.",
        "Not read for their language: 4 articles in German and 1 article in Chinese.",
        "61 % of the text was filler and was stripped.",
        "Nothing new on Gemini or Copilot.",
    ]


def test_coverage_names_our_tools_or_else_the_vendors_most_watched() -> None:
    watched = replace(COVERAGE, quiet_tools=("Quill",), quiet_vendors=("Anthropic", "OpenAI"))
    assert "Nothing new on Quill." in phrases.coverage_sentences(watched)
    assert not any("OpenAI" in sentence for sentence in phrases.coverage_sentences(watched))
    public = phrases.coverage_sentences(replace(watched, quiet_tools=()))
    assert "Nothing new on any tool of Anthropic or OpenAI." in public


def test_coverage_says_what_is_known_by_headline_only() -> None:
    some = replace(COVERAGE, headlines_only=1_200)
    assert "1,200 articles known by headline and summary only." in phrases.coverage_sentences(some)
    behind = replace(COVERAGE, headlines_only=5, barriers=(("login", 1), ("paywall", 3)))
    assert (
        "5 articles known by headline and summary only, 1 behind a login and 3 behind a paywall."
        in phrases.coverage_sentences(behind)
    )


def test_coverage_leaves_out_what_there_is_nothing_to_say_of() -> None:
    assert phrases.coverage_sentences(NONE_READ) == [
        "0 of 3 sources read.",
        "0 entries listed, 1 article read, 1 story, 0 restrictions.",
    ]


def test_sources_that_are_not_named_are_counted() -> None:
    said = phrases.coverage_sentences(replace(COVERAGE, failing=COVERAGE.failing[:1]), unnamed=1)
    assert said[1] == "Failing: Barrister Beat (challenge page, since 9 July 2026) and 1 more."


@pytest.mark.parametrize(
    ("reason", "since", "said"),
    [
        ("", "", "Town Crier"),
        ("", "2026-07-09", "Town Crier (since 9 July 2026)"),
        ("gone", "", "Town Crier (gone)"),
        ("https://crier.example/feed answered with status 403.", "", "Town Crier (answered with status 403)"),
        ("https://crier.example/feed", "", "Town Crier"),
    ],
)
def test_a_failing_source_is_named_with_what_is_known(reason: str, since: str, said: str) -> None:
    assert phrases.failing(FailingSource(source_id="x", name="Town Crier", reason=reason, since=since)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "No filler was found."),
        (0.004, "Less than 1 % of the text was filler and was stripped."),
        (0.614, "61 % of the text was filler and was stripped."),
    ],
)
def test_the_share_of_filler_is_told_in_whole_percent(share: float, said: str) -> None:
    assert phrases.coverage_sentences(replace(NONE_READ, filler_share=share))[-1] == said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2026-07"], "July 2026"),
        (["2026-01", "2026-07"], "January to July 2026"),
        (["2025-08", "2026-07"], "August 2025 to July 2026"),
    ],
)
def test_the_span_of_the_chart(months: list[str], said: str) -> None:
    assert phrases.month_span([(month, 1) for month in months]) == said


def test_a_share_of_repeated_text_comes_with_its_sample() -> None:
    assert phrases.repeated_text(0.612, 48) == "61 % of 48 articles"
    assert phrases.repeated_text(0.0, 5) == "0 % of 5 articles"
    assert phrases.repeated_text(None, 4) == ""
