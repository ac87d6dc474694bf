"""A stream through the nights: pages are parsed alone, then read, grouped, taken in and composed as ever."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from pipeline.analyse.lexicon.names import Additions
from pipeline.analyse.prefilter import prepare_filter
from pipeline.analyse.reading import prepare
from pipeline.config.settings import Settings
from pipeline.fetch.sandbox import Inline
from pipeline.model.article import Page, Said
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions, DeliveryOptions, FetchOptions, SiteOptions
from pipeline.model.restriction import Register
from pipeline.model.source import Entry as Listed
from pipeline.model.source import Snapshot, Source
from pipeline.nightly import registering
from pipeline.nightly.engine import InPlace
from pipeline.nightly.house import House, Silent
from pipeline.nightly.publishing import compose_due
from pipeline.nightly.reading import analyse, article_id
from pipeline.nightly.views import told_register
from pipeline.parse import article
from pipeline.store.store import Store
from pipeline.text.dates import published
from tests.quality.stream_entries import FIRST_ON, WEEKS, Entry, grade_of

_NIGHT = time(3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What stood in the register, and in the brief, when a week had closed.

    Attributes:
        seen: entries listed so far.
        partial: ids of those entries of which hardly more than a headline is known; they are nobody's second source.
    """

    register: Register
    edition: Edition
    seen: tuple[Entry, ...]
    partial: frozenset[str] = frozenset()


def run_stream(entries: Sequence[Entry], directory: Path, *, number: int) -> list[Week]:
    """The weeks of a stream, but for the baseline.

    Args:
        entries: in the order of their days.
        directory: an empty directory for the database.
        number: of the stream; it decides the grades of outlets.
    """
    sources = _sources(entries, number)
    nights = {day: list(items) for day, items in groupby(entries, key=lambda entry: entry.day)}
    weeks: list[Week] = []
    seen: list[Entry] = []
    with Store(directory) as store:
        house = _house(store, directory, sources)
        for count in range(7 * WEEKS + 1):
            day = FIRST_ON + timedelta(days=count)  # the night before the day: what was listed until then
            listed = nights.get(day - timedelta(days=1), [])
            tonight = replace(house, now=datetime.combine(day, _NIGHT))
            edition = _night(tonight, listed)
            seen += listed
            if edition and not edition.baseline:
                partial = _partial(tonight, seen)
                week = Week(register=told_register(tonight), edition=edition, seen=tuple(seen), partial=partial)
                weeks.append(week)
    return weeks


def _night(house: House, listed: Sequence[Entry]) -> Edition | None:
    """What a night does with pages that the stream gives. None is passed over by its title, and none is compared with
    others of its site, for these sites are made up.
    """
    with house.store.transaction():
        for entry in listed:
            _list(house, entry)
    analyse(house)
    registering.take_in(house)
    return compose_due(house)


def _partial(house: House, seen: Sequence[Entry]) -> frozenset[str]:
    ids = {article_id(entry.url): entry.entry_id for entry in seen}
    return frozenset(ids[found.article_id] for found in house.store.articles.articles(ids) if found.partial)


def _list(house: House, entry: Entry) -> None:
    item = Listed(
        entry_id=entry.entry_id,
        source_id=entry.outlet,
        url=entry.url,
        title=entry.title,
        summary="",
        author="",
        language="",
        published=published(entry.day.isoformat()),
        first_seen_at=house.now,
    )
    snapshot = Snapshot(
        url=entry.url,
        final_url=entry.url,
        status=200,
        content_type="text/plain; charset=utf-8",
        body=entry.text.encode(),
        fetched_at=house.now,
    )
    page = Page(
        article_id=article_id(entry.url),
        snapshot_id=snapshot.snapshot_id,
        source_id=entry.outlet,
        outlet=entry.outlet,
        url=entry.url,
        body=snapshot.body,
        content_type=snapshot.content_type,
        fetched_at=house.now,
        hints=Said(title=entry.title, published=item.published),
    )
    house.store.entries.save([item], now=house.now)
    house.store.entries.close_page(entry.url, snapshot=snapshot)
    house.store.articles.save_parsed(snapshot.snapshot_id, article.VERSION, next(article.run([page])))


def _sources(entries: Sequence[Entry], number: int) -> tuple[Source, ...]:
    outlets = sorted({entry.outlet for entry in entries})
    return tuple(
        Source(
            source_id=outlet,
            name=outlet,
            kind="rss",
            url=f"https://{outlet}/feed",
            grade=grade_of(outlet, number),
            terms="ok",
            whole=True,
        )
        for outlet in outlets
    )


def _house(store: Store, directory: Path, sources: tuple[Source, ...]) -> House:
    nothing = Additions()
    settings = Settings(
        path=Path("feeds.yaml"),
        sources=sources,
        fetch=FetchOptions(),
        brief=BriefOptions(),
        site=SiteOptions(),
        delivery=DeliveryOptions(),
        lexicon=nothing,
        inventory=None,
    )
    return House(
        settings=settings,
        data_dir=directory,
        store=store,
        tools=prepare(nothing),
        prefilter=prepare_filter(nothing),
        now=datetime.combine(FIRST_ON, _NIGHT),
        progress=Silent(),
        sandbox=_inline,
        engine=_in_place,
    )


def _inline() -> AbstractContextManager[Inline]:
    return nullcontext(Inline())


def _in_place(workers: int) -> InPlace:
    return InPlace()
