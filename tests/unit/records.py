"""Records to test with that ``tests.examples`` does not hold: what comes before the register."""

from datetime import UTC, date, datetime, timedelta

from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event, Evidence, PartialDate, Story
from pipeline.model.source import Entry, Published, Snapshot

NOW = datetime(2026, 7, 13, 5, 15, tzinfo=UTC)


def published(day: str) -> Published:
    """A day of publication."""
    return Published(text=day, published_on=date.fromisoformat(day))


def snapshot(name: str = "one", *, body: bytes = b"<p>Quill is banned.</p>", at: datetime = NOW) -> Snapshot:
    """A page of the Harbour Post as it was fetched."""
    url = f"https://harbourpost.example/{name}"
    return Snapshot(url=url, final_url=url, status=200, content_type="text/html", body=body, fetched_at=at)


def entry(
    name: str = "one", *, day: str | None = "2026-07-08", source: str = "harbourpost", at: datetime = NOW
) -> Entry:
    """An entry that lists the page of the same name."""
    return Entry(
        entry_id=f"entry-{name}",
        source_id=source,
        url=f"https://harbourpost.example/{name}",
        title=f"Quill is banned, part {name}",
        summary="Quill may no longer be used.",
        author="A. Aas",
        language="en",
        published=published(day) if day else None,
        first_seen_at=at,
    )


def article(name: str = "one", *, day: str | None = "2026-07-08", text: str = "Quill is banned.") -> Article:
    """The article on the page of the same name."""
    page = snapshot(name)
    return Article(
        article_id=f"article-{name}",
        snapshot_id=page.snapshot_id,
        source_id="harbourpost",
        outlet="Harbour Post",
        url=page.url,
        title=f"Quill is banned, part {name}",
        author="A. Aas",
        language="en",
        published=published(day) if day else None,
        blocks=(
            Block(order=0, para=0, kind="title", text=f"Quill is banned, part {name}"),
            Block(order=1, para=1, kind="paragraph", text=text),
            Block(order=2, para=2, kind="paragraph", text="Read more.", rule="chrome:related", because="a link"),
        ),
    )


def event(article_id: str = "article-one", **changes: object) -> Event:
    """An event that an article tells."""
    plain: dict[str, object] = {
        "article_id": article_id,
        "actor": "Northwind Freight",
        "actor_type": "company",
        "mechanism": "employer-ban",
        "action": "ban",
        "status": "in_force",
        "targets": ("Quill",),
        "vendors": ("Quillhaven",),
        "effective": PartialDate(value="2026-07-10", precision="day"),
        "evidence": (
            Evidence(field="action", article_id=article_id, block=1, start=0, end=16, text="Quill is banned."),
        ),
    }
    return Event(**{**plain, **changes})  # type: ignore[arg-type]


def analysis(
    article_id: str = "article-one", *, relevant: bool = True, unread: str = "", strangers: tuple[str, ...] = ()
) -> Analysis:
    """What was read in an article."""
    return Analysis(
        article_id=article_id,
        relevant=relevant,
        score=0.75 if relevant else 0.1,
        why=("a ban", "a tool"),
        events=(event(article_id),) if relevant else (),
        unread=unread,
        strangers=strangers,
    )


def story(story_id: str = "story-2026-0001", *article_ids: str) -> Story:
    """A story of some articles."""
    return Story(
        story_id=story_id,
        title="Quill is banned",
        first_published="2026-07-08",
        article_ids=article_ids or ("article-one",),
    )


def later(**by: float) -> datetime:
    """A time after ``NOW``."""
    return NOW + timedelta(**by)
