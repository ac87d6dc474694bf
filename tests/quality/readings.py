"""Labelled articles through parse, analyse and cluster."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.analyse.cluster import group
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.read import Read
from pipeline.analyse.reading import analyse
from pipeline.analyse.stories.sketch import sketch
from pipeline.model.article import Page, Said
from pipeline.text.dates import published
from pipeline.world.content import load
from pipeline.world.pages import article_page
from tests.quality.event_gold import GoldArticle, GoldSet, labels_of, rows, undated
from tests.quality.event_score import Scores, score
from tests.quality.pages import parsed

_DATA = Path(__file__).parent / "data"
WORLD = _DATA / "world" / "gold.jsonl"
LONGFORM_FILE = _DATA / "longform" / "gold.jsonl"
QUIET_FILE = _DATA / "quiet" / "gold.jsonl"
TOPIC_FILE = _DATA / "topic" / "labels.jsonl"


def read_stories(articles: Sequence[GoldArticle], tools: Tools) -> tuple[tuple[Read, ...], ...]:
    """Read every page, each cold, and cut all of them into stories."""
    read = [_read(article, tools) for article in articles]
    by_id = {item.article.article_id: item for item in read}
    return tuple(tuple(by_id[one.article_id] for one in story.articles) for story in group(map(sketch, read)))


def read_and_scored(gold: GoldSet, tools: Tools) -> tuple[Scores, Scores]:
    """Scores of a set as it is, and of the same set without days of publication."""
    without = undated(gold)
    return score(gold, read_stories(gold.articles, tools)), score(without, read_stories(without.articles, tools))


def world_set() -> GoldSet:
    """The pages of the sample world with the labels beside this file; kind and happening are the world's own."""
    world = load()
    by_id = {f"{article.outlet_id}/{article.slug}": article for article in world.articles}
    listed = []
    for row in rows(WORLD):
        article = by_id[row["id"]]
        listed.append(
            GoldArticle(
                article_id=row["id"],
                url=world.url(article),
                title=article.title,
                published=article.published.text,
                body=article_page(world, article).encode(),
                content_type="text/html; charset=utf-8",
                relevant=row["relevant"],
                story=article.event or row["id"],
                labels=labels_of(row, silent=("announced", "replacement")),
            )
        )
    return GoldSet(articles=listed, aliases={})


def _read(gold: GoldArticle, tools: Tools) -> Read:
    article = parsed(gold_page(gold))
    return Read(article=article, analysis=analyse(article, tools))


def gold_page(gold: GoldArticle) -> Page:
    """The page of a labelled article."""
    return Page(
        article_id=gold.article_id,
        snapshot_id="",
        source_id="",
        outlet="",
        url=gold.url,
        body=gold.body,
        content_type=gold.content_type,
        given=Said(title=gold.title, published=published(gold.published) if gold.published else None),
    )
