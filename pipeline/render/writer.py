"""One edition in words: as plain text, as the HTML of a mail, as Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import css_inline
from jinja2 import Environment

from pipeline.model.edition import Edition
from pipeline.model.options import SiteOptions
from pipeline.render import links
from pipeline.render.editors import Editors
from pipeline.render.environment import environment
from pipeline.render.phrases import HOW_TO_READ
from pipeline.render.shorten import Told, complete, shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Something that a mail refers to, by id or number, and its address."""

    label: str
    url: str


class Writer:
    """Writes editions for one site; a template is compiled once for all of them.

    Args:
        site: title and address of the site.
        leave: where the reader of a mail leaves the list; empty if an answer does it.
        editors: what a draft tells its editors; None for what everybody gets.
    """

    def __init__(self, site: SiteOptions, *, editors: Editors | None = None, leave: str = "") -> None:
        self._site = site
        self._leave = leave
        self._editors = editors
        self._text = environment("text")
        self._html = environment("html")
        self._markdown = environment("markdown")

    def shortened(self, edition: Edition) -> Told:
        """What a mail has room for."""
        return shorten(edition, lambda told: count_words(self.text(told)))

    def text(self, told: Told, *, mailed: bool = True) -> str:
        """Plain text, 72 columns wide.

        Args:
            told: what is told.
            mailed: whether it goes out as a mail, which can be replied to.
        """
        return self._filled(self._text, "email/brief.txt.j2", told, mailed=mailed)

    def html(self, told: Told) -> str:
        """One document, 600 pixels wide, with all of its styles inside; nothing is loaded, here or by its reader."""
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
        return inliner.inline(self._filled(self._html, "email/brief.html.j2", told, mailed=True))

    def markdown(self, edition: Edition) -> str:
        """All of an edition as CommonMark."""
        return self._filled(self._markdown, "email/brief.md.j2", complete(edition), mailed=False)

    def _filled(self, env: Environment, template: str, told: Told, *, mailed: bool) -> str:
        on_web = partial(links.on_web, self._site.base_url)
        references = _references(told.edition, self._site)
        return env.get_template(template).render(
            told=told,
            edition=told.edition,
            complete=told.complete,
            mailed=mailed,
            editors=self._editors,
            leave=self._leave,
            site=self._site,
            web=on_web(links.edition_path(told.edition.edition_id)),
            calendar=on_web("calendar/"),
            method=on_web("methodology/"),
            elsewhere="on the web" if on_web("") else "on the site",
            how_to_read=HOW_TO_READ,
            references=references,
            urls={reference.label: reference.url for reference in references},
            notes=_notes(told.edition),
        )


def count_words(told: str) -> int:
    """Words as a reader meets them: whatever stands between white space."""
    return len(told.split())


def _references(edition: Edition, site: SiteOptions) -> list[Reference]:
    """Each id and each quoted page once, in the order in which they are met."""
    named = [
        *(exposure.restriction_id for exposure in edition.exposures or () if exposure.bearing != "none"),
        *(item.restriction_id for item in edition.items),
        *(step.restriction_id for step in edition.steps),
        *(day.restriction_id for day in edition.dates),
        *(change.restriction_id for change in edition.changes if change.restriction_id),
        *(watched.restriction_id for watched in edition.watching if watched.restriction_id),
        *(erratum.restriction_id for erratum in edition.errata),
        *(notice.restriction_id for notice in edition.notices),
        *(named for said in _sentences(edition) for named in links.RESTRICTION_IDS.findall(said)),
    ]
    pages = [
        Reference(label=name, url=links.on_web(site.base_url, links.restriction_path(name)))
        for name in dict.fromkeys(named)
    ]
    quoted = [Reference(label=f"[{note}]", url=links.href(url)) for url, note in _notes(edition).items()]
    return [reference for reference in (*pages, *quoted) if reference.url]


def _sentences(edition: Edition) -> Iterator[str]:
    """Sentences that may name other restrictions than their own."""
    for item in edition.items:
        yield from (*item.since_last, item.what, item.so_what, item.next)
    for step in edition.steps:
        yield from (step.text, step.unchanged, step.escalate)


def _notes(edition: Edition) -> dict[str, int]:
    """A number for each page that is quoted and can be linked."""
    pages = [page for item in edition.items if (page := item.quote or item.source)]
    linked = dict.fromkeys(page.url for page in pages if links.href(page.url))
    return {url: number for number, url in enumerate(linked, start=1)}
