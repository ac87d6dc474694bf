"""Sitemaps to entries: news sitemaps, which carry titles and days, and plain ones, which carry addresses alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.fetch.languages import language_code
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import plain_text
from pipeline.fetch.sitemap_xml import Place, Sitemap, parse_sitemap
from pipeline.fetch.sites import same_site
from pipeline.model.source import Entry, Source
from pipeline.text.feed_dates import feed_date
from pipeline.text.urls import canonical
from pipeline.text.words import words

_MOST_ENTRIES = 5_000
_MOST_MAPS = 1_000  # of one index
_MOST_HOSTS = 100  # of one map; pages of any more do not count
_PARTS = re.compile(r"(https?://[^/?#\s]+)([^?#\s]*)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d")
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?:\D{0,4}(0[1-9]|1[0-2])(?:\D{0,4}(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which maps of an index are read: how many at most, and within how many days they must have changed."""

    most: int
    days: int


_NEWS = _Choice(most=5, days=7)  # a news sitemap holds two days, as Google asks
_PLAIN = _Choice(most=10, days=90)


def read_news_sitemap(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the entries of a news sitemap, or the maps of an index of such.

    Args:
        body: the bytes of the map, packed or not.
        source: the source that it is of.
        base_url: its address.
        content_type: value of the Content-Type header.
        now: the time of the run; a later date of publication is not believed.

    Returns:
        Entries in the order of the map; only pages of its own site, others set the flag "other-site". Lines without an
        address set "bad-records". No entries, or none under the source's ``path_prefix``, is valid and sets "empty":
        two days without news happen.

    Raises:
        FeedError: see ``parse_sitemap``; "not-a-feed" also for a sitemap without news.
    """
    found = parse_sitemap(body, base_url=base_url, content_type=content_type)
    if found.is_index:
        return _further(found, source, base_url, now, _NEWS)
    places = [place for place in found.places if place.news]
    if found.places and not places:
        raise FeedError("not-a-feed", f"{base_url} sent a sitemap without news; its kind may be “sitemap”.")
    near = _of_site(places, source, base_url)
    if places and not near:
        raise FeedError("no-matches", f"{base_url} lists pages of other sites alone.")
    wanted = [place for place in near if not source.path_prefix or _counts(place, source.path_prefix)]
    entries = _entries(_news_entry(place, source, base_url, now) for place in wanted)
    flags = _flags(found, strangers=len(near) < len(places), overfull=len(entries) == _MOST_ENTRIES < len(wanted))
    return Listed(entries=entries, flags=flags if entries else tuple(sorted({*flags, "empty"})))


def read_sitemap(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the entries of a sitemap, or the maps of an index.

    Args:
        body: the bytes of the map, packed or not; XML, or one address a line.
        source: the source that it is of; only paths that go on behind one of its ``path_prefix`` count.
        base_url: its address.
        content_type: value of the Content-Type header.
        now: the time of the run; a later day of change is not believed.

    Returns:
        Entries without titles, which their pages give later. What the map says of a page's last change is ``updated``:
        it is no day of publication. The last changed come first, at most 5,000. Flags as for a news sitemap.

    Raises:
        FeedError: see ``parse_sitemap``; "no-matches" if no page counts: a path that has moved must be noticed.
    """
    found = parse_sitemap(body, base_url=base_url, content_type=content_type)
    if found.is_index:
        if not found.places:
            raise FeedError("no-matches", f"{base_url} is an index without maps.")
        return _further(found, source, base_url, now, _PLAIN)
    wanted = [place for place in found.places if _counts(place, source.path_prefix or ("/",))]
    near = _of_site(wanted, source, base_url)
    if not near:
        paths = " or ".join(source.path_prefix) or "its own site"
        raise FeedError("no-matches", f"{base_url} lists no page under {paths}; it lists {len(found.places)} in all.")
    newest = sorted(near, key=lambda place: place.lastmod if _DAY.match(place.lastmod) else "", reverse=True)
    entries = _entries(_plain_entry(place, source, base_url, now) for place in newest)
    flags = _flags(found, strangers=len(near) < len(wanted), overfull=len(entries) == _MOST_ENTRIES < len(near))
    return Listed(entries=entries, flags=flags)


def _counts(place: Place, prefixes: tuple[str, ...]) -> bool:
    """Whether the path of a page begins as wanted, and goes on: "/news/" itself is the list, no article."""
    match = _PARTS.match(place.loc)
    path = match[2] if match else place.loc
    if not path.startswith(prefixes):
        return False
    return any(path.startswith(prefix) and len(path.rstrip("/")) > len(prefix.rstrip("/")) for prefix in prefixes)


def _of_site(places: Sequence[Place], source: Source, base_url: str) -> list[Place]:
    """Those that belong to the site of the map, or of the source, whose map may stand on a host for files."""
    known: dict[str, bool] = {}
    found = []
    for place in places:
        match = _PARTS.match(place.loc)
        origin = match[1] if match else base_url  # a relative address is met, though not allowed
        if origin not in known and len(known) < _MOST_HOSTS:
            known[origin] = same_site(origin, base_url) or same_site(origin, source.url)
        if known.get(origin):
            found.append(place)
    return found


def _entries(entries: Iterator[Entry | None]) -> tuple[Entry, ...]:
    """The first entries, each once."""
    unique: dict[str, Entry] = {}
    for entry in islice(entries, 2 * _MOST_ENTRIES):
        if entry is not None:
            unique.setdefault(entry.entry_id, entry)
        if len(unique) == _MOST_ENTRIES:
            break
    return tuple(unique.values())


def _flags(found: Sitemap, *, strangers: bool = False, overfull: bool = False) -> tuple[str, ...]:
    odd = {"bad-records": found.skipped, "cut-off": found.cut_off or overfull, "other-site": strangers}
    return tuple(flag for flag, is_so in odd.items() if is_so)


def _news_entry(place: Place, source: Source, base_url: str, now: datetime) -> Entry | None:
    url = canonical(place.loc, base_url)
    if url is None:
        return None
    title = plain_text(place.title)
    day = feed_date(place.published, now=now)
    return Entry(
        entry_id=entry_id(source.source_id, url, "", title),
        source_id=source.source_id,
        url=url,
        title=title,
        summary="",
        author="",
        language=language_code(place.language) or source.language,
        published=day.published,
        first_seen_at=now,
        updated=feed_date(place.lastmod, now=now).published,
        publisher=plain_text(place.publisher),
        flags=(day.flag,) if day.flag else (),
    )


def _plain_entry(place: Place, source: Source, base_url: str, now: datetime) -> Entry | None:
    url = canonical(place.loc, base_url)
    if url is None:
        return None
    return Entry(
        entry_id=entry_id(source.source_id, url, "", ""),
        source_id=source.source_id,
        url=url,
        title="",
        summary="",
        author="",
        language=source.language,
        published=None,
        first_seen_at=now,
        updated=feed_date(place.lastmod, now=now).published,
    )


def _further(found: Sitemap, source: Source, base_url: str, now: datetime, choice: _Choice) -> Listed:
    """The maps of an index that are to be read too.

    Those that name the wanted path come first, then those that changed last: by what the index says, and where it says
    the same of all or nothing, by the day in a map's name.
    """
    known: dict[str, tuple[str, str]] = {}
    own = canonical(base_url)
    for place in _likely(found.places):
        url = canonical(place.loc, base_url)
        if url and url != own and (same_site(url, base_url) or same_site(url, source.url)):
            changed = feed_date(place.lastmod, now=now).published
            known.setdefault(url, (changed.published_on.isoformat() if changed else "", _day_in(url)))
    groups: tuple[list[str], list[str]] = ([], [])
    wanted = {word for prefix in source.path_prefix for word in words(prefix)}
    for url in _fresh(known, now, choice.days):
        groups[wanted.isdisjoint(words(urlsplit(url).path))].append(url)
    named, others = groups[0], _spread(groups[1], known, choice.most)
    maps = [url for group in (named, others) for url in sorted(group, key=lambda url: known[url], reverse=True)]
    flags = _flags(found)
    return Listed(
        entries=(),
        flags=flags if maps else tuple(sorted({*flags, "empty"})),
        more=tuple(maps[: choice.most]),
    )


def _likely(places: Sequence[Place]) -> Sequence[Place]:
    """The maps of an index that are looked at: of thousands the last changed, or some from both ends."""
    if len(places) <= _MOST_MAPS:
        return places
    if any(place.lastmod for place in places):
        return sorted(places, key=lambda place: place.lastmod, reverse=True)[:_MOST_MAPS]
    return [*places[: _MOST_MAPS // 2], *places[-_MOST_MAPS // 2 :]]


def _fresh(known: dict[str, tuple[str, str]], now: datetime, days: int) -> list[str]:
    """The maps without those that have not changed for long; the last changed stays in any case."""
    oldest = (now - timedelta(days=days)).date().isoformat()
    last = max((changed or named for changed, named in known.values()), default="")
    return [
        url
        for url, (changed, named) in known.items()
        if not (changed or named) or (changed or named) >= min(oldest, last)
    ]


def _spread(maps: list[str], known: dict[str, tuple[str, str]], most: int) -> list[str]:
    """Of maps of which no day is known, as many from both ends: an index begins or ends with the newest."""
    if any(any(known[url]) for url in maps) or len(maps) <= most:
        return maps
    half = most // 2
    return maps[: most - half] + list(islice(reversed(maps), half))


def _day_in(url: str) -> str:
    """The day in a map's address, as far as it goes; what it leaves open counts as late: "2026-99-99"."""
    match = _DAY_IN_NAME.search(url)
    return f"{match[1]}-{match[2] or 99}-{match[3] or 99}" if match else ""
