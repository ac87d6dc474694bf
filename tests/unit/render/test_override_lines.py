"""A line for overrides.yaml is read by our own reader as the act that it was made of, whatever its texts hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.brief.mending import acts_for
from pipeline.config.lines import parse_yaml
from pipeline.config.override_shapes import OverridesShape, overrides_of
from pipeline.model.override import Override
from pipeline.model.restriction import Affected
from pipeline.render.override_lines import override_line
from tests.examples import DISPUTED, KNOWN, LIFTED, SCHEDULED
from tests.unit.brief.rows import claim_with, disputed, known, row

ROWS = (DISPUTED, KNOWN, LIFTED, SCHEDULED)


def read(*lines: str) -> list[Override]:
    """What our reader makes of pasted lines."""
    lined = parse_yaml("\n".join(["overrides:", *lines]), "overrides.yaml")
    return [
        replace(act, place="", precision=None) for act in overrides_of(OverridesShape.model_validate(lined.data), lined)
    ]


def by(author: str, *acts: Override) -> list[Override]:
    return [replace(act, author=author) for act in acts]


def test_every_act_of_every_row_is_read_as_it_was_meant() -> None:
    for one in ROWS:
        acts = by("desk@firm.example", *acts_for(one))
        assert read(*map(override_line, acts)) == acts
        assert [act.act for act in acts] == ["reject", "set", "set"]
        assert {act.row for act in acts} == {one.restriction_id}
        assert {act.article for act in acts} == {one.evidence[0].url}


def test_a_line_looks_as_the_guide_writes_it() -> None:
    reject, day, whom = by("desk@firm.example", *acts_for(row(effective="2026-07-10", regions=("DE",))))
    assert override_line(reject) == (
        '  - {act: reject, row: "AIR-2026-0001", as: not_an_event,'
        ' reason: "Rejected by an editor before the brief went out.", author: "desk@firm.example"}'
    )
    assert 'claim: effective, value: "2026-07-10"' in override_line(day)
    assert 'claim: affected, value: {who: "its staff", regions: ["DE"]}' in override_line(whom)


def test_of_values_on_which_sources_disagree_the_first_stands_and_of_nothing_unknown() -> None:
    _, day, _ = acts_for(claim_with(row(), effective=disputed("2026-07-10", "2026-07-20", precision="day")))
    assert (day.field, day.value) == ("effective", "2026-07-10")
    _, day, _ = acts_for(row(announced=None))
    assert (day.field, day.value) == ("effective", None)
    assert "value: unknown" in override_line(day)


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_no_text_breaks_a_line_or_becomes_another_key(who: str, author: str) -> None:
    made = acts_for(claim_with(row(), affected=known(Affected(who=who, regions=("DE", "FR")))))
    acts = by(author, *made)
    lines = [override_line(act) for act in acts]
    assert all(line.isprintable() for line in lines)
    assert read(*lines) == acts
