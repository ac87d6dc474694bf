"""Step 1: read the sources that are due, and keep what they list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pipeline.analyse.prefilter import Prefilter
from pipeline.fetch import health
from pipeline.fetch.budget import newest_first
from pipeline.fetch.listing import Known, Listing
from pipeline.fetch.stage import OUT_OF_TIME, Fetching, read_sources
from pipeline.fetch.watch.entry import change_snapshot, entry_of
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.outcome import Outcome
from pipeline.model.rights import rights
from pipeline.model.source import Entry, Source
from pipeline.nightly.availability import note_availability
from pipeline.nightly.house import House
from pipeline.store.fetched import Attempt
from pipeline.text.urls import host, slug_words

_BATCH = 20  # sources between two commits: killed, at most so many are read again
_OLD = timedelta(days=45)  # what a known source lists for the first time although it is older is not opened
_BACK_AFTER = 3  # failures at the address where a source has moved, after which its old one is asked again


@dataclass(slots=True)
class Read:
    """What was read so far.

    Attributes:
        asked: sources that were asked; ``read`` those that answered well, unchanged ones included.
        failing: pairs (source id, sentence about what is wrong).
        entries: how many were new; ``revised`` had changed; ``filtered`` are not about the subject by their title.
        rested: sources that are well and were not due; ``out_of_time`` those whose turn did not come.
    """

    asked: int = 0
    read: int = 0
    failing: list[tuple[str, str]] = field(default_factory=list)
    entries: int = 0
    revised: int = 0
    filtered: int = 0
    rested: int = 0
    out_of_time: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One source's turn.

    Attributes:
        source: as it is read; entries are noted under its id.
        record_id: whose record it is: of the source itself, or of the fallback that is read in its place.
    """

    source: Source
    record_id: str


class SourcesStep:
    """Reads all sources that are due.

    Args:
        house: the run's house.
        fetching: what to read with.
        run_id: attempts are noted under it.
    """

    def __init__(self, house: House, fetching: Fetching, run_id: int) -> None:
        self._house = house
        self._fetching = fetching
        self._run_id = run_id
        self._filter: Prefilter = house.prefilter
        self._filter_version = house.prefilter.version
        self._records = house.store.sources.records()
        self._watched = house.store.sources.watched()
        self._hosts = {host(source.url) for source in house.settings.sources if not source.discovery}
        self.told = Read()

    def run(self) -> Read:
        """Read what is due; then, in the place of those that fail, pausing ones included, their fallbacks."""
        sources = self._house.settings.sources
        by_id = {source.source_id: source for source in sources}
        standing_by = {source.fallback for source in sources}
        principals = [source for source in sources if source.source_id not in standing_by]
        self._read([_Turn(source=source, record_id=source.source_id) for source in principals if self._is_due(source)])
        instead = [
            _Turn(source=_in_place_of(source, fallback), record_id=fallback.source_id)
            for source in principals
            if (fallback := by_id.get(source.fallback)) and self._fails(source) and self._is_due(fallback)
        ]
        if instead:
            self._read(instead)
        return self.told

    def retest(self) -> int:
        """Judge again what an older filter has passed over; what passes now waits to be opened.

        Returns:
            How many pages wait now.
        """
        entries = self._house.store.entries
        since = self._house.now - timedelta(days=90)
        passed = 0
        for entry in entries.filtered(other_than=self._filter_version, since=since):
            source = self._house.source(entry.source_id)
            if source is not None and self._wanted(source, entry):
                entries.let_wait(entry.url)
                passed += 1
            else:
                entries.skip_page(entry.url, "filter", filter_version=self._filter_version)
        return passed

    def _is_due(self, source: Source) -> bool:
        record = self._records.get(source.source_id)
        if record is None or source.url not in (record.url, record.moved_from):
            return True  # never asked, or never at the address that stands in feeds.yaml now
        options = self._house.settings.fetch
        due, _ = health.due(
            record,
            now=self._house.now,
            min_interval_minutes=options.min_interval_minutes,
            every_night=source.kind == "page-watch",
        )
        if not due and record.failures:
            self.told.failing.append((source.source_id, record.detail))
        self.told.rested += not due and not record.failures
        return due

    def _fails(self, source: Source) -> bool:
        record = self._records.get(source.source_id)
        return record is not None and record.failures > 0

    def _read(self, turns: Sequence[_Turn]) -> None:
        """Read sources and keep what they list, some in each transaction."""
        memory = {turn.source.source_id: self._known(turn) for turn in turns}
        outcomes = read_sources([turn.source for turn in turns], fetching=self._fetching, memory=memory)
        with self._house.progress.step("reading sources", len(turns)) as advance:
            for batch in _batches(zip(turns, outcomes, strict=True)):
                with self._house.store.transaction():
                    attempts = [attempt for turn, outcome in batch if (attempt := self._keep(turn, outcome))]
                    self._house.store.fetched.save_attempts(attempts)
                    self._house.store.sources.save_records(self._records[one.source_id] for one in attempts)
                for _ in batch:
                    advance()

    def _known(self, turn: _Turn) -> Known:
        record = self._records.get(turn.record_id)
        watch = self._watched.get(turn.record_id)
        if record is None or turn.source.url not in (record.url, record.moved_from):
            return Known(url=turn.source.url, watch=watch)
        return Known(
            url=record.url if self._has_moved(record, turn.source) else turn.source.url,
            validators=health.conditional(record),
            since=record.last_success_at,
            watch=watch,
        )

    def _has_moved(self, record: SourceRecord, source: Source) -> bool:
        """Whether a source is asked where it moved; one that fails there is asked at its old address again."""
        return record.moved_from == source.url and record.failures < _BACK_AFTER

    def _keep(self, turn: _Turn, outcome: Outcome[Listing]) -> Attempt | None:
        """Keep what a source listed and what is to be remembered of it; None if its turn did not come."""
        if outcome.reason == OUT_OF_TIME:
            self.told.out_of_time += 1
            return None
        new = self._keep_listing(turn, outcome.output) if outcome.output else 0
        self._records[turn.record_id] = self._after(turn, outcome, new)
        self.told.asked += 1
        self.told.read += outcome.state != "failed"
        self.told.entries += new
        if outcome.state == "failed":
            self.told.failing.append((turn.record_id, outcome.detail or outcome.reason))
        return Attempt(
            run_id=self._run_id,
            at=self._house.now,
            source_id=turn.record_id,
            url=turn.source.url,
            state=outcome.state,
            reason=outcome.reason or ("partial" if outcome.output and "partial" in outcome.output.flags else ""),
            detail=outcome.detail,
            transient=outcome.transient,
            entries=new,
            retry_at=outcome.retry_at,
        )

    def _after(self, turn: _Turn, outcome: Outcome[Listing], new: int) -> SourceRecord:
        """The record of a source after a reading."""
        now, listing = self._house.now, outcome.output
        record = self._records.get(turn.record_id)
        if record is None:
            record = SourceRecord(source_id=turn.record_id, url=turn.source.url)
        elif turn.source.url != record.url and not self._has_moved(record, turn.source):
            record = _at_another_address(record, turn.source.url)
        if outcome.state == "failed":
            return health.after_failure(
                record,
                now=now,
                reason=outcome.reason,
                detail=outcome.detail,
                retry_at=outcome.retry_at,
                park_after=self._house.settings.fetch.park_after,
            )
        reading = SourceReading(
            new_entries=new,
            moved_to=listing.moved_to if listing else "",
            validators=listing.validators if listing else None,
            body_sha256=listing.body_sha256 if listing else "",
            not_modified=listing is None,
        )
        after = health.after_success(record, reading, now=now)
        if listing is not None and "partial" in listing.flags and record.last_success_at is not None:
            return replace(after, last_success_at=record.last_success_at)  # what was missed is asked for again
        return after

    def _keep_listing(self, turn: _Turn, listing: Listing) -> int:
        """Keep snapshots and entries; returns how many entries were new."""
        store, source = self._house.store, turn.source
        record = self._records.get(turn.record_id)
        first = record is None or record.last_success_at is None
        told_again = store.retractions.is_any() and bool(store.entries.retracted(listing.entries))
        for snapshot in listing.snapshots:
            store.fetched.save_snapshot(snapshot)
            if told_again or not rights(source.terms, snapshot.reserved).keep:
                store.fetched.drop_body(snapshot.snapshot_id)
        if listing.watch is not None:
            store.sources.save_watched(turn.record_id, listing.watch)
            note_availability(self._house, source, listing)
        if listing.verdict is not None:
            return self._keep_change(source, listing)
        saved = store.entries.save(listing.entries, now=self._house.now)
        self.told.revised += saved.revised
        self._sort_out(source, saved.opening, first=first)
        return len(saved.new)

    def _keep_change(self, source: Source, listing: Listing) -> int:
        """A confirmed change of a watched page is an entry, and a page that is open already."""
        assert listing.verdict is not None
        change = listing.verdict.change
        if change is None:
            return 0
        entry = entry_of(change, source=source, now=self._house.now)
        entries = self._house.store.entries
        saved = entries.save([entry], now=self._house.now)
        for new in saved.opening:
            entries.close_page(new.url, snapshot=change_snapshot(change, source=source, now=self._house.now))
        return len(saved.new)

    def _sort_out(self, source: Source, entries: Sequence[Entry], *, first: bool) -> None:
        """Decide which pages of new entries wait to be opened, and note why the others do not."""
        pages = self._house.store.entries
        oldest = (self._house.now - _OLD).date()
        for place, entry in enumerate(newest_first(entries)):
            if first and place >= self._house.settings.fetch.first_entries:
                pages.skip_page(entry.url, "archive")
            elif not first and entry.published and entry.published.published_on < oldest:
                pages.skip_page(entry.url, "old")
            elif not self._wanted(source, entry):
                pages.skip_page(entry.url, "filter", filter_version=self._filter_version)
                self.told.filtered += 1

    def _wanted(self, source: Source, entry: Entry) -> bool:
        if source.whole:
            return True
        strict = source.discovery and host(entry.url) not in self._hosts
        return self._filter.judge(entry.title or slug_words(entry.url), entry.summary, strict=strict).open


def _at_another_address(record: SourceRecord, url: str) -> SourceRecord:
    """What is remembered of a source that is asked at another address than before: its past, but no bytes."""
    return replace(
        record,
        url=url,
        moved_from="",
        moved_at=None,
        validators=None,
        body_sha256="",
        unchanged=0,
        distrusted=False,
        suspected=False,
    )


def _in_place_of(source: Source, fallback: Source) -> Source:
    """The fallback, as it is read in the place of a source: what it lists is that source's."""
    return replace(
        fallback,
        source_id=source.source_id,
        speaks_for=source.speaks_for,
        whole=source.whole,
        discovery=source.discovery,
    )


def _batches(turns: Iterator[tuple[_Turn, Outcome[Listing]]]) -> Iterator[list[tuple[_Turn, Outcome[Listing]]]]:
    """Some at a time, as they come."""
    batch: list[tuple[_Turn, Outcome[Listing]]] = []
    for turn in turns:
        batch.append(turn)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
