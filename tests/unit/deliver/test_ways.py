"""Which way a message goes, and what its ending makes of its record."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate, WayBarred, WayClosed
from pipeline.deliver.folder import Folder
from pipeline.deliver.programs import Program
from pipeline.deliver.smtp import Smtp
from pipeline.deliver.ways import GIVE_UP_AFTER, LONGEST_PAUSE, ended, ways
from pipeline.deliver.webhook import Webhook
from pipeline.model.errors import DeliveryError
from pipeline.model.message import Message
from pipeline.model.options import DeliveryOptions, SmtpOptions, WebhookOptions
from tests.unit.records import NOW

MESSAGE = Message(edition_id="2026-W28", recipient="a@firm.example", number=1, message_id="<x@firm.example>")
LATER = TransientRefusal("451 later")


def test_a_message_goes_the_way_that_is_configured() -> None:
    smtp = SmtpOptions(host="localhost")
    hook = WebhookOptions(url="https://chat.example/x")
    for options, way in (
        (DeliveryOptions(), None),
        (DeliveryOptions(smtp=smtp), Smtp(options=smtp, password="p")),
        (DeliveryOptions(sendmail="/usr/sbin/sendmail"), Program(path=Path("/usr/sbin/sendmail"))),
        (DeliveryOptions(directory="/srv/out"), Folder(path=Path("/srv/out"))),
        (DeliveryOptions(webhook=hook), None),
    ):
        assert ways(options, password="p", now=NOW)("brief") == way
    assert ways(DeliveryOptions(smtp=smtp), password="", now=NOW)("webhook") is None
    assert ways(DeliveryOptions(webhook=hook), password="", now=NOW)("webhook") == Webhook(options=hook, now=NOW)


@pytest.mark.parametrize(
    ("ending", "state", "detail"),
    [
        (None, "sent", ""),
        (PermanentRefusal("550 no"), "refused", "550 no"),
        (WayBarred("535 no"), "refused", "535 no"),
        (LATER, "queued", "451 later"),
        (WayClosed("nobody there"), "queued", "nobody there"),
        (UnknownFate("broke off"), "unknown", "broke off"),
    ],
)
def test_an_ending_is_written_down(ending: DeliveryError | None, state: str, detail: str) -> None:
    told = ended(replace(MESSAGE, state="sending", detail="from before"), ending, now=NOW)
    assert (told.state, told.detail, told.attempts, told.first_try_at) == (state, detail, 1, NOW)
    assert (told.next_try_at is None) == (state != "queued")


def test_pauses_grow_and_end_after_five_days() -> None:
    message, now, pauses = MESSAGE, NOW, []
    for _ in range(50):
        message = ended(message, LATER, now=now)
        if message.next_try_at is None:
            break
        pauses.append((message.next_try_at - now) / timedelta(hours=1))
        now = message.next_try_at
    assert pauses[:7] == [0.5, 1, 2, 4, 8, 12, 12]
    assert set(pauses[5:]) == {12}
    assert message.state == "refused"
    assert message.detail == f"given up after {message.attempts} tries in 5 days: 451 later"
    assert GIVE_UP_AFTER <= now - NOW < GIVE_UP_AFTER + LONGEST_PAUSE


def test_a_mail_whose_machine_was_off_is_not_given_up_at_once() -> None:
    message = ended(MESSAGE, LATER, now=NOW)
    for number in range(30, 33):
        message = ended(message, LATER, now=NOW + timedelta(days=number))
        assert message.state == "queued"
    assert ended(message, LATER, now=NOW + timedelta(days=33)).state == "refused"


def test_what_is_asked_for_is_kept_to() -> None:
    told = ended(MESSAGE, TransientRefusal("429", seconds=7200), now=NOW)
    assert told.next_try_at == NOW + timedelta(hours=2)


def test_a_test_is_tried_once() -> None:
    assert ended(replace(MESSAGE, kind="test"), LATER, now=NOW).state == "refused"


@given(st.lists(st.sampled_from([LATER, UnknownFate("x"), PermanentRefusal("x"), None]), min_size=1, max_size=9))
def test_only_a_refusal_for_now_lets_a_message_wait(endings: list[DeliveryError | None]) -> None:
    message = MESSAGE
    for number, ending in enumerate(endings):
        message = ended(message, ending, now=NOW + timedelta(minutes=number))
        assert (message.state == "queued") == (ending is LATER)
        assert message.attempts == number + 1
        assert message.message_id == MESSAGE.message_id
