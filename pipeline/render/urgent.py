"""An urgent notice in words: as plain text and as HTML, with the same facts, at most 150 words."""

from collections.abc import Mapping
from dataclasses import dataclass

import css_inline

from pipeline.model.edition import Exposure
from pipeline.model.options import SiteOptions
from pipeline.model.urgent import Urgent
from pipeline.render import links
from pipeline.render.environment import environment
from pipeline.render.phrases import counted, seats
from pipeline.render.writer import count_words

WORDS = 150
"""Longest text of a notice, in words."""
ONCE = (
    "This goes out once, and again only if what it says changes; the next brief says that it was told."
    " To correct us or to leave this list, reply to this mail."
)
"""What stands at the end of each notice."""
_TOOLS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """As much of a notice as there is room for."""

    exposures: tuple[Exposure, ...]
    what: str


def text(notice: Urgent, site: SiteOptions) -> str:
    """Plain text, 72 columns wide."""
    return _text(notice, _fitting(notice, site), site)


def html(notice: Urgent, site: SiteOptions) -> str:
    """One document with all of its styles inside; it says what the text says."""
    filled = (
        environment("html").get_template("email/urgent.html.j2").render(_said(notice, _fitting(notice, site), site))
    )
    return css_inline.CSSInliner(load_remote_stylesheets=False).inline(filled)


def _fitting(notice: Urgent, site: SiteOptions) -> _Part:
    """What a notice leaves out, from the end: first What, then tools behind the gravest."""
    shown = notice.exposures[:_TOOLS]
    parts = [_Part(exposures=shown, what=notice.what)]
    parts += [_Part(exposures=shown[:count], what="") for count in range(len(shown), 0, -1)]
    return next((part for part in parts if count_words(_text(notice, part, site)) <= WORDS), parts[-1])


def _text(notice: Urgent, part: _Part, site: SiteOptions) -> str:
    return environment("text").get_template("email/urgent.txt.j2").render(_said(notice, part, site))


def _said(notice: Urgent, part: _Part, site: SiteOptions) -> Mapping[str, object]:
    left = len(notice.exposures) - len(part.exposures)
    return {
        "notice": notice,
        "headline": f"No longer so: {notice.headline}" if notice.over else notice.headline,
        "site": site,
        "web": links.on_web(site.base_url, links.restriction_path(notice.restriction_id)),
        "when": _when(notice.in_days),
        "exposures": part.exposures,
        "facts": _facts,
        "more": f"and {counted(left, 'more tool of ours', 'more tools of ours')}" if left else "",
        "what": part.what,
        "founded": f"{notice.provenance[:1].upper()}{notice.provenance[1:]}.",
        "once": ONCE,
    }


def _facts(exposure: Exposure) -> str:
    """Seats and owner of a tool, as far as they are known."""
    owner = f"owner: {exposure.owner}" if exposure.owner else ""
    return " · ".join(filter(None, (seats(exposure), owner)))


def _when(days: int) -> str:
    """A day as it lies from the day of the notice: "today", "in 5 days", "2 days ago"."""
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"
