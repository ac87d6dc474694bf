"""Articles with labels of what they tell: ``gold.jsonl``, one article a line, with its text in a file beside it.

An article: ``id``, ``url``, ``title``, ``published``, ``text_file``, ``relevant`` (yes, no, borderline), ``story`` and
``events``. An event has the fields of an event of ``inspect``; ``accept`` lists other readings that are right too, and
``optional`` events are neither wanted nor punished. ``aliases.json`` holds other names of an actor, separated by ``|``.

A set of digests is read as well: ``labels.jsonl`` with ``digests/<id>.txt`` and ``event_id`` for the story; the names
of actors are those of the set ``longform`` beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.model.vocabulary import Action, EventStatus

Kind = Literal["imposed", "lifted", "proposed", "denied", "investigate"]
KINDS: dict[Action, Kind] = {"lift": "lifted", "propose": "proposed", "deny": "denied", "investigate": "investigate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is compared of an event, labelled or read; days are full ISO days or None."""

    actor: str
    action: Action
    status: EventStatus | None
    targets: Sequence[str]
    vendors: Sequence[str]
    announced: str | None = None
    effective: str | None = None
    affected: str | None = None
    replacement: str | None = None
    background: bool

    @property
    def kind(self) -> Kind:
        """The class of the action; of a ban that is only proposed, or denied, its status decides."""
        kind = KINDS.get(self.action, "imposed")
        return self.status if kind == "imposed" and self.status in ("proposed", "denied") else kind

    @property
    def binding(self) -> bool:
        """Whether it is a ban in force, or one that is to come."""
        return self.kind == "imposed" and self.status in ("in_force", "upcoming")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A labelled event.

    Attributes:
        told: what the article says.
        actors: names by which the actor may be called.
        accept: for each field other values that are right.
        marked: the label says whether the event is background.
        optional: neither wanted nor punished.
        evidence: for each field the sentence that carries it.
        silent: fields on which the label says nothing; what is told of them is not judged.
    """

    told: Statement
    actors: Sequence[str]
    accept: Mapping[str, Sequence[str | None]]
    marked: bool
    optional: bool
    evidence: Mapping[str, str]
    silent: frozenset[str] = frozenset()

    def right(self, field: str, value: object) -> bool:
        """Whether a value of a field is what the label says or accepts."""
        return (value or None) in self.values(field)

    def values(self, field: str) -> list[object]:
        """The values of a field that are right."""
        return [getattr(self.told, field) or None, *(value or None for value in self.accept.get(field, ()))]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A labelled article; ``body`` is its page or its text.

    Attributes:
        quiet: the article is relevant, and no word for a ban stands in its title or lead.
    """

    article_id: str
    url: str
    title: str
    published: str | None
    body: bytes
    content_type: str
    relevant: str
    story: str
    labels: Sequence[Label]
    quiet: bool = False


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


def labels_of(row: dict[str, Any], silent: Sequence[str] = ()) -> list[Label]:
    """The labelled events of one line; ``silent`` are fields that this set does not label."""
    return [_label(event, silent) for event in row["events"]]


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
        quiet=row.get("lead_has_ban_word") is False and row["relevant"] == "yes",
    )


def _label(event: dict[str, Any], silent: Sequence[str]) -> Label:
    accept = event.get("accept", {})
    told = Statement(
        actor=event["actor"],
        action=event["action"],
        status=event.get("status"),
        targets=event["targets"],
        vendors=event.get("vendors") or event.get("target_vendor") or (),
        announced=event.get("announced"),
        effective=event.get("effective"),
        affected=event.get("affected"),
        replacement=event.get("replacement"),
        background=event.get("background", False),
    )
    return Label(
        told=told,
        actors=(told.actor, *accept.get("actor", ())),
        accept=accept,
        marked="background" in event,
        optional=event.get("optional", False),
        evidence=event.get("evidence") or {},
        silent=frozenset(silent),
    )


def undated(gold: GoldSet) -> GoldSet:
    """The set without days of publication: a day whose year the text does not give is then unknown."""
    articles = []
    for article in gold.articles:
        text = article.body.decode()
        labels = [_undated(label, text) for label in article.labels]
        articles.append(replace(article, published=None, labels=labels))
    return replace(gold, articles=articles)


def _undated(label: Label, text: str) -> Label:
    days: dict[str, str | None] = {"announced": label.told.announced, "effective": label.told.effective}
    accept = dict(label.accept)
    for field, day in days.items():
        if day and day[:4] not in (label.evidence.get(field) or label.evidence.get("action") or ""):
            accept[field] = [day] if day[:4] in text else []
            days[field] = None
    told = replace(label.told, announced=days["announced"], effective=days["effective"])
    return replace(label, told=told, accept=accept)


def _text(directory: Path, row: dict[str, Any]) -> str:
    return (directory / str(row["text_file"])).read_text(encoding="utf-8")


def _digest(directory: Path, row: dict[str, Any]) -> str:
    return (directory / "digests" / f"{row['id']}.txt").read_text(encoding="utf-8")


def _aliases(path: Path) -> dict[str, str]:
    listed: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {name: canonical for canonical, names in listed.items() for name in names.split("|")}
