"""An edition is the week's changes, told from the register as it stands at the cut-off."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.brief.compose import compose
from pipeline.brief.since import FIELD_WORDS
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions, Inventory
from pipeline.model.restriction import Register, Restriction, Revision
from pipeline.model.vocabulary import RestrictionStatus
from tests.examples import CANDIDATE, KNOWN, REGISTER
from tests.unit.brief.rows import (
    COVERAGE,
    LAST_ON,
    SINCE,
    UNTIL,
    WITHIN,
    added,
    claim_with,
    disputed,
    inventory,
    known,
    older,
    revision,
    row,
    window,
)


def edition(*rows: Restriction, ours: Inventory | None = None, baseline: bool = False) -> Edition:
    register = Register(restrictions=rows)
    return compose(window(baseline=baseline), register, COVERAGE, inventory=ours, options=BriefOptions())


def ids(*rows: Restriction, ours: Inventory | None = None, baseline: bool = False) -> list[str]:
    return [item.restriction_id[-1] for item in edition(*rows, ours=ours, baseline=baseline).items]


def numbered(number: int, **changes: object) -> Restriction:
    return row(f"AIR-2026-{number:04}", **changes)  # type: ignore[arg-type]


def test_what_was_announced_in_a_missed_week_is_new() -> None:
    missed = replace(window(), first_on=LAST_ON - timedelta(days=13))
    told = row(announced="2026-07-01", first_reported="2026-07-01")
    register = Register(restrictions=(told,))
    caught = compose(missed, register, COVERAGE, inventory=None, options=BriefOptions())
    assert [item.state for item in caught.items] == ["New → in force"]
    assert caught.bottom_line.startswith("No run took place for 1 week: what left the feeds meanwhile was not seen.")
    assert edition(told).items == ()


def test_the_head_of_an_edition_is_its_week() -> None:
    made = compose(
        window(),
        Register(),
        COVERAGE,
        inventory=None,
        options=BriefOptions(timezone="Europe/Berlin", stamp="Sample world"),
    )
    assert (made.edition_id, made.first_on, made.last_on, made.next_on) == (
        "2026-W28",
        "2026-07-06",
        "2026-07-12",
        "2026-07-20",
    )
    assert (made.timezone, made.stamp, made.baseline) == ("Europe/Berlin", "Sample world", False)
    assert made.coverage == COVERAGE
    assert made.steps == ()


def test_an_empty_register_makes_a_quiet_edition() -> None:
    made = edition()
    assert (made.items, made.dates, made.changes, made.watching) == ((), (), (), ())
    assert made.in_force == 0
    assert made.subject == "Week 28: nothing new is off limits"
    assert made.bottom_line.startswith("A quiet week")
    assert made.exposures is None


def test_without_a_change_in_the_window_there_are_no_items() -> None:
    made = edition(older(numbered(1)), older(numbered(2, status="lifted")))
    assert made.items == ()
    assert made.changes == ()
    assert made.in_force == 1


@pytest.mark.parametrize(
    ("announced", "first_reported", "is_new"),
    [
        ("2026-07-06", "2026-01-01", True),
        ("2026-07-12", "2026-01-01", True),
        ("2026-07-05", "2026-07-12T23:00:00-10:00", True),
        (None, "2026-07-08", True),
        ("2026-07-05", "2026-07-13", False),
        ("2026-07", "2026-07-05", False),
        ("2026-01-01", None, False),
        (None, None, False),
    ],
)
def test_new_is_what_was_announced_or_first_reported_in_the_week(
    announced: str | None, first_reported: str | None, *, is_new: bool
) -> None:
    made = edition(numbered(1, announced=announced, first_reported=first_reported))
    assert [item.restriction_id for item in made.items] == (["AIR-2026-0001"] if is_new else [])
    assert [change.kind for change in made.changes] == (["new"] if is_new else ["newly registered"])


def test_a_disputed_day_of_announcement_does_not_make_it_new() -> None:
    restriction = claim_with(numbered(1, first_reported="2026-01-01"), announced=disputed("2026-07-07", "2026-07-08"))
    assert [change.kind for change in edition(restriction).changes] == ["newly registered"]


@pytest.mark.parametrize(
    ("at", "is_in"),
    [
        (SINCE, False),
        ("2026-07-06T05:15:01Z", True),
        (WITHIN, True),
        (UNTIL, True),
        ("2026-07-13T05:15:01Z", False),
        ("2026-01-01T00:00:00Z", False),
    ],
)
def test_only_revisions_between_the_cut_offs_are_in_the_edition(at: str, *, is_in: bool) -> None:
    assert (ids(numbered(1, history=(added(at),))) == ["1"]) is is_in


def test_what_came_behind_the_last_edition_s_cut_off_is_in_the_next() -> None:
    """Cut-offs meet: no revision is told twice or never."""
    rows = [numbered(number, history=(added(f"2026-07-0{number}T05:15:00Z"),)) for number in range(1, 9)]
    register = Register(restrictions=tuple(rows))
    cuts = ["", "2026-07-03T05:15:00Z", "2026-07-05T00:00:00Z", "2026-07-09T00:00:00Z"]
    told = [
        change.restriction_id
        for since, until in itertools.pairwise(cuts)
        for change in compose(
            window(since=since, until=until), register, COVERAGE, inventory=None, options=BriefOptions()
        ).changes
    ]
    assert told == [restriction.restriction_id for restriction in rows]


@pytest.mark.parametrize("field", ["effective", "ends", "announced", "replacement", "action", "exempt", "response"])
def test_a_change_of_what_a_reader_acts_on_is_told_as_an_item(field: str) -> None:
    assert ids(older(numbered(1), (field, "before", "after"))) == ["1"]


@pytest.mark.parametrize("field", ["provenance", "reasons", "affected", "targets", "mechanism", "related"])
def test_a_smaller_change_stands_in_the_register_changes_alone(field: str) -> None:
    made = edition(older(numbered(1), (field, "before", "after")))
    assert made.items == ()
    assert [change.text for change in made.changes] == [f"{numbered(1).title} ({FIELD_WORDS[field]})"]


@pytest.mark.parametrize(
    ("restriction", "state"),
    [
        (numbered(1), "New → in force"),
        (numbered(1, status="scheduled"), "New → scheduled"),
        (older(numbered(1), ("status", "scheduled", "in-force")), "Scheduled → in force"),
        (older(numbered(1, status="lifted"), ("status", "in-force", "lifted")), "In force → lifted"),
        (older(numbered(1), ("effective", None, "2026-08-01")), "Changed, in force"),
        (older(numbered(1), ("status", None, "in-force")), "Changed, in force"),
        (
            older(numbered(1, status="denied"), ("ends", None, "x"), ("status", "reported", "denied")),
            "Reported → denied",
        ),
    ],
)
def test_the_state_tells_what_became_of_it(restriction: Restriction, state: str) -> None:
    assert [item.state for item in edition(restriction).items] == [state]


def test_a_row_that_is_new_and_changed_in_one_week_is_new() -> None:
    history = (added(status="scheduled"), revision(2, UNTIL, ("status", "scheduled", "in-force")))
    assert [item.state for item in edition(numbered(1, history=history)).items] == ["New → in force"]


def test_a_day_that_is_reached_in_the_week_of_late_registering_is_told_as_a_change() -> None:
    history = (
        added(status="scheduled"),
        revision(2, UNTIL, ("status", "scheduled", "in-force"), trigger="effective_day"),
    )
    made = edition(numbered(1, announced="2026-07-01", first_reported="2026-07-02", history=history))
    assert [item.state for item in made.items] == ["Scheduled → in force"]
    assert [change.kind for change in made.changes] == ["newly registered"]


def test_two_changes_in_one_week_are_told_from_the_first_state() -> None:
    history: tuple[Revision, ...] = (
        added("2026-01-01T00:00:00Z", "announced"),
        revision(2, WITHIN, ("status", "announced", "scheduled")),
        revision(3, UNTIL, ("status", "scheduled", "in-force")),
    )
    assert [item.state for item in edition(numbered(1, history=history)).items] == ["Announced → in force"]


def test_an_item_tells_what_the_row_says() -> None:
    (item,) = edition(replace(KNOWN, first_reported="2026-07-06")).items
    assert item.restriction_id == KNOWN.restriction_id
    assert item.headline == KNOWN.title
    assert item.mechanism == "employer ban"
    assert item.tone == "mark"
    assert (item.provenance, item.reports, item.independent) == (KNOWN.provenance.phrase, 14, 2)
    assert item.what == (
        "Announced on 3 July 2026. Qoder is named as the replacement. Reasons given: security and data leaks."
    )
    assert item.next == "Word from Alibaba itself would confirm it."
    assert item.quote is not None
    assert item.quote.text in {proof.quote for proof in KNOWN.evidence}
    assert item.disagreements == ()


def test_no_quote_is_longer_than_the_options_allow() -> None:
    options = BriefOptions(quote_words=0)
    made = compose(window(), REGISTER, COVERAGE, inventory=None, options=options)
    assert made.items
    assert all(item.quote is None for item in made.items)


def test_leads_are_ranked_by_state_then_by_independent_sources_then_by_reports_then_by_day() -> None:
    rows = [
        numbered(1, status="denied", independent=9),
        numbered(2, status="lifted", independent=9),
        numbered(3, independent=1, reports=9),
        numbered(4, independent=2, reports=1),
        numbered(5, independent=2, reports=5, first_reported="2026-07-06"),
        numbered(6, independent=2, reports=5, first_reported="2026-07-08"),
        numbered(7, independent=2, reports=5, first_reported="2026-07-08"),
        numbered(8, status="scheduled", independent=3),
        numbered(9, independent=2, reports=5, first_reported=None),
    ]
    assert ids(*rows) == list("867594321")
    assert ids(*rows[::-1]) == ids(*rows)


@pytest.mark.parametrize("status", ["proposed", "rumoured", "announced", "suspended", "denied", "superseded"])
def test_what_does_not_bind_comes_behind_what_is_lifted(status: RestrictionStatus) -> None:
    assert ids(numbered(1, status=status), numbered(2, status="lifted"), numbered(3)) == ["3", "2", "1"]


def test_the_inventory_has_no_say_in_the_order() -> None:
    ours = numbered(1, independent=1, mechanism="product-retirement")
    others = numbered(2, independent=5, tools=("Claude Code",))
    assert ids(ours, others, ours=inventory()) == ids(ours, others) == ["2", "1"]


def test_a_baseline_tells_all_that_stands_so_that_its_counts_can_be_counted() -> None:
    rows = [older(numbered(number, independent=number)) for number in range(1, 9)]
    made = edition(*rows, baseline=True)
    assert [item.restriction_id[-1] for item in made.items] == list("87654321")
    assert [item.state for item in made.items] == ["In force"] * 8
    assert made.changes == ()
    assert made.subject == "Off limits today: 8 restrictions"
    assert made.baseline


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("in-force", True),
        ("reported", True),
        ("scheduled", True),
        ("suspended", False),
        ("announced", True),
        ("proposed", False),
        ("rumoured", False),
        ("lifted", False),
        ("denied", False),
        ("superseded", False),
    ],
)
def test_a_baseline_holds_what_binds_or_has_its_day(status: RestrictionStatus, *, told: bool) -> None:
    assert (ids(older(numbered(1, status=status)), baseline=True) == ["1"]) is told


def test_a_baseline_counts_everything_in_force_and_everything_watched() -> None:
    rows = [
        numbered(1),
        numbered(2, status="reported"),
        numbered(3, status="scheduled"),
        numbered(4, status="proposed"),
        numbered(5, status="announced"),
        numbered(6, status="rumoured"),
        numbered(7, status="suspended"),
        numbered(8, status="lifted"),
    ]
    register = Register(restrictions=tuple(rows), candidates=(CANDIDATE,))
    made = compose(window(baseline=True), register, COVERAGE, inventory=None, options=BriefOptions())
    assert made.in_force == 2
    assert (len(made.items), len(made.watching)) == (4, 3)
    assert made.bottom_line.startswith(
        "The first brief, of what stands today: 2 restrictions in force or reported, 2 decided and yet to begin,"
        " 3 watched."
    )


def test_only_what_is_new_or_still_to_come_touches_us_in_an_edition() -> None:
    rows = [
        numbered(1),
        older(numbered(2)),
        older(numbered(3, effective="2026-08-15")),
        older(numbered(4, effective="2026-01-15")),
    ]
    made = edition(*rows, ours=inventory())
    assert made.exposures is not None
    assert sorted(exposure.restriction_id[-1] for exposure in made.exposures) == ["1", "3"]
    baseline = edition(*rows, ours=inventory(), baseline=True)
    assert baseline.exposures is not None
    assert sorted(exposure.restriction_id[-1] for exposure in baseline.exposures) == ["1", "2", "3", "4"]


def test_an_inventory_that_nothing_touches_is_told_apart_from_none() -> None:
    assert edition(numbered(1, tools=("Claude Code",)), ours=inventory()).exposures == ()
    assert edition(numbered(1, tools=("Claude Code",))).exposures is None


def test_what_touches_us_leads_subject_and_bottom_line() -> None:
    made = edition(
        numbered(1, independent=9), numbered(2, mechanism="product-retirement", title="Quill ends"), ours=inventory()
    )
    assert made.subject == "Affects us: Quill ends"
    assert made.bottom_line.startswith("Quill ends. It hits our supply of Quill. 1 more restriction is new or changed.")
    assert made.public_subject == numbered(1).title
    assert made.public_bottom_line.startswith(f"{numbered(1).title}. 1 more restriction is new or changed.")


@pytest.mark.parametrize("days", [1, 30, 90])
def test_the_bottom_line_knows_how_far_the_dates_look(days: int) -> None:
    made = compose(window(), Register(), COVERAGE, inventory=None, options=BriefOptions(days_ahead=days))
    assert made.public_bottom_line.endswith(f"No exact day is set for the next {days} day{'' if days == 1 else 's'}.")


def test_the_same_input_gives_the_same_edition() -> None:
    ours = inventory()
    made = [compose(window(), REGISTER, COVERAGE, inventory=ours, options=BriefOptions()) for _ in range(2)]
    assert made[0] == made[1]
    assert repr(made[0]) == repr(made[1])


def test_the_order_of_the_register_does_not_matter_to_what_is_told() -> None:
    turned = replace(REGISTER, restrictions=REGISTER.restrictions[::-1])
    made = compose(window(), turned, COVERAGE, inventory=inventory(), options=BriefOptions())
    expected = compose(window(), REGISTER, COVERAGE, inventory=inventory(), options=BriefOptions())
    assert made.items == expected.items
    assert made.dates == expected.dates
    assert made.exposures == expected.exposures


def test_the_week_of_the_window_is_a_week() -> None:
    assert window().week.last_on == date(2026, 7, 12)


def test_what_was_changed_back_within_the_week_is_no_news() -> None:
    history: tuple[Revision, ...] = (
        added("2026-01-01T00:00:00Z", "in-force"),
        revision(2, WITHIN, ("ends", None, "2026-09-01"), ("status", "in-force", "reported")),
        revision(3, UNTIL, ("ends", "2026-09-01", None), ("status", "reported", "in-force")),
    )
    made = edition(numbered(1, history=history))
    assert (made.items, made.changes) == ((), ())


def test_a_follow_up_tells_what_is_new_since_the_last_brief_and_a_first_telling_does_not() -> None:
    moved = older(numbered(1, effective="2026-08-15"), ("effective", "2026-08-01", "2026-08-15"))
    (item,) = edition(moved).items
    assert item.since_last == ("The day it takes effect is now 15 August 2026; it was 1 August 2026.",)
    history = (added(), revision(2, UNTIL, ("effective", "2026-08-01", "2026-08-15")))
    assert [item.since_last for item in edition(numbered(1, history=history)).items] == [()]
    assert [item.since_last for item in edition(moved, baseline=True).items] == [()]


def test_what_is_told_as_new_is_not_told_again_beside_it() -> None:
    changed = claim_with(older(numbered(1), ("exempt", None, "contractors")), exempt=known("contractors"))
    (item,) = edition(changed).items
    assert item.since_last == ("It is now said not to cover contractors.",)
    assert "contractors" not in item.what
    (first,) = edition(claim_with(numbered(1), exempt=known("contractors"))).items
    assert "Not covered: contractors." in first.what


def test_each_lead_says_why_it_stands_where_it_does() -> None:
    rows = [numbered(1, independent=3), numbered(2, status="lifted", independent=1), numbered(3, status="proposed")]
    assert [item.ranked for item in edition(*rows).items] == [
        "ranked as in force or scheduled, by 3 independent reports",
        "ranked as lifted, by 1 independent report",
        "ranked as not binding, by 2 independent reports",
    ]
