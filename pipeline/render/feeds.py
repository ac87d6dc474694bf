"""Feeds of the register, as Atom and as JSON Feed: what is new in it, what changed, and the same of one tool or vendor.

An entry is one revision of one restriction, or a removal. Its id never changes, in whichever feed it stands, and its
time is that of the revision: a feed in which nothing changed keeps every byte, whenever it is rendered. It tells that
revision alone, and not how things stand now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest

from feedgenerator.django.utils.feedgenerator import Atom1Feed
from jinja2 import Environment

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Change, Register, Restriction, Revision, Tombstone
from pipeline.render.links import feed_path, on_web, restriction_path
from pipeline.render.register_json import EPOCH, json_bytes
from pipeline.render.spoken import spoken
from pipeline.text.urls import host
from pipeline.text.words import clean, join_words

ENTRIES = 100
"""A feed of the register holds the newest so many; the page "Changes" lists more."""
ABOUT = 50
"""A feed about one tool or vendor holds the newest so many."""
JSON_FEED = "https://jsonfeed.org/version/1.1"
_TAG_YEAR = 2026  # frozen: a tag URI (RFC 4151) names a year in which its authority was ours
_NEVER = datetime(_TAG_YEAR, 1, 1, tzinfo=UTC)  # stands for the last change of a feed in which nothing has happened yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A revision of a row, or the removal of one.

    Attributes:
        at: ISO time at which the register learned it.
    """

    at: str
    restriction_id: str
    row: Restriction | None = None
    revision: Revision | None = None
    stone: Tombstone | None = None

    @property
    def number(self) -> int:
        """Of the revision; 0 for a removal."""
        return self.revision.number if self.revision else 0

    @property
    def path(self) -> str:
        """What its id is made of."""
        return f"{restriction_path(self.restriction_id)}{self.number or 'removed'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it is written.

    Attributes:
        path: where it stands, without the ending: ``feeds/tools/quill``.
        title: what it is about, without the name of the site.
        page: the folder of the page that tells the same; empty for the front.
        entries: newest first.
    """

    path: str
    title: str
    page: str
    entries: tuple[Entry, ...]


def changes(register: Register) -> Feed:
    """Every revision of every row, and every removal."""
    entries = [*_entries(register.restrictions), *(_removal(stone) for stone in register.tombstones)]
    return Feed(path="feeds/changes", title="changes", page="changes/", entries=_newest(entries, ENTRIES))


def new(register: Register) -> Feed:
    """The first revision of each row."""
    entries = (entry for entry in _entries(register.restrictions) if entry.number == 1)
    return Feed(path="feeds/new", title="new restrictions", page="restrictions/", entries=_newest(entries, ENTRIES))


def about(name: str, page: str, rows: Iterable[Restriction]) -> Feed:
    """Every revision of the rows that name a tool or a vendor.

    Args:
        name: of the tool or vendor.
        page: folder of its page.
        rows: that name it.
    """
    return Feed(path=feed_path(page), title=f"changes about {name}", page=page, entries=_newest(_entries(rows), ABOUT))


class Pen:
    """Writes feeds of one register; what an entry says is made once, in however many feeds it stands."""

    def __init__(self, register: Register, site: SiteOptions, env: Environment) -> None:
        self._latest = datetime.fromisoformat(register.changed_at or EPOCH)
        self._site = site
        self._template = env.get_template("site/entry.html.j2")
        self._said: dict[str, str] = {}

    def atom(self, feed: Feed) -> bytes:
        """The feed by RFC 4287."""
        address, up = f"{feed.path}.atom", "../" * feed.path.count("/")
        made = _Atom(
            title=self._title(feed),
            link=self._on_web(feed.page) or f"{up}{feed.page}index.html",
            description=None,
            language="en",
            author_name=clean(self._site.title),
            feed_url=self._on_web(address) or None,
            feed_guid=self._tag(address),
            updated=self.updated(feed),
        )
        for entry in feed.entries:
            path, at = restriction_path(entry.restriction_id), self._at(entry)
            made.add_item(
                title=_headline(entry),
                link=self._on_web(path) or f"{up}{path}index.html",
                description=None,
                content=self._content(entry),
                unique_id=self._id(entry),
                pubdate=at,
                updateddate=at,
            )
        written: str = made.writeString("utf-8")
        return written.encode()

    def json(self, feed: Feed) -> bytes:
        """The feed by JSON Feed 1.1; without links where it is not known at which address the site will stand."""
        made = _filled(
            version=JSON_FEED,
            title=self._title(feed),
            home_page_url=self._on_web(feed.page),
            feed_url=self._on_web(f"{feed.path}.json"),
            language="en",
            authors=[{"name": clean(self._site.title)}],
        )
        made["items"] = [self._item(entry) for entry in feed.entries]
        return json_bytes(made)

    def updated(self, feed: Feed) -> datetime:
        """When the feed changed last: the time of its newest entry, for a change of anything else is none of it."""
        return self._at(feed.entries[0]) if feed.entries else _NEVER

    def _item(self, entry: Entry) -> dict[str, object]:
        at = self._at(entry).isoformat()
        return _filled(
            id=self._id(entry),
            url=self._on_web(restriction_path(entry.restriction_id)),
            title=_headline(entry),
            content_html=self._content(entry),
            date_published=at,
            date_modified=at,
        )

    def _content(self, entry: Entry) -> str:
        known = self._said.get(entry.path)
        if known is None:
            known = self._said[entry.path] = self._template.render(revision=entry.revision, stone=entry.stone).strip()
        return known

    def _at(self, entry: Entry) -> datetime:
        return min(datetime.fromisoformat(entry.at), self._latest)

    def _title(self, feed: Feed) -> str:
        return clean(f"{self._site.title}: {feed.title}")

    def _on_web(self, path: str) -> str:
        return on_web(self._site.base_url, path)

    def _id(self, entry: Entry) -> str:
        return self._tag(entry.path)

    def _tag(self, path: str) -> str:
        return f"tag:{host(self._site.base_url) or 'offlimits.invalid'},{_TAG_YEAR}:{path}"


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Atom whose time is given, instead of being that of the rendering where there is no entry."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def _entries(rows: Iterable[Restriction]) -> Iterator[Entry]:
    for row in rows:
        for revision in row.history:
            if revision.trigger != "import":  # what another instance knows is context, and no news
                yield Entry(at=revision.at, restriction_id=row.restriction_id, row=row, revision=revision)


def _removal(stone: Tombstone) -> Entry:
    at = stone.removed_at or f"{stone.removed_on}T00:00:00Z"
    return Entry(at=at, restriction_id=stone.restriction_id, stone=stone)


def _newest(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    return tuple(nlargest(most, entries, key=lambda entry: (entry.at, entry.restriction_id, entry.number)))


def _headline(entry: Entry) -> str:
    """The title as it is now, what happened, and the id, which keeps titles apart."""
    if entry.row is None or entry.revision is None:
        return f"{entry.restriction_id} was removed"
    number = entry.revision.number
    happened = "new" if number == 1 else f"{_changed(entry.revision.changes)} changed"
    return clean(f"{entry.row.title}: {happened} ({entry.restriction_id}, revision {number})")


def _changed(changes: tuple[Change, ...]) -> str:
    return join_words([spoken(change.field) for change in changes]) or "notes"


def _filled(**values: object) -> dict[str, object]:
    """The values that are there."""
    return {name: value for name, value in values.items() if value}
