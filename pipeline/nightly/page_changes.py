"""Changes of watched pages, as the site shows them."""

from pipeline.model.article import Article
from pipeline.model.rights import rights
from pipeline.model.site import PageChange
from pipeline.model.watch import CHANGE_TYPE
from pipeline.nightly.house import House
from pipeline.parse.change import REMOVED
from pipeline.text.dates import iso_time

CHANGES = 30
"""So many changes of watched pages are shown."""


def page_changes(house: House) -> tuple[PageChange, ...]:
    """The newest changes of pages that are watched, newest first."""
    return tuple(_change(house, article) for article in house.store.articles.of_type(CHANGE_TYPE, CHANGES))


def _change(house: House, article: Article) -> PageChange:
    source = house.source(article.source_id)
    head = house.store.fetched.snapshot_head(article.snapshot_id)
    titles = [block.text for block in article.blocks if block.kind == "title"]
    came = tuple(block.text for block in article.kept_blocks if block.kind != "title")
    went = tuple(block.text for block in article.blocks if block.rule == REMOVED)
    may_quote = source is not None and rights(source.terms).quote
    return PageChange(
        article_id=article.article_id,
        outlet=article.outlet,
        title=titles[0] if titles else "",
        url=article.url.partition("#")[0],
        seen_on=article.published.text[:10] if article.published else "",
        came=came if may_quote else (),
        went=went if may_quote else (),
        added=len(came),
        removed=len(went),
        is_list=any(block.kind == "list-item" for block in article.blocks),
        sha256=head.sha256,
        retrieved_at=iso_time(head.fetched_at),
    )
