"""Each mail goes out once; what became of it is known, or said to be unknown."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from pipeline.model.errors import UsageError
from pipeline.model.message import Message, MessageState
from pipeline.model.options import DeliveryOptions, SmtpOptions
from pipeline.nightly.publishing import compose_due
from pipeline.nightly.sending import Sent, outbox_path, send_waiting, write_edition
from tests.unit.deliver.servers import Mailbox, free_port, scripted, serving
from tests.unit.nightly.towns import Town
from tests.unit.records import NOW

SENDER = "brief@offlimits.example"
TO = ("a@firm.example", "b@firm.example")
FILING = DeliveryOptions(sender=SENDER, recipients=TO)


def through(port: int, **changes: object) -> DeliveryOptions:
    """Mail through a server on this machine."""
    server = replace(SmtpOptions(host="127.0.0.1", port=port, security="none"), **changes)  # type: ignore[arg-type]
    return replace(FILING, smtp=server)


@pytest.fixture
def due(town: Town) -> Town:
    """A town whose edition has been composed: two mails wait."""
    compose_due(town.house(delivery=FILING))
    return town


def states(town: Town) -> list[MessageState]:
    return [message.state for message in town.store.outbox.messages("2026-W28")]


def details(town: Town) -> list[str]:
    return [message.detail for message in town.store.outbox.messages("2026-W28")]


def mark(town: Town, message: Message, state: MessageState) -> None:
    with town.store.transaction():
        town.store.outbox.update(replace(message, state=state), now=NOW)


def eml(town: Town, number: int) -> bytes:
    return (town.folder / "outbox" / "2026-W28" / f"{number}.eml").read_bytes()


def test_every_recipient_gets_a_mail_of_their_own_once(due: Town) -> None:
    box = Mailbox()
    with serving(box) as port:
        first = send_waiting(due.house(delivery=through(port)))
        second = send_waiting(due.house(delivery=through(port)))
    assert (first.sent, first.problems, len(first.written)) == (2, (), 2)
    assert second == Sent()
    assert [envelope.rcpt_tos for envelope in box.taken] == [[TO[0]], [TO[1]]]
    assert {envelope.mail_from for envelope in box.taken} == {SENDER}
    assert states(due) == ["sent", "sent"]


def test_without_a_server_the_mails_are_filed_once(due: Town) -> None:
    first = send_waiting(due.house(delivery=FILING))
    assert (first.sent, first.problems) == (0, ())
    assert list(first.written) == [due.folder / "outbox" / "2026-W28" / f"{n}.eml" for n in (1, 2)]
    assert states(due) == ["filed", "filed"]
    assert send_waiting(due.house(delivery=FILING)) == Sent()


def test_what_a_server_was_tried_for_waits_while_none_is_set_up(due: Town) -> None:
    send_waiting(due.house(delivery=through(free_port())))
    later = NOW + timedelta(hours=1)
    without = send_waiting(due.house(delivery=FILING, now=later))
    assert states(due) == ["queued", "queued"]
    assert without.problems[0].startswith(f"{TO[0]}: no way out is configured any more")
    box = Mailbox()
    with serving(box) as port:
        assert send_waiting(due.house(delivery=through(port), now=later)).sent == 2


def test_what_no_server_is_set_up_for_any_more_is_filed_in_the_end(due: Town) -> None:
    send_waiting(due.house(delivery=through(free_port())))
    assert send_waiting(due.house(delivery=FILING, now=NOW + timedelta(days=6))).problems == ()
    assert states(due) == ["filed", "filed"]


def test_a_mail_keeps_its_name_when_the_sender_is_another_by_now(due: Town) -> None:
    names = [message.message_id for message in due.store.outbox.messages("2026-W28")]
    send_waiting(due.house(delivery=replace(FILING, sender="other@firm.example")))
    mails = [message_from_bytes(eml(due, number), policy=default) for number in (1, 2)]
    assert [mail["Message-ID"] for mail in mails] == names
    assert {mail["From"].addresses[0].addr_spec for mail in mails} == {"other@firm.example"}


def test_what_is_filed_is_not_sent_when_a_server_is_set_up_later(due: Town) -> None:
    send_waiting(due.house(delivery=FILING))
    box = Mailbox()
    with serving(box) as port:
        assert send_waiting(due.house(delivery=through(port))) == Sent()
    assert box.taken == []


def test_a_dry_run_writes_the_bytes_that_a_hand_over_sends(due: Town) -> None:
    house = due.house(delivery=FILING)
    edition = house.store.editions.editions()[-1]
    written = write_edition(house, edition)
    dry = [path.read_bytes() for path in written]
    assert states(due) == ["queued", "queued"]
    box = Mailbox()
    with serving(box) as port:
        send_waiting(due.house(delivery=through(port)))
    assert [envelope.original_content for envelope in box.taken] == dry
    assert [eml(due, 1), eml(due, 2)] == dry


def test_a_dry_run_without_recipients_says_what_is_missing(due: Town) -> None:
    house = due.house(delivery=DeliveryOptions())
    with pytest.raises(UsageError, match=r"^feeds.yaml: delivery.to is empty; add the addresses"):
        write_edition(house, house.store.editions.editions()[-1])


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_now_is_told_and_tried_again(due: Town, command: str) -> None:
    box = Mailbox(answers={command: "451 busy, come back"})
    with serving(box) as port:
        refused = send_waiting(due.house(delivery=through(port)))
        assert refused.sent == 0
        assert refused.problems == tuple(
            f"{to}: 127.0.0.1 answered 451 busy, come back; it is tried again in the next run" for to in TO
        )
        assert states(due) == ["queued", "queued"]
        assert details(due) == ["127.0.0.1 answered 451 busy, come back"] * 2
        box.answers.clear()
        too_soon = send_waiting(due.house(delivery=through(port), now=NOW + timedelta(minutes=29)))
        assert too_soon == Sent()
        again = send_waiting(due.house(delivery=through(port), now=NOW + timedelta(minutes=30)))
    assert (again.sent, again.problems) == (2, ())
    assert states(due) == ["sent", "sent"]
    assert details(due) == ["", ""]


def test_a_server_that_is_down_is_tried_again(due: Town) -> None:
    sent = send_waiting(due.house(delivery=through(free_port())))
    assert sent.sent == 0
    assert len(sent.problems) == 2
    assert all("it is tried again in the next run" in problem for problem in sent.problems)
    assert states(due) == ["queued", "queued"]


def test_a_refusal_for_good_is_told_and_never_tried_again(due: Town) -> None:
    box = Mailbox(answers={"RCPT": "550 no such user"})
    with serving(box) as port:
        refused = send_waiting(due.house(delivery=through(port)))
        assert refused.problems[0] == f"{TO[0]}: 127.0.0.1 answered 550 no such user; it is not tried again"
        assert states(due) == ["refused", "refused"]
        box.answers.clear()
        assert send_waiting(due.house(delivery=through(port))) == Sent()
    assert box.taken == []


def test_a_mail_of_unknown_fate_is_told_and_never_sent_again(due: Town) -> None:
    _, second = due.store.outbox.messages("2026-W28")
    mark(due, second, "filed")
    ok = b"250 ok\r\n"
    with scripted(b"220 ready\r\n", ok, ok, ok, b"354 go on\r\n", None) as port:
        lost = send_waiting(due.house(delivery=through(port)))
    (problem,) = lost.problems
    assert problem.endswith("it may have been taken; it is not sent again, look whether it arrived")
    assert (lost.sent, states(due)) == (0, ["unknown", "filed"])
    box = Mailbox()
    with serving(box) as port:
        assert send_waiting(due.house(delivery=through(port))) == Sent()
    assert box.taken == []


def test_a_mail_that_a_kill_left_half_way_is_reported_lost_and_never_sent_again(due: Town) -> None:
    first, _ = due.store.outbox.messages("2026-W28")
    mark(due, first, "sending")
    box = Mailbox()
    with serving(box) as port:
        sent = send_waiting(due.house(delivery=through(port)))
        assert send_waiting(due.house(delivery=through(port))) == Sent()
    assert sent.problems == (f"{TO[0]}: 2026-W28 may or may not have been sent before the last run was cut off",)
    assert (sent.sent, states(due)) == (1, ["unknown", "sent"])
    assert details(due)[0] == "the run was cut off while handing it over"
    assert [envelope.rcpt_tos for envelope in box.taken] == [[TO[1]]]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"host": "mail.firm.example"}, "delivery.smtp.security: none is only for a server on this machine"),
        ({"username": "brief"}, "a password never goes in the clear"),
        ({"security": "tls", "username": "brïef"}, "can hold only ASCII"),
    ],
)
def test_a_mail_that_cannot_be_sent_as_configured_waits_for_the_mend(
    due: Town, changes: dict[str, object], told: str
) -> None:
    sent = send_waiting(due.house(delivery=through(free_port(), **changes)))
    assert sent.sent == 0
    assert len(sent.problems) == 2
    assert all(told in problem and "it is tried again in the next run" in problem for problem in sent.problems)
    assert states(due) == ["queued", "queued"]
    box = Mailbox()
    with serving(box) as port:
        assert send_waiting(due.house(delivery=through(port))).sent == 2


def test_one_refused_address_does_not_keep_the_mail_from_the_others(due: Town) -> None:
    class Picky(Mailbox):
        async def handle_RCPT(self, server, session, envelope, address, mail_options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, N802 - the name that the library calls
            if address == TO[0]:
                return "550 no such user"
            return await super().handle_RCPT(server, session, envelope, address, mail_options)

    box = Picky()
    with serving(box) as port:
        sent = send_waiting(due.house(delivery=through(port)))
    assert (sent.sent, states(due)) == (1, ["refused", "sent"])


def test_a_mail_follows_up_on_the_one_of_the_week_before(due: Town) -> None:
    house = due.house(delivery=FILING, now=NOW + timedelta(days=7))
    compose_due(house)
    send_waiting(house)
    first, second = (
        message_from_bytes((due.folder / "outbox" / week / "1.eml").read_bytes(), policy=default)
        for week in ("2026-W28", "2026-W29")
    )
    assert first["References"] is None
    assert second["References"] == first["Message-ID"]


def test_an_outbox_lies_in_the_data_directory_by_edition_and_number(due: Town) -> None:
    first, second = due.store.outbox.messages("2026-W28")
    house = due.house()
    assert outbox_path(house, first) == due.folder / "outbox" / "2026-W28" / "1.eml"
    assert outbox_path(house, second) == due.folder / "outbox" / "2026-W28" / "2.eml"


def test_with_no_mail_waiting_nothing_is_written(town: Town) -> None:
    assert send_waiting(town.house(delivery=FILING)) == Sent()
    assert not (town.folder / "outbox").exists()


def test_who_was_taken_off_the_list_gets_no_mail_that_still_waits(due: Town) -> None:
    sent = send_waiting(due.house(delivery=replace(FILING, recipients=TO[1:])))
    assert [path.name for path in sent.written] == ["2.eml"]
    assert (states(due), details(due)[0]) == (
        ["refused", "filed"],
        "taken off delivery.to before it was handed over",
    )


def test_an_address_that_no_mail_can_carry_does_not_keep_the_mail_from_the_others(town: Town) -> None:
    delivery = replace(FILING, recipients=("jürgen@firm.example", TO[1]))
    compose_due(town.house(delivery=delivery))
    sent = send_waiting(town.house(delivery=delivery))
    (problem,) = sent.problems
    assert "'jürgen@firm.example' is not one mail address" in problem
    assert [path.name for path in sent.written] == ["2.eml"]
    assert states(town) == ["queued", "filed"]
