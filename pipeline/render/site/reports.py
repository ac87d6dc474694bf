"""The pages of what the register rests on: stories with their articles, sources, and how all of it works."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.site import StoryPage
from pipeline.render.days import is_date, long_day
from pipeline.render.links import story_path
from pipeline.render.phrases import counted, repeated_text
from pipeline.render.site.charts import SOURCES, flow, yields
from pipeline.render.site.page import Page
from pipeline.render.site.quotes import ARTICLE_WORDS, first_words
from pipeline.render.site.shelf import Shelf, newest_first
from pipeline.render.site.traits import lists_of, traits
from pipeline.text.words import join_words

STORIES = 100
"""Stories on the page "Stories"; all of them are on the pages of their months."""
UNDATED = "undated"
"""Stands for the month of stories of which no day is known."""
_STATUSES = (
    ("rumoured", "one report that names nobody who says so"),
    ("reported", "one report, or several that repeat each other; the actor has not confirmed it"),
    ("proposed", "somebody proposes it or looks into it; nothing is decided"),
    ("announced", "decided, and its day is not known"),
    ("scheduled", "decided, and its day is still ahead"),
    ("in-force", "it applies, by the word of the actor or of two independent reports"),
    ("suspended", "taken back for a time"),
    ("lifted", "taken back, or its last day was reached"),
    ("denied", "the actor says that it is not so"),
    ("superseded", "another restriction has taken its place"),
)
_PHRASES = (
    ("told by the actor itself", "a page of the actor says so"),
    ("confirmed by the actor", "a report has it from the actor"),
    ("notice seen by two outlets, unconfirmed", "that many outlets saw a notice or memo; the actor is silent"),
    ("reported by two outlets independently", "that many outlets tell it, none from another"),
    ("headline only", "headlines or summaries, of which the text could not be read; never counted as a second source"),
    ("one report", "a single report, or copies of it"),
)


SEARCHED = 1_000
"""Stories that can be searched for, the newest: each costs a file and a share of the seconds of every new index."""


def report_pages(shelf: Shelf) -> Iterator[Page]:
    """Stories, sources, the methodology, and the page for addresses that do not exist."""
    stories = shelf.content.stories
    titles = headlines(shelf)
    yield from _lists(stories, titles)
    for story in stories:
        yield _story(story, titles[story.story_id], shelf)
    yield _sources(shelf)
    yield how_it_works()
    yield Page(
        path="search/index.html",
        template="search",
        title="Search",
        description="Search restrictions, tools, vendors, actors, briefs and stories.",
        values={
            "stories": SEARCHED,
            "left_out": len(stories) > SEARCHED,
            "kinds": lists_of(map(traits, shelf.rows.values()), 1),
        },
    )
    yield Page(
        path="404.html", template="not_found", title="Not found", description="There is no page at this address."
    )


def how_it_works() -> Page:
    """The methodology."""
    return Page(
        path="methodology/index.html",
        template="methodology",
        title="How it works",
        description="What is read, what it takes to be in the register, and what the words mean.",
        values={"statuses": _STATUSES, "phrases": _PHRASES},
    )


def _lists(stories: Sequence[StoryPage], titles: Mapping[str, str]) -> Iterator[Page]:
    """The newest stories, and all of them by the month in which they were first told."""
    months: dict[str, list[tuple[StoryPage, str]]] = {}
    for story in stories:
        month = (story.first_published or "")[:7]
        months.setdefault(month if is_date(month) else UNDATED, []).append((story, titles[story.story_id]))
    counts = [(month, f"stories/{month}/", len(found)) for month, found in months.items()]
    yield Page(
        path="stories/index.html",
        template="stories",
        title="Stories",
        description="What was reported, story by story.",
        values={
            "stories": [(story, titles[story.story_id]) for story in stories[:STORIES]],
            "months": counts,
            "month": "",
        },
    )
    for month, path, _ in counts:
        yield Page(
            path=f"{path}index.html",
            template="stories",
            title=f"Stories of {long_day(month)}" if month != UNDATED else "Stories without a day",
            description="What was reported in one month, story by story.",
            values={"stories": months[month], "months": [], "month": month},
            closed=True,
        )


def _story(story: StoryPage, headline: str, shelf: Shelf) -> Page:
    rows = [shelf.rows[one] for one in story.restriction_ids if one in shelf.rows]
    return Page(
        path=f"{story_path(story.story_id)}index.html",
        template="story",
        closed=True,
        title=f"Story: {headline}",
        description=f"{counted(len(story.articles), 'article')} that report the same happening.",
        values={
            "story": story,
            "headline": headline,
            "rows": newest_first(rows),
            "articles": [(article, first_words(article.title, ARTICLE_WORDS)) for article in story.articles],
        },
    )


def headlines(shelf: Shelf) -> dict[str, str]:
    """The headline of each story by its id.

    Our own, of a restriction that no other story tells; else a publisher's, in quotation marks: the headline of a
    restriction says how it stands today, and of several stories at most the last told that.
    """
    told = Counter(one for story in shelf.content.stories for one in story.restriction_ids)
    return {story.story_id: _headline(story, shelf, told) for story in shelf.content.stories}


def _headline(story: StoryPage, shelf: Shelf, told: Mapping[str, int]) -> str:
    titles = [shelf.rows[one].title for one in story.restriction_ids if one in shelf.rows and told[one] == 1]
    return titles[0] if titles else f"“{first_words(story.title, ARTICLE_WORDS // 2)}”"


def _sources(shelf: Shelf) -> Page:
    sources = shelf.content.sources
    ailing = sum(source.ails for source in sources)
    disabled = sum(source.state == "disabled" for source in sources)
    counts = [f"{ailing or 'none'} failing or silent"] + ([f"{disabled} not read by choice"] if disabled else [])
    return Page(
        path="sources/index.html",
        template="sources",
        title="Sources",
        description="What is read every night, and what cannot be read.",
        values={
            "sources": sorted(
                sources,
                key=lambda source: (not source.ails, source.state == "disabled", source.name.casefold()),
            ),
            "repeated": {one.source_id: repeated_text(one.repeated_share, one.articles) for one in sources},
            "flow": flow(shelf.content.editions[-1] if shelf.content.editions else None),
            "yields": yields(shelf.content.yields),
            "undrawn": max(0, len(shelf.content.yields) - SOURCES),
            "caption": f"{counted(len(sources), 'source')}, {join_words(counts)}.",
        },
    )
