"""Atom feeds of the register: what is new in it, and everything that changed.

An entry is one revision of one restriction. Its id never changes, and its time is that of the revision: a feed in which
nothing changed keeps every byte, whenever it is rendered. It tells that revision alone, and not how things stand now.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from feedgenerator.django.utils.feedgenerator import Atom1Feed
from jinja2 import Environment

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Change, Register, Restriction, Revision
from pipeline.render.links import on_web, restriction_path
from pipeline.render.register_json import EPOCH
from pipeline.render.spoken import spoken
from pipeline.text.urls import host
from pipeline.text.words import clean, join_words

ENTRIES = 100
"""A feed holds the newest so many; the page "Changes" lists more."""
_TAG_YEAR = 2026  # frozen: a tag URI (RFC 4151) names a year in which its authority was ours


@dataclass(frozen=True, slots=True)
class _Entry:
    row: Restriction
    revision: Revision


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Atom whose time is given, instead of being that of the rendering where there is no entry."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def changes_atom(register: Register, site: SiteOptions, env: Environment) -> bytes:
    """Every revision, newest first."""
    return _atom(register, site, env, name="changes")


def new_atom(register: Register, site: SiteOptions, env: Environment) -> bytes:
    """The first revision of each restriction, newest first."""
    return _atom(register, site, env, name="new")


def _atom(register: Register, site: SiteOptions, env: Environment, *, name: str) -> bytes:
    latest = datetime.fromisoformat(register.changed_at or EPOCH)
    address = f"feeds/{name}.atom"
    feed = _Feed(
        title=clean(f"{site.title}: {'new restrictions' if name == 'new' else 'changes'}"),
        link=on_web(site.base_url, "") or "../index.html",
        description=None,
        language="en",
        author_name=clean(site.title),
        feed_url=on_web(site.base_url, address) or None,
        feed_guid=_tag(site, address),
        updated=latest,
    )
    template = env.get_template("site/entry.html.j2")
    for entry in islice(_entries(register, first_only=name == "new"), ENTRIES):
        at = min(datetime.fromisoformat(entry.revision.at), latest)
        path = restriction_path(entry.row.restriction_id)
        feed.add_item(
            title=_title(entry),
            link=on_web(site.base_url, path) or f"../{path}index.html",
            description=None,
            content=template.render(revision=entry.revision),
            unique_id=_tag(site, f"{path}{entry.revision.number}"),
            pubdate=at,
            updateddate=at,
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def _entries(register: Register, *, first_only: bool) -> list[_Entry]:
    found = [
        _Entry(row, revision)
        for row in register.restrictions
        for revision in (row.history[:1] if first_only else row.history)
        if revision.trigger != "import"  # what another instance knows is context, and no news
    ]
    return sorted(found, key=lambda e: (e.revision.at, e.row.restriction_id, e.revision.number), reverse=True)


def _title(entry: _Entry) -> str:
    """The title as it is now, what happened, and the id, which keeps titles apart."""
    number = entry.revision.number
    happened = "new" if number == 1 else f"{_changed(entry.revision.changes)} changed"
    return clean(f"{entry.row.title}: {happened} ({entry.row.restriction_id}, revision {number})")


def _changed(changes: tuple[Change, ...]) -> str:
    return join_words([spoken(change.field) for change in changes])


def _tag(site: SiteOptions, path: str) -> str:
    return f"tag:{host(site.base_url) or 'offlimits.invalid'},{_TAG_YEAR}:{path}"
