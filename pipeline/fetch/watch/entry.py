"""A change that is believed, as an entry of its source and as a snapshot that can be parsed.

The day of a change is the day on which it was first seen. It is the latest on which it can have been made; what the
page says of its own days stays where it says it.
"""

import json
from datetime import UTC, datetime

from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry, Published, Snapshot, Source
from pipeline.model.watch import CHANGE_TYPE, Change


def entry_of(change: Change, *, source: Source, now: datetime) -> Entry:
    """The entry of a change.

    Args:
        change: of a page.
        source: of the page.
        now: time of the run.

    Returns:
        An entry with an address of its own: that of the page, and the day as its fragment.
    """
    url = _address(change, source)
    return Entry(
        entry_id=entry_id(source.source_id, url, "", ""),
        source_id=source.source_id,
        url=url,
        title=_title(source),
        summary="",
        author="",
        language=source.language,
        published=Published(text=_day(change), published_on=change.seen_at.astimezone(UTC).date()),
        first_seen_at=now,
        content="\n".join(change.added),
        flags=("page-change",),
    )


def change_snapshot(change: Change, *, source: Source, now: datetime) -> Snapshot:
    """The change as bytes that ``pipeline.parse.change`` reads; the same change gives the same bytes."""
    url = _address(change, source)
    said = {
        "title": _title(source),
        "page": change.title,
        "url": url,
        "seen_on": _day(change),
        "list": change.as_set,
        "added": change.added,
        "removed": change.removed,
    }
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Snapshot(url=url, final_url=source.url, status=200, content_type=CHANGE_TYPE, body=body, fetched_at=now)


def _address(change: Change, source: Source) -> str:
    number = f"-{change.serial}" if change.serial > 1 else ""
    return f"{source.url.partition('#')[0]}#changed-{_day(change)}{number}"


def _title(source: Source) -> str:
    return f"{source.name}: page changed"


def _day(change: Change) -> str:
    return change.seen_at.astimezone(UTC).date().isoformat()
