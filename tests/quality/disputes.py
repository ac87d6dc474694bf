"""Labelled events as the register sees them: on what do the articles of one restriction disagree?

The events are those of the labels, not those that were read, so that this measures the merging of claims alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.analyse.events.sentence import places
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.rows import Ledgered, merge
from pipeline.model.article import Article, Block
from pipeline.model.event import Event, Evidence, PartialDate, Report
from pipeline.model.restriction import Candidate, Claims, Restriction
from tests.quality.event_gold import rows

NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Dispute:
    """A claim that is disputed: the story of the articles behind it, and the field."""

    story: str
    field: str


def labelled_reports(path: Path) -> list[Report]:
    """The articles of a set with the events of their labels, each quoted from the text; optional ones are left out."""
    return [_report(row, (path.parent / row["text_file"]).read_text(encoding="utf-8")) for row in rows(path)]


def merged(reports: Sequence[Report], lexicon: Lexicon) -> Ledgered:
    """All of them in one night."""
    return merge(reports, (), serials={}, now=NOW, lexicon=lexicon)


def disputes(found: Ledgered, stories: dict[str, str]) -> set[Dispute]:
    """Every disputed claim of rows and candidates.

    Args:
        found: what was merged.
        stories: the story of each article.
    """
    items: list[Restriction | Candidate] = [*(row for row, _ in found.rows), *(row for row, _ in found.candidates)]
    return {
        Dispute(stories[item.evidence[0].article_id], name)
        for item in items
        for name in (field.name for field in fields(Claims))
        if getattr(item.claims, name).status == "disputed"
    }


def _report(row: dict[str, Any], text: str) -> Report:
    article = _article(row, text)
    told = [event for event in row["events"] if not event["optional"]]
    return Report(
        article_id=row["id"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        language=row["language"],
        published=row["published"],
        grade="B",
        speaks_for=(),
        sha256="0" * 64,
        retrieved_at="2026-12-01T06:00:00Z",
        story_id=row["story"],
        copy_of=None,
        events=tuple(_event(event, article) for event in told),
        sentences=places(article),
    )


def _article(row: dict[str, Any], text: str) -> Article:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    blocks = (Block(order=number, para=number, kind="paragraph", text=part) for number, part in enumerate(paragraphs))
    return Article(
        article_id=row["id"],
        snapshot_id="",
        source_id="",
        outlet=row["outlet"],
        url=row["url"],
        title=row["title"],
        author="",
        language=row["language"],
        published=None,
        blocks=tuple(blocks),
    )


def _event(told: dict[str, Any], article: Article) -> Event:
    sentences = told["evidence"]
    quoted = {name: sentences.get(name, sentences["action"]) for name in ("actor", "targets", *_given(told))}
    return Event(
        article_id=article.article_id,
        actor=told["actor"],
        actor_type=told["actor_type"],
        mechanism=told["mechanism"],
        action=told["action"],
        status=told["status"],
        targets=tuple(told["targets"]),
        vendors=tuple(told["vendors"]),
        affected=told["affected"],
        announced=_date(told["announced"], "day"),
        effective=_date(told["effective"], told["effective_precision"]),
        replacement=told["replacement"],
        reasons=tuple(told["reasons"]),
        background=told["background"],
        evidence=tuple(_quotes(quoted, article)),
    )


def _given(told: dict[str, Any]) -> list[str]:
    named = ("action", "affected", "announced", "effective", "replacement", "reasons")
    return [name for name in named if told[name]]


def _date(value: str | None, precision: Any) -> PartialDate | None:  # noqa: ANN401 - as the label has it
    return PartialDate(value=value, precision=precision or "day") if value else None


def _quotes(quoted: dict[str, str], article: Article) -> Iterable[Evidence]:
    for field, sentence in sorted(quoted.items()):
        block = next((block for block in article.blocks if sentence in block.text), None)
        assert block is not None, f"{article.article_id}: {field}: {sentence!r} stands in no paragraph"
        start = block.text.index(sentence)
        yield Evidence(
            field=field,
            article_id=article.article_id,
            block=block.order,
            start=start,
            end=start + len(sentence),
            text=sentence,
        )
