"""A correction names what an earlier edition told wrongly, once, and no mere development is one."""

from dataclasses import replace

import pytest

from pipeline.brief.compose import compose
from pipeline.brief.errata import with_errata
from pipeline.model.edition import Edition, Exposure
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Register, Restriction, Tombstone
from pipeline.model.vocabulary import Trigger
from tests.unit.brief.rows import COVERAGE, SINCE, WITHIN, added, revision, row, window

BEFORE = "2026-06-30T05:15:00Z"
TOLD = row(effective="2026-07-20", history=(added(BEFORE),))


def earlier(*rows: Restriction, edition_id: str = "2026-W27") -> Edition:
    """An edition that told some rows as new."""
    first = replace(window(), since="", until=SINCE, baseline=True)
    made = compose(first, Register(restrictions=rows), COVERAGE, inventory=None, options=BriefOptions())
    return replace(made, edition_id=edition_id)


def errata(now: Restriction | Register, *before: Edition) -> list[tuple[str, tuple[str, ...], str]]:
    register = now if isinstance(now, Register) else Register(restrictions=(now,))
    made = compose(window(), register, COVERAGE, inventory=None, options=BriefOptions())
    edition = with_errata(made, register, window(), before)
    return [(one.restriction_id, one.edition_ids, one.text) for one in edition.errata]


def corrected(
    trigger: Trigger = "override", at: str = WITHIN, note: str = "The memo says so.", after: str = "2026-07-25"
) -> Restriction:
    """The row, whose first day was another."""
    change = revision(2, at, ("effective", "2026-07-20", after), trigger=trigger)
    return row(effective=after, title="A title", history=(added(BEFORE), replace(change, note=note)))


def test_what_a_person_corrected_is_named_with_the_editions_that_told_it() -> None:
    assert errata(corrected(), earlier(TOLD, edition_id="2026-W26"), earlier(TOLD)) == [
        (
            "AIR-2026-0001",
            ("2026-W26", "2026-W27"),
            "A title; the day it takes effect: 25 July 2026, not 20 July 2026; corrected by hand: The memo says so.",
        )
    ]


def test_what_is_read_anew_is_a_correction() -> None:
    ((_, _, text),) = errata(corrected("correction", note=""), earlier(TOLD))
    assert text == "A title; the day it takes effect: 25 July 2026, not 20 July 2026; a report was read anew"


@pytest.mark.parametrize("trigger", ["new_source", "policy_page_change", "effective_day", "end_day", "import"])
def test_a_development_of_the_news_is_none(trigger: Trigger) -> None:
    assert errata(corrected(trigger), earlier(TOLD)) == []


@pytest.mark.parametrize("at", [BEFORE, SINCE, "2026-07-13T05:15:01Z"])
def test_each_stands_in_the_edition_of_its_window_alone(at: str) -> None:
    assert errata(corrected(at=at), earlier(TOLD)) == []


def test_what_no_edition_told_needs_none() -> None:
    assert errata(corrected()) == []
    assert errata(corrected(), earlier(replace(TOLD, restriction_id="AIR-2026-0002"))) == []
    assert errata(corrected(), earlier(row(effective="2026-07-19", history=(added(BEFORE),)))) == []


def test_what_was_changed_and_changed_back_is_none() -> None:
    there = revision(2, WITHIN, ("effective", "2026-07-20", "2026-07-25"), trigger="override")
    back = revision(3, WITHIN, ("effective", "2026-07-25", "2026-07-20"), trigger="override")
    assert errata(replace(TOLD, history=(added(BEFORE), there, back)), earlier(TOLD)) == []


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("targets", "Quill", "Quill, Other"),
        ("effective", None, "2026-07-20"),
        ("effective", "disputed: 2026-07-20 or 2026-07-21", "2026-07-20"),
        ("effective", "withdrawn", "2026-07-20"),
        ("action", "block", "ban"),
        ("provenance", "one report", "confirmed by hand"),
        ("status", "reported", "in-force"),
        ("by_hand", None, "confirm"),
    ],
)
def test_what_is_told_in_full_later_was_not_wrong(field: str, before: str | None, after: str) -> None:
    change = revision(2, WITHIN, (field, before, after), trigger="override")
    assert errata(replace(TOLD, history=(added(BEFORE), change)), earlier(TOLD)) == []


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        ("actor", "Northwind Freight", "Southwind Freight", "who decided: Southwind Freight, not Northwind Freight"),
        ("targets", "Quill, Other", "Other", "the tools: Other, not Quill, Other"),
        ("action", "ban", "propose", "what was decided: propose, not ban"),
        ("effective", "2026-07-20", None, "the day it takes effect: not known, not 20 July 2026"),
        ("mechanism", "employer-ban", "employer-limit", "the kind of restriction: employer limit, not employer ban"),
    ],
)
def test_the_wording_of_each_field(field: str, before: str, after: str | None, told: str) -> None:
    change = revision(2, WITHIN, (field, before, after), trigger="correction")
    ((_, _, text),) = errata(replace(TOLD, history=(added(BEFORE), change)), earlier(TOLD))
    assert text == f"{TOLD.title}; {told}; a report was read anew"


def test_a_row_that_was_taken_out_is_a_correction_and_is_said_once() -> None:
    stone = Tombstone(
        restriction_id="AIR-2026-0001",
        removed_on="2026-07-08",
        removed_at=WITHIN,
        reason="not_an_event",
        note="A play.",
        author="J. Doe",
    )
    register = Register(tombstones=(stone,))
    assert errata(register, earlier(TOLD)) == [
        ("AIR-2026-0001", ("2026-W27",), f"{TOLD.title}: it is no restriction, by hand: A play.")
    ]
    (hoax,) = errata(Register(tombstones=(replace(stone, reason="retracted"),)), earlier(TOLD))
    assert hoax[2] == "What it rested on was retracted, by hand: A play."
    made = compose(window(), register, COVERAGE, inventory=None, options=BriefOptions())
    assert [change.kind for change in made.changes] == ["withdrawn"]
    assert with_errata(made, register, window(), [earlier(TOLD)]).changes == ()
    assert with_errata(made, register, window(), []) == made


def test_a_report_that_was_retracted_is_a_correction() -> None:
    change = replace(revision(2, WITHIN, ("evidence", None, "2"), trigger="retraction"), note="It was taken back.")
    now = replace(TOLD, history=(added(BEFORE), change))
    ((_, editions, text),) = errata(now, earlier(TOLD))
    assert (editions, text) == (("2026-W27",), f"{TOLD.title}; a report of it was retracted: It was taken back.")


def test_imported_rows_have_none() -> None:
    assert errata(replace(corrected(), imported_from="other#AIR-2026-0001"), earlier(TOLD)) == []


def test_what_only_the_private_build_told_is_no_erratum() -> None:
    touched = Exposure(
        restriction_id="AIR-2026-0001",
        headline=TOLD.title,
        tool="Quill",
        bearing="signal",
        reason="",
        effective="20 July 2026",
    )
    private = replace(earlier(), exposures=(touched,))
    assert errata(corrected(), private) == []
