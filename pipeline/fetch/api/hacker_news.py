"""Stories of Hacker News, as its search by Algolia gives them."""

import html
from datetime import datetime

from pipeline.fetch.api.answers import Record, answer, number, records, refused, text
from pipeline.fetch.identity import entry_id
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import plain_text
from pipeline.model.source import Entry, Source
from pipeline.text.feed_dates import feed_date
from pipeline.text.urls import canonical, unwrapped

_ITEM_PAGE = "https://news.ycombinator.com/item?id="


def read_hacker_news(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the stories that a search has found.

    Args:
        body: the bytes of the answer.
        source: the source that it is of.
        base_url: the address that was asked.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later time is not believed.

    Returns:
        Entries in the order of the answer. When a story was posted there is ``updated``: it says nothing of when the
        page it leads to was published. Flags: "bad-records" where some hits cannot be used, "cut-off" where there were
        more hits than came, "empty".

    Raises:
        FeedError: "empty", or "bad-answer".
    """
    found = answer(body, content_type, base_url)
    hits = records(found, "hits")
    if hits is None:
        raise refused(base_url, text(found, "message") or str(found)[:200])
    entries: dict[str, Entry] = {}
    usable = 0
    for hit in hits:
        entry = _entry(hit, source, now)
        if entry is not None:
            usable += 1
            entries.setdefault(entry.entry_id, entry)
    if hits and not usable:
        raise refused(base_url, str(found)[:200])
    flags = {"bad-records"} if usable < len(hits) else set[str]()
    flags |= {"cut-off"} if (number(found, "nbHits") or 0) > len(hits) else set()
    flags |= {"empty"} if not hits else set()
    return Listed(entries=tuple(entries.values()), flags=tuple(sorted(flags)))


def _entry(hit: Record, source: Source, now: datetime) -> Entry | None:
    number_of_item, title = number(hit, "objectID"), text(hit, "title")
    if number_of_item is None or not title:
        return None
    linked = text(hit, "url")
    url = canonical(unwrapped(linked)) if linked else f"{_ITEM_PAGE}{number_of_item}"
    if url is None:
        return None
    return Entry(
        entry_id=entry_id(source.source_id, url, "", title),
        source_id=source.source_id,
        url=url,
        title=title,
        summary=plain_text(html.unescape(text(hit, "story_text"))),
        author="",
        language=source.language,
        published=None,
        first_seen_at=now,
        updated=feed_date(text(hit, "created_at"), now=now).published,
    )
