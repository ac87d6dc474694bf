"""What is sent by hand is sent with the Message-ID that it had; who is suppressed gets nothing, whatever is asked."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from pipeline.model.errors import UsageError
from pipeline.model.message import Kind, Message, MessageState
from pipeline.model.options import DeliveryOptions, SmtpOptions, WebhookOptions
from pipeline.nightly.by_hand import send_again, send_test
from pipeline.nightly.outbox_fates import fates
from pipeline.nightly.publishing import compose_due
from pipeline.nightly.sending import Sent, send_waiting, write_edition
from tests.unit.deliver.servers import Mailbox, free_port, scripted, serving
from tests.unit.nightly.towns import Town
from tests.unit.records import NOW

SENDER = "brief@offlimits.example"
TO = ("a@firm.example", "b@firm.example", "c@firm.example")
FILING = DeliveryOptions(sender=SENDER, recipients=TO)


class Picky(Mailbox):
    """Refuses one recipient; takes mail for the others."""

    refusal = "550 no such user"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, N802 - the name that the library calls
        if address == TO[1] and self.refusal:
            return self.refusal
        return await super().handle_RCPT(server, session, envelope, address, rcpt_options)


def through(port: int) -> DeliveryOptions:
    return replace(FILING, smtp=SmtpOptions(host="127.0.0.1", port=port, security="none"))


@pytest.fixture
def due(town: Town) -> Town:
    """A town whose edition has been composed: three mails wait."""
    compose_due(town.house(delivery=FILING))
    return town


def states(town: Town) -> list[MessageState]:
    return [message.state for message in town.store.outbox.messages("2026-W28")]


def mark(town: Town, state: MessageState) -> None:
    with town.store.transaction():
        for message in town.store.outbox.messages("2026-W28"):
            town.store.outbox.update(replace(message, state=state, attempts=1), now=NOW)


def ids(box: Mailbox) -> list[str]:
    return [str(message_from_bytes(envelope.original_content or b"")["Message-ID"]) for envelope in box.taken]


def test_one_of_three_refused_and_greylisted_gets_its_mail_later_and_the_others_no_second(due: Town) -> None:
    box = Picky()
    box.refusal = "451 greylisted"
    with serving(box) as port:
        first = send_waiting(due.house(delivery=through(port)))
        assert (first.sent, states(due)) == (2, ["sent", "queued", "sent"])
        box.refusal = ""
        second = send_waiting(due.house(delivery=through(port), now=NOW + timedelta(days=1)))
    assert (second.sent, states(due)) == (1, ["sent"] * 3)
    assert [envelope.rcpt_tos for envelope in box.taken] == [[TO[0]], [TO[2]], [TO[1]]]


def test_what_was_refused_is_sent_again_when_it_is_asked_for(due: Town) -> None:
    box = Picky()
    with serving(box) as port:
        send_waiting(due.house(delivery=through(port)))
        assert states(due) == ["sent", "refused", "sent"]
        box.refusal = ""
        again = send_again(due.house(delivery=through(port)), "refused", edition_id=None)
    assert (again.sent, states(due)) == (1, ["sent"] * 3)
    assert [message.attempts for message in due.store.outbox.messages("2026-W28")] == [1, 2, 1]
    assert len(set(ids(box))) == 3


def test_an_unknown_mail_that_is_sent_again_has_the_same_message_id(due: Town) -> None:
    mark(due, "unknown")
    known = [message.message_id for message in due.store.outbox.messages("2026-W28")]
    box = Mailbox()
    with serving(box) as port:
        house = due.house(delivery=through(port))
        assert send_waiting(house) == Sent()
        assert send_again(house, "unknown", edition_id=None).sent == 3
        assert send_again(house, TO[0].upper(), edition_id="2026-w28").sent == 1
    assert ids(box) == [*known, known[0]]
    assert [message.attempts for message in due.store.outbox.messages("2026-W28")] == [3, 2, 2]


def test_waiting_mails_can_be_tried_before_their_pause_is_over(due: Town) -> None:
    send_waiting(due.house(delivery=through(free_port())))
    box = Mailbox()
    with serving(box) as port:
        house = due.house(delivery=through(port))
        assert send_waiting(house) == Sent()
        assert send_again(house, "waiting", edition_id=None).sent == 3


@pytest.mark.parametrize(("who", "week"), [("unknown", None), ("x@firm.example", None), (TO[0], "2026-W01")])
def test_what_is_not_in_the_outbox_cannot_be_sent_again(due: Town, who: str, week: str | None) -> None:
    with pytest.raises(UsageError, match="the outbox holds nothing of it"):
        send_again(due.house(delivery=FILING), who, edition_id=week)


def test_what_is_not_so_any_more_is_not_sent_again_and_its_record_stays(due: Town) -> None:
    kinds: tuple[Kind, ...] = ("urgent", "draft")
    gone = [
        Message(
            kind=kind, about="AIR-2026-0001:1:0123456789abcdef", recipient=TO[0], number=1, message_id="<x@y.example>"
        )
        for kind in kinds
    ]
    with due.store.transaction():
        due.store.outbox.queue(gone, now=NOW)
        for message in gone:
            due.store.outbox.update(replace(message, state="sent"), now=NOW)
    box = Mailbox()
    with serving(box) as port:
        assert send_again(due.house(delivery=through(port)), TO[0], edition_id=None).sent == 1
    assert [message.state for message in due.store.outbox.in_state("sent", "refused")] == ["sent"] * 3


def test_who_is_off_the_list_gets_nothing_again_either(due: Town) -> None:
    house = due.house(delivery=replace(FILING, recipients=TO[1:]))
    with pytest.raises(UsageError, match="in no list of recipients any more"):
        send_again(house, TO[0], edition_id=None)


def test_a_server_that_is_down_is_asked_once_a_run(due: Town) -> None:
    with scripted(b"421 busy\r\n") as port:
        sent = send_waiting(due.house(delivery=through(port)))
        assert len(sent.problems) == 3
    assert states(due) == ["queued"] * 3
    assert [message.attempts for message in due.store.outbox.messages("2026-W28")] == [1, 1, 1]


def test_who_is_suppressed_gets_nothing_however_it_is_spelt(due: Town) -> None:
    box = Mailbox()
    with serving(box) as port:
        delivery = replace(through(port), suppressed=frozenset({TO[1]}), recipients=(TO[0], TO[1].title(), TO[2]))
        sent = send_waiting(due.house(delivery=delivery))
        edition = due.store.editions.editions()[-1]
        assert len(write_edition(due.house(delivery=delivery), edition)) == 2
        with pytest.raises(UsageError, match=r"stands in suppressed\.txt"):
            send_test(due.house(delivery=delivery), TO[1].upper())
    assert (sent.sent, sent.problems, states(due)) == (2, (), ["sent", "refused", "sent"])
    assert [envelope.rcpt_tos for envelope in box.taken] == [[TO[0]], [TO[2]]]


def test_a_test_is_marked_as_one_and_marks_nothing_else(due: Town) -> None:
    before = due.store.outbox.messages("2026-W28")
    box = Mailbox()
    with serving(box) as port:
        house = due.house(delivery=through(port))
        first = send_test(house, "it@other.example")
        second = send_test(due.house(delivery=through(port), now=NOW + timedelta(minutes=1)), "it@other.example")
    assert (first.sent, second.sent) == (1, 1)
    assert due.store.outbox.messages("2026-W28") == before
    mail = message_from_bytes(box.taken[0].original_content or b"", policy=default)
    assert mail["Subject"].startswith("Test")
    assert mail["X-Offlimits-Test"] == "yes"
    assert mail["References"] is None
    text = mail.get_body(("plain",))
    assert text is not None
    assert "not an edition of the brief" in " ".join(text.get_content().split())
    assert len(set(ids(box))) == 2
    assert box.taken[0].rcpt_tos == ["it@other.example"]


def test_a_test_that_fails_is_told_and_not_tried_again(due: Town) -> None:
    sent = send_test(due.house(delivery=through(free_port())), "it@other.example")
    assert (sent.sent, len(sent.problems)) == (0, 1)
    assert "it is not tried again" in sent.problems[0]
    assert [message.kind for message in due.store.outbox.waiting(NOW + timedelta(days=1))] == ["brief"] * 3


@pytest.mark.parametrize(("address", "told"), [("nobody", "is no mail address"), ("jürgen@a.example", "plain form")])
def test_a_test_needs_an_address(due: Town, address: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        send_test(due.house(delivery=FILING), address)


def test_a_folder_and_a_webhook_get_an_edition_once(town: Town) -> None:
    out = town.folder / "out"
    out.mkdir()
    hook = WebhookOptions(url="http://127.0.0.1:9/")
    delivery = replace(FILING, directory=str(out), webhook=hook)
    compose_due(town.house(delivery=delivery))
    sent = send_waiting(town.house(delivery=delivery))
    assert sent.sent == 3
    assert len(list(out.iterdir())) == 3
    [problem] = sent.problems
    assert problem.startswith("webhook: the webhook could not be reached")
    assert (town.folder / "outbox" / "2026-W28" / "webhook-1.json").read_bytes().startswith(b'{"text": "')
    assert send_waiting(town.house(delivery=delivery)) == Sent()


def test_status_knows_what_waits_and_what_is_in_doubt(due: Town) -> None:
    send_waiting(due.house(delivery=through(free_port())))
    found = list(fates(due.house(delivery=FILING)))
    assert [(fate.recipient, fate.state, fate.attempts) for fate in found] == [(to, "queued", 1) for to in TO]
    assert found[0].next_try_at
    mark(due, "unknown")
    assert [fate.state for fate in fates(due.house(delivery=FILING))] == ["unknown"] * 3
    mark(due, "sent")
    assert list(fates(due.house(delivery=FILING))) == []
