"""Filling a store with what a night leaves behind."""

from dataclasses import replace
from datetime import datetime

from pipeline.model.availability import Availability
from pipeline.model.fingerprint import Print, Prints
from pipeline.model.message import Message
from pipeline.model.outcome import done
from pipeline.model.site import TextShare
from pipeline.model.watch import WatchMemory
from pipeline.store.fetched import Attempt
from pipeline.store.store import Store
from pipeline.text.dates import iso_time
from tests.examples import CANDIDATE, KNOWN, RICH, SCHEDULED
from tests.unit.records import NOW, analysis, article, entry, snapshot, story

VERSION = 3
"""The version of every stage in these tests."""

WATCHED = WatchMemory(
    rules="main",
    title="Supported countries",
    language="en",
    headings=("Supported countries",),
    units=("Norway", "Sweden"),
    read_at=NOW,
    sha256="0" * 64,
    digest="1" * 64,
    as_set=True,
)
FACT = Availability(
    tool="Quill",
    country="NO",
    listed=True,
    as_of_at=NOW,
    since_at=NOW,
    source_id="quillhaven-countries",
    url="https://quillhaven.example/countries",
    sha256="0" * 64,
    quote="Norway",
)


PRINTS = Prints(
    article_id="article-one",
    lot=7,
    site="harbourpost.example",
    published_on="2026-07-08",
    story=(1, 5, 9),
    sentences=(Print(key="a" * 16, bands=(-3, 4), sketch=(1, 2, 3), fills=""),),
)


def attempt(run_id: int, at: datetime = NOW, **changes: object) -> Attempt:
    """A source that was read."""
    plain: dict[str, object] = {
        "run_id": run_id,
        "at": at,
        "source_id": "harbourpost",
        "url": "https://harbourpost.example/feed",
        "state": "done",
    }
    return Attempt(**{**plain, **changes})  # type: ignore[arg-type]


def message(recipient: str = "a@example.org", number: int = 1, edition_id: str = RICH.edition_id) -> Message:
    """A mail that waits."""
    return Message(
        edition_id=edition_id,
        number=number,
        recipient=recipient,
        message_id=f"<{edition_id}.{number}@example.org>",
    )


def add_page(store: Store, name: str, day: str | None = "2026-07-08", at: datetime = NOW) -> None:
    """An entry whose page has been opened."""
    page = snapshot(name, at=at)
    with store.transaction():
        store.entries.save([entry(name, day=day, at=at)], now=NOW)
        store.entries.close_page(page.url, snapshot=page)


def add_article(store: Store, name: str, day: str | None = "2026-07-08", at: datetime = NOW) -> str:
    """A page that has been parsed; returns the id of its article."""
    add_page(store, name, day, at)
    made = article(name, day=day)
    with store.transaction():
        store.articles.save_parsed(made.snapshot_id, VERSION, done(made.snapshot_id, made))
    return made.article_id


def add_analysis(
    store: Store,
    name: str,
    day: str | None = "2026-07-08",
    at: datetime = NOW,
    *,
    unread: str = "",
    strangers: tuple[str, ...] = (),
) -> str:
    """An article that has been read; returns its id."""
    article_id = add_article(store, name, day, at)
    read = analysis(article_id, relevant=not unread, unread=unread, strangers=strangers)
    with store.transaction():
        store.articles.save_analysis(VERSION, done(article_id, read))
    return article_id


def fill(store: Store, at: datetime = NOW, *, backwards: bool = False) -> None:
    """A night's content: two articles, their story, a register, an edition and a mail.

    Args:
        store: an empty store.
        at: when everything is done.
        backwards: do it in the opposite order, where order does not matter.
    """
    order = -1 if backwards else 1
    with store.transaction():
        run_id = store.runs.start(at)
        store.fetched.save_attempts([attempt(run_id, at)])
    ids = [add_analysis(store, name, at=at) for name in ("one", "two")[::order]]
    with store.transaction():
        store.memory.save(replace(PRINTS, article_id="article-two"))
        store.memory.save_share("article-two", "harbourpost", TextShare(articles=1, words=100, filler=40, repeated=30))
        store.articles.save_stories([story("story-2026-0001", *sorted(ids))])
        for row in (KNOWN, SCHEDULED)[::order]:
            store.registry.save_restriction(row, "2026-08-15")
            store.registry.save_supports(row.restriction_id, [(article_id, 0) for article_id in ids])
        store.registry.save_candidate(CANDIDATE)
        store.registry.mark(changed_at=iso_time(at), reached_on=at.date().isoformat())
        store.editions.save_edition(RICH, cutoff=at)
        store.outbox.queue([message(), message("b@example.org", 2)][::order], now=at)
        store.runs.finish(run_id, at, "done", {"articles": 2})
