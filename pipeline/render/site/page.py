"""One page of the site, and how it becomes bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Environment

from pipeline.model.options import SiteOptions
from pipeline.render import spoken
from pipeline.render.chart import bars
from pipeline.render.links import edition_path, on_web, restriction_path, story_path
from pipeline.render.phrases import HOW_TO_READ
from pipeline.render.site.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered.

    Attributes:
        path: where it stands: ``restrictions/index.html``.
        template: name of a template in ``templates/site``.
        description: one line for search engines and previews.
        values: what the template needs beside what every page has.
    """

    path: str
    template: str
    title: str
    description: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What all pages of one build share."""

    env: Environment
    shelf: Shelf
    site: SiteOptions
    private: bool
    stamp: str

    def render(self, page: Page) -> bytes:
        """The page as UTF-8."""
        template = self.env.get_template(f"site/{page.template}.html.j2")
        return template.render(
            page.values,
            page=page,
            shelf=self.shelf,
            site=self.site,
            private=self.private,
            stamp=self.stamp,
            to=self._way_from(page.path),
            bars=bars,
            claim_status=spoken.CLAIM_STATUS,
            edition_path=edition_path,
            how_to_read=HOW_TO_READ,
            restriction_path=restriction_path,
            roles=spoken.ROLES,
            story_path=story_path,
            tones=spoken.TONES,
        ).encode()

    def _way_from(self, path: str) -> "_Way":
        # Servers show 404.html in place of a page at any depth, so that only absolute links lead out of it.
        absolute = on_web(self.site.base_url, "") if path == "404.html" else ""
        return _Way(absolute or "../" * path.count("/"))


@dataclass(frozen=True, slots=True)
class _Way:
    """From one page to others, by links that work on the web, under any folder of it, and from a disk."""

    root: str

    def __call__(self, path: str) -> str:
        return f"{self.root}{path}index.html" if path.endswith("/") or not path else f"{self.root}{path}"
