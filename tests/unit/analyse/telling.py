"""Reports of a made-up ban, to build register rows and stories from: Northwind Freight bars its staff from Quill."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pipeline.analyse.lexicon.names import Actor, Additions, Tool, Vendor, load
from pipeline.analyse.register.support import Support
from pipeline.model.event import Event, Evidence, PartialDate, Place, Report
from pipeline.model.vocabulary import Grade, Precision
from pipeline.text.words import slug

NOW = datetime(2026, 7, 13, 5, 15, tzinfo=UTC)
TODAY = NOW.date()
LEXICON = load().extended(
    Additions(
        tools=(Tool(name="Quill", vendor="Quillhaven"),),
        vendors=(Vendor(name="Quillhaven", country="DK"),),
        actors=(Actor(name="Northwind Freight", type="company", country="NO"),),
    )
)
PROPOSED: dict[str, Any] = {"action": "propose", "status": "proposed"}
DENIED: dict[str, Any] = {"action": "deny", "status": "denied"}
LIFTED: dict[str, Any] = {"action": "lift", "status": "lifted"}
BLOCKS = {"actor": 1, "action": 1, "targets": 1}
"""Block of the quote for each field; the others are quoted from block 2."""


def day(value: str, precision: Precision = "day") -> PartialDate:
    """A date of an event."""
    return PartialDate(value=value, precision=precision)


def event(article_id: str = "a", *, unquoted: tuple[str, ...] = (), **changes: object) -> Event:
    """A ban in force, with a quote for each field that is given, but for the unquoted ones."""
    plain: dict[str, object] = {
        "actor": "Northwind Freight",
        "actor_type": "company",
        "mechanism": "employer-ban",
        "action": "ban",
        "status": "in_force",
        "targets": ("Quill",),
        "vendors": ("Quillhaven",),
    }
    told = plain | changes
    quoted = [
        name for name in told if name not in ("status", "mechanism", "vendors", "actor_type", "inferred", *unquoted)
    ]
    evidence = tuple(
        Evidence(field=name, article_id=article_id, block=BLOCKS.get(name, 2), start=0, end=len(name), text=name)
        for name in quoted
        if told[name]
    )
    return Event(**{"article_id": article_id, "evidence": evidence, **told})  # type: ignore[arg-type]


def report(outlet: str, published: str | None, *events: Event, grade: Grade = "B", **changes: object) -> Report:
    """What an outlet reports; its article id begins with the outlet's name and the day."""
    article_id = article_named(outlet, published)
    plain: dict[str, object] = {
        "article_id": article_id,
        "url": f"https://{slug(outlet)}.example/{published or 'undated'}",
        "outlet": outlet,
        "title": f"{outlet} on Quill",
        "language": "en",
        "published": published,
        "grade": grade,
        "speaks_for": (),
        "sha256": "0" * 64,
        "retrieved_at": "2026-07-13T05:15:00Z",
        "story_id": None,
        "copy_of": None,
        "events": events,
        "sentences": tuple(Place(block=block, start=0, end=50) for block in range(6)),
    }
    return Report(**(plain | changes))  # type: ignore[arg-type]


def article_named(outlet: str, published: str | None) -> str:
    """The id of an outlet's article of a day."""
    return f"{slug(outlet)[:6]}{(published or '').replace('-', '')[4:]}"


def told(
    outlet: str = "Harbour Post", published: str | None = "2026-07-08", *, grade: Grade = "B", **changes: object
) -> Support:
    """A report that tells one event.

    ``speaks_for``, ``copy_of``, ``story_id``, ``partial``, ``unlisted``, ``url`` and ``sentences`` go to the report,
    the rest to the event.
    """
    names = ("speaks_for", "copy_of", "story_id", "partial", "unlisted", "url", "sentences")
    about_report = {name: changes.pop(name) for name in names if name in changes}
    one = event(article_named(outlet, published), **changes)  # type: ignore[arg-type]
    return Support(report=report(outlet, published, one, grade=grade, **about_report), event=one)


def together(*supports: Support) -> list[Support]:
    """Supports in the order in which the register reads them."""
    return sorted(supports, key=lambda support: support.order)


def one_report(*supports: Support) -> Report:
    """The events of several supports as one article tells them."""
    first = supports[0].report
    return replace(first, events=tuple(replace(s.event, article_id=first.article_id) for s in supports))


def on(value: str) -> date:
    """A day."""
    return date.fromisoformat(value)
