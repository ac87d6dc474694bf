"""A page as it was taken apart: a made-up outlet on made-up firms, with every kind of fate."""

from datetime import date

from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event, Evidence, PartialDate
from pipeline.model.source import Published

_LEAD = "Northwind Freight has barred its staff from Quill, the firm said on Monday."
_DATE = "The rule takes effect on 1 August 2026."

INSPECTED = Article(
    article_id="pw-northwind",
    snapshot_id="",
    source_id="",
    outlet="Perimeter Weekly",
    url="https://perimeterweekly.example/northwind-quill?a=1&b=2",
    title="Northwind Freight bars staff from AI writing tool Quill",
    author="Ada Example",
    language="en",
    published=Published(text="2026-07-06T10:05:00+08:00", published_on=date(2026, 7, 6)),
    modified=Published(text="2026-07-07", published_on=date(2026, 7, 7)),
    canonical="https://perimeterweekly.example/northwind-quill",
    site="Perimeter Weekly Online",
    tags=("Quill", "work"),
    blocks=(
        Block(order=0, para=0, kind="list-item", text="Home", rule="chrome:outside", because="not in the main text"),
        Block(order=1, para=1, kind="list-item", text="News", rule="chrome:outside", because="not in the main text"),
        Block(
            order=2, para=2, kind="paragraph", text="By Ada Example", rule="chrome:byline", because="begins like one"
        ),
        Block(order=3, para=3, kind="paragraph", text=_LEAD),
        Block(order=4, para=4, kind="heading", text="From when"),
        Block(order=5, para=5, kind="paragraph", text=_DATE),
        Block(
            order=6,
            para=5,
            kind="paragraph",
            text="Change is never easy.",
            rule="filler:advice",
            because="nothing of this story to check; stock phrase",
        ),
        Block(
            order=7,
            para=6,
            kind="paragraph",
            text="Firms everywhere should look at their tools with fresh eyes and an open mind.",
            rule="filler:repeat",
            because="generic, and again in block 8",
        ),
        Block(
            order=8,
            para=7,
            kind="paragraph",
            text="Firms everywhere should look at their tools with fresh eyes and an open mind.",
            rule="filler:repeat",
            because="generic, and again in block 7",
        ),
    ),
)

_QUOTES = (("actor", 3, 0, 17), ("action", 3, 0, 49), ("targets", 3, 44, 49), ("effective", 5, 0, 39))

UNDERSTOOD = Analysis(
    article_id="pw-northwind",
    relevant=True,
    score=0.95,
    why=("+0.50 tells of Northwind Freight, ban, Quill", "+0.30 the title names the tool"),
    events=(
        Event(
            article_id="pw-northwind",
            actor="Northwind Freight",
            actor_type="company",
            mechanism="employer-ban",
            action="ban",
            status="upcoming",
            targets=("Quill",),
            vendors=("Quillhaven",),
            affected="staff",
            effective=PartialDate(value="2026-08-01", precision="day"),
            reasons=("not_stated",),
            evidence=tuple(
                Evidence(
                    field=field,
                    article_id="pw-northwind",
                    block=block,
                    start=start,
                    end=end,
                    text=INSPECTED.blocks[block].text[start:end],
                )
                for field, block, start, end in _QUOTES
            ),
        ),
    ),
)
