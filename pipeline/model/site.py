"""What the site shows beside editions and register: stories with their articles, and the health of the sources."""

from dataclasses import dataclass

from pipeline.model.edition import Edition
from pipeline.model.restriction import Register
from pipeline.model.vocabulary import Grade


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
class SourceHealth:
    """A source as the site and ``status`` show it; nothing here changes merely because another night has passed.

    Attributes:
        state: "ok", "failing" (the last attempt failed), or "unread" (never tried).
        reason: why it fails, in words; empty if it does not.
        since: ISO day of the first failure in a row; empty if it does not fail.
        newest_on: ISO day of its newest entry; None if it has no dated entry.
    """

    source_id: str
    name: str
    url: str
    kind: str
    language: str
    grade: Grade
    state: str
    entries: int
    newest_on: str | None
    reason: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """Everything that the site is rendered from.

    Attributes:
        editions: oldest first.
        stories: newest first.
        stamp: a sentence for every page; empty in normal use.
    """

    register: Register
    editions: tuple[Edition, ...]
    stories: tuple[StoryPage, ...]
    sources: tuple[SourceHealth, ...]
    stamp: str = ""
