"""What vendors' own lists say of tools and countries: facts that are kept, and the events that a change makes."""

from dataclasses import replace

from pipeline.analyse import availability
from pipeline.analyse.lexicon.countries import load_countries
from pipeline.fetch.listing import Listing
from pipeline.model.article import Article
from pipeline.model.availability import Availability, AvailabilityChange
from pipeline.model.event import Analysis
from pipeline.model.source import Source
from pipeline.nightly.house import House
from pipeline.parse.change import REMOVED


def note_availability(house: House, source: Source, listing: Listing) -> None:
    """Keep what a watched list says now. The first reading fills the facts quietly."""
    if source.watch is None or not source.watch.tools or listing.watch is None:
        return
    held = house.store.sources.availability(source.source_id)
    found = availability.facts(held, listing.watch, source=source, countries=load_countries())
    change = listing.verdict.change if listing.verdict else None
    before = {(fact.tool, fact.country): fact.listed for fact in held}
    if change is not None:  # what has changed is so since it was first seen, not since it was believed
        found = tuple(
            replace(fact, since_at=change.seen_at) if before.get((fact.tool, fact.country)) != fact.listed else fact
            for fact in found
        )
    known = {(fact.tool, fact.country): (fact.listed, fact.quote) for fact in held}
    house.store.sources.save_availability(
        fact for fact in found if known.get((fact.tool, fact.country)) != (fact.listed, fact.quote)
    )


def with_list_events(house: House, article: Article, analysis: Analysis) -> Analysis:
    """The analysis of the change of a vendor's own list: which countries came and went, instead of sentences.

    The facts have a say: a country whose line went, but which another line still names, is no event, nor is one of a
    list that was not believed. Facts that are younger than the article have none, so that it tells the same when it is
    read anew.
    """
    source = house.source(article.source_id)
    if source is None or source.watch is None or not source.watch.tools:
        return analysis
    names = load_countries()
    came = availability.listed_countries([block.text for block in article.kept_blocks], names)
    went = availability.listed_countries([block.text for block in article.blocks if block.rule == REMOVED], names)
    changed = [
        AvailabilityChange(tool=tool, country=code, before=not listed, after=listed, quote=line)
        for tool in sorted(set(source.watch.tools))
        for listed, lines, others in ((True, came, went), (False, went, came))
        for code, line in lines.items()
        if code not in others
    ]
    facts = {(fact.tool, fact.country): fact for fact in house.store.sources.availability(source.source_id)}
    changed = [change for change in changed if _holds(change, facts.get((change.tool, change.country)), article)]
    events = availability.events_of(changed, article, source=source, lexicon=house.tools.lexicon, countries=names)
    if not events:
        return analysis
    return replace(analysis, relevant=True, score=1.0, why=("the vendor's own list has changed",), events=events)


def _holds(change: AvailabilityChange, fact: Availability | None, article: Article) -> bool:
    if fact is None or article.published is None:
        return False
    return fact.listed == change.after or fact.since_at.date() > article.published.published_on
