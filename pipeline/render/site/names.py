"""The pages of tools, vendors and actors."""

from collections.abc import Iterator

from pipeline.render.site.charts import grid
from pipeline.render.site.page import Page
from pipeline.render.site.shelf import Kind, Shelf

_KINDS: tuple[tuple[Kind, str, str, str], ...] = (
    ("tools", "Tools", "Vendor", "Tools that a restriction names."),
    ("vendors", "Vendors", "Tools", "Vendors of tools that a restriction names."),
    ("actors", "Actors", "Kind", "Who decided on a restriction."),
)


def name_pages(shelf: Shelf) -> Iterator[Page]:
    """An index of each kind, and a page for each name."""
    for kind, title, note_title, caption in _KINDS:
        names = sorted(shelf.names[kind].values(), key=lambda name: (name.name.casefold(), name.name))
        yield Page(
            path=f"{kind}/index.html",
            template="names",
            title=title,
            description=caption,
            values={
                "names": names,
                "caption": caption,
                "note_title": note_title,
                "grid": grid(shelf.content) if kind == "tools" else None,
            },
        )
        for name in names:
            yield Page(
                path=f"{name.path}index.html",
                template="name",
                closed=True,
                title=f"{name.name} ({title.removesuffix('s').lower()})",
                description=name.caption,
                values={"name": name},
            )
