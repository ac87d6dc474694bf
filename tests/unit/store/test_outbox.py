"""Whatever goes out has a row from before it goes out; each recipient has one of a kind and subject, ever."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.model.message import Message, MessageState
from pipeline.store.db import FILE_NAME, Db
from pipeline.store.schema import MIGRATIONS
from pipeline.store.store import Store
from tests.unit.records import NOW, later
from tests.unit.store.filling import message

WEEK = "2026-W28"


def queue(store: Store, *messages: Message, at: datetime = NOW) -> None:
    with store.transaction():
        store.outbox.queue(messages, now=at)


def update(store: Store, changed: Message) -> None:
    with store.transaction():
        store.outbox.update(changed, now=later(hours=1))


def urgent(about: str, recipient: str = "a@example.org", edition_id: str = "") -> Message:
    return replace(message(recipient, edition_id=edition_id), kind="urgent", about=about)


def test_an_outbox_is_empty_at_first(store: Store) -> None:
    assert store.outbox.waiting(NOW) == store.outbox.in_state("sending", "queued") == store.outbox.messages(WEEK) == []


def test_messages_are_the_same_again_in_the_order_of_their_numbers(store: Store) -> None:
    mails = [message("b@example.org", 2), message("a@example.org", 1)]
    queue(store, *mails)
    assert store.outbox.messages(WEEK) == mails[::-1]
    assert store.outbox.messages("2026-W01") == store.outbox.messages(WEEK, "draft") == []


def test_a_recipient_has_one_mail_of_an_edition_whatever_became_of_it(store: Store) -> None:
    queue(store, message("a@example.org", 1))
    update(store, replace(message("a@example.org"), state="sent"))
    queue(store, message("a@example.org", 7), message("b@example.org", 2), at=later(days=1))
    queue(store)
    first, second = store.outbox.messages(WEEK)
    assert (first.recipient, first.number, first.state) == ("a@example.org", 1, "sent")
    assert (second.recipient, second.number, second.state) == ("b@example.org", 2, "queued")


def test_kind_and_subject_tell_messages_apart(store: Store) -> None:
    told = [urgent("AIR-2026-0001 x"), urgent("AIR-2026-0001 y"), urgent("AIR-2026-0001 x", "b@example.org")]
    queue(store, *told, message(), replace(message(), kind="draft"), urgent("AIR-2026-0001 x"))
    assert store.outbox.about("urgent", "AIR-2026-0001 x") == [told[0], told[2]]
    assert store.outbox.messages(WEEK, "draft") == [replace(message(), kind="draft")]
    assert store.outbox.messages(WEEK) == [message()]


def test_messages_of_no_edition_wait_first_then_the_oldest_edition(store: Store) -> None:
    for week in (WEEK, "2026-W27"):
        queue(store, message("b@example.org", 2, week), message("a@example.org", 1, week))
    queue(store, urgent("AIR-2026-0001 x"))
    assert [(item.edition_id, item.number) for item in store.outbox.waiting(NOW)] == [
        ("", 1),
        ("2026-W27", 1),
        ("2026-W27", 2),
        ("2026-W28", 1),
        ("2026-W28", 2),
    ]


@pytest.mark.parametrize("state", ["queued", "filed", "sending", "sent", "refused", "unknown"])
def test_what_became_of_a_message_decides_whether_it_waits(store: Store, state: MessageState) -> None:
    queue(store, message())
    changed = replace(
        message(), state=state, detail="550 no", attempts=3, sha256="a" * 64, first_try_at=NOW, next_try_at=NOW
    )
    update(store, changed)
    assert store.outbox.messages(WEEK) == [changed]
    assert store.outbox.waiting(NOW) == ([changed] if state == "queued" else [])
    assert store.outbox.in_state(state) == [changed]
    assert store.outbox.in_state("queued", "sending", "unknown") == (
        [changed] if state in ("queued", "sending", "unknown") else []
    )


def test_a_message_waits_until_its_next_try_is_due(store: Store) -> None:
    due = later(hours=2)
    queue(store, replace(message(), next_try_at=due))
    assert store.outbox.waiting(later(hours=1)) == []
    assert store.outbox.waiting(due) == [replace(message(), next_try_at=due)]


def test_a_clock_that_stood_far_ahead_holds_nothing_back(store: Store) -> None:
    far = replace(message(), next_try_at=NOW + timedelta(days=400))
    queue(store, far)
    assert store.outbox.waiting(NOW) == [far]


def test_only_the_message_that_is_meant_changes(store: Store) -> None:
    kept = [
        message("b@example.org", 2),
        message(edition_id="2026-W27"),
        replace(message(), kind="draft"),
        replace(message(), about="x"),
    ]
    queue(store, message(), *kept)
    update(store, replace(message(), state="sent"))
    assert [one.state for one in store.outbox.in_state("sent")] == ["sent"]
    assert sorted(map(repr, store.outbox.in_state("queued"))) == sorted(map(repr, kept))


def test_key_number_and_message_id_stay_as_they_were_queued(store: Store) -> None:
    queue(store, message())
    update(store, replace(message(), number=9, message_id="<other@example.org>", state="unknown"))
    assert store.outbox.messages(WEEK) == [replace(message(), state="unknown")]


def test_mails_of_an_older_database_keep_what_became_of_them(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with Db(path, migrations=MIGRATIONS[:8]) as old, old.transaction():
        old.insert("editions", [{"edition_id": WEEK, "composed_at": "x", "cutoff": "x", "record": "{}"}])
        states = ("queued", "sent", "unknown", "refused", "filed", "sending")
        old.insert(
            "messages",
            [
                {
                    "edition_id": WEEK,
                    "number": number,
                    "recipient": f"{state}@example.org",
                    "message_id": f"<{number}@example.org>",
                    "state": state,
                    "detail": "as it was",
                    "changed_at": "2026-07-13T01:00:00.000000Z",
                }
                for number, state in enumerate(states, start=1)
            ],
        )
    with Store(tmp_path) as store:
        found = store.outbox.messages(WEEK)
    assert [one.state for one in found] == list(states)
    assert [one.attempts for one in found] == [0, 1, 1, 0, 0, 0]
    assert [(one.kind, one.about, one.detail, one.next_try_at) for one in found] == [
        ("brief", "", "as it was", None)
    ] * 6
