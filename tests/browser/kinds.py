"""One page of each kind that a site has, the fullest one."""

from pipeline.model.options import SiteOptions
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.site.page import Press
from pipeline.render.site.shelf import shelve
from pipeline.render.site.tree import site_pages

_ENV = environment("html")


def kinds(content: SiteContent, site: SiteOptions) -> dict[str, str]:
    """The path of the largest page of each kind, by the name of the kind.

    A page is of another kind where it has another template, or stands in another folder, or is the list in it.
    """
    shelf = shelve(content)
    press = Press(env=_ENV, shelf=shelf, site=site, private=True, stamp=content.stamp)
    largest: dict[str, tuple[int, str]] = {}
    for page in site_pages(shelf, site):
        folder, _, below = page.path.removesuffix("index.html").partition("/")
        kind = f"{page.template} {folder}{'/…' if below else ''}".strip()
        largest[kind] = max(largest.get(kind, (0, "")), (len(press.render(page)), page.path))
    return {kind: path for kind, (_, path) in sorted(largest.items())}
