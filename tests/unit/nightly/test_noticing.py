"""Urgent notices of a night: once for a claim, repeated by the next brief, gone with a retraction."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.model.edition import Notice
from pipeline.model.message import Message
from pipeline.model.options import DeliveryOptions, Inventory, InventoryTool
from pipeline.model.restriction import Party, Restriction
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.nightly.house import House
from pipeline.nightly.noticing import forget_notices, note_urgent, withdraw_notices
from pipeline.nightly.publishing import compose_due
from pipeline.nightly.sending import send_waiting
from tests.unit.brief.rows import added, known, revision, row
from tests.unit.nightly.towns import Town
from tests.unit.records import NOW
from tests.unit.render.readers import parts, read_mail

DAY = timedelta(days=1)
TONIGHT = NOW + DAY
OURS = Inventory(
    organisation="Our Firm", countries=("DE",), tools=(InventoryTool(name="Scribbler", owner="R. Roe", seats=7),)
)
MAILING = DeliveryOptions(
    sender="brief@firm.example", recipients=("all@firm.example",), urgent_to=("duty@firm.example", "ciso@firm.example")
)


def ending(day: str, *changes: object) -> Restriction:
    """A vendor retires the tool that we use, and says so itself."""
    made = row(
        "AIR-2026-0002",
        mechanism="product-retirement",
        status="scheduled",
        tools=("Scribbler",),
        effective=day,
        confirmed=True,
        title=f"Inkwell Labs retires Scribbler from {int(day[-2:])} July 2026",
        history=(added("2026-07-14T05:00:00Z"), *changes),  # type: ignore[arg-type]
    )
    actor = known(Party(party_id="inkwell-labs", name="Inkwell Labs", type="vendor"))
    return replace(made, claims=replace(made.claims, actor=actor))


def house_of(town: Town, *, now: datetime = TONIGHT, delivery: DeliveryOptions = MAILING) -> House:
    return town.house(now=now, delivery=delivery, inventory=OURS)


def register(town: Town, restriction: Restriction) -> None:
    with town.store.transaction():
        town.store.registry.save_restriction(restriction, None)


@pytest.fixture
def warned(town: Town) -> Town:
    """The first brief is out, and tonight a tool of ours turns out to end next week."""
    compose_due(house_of(town, now=NOW))
    send_waiting(house_of(town, now=NOW))
    register(town, ending("2026-07-20"))
    return town


def test_a_notice_is_mailed_once_to_those_who_asked_for_it(warned: Town) -> None:
    (notice,) = note_urgent(house_of(warned))
    assert notice.subject == "Urgent: Inkwell Labs retires Scribbler from 20 July 2026"
    sent = send_waiting(house_of(warned))
    assert [path.name.rpartition("-")[2] for path in sent.written] == ["1.eml", "2.eml"]
    mail = read_mail(sent.written[0].read_bytes())
    assert (mail["To"], mail["Subject"]) == ("duty@firm.example", notice.subject)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<brief.firm.example>"
    plain, page = parts(sent.written[0].read_bytes())
    for part in (plain, page):
        assert "AIR-2026-0002" in part
        assert "20 July 2026" in part
    assert note_urgent(house_of(warned)) == ()
    assert note_urgent(house_of(warned, now=TONIGHT + DAY)) == ()
    assert send_waiting(house_of(warned, now=TONIGHT + DAY)).written == ()


def test_the_next_brief_says_that_it_was_told_and_keeps_it_from_the_public(warned: Town) -> None:
    note_urgent(house_of(warned))
    send_waiting(house_of(warned))
    edition = compose_due(house_of(warned, now=NOW + 7 * DAY))
    assert edition is not None
    assert edition.notices == (Notice(restriction_id="AIR-2026-0002", sent_on="2026-07-14"),)
    assert edition.public().notices == ()
    following = compose_due(house_of(warned, now=NOW + 14 * DAY))
    assert following is not None
    assert following.notices == ()


def test_a_notice_that_was_never_handed_over_is_not_told_as_sent(warned: Town) -> None:
    note_urgent(house_of(warned))
    edition = compose_due(house_of(warned, now=NOW + 7 * DAY))
    assert edition is not None
    assert edition.notices == ()


def test_a_day_that_moves_is_told_again_with_what_changed(warned: Town) -> None:
    note_urgent(house_of(warned))
    send_waiting(house_of(warned))
    moved = revision(2, "2026-07-15T05:00:00Z", ("effective", "2026-07-20", "2026-07-22"))
    register(warned, ending("2026-07-22", moved))
    (again,) = note_urgent(house_of(warned, now=TONIGHT + DAY))
    assert again.number == 2
    assert again.changed == ("Takes effect: 22 July 2026; the notice of 14 July 2026 said 20 July 2026.",)


def test_a_notice_that_never_left_is_not_spoken_of(warned: Town) -> None:
    note_urgent(house_of(warned))
    moved = revision(2, "2026-07-15T05:00:00Z", ("effective", "2026-07-20", "2026-07-22"))
    register(warned, ending("2026-07-22", moved))
    (again,) = note_urgent(house_of(warned, now=TONIGHT + DAY))
    assert (again.number, again.changed) == (2, ())
    sent = send_waiting(house_of(warned, now=TONIGHT + DAY))
    assert ["22 July 2026" in parts(path.read_bytes())[0] for path in sent.written] == [True, True]
    first = warned.store.notices.all()[0]
    assert {message.state for message in of(warned, first.about)} == {"refused"}


def test_a_notice_that_waited_counts_its_days_from_the_day_on_which_it_leaves(warned: Town) -> None:
    note_urgent(house_of(warned))
    sent = send_waiting(house_of(warned, now=TONIGHT + 2 * DAY))
    plain, page = parts(sent.written[0].read_bytes())
    for part in (plain, page):
        assert "20 July 2026, in 4 days" in part
        assert "16 July 2026" in part


@pytest.mark.parametrize("status", ["lifted", "denied", "superseded", "suspended", "reported"])
def test_a_notice_that_waited_is_not_sent_if_it_is_no_longer_so(warned: Town, status: RestrictionStatus) -> None:
    note_urgent(house_of(warned))
    register(warned, replace(ending("2026-07-20"), status=status))
    assert note_urgent(house_of(warned, now=TONIGHT + DAY)) == ()  # nobody was told
    assert send_waiting(house_of(warned, now=TONIGHT + DAY)).written == ()


def test_a_notice_is_taken_back_once(warned: Town) -> None:
    note_urgent(house_of(warned))
    send_waiting(house_of(warned))
    register(warned, replace(ending("2026-07-20"), status="lifted", title="Inkwell Labs no longer retires Scribbler"))
    later = house_of(warned, now=TONIGHT + DAY)
    (back,) = note_urgent(later)
    assert back.over == "It has been lifted."
    sent = send_waiting(later)
    mail = read_mail(sent.written[0].read_bytes())
    assert mail["Subject"] == "No longer so: Inkwell Labs retires Scribbler from 20 July…"
    for part in map(" ".join, (one.split() for one in parts(sent.written[0].read_bytes()))):
        assert "No longer so: Inkwell Labs retires Scribbler from 20 July 2026" in part
        assert "It has been lifted. An earlier notice said that it takes effect on 20 July 2026." in part
        assert "Scribbler" in part
        assert "supply" not in part
    assert note_urgent(later) == ()
    assert note_urgent(house_of(warned, now=TONIGHT + 2 * DAY)) == ()
    register(warned, ending("2026-07-20"))
    (again,) = note_urgent(house_of(warned, now=TONIGHT + 2 * DAY))
    assert again.changed == ("It stands; the notice of 15 July 2026 said that it no longer did.",)


def test_what_has_taken_effect_is_not_taken_back_by_a_notice(warned: Town) -> None:
    note_urgent(house_of(warned))
    send_waiting(house_of(warned))
    register(warned, replace(ending("2026-07-20"), status="lifted"))
    assert note_urgent(house_of(warned, now=TONIGHT + 9 * DAY)) == ()


def test_a_notice_of_the_night_that_composes_a_brief_is_told_by_the_next(town: Town) -> None:
    compose_due(house_of(town, now=NOW))
    register(town, ending("2026-07-20"))
    night = house_of(town, now=NOW + 7 * DAY)
    note_urgent(night)
    assert compose_due(night) is not None
    send_waiting(night)
    following = compose_due(house_of(town, now=NOW + 14 * DAY))
    assert following is not None
    assert following.notices == (Notice(restriction_id="AIR-2026-0002", sent_on="2026-07-20"),)


@pytest.mark.parametrize("delivery", [replace(MAILING, urgent_to=()), DeliveryOptions()])
def test_nobody_is_told_who_did_not_ask(warned: Town, delivery: DeliveryOptions) -> None:
    assert note_urgent(house_of(warned, delivery=delivery)) == ()


def test_before_the_first_brief_all_is_old(town: Town) -> None:
    register(town, ending("2026-07-20"))
    assert note_urgent(house_of(town)) == ()


def test_who_is_suppressed_gets_no_notice(warned: Town) -> None:
    delivery = replace(MAILING, suppressed=frozenset({"duty@firm.example"}))
    note_urgent(house_of(warned, delivery=delivery))
    sent = send_waiting(house_of(warned, delivery=delivery))
    assert [read_mail(path.read_bytes())["To"] for path in sent.written] == ["ciso@firm.example"]


def test_a_retraction_takes_the_words_out_and_stops_what_waits(warned: Town) -> None:
    note_urgent(house_of(warned))
    (written, *_) = send_waiting(house_of(warned)).written
    with warned.store.transaction():
        withdraw_notices(house_of(warned), {"AIR-2026-0002"})
    forget_notices(house_of(warned))
    assert not written.exists()
    (left,) = warned.store.notices.all()
    assert "Inkwell" not in repr(left)
    assert note_urgent(house_of(warned, now=TONIGHT + DAY)) == ()  # the row stands, and was told


def test_of_a_notice_that_was_withdrawn_nothing_is_said(warned: Town) -> None:
    note_urgent(house_of(warned))
    send_waiting(house_of(warned))
    with warned.store.transaction():
        withdraw_notices(house_of(warned), {"AIR-2026-0002"})
    register(
        warned, ending("2026-07-22", revision(2, "2026-07-15T05:00:00Z", ("effective", "2026-07-20", "2026-07-22")))
    )
    (again,) = note_urgent(house_of(warned, now=TONIGHT + DAY))
    assert again.changed == ()


def test_what_waits_is_not_sent_once_it_is_withdrawn(warned: Town) -> None:
    note_urgent(house_of(warned))
    with warned.store.transaction():
        withdraw_notices(house_of(warned), {"AIR-2026-0002"})
    assert send_waiting(house_of(warned)).written == ()
    fates = {message.state for notice in warned.store.notices.all() for message in of(warned, notice.about)}
    assert fates == {"refused"}


def of(town: Town, about: str) -> list[Message]:
    return town.store.outbox.about("urgent", about)
