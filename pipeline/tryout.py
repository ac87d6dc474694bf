"""What a source would give, before it is added: the client, readers and limits of a night, and nothing is stored."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from pipeline import __version__
from pipeline.fetch.body import decoded
from pipeline.fetch.client import Client
from pipeline.fetch.discover import discover, guess_kind, sitemaps
from pipeline.fetch.failures import BodyError, FeedError, FetchError
from pipeline.fetch.listed import Listed
from pipeline.fetch.listing import READERS, Known, Reading, read_listing
from pipeline.fetch.sandbox import Runner, Sandbox
from pipeline.fetch.watch.text import read_watched
from pipeline.model.options import FetchOptions
from pipeline.model.source import Entry, Published, Source
from pipeline.model.vocabulary import SourceKind
from pipeline.nightly.house import SystemClock


def one_child() -> AbstractContextManager[Runner]:
    """Readers run in a process of their own."""
    return Sandbox(workers=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """With what a source is tried.

    Attributes:
        options: how it is asked; of a file, how large it may be.
        now: dates after it are not believed.
        sandbox: makes what runs the readers of bytes from outside.
    """

    options: FetchOptions
    now: datetime
    sandbox: Callable[[], AbstractContextManager[Runner]] = one_child


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a source gives.

    Attributes:
        kind: as it was named or found out; None where it is no source.
        title: what it calls itself.
        discovered: addresses of feeds that a page names; of an index in a file, of its maps.
        maps: addresses of sitemaps that the robots.txt of its site names, looked for where a page names no feed.
        flags: what is odd about the whole; see ``Listed``.
        lines: of a watched page, its text.
        reason: name of a failure, as in ``pipeline.model.failure``; empty if there is none.
        detail: its sentence.
    """

    kind: SourceKind | None
    title: str = ""
    entries: tuple[Entry, ...] = ()
    discovered: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON for programs; without feeds, the sitemaps are what was discovered."""
        return {
            "kind": self.kind,
            "title": self.title,
            "entries": [_plain(entry) for entry in self.entries],
            "discovered": list(self.discovered or self.maps),
            "flags": list(self.flags),
            "lines": list(self.lines),
            "error": f"{self.reason}: {self.detail}" if self.reason else None,
        }


def try_bytes(body: bytes, *, source: Source, kind: SourceKind | None, content_type: str, trial: Trial) -> Tried:
    """Read the bytes of a source from a file.

    Args:
        body: as a server would have sent them, packed or not.
        source: its ``url`` is where they count from; its ``kind`` does not count.
        kind: of the source; None to find out.
        content_type: of the answer.
        trial: with what it is tried.
    """
    try:
        pieces = decoded(
            iter([body]), coding="", content_type=content_type or "text/xml", max_bytes=trial.options.max_bytes
        )
        plain = b"".join(pieces)
    except BodyError as error:
        return Tried(kind=kind, reason=error.reason, detail=f"The file {error.predicate}.")
    with trial.sandbox() as sandbox:
        tried, more = _read(sandbox, plain, source=source, kind=kind, content_type=content_type, now=trial.now)
    return replace(tried, discovered=more) if more else tried


def try_address(source: Source, *, kind: SourceKind | None, trial: Trial) -> Tried:
    """Ask a source and read what it lists.

    Args:
        source: as it would stand in feeds.yaml; its ``kind`` does not count.
        kind: of the source; None to find out.
        trial: with what it is tried.
    """
    clock = SystemClock(trial.now)
    with Client(trial.options, version=__version__, clock=clock) as client, trial.sandbox() as sandbox:
        reading = Reading(client=client, sandbox=sandbox, now=trial.now)
        try:
            tried = _asked(source, kind, reading)
        except (FetchError, FeedError) as error:
            return Tried(kind=kind, reason=error.reason, detail=error.detail)
        if kind is None and tried.reason and not tried.discovered:
            return replace(tried, maps=_maps(source.url, reading))
        return tried


def _asked(source: Source, kind: SourceKind | None, reading: Reading) -> Tried:
    """Ask the address of a source; a list of several addresses is read as in a night.

    Raises:
        FetchError: nothing came.
        FeedError: nothing that was named in an index can be read.
    """
    if kind is not None and source.query is not None:
        return _listed(replace(source, kind=kind), reading)
    answer = reading.client.get(source.url, headers=source.headers)
    found = replace(source, url=answer.final_url, headers=())
    tried, more = _read(
        reading.sandbox, answer.body, source=found, kind=kind, content_type=answer.content_type, now=reading.now
    )
    return _listed(replace(source, kind=tried.kind or source.kind), reading) if more else tried


def _listed(source: Source, reading: Reading) -> Tried:
    listing = read_listing(source, reading, Known(url=source.url))
    assert listing is not None  # nothing was remembered, so nothing can be unchanged
    return Tried(kind=source.kind, entries=listing.entries, flags=listing.flags)


def _read(
    sandbox: Runner, body: bytes, *, source: Source, kind: SourceKind | None, content_type: str, now: datetime
) -> tuple[Tried, tuple[str, ...]]:
    """What the bytes give, and the addresses that belong to the same list.

    Without a kind it is found out; where it cannot be, the reader of feeds says what is wrong with it.
    """
    url = source.url
    kind = kind or _guessed(sandbox, body, content_type, url)
    source = replace(source, kind=kind or "rss")
    said: dict[str, Any] = {"source": source, "base_url": url, "content_type": content_type, "now": now}
    try:
        if kind == "page-watch":
            watched = sandbox.call(read_watched, body, **said)
            return Tried(kind=kind, title=watched.title, lines=watched.lines), ()
        listed: Listed = sandbox.call(READERS[source.kind], body, **said)
    except FeedError as error:
        found = error.discovered or _named(sandbox, body, url)
        return Tried(kind=kind, reason=error.reason, detail=error.detail, discovered=found), ()
    return Tried(kind=source.kind, title=listed.title, entries=listed.entries, flags=listed.flags), listed.more


def _guessed(sandbox: Runner, body: bytes, content_type: str, url: str) -> SourceKind | None:
    """The kind of source that gives such bytes; None for a page, and where finding out goes wrong."""
    try:
        return sandbox.call(guess_kind, body, content_type, url)
    except FeedError:
        return None


def _named(sandbox: Runner, body: bytes, url: str) -> tuple[str, ...]:
    """The feeds that a page names; none where looking for them goes wrong."""
    try:
        return sandbox.call(discover, body, url)
    except FeedError:
        return ()


def _maps(url: str, reading: Reading) -> tuple[str, ...]:
    """The sitemaps that the robots.txt of a site names; none where it cannot be read."""
    try:
        answer = reading.client.get(urljoin(url, "/robots.txt"))
        return reading.sandbox.call(sitemaps, answer.body)
    except (FetchError, FeedError):
        return ()


def _plain(entry: Entry) -> dict[str, Any]:
    flags = set(entry.flags)
    if entry.published and entry.published.published_at is None:
        flags.add("no-zone" if "T" in entry.published.text else "day-only")
    return {
        "id": entry.entry_id,
        "url": entry.url or None,
        "title": entry.title,
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
        "author": entry.author,
        "summary": entry.summary,
        "content": entry.content,
        "publisher": entry.publisher,
        "language": entry.language,
        "flags": sorted(flags),
    }


def _moment(said: Published | None) -> str | None:
    """A time with its offset; one without as UTC and a day as its midnight, beside the flags "no-zone", "day-only"."""
    if said is None:
        return None
    if said.published_at:
        return said.text
    return f"{said.text}Z" if "T" in said.text else f"{said.text}T00:00:00Z"
