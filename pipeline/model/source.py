"""Where things come from: sources, the entries they list, and the bytes that came back."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.model.vocabulary import Grade, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a page says that it was published.

    Attributes:
        text: the day or the time as the page gives it, in ISO 8601: ``2026-07-06`` or ``2026-07-06T09:00:00+08:00``.
        published_on: the day in the page's own zone; relative days ("on Friday") count from it.
        published_at: the same moment in UTC, or None where only a day is known.
    """

    text: str
    published_on: date
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One line of feeds.yaml.

    Attributes:
        speaks_for: names of actors whose own voice this source is; what it says about them is primary evidence.
        grade: the operator's word on how far the source can be trusted, A (fully) to E, F where it cannot be judged.
    """

    source_id: str
    name: str
    kind: SourceKind
    url: str
    grade: Grade = "F"
    language: str = "en"
    speaks_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes of one response at one moment, as received after content decoding; never changed."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime

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
        url: address of the article's page, absolute and without tracking parameters.
        published: None where the feed gives no date, or none that can be read.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with its last answer, to be echoed verbatim in a conditional request."""

    url: str
    etag: str = ""
    last_modified: str = ""
