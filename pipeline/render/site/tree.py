"""All files of the site: each path once, the same bytes whenever and wherever, and no inventory in the public build."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.options import SiteOptions
from pipeline.model.site import SiteContent
from pipeline.render import feeds
from pipeline.render.availability_json import availability_json
from pipeline.render.calendar import calendar_ics
from pipeline.render.environment import environment, template_dir
from pipeline.render.register_csv import restrictions_csv
from pipeline.render.register_json import (
    EPOCH,
    SCHEMA_VERSION,
    candidates_json,
    json_bytes,
    register_hash,
    register_json,
    schema_json,
)
from pipeline.render.site.calendar_page import calendar_page
from pipeline.render.site.editions import edition_files, edition_pages
from pipeline.render.site.names import name_pages
from pipeline.render.site.page import Page, Press
from pipeline.render.site.register import register_pages
from pipeline.render.site.reports import report_pages
from pipeline.render.site.shelf import Shelf, shelve


def build(content: SiteContent, options: SiteOptions, *, private: bool) -> dict[str, bytes]:
    """Make every file of the site.

    Args:
        content: what is shown.
        options: title and address.
        private: with what the inventory and the playbook say; the public build leaves them out.

    Returns:
        Content by path, in the order of the paths.

    Raises:
        ValueError: two pages have the same path.
    """
    if not private:
        content = replace(content, editions=tuple(edition.public() for edition in content.editions))
    shelf = shelve(content)
    press = Press(env=environment("html"), shelf=shelf, site=options, private=private, stamp=_stamp(content))
    made: dict[str, bytes] = {}
    for path, data in _all(press):
        if path in made:
            raise ValueError(f"two files of the site have the path {path!r}")
        made[path] = data
    return dict(sorted(made.items()))


def _stamp(content: SiteContent) -> str:
    return content.stamp or next((edition.stamp for edition in reversed(content.editions) if edition.stamp), "")


def _all(press: Press) -> Iterator[tuple[str, bytes]]:
    for page in site_pages(press.shelf, press.site):
        yield page.path, press.render(page)
    yield from edition_files(press.shelf.content.editions, press.site)
    yield from _machine_files(press)
    for name in ("icon.svg", "site.css"):
        yield f"assets/{name}", (template_dir() / "site" / name).read_bytes()
    if press.private:
        yield "robots.txt", b"User-agent: *\nDisallow: /\n"


def site_pages(shelf: Shelf, site: SiteOptions) -> Iterator[Page]:
    """Every page, before it is rendered."""
    yield from edition_pages(shelf.content.editions, site)
    yield from register_pages(shelf)
    yield from name_pages(shelf)
    yield calendar_page(shelf)
    yield from report_pages(shelf)


def _machine_files(press: Press) -> Iterator[tuple[str, bytes]]:
    register = press.shelf.content.register
    yield "api/v1/index.json", _index(press.shelf.content)
    yield "api/v1/restrictions.json", register_json(register)
    yield "api/v1/restrictions.csv", restrictions_csv(register)
    yield "api/v1/candidates.json", candidates_json(register)
    yield "api/v1/availability.json", availability_json(press.shelf.content.availability)
    yield "api/v1/schema.json", schema_json()
    yield "feeds/changes.atom", feeds.changes_atom(register, press.site, press.env)
    yield "feeds/new.atom", feeds.new_atom(register, press.site, press.env)
    yield "calendar.ics", calendar_ics(register, press.site)


def _index(content: SiteContent) -> bytes:
    """What there is for machines, and the hash by which they see whether the register changed."""
    register = content.register
    return json_bytes(
        {
            "schema_version": SCHEMA_VERSION,
            "register_version": register.version,
            "generated_at": register.changed_at or EPOCH,
            "content_hash": register_hash(register),
            "restrictions": len(register.restrictions),
            "candidates": len(register.candidates),
            "latest_edition": content.editions[-1].edition_id if content.editions else None,
            "files": {
                "restrictions": "restrictions.json",
                "restrictions_csv": "restrictions.csv",
                "candidates": "candidates.json",
                "availability": "availability.json",
                "schema": "schema.json",
                "changes": "../../feeds/changes.atom",
                "new": "../../feeds/new.atom",
                "calendar": "../../calendar.ics",
            },
        }
    )
