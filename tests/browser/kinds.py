"""One page of each kind that a site has, the fullest one."""

from pipeline.model.options import SiteOptions
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.site.page import Press
from pipeline.render.site.shelf import shelve
from pipeline.render.site.tree import site_pages

_ENV = environment("html")


def fullest(content: SiteContent, site: SiteOptions) -> dict[str, tuple[str, bytes]]:
    """The largest page of each kind, its path and its bytes, by the name of the kind.

    A page is of another kind where it has another template, or stands in another folder, or is the list in it.
    """
    shelf = shelve(content)
    press = Press(env=_ENV, shelf=shelf, site=site, private=True, stamp=content.stamp)
    largest: dict[str, tuple[str, bytes]] = {}
    for page in site_pages(shelf, site):
        folder, _, below = page.path.removesuffix("index.html").partition("/")
        kind = f"{page.template} {folder}{'/…' if below else ''}".strip()
        made = press.render(page)
        if len(made) > len(largest.get(kind, ("", b""))[1]):
            largest[kind] = (page.path, made)
    return dict(sorted(largest.items()))


def kinds(content: SiteContent, site: SiteOptions) -> dict[str, str]:
    """The path of the largest page of each kind, by the name of the kind."""
    return {kind: path for kind, (path, _) in fullest(content, site).items()}
