"""When a page was published and when it was changed: many say so, and not all of them are right.

A date is read as a whole or not at all: "06/07/2026" has two readings and therefore none. A date before the web or more
than a day behind the time of fetching is not believed. Where two disagree, the rules of ``decide`` choose.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from pipeline.model.source import Published
from pipeline.parse.draft import Draft
from pipeline.text.dates import from_path
from pipeline.text.feed_dates import feed_date

_LATEST = datetime(2099, 12, 30, tzinfo=UTC)  # where nobody says when the page was fetched
_DAY = timedelta(days=1)
HEAD_LINES = 12  # lines around the headline in which a day is looked for
LONGEST_LINE = 16  # words of such a line

_STAMP = re.compile(
    r"^\W*(?P<word>(?:first |originally )?(?:published|posted|created|released)"
    r"|(?:last )?(?:updated?|modified|edited))?"
    r"(?: (?:on|at))?\s*[:|·–—-]?\s*(?P<day>.+?)\W*$",
    re.IGNORECASE,
)
_CHANGED = ("last", "updat", "modif", "edit")
_BY = re.compile(
    r"^by\s(?:[^\d:]{3,80}?\son\s|[^\d:,]{3,80},\s+|[^\d:]{3,80}?\s)(?=(?:[A-Z][a-z]+\.?,?\s){1,2}\d|\d)", re.IGNORECASE
)
_BY_BEHIND = re.compile(r",?\s+(?i:by)\s+[A-Z][^\d:]{2,80}$")
_BARS = re.compile(r"\s[|•·]\s")
_BEFORE_DAY = re.compile(
    r"^\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?,?\s+(?=[A-Z]?[a-z]*\.?\s?\d)", re.IGNORECASE
)
_BEHIND_DAY = re.compile(r"\s*(?:[-–—(]\s*)?(?:@|\d+\s*min(?:ute)?s?\b|(?:last )?(?:updat|modif)).*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def read_day(raw: str, fetched_at: datetime | None) -> Published | None:
    """A date in any of the usual spellings, or None for one that is not sure, before the web, or in the future."""
    return feed_date(raw, now=fetched_at or _LATEST).published


def decide(said: Iterable[str], hinted: Published | None, url: str, *, fetched_at: datetime | None) -> Published | None:
    """The day of publication.

    Args:
        said: what the page says, in the order in which it is believed; what cannot be read is passed over.
        hinted: what the feed says.
        url: of the page; its path may hold a day.
        fetched_at: when the page was fetched.

    Returns:
        The first of page, feed and address that has one; with the time of a later one that names the same day, where
        the first has only the day. A page that calls itself published more than a day after the day in its address was
        stamped anew: the address counts.
    """
    read = [found for raw in said if raw and (found := read_day(raw, fetched_at))]
    addressed = _not_after(from_path(url), fetched_at)
    found = next(iter(read), None) or hinted or addressed
    if found is None:
        return None
    if addressed and found.published_on - addressed.published_on > _DAY:
        near = (one for one in (*read, hinted) if one and abs(one.published_on - addressed.published_on) <= _DAY)
        return next(near, addressed)
    return _precise(found, [*read, *([hinted] if hinted else [])])


def decide_modified(
    said: Iterable[str], published: Published | None, *, fetched_at: datetime | None
) -> Published | None:
    """The day of the last change: the first that can be read and is not before the day of publication."""
    read = [found for raw in said if raw and (found := read_day(raw, fetched_at))]
    found = _precise(read[0], read) if read else None
    return None if found is None or (published and _before(found, published)) else found


def day_lines(drafts: Sequence[Draft], title: str, author: str = "") -> tuple[str, str]:
    """Days that stand in lines of their own below the headline, as they are written: published, changed.

    A line counts if it is short and holds a day with its year, and beside it nothing but a time, a word such as
    "Published", who wrote the article, or what is cut off by a bar. Lines above the headline do not count, for there
    the site shows what day it is; nor does a day in running text. Where several lines hold different days and no word
    says which of them is which, none counts.
    """
    start = next((i for i, draft in enumerate(drafts) if title and draft.text == title), len(drafts))
    named: dict[str, list[str]] = {"": [], "published": [], "changed": []}
    for draft in drafts[start + 1 : start + 1 + HEAD_LINES]:
        length = len(draft.text.split())
        if length > 2 * LONGEST_LINE and draft.linked < 0.5:
            break
        if length <= LONGEST_LINE and _YEAR.search(draft.text):
            for piece in _BARS.split(draft.text):
                bare = _BY_BEHIND.sub("", _BY.sub("", piece.removeprefix(author).strip()))
                word, day = _stamped(bare)
                named[word] += [day] if day else []
    days = {read.published_on for raw in named[""] if (read := read_day(raw, None))}
    published = named["published"] or (named[""] if len(days) == 1 else [])
    return next(iter(published), ""), next(iter(named["changed"]), "")


def _stamped(piece: str) -> tuple[str, str]:
    """What a line says of a day ("published", "changed" or nothing), and the day; empty where there is none."""
    match = _STAMP.match(piece)
    word = (match["word"] or "").lower() if match else ""
    kind = "changed" if word.startswith(_CHANGED) else "published" if word else ""
    return kind, _written(match["day"]) if match else ""


def _written(text: str) -> str:
    """A text that is a day, without a time before it; empty for any other."""
    for one in (text, _BEFORE_DAY.sub("", text), _BEHIND_DAY.sub("", text)):
        if read_day(one, None):
            return one
    return ""


def _precise(found: Published, others: Sequence[Published]) -> Published:
    """A day with the time that somebody else gives it."""
    if found.published_at is not None or "T" in found.text:
        return found
    timed = (one for one in others if one.published_at and one.published_on == found.published_on)
    return next(timed, found)


def _before(one: Published, other: Published) -> bool:
    if one.published_at and other.published_at:
        return one.published_at < other.published_at
    return one.published_on < other.published_on


def _not_after(found: Published | None, fetched_at: datetime | None) -> Published | None:
    return None if found and fetched_at and found.published_on > (fetched_at + _DAY).date() else found
