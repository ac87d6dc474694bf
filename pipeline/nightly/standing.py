"""Whose page an article is, and how far it can be trusted: that of its source, or of the site where it was found."""

from dataclasses import dataclass

from pipeline.analyse.events.sentence import places
from pipeline.model.article import Article
from pipeline.model.event import Place
from pipeline.model.source import Source
from pipeline.model.vocabulary import Grade
from pipeline.nightly.house import House
from pipeline.text.urls import host


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the operator's list of sources says of one article.

    Attributes:
        outlet: name of the publisher as it is printed.
        unlisted: a discovery source found it on a host of which no outlet is listed.
    """

    outlet: str
    grade: Grade
    speaks_for: tuple[str, ...] = ()
    unlisted: bool = False


def standing_of(house: House, article: Article) -> Standing:
    """Whose page an article is.

    The grade of a discovery source says how well it finds, and nothing of the pages of others that it lists: those take
    the grade of the outlet that is listed for their host, or have none. A newsroom that is listed for a host does not
    vouch for all that stands there, for many may write on it.
    """
    source = house.source(article.source_id)
    if source is None:
        return Standing(outlet=article.outlet, grade="F")
    place = host(article.url)
    if not source.discovery or place == host(source.url):
        return Standing(outlet=article.outlet, grade=source.grade, speaks_for=source.speaks_for)
    home = next((other for other in house.settings.sources if _is_outlet_on(other, place)), None)
    if home is not None:
        return Standing(outlet=home.name, grade=home.grade)
    return Standing(outlet=article.site or place or article.outlet, grade="F", unlisted=True)


def foreground(house: House, article: Article) -> tuple[Place, ...]:
    """The sentences of an article that count as said, in order: those that were kept.

    Of the change of a vendor's own list all lines count: the one that went is the news.
    """
    source = house.source(article.source_id)
    if source and source.watch and source.watch.tools:
        return tuple(Place(block=block.order, start=0, end=len(block.text)) for block in article.blocks)
    return places(article)


def _is_outlet_on(source: Source, place: str) -> bool:
    return not source.discovery and not source.speaks_for and host(source.url) == place
