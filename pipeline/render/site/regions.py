"""The pages of regions: what binds them, who decided there, and which tools their vendors offer there."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.restriction import Restriction
from pipeline.render.site.page import Page
from pipeline.render.site.shelf import Shelf, countries_of, newest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a vendor's own list says of one tool in one country.

    Attributes:
        url: of the list.
        since: ISO day on which we first saw it so.
    """

    tool: str
    url: str
    listed: bool
    since: str


def region_pages(shelf: Shelf) -> Iterator[Page]:
    """An index of the regions, and a page for each."""
    decided: dict[str, list[Restriction]] = {}
    for row in shelf.content.register.restrictions:
        for code in dict.fromkeys(countries_of(row)):
            decided.setdefault(code, []).append(row)
    offers: dict[str, list[Offer]] = {}
    for fact in shelf.content.availability:
        since = fact.since_at.date().isoformat()
        offers.setdefault(fact.country, []).append(Offer(tool=fact.tool, url=fact.url, listed=fact.listed, since=since))
    regions = sorted(shelf.names["regions"].items(), key=lambda item: (item[1].name.casefold(), item[0]))
    yield Page(
        path="regions/index.html",
        template="regions",
        title="Regions",
        description="Countries that a restriction names, in which somebody decided on one, or that a vendor lists.",
        values={
            "regions": [
                (region, len(decided.get(code, ())), sum(one.listed for one in offers.get(code, ())))
                for code, region in regions
            ]
        },
    )
    for code, region in regions:
        yield Page(
            path=f"{region.path}index.html",
            template="region",
            title=f"{region.name} (region)",
            description=f"Restrictions of AI tools that name {region.name}, or that were decided there.",
            values={
                "region": region,
                "decided": newest_first(decided.get(code, ())),
                "offers": sorted(offers.get(code, ()), key=lambda one: (one.tool.casefold(), one.tool, one.url)),
            },
            closed=True,
        )
