"""What a source would give, before it is added: the client, readers and limits of a night, and nothing is stored."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pipeline import __version__
from pipeline.fetch.body import decoded
from pipeline.fetch.client import Client
from pipeline.fetch.discover import discover, guess_kind
from pipeline.fetch.failures import BodyError, FeedError, FetchError
from pipeline.fetch.listed import Listed
from pipeline.fetch.listing import READERS, Known, Reading, read_listing
from pipeline.fetch.sandbox import Sandbox
from pipeline.fetch.watch.text import read_watched
from pipeline.model.options import FetchOptions
from pipeline.model.source import Entry, Published, Source
from pipeline.model.vocabulary import SourceKind
from pipeline.nightly.house import SystemClock

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a source gives.

    Attributes:
        kind: as it was named or found out; None where it is no source.
        title: what it calls itself.
        discovered: addresses of feeds that a page names.
        lines: of a watched page, its text.
        error: name of a failure and its sentence; empty if there is none.
    """

    kind: SourceKind | None
    title: str = ""
    entries: tuple[Entry, ...] = ()
    discovered: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    error: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON for programs."""
        return {
            "kind": self.kind,
            "title": self.title,
            "entries": [_plain(entry) for entry in self.entries],
            "discovered": list(self.discovered),
            "flags": list(self.flags),
            "lines": list(self.lines),
            "error": self.error or None,
        }


def try_bytes(
    body: bytes, *, source: Source, kind: SourceKind | None, content_type: str, options: FetchOptions, now: datetime
) -> Tried:
    """Read the bytes of a source from a file.

    Args:
        body: as a server would have sent them, packed or not.
        source: its ``url`` is where they count from; its ``kind`` counts only where ``kind`` says so too.
        kind: of the source; None to find out.
        content_type: of the answer.
        options: the limit of a body.
        now: dates after it are not believed.
    """
    try:
        plain = b"".join(
            decoded(iter([body]), coding="", content_type=content_type or "text/xml", max_bytes=options.max_bytes)
        )
    except BodyError as error:
        return Tried(kind=kind, error=f"{error.reason}: the file {error.predicate}")
    with Sandbox(workers=1) as sandbox:
        return _read(plain, _said(source, kind, plain, content_type), content_type, _Tools(sandbox=sandbox, now=now))


def try_address(source: Source, *, kind: SourceKind | None, options: FetchOptions, now: datetime) -> Tried:
    """Ask a source and read what it lists.

    Args:
        source: as it would stand in feeds.yaml.
        kind: of the source; None to find out.
        options: how it is asked.
        now: dates after it are not believed.
    """
    clock = SystemClock(now)
    with Client(options, version=__version__, clock=clock) as client, Sandbox(workers=1) as sandbox:
        tools = _Tools(sandbox=sandbox, now=now)
        try:
            if kind is not None and kind != "page-watch":
                return _listed(replace(source, kind=kind), Reading(client=client, sandbox=sandbox, now=now))
            answer = client.get(source.url, headers=source.headers)
        except FetchError as error:
            return Tried(kind=kind, error=f"{error.reason}: {error.detail}")
        found = _said(replace(source, url=answer.final_url), kind, answer.body, answer.content_type)
        return _read(answer.body, found, answer.content_type, tools)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tools:
    sandbox: Sandbox
    now: datetime


def _listed(source: Source, reading: Reading) -> Tried:
    try:
        listing = read_listing(source, reading, Known(url=source.url))
    except (FetchError, FeedError) as error:
        found = error.discovered if isinstance(error, FeedError) else ()
        return Tried(kind=source.kind, error=f"{error.reason}: {error.detail}", discovered=found)
    assert listing is not None  # nothing was remembered, so nothing can be unchanged
    return Tried(kind=source.kind, entries=listing.entries, flags=listing.flags)


def _said(source: Source, kind: SourceKind | None, body: bytes, content_type: str) -> tuple[Source, SourceKind | None]:
    found = kind or guess_kind(body, content_type, source.url)
    return replace(source, kind=found or "rss"), found


def _read(body: bytes, said: tuple[Source, SourceKind | None], content_type: str, tools: _Tools) -> Tried:
    source, kind = said
    given: dict[str, Any] = {"source": source, "base_url": source.url, "content_type": content_type, "now": tools.now}
    try:
        if kind == "page-watch":
            watched = tools.sandbox.call(read_watched, body, **given)
            return Tried(kind=kind, title=watched.title, lines=watched.lines)
        listed: Listed = tools.sandbox.call(READERS[source.kind], body, **given)
    except FeedError as error:
        found = error.discovered or discover(body, source.url)
        return Tried(kind=kind, error=f"{error.reason}: {error.detail}", discovered=found)
    return Tried(kind=kind or source.kind, title=listed.title, entries=listed.entries, flags=listed.flags)


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
