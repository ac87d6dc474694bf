"""The days of a restriction, in their order, each with what it rests on."""

from dataclasses import replace

from pipeline.model.restriction import Change, Ending
from pipeline.render.site.timeline import timeline
from tests.examples import KNOWN
from tests.unit.brief.rows import added, claim_with, disputed, known, revision, row


def test_days_stand_in_their_order() -> None:
    made = row(announced="2026-07-02", effective="2026-08", ends="2026-12-31", first_reported="2026-07-03")
    later = revision(2, "2026-08-15T05:00:00Z", ("status", "announced", "in-force"))
    made = replace(made, history=(added(), later))
    assert [(one.on, one.said) for one in timeline(made)] == [
        ("2026-07-02", "Announced"),
        ("2026-07-03", "First reported"),
        ("2026-08", "Takes effect"),
        ("2026-08-15", "In the register: in force; before, announced"),
        ("2026-12-31", "Ends"),
    ]


def test_a_disputed_day_is_said_to_be_one() -> None:
    made = claim_with(row(announced=None, first_reported=None), effective=disputed("2026-08-01", "2026-07-01"))
    assert [(one.on, one.disputed) for one in timeline(made)] == [("2026-07-01", True), ("2026-08-01", True)]


def test_what_ends_it_is_named() -> None:
    made = row(announced=None, first_reported=None)
    made = replace(made, ending=Ending(restriction_id="AIR-2026-0002", relation="lifts", on="2026-09-01"))
    assert [(one.on, one.said) for one in timeline(made)] == [
        ("2026-09-01", "Another decision ends it (AIR-2026-0002)")
    ]


def test_what_is_no_day_is_left_out() -> None:
    made = claim_with(row(announced=None, first_reported="soon"), effective=known("some day"))
    assert timeline(made) == ()


def test_each_day_has_its_evidence() -> None:
    announced = KNOWN.claims.announced
    assert [one.evidence for one in timeline(KNOWN) if one.said == "Announced"] == [announced.evidence]
    odd = replace(
        KNOWN, history=(*KNOWN.history, replace(revision(9), changes=(Change(field="title", before="a", after="b"),)))
    )
    assert timeline(odd) == timeline(KNOWN)
