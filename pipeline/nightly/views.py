"""What is known beside the register: coverage of a window, health of the sources, stories with their articles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.brief.products import fit, names_of
from pipeline.fetch import health
from pipeline.model.article import Article
from pipeline.model.availability import Availability
from pipeline.model.edition import Coverage, FailingSource
from pipeline.model.event import Story
from pipeline.model.health import SourceRecord
from pipeline.model.restriction import Proof, Register, Target
from pipeline.model.rights import WITHHELD, rights
from pipeline.model.site import (
    FEWEST_MEASURED,
    CountryList,
    SiteContent,
    SourceHealth,
    SourceYield,
    StoryArticle,
    StoryPage,
    TextShare,
)
from pipeline.model.source import Source
from pipeline.nightly.house import House
from pipeline.nightly.marking import share
from pipeline.nightly.page_changes import page_changes

_WATCHED = 5
"""Of so many vendors a public brief says that nothing was found."""
_WEEKS = 13
"""So far back it is shown what sources gave."""


def coverage(house: House, register: Register, since: str, until: str) -> Coverage:
    """What was read and what was not, between two times.

    Args:
        house: the run's house.
        register: as it stands.
        since: time as the store writes it; empty for the beginning.
        until: likewise.
    """
    store = house.store
    read = store.fetched.sources_read_between(since, until)
    standing_by = {source.fallback for source in house.settings.sources}
    sources = [source for source in house.settings.sources if source.source_id not in standing_by]
    entries, unopened, passed_over = store.entries.seen_between(since, until)
    ids = store.articles.seen_between(since, until)
    articles = store.articles.articles(ids)
    relevant = [found.article_id for found in store.articles.analyses(ids).values() if found.relevant]
    found = {proof.article_id for row in register.restrictions for proof in row.evidence}
    return Coverage(
        sources=len(sources),
        sources_read=sum(bool(read & {source.source_id, source.fallback}) for source in sources),
        failing=tuple(_failing(found) for found in sources_health(house) if found.ails),
        entries=entries,
        articles=len(articles),
        pages_not_opened=unopened,
        stories=len(set(store.articles.story_of(relevant).values())),
        restrictions=sum(bool(set(ids) & {p.article_id for p in row.evidence}) for row in register.restrictions)
        if found
        else 0,
        filler_share=_filler_share(articles),
        unread_languages=tuple(sorted(store.articles.unread_languages(ids).items())),
        quiet_tools=_quiet(house, register, set(ids)),
        quiet_vendors=_quiet_vendors(register, set(ids)),
        entries_passed_over=passed_over,
        headlines_only=sum(article.partial for article in articles),
        barriers=tuple(sorted(Counter(article.barrier for article in articles if article.barrier).items())),
    )


def sources_health(house: House) -> tuple[SourceHealth, ...]:
    """Each configured source as the site shows it, in the order of feeds.yaml; then those that are disabled."""
    records, counts = house.store.sources.records(), house.store.entries.entry_counts()
    relevant = house.store.entries.relevant_counts()
    standing_by = {source.fallback for source in house.settings.sources}
    shares = house.store.memory.shares()
    known = tuple(
        _health(source, records.get(source.source_id), counts.get(source.source_id, (0, None)), house.now)
        for source in house.settings.sources
    )
    known = tuple(
        replace(
            _measured(found, shares.get(found.source_id, TextShare())),
            relevant=relevant.get(found.source_id, 0),
            stands_by=found.source_id in standing_by,
        )
        for found in known
    )
    return known + tuple(_disabled(source, reason) for source, reason in house.settings.disabled)


def _measured(found: SourceHealth, text: TextShare) -> SourceHealth:
    """A source with how much of its text was stripped, if enough of it was read to tell."""
    if text.articles < FEWEST_MEASURED or not text.words:
        return replace(found, articles=text.articles)
    return replace(
        found,
        articles=text.articles,
        filler_share=round(text.filler / text.words, 3),
        repeated_share=round(text.repeated / text.words, 3),
    )


def told_register(house: House) -> Register:
    """The register as it may be printed, on the day of the last run: between two runs nothing lapses.

    Words of sources whose terms allow no quote are withheld.
    """
    registry = house.store.registry
    held = registry.register(today=registry.reached_on() or house.today.isoformat())
    return withheld(held, mute_articles(house, held))


def mute_articles(house: House, register: Register) -> set[str]:
    """Ids of the articles of a register of whose words the terms of their source allow no quote."""
    silent = {source.source_id for source in house.settings.sources if not rights(source.terms).quote}
    if not silent:
        return set()
    proofs = [proof for row in register.restrictions for proof in row.evidence]
    proofs += [proof for candidate in register.candidates for proof in candidate.evidence]
    ids = {proof.article_id for proof in proofs}
    return {found.article_id for found in house.store.articles.articles(ids) if found.source_id in silent}


def withheld(register: Register, mute: set[str]) -> Register:
    """The register without the words of some articles."""
    if not mute:
        return register
    return replace(
        register,
        restrictions=tuple(replace(row, evidence=_withheld(row.evidence, mute)) for row in register.restrictions),
        candidates=tuple(replace(row, evidence=_withheld(row.evidence, mute)) for row in register.candidates),
    )


def _withheld(proofs: Sequence[Proof], mute: set[str]) -> tuple[Proof, ...]:
    return tuple(replace(proof, quote=WITHHELD) if proof.article_id in mute else proof for proof in proofs)


def site_content(house: House) -> SiteContent:
    """Everything that the site is rendered from."""
    register = told_register(house)
    facts = tuple(_availability(house))
    return SiteContent(
        register=register,
        editions=tuple(house.store.editions.editions()),
        stories=tuple(_story_pages(house, register)),
        sources=sources_health(house),
        availability=facts,
        country_lists=tuple(_country_lists(facts, {one.source_id: one.attribution for one in house.settings.sources})),
        yields=_yields(house),
        page_changes=page_changes(house),
        stamp=house.settings.brief.stamp,
    )


def _yields(house: House) -> tuple[SourceYield, ...]:
    """What the sources that are read gave, week by week up to the last in which any of them gave something."""
    counts: Counter[tuple[str, date]] = Counter()
    for source_id, day, entries in house.store.entries.day_counts():
        seen = date.fromisoformat(day)
        counts[source_id, seen - timedelta(days=seen.weekday())] += entries
    if not counts:
        return ()
    first, last = min(week for _, week in counts), max(week for _, week in counts)
    weeks = [last - timedelta(weeks=back) for back in reversed(range(_WEEKS)) if last - timedelta(weeks=back) >= first]
    return tuple(
        SourceYield(
            source_id=source.source_id,
            name=source.name,
            weeks=tuple((week.isoformat(), counts[source.source_id, week]) for week in weeks),
        )
        for source in house.settings.sources
    )


def _country_lists(facts: Sequence[Availability], attributions: Mapping[str, str]) -> Iterator[CountryList]:
    """The facts of each tool and each list, with the names of the countries.

    Args:
        facts: of all lists.
        attributions: whom to name, by id of the source.
    """
    names = load_countries().names
    for tool, url in sorted({(fact.tool, fact.url) for fact in facts}):
        of_list = [fact for fact in facts if (fact.tool, fact.url) == (tool, url)]
        gone = [(names[fact.country], fact.since_at.date().isoformat()) for fact in of_list if not fact.listed]
        yield CountryList(
            tool=tool,
            url=url,
            listed=tuple(sorted(names[fact.country] for fact in of_list if fact.listed)),
            gone=tuple(sorted(gone)),
            attribution=attributions.get(of_list[0].source_id, ""),
        )


def _availability(house: House) -> Iterator[Availability]:
    """What the lists that are still read say of the tools that they are still about."""
    sources = {source.source_id: source for source in house.settings.sources}
    for fact in house.store.sources.availability():
        source = sources.get(fact.source_id)
        if source and source.watch and fact.tool in source.watch.tools:
            yield fact if rights(source.terms).quote else replace(fact, quote="")


def _health(
    source: Source, record: SourceRecord | None, counted: tuple[int, str | None], now: datetime
) -> SourceHealth:
    entries, newest = counted
    found = SourceHealth(
        source_id=source.source_id,
        name=source.name,
        url=source.url,
        kind=source.kind,
        language=source.language,
        grade=source.grade,
        state="unread",
        entries=entries,
        newest_on=newest,
        attribution=source.attribution,
    )
    if record is None:
        return found
    state = health.state_of(record, now=now, every_night=source.kind == "page-watch")
    reason, since = "", record.failing_since
    if record.failures:
        reason = record.detail
    elif state == "stale":
        reason, since = "nothing new for longer than is its habit", record.last_new_at or record.first_read_at
    return replace(
        found,
        state=state,
        failure=record.reason if record.failures else "",
        reason=reason,
        since=since.date().isoformat() if reason and since else "",
        moved_to=record.url if record.moved_from and record.url != source.url else "",
    )


def _disabled(source: Source, reason: str) -> SourceHealth:
    return SourceHealth(
        source_id=source.source_id,
        name=source.name,
        url=source.url,
        kind=source.kind,
        language=source.language,
        grade=source.grade,
        state="disabled",
        entries=0,
        newest_on=None,
        attribution=source.attribution,
        reason=reason,
    )


def _failing(found: SourceHealth) -> FailingSource:
    return FailingSource(source_id=found.source_id, name=found.name, reason=found.reason, since=found.since)


def _filler_share(articles: Sequence[Article]) -> float | None:
    """Part of the words of article bodies that was stripped as filler."""
    found = share(articles)
    return round(found.filler / found.words, 3) if found.words else None


def _quiet(house: House, register: Register, ids: set[str]) -> tuple[str, ...]:
    """Tools of the inventory on which nothing was found in the window."""
    if house.settings.inventory is None:
        return ()
    told = [row for row in register.restrictions if ids & {proof.article_id for proof in row.evidence}]
    ours = [(tool.name, names_of(tool)) for tool in house.settings.inventory.tools]
    return tuple(name for name, names in ours if not any(fit(row, names) for row in told))


def _quiet_vendors(register: Register, ids: set[str]) -> tuple[str, ...]:
    """Of the vendors whose tools most rows are about, those on which nothing was found in the window.

    They come from the register alone, so that the public build can name them too.
    """
    rows: Counter[str] = Counter()
    told: set[str] = set()
    for row in register.restrictions:
        value = row.claims.targets.value
        targets = value if isinstance(value, tuple) else ()
        vendors = {item.vendor for item in targets if isinstance(item, Target) and item.vendor}
        rows.update(vendors)
        if ids & {proof.article_id for proof in row.evidence}:
            told |= vendors
    watched = sorted(rows, key=lambda vendor: (-rows[vendor], vendor))[:_WATCHED]
    return tuple(vendor for vendor in watched if vendor not in told)


def _story_pages(house: House, register: Register) -> list[StoryPage]:
    """Stories that tell a restriction or a candidate, newest first."""
    told: dict[str, list[str]] = {}
    for row in register.restrictions:
        for story_id in row.story_ids:
            told.setdefault(story_id, []).append(row.restriction_id)
    watched = house.store.articles.story_of(p.article_id for c in register.candidates for p in c.evidence)
    stories = house.store.articles.stories(sorted({*told, *watched.values()}))
    articles = {
        a.article_id: a for a in house.store.articles.articles(i for story in stories for i in story.article_ids)
    }
    pages = [_story_page(story, articles, tuple(told.get(story.story_id, ()))) for story in stories]
    return sorted(pages, key=lambda page: (page.first_published or "", page.story_id), reverse=True)


def _story_page(story: Story, articles: dict[str, Article], restriction_ids: tuple[str, ...]) -> StoryPage:
    copies = dict(story.copies)
    members = [articles[article_id] for article_id in story.article_ids if article_id in articles]
    return StoryPage(
        story_id=story.story_id,
        title=story.title,
        first_published=story.first_published,
        articles=tuple(_story_article(member, articles, copies) for member in members),
        restriction_ids=restriction_ids,
    )


def _story_article(article: Article, articles: dict[str, Article], copies: dict[str, str]) -> StoryArticle:
    original = articles.get(copies.get(article.article_id, ""))
    dropped = [block for block in article.blocks if not block.kept]
    return StoryArticle(
        article_id=article.article_id,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published.text if article.published else None,
        kept_words=sum(len(block.text.split()) for block in article.kept_blocks),
        stripped_words=sum(len(block.text.split()) for block in dropped),
        stripped=tuple(sorted(Counter(block.rule or "" for block in dropped).items())),
        copy_of=original.outlet if original else "",
    )
