"""What Datasette shows beside ``register.sqlite``: what it is, whose words it holds, and what each column means."""

from collections.abc import Sequence

from pipeline.model.options import SiteOptions
from pipeline.render.links import on_web
from pipeline.render.register_json import Json, json_bytes
from pipeline.render.register_shapes import SHAPES, VIEWS

_DESCRIPTION = (
    "Which AI tools are off limits, to whom, from when. Everything that a restriction says is a claim with evidence. "
    "Quotes are their publishers' words, at most 50 of one article."
)
_NO_LICENCE = "no licence is told; quotes are their publishers' words"
_MORE: dict[str, Json] = {
    "candidates": {"label_column": "title", "sort": "lapses_on"},
    "restrictions": {"label_column": "title", "sort_desc": "added_on", "facets": ["status", "mechanism", "actor_type"]},
}


def metadata_json(site: SiteOptions, attribution: Sequence[str] = ()) -> bytes:
    """The file that ``datasette register.sqlite --metadata metadata.json`` takes.

    Args:
        site: its title, address and licence.
        attribution: whom to name for data of others.
    """
    description = " ".join([_DESCRIPTION, *(f"Contains data of {line}." for line in attribution)])
    tables = {
        name: {"description": shape.about, "columns": {column.name: column.about for column in shape.columns}}
        | _MORE.get(name, {})
        for name, shape in SHAPES.items()
    }
    about = {
        "title": f"{site.title}: register of restrictions",
        "description": description,
        "license": site.licence or _NO_LICENCE,
        "source": site.title,
        "source_url": on_web(site.base_url, ""),
        "about": "How it works",
        "about_url": on_web(site.base_url, "methodology/"),
    }
    views = {view.name: {"description": view.about} for view in VIEWS}
    return json_bytes(
        {key: value for key, value in about.items() if value}
        | {"databases": {"register": {"description": description, "tables": tables | views}}}
    )
