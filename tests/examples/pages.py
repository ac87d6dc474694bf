"""What the site shows beside editions and register."""

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Register
from pipeline.model.site import PageChange, SiteContent, SourceHealth, StoryArticle, StoryPage
from tests.examples.editions import BASELINE, QUIET, RICH
from tests.examples.restrictions import ARTICLES, REGISTER

SITE = SiteOptions(title="Offlimits", base_url="https://offlimits.example/ai")

STORIES = (
    StoryPage(
        story_id="2026-0001",
        title="Alibaba staff have to give up Claude Code from Friday",
        first_published="2026-07-06T10:05:00+08:00",
        articles=(
            StoryArticle(
                article_id="hp-alibaba",
                outlet="Harbour Post",
                title=ARTICLES["hp-alibaba"][2],
                url=ARTICLES["hp-alibaba"][1],
                published=ARTICLES["hp-alibaba"][3],
                kept_words=310,
                stripped_words=205,
                stripped=(("chrome:related", 6), ("filler:advice", 2)),
            ),
            StoryArticle(
                article_id="mq-alibaba",
                outlet="Merge Queue",
                title=ARTICLES["mq-alibaba"][2],
                url=ARTICLES["mq-alibaba"][1],
                published=None,
                kept_words=120,
                stripped_words=0,
                stripped=(),
                copy_of="Harbour Post",
            ),
        ),
        restriction_ids=("AIR-2026-0002",),
    ),
    StoryPage(
        story_id="2026-0002",
        title="Northwind Freight bars staff from AI writing tool Quill",
        first_published=None,
        articles=(
            StoryArticle(
                article_id="pw-northwind",
                outlet="Perimeter Weekly",
                title=ARTICLES["pw-northwind"][2],
                url=ARTICLES["pw-northwind"][1],
                published=ARTICLES["pw-northwind"][3],
                kept_words=140,
                stripped_words=61,
                stripped=(("filler:site", 1),),
            ),
        ),
        restriction_ids=(),
    ),
)

SOURCES = (
    SourceHealth(
        source_id="barristerbeat",
        name="Barrister Beat",
        url="https://barristerbeat.example/feed",
        kind="rss",
        language="en",
        grade="C",
        state="failing",
        entries=0,
        newest_on=None,
        reason="challenge page",
        since="2026-07-09",
    ),
    SourceHealth(
        source_id="harbourpost",
        name="Harbour Post",
        url="https://harbourpost.example/feed.xml",
        kind="atom",
        language="en",
        grade="B",
        state="ok",
        entries=180,
        newest_on="2026-07-10",
    ),
    SourceHealth(
        source_id="towncrier",
        name="Town Crier",
        url="https://towncrier.example/rss",
        kind="rss",
        language="en",
        grade="F",
        state="unread",
        entries=0,
        newest_on=None,
    ),
)

PAGE_CHANGE = PageChange(
    article_id="change-quill",
    outlet="Quillhaven",
    title="Where Quill is sold",
    url="https://quillhaven.example/countries",
    seen_on="2026-07-09",
    came=("Quill is sold in Austria, Iceland and Norway.", "Customers elsewhere are told by mail."),
    went=("Quill is sold in Austria, Iceland, Norway and Serbia.",),
    added=2,
    removed=1,
    is_list=False,
    sha256="5" * 64,
    retrieved_at="2026-07-10T05:00:00Z",
)
CONTENT = SiteContent(
    register=REGISTER,
    editions=(BASELINE, QUIET, RICH),
    stories=STORIES,
    sources=SOURCES,
    page_changes=(PAGE_CHANGE,),
)
EMPTY = SiteContent(register=Register(), editions=(), stories=(), sources=())
