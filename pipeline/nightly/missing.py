"""Articles that were missed: kept as cases, and tried again with the rules of now."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.analyse.reading import analyse
from pipeline.analyse.register.rows import merge
from pipeline.model.article import Article, Page, Said
from pipeline.model.event import Analysis, Report
from pipeline.model.missed import Expected, MissedCase
from pipeline.nightly.house import House
from pipeline.nightly.standing import foreground, standing_of
from pipeline.parse.article import parse_one
from pipeline.text.dates import published
from pipeline.text.urls import host, slug_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What becomes of a case with the rules of now.

    Attributes:
        caught: it comes as far as it should.
        words: how far it comes, or where it is lost.
    """

    case: MissedCase
    caught: bool
    words: str


def case_of(house: House, url: str, *, expected: Expected, why: str) -> MissedCase:
    """A case made of what is known of an address.

    Args:
        house: with the store.
        url: the address.
        expected: how far the article should have come.
        why: where it was lost, in words.
    """
    listed = house.store.entries.listed_as(url)
    entry = listed[0][0] if listed else None
    article = house.store.articles.at(entry.url) if entry else None
    title = (entry.title if entry else "") or (article.title if article else "") or slug_words(url) or url
    day = (article.published if article else None) or (entry.published if entry else None)
    return MissedCase(
        url=url,
        title=" ".join(title.split()),
        expected=expected,
        why=why,
        on=house.today,
        summary=" ".join(entry.summary.split()) if entry else "",
        published=day.published_on.isoformat() if day else "",
    )


def try_again(house: House, case: MissedCase) -> Tried:
    """Walk the pipe with a case, as far as what is known of it goes."""
    for step, passes, words in _walk(house, case):
        if not passes or step == case.expected:
            return Tried(case=case, caught=passes, words=words)
    raise AssertionError(case.expected)  # the walk ends with the last thing that can be expected


def _walk(house: House, case: MissedCase) -> Iterator[tuple[Expected, bool, str]]:
    """Step by step: whether it passes, and why."""
    listed = house.store.entries.listed_as(case.url)
    source = house.source(listed[0][0].source_id) if listed else None
    if source is None or not source.whole:
        choice = house.prefilter.judge(case.title, case.summary)
        yield "opened", choice.open, f"by title and summary: {choice.why}"
    else:
        yield "opened", True, f"every page of {source.source_id} is opened"
    article = _article(house, case, source.source_id if source else "")
    if article is None:
        yield "relevant", False, "its page is not stored, so that its text cannot be tried; add it to the case as text"
        return
    analysis = analyse(article, house.tools)
    why = "; ".join(analysis.why) or analysis.unread or "nothing in it speaks of a restriction"
    yield "relevant", analysis.relevant, f"score {analysis.score:g}: {why}"
    news = [event for event in analysis.events if not event.background]
    told = "; ".join(f"{event.actor}: {event.action} {', '.join(event.targets)}" for event in news)
    yield "event", bool(news), told or "no event is read in it as news"
    yield "restriction", *_register(house, article, analysis)


def _article(house: House, case: MissedCase, source_id: str) -> Article | None:
    """The article as it is stored, or as the case keeps it."""
    listed = house.store.entries.listed_as(case.url)
    stored = house.store.articles.at(listed[0][0].url) if listed else None
    if stored is not None and not case.text:
        return stored
    if not case.text:
        return None
    day = published(case.published) if case.published else None
    name = hashlib.sha256(case.url.encode()).hexdigest()[:20]
    page = Page(
        article_id=name,
        snapshot_id=name,
        source_id=source_id,
        outlet=host(case.url),
        url=case.url,
        body=case.text.encode(),
        content_type="text/plain",
        given=Said(title=case.title, published=day),
    )
    return parse_one(page).output


def _register(house: House, article: Article, analysis: Analysis) -> tuple[bool, str]:
    """Whether a row rests on it, or would on it alone."""
    register = house.store.registry.register(today=house.today.isoformat())
    resting = [row.restriction_id for row in register.restrictions if article.url in {p.url for p in row.evidence}]
    if resting:
        return True, f"evidence of {', '.join(resting)}"
    standing = standing_of(house, article)
    report = Report(
        article_id=article.article_id,
        url=article.url,
        outlet=standing.outlet,
        title=article.title,
        language=article.language,
        published=article.published.text if article.published else None,
        grade=standing.grade,
        speaks_for=standing.speaks_for,
        sha256="0" * 64,
        retrieved_at="",
        story_id=None,
        copy_of=None,
        events=analysis.events,
        partial=article.partial,
        unlisted=standing.unlisted,
        sentences=foreground(house, article),
    )
    local = house.now.astimezone(house.zone)
    merged = merge([report], (), serials={}, now=local, lexicon=house.tools.lexicon)
    if merged.rows:
        return True, f"it founds a row: {merged.rows[0][0].title}"
    needs = "; ".join(candidate.needs for candidate, _ in merged.candidates)
    return False, f"a candidate; it needs {needs}" if needs else "it founds no row"
