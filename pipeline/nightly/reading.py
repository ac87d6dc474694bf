"""Steps 2 and 3: parse what was opened, and read what was parsed."""

import hashlib
from contextlib import closing
from dataclasses import replace

from pipeline.analyse import reading
from pipeline.model.article import Page, Said
from pipeline.model.rights import rights
from pipeline.nightly.availability import with_list_events
from pipeline.nightly.engine import workers_for
from pipeline.nightly.house import House
from pipeline.nightly.marking import mark, remember
from pipeline.nightly.retracted import is_retracted_article
from pipeline.nightly.rhythm import batches
from pipeline.parse import article
from pipeline.store.articles import WaitingParse


def parse(house: House) -> tuple[int, int]:
    """Parse every opened page that this version of the parser has not seen, and mark what it tells of other pages.

    Returns:
        How many became articles, and how many could not be parsed.
    """
    waiting = house.store.articles.unparsed(article.VERSION)
    done = failed = 0
    engine = house.engine(workers_for(len(waiting), house.settings.parse.workers))
    pages = ([_page(house, item) for item in batch] for batch in batches(waiting))
    with (
        house.progress.step("parsing", len(waiting)) as advance,
        closing(engine.map(article.parse_one, pages)) as outcomes,
    ):
        for batch, found in zip(batches(waiting), outcomes, strict=True):
            with house.store.transaction():
                for item, outcome in zip(batch, found, strict=True):
                    if outcome.output is not None and is_retracted_article(house, outcome.output):
                        continue
                    house.store.articles.save_parsed(item.snapshot_id, article.VERSION, outcome)
                    done += outcome.state == "done"
                    failed += outcome.state == "failed"
                    advance()
    remember(house)
    mark(house)
    _let_go(house)
    return done, failed


def _let_go(house: House) -> None:
    """Drop the bytes of parsed snapshots that may not be kept, by the terms of their source or by their own word."""
    closed = [source.source_id for source in house.settings.sources if not rights(source.terms).keep]
    with house.store.transaction():
        for snapshot_id in house.store.articles.parsed_of_sources(closed, article.VERSION):
            house.store.fetched.drop_body(snapshot_id)


def analyse(house: House) -> tuple[int, int]:
    """Read every article that this version of the analyser has not seen.

    Returns:
        How many were read, and how many of them are relevant.
    """
    waiting = house.store.articles.unanalysed(reading.VERSION)
    relevant = 0
    with house.progress.step("reading articles", len(waiting)) as advance:
        for batch in batches(waiting):
            articles = house.store.articles.articles(batch)
            with house.store.transaction():
                for read, outcome in zip(articles, reading.run(articles, tools=house.tools), strict=True):
                    assert outcome.output is not None  # every article gets an analysis
                    outcome = replace(outcome, output=with_list_events(house, read, outcome.output))
                    house.store.articles.save_analysis(reading.VERSION, outcome)
                    relevant += bool(outcome.output and outcome.output.relevant)
                    advance()
    return len(waiting), relevant


def article_id(url: str) -> str:
    """The id of the article at an address; a page parsed again keeps it."""
    return hashlib.sha256(url.encode()).hexdigest()[:20]


def _page(house: House, waiting: WaitingParse) -> Page:
    snapshot = house.store.fetched.snapshot(waiting.snapshot_id)
    entry = house.store.entries.entry(waiting.entry_id)
    assert snapshot is not None  # the database takes no page without them
    assert entry is not None
    source = house.source(waiting.source_id)
    return Page(
        article_id=article_id(waiting.url),
        snapshot_id=waiting.snapshot_id,
        source_id=waiting.source_id,
        outlet=source.name if source else waiting.source_id,
        url=waiting.url,
        body=snapshot.body,
        content_type=snapshot.content_type,
        fetched_at=snapshot.fetched_at,
        hints=Said(
            title=entry.title,
            author=entry.author,
            language=entry.language,
            summary=entry.summary,
            published=entry.published,
        ),
    )
