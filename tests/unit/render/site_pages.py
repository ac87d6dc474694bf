"""Single pages of the site, rendered from the example records or from a change of them."""

from dataclasses import replace

from pipeline.model.restriction import Register, Restriction
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.site import build
from pipeline.render.site.page import Press
from pipeline.render.site.shelf import shelve
from pipeline.render.site.tree import site_pages
from tests.examples import CONTENT, EMPTY, SITE
from tests.unit.render.readers import Document, read_html

ENV = environment("html")
PUBLIC = build(CONTENT, SITE, private=False)
PRIVATE = build(CONTENT, SITE, private=True)


def page(path: str, *, private: bool = False) -> Document:
    """A page of the example site, by its folder."""
    return read_html((PRIVATE if private else PUBLIC)[f"{path}/index.html" if path else "index.html"])


def page_of(content: SiteContent, path: str) -> Document:
    """One page of another content, by its folder with a slash at the end."""
    shelf = shelve(content)
    press = Press(env=ENV, shelf=shelf, site=SITE, private=False, stamp="")
    (found,) = [one for one in site_pages(shelf, SITE) if one.path == f"{path}index.html"]
    return read_html(press.render(found))


def with_rows(*rows: Restriction) -> SiteContent:
    """A content of some restrictions and nothing else."""
    return replace(EMPTY, register=Register(restrictions=rows, changed_at="2026-07-10T01:00:00Z"))
