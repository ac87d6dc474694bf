"""A stream of news in which one entry in a hundred is on the topic, over six weeks: what a night would list.

The articles on the topic are those of labelled sets; all others are about something else, and many of these sound
like it. Every entry gets a source with a grade, and a day. Which grade an outlet has, which stories are in and when
they happen hangs on a hash of their names and a number, and on nothing else: the same number makes the same stream.

A story keeps the weekdays of its articles, but is moved into the six weeks. So what is told of
days is right if it is as labelled, or moved with the story, or on the same day of the month in the year of the stream.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.model.vocabulary import Grade
from pipeline.text.dates import published
from pipeline.text.urls import server
from tests.quality.event_gold import GoldArticle, rows

FIRST_ON = date(2026, 6, 8)
"""A Monday; the week before it makes the baseline."""
WEEKS = 6
STREAMS = (0, 1)
"""Numbers of the streams that are measured. In number 0 every outlet is a good one, and the gate lets all through."""
SMALL, LARGE = 600, 5000
"""Entries of a stream; some fifty are on the topic, in the large one a hundredth."""
_DATA = Path(__file__).parent / "data"
_STREAM = _DATA / "stream" / "titles.jsonl"
_PROSE = _DATA / "sentences" / "prose.jsonl"
# of a hundred outlets with a desk of their own; what vendors and public bodies say themselves is not in these sets
_GRADES: Sequence[tuple[int, Grade]] = ((30, "B"), (75, "C"), (100, "D"))
_OUTLETS = 1000  # over which other texts are spread: a memory of what a site repeats is not what is measured here


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of the stream.

    Attributes:
        outlet: host of its source.
        moved: days by which its day differs from that of the labelled article.
        gold: the labelled article, if it is on the topic.
    """

    entry_id: str
    outlet: str
    title: str
    text: str
    day: date
    moved: int = 0
    gold: GoldArticle | None = None

    @property
    def url(self) -> str:
        """Its address; every entry has its own."""
        return f"https://{self.outlet}/{self.entry_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A text about something else; ``hard`` is one that sounds like the topic, and is in every stream."""

    title: str
    text: str
    outlet: str = ""
    hard: bool = False


def mix(relevant: Sequence[GoldArticle], others: Iterable[Other], *, number: int, most: int, total: int) -> list[Entry]:
    """A stream, in the order of its days.

    Args:
        relevant: articles on the topic, of which whole stories are taken.
        others: texts about something else.
        number: which stream of several.
        most: articles on the topic, at most.
        total: entries, at most.
    """
    chosen = list(_placed(_chosen(relevant, number, most)))
    ordered = sorted(others, key=lambda other: (not other.hard, _hash(number, other.title, other.text)))
    left = ordered[: total - len(chosen)]
    entries = [*chosen, *_spread(left, number)]
    return sorted(entries, key=lambda entry: (entry.day, entry.entry_id))


def grade_of(outlet: str, number: int) -> Grade:
    """The grade of an outlet in a stream."""
    if number == 0:
        return "B"
    place = _hash(number, outlet) % 100
    return next(grade for end, grade in _GRADES if place < end)


def shipped_others(sets: Iterable[Sequence[GoldArticle]]) -> Iterator[Other]:
    """Texts about something else that lie beside this file: those of the sets, a technology press, and prose."""
    for articles in sets:
        for article in articles:
            if article.relevant == "no":
                yield Other(title=article.title, text=article.body.decode(), outlet=server(article.url), hard=True)
    for row in rows(_STREAM):
        if row["relevant"] == "no":
            yield Other(title=row["title"], text=f"{row['summary']}\n")
    for row in rows(_PROSE):
        paragraphs = row["paragraphs"]
        yield from (Other(title=row["title"], text=text) for text in paragraphs if len(text.split()) > 20)


def public_others(directory: Path) -> Iterator[Other]:
    """Texts about something else in a directory of larger sets: excerpts, round-ups and short reports."""
    for name in ("allsides_excerpts", "allsides_roundups", "ecbplus"):
        path = directory / "cluster" / f"{name}.dev.jsonl"
        for row in rows(path) if path.is_file() else ():
            title, text = row.get("title") or row["headline"], row.get("text") or row.get("summary") or ""
            yield Other(title=title, text=text)


def _chosen(articles: Sequence[GoldArticle], number: int, most: int) -> list[list[GoldArticle]]:
    """Whole stories, until there are enough articles."""
    stories: dict[str, list[GoldArticle]] = {}
    for article in articles:
        if article.relevant == "yes":
            stories.setdefault(article.story, []).append(article)
    chosen: list[list[GoldArticle]] = []
    for story in sorted(stories, key=lambda story: _hash(number, story)):
        if sum(map(len, chosen)) + len(stories[story]) <= most:
            chosen.append(stories[story])
    return chosen


def _placed(stories: Sequence[Sequence[GoldArticle]]) -> Iterator[Entry]:
    """Stories in the order in which they happened, spread over the weeks; their articles as far apart as they were."""
    ordered = sorted(stories, key=lambda story: (min(map(_day, story)), story[0].story))
    for place, story in enumerate(ordered):
        first = min(map(_day, story))
        slot = FIRST_ON + timedelta(days=place * 7 * WEEKS // len(ordered))
        for article in story:
            start = first if first != date.max else slot
            day = _day(article) if _day(article) != date.max else start
            placed = slot + timedelta(days=(start.weekday() - slot.weekday()) % 7) + (day - start)
            beyond = (placed - FIRST_ON).days // 7 - WEEKS + 1
            placed -= timedelta(days=7 * max(0, beyond))
            yield Entry(
                entry_id=article.article_id,
                outlet=server(article.url),
                title=article.title,
                text=article.body.decode(),
                day=placed,
                moved=(placed - day).days,
                gold=article,
            )


def _day(article: GoldArticle) -> date:
    found = published(article.published) if article.published else None
    return found.published_on if found else date.max


def _spread(others: Sequence[Other], number: int) -> Iterator[Entry]:
    for other in others:
        key = _hash(number, other.title, other.text)
        yield Entry(
            entry_id=f"{key:016x}",
            outlet=other.outlet or f"outlet{key % _OUTLETS}.example",
            title=other.title,
            text=other.text,
            day=FIRST_ON + timedelta(days=key // _OUTLETS % (7 * WEEKS)),
        )


def _hash(number: int, *parts: str) -> int:
    text = json.dumps([number, *parts])
    return int(hashlib.sha256(text.encode()).hexdigest()[:16], 16)
