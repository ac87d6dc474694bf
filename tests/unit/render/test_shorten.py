"""A mail keeps to its length: sections give way in a fixed order, and the hard stop holds for any edition."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.edition import Edition, Erratum, Notice
from pipeline.render.shorten import LEADS, LIMIT, STOP, Told, complete, shorten
from pipeline.render.writer import Writer, count_words
from tests.examples import BASELINE, QUIET, RICH, SITE


class Scale:
    """Counts words as told: so many for each line of a section."""

    def __init__(self, **weights: int) -> None:
        self._weights = weights
        self.asked: list[Told] = []

    def __call__(self, told: Told) -> int:
        self.asked.append(told)
        return sum(weight * len(getattr(told.edition, name) or ()) for name, weight in self._weights.items())


def grown(copies: int) -> Edition:
    """The rich edition with everything in it many times over."""
    coverage = replace(RICH.coverage, failing=RICH.coverage.failing * copies)
    return replace(
        RICH,
        items=RICH.items * copies,
        exposures=(RICH.exposures or ()) * copies,
        steps=RICH.steps * copies,
        dates=RICH.dates * copies,
        changes=RICH.changes * copies,
        watching=RICH.watching * copies,
        coverage=coverage,
    )


def test_what_fits_is_left_whole() -> None:
    told = shorten(RICH, lambda told: LIMIT)
    assert told == complete(RICH)


def test_register_changes_give_way_first() -> None:
    told = shorten(RICH, Scale(changes=101))
    assert told.edition.changes == ()
    assert told.more("changes") == len(RICH.changes)
    assert told.edition.dates == RICH.dates
    assert told.edition.items == RICH.items


def test_dates_give_way_second() -> None:
    told = shorten(RICH, Scale(dates=80))
    assert told.edition.dates == RICH.dates[:6]
    assert told.more("dates") == 1
    assert told.edition.items == RICH.items


def test_leads_give_way_third() -> None:
    told = shorten(RICH, Scale(items=150))
    assert told.edition.items == RICH.items[:3]
    assert told.more("items") == 1
    assert told.edition.watching == RICH.watching


def test_what_is_told_twice_and_why_in_doubt_gives_way_fourth() -> None:
    """Below the hard stop what affects us, its steps and what is watched lose no more than a page can give back."""
    told = shorten(grown(4), Scale(exposures=60))
    assert told.terse
    assert len(told.edition.exposures or ()) == 5
    assert [e.reason for e in told.edition.exposures or () if e.bearing == "unknown"] == []
    assert [e.bearing for e in told.edition.exposures or ()][:4] == ["binds us"] * 4
    doubts = shorten(RICH, lambda one: LIMIT + (not one.terse)).edition.exposures
    assert doubts == RICH.exposures
    whole = shorten(RICH, lambda _: LIMIT + 1).edition
    assert [e.reason for e in whole.exposures or () if e.bearing == "unknown"] == [""]
    assert len(whole.watching) == 1
    assert whole.steps == RICH.steps[:3]
    assert [source.name for source in whole.coverage.failing] == [s.name for s in RICH.coverage.failing]
    assert {source.reason for source in whole.coverage.failing} == {""}


def test_a_step_that_stands_below_is_not_told_above_as_well() -> None:
    step = RICH.steps[0]
    exposures = tuple(replace(e, next=step.text) for e in RICH.exposures or () if e.bearing == "binds us")
    edition = replace(RICH, exposures=exposures)
    short = shorten(edition, lambda one: LIMIT + (not one.terse))
    assert short.next_for(exposures[0]) == ""
    assert complete(edition).next_for(exposures[0]) == step.text
    assert replace(short, edition=replace(edition, steps=())).next_for(exposures[0]) == step.text


def test_above_the_hard_stop_further_sections_give_way() -> None:
    told = shorten(grown(4), Scale(watching=60, steps=60, exposures=60, items=60, dates=60))
    kept = {
        name: len(getattr(told.edition, name) or ()) for name in ("watching", "steps", "exposures", "items", "dates")
    }
    assert kept == {"watching": 1, "steps": 2, "exposures": 2, "items": 2, "dates": 3}
    assert told.unnamed == 5


ERRATA = tuple(
    Erratum(restriction_id=f"AIR-2026-{number:04}", edition_ids=("2026-W27",), text="It was so. " * 20)
    for number in range(40)
)
NOTICES = tuple(Notice(restriction_id=f"AIR-2026-{number:04}", sent_on="2026-07-10") for number in range(200, 0, -1))


def test_however_many_corrections_and_notices_there_are_a_mail_keeps_to_its_length() -> None:
    writer, edition = Writer(SITE), replace(RICH, errata=ERRATA, notices=NOTICES)
    told = writer.shortened(edition)
    plain, html = writer.text(told), writer.html(told)
    assert count_words(plain) <= STOP
    assert len(html.encode()) < 60_000
    for part in (" ".join(plain.split()), re.sub(r"<[^>]+>", "", html)):
        assert f"and {len(ERRATA) - len(told.edition.errata)} more on the web" in part
        assert f"and {len(NOTICES) - len(told.edition.notices)} more urgent notices on the web" in part


def test_a_notice_of_what_affects_us_stays_longest() -> None:
    last = [exposure for exposure in RICH.exposures or () if exposure.bearing == "binds us"][-1]
    edition = replace(RICH, notices=(*NOTICES, Notice(restriction_id=last.restriction_id, sent_on="2026-07-11")))
    told = shorten(edition, Scale(notices=200))
    assert last.restriction_id in {notice.restriction_id for notice in told.edition.notices}


def test_in_the_end_only_counts_are_left_but_one_change_is_always_told() -> None:
    told = shorten(grown(4), lambda told: STOP + 1)
    assert len(told.edition.items) == 1
    for name in ("watching", "steps", "exposures", "dates", "changes"):
        assert getattr(told.edition, name) == ()
        assert told.more(name) == len(getattr(grown(4), name))
    assert told.unnamed == 8


def test_what_is_left_to_the_web_is_still_counted_in_the_mail() -> None:
    writer = Writer(SITE)
    told = shorten(RICH, lambda told: STOP + 1)
    plain, html = writer.text(told), writer.html(told)
    for section in ("AFFECTS US", "WHAT CHANGED", "NEXT STEPS", "DATES AHEAD", "REGISTER CHANGES", "WATCHING"):
        assert section in plain
    assert plain.count("more on the web") == html.count("more <a") == 5
    assert "Failing: 2 sources." in plain


def test_what_affects_us_goes_last() -> None:
    exposures = RICH.exposures or ()
    reversed_ = replace(RICH, exposures=exposures[::-1] * 3)
    told = shorten(reversed_, Scale(exposures=STOP // 2))
    assert told.edition.exposures is not None
    assert [e.bearing for e in told.edition.exposures] == ["binds us", "binds us"]


def test_an_edition_without_inventory_stays_without() -> None:
    told = shorten(replace(RICH, exposures=None), lambda told: STOP + 1)
    assert told.edition.exposures is None
    assert told.more("exposures") == 0


def test_no_mail_tells_more_than_five_leads_in_full() -> None:
    told = shorten(replace(RICH, items=RICH.items * 2), lambda told: 0)
    assert len(told.edition.items) == LEADS
    assert told.more("items") == 3


def test_the_edition_itself_is_never_changed() -> None:
    big = grown(3)
    told = shorten(big, lambda told: STOP + 1)
    assert told.complete is big
    assert big == grown(3)


def test_measuring_stops_when_nothing_is_left_to_give() -> None:
    scale = Scale()
    shorten(RICH, scale)
    assert len(scale.asked) < 30


def test_the_hard_stop_holds_when_everything_comes_at_once() -> None:
    writer = Writer(SITE)
    for copies in (1, 2, 5, 30):
        told = writer.shortened(grown(copies))
        assert count_words(writer.text(told)) <= STOP


def test_a_quiet_week_and_a_baseline_fit_without_shortening() -> None:
    writer = Writer(SITE)
    for edition in (QUIET, BASELINE):
        told = writer.shortened(edition)
        assert told == complete(edition)
        assert count_words(writer.text(told)) <= LIMIT


WORDS = st.integers(1, 40).map(lambda count: " ".join(["word"] * count))
DISAGREEMENTS = st.lists(WORDS, max_size=2).map(tuple)


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, DISAGREEMENTS, st.integers(1, 6))
def test_the_hard_stop_holds_whatever_is_said(
    what: str, needs: str, disagreements: tuple[str, ...], copies: int
) -> None:
    big = grown(copies)
    edition = replace(
        big,
        items=tuple(
            replace(item, what=what, so_what=what, next=what, disagreements=disagreements) for item in big.items
        ),
        watching=tuple(replace(watched, needs=needs) for watched in big.watching),
        steps=tuple(replace(step, text=what) for step in big.steps),
        dates=tuple(replace(day, text=needs) for day in big.dates),
    )
    writer = Writer(SITE)
    told = writer.shortened(edition)
    assert count_words(writer.text(told)) <= STOP
    assert told.edition.items
