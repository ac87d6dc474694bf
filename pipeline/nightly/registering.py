"""Step 4: group what was read into stories, and take it into the register. One transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.analyse.register import rows as register
from pipeline.analyse.register.support import Support
from pipeline.model.event import Event
from pipeline.model.outcome import done
from pipeline.model.restriction import Candidate, Party, Restriction, Tombstone
from pipeline.nightly.checking import Item, check_written
from pipeline.nightly.correcting import correct
from pipeline.nightly.grouping import put_into_stories
from pipeline.nightly.house import House
from pipeline.nightly.reports import read_of, reports_of, row_id, rows_of
from pipeline.text.dates import iso_time


def take_in(house: House) -> tuple[int, int]:
    """Take all newly read articles into the register, and look at the days that have been reached.

    Returns:
        How many restrictions were new or changed, and how many candidates.

    Raises:
        StoreError: the register would not be valid; nothing of it is kept.
    """
    store = house.store
    with house.progress.step("register", 1) as advance, store.transaction():
        waiting = store.articles.unregistered(register.VERSION)
        new = [item for item in read_of(house, waiting) if item.analysis.relevant]
        put_into_stories(house, waiting, new)
        changed, gone = merge_reports(house, [item.article.article_id for item in new], waiting)
        changed += _reach(house)
        lapsed = _lapse(house)
        for article_id in waiting:
            store.articles.save_outcome("register", register.VERSION, article_id, done(article_id, None))
        shown, hidden = correct(house)
        moved = bool(changed or gone or lapsed or shown or hidden)
        store.registry.mark(changed_at=iso_time(house.now) if moved else None, reached_on=house.today.isoformat())
        store.journal.keep(house.now)
        if moved:
            check_written(house, [*changed, *shown])
        advance()
    candidates = sum(isinstance(item, Candidate) for item in (*changed, *gone))
    return len(changed) + len(gone) - candidates, candidates


def merge_reports(house: House, new: Sequence[str], anew: Sequence[str]) -> tuple[list[Item], list[Item]]:
    """Take new reports into the rows that they may mean, and build again the rows that rest on what was read anew.

    Returns:
        Restrictions and candidates that are new or changed, and those that are gone.
    """
    registry = house.store.registry
    reports = reports_of(house, new)
    held = _held(house, [event for report in reports for event in report.events], anew)
    rows = rows_of(house, held.values(), set(anew))
    local = house.now.astimezone(house.zone)  # days are reached in the configured zone
    merged = register.merge(
        reports,
        rows,
        serials=registry.serials(),
        now=local,
        lexicon=house.tools.lexicon,
        given=house.store.hand.promoted(),
    )
    for gone in (*merged.promoted, *merged.emptied):
        _remove(house, held[gone])
    for gone, into in merged.merged:
        _bury(house, gone, "merged", "Two rows turned out to be one decision.", into)
    for restriction, supports in merged.rows:
        registry.save_restriction(restriction, register.next_day(restriction))
        registry.save_supports(restriction.restriction_id, _places(supports))
    for candidate, supports in merged.candidates:
        registry.save_candidate(candidate)
        registry.save_supports(candidate.candidate_id, _places(supports))
    told: list[Item] = [*(item for item, _ in merged.rows), *(item for item, _ in merged.candidates)]
    changed = [item for item in told if held.get(row_id(item)) != item]
    return changed, [held[gone] for gone in (*merged.emptied, *(gone for gone, _ in merged.merged))]


def _held(house: House, events: Iterable[Event], anew: Sequence[str]) -> dict[str, Item]:
    """Restrictions, then candidates, that events may mean or be linked to.

    These are all of the actors that are named, of the vendors of the tools, and of those whose articles were read anew;
    and the rows that lift what others imposed.
    """
    registry = house.store.registry
    rests: list[Item] = [*registry.of_articles(anew), *registry.candidates_of_articles(anew)]
    actors = {name for event in events for name in (event.actor, *event.vendors)}
    actors |= {party.name for item in rests if isinstance(party := item.claims.actor.value, Party)}
    restrictions = [*registry.of_actors(actors), *registry.lifting()]
    candidates = registry.candidates_of_actors(actors)
    return {row_id(item): item for kind in (restrictions, candidates) for item in sorted(kind, key=row_id)}


def _remove(house: House, item: Item) -> None:
    """Take out a candidate that became a restriction, or what no article tells any more."""
    if isinstance(item, Candidate):
        house.store.registry.drop_candidate(item.candidate_id)
        return
    note = "No article tells it, now that all of them have been read anew."
    _bury(house, item.restriction_id, "not_an_event", note)


def _bury(house: House, restriction_id: str, reason: str, note: str, into: str | None = None) -> None:
    house.store.registry.withdraw(
        Tombstone(
            restriction_id=restriction_id,
            removed_on=house.today.isoformat(),
            reason=reason,
            merged_into=into,
            note=note,
            removed_at=iso_time(house.now),
        )
    )


def _reach(house: House) -> list[Restriction]:
    """Revise the rows of which a day has been reached. A clock that went back reaches nothing."""
    registry = house.store.registry
    today = house.today.isoformat()
    if today < registry.reached_on():
        return []
    rows = rows_of(house, registry.due(today), set())
    changed = register.reach_days(rows, today=house.today, now=house.now, lexicon=house.tools.lexicon)
    for restriction in changed:
        registry.save_restriction(restriction, register.next_day(restriction))
    return list(changed)


def _lapse(house: House) -> int:
    """Note which candidates nothing confirmed in time.

    Returns:
        How many.
    """
    registry = house.store.registry
    found = registry.lapsing(house.today.isoformat())
    for candidate in found:
        registry.save_candidate(replace(candidate, lapsed_on=house.today.isoformat()))
    return len(found)


def _places(supports: Sequence[Support]) -> list[tuple[str, int]]:
    return [(support.report.article_id, support.report.events.index(support.event)) for support in supports]
