"""What became of an address, step by step, and what configuration would have kept it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.article import Article
from pipeline.model.event import Analysis
from pipeline.model.failure import FAILURES
from pipeline.model.source import Entry, Source
from pipeline.nightly.house import House
from pipeline.parse import article as parsing
from pipeline.store.fetched import Attempt
from pipeline.text.urls import host, slug_words
from pipeline.text.words import counted, join_words

_SKIPPED = {
    "archive": "not opened: it was in the archive that the source showed when it was read for the first time;"
    " fetch.first_entries says how many of it are opened",
    "old": "not opened: it was old already when the source listed it for the first time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One step: "listed", "filter", "page", "article", "relevance", "story" or "register", and what happened there."""

    step: str
    words: str


def explain(house: House, url: str) -> list[Told]:
    """Tell what became of an address, in the order of the steps; at least one line.

    Args:
        house: with the store; nothing is fetched and nothing is changed.
        url: a web address, however it is spelt.
    """
    listed = house.store.entries.listed_as(url)
    if not listed:
        return [Told(step="listed", words=_unlisted(house, url))]
    return [*_entries(house, listed), *_page(house, listed[0][0].url), *_understood(house, listed[0][0].url)]


def _unlisted(house: House, url: str) -> str:
    here = [source for source in house.settings.sources if host(source.url) == host(url)]
    if here:
        names = join_words([source.source_id for source in here])
        return f"not listed: no source has listed it, though {names} is read from the same host"
    return "not listed: no source is read from this host; `offlimits sources add` adds one"


def _entries(house: House, listed: Sequence[tuple[Entry, str, str]]) -> Iterator[Told]:
    for entry, state, reason in listed:
        source = house.source(entry.source_id)
        day = entry.published.text if entry.published else "without a day"
        name = f"{source.name} ({entry.source_id})" if source else f"{entry.source_id}, which is not read any more,"
        seen = f"{entry.first_seen_at:%Y-%m-%d}"
        yield Told(step="listed", words=f"listed by {name} as “{entry.title}”, {day}, first seen on {seen}")
        if entry.flags:
            yield Told(step="listed", words=f"odd: {', '.join(entry.flags)}")
        for revision in house.store.entries.revisions(entry.entry_id):
            yield Told(step="listed", words=f"was “{revision['title']}” until {revision['at'][:10]}")
        if state == "skipped":
            yield Told(step="filter", words=_skipped(house, entry, source, reason))


def _skipped(house: House, entry: Entry, source: Source | None, reason: str) -> str:
    if reason in _SKIPPED:
        return _SKIPPED[reason]
    strict = source is not None and source.discovery
    choice = house.prefilter.judge(entry.title or slug_words(entry.url), entry.summary, strict=strict)
    return f"passed over by its title: {choice.why}; with `open: all` the source's pages are opened whole"


def _page(house: House, url: str) -> Iterator[Told]:
    state = house.store.entries.page_state(url)
    if state in ("", "skipped"):
        return
    attempts = house.store.fetched.attempts_at(url)
    if state == "waiting":
        words = "waits to be opened"
        if attempts:
            words += f"; tried {counted(len(attempts), 'time')}, last on {attempts[0].at:%Y-%m-%d}: {_why(attempts[0])}"
        else:
            words += "; its turn has not come: fetch.pages_per_night and fetch.pages_per_source limit a night"
        yield Told(step="page", words=words)
    elif state == "closed":
        yield Told(
            step="page", words=f"could not be opened: {_why(attempts[0]) if attempts else 'no attempt is noted'}"
        )
    else:
        yield Told(step="page", words="opened, and its bytes are kept as a snapshot")


def _why(attempt: Attempt) -> str:
    known = FAILURES.get(attempt.reason)
    return f"{attempt.reason}: {attempt.detail or (known.words if known else '')}".rstrip(": ")


def _understood(house: House, url: str) -> Iterator[Told]:
    articles = house.store.articles
    article = articles.at(url)
    if article is None:
        reason = articles.parse_failure(url, parsing.VERSION)
        if reason:
            yield Told(step="article", words=f"could not be parsed: {reason}")
        return
    yield Told(step="article", words=_blocks(article))
    analysis = articles.analyses([article.article_id]).get(article.article_id)
    if analysis is None:
        return
    yield Told(step="relevance", words=_relevance(analysis))
    story_id = articles.story_of([article.article_id]).get(article.article_id)
    if story_id:
        yield Told(step="story", words=f"in {story_id}")
    yield from _register(house, article, analysis)


def _blocks(article: Article) -> str:
    kept = len(article.kept_blocks)
    rules = sorted({block.rule for block in article.blocks if block.rule})
    stripped = len(article.blocks) - kept
    words = f"parsed: {counted(kept, 'block')} kept, {stripped} stripped"
    return f"{words} by {join_words(rules)}" if rules else words


def _relevance(analysis: Analysis) -> str:
    if analysis.unread:
        return f"not read: {analysis.unread}"
    verdict = "relevant" if analysis.relevant else "not relevant"
    return f"{verdict}, score {analysis.score:g}: {'; '.join(analysis.why) or 'nothing in it speaks of a restriction'}"


def _register(house: House, article: Article, analysis: Analysis) -> Iterator[Told]:
    registry = house.store.registry
    rows = [row.restriction_id for row in registry.of_articles([article.article_id])]
    waiting = [row.candidate_id for row in registry.candidates_of_articles([article.article_id])]
    for row in rows:
        yield Told(step="register", words=f"evidence of {row}; `offlimits show {row}` shows it")
    for row in waiting:
        yield Told(step="register", words=f"evidence of candidate {row}, which waits for a second independent source")
    if analysis.events and not rows and not waiting:
        yield Told(
            step="register", words="tells an event that no row rests on: it is told as history, or was merged away"
        )
