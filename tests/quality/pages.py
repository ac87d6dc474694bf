"""Labelled and gold pages through the parse stage."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.model.article import Article, Page, Said
from pipeline.nightly.batch import parse_warm
from pipeline.parse.article import run
from pipeline.text.dates import published
from tests.quality.filler_score import GoldPage

FILLER = Path(__file__).parent / "data" / "filler"
HANDS = Path(__file__).parent / "data" / "hands"


def page_of(page_id: str, body: bytes, url: str = "") -> Page:
    """A page of HTML in UTF-8 of which nothing is said."""
    return Page(
        article_id=page_id,
        snapshot_id="",
        source_id="",
        outlet="",
        url=url,
        body=body,
        content_type="text/html; charset=utf-8",
    )


def parsed(page: Page) -> Article:
    """The article of a page that can be parsed."""
    outcome = next(run([page]))
    assert outcome.output is not None, f"{page.article_id}: {outcome.reason}"
    return outcome.output


def filler_page(gold: GoldPage, directory: Path = FILLER) -> Page:
    """The page that belongs to a set of labels."""
    return page_of(gold["id"], (directory / "pages" / f"{gold['id']}.html").read_bytes(), gold["url"])


def kept_cold(golds: Iterable[GoldPage], directory: Path = FILLER) -> dict[str, str]:
    """Kept text of each page, each parsed alone."""
    return {gold["id"]: parsed(filler_page(gold, directory)).text for gold in golds}


def kept_warm(golds: Iterable[GoldPage], directory: Path = FILLER) -> dict[str, str]:
    """Kept text of each page, parsed with a memory of the earlier pages of its site."""
    dated = [
        replace(filler_page(gold, directory), given=Said(published=published(gold["published"])))
        for gold in sorted(golds, key=lambda gold: (gold["published"], gold["id"]))
    ]
    found = parse_warm(dated)
    return {outcome.input_id: outcome.output.text for outcome in found if outcome.output is not None}


def extraction_pages(directory: Path) -> dict[str, tuple[Page, str]]:
    """Pages of an extraction benchmark (``gold.json``, ``html/<id>.html.gz``) with the text that is to be found."""
    gold = json.loads((directory / "gold.json").read_text(encoding="utf-8"))
    pages = {}
    for page_id, entry in gold.items():
        body = gzip.decompress((directory / "html" / f"{page_id}.html.gz").read_bytes())
        pages[page_id] = (page_of(page_id, body, entry.get("url") or ""), entry.get("articleBody") or "")
    return pages
