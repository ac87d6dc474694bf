"""Where things come from: sources, the entries they list, and the bytes that came back."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.model.vocabulary import Grade, SourceKind, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a page says that it was published.

    Attributes:
        text: the day or the time as the page gives it, in ISO 8601: ``2026-07-06``, ``2026-07-06T09:00:00+08:00``, or
            ``2026-07-06T09:00:00`` where it gives no zone.
        published_on: the day in the page's own zone; relative days ("on Friday") count from it.
        published_at: the same moment in UTC, or None where only a day is known.
    """

    text: str
    published_on: date
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRules:
    """Where an ``html-list`` page holds its entries; CSS selectors.

    Attributes:
        item: the element around one entry; empty where the link itself, or what is around it, is the entry.
        link: the link to the article, inside an item or on the whole page.
        title, date: inside an item; an empty one, or one that finds nothing, leaves the title to the link's own text
            and the day unknown.
        date_formats: how the days are written, as strptime takes it, beside the usual forms.
    """

    link: str
    item: str = ""
    title: str = ""
    date: str = ""
    date_formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRules:
    """Which part of a ``page-watch`` page is its text.

    Attributes:
        select: CSS selector of the text; the first match that is not empty counts.
        remove: CSS selectors of what is taken out of it.
        as_set: the page is a list, such as supported countries: its lines are compared as a set.
        tools: what the list is about, by the names of the lexicon; each line that is a country makes each of them
            available there.
    """

    select: str = "main"
    remove: tuple[str, ...] = ()
    as_set: bool = False
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRules:
    """What an ``api:`` source is asked.

    Attributes:
        queries: search words, one request for each; an API without search words ignores them.
        params: further parameters of the address, in order; a name may stand there several times.
    """

    queries: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One line of feeds.yaml.

    Attributes:
        speaks_for: names of actors whose own voice this source is; what it says about them is primary evidence.
        grade: the operator's word on how far the source can be trusted, A (fully) to E, F where it cannot be judged.
        terms: what its terms of use allow; see ``pipeline.model.rights``.
        whole: every entry's page is opened, whatever its title says: a vendor does not name itself in its headlines.
        discovery: it lists pages of others, which are opened only where title or summary pass the strict filter.
        fallback: id of the source that is read in its place while this one fails; empty if there is none.
        path_prefix: of a sitemap, the beginnings of the paths that count; empty means all.
        attribution: whom to name where its data are used, and their licence; empty where nobody asks for it.
        headers: pairs (name, value) sent to its own origin alone, never where a redirect leads.
    """

    source_id: str
    name: str
    kind: SourceKind
    url: str
    grade: Grade = "F"
    language: str = "en"
    speaks_for: tuple[str, ...] = ()
    terms: Terms = "unknown"
    whole: bool = False
    discovery: bool = False
    fallback: str = ""
    path_prefix: tuple[str, ...] = ()
    listing: ListRules | None = None
    watch: WatchRules | None = None
    query: QueryRules | None = None
    attribution: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes of one response at one moment, as received after content decoding; never changed.

    Attributes:
        reserved: what the page itself reserves: "noarchive", "noindex", "tdm"; see ``pipeline.model.rights``.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    reserved: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the body, 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def snapshot_id(self) -> str:
        """The same bytes from the same address are the same snapshot, whenever they came."""
        return hashlib.sha256(self.url.encode() + b"\0" + self.sha256.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item that a source lists.

    Attributes:
        entry_id: the same for the same item of the same source, however its address is spelt.
        url: address of the article's page, absolute and without tracking parameters; empty where the source gives none.
        guid: the source's own id of the item; empty where there is none, or where it is no use ("1" for all items).
        published: None where the feed gives no date, or none that can be read.
        updated: likewise, when the item was changed last.
        content: the article's text as the source carries it, plain, paragraphs on lines of their own; empty where it
            carries none.
        publisher: the outlet that the item is from, where the source is an aggregator and names it.
        flags: what is odd about the item, sorted: "cut-off" (the feed broke off behind it), "future-date", "no-link",
            "old-date" (before the web), "opaque-link" (an aggregator's redirect), "shared-date" (all items carry the
            same time), "unread-date" (a date was given and could not be read).
    """

    entry_id: str
    source_id: str
    url: str
    title: str
    summary: str
    author: str
    language: str
    published: Published | None
    first_seen_at: datetime
    guid: str = ""
    updated: Published | None = None
    content: str = ""
    publisher: str = ""
    flags: tuple[str, ...] = ()


ENTRY_TYPE = "application/vnd.offlimits.entry+json"
"""Content type of a snapshot that stands in for a page: what the source's entry says of it, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with its last answer, to be echoed verbatim in a conditional request."""

    url: str
    etag: str = ""
    last_modified: str = ""
