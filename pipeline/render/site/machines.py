"""What programs read. None of it is made again while the register, and whatever else it tells, is the same."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from pipeline.model.availability import Availability
from pipeline.model.restriction import Register
from pipeline.model.site import SiteContent, SiteFile
from pipeline.model.table import TablesWriter
from pipeline.render import feeds
from pipeline.render.availability_json import availability_json
from pipeline.render.calendar import calendar_ics
from pipeline.render.credits import credits_of
from pipeline.render.register_csv import restrictions_csv
from pipeline.render.register_json import (
    EPOCH,
    SCHEMA_VERSION,
    Documents,
    candidates_json,
    documents_hash,
    json_bytes,
    register_documents,
    register_json,
    row_file,
    row_json,
    rows_json,
    schema_json,
)
from pipeline.render.register_metadata import metadata_json
from pipeline.render.register_tables import register_tables
from pipeline.render.site.page import Press
from pipeline.render.site.printed import printed, printed_lists
from pipeline.render.site.prints import Prints, fields_of
from pipeline.render.site.shelf import Shelf

REGISTER = "api/v1/restrictions.json"
"""Path of the register on the site."""
_TABLES = {"tables": "../../register.sqlite", "tables_metadata": "../../metadata.json"}


class _Told:
    """What several files tell; made when the first of them is."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def register(self) -> Register:
        """The register with no more of an article's words than its pages show."""
        return printed(self._shelf.content.register, self._shelf.pages_of)

    @cached_property
    def documents(self) -> Documents:
        """Its rows as they are written."""
        return register_documents(self.register)


def machine_files(press: Press, prints: Prints) -> Iterator[SiteFile]:
    """Every file for programs: the same in both builds."""
    content, site = press.shelf.content, press.site
    register, told = content.register, _Told(press.shelf)
    named = credits_of(content)
    seen = prints.of_page("", values={"register": fields_of(register), "latest": _latest(content), "named": named})
    listed = prints.of_page("", values={"lists": content.availability, "named": named})
    lists = printed_lists(content.availability)
    makers: list[tuple[str, str, Callable[[], bytes]]] = [
        ("api/v1/index.json", seen, lambda: _index(press, told.documents)),
        (REGISTER, seen, lambda: register_json(register, told.documents)),
        ("api/v1/restrictions/index.json", seen, lambda: rows_json(register, told.documents)),
        ("api/v1/restrictions.csv", seen, lambda: restrictions_csv(register)),
        ("api/v1/candidates.json", seen, lambda: candidates_json(told.register)),
        ("api/v1/availability.json", listed, lambda: availability_json(lists, named)),
        ("api/v1/schema.json", "", schema_json),
        ("calendar.ics", seen, lambda: calendar_ics(register, site)),
    ]
    for path, made_of, make in makers:
        yield SiteFile(path=path, make=make, made_of=made_of)
    yield from _rows(register, told, prints)
    yield from _feeds(press, seen, prints)
    if press.write_tables is not None:
        yield SiteFile(
            path="register.sqlite",
            make=partial(_database, press, press.write_tables, told, lists),
            made_of=prints.of_page("register.sqlite", values={"register": seen, "lists": listed}),
        )
        yield SiteFile(path="metadata.json", make=lambda: metadata_json(site, named))


def _database(press: Press, write: TablesWriter, told: _Told, lists: Sequence[Availability]) -> bytes:
    return write(register_tables(told.register, lists, press.site, credits_of(press.shelf.content)))


def _feeds(press: Press, seen: str, prints: Prints) -> Iterator[SiteFile]:
    """Feeds of the whole register, and of each tool and vendor."""
    register = press.shelf.content.register
    pen = feeds.Pen(register, press.site, press.env)
    yield from _feed("feeds/changes", partial(feeds.changes, register), seen, pen)
    yield from _feed("feeds/new", partial(feeds.new, register), seen, pen)
    latest = register.changed_at or EPOCH
    late = latest if any(revision.at > latest for row in register.restrictions for revision in row.history) else ""
    for name in (*press.shelf.names["tools"].values(), *press.shelf.names["vendors"].values()):
        made_of = prints.of_page(name.feed, values={"name": name, "late": late})
        yield from _feed(name.feed, partial(feeds.about, name.name, name.path, name.rows), made_of, pen)


def _feed(path: str, make: Callable[[], feeds.Feed], made_of: str, pen: feeds.Pen) -> Iterator[SiteFile]:
    yield SiteFile(path=f"{path}.atom", make=lambda: pen.atom(make()), made_of=made_of)
    yield SiteFile(path=f"{path}.json", make=lambda: pen.json(make()), made_of=made_of)


def _rows(register: Register, told: _Told, prints: Prints) -> Iterator[SiteFile]:
    """A document for each restriction, and for each that was removed."""
    for place, row in enumerate(register.restrictions):
        path = f"api/v1/restrictions/{row_file(row.restriction_id)}"
        shown = tuple((proof.quote, proof.end) for proof in told.register.restrictions[place].evidence)
        yield SiteFile(
            path=path,
            make=partial(_row, told, place),
            made_of=prints.of_page(path, values={"row": row, "shown": shown}),
        )
    for place, stone in enumerate(register.tombstones):
        path = f"api/v1/restrictions/{row_file(stone.restriction_id)}"
        made_of = prints.of_page(path, values={"stone": stone})
        yield SiteFile(path=path, make=partial(_stone, told, place), made_of=made_of)


def _row(told: _Told, place: int) -> bytes:
    return row_json("restriction", told.documents.restrictions[place])


def _stone(told: _Told, place: int) -> bytes:
    return row_json("tombstone", told.documents.tombstones[place])


def _latest(content: SiteContent) -> str | None:
    return content.editions[-1].edition_id if content.editions else None


def _index(press: Press, documents: Documents) -> bytes:
    """What there is for machines, and the hash by which they see whether the register changed."""
    content, licence = press.shelf.content, press.site.licence
    register = content.register
    return json_bytes(
        {
            "schema_version": SCHEMA_VERSION,
            "register_version": register.version,
            "generated_at": register.changed_at or EPOCH,
            "content_hash": documents_hash(documents),
            "restrictions": len(register.restrictions),
            "candidates": len(register.candidates),
            "latest_edition": _latest(content),
            "licence": licence or None,
            "attribution": list(credits_of(content)),
            "files": {
                "restrictions": "restrictions.json",
                "restrictions_csv": "restrictions.csv",
                "restriction_list": "restrictions/index.json",
                "candidates": "candidates.json",
                "availability": "availability.json",
                "schema": "schema.json",
                "changes": "../../feeds/changes.atom",
                "changes_json": "../../feeds/changes.json",
                "new": "../../feeds/new.atom",
                "new_json": "../../feeds/new.json",
                "calendar": "../../calendar.ics",
            }
            | (_TABLES if press.write_tables is not None else {}),
            "patterns": {
                "restriction": "restrictions/{id}.json",
                "tool": "../../feeds/tools/{slug}.{atom|json}",
                "vendor": "../../feeds/vendors/{slug}.{atom|json}",
            },
        }
    )
