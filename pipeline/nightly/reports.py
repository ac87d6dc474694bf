"""Articles and rows as the register sees them: each report with how far it can be trusted, each row with its events."""

from collections.abc import Collection, Iterable, Sequence

from pipeline.analyse.read import Read
from pipeline.analyse.register.rows import Row
from pipeline.analyse.register.support import Support
from pipeline.model.event import Report
from pipeline.model.restriction import Restriction
from pipeline.nightly.anew import staying
from pipeline.nightly.checking import Item
from pipeline.nightly.house import House
from pipeline.nightly.standing import foreground, standing_of
from pipeline.text.dates import iso_time


def read_of(house: House, ids: Iterable[str]) -> list[Read]:
    """Articles with what was read in them; those that wait to be read are left out."""
    listed = list(ids)
    analyses = house.store.articles.analyses(listed)
    return [
        Read(article=article, analysis=analyses[article.article_id])
        for article in house.store.articles.articles(listed)
        if article.article_id in analyses
    ]


def reports_of(house: House, ids: Sequence[str]) -> list[Report]:
    """Articles as the register sees them."""
    store = house.store
    placed = store.articles.story_of(ids)
    stories = {story.story_id: story for story in store.articles.stories(sorted(set(placed.values())))}
    copied = [original for story in stories.values() for _, original in story.copies]
    outlets = {original.article_id: original.outlet for original in store.articles.articles(copied)}
    found = []
    for item in read_of(house, ids):
        article = item.article
        standing = standing_of(house, article)
        snapshot = store.fetched.snapshot_head(article.snapshot_id)
        story = stories.get(placed.get(article.article_id, ""))
        found.append(
            Report(
                article_id=article.article_id,
                url=article.url,
                outlet=standing.outlet,
                title=article.title,
                language=article.language,
                published=article.published.text if article.published else None,
                grade=standing.grade,
                speaks_for=standing.speaks_for,
                sha256=snapshot.sha256,
                retrieved_at=iso_time(snapshot.fetched_at),
                story_id=story.story_id if story else None,
                copy_of=outlets.get(dict(story.copies).get(article.article_id, "")) if story else None,
                events=item.analysis.events,
                partial=article.partial,
                unlisted=standing.unlisted,
                sentences=foreground(house, article),
            )
        )
    return found


def rows_of(house: House, held: Collection[Item], anew: set[str]) -> list[Row]:
    """Rows with the events that they are built from; of articles that were read anew those that stay."""
    registry = house.store.registry
    places = {row_id(item): registry.supports(row_id(item)) for item in held}
    wanted = {article_id for supports in places.values() for article_id, _ in supports}
    reports = {report.article_id: report for report in reports_of(house, sorted(wanted))}
    rows = []
    for item in held:
        supports = places[row_id(item)]
        again = dict.fromkeys(article_id for article_id, _ in supports if article_id in anew)
        known = [(reports[article_id], number) for article_id, number in supports if article_id not in anew]
        rows.append(
            Row(
                row_id=row_id(item),
                held=item if isinstance(item, Restriction) else None,
                supports=(
                    *(Support(report=report, event=report.events[number]) for report, number in known),
                    *staying(item, (reports[article_id] for article_id in again)),
                ),
                stale=bool(again),
            )
        )
    return rows


def row_id(item: Item) -> str:
    """The id of a restriction or a candidate."""
    return item.restriction_id if isinstance(item, Restriction) else item.candidate_id
