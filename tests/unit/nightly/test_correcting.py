"""Overrides over a night: what is shown, where, and that nothing of it stays when they go."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.analyse.reading import prepare
from pipeline.model.override import Override
from pipeline.model.restriction import Restriction
from pipeline.nightly.correcting import idle
from pipeline.nightly.publishing import compose_due, publish_site
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.nightly.views import told_register
from pipeline.render.register_json import check, register_json
from pipeline.store.store import Store
from tests.unit.nightly.towns import NAMES, Town, fill
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import later

BAN_URL, AGAIN_URL = "http://harbourpost.example/ban", "http://mergequeue.example/again"
REASON = "The memo says the 9th."
SET = Override(
    act="set",
    row=BAN_URL,
    field="effective",
    value="2026-07-09",
    precision="day",
    reason=REASON,
    author="J. Doe of Desk",
    place="overrides.yaml:2",
)
REJECT = Override(act="reject", row=BAN_URL, reason="It is a play.", author="J. Doe of Desk", place="overrides.yaml:3")
SPLIT = Override(act="split", row=BAN_URL, articles=(AGAIN_URL,), reason="Two orders.", author="J. Doe of Desk")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def night(town: Town, *acts: Override, days: int = 0) -> None:
    house = town.house(now=later(days=days), overrides=acts)
    if not days:
        town.fetch_in(house)
    parse(house)
    analyse(house)
    take_in(house)


def rows(town: Town) -> tuple[Restriction, ...]:
    return town.store.registry.register(today="2026-07-13").restrictions


def test_a_claim_is_shown_as_set_and_the_document_is_valid(town: Town) -> None:
    night(town, SET)
    (row,) = rows(town)
    assert (row.claims.effective.value, row.claims.effective.set_by) == ("2026-07-09", "override")
    register = town.store.registry.register(today="2026-07-13")
    document = json.loads(register_json(register))
    assert check(document) == []
    assert document["restrictions"][0]["claims"]["effective"]["set_by"] == "override"
    assert document["restrictions"][0]["history"][-1]["note"] == REASON
    assert "J. Doe" not in register_json(register).decode()


def test_a_second_night_with_the_same_overrides_changes_nothing(town: Town) -> None:
    night(town, SET, SPLIT)
    before = list(town.store.canonical())
    assert take_in(town.house(now=later(days=1), overrides=(SPLIT, SET))) == (0, 0)
    assert list(town.store.canonical()) == before


def test_without_the_override_the_row_says_what_the_sources_say_again(town: Town) -> None:
    night(town, SET, REJECT)
    assert rows(town) == ()
    night(town, days=1)
    (row,) = rows(town)
    assert (row.claims.effective.value, row.claims.effective.set_by) == ("2026-07-10", "sources")
    assert town.store.registry.register(today="2026-07-14").tombstones == ()


def test_what_expires_counts_until_the_day_before(town: Town) -> None:
    until = Override(**{name: getattr(SET, name) for name in SET.__dataclass_fields__} | {"expires": date(2026, 7, 15)})
    night(town, until)
    night(town, until, days=1)
    assert rows(town)[0].claims.effective.value == "2026-07-09"
    night(town, until, days=2)
    assert rows(town)[0].claims.effective.value == "2026-07-10"
    assert [words for _, words in idle(town.house(now=later(days=2), overrides=(until,)))] == ["expired on 2026-07-15"]


def test_what_is_decided_survives_a_database_that_is_built_anew(town: Town, tmp_path: Path) -> None:
    night(town, SET, SPLIT)
    with Store(tmp_path / "other", busy_ms=1) as store:
        other = Town(tmp_path / "other", store, town.tools, town.web)
        night(other, SPLIT, SET)
        assert rows(other) == rows(town)


def test_what_is_decided_survives_articles_that_are_read_anew(town: Town) -> None:
    night(town, SET, REJECT)
    articles = list(town.store.articles.between("2026-01-01", "2026-12-31"))
    with town.store.transaction():
        town.store.articles.undo(["analyse", "register"], articles)
    night(town, SET, REJECT, days=1)
    assert rows(town) == ()


def test_an_override_that_names_nothing_is_told_and_stops_nothing(town: Town) -> None:
    lost = Override(act="confirm", row="AIR-2026-0099", reason="x", author="y", place="overrides.yaml:9")
    night(town, lost)
    assert len(rows(town)) == 1
    assert list(idle(town.house(overrides=(lost, SET)))) == [(lost, "is not in the register")]


def test_the_author_is_named_in_the_private_build_alone(town: Town) -> None:
    night(town, SET, SPLIT)
    publish_site(town.house(overrides=(SET, SPLIT)))
    public, private = (_texts(town.folder / "site" / name) for name in ("public", "private"))
    assert REASON in public
    assert REASON in private
    assert "set by hand" in public
    assert "J. Doe" in private
    assert "J. Doe" not in public


def test_a_removed_rows_page_says_who_decided_in_the_private_build_alone(town: Town) -> None:
    night(town, REJECT)
    publish_site(town.house(overrides=(REJECT,)))
    public, private = (_texts(town.folder / "site" / name) for name in ("public", "private"))
    assert "It is a play." in public
    assert "Decided by hand (J. Doe of Desk)" in private
    assert "J. Doe" not in public


def test_the_brief_names_corrections_and_what_was_withdrawn(town: Town) -> None:
    night(town)
    assert compose_due(town.house()) is not None
    night(town, SET, days=4)
    night(town, SET, days=7)
    edition = compose_due(town.house(now=later(days=7), overrides=(SET,)))
    assert edition is not None
    assert edition.changes == ()  # told once, as a correction of the edition that told it otherwise
    (erratum,) = edition.errata
    assert (erratum.restriction_id, erratum.edition_ids) == ("AIR-2026-0001", ("2026-W28",))
    assert erratum.text.endswith(f"; corrected by hand: {REASON}")
    assert edition.items[0].corrections == (f"Corrected by hand: {REASON}",)
    night(town, REJECT, days=9)
    edition = compose_due(town.house(now=later(days=14), overrides=(REJECT,)))
    assert edition is not None
    (erratum,) = edition.errata
    assert erratum.edition_ids == ("2026-W28", "2026-W29")
    assert erratum.text.endswith(": it is no restriction, by hand: It is a play.")
    night(town, REJECT, days=20)
    edition = compose_due(town.house(now=later(days=21), overrides=(REJECT,)))
    assert edition is not None
    assert (edition.changes, edition.errata) == ((), ())


def test_what_is_told_of_the_register_is_what_is_shown(town: Town) -> None:
    night(town, SET)
    assert told_register(town.house()).restrictions == rows(town)
    assert town.store.registry.counts(today="2026-07-13") == {"restrictions": 1, "candidates": 0, "lapsed": 0}
    night(town, REJECT, days=1)
    assert town.store.registry.counts(today="2026-07-13") == {"restrictions": 0, "candidates": 0, "lapsed": 0}


def _texts(folder: Path) -> str:
    found = [
        path.read_bytes().decode(errors="replace") for path in sorted(folder.resolve().rglob("*")) if path.is_file()
    ]
    return "\n".join(found)
