"""Articles with labels of what they tell: ``gold.jsonl``, one article a line, with its text in a file beside it.

An article: ``id``, ``url``, ``title``, ``published``, ``text_file``, ``relevant`` (yes, no, borderline), ``story`` and
``events``. An event has the fields of an event of ``inspect``; ``accept`` lists other readings that are right too, and
``optional`` events are neither wanted nor punished. ``aliases.json`` holds other names of an actor, separated by ``|``.

A set of digests is read as well: ``labels.jsonl`` with ``digests/<id>.txt``, and ``event_id`` for the story; the names
of actors are those of the set ``longform`` beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.vocabulary import ACTION_CLASS, Action, ActionClass, EventStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is compared of an event, labelled or read; ``effective`` is a full day or None."""

    actor: str
    action: Action
    status: EventStatus | None
    targets: Sequence[str]
    vendors: Sequence[str]
    effective: str | None
    background: bool

    @property
    def kind(self) -> ActionClass:
        """Imposed, lifted, proposed or denied; a status of proposed or denied decides before the action."""
        if self.status in ("proposed", "denied"):
            return self.status
        return ACTION_CLASS[self.action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A labelled event.

    Attributes:
        told: what the article says.
        actors: names by which the actor may be called. ``days``: values of ``effective`` that are right.
        optional: neither wanted nor punished.
    """

    told: Statement
    actors: Sequence[str]
    days: Sequence[str | None]
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A labelled article; ``body`` is its page or its text."""

    article_id: str
    url: str
    title: str
    published: str | None
    body: bytes
    content_type: str
    relevant: str
    story: str
    labels: Sequence[Label]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Labelled articles, and the name under which each other name of an actor goes."""

    articles: Sequence[GoldArticle]
    aliases: Mapping[str, str]


def load_set(path: Path) -> GoldSet:
    """A set by its file of labels."""
    texts = _digest if path.name == "labels.jsonl" else _text
    articles = [_article(row, texts(path.parent, row)) for row in rows(path)]
    places = (path.with_name("aliases.json"), path.parents[1] / "longform" / "aliases.json")
    aliases = next((place for place in places if place.is_file()), None)
    return GoldSet(articles=articles, aliases=_aliases(aliases) if aliases else {})


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of JSON lines."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def labels_of(row: dict[str, Any]) -> list[Label]:
    """The labelled events of one line."""
    return [_label(event) for event in row["events"]]


def _article(row: dict[str, Any], text: str) -> GoldArticle:
    happening = row.get("event_id") or ""
    alone = f"alone {row['id']}"
    return GoldArticle(
        article_id=row["id"],
        url=row.get("url") or "",
        title=row["title"],
        published=row.get("published"),
        body=text.encode(),
        content_type="text/plain; charset=utf-8",
        relevant=row["relevant"],
        story=row.get("story") or (alone if happening.startswith("roundup") else happening or alone),
        labels=labels_of(row),
    )


def _label(event: dict[str, Any]) -> Label:
    accept = event.get("accept", {})
    told = Statement(
        actor=event["actor"],
        action=event["action"],
        status=event.get("status"),
        targets=event["targets"],
        vendors=event.get("vendors") or event.get("target_vendor") or (),
        effective=event.get("effective"),
        background=event.get("background", False),
    )
    return Label(
        told=told,
        actors=(told.actor, *accept.get("actor", ())),
        days=(told.effective, *(day or None for day in accept.get("effective", ()))),
        optional=event.get("optional", False),
    )


def _text(directory: Path, row: dict[str, Any]) -> str:
    return (directory / str(row["text_file"])).read_text(encoding="utf-8")


def _digest(directory: Path, row: dict[str, Any]) -> str:
    return (directory / "digests" / f"{row['id']}.txt").read_text(encoding="utf-8")


def _aliases(path: Path) -> dict[str, str]:
    listed: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {name: canonical for canonical, names in listed.items() for name in names.split("|")}
