"""Items of a feed to entries: what is the same for RSS, Atom and JSON Feed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import id_by_name, item_name
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import plain_lines, plain_text
from pipeline.model.failure import FAILURES
from pipeline.model.source import Entry, Published, Source
from pipeline.text.feed_dates import feed_date
from pipeline.text.urls import canonical, page_key, unwrapped
from pipeline.text.words import clean

_SAME_TIME = 5  # items that carry one time, to the second, before it is that of the feed's making
_LONGEST_GUID = 500
_MAILBOX = re.compile(r"[^\s@()<>]{1,64}@[^\s@()<>]{1,255}")
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)")
# Addresses that lead to a page which they do not name, and not without a script or a further request.
_OPAQUE = re.compile(
    r"https?://(?:news\.google\.com/(?:rss/)?(?:articles|read)|feed(?:proxy\.google|s\.feedburner)\.com/~r)/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed says of one item, as it says it.

    Attributes:
        links: where its page may be, relative or not, the best first.
        title, summary, content, publisher: markup.
        author: names in plain text.
        language: as the item or its feed names it.
        published, updated: as they are written.
    """

    links: tuple[str, ...] = ()
    guid: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself, and its items.

    Attributes:
        title: markup.
        home: address of the site that it belongs to, relative or not.
        flags: those of ``Listed`` that its bytes have shown.
    """

    items: Sequence[Item]
    title: str = ""
    home: str = ""
    flags: tuple[str, ...] = ()


class _Place(NamedTuple):
    """Where an item's page is, and the name that this gives the item; both may be empty."""

    url: str
    name: str


def listed(feed: Feed, *, source: Source, base_url: str, now: datetime) -> Listed:
    """Make entries of a feed's items.

    Args:
        feed: what was read.
        source: the source that listed it; its language is that of items that name none.
        base_url: address of the feed, from which relative links count.
        now: the time of the run; later dates are not believed.

    Returns:
        The entries in the order of the feed; of several with one id the first, and none that says nothing at all.
    """
    home_keys = {page_key(base_url), page_key(canonical(feed.home, base_url) or base_url)}
    places = [_place(item, base_url, home_keys) for item in feed.items]
    shared = _shared_guids(feed.items, places)
    entries: dict[str, Entry] = {}
    for item, place in zip(feed.items, places, strict=True):
        entry = _entry(item, place, "" if item.guid in shared else _guid(item), source, now)
        if entry.url or entry.title or entry.summary:
            entries.setdefault(entry.entry_id, entry)
    found = list(entries.values())
    flags = set(feed.flags) | (set() if found else {"empty"})
    if _one_time([entry.published for entry in found]):
        flags.add("shared-date")
        found = [_flagged(replace(entry, published=None), "shared-date") for entry in found]
    if _one_time([entry.updated for entry in found]):
        found = [replace(entry, updated=None) for entry in found]
    if found and "cut-off" in flags:
        found[-1] = _flagged(found[-1], "cut-off")
    return Listed(entries=tuple(found), flags=tuple(sorted(flags)), title=plain_text(feed.title))


def refused(base_url: str, reason: str, predicate: str = "", discovered: tuple[str, ...] = ()) -> FeedError:
    """The error for bytes that are no feed.

    Args:
        base_url: where they came from.
        reason: a name of FAILURES.
        predicate: the sentence without its subject, where there is more to say than the failure's own words.
        discovered: feeds that the bytes name.
    """
    return FeedError(reason, f"{base_url} {predicate or FAILURES[reason].words}.", discovered)


def names(given: Iterable[str]) -> str:
    """Names of authors out of markup, each once, without their mail addresses."""
    found = (_MAILBOX.sub("", plain_text(name)).strip(" ,;<>()") for name in given)
    return ", ".join(dict.fromkeys(name for name in found if name))


def language(*given: str) -> str:
    """The first of several tags that is one, as its two or three letters; empty if none is."""
    return next((match[1].lower() for match in map(_LANGUAGE.match, given) if match), "")


def _entry(item: Item, place: _Place, guid: str, source: Source, now: datetime) -> Entry:
    published, updated = feed_date(item.published or item.updated, now=now), feed_date(item.updated, now=now)
    lines = plain_lines(item.content)
    content = "\n".join(lines)
    same = not item.summary or item.summary == item.content
    summary = " ".join(lines) if same else plain_text(item.summary)
    publisher = plain_text(item.publisher)
    title = _without(plain_text(item.title), publisher)
    flags = {published.flag, "" if place.url else "no-link", "opaque-link" if _OPAQUE.match(place.url) else ""}
    return Entry(
        entry_id=id_by_name(source.source_id, place.name, guid, f"{title}\n{content or summary}"),
        source_id=source.source_id,
        url=place.url,
        title=title,
        summary=summary,
        author=item.author,
        language=item.language or source.language,
        published=published.published,
        first_seen_at=now,
        guid=guid,
        updated=updated.published,
        content=content,
        publisher=publisher,
        flags=tuple(sorted(flags - {""})),
    )


def _place(item: Item, base_url: str, home_keys: Collection[str]) -> _Place:
    for link in item.links:
        whole = unwrapped(clean(link))
        url = canonical(whole, base_url) if whole else None
        if url:
            return _Place(url, item_name(f"{url}#{whole.partition('#')[2]}", home_keys))
    return _Place("", "")


def _guid(item: Item) -> str:
    return clean(item.guid)[:_LONGEST_GUID]


def _shared_guids(items: Sequence[Item], places: Sequence[_Place]) -> set[str]:
    """Ids that several items carry, told apart by their addresses, or by their titles where they have none."""
    bearers: dict[str, set[str]] = {}
    for item, place in zip(items, places, strict=True):
        bearers.setdefault(item.guid, set()).add(place.name or item.title)
    return {guid for guid, known in bearers.items() if len(known) > 1}


def _one_time(given: Iterable[Published | None]) -> bool:
    """Whether all of them that are times are the same one, and too many for a coincidence. A day may be shared."""
    times = [date.text for date in given if date and len(date.text) > len("2026-07-06")]
    return len(times) >= _SAME_TIME and len(set(times)) == 1


def _flagged(entry: Entry, flag: str) -> Entry:
    return replace(entry, flags=tuple(sorted({*entry.flags, flag})))


def _without(title: str, publisher: str) -> str:
    """A title without the name of its publisher, as aggregators put it behind."""
    for mark in (" - ", " – ", " | "):
        if publisher and title.endswith(mark + publisher):
            return title.removesuffix(mark + publisher).rstrip() or title
    return title
