"""Next steps: the playbook filled in with what is known of a case; what would be advice for everybody is left out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.exposure import find_exposures
from pipeline.brief.steps import make_steps, restriction_words
from pipeline.config.lines import parse_yaml
from pipeline.config.playbook import PlaybookShape, playbook_text, plays_of
from pipeline.model.edition import Step
from pipeline.model.options import Due, Inventory, InventoryTool, Play
from pipeline.model.restriction import UNKNOWN, Claim, Party, Restriction
from pipeline.model.vocabulary import MECHANISMS, Bearing, Mechanism, RestrictionStatus
from tests.unit.brief.rows import LAST_ON, claim_with, disputed, inventory, known, row

QUILL = InventoryTool(name="Quill", vendor="Quillhaven", owner="IT", seats=14)
SHIPPED = plays_of(PlaybookShape.model_validate(parse_yaml(playbook_text(), "playbook.yaml").data))
BINDING = row(
    mechanism="vendor-region",
    actor="Quillhaven",
    who="users in Germany",
    regions=("DE",),
    effective="2026-08-15",
    title="Quillhaven reportedly cuts off Quill for users in Germany from 15 August 2026",
)


def play(
    step: str = "Stop {tool}: {restriction} from {day}",
    *,
    bearing: Bearing = "binds us",
    department: str = "Security",
    due: Due | None = None,
    unchanged: str = "",
    escalate: str = "",
    mechanisms: tuple[Mechanism, ...] = (),
) -> Play:
    return Play(
        bearing=bearing,
        mechanisms=mechanisms,
        department=department,
        step=step,
        due=due or Due(days=0),
        unchanged=unchanged,
        escalate=escalate,
    )


def steps(
    *rows: Restriction, plays: tuple[Play, ...] = (play(),), tools: tuple[InventoryTool, ...] = (QUILL,)
) -> tuple[Step, ...]:
    ours = replace(inventory(*tools), playbook=plays, places={"DE": "Germany"})
    return make_steps(find_exposures(rows, ours, LAST_ON), rows, ours, LAST_ON)


def test_a_step_is_its_pattern_with_what_is_known() -> None:
    words = "{tool}, {restriction}, {day}, {owner}, {seats}, {regions}, {replacement}"
    line = play(words, unchanged="Stays: {tool} outside {regions}", escalate="Ask {owner}")
    assert steps(claim_with(BINDING, replacement=known("Inkpot")), plays=(line,)) == (
        Step(
            department="Security",
            text="Quill, the reported ban by Quillhaven, 15 August 2026, IT, 14, Germany, Inkpot",
            restriction_id="AIR-2026-0001",
            due="2026-08-15",
            tool="Quill",
            owner="IT",
            unchanged="Stays: Quill outside Germany",
            escalate="Ask IT",
        ),
    )


@pytest.mark.parametrize("name", ["owner", "seats", "replacement", "day"])
def test_a_text_of_which_something_is_not_known_is_left_out(name: str) -> None:
    line = play(f"Stop {{tool}}: {{restriction}} {{{name}}}", due=Due(within=7))
    beside = play(due=Due(within=7), step="Stop {tool}: {restriction}", unchanged=f"{{{name}}}", escalate=f"{{{name}}}")
    bare = InventoryTool(name="Quill")
    blank = claim_with(BINDING, effective=UNKNOWN)
    assert steps(blank, plays=(line,), tools=(bare,)) == ()
    (found,) = steps(blank, plays=(beside,), tools=(bare,))
    assert (found.unchanged, found.escalate) == ("", "")


def test_no_seats_are_no_number_of_seats() -> None:
    assert steps(BINDING, plays=(play("{tool} {restriction} {seats}"),), tools=(replace(QUILL, seats=0),)) == ()


def test_the_first_line_of_a_department_that_can_be_filled_in_is_its_step() -> None:
    plays = (
        play("{tool} {restriction} to {replacement}"),
        play("{tool} {restriction} of {owner}", mechanisms=("state-block",)),
        play("{tool} {restriction} from {day}"),
        play("{tool} {restriction} and more"),
        play("{tool} {restriction} elsewhere", department="Training"),
    )
    assert [(step.department, step.text[-9:]) for step in steps(BINDING, plays=plays)] == [
        ("Security", "gust 2026"),
        ("Training", "elsewhere"),
    ]


@pytest.mark.parametrize(
    ("effective", "due", "expected"),
    [
        ("2026-08-15", Due(days=-14), "2026-08-01"),
        ("2026-08-15", Due(days=0), "2026-08-15"),
        ("2026-08-15", Due(days=2), "2026-08-17"),
        ("2026-08", Due(days=-14), "2026-07-18"),
        ("2026-08", Due(days=2), "2026-09-02"),
        ("2026-Q4", Due(days=0), "2026-10-01"),
        ("2027", Due(days=-30), "2026-12-02"),
        ("2026-07-15", Due(within=7), "2026-07-15"),
        ("2026-07-12", Due(within=7), "2026-07-19"),
        (None, Due(within=7), "2026-07-19"),
        (None, Due(within=0), "2026-07-13"),
    ],
)
def test_a_step_is_due_around_the_day_of_the_restriction_or_soon(
    effective: str | None, due: Due, expected: str
) -> None:
    line = play("Stop {tool}: {restriction}", due=due)
    dated = replace(BINDING, claims=replace(BINDING.claims, effective=row(effective=effective).claims.effective))
    (found,) = steps(dated, plays=(line,))
    assert (found.due, found.text.startswith("Now: ")) == (expected, False)


@pytest.mark.parametrize(
    ("effective", "due"),
    [
        ("2026-07-25", Due(days=-14)),
        ("2026-07-12", Due(days=0)),
        ("2023-05-01", Due(days=30)),
        ("2026-07", Due(days=0)),
    ],
)
def test_what_should_have_been_done_by_now_says_so(effective: str, due: Due) -> None:
    (found,) = steps(claim_with(BINDING, effective=row(effective=effective).claims.effective), plays=(play(due=due),))
    assert found.due == "2026-07-13"
    assert found.text.startswith("Now: Stop Quill")


def test_a_step_around_a_day_that_nobody_knows_is_left_out() -> None:
    line = play("Stop {tool}: {restriction}", due=Due(days=-14))
    assert steps(claim_with(BINDING, effective=UNKNOWN), plays=(line,)) == ()


def test_of_a_disputed_day_the_first_counts_before_it_and_the_last_behind_it() -> None:
    torn = claim_with(BINDING, effective=disputed("2026-09-15", "2026-09-01"))
    (before,), (behind,) = (steps(torn, plays=(play(due=Due(days=days)),)) for days in (-14, 7))
    assert (before.due, behind.due) == ("2026-08-18", "2026-09-22")
    assert before.text.endswith("from 1 September 2026 or 15 September 2026")


def test_departments_stand_in_the_order_of_the_playbook_and_the_most_pressing_step_first() -> None:
    later = replace(
        BINDING, restriction_id="AIR-2026-0002", claims=claim_with(BINDING, effective=known("2026-09-01")).claims
    )
    plays = (play(department="Training"), play(department="Security"))
    tools = (QUILL, InventoryTool(name="Quill Pro", vendor="Quillhaven", aliases=("Quill",), criticality="critical"))
    found = steps(BINDING, later, plays=plays, tools=tools)
    assert [(step.department, step.due[5:], step.tool) for step in found] == [
        (department, due, tool)
        for department in ("Training", "Security")
        for due in ("08-15", "09-01")
        for tool in ("Quill Pro", "Quill")
    ]


ASK = play("Find out whether {restriction} reaches {tool}", bearing="unknown", due=Due(within=7))


def test_whether_something_touches_us_is_asked_once_for_the_tool_on_which_most_hangs() -> None:
    unsure = row(mechanism="vendor-use")
    tools = (QUILL, InventoryTool(name="Pen", aliases=("Quill",), criticality="critical"))
    assert [step.tool for step in steps(unsure, plays=(ASK,), tools=tools)] == ["Pen"]


@pytest.mark.parametrize("status", ["proposed", "rumoured"])
def test_of_a_proposal_and_a_rumour_nobody_need_do_anything_yet(status: RestrictionStatus) -> None:
    assert steps(replace(BINDING, status=status), plays=(ASK, play())) == ()


def test_of_a_signal_there_is_no_step() -> None:
    assert steps(row(), plays=(ASK, play(), *SHIPPED)) == ()


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        (row(confirmed=True), "the ban by Northwind Freight"),
        (row(), "the reported ban by Northwind Freight"),
        (
            claim_with(row(confirmed=True, mechanism="product-retirement"), action=known("cut_off")),
            "the retirement by Northwind Freight",
        ),
        (claim_with(row(), action=known("cut_off"), actor=UNKNOWN), "the reported cut-off"),
        (claim_with(row(confirmed=True), action=known("suspend")), "the suspension by Northwind Freight"),
        (claim_with(row(confirmed=True), action=disputed("propose", "limit")), "the limit by Northwind Freight"),
        (
            claim_with(
                row(independent=2),
                actor=known(Party(party_id="c", name="US Department of Commerce", type="government-body")),
                action=known("block"),
            ),
            "the block by the US Department of Commerce",
        ),
    ],
)
def test_a_restriction_is_named_by_what_it_is_and_by_whom(restriction: Restriction, words: str) -> None:
    assert restriction_words(restriction) == words


NASTY = st.text(st.characters(codec="utf-8"), max_size=120) | st.sampled_from(
    ("{owner}", "{tool} {seats}", "a\r\nBcc: x@y.example", "<script>", "\u202eevil", "{", "}")
)


@given(NASTY, NASTY)
@settings(max_examples=150, deadline=None)
def test_words_from_outside_are_put_in_once_on_one_line(actor: str, replacement: str) -> None:
    torn = claim_with(replace(BINDING, title="X"), replacement=known(replacement))
    named = row(actor=actor).claims.actor
    line = play("Stop {tool}: {restriction}; take {replacement}")
    for step in steps(claim_with(torn, actor=named), plays=(line,), tools=(replace(QUILL, owner="OWNER-7731"),)):
        assert "OWNER-7731" not in step.text
        assert len(step.text.splitlines()) == 1
        assert step.text.isprintable() or not step.text.isascii()
        assert len(step.text) < 300


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize(
    "effective", [UNKNOWN, known("2026-08-15", "day"), known("2026-Q4"), disputed("2026-09-01", "2026-10")]
)
def test_the_playbook_that_ships_has_a_step_for_all_that_affects_us(mechanism: Mechanism, effective: Claim) -> None:
    shipped = claim_with(
        row(mechanism=mechanism, actor="Our Firm" if "-ban" in mechanism else "Quillhaven"), effective=effective
    )
    where = row(who="users in Germany", regions=("DE", "US")).claims.affected
    shipped = claim_with(shipped, affected=where)
    for found in steps(shipped, plays=SHIPPED):
        assert "Quill" in found.text
        assert restriction_words(shipped) in found.text
        assert "{" not in found.text + found.unchanged + found.escalate
        assert date.fromisoformat(found.due) > LAST_ON
    if effective.status != "unknown":
        ours: Inventory = replace(inventory(QUILL), playbook=SHIPPED)
        affecting = [e for e in find_exposures([shipped], ours, LAST_ON) if e.bearing != "signal"]
        assert bool(affecting) == bool(make_steps(affecting, [shipped], ours, LAST_ON))


def test_the_playbook_that_ships_speaks_of_each_mechanism_where_it_can_bind_us() -> None:
    for bearing in ("binds us", "unknown"):
        told = {name for one in SHIPPED if one.bearing == bearing for name in one.mechanisms or MECHANISMS}
        assert set(MECHANISMS) - told <= {"product-retirement"} if bearing == "binds us" else told == set(MECHANISMS)
