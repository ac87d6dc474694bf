"""All steps in their order: what a night did is counted, and what failed does not stop the rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.model.errors import LockHeldError, StoreError
from pipeline.model.options import DeliveryOptions
from pipeline.nightly.house import Advance
from pipeline.nightly.lock import run_lock
from pipeline.nightly.night import run
from tests.unit.nightly.towns import Town, age, rows_of
from tests.unit.records import NOW

FILING = DeliveryOptions(sender="brief@offlimits.example", recipients=("a@firm.example",))
DAY = timedelta(days=1)


def test_a_first_night_does_everything(town: Town) -> None:
    night = run(town.house(delivery=FILING))
    assert (night.fetch.sources_read, night.fetch.entries, night.fetch.pages_opened) == (2, 3, 3)
    assert (night.parsed, night.unparsable, night.relevant) == (3, 0, 2)
    assert (night.restrictions, night.candidates, night.editions) == (1, 0, ("2026-W28",))
    assert night.published
    assert [path.name for path in night.sent.written] == ["1.eml"]
    assert not night.blind
    assert (town.folder / "site" / "public" / "briefs" / "2026-W28" / "index.html").is_file()


def test_a_night_is_kept_in_the_history_with_its_numbers(town: Town) -> None:
    night = run(town.house(delivery=FILING))
    (kept,) = town.store.runs.last(5)
    assert (kept.state, kept.started_at, kept.finished_at) == ("done", NOW, NOW)
    assert kept.summary == night.counts()
    assert night.counts() == {
        "sources_asked": 2,
        "sources_read": 2,
        "sources_rested": 0,
        "entries": 3,
        "entries_revised": 0,
        "entries_filtered": 0,
        "pages_opened": 3,
        "pages_failed": 0,
        "pages_left": 0,
        "parsed": 3,
        "unparsable": 0,
        "relevant": 2,
        "restrictions": 1,
        "candidates": 0,
        "editions": 1,
        "urgent": 0,
        "sent": 0,
    }


def test_the_numbers_of_a_night_are_numbers(town: Town) -> None:
    counts = run(town.house()).counts()
    assert {type(value) for value in counts.values()} == {int}


def test_a_second_night_does_nothing_and_sends_nothing(town: Town) -> None:
    run(town.house(delivery=FILING))
    before = list(town.store.canonical())
    files = {path: path.stat().st_mtime_ns for path in (town.folder / "site").rglob("*")}
    again = run(town.house(delivery=FILING, now=NOW + DAY))
    assert set(again.counts().values()) == {0, 2}
    assert again.counts()["sources_read"] == 2
    assert (again.editions, again.published, again.sent.written) == ((), False, ())
    assert list(town.store.canonical()) == before
    assert {path: path.stat().st_mtime_ns for path in (town.folder / "site").rglob("*")} == files


@pytest.mark.parametrize("stage", ["parse", "analyse", "register"])
def test_an_improved_stage_does_its_work_again_and_what_comes_out_the_same_is_no_news(town: Town, stage: str) -> None:
    run(town.house(delivery=FILING))
    before = list(town.store.canonical())
    assert age(town.store, stage) == 3
    again = run(town.house(delivery=FILING, now=NOW + DAY))
    assert (again.parsed, again.relevant) == {"parse": (3, 2), "analyse": (0, 2), "register": (0, 0)}[stage]
    assert (again.restrictions, again.candidates, again.editions, again.published) == (0, 0, (), False)
    assert again.sent.written == ()
    assert list(town.store.canonical()) == before


def test_a_source_that_fails_does_not_stop_the_rest(town: Town) -> None:
    town.web.put("mergequeue.example/feed", "Out of order", status=503)
    night = run(town.house())
    assert [source_id for source_id, _ in night.fetch.failing] == ["mergequeue"]
    assert (night.fetch.sources_read, night.parsed, night.restrictions, night.published) == (1, 2, 1, True)
    assert town.store.runs.last(1)[0].state == "done"


def test_a_night_in_which_nothing_could_be_read_failed_and_its_edition_says_so(town: Town) -> None:
    town.web.pages.clear()
    night = run(town.house())
    assert night.blind
    (kept,) = town.store.runs.last(5)
    assert (kept.state, kept.summary["sources_read"]) == ("failed", 0)
    (edition,) = town.store.editions.editions()
    assert edition.coverage.sources_read == 0
    assert {failing.source_id for failing in edition.coverage.failing} == {"harbourpost", "mergequeue"}


def test_after_a_blind_night_the_next_one_reads_on(town: Town) -> None:
    pages = dict(town.web.pages)
    town.web.pages.clear()
    run(town.house())
    town.web.pages.update(pages)
    night = run(town.house(now=NOW + DAY))
    assert (night.fetch.entries, night.restrictions) == (3, 1)


def test_a_second_run_at_the_same_time_does_nothing(town: Town) -> None:
    with run_lock(town.folder), pytest.raises(LockHeldError):
        run(town.house())
    assert town.store.runs.last(5) == []
    assert town.web.asked == []


def test_a_run_that_cannot_write_its_site_keeps_what_it_has_read(town: Town) -> None:
    (town.folder / "site").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        run(town.house())
    assert len(town.store.registry.register(today="2026-07-13").restrictions) == 1
    (town.folder / "site").unlink()
    night = run(town.house(now=NOW + DAY))
    assert (night.fetch.entries, night.published) == (0, True)
    assert [kept.state for kept in town.store.runs.last(5)] == ["done", "cut off"]


class Watched:
    """Progress that writes down what it is told."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int]] = []
        self.advanced = 0

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Advance]:
        self.steps.append((name, total))
        yield self._advance

    def _advance(self) -> None:
        self.advanced += 1


def test_progress_is_told_every_step_and_every_unit_of_it(town: Town) -> None:
    progress = Watched()
    run(replace(town.house(), progress=progress))
    assert progress.steps == [
        ("reading sources", 2),
        ("opening pages", 3),
        ("parsing", 3),
        ("comparing articles", 3),
        ("reading articles", 3),
        ("register", 1),
        ("site", 2),
    ]
    assert progress.advanced == sum(total for _, total in progress.steps)


def test_a_killed_night_is_done_again_from_where_it_was(town: Town) -> None:
    """A night that ends inside a step leaves what was stored before, and the next one does the rest."""

    class Killed(Watched):
        def _advance(self) -> None:
            super()._advance()
            if self.steps[-1][0] == "parsing":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(replace(town.house(), progress=Killed()))
    assert rows_of(town.store, "articles") == []
    night = run(town.house())
    assert (night.fetch.entries, night.fetch.pages_opened, night.parsed, night.restrictions) == (0, 0, 3, 1)
    assert [kept.state for kept in town.store.runs.last(5)] == ["done", "cut off"]
