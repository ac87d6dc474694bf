"""Articles that GDELT has seen, as its DOC 2.0 interface lists them."""

import re
from datetime import datetime

from pipeline.fetch.api.answers import Record, parsed, records, refused, text
from pipeline.fetch.api.questions import GDELT_RECORDS
from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.fetch.languages import language_code
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import plain_text
from pipeline.model.source import Entry, Source
from pipeline.text.feed_dates import feed_date
from pipeline.text.urls import canonical, unwrapped
from pipeline.text.words import clean

# Its escapes cannot be relied on: a backslash before anything but these is text, and so is one before b and f, which
# would otherwise be a backspace and a form feed, and take the first letter of "ban" with them.
_ESCAPE = re.compile(r'\\(["\\/nrt]|u[0-9a-fA-F]{4})|\\')
_BUSY = re.compile(r"limit requests|too many requests", re.IGNORECASE)

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Titles come as tokens with spaces between them. In order: thousands and decimals, initials, what stands before its
# punctuation, a possessive, brackets, and the characters of scripts that are written without spaces.
_SPACED = (
    (re.compile(r"(?<![\d,.])(\d{1,3}) , (\d{3})(?![\d])"), r"\1,\2"),
    (re.compile(r"(?<!\S)(\d+) \. (\d+)(?!\S)"), r"\1.\2"),
    (re.compile(r"\b([A-Z]) \. (?=[A-Z] \.)"), r"\1."),
    (re.compile(r"(?<=\S) +(?=[,.;:!?%)\]}”…，。、；：？！）》」](?:\s|$))"), ""),
    (re.compile(r"(?<=\w) ?(['’]) ?(?=(?:s|t|re|ve|ll|d|m)\b)"), r"\1"),
    (re.compile(r"(?<=[(\[{“$£€#（《「]) +(?=\S)"), ""),
    (re.compile(rf"(?<=[{_CJK}，。、；：？！）》」]) +(?=[{_CJK}（《「])"), ""),
)


def read_gdelt(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the articles that a query has found.

    Args:
        body: the bytes of the answer.
        source: the source that it is of.
        base_url: the address that was asked.
        content_type: value of the Content-Type header; only its charset is used, because errors come as status 200
            of any type.
        now: the time of the run; a later time is not believed.

    Returns:
        Entries in the order of the answer. When GDELT has seen an article is ``updated``: it says nothing of when the
        article was published. Flags: "bad-records" where some cannot be used, "cut-off" where as many came as may come,
        "empty".

    Raises:
        FeedError: "throttled" where it asks for patience, "empty", or "bad-answer".
    """
    said = feed_text(body, content_type)
    if not said.lstrip().startswith("{") and _BUSY.search(said[:500]):
        raise FeedError("throttled", f"{base_url} asks us to come back later.")
    found = parsed(_ESCAPE.sub(lambda match: match[0] if match[1] else "", said), base_url)
    articles = records(found, "articles") if found else []
    if articles is None:
        raise refused(base_url, said)
    entries: dict[str, Entry] = {}
    usable = 0
    for article in articles:
        entry = _entry(article, source, now)
        if entry is not None:
            usable += 1
            entries.setdefault(entry.entry_id, entry)
    if articles and not usable:
        raise refused(base_url, said)
    flags = {"bad-records"} if usable < len(articles) else set[str]()
    flags |= {"cut-off"} if len(articles) >= _asked(source) else set()
    flags |= {"empty"} if not articles else set()
    return Listed(entries=tuple(entries.values()), flags=tuple(sorted(flags)))


def mended_title(title: str) -> str:
    """A title without the spaces that cutting it into tokens has left."""
    for pattern, whole in _SPACED:
        title = pattern.sub(whole, title)
    return clean(title)


def _asked(source: Source) -> int:
    """How many articles were asked for."""
    given = dict(source.query.params).get("maxrecords", "") if source.query else ""
    return int(given) if given.isdecimal() and 0 < int(given) < GDELT_RECORDS else GDELT_RECORDS


def _entry(article: Record, source: Source, now: datetime) -> Entry | None:
    url, title = canonical(unwrapped(text(article, "url"))), mended_title(plain_text(text(article, "title")))
    if url is None or not title:
        return None
    return Entry(
        entry_id=entry_id(source.source_id, url, "", title),
        source_id=source.source_id,
        url=url,
        title=title,
        summary="",
        author="",
        language=language_code(text(article, "language")) or source.language,
        published=None,
        first_seen_at=now,
        updated=feed_date(text(article, "seendate"), now=now).published,
        publisher=text(article, "domain"),
    )
