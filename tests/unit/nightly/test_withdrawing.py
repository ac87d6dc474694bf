"""A page that was taken back is nowhere in the data directory, and does not come back."""

import email
import email.policy
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from pipeline.analyse.reading import prepare
from pipeline.model.options import DeliveryOptions
from pipeline.model.override import Override
from pipeline.model.restriction import Register
from pipeline.nightly.publishing import compose_due, publish_site
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.nightly.sending import send_waiting
from pipeline.nightly.withdrawing import Withdrawn, keep_retracted, pages_of, withdraw
from pipeline.store.store import Store
from pipeline.text.words import words
from tests.unit.nightly.towns import AGAIN, AGAIN_TITLE, BAN, BAN_TITLE, HARBOUR, NAMES, QUEUE, Town, fill, page, stamp
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import later

BAN_URL, AGAIN_URL = "http://harbourpost.example/ban", "http://mergequeue.example/again"
MAILS = DeliveryOptions(sender="brief@firm.example", recipients=("security@firm.example",))
REASON = "The outlet took it back."


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def night(town: Town, *acts: Override, days: int = 0, **changes: object) -> None:
    house = town.house(now=later(days=days), overrides=acts, delivery=MAILS, **changes)
    town.fetch_in(house)
    parse(house)
    analyse(house)
    take_in(house)
    compose_due(house)
    publish_site(house)
    send_waiting(house)


def retract(town: Town, url: str = BAN_URL, *acts: Override, days: int = 1) -> Withdrawn:
    house = town.house(now=later(days=days), overrides=acts, delivery=MAILS)
    return withdraw(house, url, reason=REASON, author="J. Doe of Desk")


def register(town: Town) -> Register:
    return town.store.registry.register(today="2026-07-13")


def everything(folder: Path) -> str:
    """All text in a data directory: files as they are, mails decoded, stored bodies unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            body = path.read_bytes()
            found += [body.decode("utf-8", "replace"), body.decode("utf-16-le", "replace")]
            if path.suffix == ".eml":
                message = email.message_from_bytes(body, policy=email.policy.default)
                found += [part.get_content() for part in message.walk() if not part.is_multipart()]
    with closing(sqlite3.connect(folder / "offlimits.sqlite")) as database:
        for (body,) in database.execute("SELECT body FROM snapshots"):
            found.append(zstandard.decompress(body).decode("utf-8", "replace"))
        for table in ("journal", "materials"):
            for (record,) in database.execute(f"SELECT record FROM {table} WHERE record IS NOT NULL"):
                found.append(zstandard.decompress(record).decode())
        found += [line.encode().decode("unicode_escape", "replace") for line in database.iterdump()]
    return " ".join(words(" ".join(found)))


def traces(folder: Path, *texts: str) -> list[str]:
    """Those of some texts that are anywhere in a data directory, whole or as a run of six of their words."""
    stored = everything(folder)
    runs = [(text, words(text)) for text in texts]
    return sorted(
        {
            text
            for text, told in runs
            for start in range(max(1, len(told) - 5))
            if " ".join(told[start : start + 6]) in stored
        }
    )


def test_the_search_finds_what_is_there(town: Town) -> None:
    night(town)
    assert traces(town.folder, *BAN) == sorted(BAN)
    assert traces(town.folder, *AGAIN) == sorted(AGAIN)


def test_nothing_of_the_page_is_left_and_the_row_stands_on_the_other(town: Town) -> None:
    night(town)
    done = retract(town)
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    assert traces(town.folder, *AGAIN, AGAIN_TITLE) == sorted([*AGAIN, AGAIN_TITLE])
    assert (done.pages, done.gone, done.kept) == ((BAN_URL,), (), ("AIR-2026-0001",))
    (row,) = register(town).restrictions
    assert {proof.url for proof in row.evidence} == {AGAIN_URL}
    assert (row.history[-1].trigger, row.history[-1].note) == ("retraction", REASON)


def test_a_row_that_rests_on_it_alone_leaves_a_tombstone(town: Town) -> None:
    night(town, sources=(HARBOUR,))
    done = retract(town)
    assert (done.gone, done.kept, done.editions) == (("AIR-2026-0001",), (), ("2026-W28",))
    assert register(town).restrictions == ()
    (stone,) = register(town).tombstones
    assert (stone.restriction_id, stone.reason, stone.note) == ("AIR-2026-0001", "retracted", REASON)
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    edition = town.store.editions.editions()[0]
    assert edition.bottom_line == "This edition was changed: what it told of a page that was retracted is left out."
    assert [(item.headline, item.state) for item in edition.items] == [("withdrawn", "Withdrawn")]
    mail = (town.folder / "outbox" / "2026-W28" / "1.eml").read_bytes()
    assert b"Tidewater" not in mail


@pytest.mark.parametrize("spelling", ["https://www.harbourpost.example/ban/?utm_source=mail", BAN_URL + "#top"])
def test_it_is_the_same_page_however_its_address_is_spelt(town: Town, spelling: str) -> None:
    night(town)
    assert retract(town, spelling).kept == ("AIR-2026-0001",)
    assert traces(town.folder, *BAN) == []


def test_it_does_not_come_back_with_later_nights_nor_under_another_spelling(town: Town) -> None:
    night(town)
    retract(town)
    web = town.web
    web.publish("mergequeue", ("ban", BAN_TITLE, stamp(later(days=1))), ("again", AGAIN_TITLE, stamp(later(days=-4))))
    feed = web.pages["mergequeue.example/feed"]
    other = b"https://www.harbourpost.example/ban/?utm_source=feed"
    web.put("mergequeue.example/feed", feed.body.replace(b"http://mergequeue.example/ban", other), feed.content_type)
    web.listen()
    for days in (2, 3):
        night(town, days=days)
    asked = web.listen()
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    assert {proof.url for row in register(town).restrictions for proof in row.evidence} == {AGAIN_URL}
    assert "mergequeue.example/feed" in asked
    assert not [place for place in asked if place.endswith("/ban")]


def test_the_same_bytes_elsewhere_are_the_same_page(town: Town) -> None:
    night(town)
    retract(town)
    town.web.publish("mergequeue", ("moved", "Something new from the port", stamp(later(days=1))))
    town.web.put("mergequeue.example/moved", page(BAN_TITLE, BAN))
    night(town, days=2)
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    assert town.store.articles.at("http://mergequeue.example/moved") is None


def test_bytes_that_are_stored_elsewhere_already_go_as_well(town: Town) -> None:
    town.web.put("mergequeue.example/again", page(BAN_TITLE, BAN))
    night(town)
    done = retract(town)
    assert done.pages == (BAN_URL, AGAIN_URL)
    assert register(town).restrictions == ()
    assert traces(town.folder, *BAN) == []


def test_a_page_that_names_it_as_its_own_address_is_the_same_page(town: Town) -> None:
    night(town)
    retract(town)
    body = page(BAN_TITLE, BAN).replace(
        "<head>", '<head><link rel="canonical" href="http://harbourpost.example/ban"><meta name="x" content="y">'
    )
    town.web.publish("harbourpost", ("print-ban", "Something new from the port", stamp(later(days=1))))
    town.web.put("harbourpost.example/print-ban", body)
    night(town, days=2)
    assert traces(town.folder, *BAN) == []


def test_it_is_printed_in_the_next_brief_as_withdrawn(town: Town) -> None:
    night(town)
    retract(town)
    night(town, days=7)
    edition = town.store.editions.editions()[-1]
    (erratum,) = edition.errata
    assert (erratum.restriction_id, erratum.edition_ids) == ("AIR-2026-0001", ("2026-W28",))
    assert erratum.text.endswith(f"a report of it was retracted: {REASON}")
    assert edition.changes == ()


def test_a_page_without_a_row_is_printed_too_and_an_unknown_one_is_never_opened(town: Town) -> None:
    house = town.house(delivery=MAILS)
    withdraw(house, BAN_URL, reason=REASON, author="")
    night(town)
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    edition = town.store.editions.editions()[-1]
    assert [(change.kind, change.text) for change in edition.changes] == [
        ("withdrawn", f"a page of harbourpost.example was retracted: {REASON}")
    ]


def test_articles_that_are_read_anew_do_not_bring_it_back(town: Town) -> None:
    night(town)
    retract(town)
    with town.store.transaction():
        ids = town.store.articles.between("2026-01-01", "2026-12-31")
        town.store.articles.undo(["parse", "analyse", "register"], ids)
    night(town, days=2)
    assert traces(town.folder, *BAN) == []
    assert len(register(town).restrictions) == 1


def test_a_database_that_is_built_anew_knows_it_by_hashes(town: Town, tmp_path: Path) -> None:
    night(town)
    done = retract(town)
    told = ((done.retraction, done.keys),)
    with Store(tmp_path / "other", busy_ms=1) as store:
        other = Town(tmp_path / "other", store, town.tools, town.web)
        keep_retracted(other.house(retracted=told))
        night(other, retracted=told)
        assert traces(other.folder, *BAN, BAN_TITLE) == []
        (candidate,) = register(other).candidates  # the other report alone founds nothing
        assert {proof.url for proof in candidate.evidence} == {AGAIN_URL}


def test_a_copy_that_is_put_back_loses_it_again(town: Town, tmp_path: Path) -> None:
    night(town)
    town.store.copy_to(tmp_path)
    done = retract(town)
    (tmp_path / "offlimits.sqlite").rename(tmp_path / "kept")
    (tmp_path / "other").mkdir()
    (tmp_path / "kept").rename(tmp_path / "other" / "offlimits.sqlite")
    with Store(tmp_path / "other", busy_ms=1) as store:
        other = Town(tmp_path / "other", store, town.tools, town.web)
        keep_retracted(other.house(retracted=((done.retraction, done.keys),), delivery=MAILS))
        assert traces(other.folder, *BAN, BAN_TITLE) == []
        assert len(register(other).restrictions) == 1


def test_what_a_call_that_was_cut_off_left_is_made_good_by_the_next(town: Town) -> None:
    night(town)
    outbox = town.folder / "outbox" / "2026-W28"
    before = (outbox / "1.eml").read_bytes()
    retract(town)
    (outbox / "1.eml").write_bytes(before)
    for other in ("draft.eml", "webhook-1.json", "brief.html"):
        (outbox / other).write_bytes(before)
    assert traces(town.folder, BAN_TITLE, *BAN) != []
    retract(town, days=2)
    assert traces(town.folder, BAN_TITLE, *BAN) == []
    assert [path.name for path in outbox.iterdir()] == ["1.eml"]


def test_twice_is_as_good_as_once(town: Town) -> None:
    night(town)
    retract(town)
    before = register(town).restrictions
    done = retract(town, days=2)
    assert (done.gone, done.kept, done.editions) == ((), (), ())
    assert register(town).restrictions == before


@pytest.mark.parametrize("act", ["set", "split", "confirm", "reject"])
def test_what_a_person_decided_keeps_nothing_of_it(town: Town, act: str) -> None:
    changes = {"articles": (AGAIN_URL,)} if act == "split" else {}
    changes |= {"field": "effective", "value": "2026-07-09", "precision": "day"} if act == "set" else {}  # type: ignore[dict-item]
    decided = Override(act=act, row=BAN_URL, reason="So it is.", author="J. Doe", **changes)  # type: ignore[arg-type]
    night(town, decided)
    done = retract(town, BAN_URL, decided)
    assert "AIR-2026-0001" in {*done.kept, *done.gone}
    assert traces(town.folder, *BAN, BAN_TITLE) == []
    night(town, decided, days=2)
    assert traces(town.folder, *BAN, BAN_TITLE) == []


def test_a_candidate_that_was_promoted_goes_with_its_page(town: Town) -> None:
    weak = (replace(HARBOUR, grade="D"),)
    promoted = Override(act="promote", row=BAN_URL, reason="Seen.", author="J. Doe")
    night(town, promoted, sources=weak)
    assert len(register(town).restrictions) == 1
    house = town.house(now=later(days=1), overrides=(promoted,), sources=weak, delivery=MAILS)
    done = withdraw(house, BAN_URL, reason=REASON, author="")
    assert done.gone == ("AIR-2026-0001",)
    assert [stone.reason for stone in register(town).tombstones] == ["retracted"]
    assert traces(town.folder, *BAN, BAN_TITLE) == []


def test_a_candidate_is_watched_no_longer(town: Town) -> None:
    weak = (replace(HARBOUR, grade="D"), replace(QUEUE, url="http://nowhere.example/feed"))
    night(town, sources=weak)
    (candidate,) = register(town).candidates
    assert pages_of(town.house(), candidate.candidate_id) == [BAN_URL]
    retract(town)
    assert register(town).candidates == ()
    assert town.store.editions.editions()[0].watching == ()
    assert traces(town.folder, *BAN, BAN_TITLE) == []


def test_the_author_is_named_in_the_private_build_alone(town: Town) -> None:
    night(town, sources=(HARBOUR,))
    retract(town)
    public, private = (_texts(town.folder / "site" / name) for name in ("public", "private"))
    assert REASON in public
    assert "J. Doe" in private
    assert "J. Doe" not in public


def _texts(folder: Path) -> str:
    found = [
        path.read_bytes().decode(errors="replace") for path in sorted(folder.resolve().rglob("*")) if path.is_file()
    ]
    return "\n".join(found)
