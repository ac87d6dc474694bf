"""What a person decided in overrides.yaml, replayed on the register that the sources give."""

from collections.abc import Iterator

from pipeline.analyse.register import rows as register
from pipeline.analyse.register.entry import Desk
from pipeline.analyse.register.hand import Replayed, Table, replay
from pipeline.model.override import Override
from pipeline.model.restriction import Restriction
from pipeline.nightly.house import House
from pipeline.nightly.reading import article_id
from pipeline.nightly.reports import rows_of
from pipeline.text.urls import split_web


def correct(house: House) -> tuple[list[Restriction], int]:
    """Replay the overrides, inside the transaction of the register.

    Returns:
        Rows that are shown otherwise than before, and how many are shown no longer.
    """
    before, given = house.store.hand.laid(), house.store.hand.given()
    found = replayed(house)
    if found.laid == before and found.given == given:
        return [], 0
    house.store.hand.save(found.laid, found.given)
    changed = [one for row_id, one in found.laid.items() if before.get(row_id) != one]
    shown = [one.record for one in changed if one.record and not one.stone]
    return shown, len(changed) - len(shown) + len(set(before) - set(found.laid))


def replayed(house: House) -> Replayed:
    """What the overrides make of the register as it is stored; nothing is written."""
    hand, registry = house.store.hand, house.store.registry
    acts = [act for act in house.settings.overrides if act.counts_on(house.today)]
    laid, given = hand.laid(), hand.given()
    if not (acts or laid or given):
        return Replayed(laid={}, given={})
    pages = sorted({page for act in acts for page in _pages(house, act)})
    ids = {name for act in acts for name in (act.row, act.into) if name} | set(laid) | set(given.values())
    ids |= set(hand.promoted())
    items = [*registry.named(ids), *registry.of_articles(pages), *registry.candidates_of_articles(pages)]
    anew = set(house.store.articles.unregistered(register.VERSION))
    desk = Desk(now=house.now.astimezone(house.zone), today=house.today, lexicon=house.tools.lexicon)
    rows = rows_of(house, list(dict.fromkeys(items)), anew)
    return replay(Table(rows, given, registry.serials(), desk), acts, laid, desk)


def idle(house: House) -> Iterator[tuple[Override, str]]:
    """Overrides that change nothing now, each with why, in the order of the file."""
    why = {id(act): words for act, words in replayed(house).idle}
    for act in house.settings.overrides:
        if not act.counts_on(house.today):
            yield act, f"expired on {act.expires}"
        elif id(act) in why:
            yield act, why[id(act)]


def _pages(house: House, act: Override) -> Iterator[str]:
    """Ids of the articles that an override names, however their addresses are spelt."""
    for url in (act.row, act.article, act.into, *act.articles):
        if split_web(url) is not None:
            yield article_id(url)
            yield from (article_id(entry.url) for entry, _, _ in house.store.entries.listed_as(url))
