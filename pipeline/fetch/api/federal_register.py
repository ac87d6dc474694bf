"""Documents of the Federal Register, as its interface lists them."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from pipeline.fetch.api.answers import Record, answer, number, records, refused, text, texts
from pipeline.fetch.identity import entry_id
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import plain_text
from pipeline.model.source import Entry, Source
from pipeline.text.feed_dates import feed_date
from pipeline.text.urls import canonical

_MOST_PAGES = 4  # of one answer: the first, and three more
_PAGE = re.compile(r"\d{1,3}", re.ASCII)


def read_federal_register(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the documents that a query has found.

    Args:
        body: the bytes of the answer.
        source: the source that it is of.
        base_url: the address that was asked.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later day is not believed.

    Returns:
        Entries in the order of the answer: the abstract is the summary, the agencies are the authors. The next page of
        the answer is ``more``, up to the fourth. Flags: "bad-records" where some documents cannot be used, "cut-off"
        where there are more pages, "empty".

    Raises:
        FeedError: "empty", or "bad-answer".
    """
    found = answer(body, content_type, base_url)
    documents = records(found, "results")
    if documents is None and number(found, "count") != 0:
        raise refused(base_url, str(found)[:200])
    entries: dict[str, Entry] = {}
    usable = 0
    for document in documents or ():
        entry = _entry(document, source, now)
        if entry is not None:
            usable += 1
            entries.setdefault(entry.entry_id, entry)
    if documents and not usable:
        raise refused(base_url, str(found)[:200])
    following = text(found, "next_page_url")
    more = _next_page(following, base_url)
    flags = {"bad-records"} if usable < len(documents or ()) else set[str]()
    flags |= {"cut-off"} if following and not more else set()
    flags |= {"empty"} if not documents else set()
    return Listed(entries=tuple(entries.values()), flags=tuple(sorted(flags)), more=(more,) if more else ())


def _next_page(following: str, base_url: str) -> str:
    """The address of the next page of an answer: of the same host, and not too far; else empty."""
    url = canonical(following)
    if url is None:
        return ""
    here, there = urlsplit(base_url), urlsplit(url)
    page = parse_qs(there.query).get("page", [""])[-1]
    same = (here.scheme.lower(), here.netloc.lower()) == (there.scheme, there.netloc)
    return url if same and _PAGE.fullmatch(page) and int(page) <= _MOST_PAGES else ""


def _entry(document: Record, source: Source, now: datetime) -> Entry | None:
    url, title = canonical(text(document, "html_url")), plain_text(text(document, "title"))
    if url is None or not title:
        return None
    day = feed_date(text(document, "publication_date"), now=now)
    identity = text(document, "document_number")
    return Entry(
        entry_id=entry_id(source.source_id, url, identity, title),
        source_id=source.source_id,
        url=url,
        title=title,
        summary=plain_text(text(document, "abstract") or text(document, "excerpts")),
        author=", ".join(texts(document, "agencies", "name", "raw_name")),
        language=source.language,
        published=day.published,
        first_seen_at=now,
        guid=identity,
        flags=(day.flag,) if day.flag else (),
    )
