"""A draft lies with its editors: it goes out once, never sooner, never unseen, and takes in only what they decide."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.config.lines import parse_yaml
from pipeline.config.override_shapes import OverridesShape, overrides_of
from pipeline.model.errors import UsageError
from pipeline.model.options import DeliveryOptions
from pipeline.model.override import Override
from pipeline.nightly.drafting import advance, draft_fate, draft_named, forget_drafts, stop_draft
from pipeline.nightly.house import House
from pipeline.nightly.night import run
from pipeline.nightly.rebuilding import rebuild
from pipeline.nightly.sending import send_waiting, write_draft
from pipeline.nightly.withdrawing import withdraw
from tests.unit.nightly.test_withdrawing import BAN_URL
from tests.unit.nightly.towns import BAN, Town
from tests.unit.records import NOW
from tests.unit.render.readers import parts, read_mail

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = "2026-W28"
ROW = "AIR-2026-0001"
MAILING = DeliveryOptions(
    sender="brief@firm.example", recipients=("all@firm.example",), draft_to=("desk@firm.example",), hold_hours=20
)


def house_of(town: Town, now: datetime = NOW, *, delivery: DeliveryOptions = MAILING, **changes: object) -> House:
    return town.house(now=now, delivery=delivery, **changes)


def went_to(paths: tuple[Path, ...]) -> list[str]:
    return [read_mail(path.read_bytes())["To"] for path in paths]


@pytest.fixture
def drafted(town: Town) -> Town:
    """The first night: the week has closed, and its draft lies with the editor."""
    night = run(house_of(town))
    assert went_to(night.sent.written) == ["desk@firm.example"]
    assert night.editions == ()
    return town


def test_a_draft_is_neither_on_the_site_nor_an_edition(drafted: Town) -> None:
    assert drafted.store.editions.editions() == []
    for build in ("public", "private"):
        assert not (drafted.folder / "site" / build / "briefs" / WEEK).exists()
        assert WEEK not in (drafted.folder / "site" / build / "index.html").read_text(encoding="utf-8")


def test_a_draft_says_what_it_is_and_how_to_mend_each_item(drafted: Town) -> None:
    (path,) = (drafted.folder / "outbox" / WEEK).glob("*.eml")
    mail = read_mail(path.read_bytes())
    assert mail["Subject"].startswith("Draft: ")
    assert len(mail["Subject"]) <= 60
    plain, page = parts(path.read_bytes())
    for part in (plain, page):
        assert "Draft 1 of 2026-W28, for its editors alone." in " ".join(part.split())
        assert "send --approve W28" in " ".join(part.split())
        assert "act: reject" in part


def pasted(town: Town) -> tuple[Override, ...]:
    """The lines of the draft's text, as our reader reads them from overrides.yaml once somebody has signed them."""
    (path,) = (town.folder / "outbox" / WEEK).glob("*.eml")
    plain, _ = parts(path.read_bytes())
    lines = [line for line in plain.splitlines() if line.startswith("- {act:")]
    text = "overrides:\n" + "".join(f"  {line}\n" for line in lines).replace('author: ""', 'author: "J. Doe"')
    lined = parse_yaml(text, "overrides.yaml")
    return overrides_of(OverridesShape.model_validate(lined.data), lined)


def test_each_line_can_be_pasted_and_does_what_it_says(drafted: Town) -> None:
    reject, *corrections = pasted(drafted)
    assert (reject.act, reject.row) == ("reject", ROW)
    assert {act.act for act in corrections} == {"set"}
    run(house_of(drafted, NOW + HOUR, overrides=(reject,)))
    draft = drafted.store.drafts.waiting()
    assert draft is not None
    assert draft.number == 2
    assert ROW not in [item.restriction_id for item in draft.edition.items]
    assert f"{ROW} is left out" in draft.changes


@pytest.mark.parametrize("hours", [-300, 0, 19])
def test_before_its_time_a_draft_waits(drafted: Town, hours: int) -> None:
    night = run(house_of(drafted, NOW + hours * HOUR))
    assert (night.editions, night.sent.written) == ((), ())
    assert "lies with its editors" in draft_fate(house_of(drafted, NOW + hours * HOUR))[0]


def test_after_its_time_it_goes_out_once(drafted: Town) -> None:
    night = run(house_of(drafted, NOW + 20 * HOUR))
    assert night.editions == (WEEK,)
    assert went_to(night.sent.written) == ["all@firm.example"]
    assert (drafted.folder / "site" / "public" / "briefs" / WEEK / "index.html").is_file()
    again = run(house_of(drafted, NOW + 21 * HOUR))
    assert (again.editions, again.sent.written) == ((), ())
    assert [path.name for path in (drafted.folder / "outbox" / WEEK).iterdir()] == ["1.eml"]
    assert draft_fate(house_of(drafted, NOW + 21 * HOUR)) == ("", False)


def test_what_went_out_is_what_the_editors_saw_and_can_be_composed_again(drafted: Town) -> None:
    draft = drafted.store.drafts.waiting()
    assert draft is not None
    run(house_of(drafted, NOW + DAY))
    edition = drafted.store.editions.edition(WEEK)
    assert edition == draft.edition
    assert drafted.store.editions.last() == (WEEK, NOW)
    made = rebuild(drafted.store, WEEK, NOW + 2 * DAY)
    assert (made.edition, made.note) == (edition, "")


def test_what_editors_decided_is_in_what_is_composed_again(drafted: Town) -> None:
    (reject, *_) = pasted(drafted)
    run(house_of(drafted, NOW + HOUR, overrides=(reject,)))
    run(house_of(drafted, NOW + HOUR + 20 * HOUR, overrides=(reject,)))
    edition = drafted.store.editions.edition(WEEK)
    assert edition is not None
    assert ROW not in [item.restriction_id for item in edition.items]
    made = rebuild(drafted.store, WEEK, NOW + 3 * DAY)
    assert (made.edition, made.note) == (edition, "")


def test_a_changed_draft_is_mailed_again_and_its_time_begins_anew(drafted: Town) -> None:
    (reject, *_) = pasted(drafted)
    night = run(house_of(drafted, NOW + 19 * HOUR, overrides=(reject,)))
    assert went_to(night.sent.written) == ["desk@firm.example"]
    assert run(house_of(drafted, NOW + 38 * HOUR, overrides=(reject,))).editions == ()
    assert run(house_of(drafted, NOW + 39 * HOUR, overrides=(reject,))).editions == (WEEK,)


def test_an_approved_draft_goes_out_at_once(drafted: Town) -> None:
    done = advance(house_of(drafted, NOW + HOUR), approved=True)
    assert done is not None
    assert done.edition is not None
    assert went_to(send_waiting(house_of(drafted, NOW + HOUR)).written) == ["all@firm.example"]


def test_a_stopped_draft_waits_until_it_is_approved(drafted: Town) -> None:
    stop_draft(house_of(drafted), "w28")
    assert run(house_of(drafted, NOW + 40 * DAY)).editions == ()
    told, look = draft_fate(house_of(drafted, NOW + 40 * DAY))
    assert (told, look) == ("2026-W28 was stopped as a draft; `offlimits send --approve W28` sends it", True)
    done = advance(house_of(drafted, NOW + 40 * DAY), approved=True)
    assert done is not None
    assert done.edition is not None
    late = run(house_of(drafted, NOW + 41 * DAY))
    assert late.editions == ()
    waiting = drafted.store.drafts.waiting()
    assert waiting is not None
    assert (waiting.edition.first_on, waiting.edition.edition_id) == ("2026-07-13", "2026-W33")


@pytest.mark.parametrize("week", ["W27", "2026-W29", "soon", ""])
def test_another_week_than_that_which_waits_is_refused(drafted: Town, week: str) -> None:
    with pytest.raises(UsageError, match="the one that does is 2026-W28"):
        draft_named(house_of(drafted), week)


def test_without_a_draft_there_is_nothing_to_stop(town: Town) -> None:
    with pytest.raises(UsageError, match="no draft waits"):
        stop_draft(house_of(town), "W28")
    assert advance(house_of(town)) is None


def test_a_draft_that_no_editor_was_handed_waits_and_somebody_is_told(drafted: Town) -> None:
    with drafted.store.transaction():
        for message in drafted.store.outbox.of_kind("draft"):
            drafted.store.outbox.update(replace(message, state="refused"), now=NOW)
    assert run(house_of(drafted, NOW + 5 * DAY)).editions == ()
    assert draft_fate(house_of(drafted, NOW + 5 * DAY))[1]


def test_nobody_approves_what_no_editor_was_handed(drafted: Town) -> None:
    for state in ("refused", "unknown", "queued"):
        with drafted.store.transaction():
            for message in drafted.store.outbox.of_kind("draft"):
                drafted.store.outbox.update(replace(message, state=state), now=NOW)
        done = advance(house_of(drafted, NOW + HOUR), approved=True)
        assert done is not None
        assert (done.decision.why, done.edition) == ("unseen", None)
        assert run(house_of(drafted, NOW)).editions == ()


def test_an_editor_who_is_new_is_handed_the_draft_that_waits(drafted: Town) -> None:
    with drafted.store.transaction():
        for message in drafted.store.outbox.of_kind("draft"):
            drafted.store.outbox.update(replace(message, state="queued", next_try_at=NOW + 30 * HOUR), now=NOW)
    others = replace(MAILING, draft_to=("new@firm.example",))
    night = run(house_of(drafted, NOW + 5 * HOUR, delivery=others))
    assert went_to(night.sent.written) == ["new@firm.example"]
    assert run(house_of(drafted, NOW + 3 * DAY, delivery=others)).editions == (WEEK,)


def test_without_editors_a_draft_goes_out_with_the_next_run(drafted: Town) -> None:
    night = run(house_of(drafted, NOW + HOUR, delivery=replace(MAILING, draft_to=())))
    assert night.editions == (WEEK,)
    assert went_to(night.sent.written) == ["all@firm.example"]


def test_a_superseded_draft_is_not_mailed_any_more(town: Town) -> None:
    run(house_of(town, delivery=replace(MAILING, directory=str(town.folder / "nowhere"))))  # no way out: it waits
    (first,) = town.store.outbox.of_kind("draft")
    draft = town.store.drafts.waiting()
    assert draft is not None
    with town.store.transaction():
        town.store.drafts.save(replace(draft, number=2))
        town.store.outbox.update(replace(first, state="queued", next_try_at=None), now=NOW)
    assert send_waiting(house_of(town, NOW + HOUR)).written == ()
    forget_drafts(house_of(town, NOW + HOUR))
    assert list((town.folder / "outbox" / WEEK).glob("*.eml")) == []


def test_a_dry_run_writes_the_draft_and_marks_nothing(drafted: Town) -> None:
    before = [message.state for message in drafted.store.outbox.of_kind("draft")]
    (path,) = write_draft(house_of(drafted))
    assert read_mail(path.read_bytes())["To"] == "desk@firm.example"
    assert [message.state for message in drafted.store.outbox.of_kind("draft")] == before


def test_a_page_that_is_taken_back_leaves_the_draft_and_its_files(drafted: Town) -> None:
    withdraw(house_of(drafted, NOW + HOUR), BAN_URL, reason="It was a hoax.", author="J. Doe")
    draft = drafted.store.drafts.waiting()
    assert draft is not None
    assert draft.number == 2
    assert BAN[0][:40] not in repr(draft)
    send_waiting(house_of(drafted, NOW + HOUR))
    files = list((drafted.folder / "outbox" / WEEK).glob("*.eml"))
    assert len(files) == 1
    assert BAN[0][:40] not in "".join(parts(files[0].read_bytes()))
