"""Offlimits itself: the first steps of a night, as the nightly job composes them, on a store in a folder.

``first`` and ``again`` read the sources of two nights and open no page. ``listed`` reads them likewise, and ``pages``
then opens every page that they listed, and parses it, in a night in which no source is due. A third argument names a
file, and the night is profiled instead of measured.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import tell
from benchmarks.news import LATEST
from benchmarks.profiling import profiled
from pipeline.analyse.lexicon.names import Additions
from pipeline.config.settings import Settings
from pipeline.model.options import BriefOptions, DeliveryOptions, FetchOptions, SiteOptions
from pipeline.model.source import Source
from pipeline.nightly.fetching import Fetch, fetch
from pipeline.nightly.house import House, Silent, build
from pipeline.nightly.reading import parse
from pipeline.store.store import Store

CONNECTIONS = 32
_OPTIONS = FetchOptions(
    contact="https://monitor.example/about",
    delay_seconds=0.0,
    per_host=CONNECTIONS,
    workers=CONNECTIONS,
    retries=0,
    min_interval_minutes=0,
    pages_per_night=0,
    private_hosts=("127.0.0.1",),
)
_FIRST = LATEST + timedelta(hours=9)


def _settings(folder: Path, options: FetchOptions) -> Settings:
    urls = json.loads((folder / "feeds.json").read_text())
    return Settings(
        path=folder / "feeds.yaml",
        sources=tuple(
            Source(source_id=f"feed-{number}", name=f"Feed {number}", kind="rss", url=url, whole=True)
            for number, url in enumerate(urls)
        ),
        fetch=options,
        brief=BriefOptions(),
        site=SiteOptions(),
        delivery=DeliveryOptions(),
        lexicon=Additions(),
        inventory=None,
    )


def _fetch(house: House) -> Fetch:
    with house.store.transaction():
        run_id = house.store.runs.start(house.now)
    told = fetch(house, run_id)
    if told.failing:
        raise SystemExit(f"Sources failed: {told.failing[:3]}")
    return told


def _nights(night: str) -> tuple[FetchOptions, timedelta]:
    """The options of a night, and how long after the first it is."""
    if night == "pages":
        return replace(_OPTIONS, pages_per_night=100_000, pages_per_source=1_000, min_interval_minutes=240), timedelta()
    return _OPTIONS, timedelta(days=1 if night == "again" else 0)


def _read(night: str, house: House, profile: str) -> None:
    if profile:
        profiled(lambda: _fetch(house), Path(profile))
    elif night == "pages":
        tell("extract", lambda: _fetch_and_parse(house))
    else:
        tell(night, lambda: _fetch(house).entries)


def _fetch_and_parse(house: House) -> int:
    tell("fetch", lambda: _fetch(house).pages_opened)
    return parse(house)[0]


def _main(night: str, folder: Path, profile: str = "") -> None:
    options, later = _nights(night)
    with Store(folder / "data") as store:
        settings = _settings(folder, options)
        _read(night, build(settings, folder / "data", store, now=_FIRST + later, progress=Silent()), profile)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
