"""What the sample world is made of."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from string import Template
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from pipeline.model.source import Published
from pipeline.model.vocabulary import BlockKind, Grade
from pipeline.text.words import slug as slugged

ArticleKind = Literal["fictional", "news", "noise", "restriction"]
Fault = Literal["none", "down", "challenge", "broken-feed"]
FeedKind = Literal["atom", "html-list", "json-feed", "news-sitemap", "rss"]

_STRICT = ConfigDict(extra="forbid")


class Piece(NamedTuple):
    """A block of a page's body."""

    kind: BlockKind
    text: str


@checked(config=_STRICT, frozen=True)
class Step:
    """One step of a mill's filler.

    Attributes:
        text: as it stands, with ``$title`` (in lower case) and ``$lead`` (first sentence of the article) as slots.
        deal: pool from which ``count`` sentences are dealt; empty if there is a text.
    """

    kind: BlockKind
    text: str = ""
    deal: str = ""
    count: int = 1


@checked(config=_STRICT, frozen=True)
class Filler:
    """What a mill puts around its articles.

    Attributes:
        pools: sentences by the name of their pool.
        between: steps after every second paragraph of an article.
        after: steps behind the article.
    """

    pools: dict[str, tuple[str, ...]]
    between: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()


@checked(config=_STRICT, frozen=True)
class Feed:
    """Where an outlet's feed stands, and of which kind it is.

    Attributes:
        list: the key ``list`` of feeds.yaml: CSS selectors of an ``html-list``; empty for other kinds.
    """

    kind: FeedKind
    path: str
    list: dict[str, str] = field(default_factory=dict)


@checked(config=_STRICT, frozen=True)
class Marks:
    """How a page marks up its blocks: templates with ``$text``, ``$items``, or ``$path`` and ``$title``."""

    paragraph: str
    heading: str
    item: str
    list: str
    quote: str
    related: str


@checked(config=_STRICT, frozen=True)
class Outlet:
    """A publisher of the sample world.

    Attributes:
        about: what the outlet is, in a few words; not shown on its pages.
        grade: how far its source is to be trusted, as in feeds.yaml.
        article_path: template of an article's address; empty if the outlet's articles can never be read.
        zone: IANA name of the zone in which the outlet gives its times.
        dates: whether pages give a time or a day alone.
        disallow: beginnings of paths that its robots.txt forbids.
        fault_days: UTC days on which the fault shows; all days if there are none.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name: str
    about: str
    grade: Grade
    feed: Feed
    article_path: str = ""
    zone: str = "UTC"
    dates: Literal["time", "day"] = "time"
    encoding: Literal["utf-8", "iso-8859-1"] = "utf-8"
    disallow: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    fault: Fault = "none"
    fault_days: tuple[date, ...] = ()
    marks: Marks | None = None

    @property
    def host(self) -> str:
        """Host name; ``.example`` is reserved and belongs to nobody."""
        return f"{self.id}.example"

    @property
    def home(self) -> str:
        """Address of the front page."""
        return f"http://{self.host}/"

    @property
    def feed_url(self) -> str:
        """Address of the feed."""
        return f"http://{self.host}{self.feed.path}"

    @property
    def feed_skeleton(self) -> str:
        """Name of the skeleton of the feed."""
        ends = {"html-list": ".list.html", "json-feed": ".json"}
        return f"{self.id}{ends.get(self.feed.kind, '.xml')}"

    def fault_at(self, now: datetime) -> Fault:
        """What is wrong with the outlet at a moment."""
        return self.fault if not self.fault_days or now.astimezone(UTC).date() in self.fault_days else "none"


@checked(config=_STRICT, frozen=True)
class Policy:
    """A page of an outlet that says where something is available, and that is watched for changes.

    Attributes:
        id: of its source.
        outlet: id of the outlet that it belongs to.
        path: of its address on the outlet's host.
        select: CSS selector of its text, as in feeds.yaml.
        tools: what the list is about, by the names of the demo's lexicon.
        since: day from which the page counts how old it is.
        entry: how the page marks one entry: a template with ``$text``.
        entries: the list, as it stands at first.
        dropped: entries that are taken off it, and when.
        banner: paragraphs of the question about cookies.
        banner_at: from when the page asks it.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)+$")]
    outlet: str
    name: str
    path: str
    select: str
    tools: tuple[str, ...]
    since: date
    entry: str
    entries: tuple[str, ...]
    dropped: dict[str, AwareDatetime]
    banner: tuple[str, ...]
    banner_at: AwareDatetime

    def entries_at(self, now: datetime) -> tuple[str, ...]:
        """The list as it stands at a moment."""
        return tuple(entry for entry in self.entries if entry not in self.dropped or now < self.dropped[entry])


@checked(config=_STRICT, frozen=True)
class Happening:
    """What an article tells of.

    Attributes:
        sure: how well it is founded; see the head of events.yaml.
    """

    id: str
    sure: Literal["firm", "good", "fictional"]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldArticle:
    """One article as it was written, without anything that its page adds.

    Attributes:
        event: id of the happening, empty where the article tells of none.
    """

    outlet_id: str
    slug: str
    title: str
    published: Published
    author: str
    summary: str
    section: str
    kind: ArticleKind
    event: str
    pieces: tuple[Piece, ...]

    @property
    def released_at(self) -> datetime:
        """Moment from which the article can be read: its time, or noon UTC of its day where only that is given."""
        return self.published.published_at or datetime.combine(self.published.published_on, time(12), UTC)

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.pieces[0].text


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The whole sample world.

    Attributes:
        articles: in the order (released, outlet, slug).
        skeletons: templates of pages and feeds by file name ("meridianwire.html", "meridianwire.xml").
        fillers: by the id of the outlet.
    """

    outlets: tuple[Outlet, ...]
    policies: tuple[Policy, ...]
    happenings: tuple[Happening, ...]
    articles: tuple[WorldArticle, ...]
    skeletons: dict[str, str]
    fillers: dict[str, Filler]

    def outlet(self, outlet_id: str) -> Outlet:
        """The outlet of an id.

        Raises:
            KeyError: there is none.
        """
        return {outlet.id: outlet for outlet in self.outlets}[outlet_id]

    def articles_of(self, outlet: Outlet) -> tuple[WorldArticle, ...]:
        """What an outlet publishes, oldest first."""
        return tuple(article for article in self.articles if article.outlet_id == outlet.id)

    def path(self, article: WorldArticle) -> str:
        """Path of an article's address on its outlet's host."""
        day = article.published.published_on
        return Template(self.outlet(article.outlet_id).article_path).substitute(
            section=slugged(article.section),
            year=f"{day.year:04}",
            month=f"{day.month:02}",
            day=f"{day.day:02}",
            slug=article.slug,
        )

    def url(self, article: WorldArticle) -> str:
        """Address of an article's page."""
        return f"http://{self.outlet(article.outlet_id).host}{self.path(article)}"
