"""Publishers' words in what the sample world publishes: verbatim, at their address, and few."""

import csv
import gzip
import html
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from icalendar import Calendar

from pipeline.model.article import Article
from pipeline.store.store import Store
from pipeline.text.words import words
from tests.e2e.conftest import Played

pytestmark = pytest.mark.slow

_QUOTED = re.compile(r"“([^”]+)”")
_PARTED = re.compile(r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])")
RUN = 12
"""So many words in a row are no accident."""
_TAG = re.compile(r"<[^>]+>")


def articles_of(store: Store) -> list[Article]:
    found = store.articles.articles(store.articles.seen_between("", "9"))
    assert len(found) > 40
    return list(found)


def told_in(article: Article) -> str:
    """All words of a page, its title behind them."""
    return " ".join(" ".join([*(block.text for block in article.blocks), article.title]).split())


def body_of(article: Article) -> str:
    return " ".join(" ".join(block.text for block in article.blocks if block.kind != "title").split())


def test_every_quote_of_every_brief_stands_word_for_word_at_its_address(store: Store) -> None:
    pages = {article.url: told_in(article) for article in articles_of(store)}
    quotes = [item.quote for edition in store.editions.editions() for item in edition.items if item.quote]
    assert len(quotes) > 10
    for quote in quotes:
        assert len(quote.text.split()) <= 25, quote
        assert quote.text in pages[quote.url], quote


def test_no_article_gives_more_than_fifty_words_to_the_public_site(played: Played, store: Store) -> None:
    """Counted over all pages and all files for programs, each passage once; a headline names an article and is no part
    of its text."""
    passages: set[str] = set()
    for page in played.public.rglob("*.html"):
        text = html.unescape(_TAG.sub("", page.read_text(encoding="utf-8")))
        passages |= {" ".join(found.split()) for found in _QUOTED.findall(text)}
    told = {" ".join(one.split()) for one in told_to_programs(played.public)}
    articles = articles_of(store)
    titles = {article.title for article in articles}
    bodies = {article.article_id: body_of(article) for article in articles}
    assert any(one in body for one in told for body in bodies.values() if len(one.split()) > 10)
    for article in articles:
        mine = [one for one in (passages | told) - titles if one in bodies[article.article_id] and len(one.split()) > 2]
        own = [one for one in mine if sum(one in body for body in bodies.values()) == 1]  # words that are its alone
        whole = [one for one in own if not any(one != other and one in other for other in own)]
        assert sum(len(words(one)) for one in whole) <= 50, (article.url, whole)


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def test_outside_quotes_no_run_of_words_of_an_article_is_anywhere_on_the_public_site(
    played: Played, store: Store
) -> None:
    """Stripped blocks count as well; a headline names an article and may be told."""
    articles = articles_of(store)
    kept = {
        run for article in articles for block in article.blocks if block.kind != "title" for run in runs(block.text)
    }
    kept -= {run for article in articles for run in runs(article.title)}
    assert len(kept) > 1000
    with_quotes = 0
    for page in played.public.rglob("*.html"):
        source = html.unescape(page.read_text(encoding="utf-8"))
        assert not runs(_TAG.sub(" ", _QUOTED.sub(" | ", source))) & kept, page
        with_quotes += bool(runs(_TAG.sub(" ", source)) & kept)
    assert with_quotes > 10
    quoted = {" ".join(quote.split()) for quote in quotes_in(played.public)}
    assert len(quoted) > 20
    for told in told_to_programs(played.public):
        found = runs(told) & kept
        assert not found or " ".join(told.split()) in quoted, told


def quotes_in(public: Path) -> Iterator[str]:
    """What the files for programs mark as a quote."""
    documents = [json.loads(path.read_bytes()) for path in public.rglob("*.json")]
    while documents:
        held = documents.pop()
        documents += held.values() if isinstance(held, dict) else held if isinstance(held, list) else []
        quote = held.get("quote") if isinstance(held, dict) else None
        told = quote.get("text") if isinstance(quote, dict) else quote
        yield from [told] if isinstance(told, str) else []


def told_to_programs(public: Path) -> Iterator[str]:
    """Every text that a file for programs holds: values of JSON, cells of tables, feeds, calendar, search."""
    for path in public.rglob("*.json"):
        yield from texts_in(json.loads(path.read_bytes()))
    for path in public.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            yield from row
    for path in public.rglob("*.atom"):
        yield from (html.unescape(_TAG.sub("\n", node.text or "")) for node in ET.parse(path).iter())
    for path in public.rglob("*.pf_fragment"):
        record = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        told = _PARTED.sub("", record["content"])
        yield from (part.strip("“”") for part in told.split(" · "))
    with closing(sqlite3.connect(public / "register.sqlite")) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield from (cell for cell in row if isinstance(cell, str))
    for event in Calendar.from_ical((public / "calendar.ics").read_bytes()).walk():
        yield from (str(value) for value in event.values())


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(held)
