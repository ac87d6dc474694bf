"""Another instance's register is context: marked, never news, and ours once we have evidence of our own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.analyse.register.mentions import mentioned
from pipeline.brief.compose import Window, compose
from pipeline.importing import Imported, import_register
from pipeline.model.edition import Coverage
from pipeline.model.errors import LockHeldError, UsageError
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import UNKNOWN, Register, Restriction, Tombstone
from pipeline.nightly.lock import run_lock
from pipeline.nightly.publishing import publish_site
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.nightly.withdrawing import withdraw
from pipeline.render.feeds import changes, new
from pipeline.render.register_json import check, register_json
from pipeline.render.register_reading import restrictions_of
from pipeline.store.store import Store
from pipeline.text.days import week_named
from tests.examples import KNOWN, REGISTER
from tests.unit.nightly.towns import HARBOUR, QUEUE, Town
from tests.unit.records import event, later

Json = dict[str, Any]
TODAY = "2026-07-13"


def night(town: Town, **changes: object) -> None:
    town.fetch(**changes)  # type: ignore[arg-type]
    house = town.house(**changes)  # type: ignore[arg-type]
    parse(house)
    analyse(house)
    take_in(house)


def held(town: Town) -> Register:
    return town.store.registry.register(today=TODAY)


def rows(town: Town) -> dict[str, Restriction]:
    return {row.restriction_id: row for row in held(town).restrictions}


@pytest.fixture
def other(town: Town, tmp_path: Path) -> Iterator[Town]:
    """Another instance, which has read the town's news."""
    with Store(tmp_path / "other", busy_ms=1) as store:
        found = replace(town, folder=tmp_path / "other", store=store)
        night(found)
        yield found


def document(register: Register) -> Json:
    made: Json = json.loads(register_json(register))
    return made


def write(folder: Path, made: Json | Register, name: str = "restrictions.json") -> str:
    plain = document(made) if isinstance(made, Register) else made
    (folder / name).write_text(json.dumps(plain), encoding="utf-8")
    return str(folder / name)


@pytest.fixture
def theirs(other: Town, tmp_path: Path) -> str:
    return write(tmp_path, held(other))


class TestTaken:
    def test_rows_are_marked_with_whence_they_came_and_keep_their_words(
        self, town: Town, other: Town, theirs: str
    ) -> None:
        assert import_register(town.house(), theirs) == Imported(new=1)
        (row,) = rows(town).values()
        (original,) = rows(other).values()
        assert (row.restriction_id, row.status, row.title) == ("AIR-2026-0001", original.status, original.title)
        assert row.imported_from == "restrictions.json#AIR-2026-0001"
        assert row.evidence == original.evidence
        told = [claim for claim in vars_of(row) if claim.status == "known"]
        assert len(told) >= 5
        assert {claim.set_by for claim in told} == {"import"}
        assert [(r.number, r.trigger, r.note) for r in row.history] == [
            (1, "import", "Revision 1 of AIR-2026-0001 there.")
        ]

    def test_the_export_keeps_the_mark_and_is_valid(self, town: Town, theirs: str) -> None:
        import_register(town.house(), theirs)
        made = document(held(town))
        assert check(made) == []
        assert made["restrictions"][0]["imported_from"] == "restrictions.json#AIR-2026-0001"
        assert made["restrictions"][0]["claims"]["actor"]["set_by"] == "import"
        publish_site(town.house())
        page = (town.folder / "site/public/restrictions/AIR-2026-0001/index.html").read_text(encoding="utf-8")
        assert "Imported from" in page

    def test_a_second_import_changes_nothing_and_a_later_one_brings_what_changed(
        self, town: Town, other: Town, theirs: str, tmp_path: Path
    ) -> None:
        import_register(town.house(), theirs)
        before = held(town)
        assert import_register(town.house(now=later(days=1)), theirs) == Imported(unchanged=1)
        assert held(town) == before
        (row,) = rows(other).values()
        write(tmp_path, replace(held(other), restrictions=(replace(row, status="lifted"),)))
        assert import_register(town.house(now=later(days=2)), theirs) == Imported(changed=1)
        (changed,) = rows(town).values()
        assert (changed.status, changed.revision, changed.history[-1].trigger) == ("lifted", 2, "import")
        assert changed.added_on == TODAY

    def test_what_is_taken_out_there_is_taken_out_here(
        self, town: Town, other: Town, theirs: str, tmp_path: Path
    ) -> None:
        import_register(town.house(), theirs)
        stone = Tombstone(restriction_id="AIR-2026-0001", removed_on="2026-07-12", reason="retracted")
        write(tmp_path, replace(held(other), restrictions=(), tombstones=(stone,)))
        assert import_register(town.house(), theirs) == Imported(gone=1)
        assert rows(town) == {}
        assert [(one.restriction_id, one.reason) for one in held(town).tombstones] == [("AIR-2026-0001", "retracted")]

    def test_an_id_that_is_taken_is_mapped_and_links_follow(self, town: Town, tmp_path: Path) -> None:
        night(town)
        found = import_register(town.house(), write(tmp_path, REGISTER))
        assert found.new == len(REGISTER.restrictions)
        mapped = dict(found.mapped)
        assert "AIR-2026-0001" in mapped
        assert mapped["AIR-2026-0001"] not in {row.restriction_id for row in REGISTER.restrictions}
        assert not rows(town)["AIR-2026-0001"].imported_from
        assert check(document(held(town))) == []

    def test_our_next_ids_go_on_behind_those_that_were_imported(self, town: Town, tmp_path: Path) -> None:
        import_register(town.house(), write(tmp_path, replace(REGISTER, restrictions=(KNOWN,), tombstones=())))
        night(town)
        assert sorted(rows(town)) == ["AIR-2026-0002", "AIR-2026-0003"]

    def test_what_our_own_reports_tell_is_not_imported(self, town: Town, theirs: str) -> None:
        night(town)
        before = held(town)
        assert import_register(town.house(), theirs) == Imported(known=1)
        assert held(town) == before

    def test_an_address_is_fetched_by_the_guarded_client(self, town: Town, other: Town) -> None:
        town.web.put("registry.example/restrictions.json", json.dumps(document(held(other))))
        import_register(town.house(), "http://registry.example/restrictions.json")
        (row,) = rows(town).values()
        assert row.imported_from == "http://registry.example/restrictions.json#AIR-2026-0001"
        with pytest.raises(UsageError, match="private"):
            import_register(town.house(fetch=town.settings().fetch.__class__()), "http://127.0.0.1/restrictions.json")

    def test_a_run_at_work_is_waited_for_by_nobody(self, town: Town, theirs: str) -> None:
        with run_lock(town.folder), pytest.raises(LockHeldError):
            import_register(town.house(), theirs)


def vars_of(row: Restriction) -> list[Any]:
    return [getattr(row.claims, name) for name in row.claims.__dataclass_fields__]


class TestNoNews:
    def test_neither_brief_nor_feeds_nor_calendar_tell_it(self, town: Town, theirs: str) -> None:
        import_register(town.house(), theirs)
        register = held(town)
        window = Window(
            week=week_named("2026-W28"),
            first_on=week_named("2026-W28").first_on,
            since="",
            until="2027-01-01T00:00:00Z",
            baseline=False,
        )
        coverage = Coverage(
            sources=1,
            sources_read=1,
            failing=(),
            entries=0,
            articles=0,
            pages_not_opened=0,
            stories=0,
            restrictions=0,
            filler_share=None,
            unread_languages=(),
            quiet_tools=(),
        )
        edition = compose(window, register, coverage, inventory=None, options=BriefOptions())
        assert (edition.items, edition.changes, edition.dates) == ((), (), ())
        assert new(register).entries == ()
        assert changes(register).entries == ()


class TestUpgraded:
    def test_reports_of_our_own_make_the_row_ours_with_its_id(self, town: Town, theirs: str) -> None:
        import_register(town.house(), theirs)
        night(town)
        (row,) = rows(town).values()
        assert (row.restriction_id, row.imported_from, row.provenance.reports) == ("AIR-2026-0001", "", 2)
        assert row.claims.actor.set_by == "sources"
        assert row.history[0].trigger == "import"
        assert check(document(held(town))) == []

    def test_what_our_reports_do_not_tell_stays_as_it_was_imported(
        self, town: Town, other: Town, tmp_path: Path
    ) -> None:
        (row,) = rows(other).values()
        known = replace(row.claims.action, value="30 clerks")
        richer = replace(row, claims=replace(row.claims, exempt=known))
        import_register(town.house(), write(tmp_path, replace(held(other), restrictions=(richer,))))
        night(town)
        (ours,) = rows(town).values()
        assert (ours.claims.exempt.value, ours.claims.exempt.set_by) == ("30 clerks", "import")
        night(town, now=later(days=1))
        assert rows(town) == {"AIR-2026-0001": ours}

    def test_a_weak_report_makes_a_candidate_and_leaves_the_row_imported(self, town: Town, theirs: str) -> None:
        import_register(town.house(), theirs)
        night(town, sources=(replace(QUEUE, grade="D"),))
        (row,) = rows(town).values()
        assert row.imported_from
        assert len(held(town).candidates) == 1
        night(town, now=later(days=1), sources=(HARBOUR, QUEUE))
        (row,) = rows(town).values()
        assert (row.imported_from, held(town).candidates) == ("", ())

    def test_another_decision_is_another_row(self, town: Town, other: Town, tmp_path: Path) -> None:
        (row,) = rows(other).values()
        announced = replace(row.claims.action, value="2023-03-01", precision="day")
        older = replace(row, mechanism="court-order", claims=replace(row.claims, announced=announced))
        import_register(town.house(), write(tmp_path, replace(held(other), restrictions=(older,))))
        night(town)
        assert sorted((found.restriction_id, bool(found.imported_from)) for found in rows(town).values()) == [
            ("AIR-2026-0001", True),
            ("AIR-2026-0002", False),
        ]


class TestRetracted:
    URL = "http://harbourpost.example/ban"

    def retract(self, town: Town) -> None:
        withdraw(town.house(), self.URL, reason="It was taken back.", author="J. Doe")

    def test_a_page_that_is_retracted_takes_its_imported_row_along(self, town: Town, theirs: str) -> None:
        import_register(town.house(), theirs)
        self.retract(town)
        assert rows(town) == {}
        assert [stone.reason for stone in held(town).tombstones] == ["retracted"]
        assert import_register(town.house(), theirs) == Imported(refused=1)
        assert rows(town) == {}

    def test_of_a_row_of_our_own_only_what_was_imported_with_the_page_goes(
        self, town: Town, other: Town, tmp_path: Path
    ) -> None:
        (row,) = rows(other).values()
        richer = replace(row, claims=replace(row.claims, exempt=replace(row.claims.action, value="30 clerks")))
        import_register(town.house(), write(tmp_path, replace(held(other), restrictions=(richer,))))
        night(town, sources=(replace(QUEUE, grade="B"),))
        (ours,) = rows(town).values()
        assert (ours.imported_from, ours.claims.exempt.value) == ("", "30 clerks")
        self.retract(town)
        (left,) = rows(town).values()
        assert left.claims.exempt == UNKNOWN
        assert {proof.url for proof in left.evidence} == {"http://mergequeue.example/again"}


def without(key: str) -> Callable[[Json], Json]:
    return lambda made: {name: value for name, value in made.items() if name != key}


def with_status(made: Json) -> Json:
    made["restrictions"][0]["status"] = "forbidden"
    return made


class TestBad:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (without("count"), r'\$: "count" is a required property'),
            (with_status, r'\$\.restrictions\[0\]\.status: "forbidden" is not one of'),
            (lambda made: {**made, "count": 7}, r"\$\.count: says 7, but there are 1"),
            (lambda made: {**made, "content_hash": "sha256:" + "0" * 64}, r"\$\.content_hash: "),
        ],
    )
    def test_what_is_no_register_is_one_line_with_the_place(
        self, town: Town, other: Town, tmp_path: Path, change: Callable[[Json], Json], words: str
    ) -> None:
        path = write(tmp_path, change(document(held(other))))
        with pytest.raises(UsageError, match=f"restrictions.json: is no valid register: {words}") as caught:
            import_register(town.house(), path)
        assert "\n" not in str(caught.value)
        assert rows(town) == {}

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "is no JSON"),
            (b"\xff\xfe", "is no JSON"),
            (b"[" * 100_000, "is no JSON"),
            (b"[]", r"\$: is no object"),
            (b"null", r"\$: is no object"),
        ],
        ids=["nothing", "bytes", "deep", "list", "null"],
    )
    def test_what_is_no_json_object_is_one_line(self, town: Town, tmp_path: Path, body: bytes, words: str) -> None:
        (tmp_path / "restrictions.json").write_bytes(body)
        with pytest.raises(UsageError, match=words) as caught:
            import_register(town.house(), str(tmp_path / "restrictions.json"))
        assert "\n" not in str(caught.value)

    def test_a_day_that_no_calendar_has_is_refused_even_with_the_right_hash(self, town: Town, tmp_path: Path) -> None:
        bad = replace(
            KNOWN, claims=replace(KNOWN.claims, effective=replace(KNOWN.claims.effective, value="2026-02-30"))
        )
        path = write(tmp_path, replace(REGISTER, restrictions=(bad,), tombstones=()))
        with pytest.raises(
            UsageError, match=r"\$\.restrictions\[0\]\.claims\.effective\.value: '2026-02-30' is no day"
        ):
            import_register(town.house(), path)

    def test_a_file_that_is_not_there_is_told(self, town: Town, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="cannot be read"):
            import_register(town.house(), str(tmp_path / "none.json"))


def test_a_document_read_back_is_the_register_that_was_written() -> None:
    found = restrictions_of(document(REGISTER))
    bare = tuple(replace(row, story_ids=(), ending=None, by_hand=()) for row in REGISTER.restrictions)
    assert found == bare


def test_a_mention_as_history_is_of_the_row_that_was_imported(town: Town, theirs: str) -> None:
    import_register(town.house(), theirs)
    (row,) = rows(town).values()
    told = event(actor="Tidewater Freight", targets=("Scribbler",), background=True)
    assert mentioned(told, [row]) == [row]
    assert mentioned(replace(told, targets=("Penstroke",)), [row]) == []
    assert mentioned(replace(told, actor="Somebody Else"), [row]) == []
    assert mentioned(replace(told, mechanism="court-order"), [row]) == []
