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
from pipeline.render.site.prints import Prints, hash_of, program_print
from pipeline.render.site.regions import region_pages
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
    shelf = shelve(replace(content, editions=tuple(edition.public() for edition in content.editions)))
    prints = Prints(shelf)
    shared = [(page, page.shown(prints)) for page in shared_pages(shelf)]
    public = Press(
        env=environment("html"),
        shelf=shelf,
        site=options,
        private=False,
        stamp=_stamp(content),
        write_tables=write_tables,
    )
    machine = [
        replace(file, make=cache(file.make), made_of=file.made_of and _machine_print(file.made_of, public))
        for file in machine_files(public, prints)
    ]
    private = replace(public, shelf=replace(shelf, content=content), private=True)
    for press in (public, private):
        own = [(page, page.shown(prints)) for page in edition_pages(press.shelf.content, options)]
        pages = [press.file(page, shown) for page, shown in (*own, *shared)]
        yield press.private, _in_order([*pages, *_beside(press, prints), *machine])


def _machine_print(shown: str, press: Press) -> str:
    return hash_of(f"{program_print()} {press.site!r} {press.write_tables is not None} {shown}")


def _in_order(files: Iterable[SiteFile]) -> list[SiteFile]:
    made: dict[str, SiteFile] = {}
    for file in files:
        if file.path in made:
            raise ValueError(f"two files of the site have the path {file.path!r}")
        made[file.path] = file
    return [made[path] for path in sorted(made)]


def _stamp(content: SiteContent) -> str:
    return content.stamp or next((edition.stamp for edition in reversed(content.editions) if edition.stamp), "")


def _beside(press: Press, prints: Prints) -> Iterator[SiteFile]:
    """What goes with the pages."""
    yield from edition_files(press.shelf.content.editions, press, prints)
    for name in ("filter.js", "icon.svg", "search.js", "site.css"):
        yield SiteFile(path=f"assets/{name}", make=(template_dir() / "site" / name).read_bytes)
    if press.private:
        yield SiteFile(path="robots.txt", make=lambda: b"User-agent: *\nDisallow: /\n")


def site_pages(shelf: Shelf, site: SiteOptions) -> Iterator[Page]:
    """Every page, before it is rendered."""
    yield from edition_pages(shelf.content, site)
    yield from shared_pages(shelf)


def shared_pages(shelf: Shelf) -> Iterator[Page]:
    """The pages that are made of the same in both builds: nothing here may look at what only the private one tells."""
    yield from register_pages(shelf)
    yield from name_pages(shelf)
    yield from region_pages(shelf)
    yield calendar_page(shelf)
    yield from report_pages(shelf)
