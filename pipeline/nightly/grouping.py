"""New articles into stories: compared with the articles of the window that share words with them, and with no other.

::

    new articles ─▶ sketches, stored ─▶ those of the window that share rare words or an actor ─▶ their stories whole
                                                                                                   │
                                      stories of earlier nights take in new ones, new ones begin ◀──┘
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from pipeline.analyse.cluster import Grouped, group, most_holders
from pipeline.analyse.read import Read
from pipeline.analyse.stories.pair import FOLLOW_UP_DAYS
from pipeline.analyse.stories.sketch import sketch
from pipeline.analyse.stories.spread import Spread, found_by, keys
from pipeline.model.event import Story
from pipeline.model.sketch import Sketch
from pipeline.nightly.house import House
from pipeline.store.sketches import Days

_REACH = timedelta(days=FOLLOW_UP_DAYS).days  # stories are looked for this far around a new article


def put_into_stories(house: House, waiting: Iterable[str], new: Sequence[Read]) -> None:
    """Put new articles into stories; stories of earlier nights keep their ids and take them in.

    Args:
        house: what a night needs.
        waiting: ids of all articles that were read, relevant or not.
        new: those that are relevant.
    """
    house.store.sketches.drop(waiting)
    if not new:
        return
    sketches = {item.article.article_id: sketch(item) for item in new}
    placed_on = {item.article.article_id: _day(item, house) for item in new}
    for article_id, one in sketches.items():
        house.store.sketches.save(one, placed_on[article_id], found_by(one))
    days = Days(first=min(placed_on.values()) - _REACH, last=max(placed_on.values()) + _REACH)
    near = _near(house, sketches, placed_on)
    articles = house.store.articles
    placed = articles.story_of([*near, *sketches])
    known = articles.stories(sorted(set(placed.values())))
    members = {article_id for story in known for article_id in story.article_ids}
    loaded = house.store.sketches.read({*near, *sketches, *members})
    grouped = group(loaded, known, _spread(house, loaded, days))
    _keep(house, [story for story in grouped if any(one.article_id in sketches for one in story.articles)], known)


def _day(item: Read, house: House) -> int:
    published = item.article.published
    return (published.published_on if published else house.today).toordinal()


def _near(house: House, sketches: Mapping[str, Sketch], placed_on: Mapping[str, int]) -> set[str]:
    """Articles that share something rare with one of these, within reach of its day."""
    store = house.store.sketches
    found: set[str] = set()
    for article_id, one in sketches.items():
        days = Days(first=placed_on[article_id] - _REACH, last=placed_on[article_id] + _REACH)
        actors = found_by(one) - keys(one)
        most = most_holders(store.count(days))
        rare = {key for key, count in store.holding(keys(one), days).items() if count <= most}
        found.update(store.sharing(rare | actors, days))
    return found


def _spread(house: House, loaded: Sequence[Sketch], days: Days) -> Spread:
    store = house.store.sketches
    wanted = {key for one in loaded for key in keys(one)}
    return Spread(articles=store.count(days), holding=store.holding(wanted, days))


def _keep(house: House, grouped: Sequence[Grouped], known: Sequence[Story]) -> None:
    articles = house.store.articles
    serials = articles.story_serials()
    home = {article_id: story for story in known for article_id in story.article_ids}
    before = {story.story_id: story for story in known}
    stories = []
    for story in grouped:
        held = next((home[one.article_id] for one in story.articles if one.article_id in home), None)
        stories.append(_story(house, story, held, serials))
    articles.save_stories([story for story in stories if before.get(story.story_id) != story])


def _story(house: House, grouped: Grouped, held: Story | None, serials: dict[int, int]) -> Story:
    ids = [one.article_id for one in grouped.articles]
    (first,) = house.store.articles.articles(ids[:1])
    published = first.published.text if first.published else None
    story = Story(
        story_id=held.story_id if held else "",
        title=first.title,
        first_published=published,
        article_ids=tuple(ids),
        copies=grouped.copies,
    )
    if held:
        outside = [article_id for article_id in held.article_ids if article_id not in ids]
        return replace(
            story,
            title=held.title,
            first_published=held.first_published if outside else published,
            article_ids=(*outside, *ids),
            copies=_united(held.copies, grouped.copies, [*outside, *ids]),
        )
    year = int(published[:4]) if published else house.now.year
    serials[year] = serials.get(year, 0) + 1
    return replace(story, story_id=f"story-{year}-{serials[year]:04}")


def _united(
    held: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]], order: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Copies that were known and that were found; of two originals the earlier counts."""
    place = {article_id: number for number, article_id in enumerate(order)}
    originals: dict[str, str] = {}
    for copy, original in (*held, *found):
        if original in place and copy in place:
            originals[copy] = min(original, originals.get(copy, original), key=place.__getitem__)
    return tuple(sorted(originals.items(), key=lambda pair: place[pair[0]]))
