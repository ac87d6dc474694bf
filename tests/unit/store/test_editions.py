"""An edition is kept as it was composed, and each recipient has one mail of it."""

from dataclasses import replace

import pytest

from pipeline.model.errors import StoreError
from pipeline.store.editions import MessageState
from pipeline.store.store import Store
from tests.examples import BASELINE, QUIET, RICH
from tests.unit.records import NOW, later
from tests.unit.store.filling import message


@pytest.fixture
def kept(store: Store) -> Store:
    with store.transaction():
        store.editions.save_edition(RICH, cutoff=NOW)
    return store


def recipients(store: Store) -> list[str]:
    return [item.recipient for item in store.editions.messages(RICH.edition_id)]


def test_no_edition_is_there_at_first(store: Store) -> None:
    assert store.editions.editions() == []
    assert store.editions.last() is None
    assert store.editions.edition("2026-W28") is None
    assert store.editions.waiting() == store.editions.interrupted() == []


def test_editions_are_the_same_again_oldest_first(store: Store) -> None:
    with store.transaction():
        for number, edition in enumerate((RICH, BASELINE, QUIET)):
            store.editions.save_edition(edition, cutoff=later(days=number))
    assert store.editions.editions() == [BASELINE, QUIET, RICH]
    assert store.editions.edition("2026-W27") == QUIET
    assert store.editions.last() == ("2026-W28", NOW)


def test_the_last_edition_is_the_one_of_the_newest_week_across_years(store: Store) -> None:
    with store.transaction():
        for edition_id in ("2026-W53", "2027-W01", "2026-W09"):
            store.editions.save_edition(replace(RICH, edition_id=edition_id), cutoff=NOW)
    assert store.editions.last() == ("2027-W01", NOW)


def test_an_edition_that_is_kept_is_never_changed(kept: Store) -> None:
    with kept.transaction():
        kept.editions.save_edition(replace(RICH, subject="Something else"), cutoff=later(days=9))
    assert kept.editions.edition(RICH.edition_id) == RICH
    assert kept.editions.last() == (RICH.edition_id, NOW)


def test_mails_are_the_same_again_in_the_order_of_their_numbers(kept: Store) -> None:
    mails = [message("b@example.org", 2), message("a@example.org", 1)]
    with kept.transaction():
        kept.editions.queue(mails, now=NOW)
    assert kept.editions.messages(RICH.edition_id) == mails[::-1]
    assert kept.editions.messages("2026-W01") == []


def test_a_recipient_has_one_mail_of_an_edition(kept: Store) -> None:
    with kept.transaction():
        kept.editions.queue([message("a@example.org", 1)], now=NOW)
        kept.editions.set_state(message("a@example.org"), "sent", now=NOW)
        kept.editions.queue([message("a@example.org", 7), message("b@example.org", 2)], now=later(days=1))
        kept.editions.queue([], now=NOW)
    assert recipients(kept) == ["a@example.org", "b@example.org"]
    assert [item.state for item in kept.editions.messages(RICH.edition_id)] == ["sent", "queued"]
    assert kept.editions.messages(RICH.edition_id)[0].number == 1


def test_a_mail_needs_its_edition(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY constraint failed"), store.transaction():
        store.editions.queue([message()], now=NOW)
    assert recipients(store) == []


def test_mails_wait_oldest_edition_first(store: Store) -> None:
    with store.transaction():
        for edition in (RICH, QUIET):
            store.editions.save_edition(edition, cutoff=NOW)
            store.editions.queue(
                [message("b@example.org", 2, edition.edition_id), message("a@example.org", 1, edition.edition_id)],
                now=NOW,
            )
    assert [(item.edition_id, item.number) for item in store.editions.waiting()] == [
        ("2026-W27", 1),
        ("2026-W27", 2),
        ("2026-W28", 1),
        ("2026-W28", 2),
    ]


@pytest.mark.parametrize(
    ("state", "waits", "interrupted"),
    [
        ("queued", True, False),
        ("sending", False, True),
        ("sent", False, False),
        ("filed", False, False),
        ("refused", False, False),
        ("unknown", False, False),
    ],
)
def test_what_became_of_a_mail_decides_whether_it_waits(
    kept: Store, state: MessageState, *, waits: bool, interrupted: bool
) -> None:
    with kept.transaction():
        kept.editions.queue([message()], now=NOW)
        kept.editions.set_state(message(), state, now=later(hours=1), detail="550 no such user")
    changed = replace(message(), state=state, detail="550 no such user")
    assert kept.editions.messages(RICH.edition_id) == [changed]
    assert kept.editions.waiting() == ([changed] if waits else [])
    assert kept.editions.interrupted() == ([changed] if interrupted else [])


def test_only_the_mail_that_is_meant_changes_its_state(store: Store) -> None:
    with store.transaction():
        for edition in (QUIET, RICH):
            store.editions.save_edition(edition, cutoff=NOW)
            store.editions.queue(
                [message(edition_id=edition.edition_id), message("b@example.org", 2, edition.edition_id)], now=NOW
            )
        store.editions.set_state(message(), "sent", now=NOW)
    assert [(item.edition_id, item.recipient) for item in store.editions.waiting()] == [
        ("2026-W27", "a@example.org"),
        ("2026-W27", "b@example.org"),
        ("2026-W28", "b@example.org"),
    ]
