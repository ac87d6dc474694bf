"""One source to what it lists now: which addresses are asked, which reader takes the answer, what is remembered."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pipeline.fetch.address import same_origin
from pipeline.fetch.api.federal_register import read_federal_register
from pipeline.fetch.api.gdelt import read_gdelt
from pipeline.fetch.api.hacker_news import read_hacker_news
from pipeline.fetch.api.questions import questions
from pipeline.fetch.client import Answer, Client
from pipeline.fetch.failures import FeedError, FetchError
from pipeline.fetch.feeds import read_feed
from pipeline.fetch.html_list.read import read_html_list
from pipeline.fetch.listed import Listed
from pipeline.fetch.sandbox import Runner
from pipeline.fetch.sitemap import read_news_sitemap, read_sitemap
from pipeline.fetch.watch.compare import compare
from pipeline.fetch.watch.text import read_watched
from pipeline.model.source import Entry, Snapshot, Source, Validators
from pipeline.model.vocabulary import SourceKind
from pipeline.model.watch import Verdict, WatchMemory

_MORE = 10  # addresses that one list may name as belonging to it, all levels together


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source is read with; ``now`` is the time of the run."""

    client: Client
    sandbox: Runner
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of a source.

    Attributes:
        url: the address that is asked.
        since: when it was last read well; an interface is asked for what came after.
    """

    url: str
    validators: Validators | None = None
    since: datetime | None = None
    watch: WatchMemory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a source lists now.

    Attributes:
        snapshots: the answers, one for each address that was asked.
        validators: to be handed in with the next reading of this source.
        moved_to: where the source has moved for good; empty if it has not.
        body_sha256: hash of all answers together.
        flags: what is odd about the whole; see ``Listed``; "partial" where some of several addresses failed.
        watch: of a watched page, what is to be remembered of it.
        verdict: of a watched page, what became of it.
    """

    source_id: str
    snapshots: tuple[Snapshot, ...]
    entries: tuple[Entry, ...]
    validators: Validators
    moved_to: str
    body_sha256: str
    flags: tuple[str, ...] = ()
    watch: WatchMemory | None = None
    verdict: Verdict | None = None


def read_listing(source: Source, reading: Reading, known: Known) -> Listing | None:
    """Read one source.

    Args:
        source: the source.
        reading: what to read with.
        known: what is remembered of it.

    Returns:
        What it lists now; None if it has not changed since it was read last.

    Raises:
        FetchError: nothing came.
        FeedError: what came is not what this kind of source sends.
    """
    if source.kind == "page-watch":
        return _watched(source, reading, known)
    addresses = questions(source, since=known.since, now=reading.now) or (known.url,)
    return _listed(source, reading, known, addresses)


def _watched(source: Source, reading: Reading, known: Known) -> Listing:
    answer = reading.client.get(known.url, headers=_own(source, known.url))
    snapshot = _snapshot(known.url, answer, reading.now)
    watched = reading.sandbox.call(read_watched, answer.body, **_said(source, answer, reading.now))
    memory, verdict = compare(known.watch, watched, now=reading.now, snapshot_sha256=snapshot.sha256)
    if verdict.kind == "other-page":
        mend = "look at it; another select or address makes a new beginning"
        raise FeedError("other-page", f"{answer.final_url} has become another page ({verdict.why}): {mend}.")
    return Listing(
        source_id=source.source_id,
        snapshots=(snapshot,),
        entries=(),
        validators=Validators(url=answer.final_url),
        moved_to=answer.moved_to,
        body_sha256=snapshot.sha256,
        watch=memory,
        verdict=verdict,
    )


def _listed(source: Source, reading: Reading, known: Known, addresses: tuple[str, ...]) -> Listing | None:
    """Ask all addresses of a source, and those that their answers name; where all fail, the first failure counts."""
    answers: list[Answer] = []
    lists: list[Listed] = []
    problem: FetchError | FeedError | None = None
    waiting, asked = list(addresses), set[str]()
    while waiting and len(asked) < len(addresses) + _MORE:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        validators = known.validators if addresses == (known.url,) and address == known.url else None
        try:
            answer = reading.client.get(address, validators, headers=_own(source, address))
            if answer.status == 304:
                return None
            found = reading.sandbox.call(READERS[source.kind], answer.body, **_said(source, answer, reading.now))
        except (FetchError, FeedError) as error:
            problem = problem or error
            continue
        answers.append(answer)
        lists.append(found)
        waiting += found.more
    if not any(found.entries for found in lists):
        if problem is not None:
            raise problem
        if source.kind == "sitemap":  # a map of a site names its pages every night, unlike one of news
            raise FeedError("no-matches", f"{known.url} names no page that counts, and no map of its own site.")
    return _joined(source, reading.now, answers, lists, partial=problem is not None)


def _joined(source: Source, now: datetime, answers: list[Answer], lists: list[Listed], *, partial: bool) -> Listing:
    entries: dict[str, Entry] = {}
    for found in lists:
        for entry in found.entries:
            entries.setdefault(entry.entry_id, entry)
    flags = {flag for found in lists for flag in found.flags} - ({"empty"} if entries else set())
    first = answers[0]
    return Listing(
        source_id=source.source_id,
        snapshots=tuple(_snapshot(answer.final_url, answer, now) for answer in answers),
        entries=tuple(entries.values()),
        validators=Validators(
            url=first.final_url,
            etag="" if lists[0].more else first.etag,  # an index may stay as it is while its maps change
            last_modified="" if lists[0].more else first.last_modified,
        ),
        moved_to="" if source.query else first.moved_to,  # what is asked of an interface differs every night
        body_sha256=_hash(answer.body for answer in answers),
        flags=tuple(sorted(flags | ({"partial"} if partial else set()))),
    )


def _own(source: Source, address: str) -> tuple[tuple[str, str], ...]:
    """What an address is asked with: a secret is for a source's own server, not for where it moved or what it names."""
    return source.headers if source.headers and same_origin(address, source.url) else ()


def _said(source: Source, answer: Answer, now: datetime) -> dict[str, Any]:
    """What a reader is told beside the bytes; a header that a source is asked with is nobody's business there."""
    return {
        "source": replace(source, headers=()),
        "base_url": answer.final_url,
        "content_type": answer.content_type,
        "now": now,
    }


def _snapshot(url: str, answer: Answer, now: datetime) -> Snapshot:
    return Snapshot(
        url=url,
        final_url=answer.final_url,
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
        fetched_at=now,
        reserved=answer.reserved,
    )


def _hash(bodies: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for body in bodies:
        found.update(hashlib.sha256(body).digest())
    return found.hexdigest()


READERS: Mapping[SourceKind, Callable[..., Listed]] = MappingProxyType(
    {
        "rss": read_feed,
        "atom": read_feed,
        "json-feed": read_feed,
        "news-sitemap": read_news_sitemap,
        "sitemap": read_sitemap,
        "html-list": read_html_list,
        "api:hn-algolia": read_hacker_news,
        "api:gdelt": read_gdelt,
        "api:federal-register": read_federal_register,
    }
)
"""Which function reads the answers of each kind of source that lists entries."""
