"""A batch of pages parsed without a database: each page alone, or knowing what was published before it on its site."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.article import Article, Page
from pipeline.model.outcome import Outcome
from pipeline.nightly.shelf import Shelf
from pipeline.parse import article as parser
from pipeline.parse.prints import fingerprint
from pipeline.parse.refill import mark_anew
from pipeline.parse.sitewide import recall
from pipeline.text.urls import host


def parse_cold(pages: Sequence[Page]) -> list[Outcome[Article]]:
    """Each page alone; one outcome for each, in order."""
    return list(parser.run(pages))


def parse_warm(pages: Sequence[Page]) -> list[Outcome[Article]]:
    """Each page knowing the pages of its site that were published before it; one outcome for each, in order.

    A site is the host of an address; pages without an address are read cold, and an address that comes twice is one
    page. Pages without a day come last.
    """
    outcomes = parse_cold(pages)
    shelves: dict[str, Shelf] = {}  # one for each site: what stands on all pages of one says nothing of others
    for number in sorted(range(len(pages)), key=lambda i: _when(outcomes[i])):
        cold = outcomes[number].output
        if cold is None or not host(cold.url):
            continue
        shelf = shelves.setdefault(host(cold.url), Shelf())
        named = replace(cold, article_id=cold.url)  # an address that comes twice is one article, as it is for a night
        prints = fingerprint(named)
        warm = mark_anew(named, recall(named, prints, shelf.holders(prints)))
        shelf.put(prints)
        outcomes[number] = replace(outcomes[number], output=replace(warm, article_id=cold.article_id))
    return outcomes


def _when(outcome: Outcome[Article]) -> str:
    """Pages of a site come in the order of publication; those without a day last."""
    day = outcome.output.published if outcome.output else None
    return day.published_on.isoformat() if day else "9999"
