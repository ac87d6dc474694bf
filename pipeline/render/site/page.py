"""One page of the site, and how it becomes bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from pipeline.model.options import SiteOptions
from pipeline.model.site import SiteFile
from pipeline.model.table import TablesWriter
from pipeline.render import spoken
from pipeline.render.links import edition_path, on_web, restriction_path, story_path
from pipeline.render.phrases import HOW_TO_READ
from pipeline.render.site.charts import by_month
from pipeline.render.site.prints import Prints, hash_of, program_print
from pipeline.render.site.shelf import Shelf
from pipeline.text.words import shorten

_TAB = 70  # characters of a title that browsers and search engines show


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered.

    Attributes:
        path: where it stands: ``restrictions/index.html``.
        template: name of a template in ``templates/site``.
        description: one line for search engines and previews.
        values: what the template needs beside what every page has.
        closed: whether it depends on nothing but these; of the shelf it then asks only where the pages are to which
            they lead. Such a page is not rendered again while they are the same.
    """

    path: str
    template: str
    title: str
    description: str
    values: Mapping[str, object] = field(default_factory=dict)
    closed: bool = False

    def shown(self, prints: Prints) -> str:
        """A hash of what it shows; empty if it is to be rendered always."""
        if not self.closed:
            return ""
        return prints.of_page(self.path, self.template, self.title, self.description, values=self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What all pages of one build share.

    Attributes:
        write_tables: makes ``register.sqlite``; the site has none without it.
        lines: lines of tables that were rendered already; the largest tables hold the same ones in another order.
    """

    env: Environment
    shelf: Shelf
    site: SiteOptions
    private: bool
    stamp: str
    write_tables: TablesWriter | None = None
    lines: dict[tuple[object, ...], Markup] = field(default_factory=dict)

    def render(self, page: Page) -> bytes:
        """The page as UTF-8."""
        template = self.env.get_template(f"site/{page.template}.html.j2")
        way = self._way_from(page.path)
        return template.render(
            page.values,
            page=page,
            shelf=self.shelf,
            site=self.site,
            private=self.private,
            stamp=self.stamp,
            tab=tab_title(page.title, self.site.title),
            has_tables=self.write_tables is not None,
            to=way,
            once=partial(self._once, way.root),
            by_month=by_month,
            claim_status=spoken.CLAIM_STATUS,
            edition_path=edition_path,
            how_to_read=HOW_TO_READ,
            restriction_path=restriction_path,
            roles=spoken.ROLES,
            story_path=story_path,
            tones=spoken.TONES,
        ).encode()

    def file(self, page: Page, shown: str) -> SiteFile:
        """The page as a file that is rendered when it is asked for.

        Args:
            page: of this build.
            shown: a hash of what it shows; empty for a page that is always rendered.
        """
        return SiteFile(path=page.path, make=partial(self.render, page), made_of=shown and self.made_of(shown))

    def made_of(self, shown: str) -> str:
        """A hash of what a file shows, and of what it shares with all of its build."""
        return hash_of(
            f"{program_print()} {self.private} {self.site!r} {self.stamp!r} {self.write_tables is not None} {shown}"
        )

    def _once(self, root: str, name: str, variant: object, macro: Callable[..., Markup], *values: object) -> Markup:
        """A line that a macro makes, made once for all pages of the same depth."""
        key = (root, name, variant)
        if key not in self.lines:
            self.lines[key] = macro(*values)
        return self.lines[key]

    def _way_from(self, path: str) -> "_Way":
        # Servers show 404.html in place of a page at any depth, so that only absolute links lead out of it.
        absolute = on_web(self.site.base_url, "") if path == "404.html" else ""
        return _Way(absolute or "../" * path.count("/"))


def tab_title(title: str, site: str) -> str:
    """What tabs, bookmarks and search engines call a page: with the name of the site where there is room for it."""
    whole = f"{title} · {site}"
    return whole if len(whole) <= _TAB else shorten(title, _TAB)


@dataclass(frozen=True, slots=True)
class _Way:
    """From one page to others, by links that work on the web, under any folder of it, and from a disk."""

    root: str

    def __call__(self, path: str) -> str:
        return f"{self.root}{path}index.html" if path.endswith("/") or not path else f"{self.root}{path}"
