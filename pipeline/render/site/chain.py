"""Who repeats whom: the reports of a restriction, each under the one that it repeats or relays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.restriction import Proof
from pipeline.model.site import StoryPage

LINKS = 60
"""Reports in one chain; what is left out stands on the pages of the stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One report, or an outlet that reports name and that was not read.

    Attributes:
        url: of the report; empty for an outlet that was not read.
        published: ISO time; empty if no day is known.
        how: what it does with the report above it: "repeats" or "relays"; empty if it names none.
        below: reports that repeat or relay it.
    """

    outlet: str
    url: str = ""
    published: str = ""
    how: str = ""
    below: tuple["Link", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The reports of a restriction.

    Attributes:
        links: the first of each chain, oldest first.
        left_out: how many reports do not stand here.
    """

    links: tuple[Link, ...]
    left_out: int = 0

    @property
    def says_something(self) -> bool:
        """Whether anybody repeats or relays anybody."""
        return any(link.below for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    article_id: str
    link: Link
    above: str


def chain_of(proofs: Sequence[Proof], stories: Sequence[StoryPage]) -> Chain:
    """The reports that are in the evidence or in the stories of a restriction.

    Args:
        proofs: its evidence.
        stories: in which it is told.
    """
    reports = _reports(proofs, stories)
    shown = reports[:LINKS]
    first = {report.link.outlet: report.article_id for report in reversed(shown)}
    above = {report.article_id: first.get(report.above) for report in shown}
    for report in shown:  # two that name each other are both told first
        if _is_round(report.article_id, above):
            above[report.article_id] = None
    below: dict[str | None, list[_Report]] = {}
    unread: dict[str, list[_Report]] = {}
    for report in shown:
        if report.above and report.above not in first:
            unread.setdefault(report.above, []).append(report)
        else:
            below.setdefault(above[report.article_id], []).append(report)
    roots = [_linked(report, below) for report in below.get(None, ())]
    for outlet, found in unread.items():
        links = tuple(_linked(report, below) for report in found)
        roots.append(Link(outlet=outlet, published=links[0].published, below=links))
    return Chain(
        links=tuple(sorted(roots, key=lambda link: (link.published or "9", link.outlet, link.url))),
        left_out=len(reports) - len(shown),
    )


def _reports(proofs: Sequence[Proof], stories: Sequence[StoryPage]) -> list[_Report]:
    """Each article once, oldest first; what the evidence says of it goes before what a story does."""
    found: dict[str, _Report] = {}
    copies = {one.article_id: one.copy_of for story in stories for one in story.articles if one.copy_of}
    for proof in proofs:
        relays = (proof.relays or "") if proof.relays != proof.publisher else ""
        before = found.get(proof.article_id)
        if before is not None and (before.above or not relays):
            continue
        repeated = copies.get(proof.article_id, "")
        link = Link(
            outlet=proof.publisher,
            url=proof.url,
            published=proof.published or "",
            how="repeats" if repeated else "relays" if relays else "",
        )
        found[proof.article_id] = _Report(article_id=proof.article_id, link=link, above=repeated or relays)
    for one in (one for story in stories for one in story.articles if one.article_id not in found):
        link = Link(outlet=one.outlet, url=one.url, published=one.published or "", how="repeats" if one.copy_of else "")
        found[one.article_id] = _Report(article_id=one.article_id, link=link, above=one.copy_of)
    return sorted(
        found.values(), key=lambda report: (report.link.published or "9", report.link.outlet, report.link.url)
    )


def _is_round(article_id: str, above: Mapping[str, str | None]) -> bool:
    """Whether whoever follows what a report repeats comes back to it."""
    seen, at = {article_id}, above[article_id]
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = above[at]
    return False


def _linked(report: _Report, below: Mapping[str | None, Sequence[_Report]]) -> Link:
    return replace(report.link, below=tuple(_linked(one, below) for one in below.get(report.article_id, ())))
