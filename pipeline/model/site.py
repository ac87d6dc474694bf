"""What the site shows beside editions and register: stories with their articles, and the health of the sources."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.model.availability import Availability
from pipeline.model.edition import Edition
from pipeline.model.restriction import Register
from pipeline.model.vocabulary import Grade, SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """One article of a story: where it stands and what was stripped from it, but none of its text.

    Attributes:
        stripped: pairs (rule, blocks dropped by it), in the order of the rules' names.
        copy_of: outlet of the earlier article that this one repeats; empty if it repeats none.
    """

    article_id: str
    outlet: str
    title: str
    url: str
    published: str | None
    kept_words: int
    stripped_words: int
    stripped: tuple[tuple[str, int], ...]
    copy_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story as the site shows it. Only stories that tell a restriction or a candidate have a page."""

    story_id: str
    title: str
    first_published: str | None
    articles: tuple[StoryArticle, ...]
    restriction_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShare:
    """How much of some articles was stripped: a measurement of their text, and no verdict on who wrote it.

    Attributes:
        articles: how many were measured.
        words: of their bodies; what frames a body is not counted.
        filler: words of these that were dropped as filler.
        repeated: words of these that were dropped because they stand elsewhere too, in the article or in others.
    """

    articles: int = 0
    words: int = 0
    filler: int = 0
    repeated: int = 0


FEWEST_MEASURED = 5
"""Articles; of a source with fewer no share is told, since one odd page would decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source as the site and ``status`` show it; nothing here changes merely because another night has passed.

    Attributes:
        state: as ``pipeline.fetch.health.state_of`` gives it; "disabled" for one that is not read by choice.
        entries: how many it has given in all; ``relevant`` how many of its articles are about a restriction.
        newest_on: ISO day of its newest entry; None if it has no dated entry.
        failure: name of the failure, as in ``pipeline.model.failure``; empty if it does not fail.
        reason: what is the matter, in words; empty if nothing is.
        since: ISO day since when; empty if nothing is the matter.
        moved_to: the address where it answers now, if that is another than the configured one.
        stands_by: it is read only while the source that names it as its fallback fails.
        attribution: whom to name where its data are used.
        articles: how many of its pages were parsed.
        filler_share: part of the words of their bodies that was stripped as filler, 0 to 1; ``repeated_share`` what of
            it stands elsewhere too. None while there are fewer than ``FEWEST_MEASURED`` articles, or no words.
    """

    source_id: str
    name: str
    url: str
    kind: str
    language: str
    grade: Grade
    state: SourceState | Literal["disabled"]
    entries: int
    newest_on: str | None
    relevant: int = 0
    failure: str = ""
    reason: str = ""
    since: str = ""
    moved_to: str = ""
    stands_by: bool = False
    attribution: str = ""
    articles: int = 0
    filler_share: float | None = None
    repeated_share: float | None = None

    @property
    def ails(self) -> bool:
        """Whether readers have to be told: it fails or is silent beyond its habit, and does not merely stand by."""
        return not self.stands_by and self.state in ("failing", "parked", "gone", "stale")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYield:
    """What a source gave, week by week.

    Attributes:
        weeks: pairs (ISO day of the Monday, entries first seen in that week), oldest first, weeks without any included;
            of all sources the same weeks.
    """

    source_id: str
    name: str
    weeks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A change of a page that is watched: what came and went, of which the site shows no more than of any article.

    Attributes:
        outlet: whose page it is.
        title: of the page; empty if it has none.
        seen_on: ISO day on which it was first seen; it was made on that day at the latest.
        came, went: sentences, or lines of a list; empty where its terms let us quote none.
        added, removed: how many there are of each.
        is_list: they are lines of a list.
        sha256, retrieved_at: of the record of the change, and when it was made (ISO time).
    """

    article_id: str
    outlet: str
    title: str
    url: str
    seen_on: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    added: int
    removed: int
    is_list: bool
    sha256: str
    retrieved_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryList:
    """What one vendor's list says of one tool, as its page shows it.

    Attributes:
        url: of the list.
        listed: names of countries, in the order of the alphabet.
        gone: pairs (name of a country that is listed no more, ISO day since when), likewise.
        attribution: whom to name where it is shown.
    """

    tool: str
    url: str
    listed: tuple[str, ...]
    gone: tuple[tuple[str, str], ...] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """Everything that the site is rendered from.

    Attributes:
        editions: oldest first.
        stories: newest first.
        availability: what vendors' own lists say, by tool, country and source; ``country_lists`` tells the same for
            readers.
        yields: what each source gave by week, as far back as is shown.
        page_changes: of watched pages, newest first, as far back as is shown.
        stamp: a sentence for every page; empty in normal use.
    """

    register: Register
    editions: tuple[Edition, ...]
    stories: tuple[StoryPage, ...]
    sources: tuple[SourceHealth, ...]
    availability: tuple[Availability, ...] = ()
    country_lists: tuple[CountryList, ...] = ()
    yields: tuple[SourceYield, ...] = ()
    page_changes: tuple[PageChange, ...] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of the site, before it is made.

    Attributes:
        path: relative, with "/".
        make: gives its content, the same each time.
        made_of: a hash of all that its content depends on; empty if it has to be made to see whether it changed.
    """

    path: str
    make: Callable[[], bytes]
    made_of: str = ""
