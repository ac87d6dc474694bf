"""All files of the site: each path once, the same bytes whenever and wherever, and no inventory in the public build."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.model.options import SiteOptions
from pipeline.model.site import SiteContent, SiteFile
from pipeline.model.table import TablesWriter
from pipeline.render.environment import environment, template_dir
from pipeline.render.site.calendar_page import calendar_page
from pipeline.render.site.editions import edition_files, edition_pages
from pipeline.render.site.machines import machine_files
from pipeline.render.site.names import name_pages
from pipeline.render.site.page import Page, Press
from pipeline.render.site.prints import Known
from pipeline.render.site.register import register_pages
from pipeline.render.site.reports import report_pages
from pipeline.render.site.shelf import Shelf, shelve


def build(content: SiteContent, options: SiteOptions, *, private: bool) -> dict[str, bytes]:
    """Make every file of one build of the site.

    Args:
        content: what is shown.
        options: title and address.
        private: with what the inventory and the playbook say; the public build leaves them out.

    Returns:
        Content by path, in the order of the paths.

    Raises:
        ValueError: two files have the same path.
    """
    return {file.path: file.make() for file in site_files(content, options, private=private)}


def site_files(content: SiteContent, options: SiteOptions, *, private: bool) -> list[SiteFile]:
    """Every file of one build, before it is made, in the order of the paths.

    Raises:
        ValueError: two files have the same path.
    """
    return next(files for is_private, files in builds(content, options) if is_private == private)


def builds(
    content: SiteContent, options: SiteOptions, write_tables: TablesWriter | None = None
) -> Iterator[tuple[bool, list[SiteFile]]]:
    """Both builds of the site: whether it is the private one, and its files, before they are made, by their paths.

    What is the same in both is made once.

    Args:
        content: what is shown.
        options: title and address.
        write_tables: makes ``register.sqlite``; the site has none without it.

    Raises:
        ValueError: two files have the same path.
    """
    known: Known = {}
    machine: list[SiteFile] | None = None
    for private in (False, True):
        editions = content.editions if private else tuple(edition.public() for edition in content.editions)
        shelf = shelve(replace(content, editions=editions))
        press = Press(
            env=environment("html"),
            shelf=shelf,
            site=options,
            private=private,
            stamp=_stamp(content),
            write_tables=write_tables,
        )
        if machine is None:
            machine = [replace(file, make=cache(file.make)) for file in machine_files(press, known)]
        yield private, _in_order([*_pages(press, known), *machine])


def _in_order(files: Iterable[SiteFile]) -> list[SiteFile]:
    made: dict[str, SiteFile] = {}
    for file in files:
        if file.path in made:
            raise ValueError(f"two files of the site have the path {file.path!r}")
        made[file.path] = file
    return [made[path] for path in sorted(made)]


def _stamp(content: SiteContent) -> str:
    return content.stamp or next((edition.stamp for edition in reversed(content.editions) if edition.stamp), "")


def _pages(press: Press, known: Known) -> Iterator[SiteFile]:
    """Everything that people read."""
    prints = press.prints(known)
    for page in site_pages(press.shelf, press.site):
        yield press.file(page, prints)
    yield from edition_files(press.shelf.content.editions, press.site, prints)
    for name in ("filter.js", "icon.svg", "search.js", "site.css"):
        yield SiteFile(path=f"assets/{name}", make=(template_dir() / "site" / name).read_bytes)
    if press.private:
        yield SiteFile(path="robots.txt", make=lambda: b"User-agent: *\nDisallow: /\n")


def site_pages(shelf: Shelf, site: SiteOptions) -> Iterator[Page]:
    """Every page, before it is rendered."""
    yield from edition_pages(shelf.content.editions, site)
    yield from register_pages(shelf)
    yield from name_pages(shelf)
    yield calendar_page(shelf)
    yield from report_pages(shelf)
