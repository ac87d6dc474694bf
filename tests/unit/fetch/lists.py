"""Lists for tests that are no feeds, in the least of words: sitemaps, pages, answers of interfaces."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.fetch.api.federal_register import read_federal_register
from pipeline.fetch.api.gdelt import read_gdelt
from pipeline.fetch.api.hacker_news import read_hacker_news
from pipeline.fetch.html_list.read import read_html_list
from pipeline.fetch.listed import Listed
from pipeline.fetch.sitemap import read_news_sitemap, read_sitemap
from pipeline.model.source import Entry, ListRules, QueryRules, Source
from pipeline.model.vocabulary import SourceKind
from tests.unit.fetch.clocks import NOW

Reader = Callable[..., Listed]

SITE = "https://news.example"
MAP_URL = f"{SITE}/sitemap.xml"
LIST_URL = f"{SITE}/news"
HN_URL = "https://hn.algolia.com/api/v1/search_by_date"
GDELT_URL = "https://api.gdeltproject.org/api/v2/doc/doc"
FR_URL = "https://www.federalregister.gov/api/v1/documents.json"

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def source(kind: SourceKind = "sitemap", url: str = MAP_URL) -> Source:
    return Source(source_id="trade-press", name="Trade Press", kind=kind, url=url)


def urlset(*lines: str) -> str:
    return f"{HEAD}<urlset {MAP_SPACE} {NEWS_SPACE}>{''.join(lines)}</urlset>"


def index(*maps: str) -> str:
    return f"{HEAD}<sitemapindex {MAP_SPACE}>{''.join(maps)}</sitemapindex>"


def line(path: str = "/news/1", lastmod: str = "", more: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{path if '://' in path else SITE + path}</loc>{changed}{more}</url>"


def news(path: str = "/1", title: str = "Fabrikam bans Nimbus", day: str = "2026-07-09", language: str = "en") -> str:
    publication = f"<news:publication><news:name>Trade Press</news:name><news:language>{language}</news:language>"
    told = f"<news:publication_date>{day}</news:publication_date><news:title>{title}</news:title>"
    return line(path, more=f"<news:news>{publication}</news:publication>{told}</news:news>")


def a_map(path: str = "/sitemap-1.xml", lastmod: str = "") -> str:
    return line(path, lastmod).replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")


def read_map(
    body: str | bytes, prefixes: tuple[str, ...] = (), *, base_url: str = MAP_URL, reader: Reader = read_sitemap
) -> Listed:
    raw = body if isinstance(body, bytes) else body.encode()
    of = replace(source(), path_prefix=prefixes)
    return reader(raw, source=of, base_url=base_url, content_type="application/xml", now=NOW)


def read_news(body: str | bytes, *, base_url: str = MAP_URL) -> Listed:
    return read_map(body, base_url=base_url, reader=read_news_sitemap)


def page(*inner: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{''.join(inner)}</body></html>"


def read_page(body: str | bytes, rules: ListRules | None = None, content_type: str = "text/html") -> Listed:
    raw = body if isinstance(body, bytes) else body.encode()
    of = replace(source("html-list", LIST_URL), listing=rules or ListRules(link="a[href^='/news/']"))
    return read_html_list(raw, source=of, base_url=LIST_URL, content_type=content_type, now=NOW)


def of_page(body: str, rules: ListRules) -> list[tuple[str, str, date | None]]:
    """Path, title and day of each entry of a page."""
    found = read_page(body, rules).entries
    return [(entry.url.removeprefix(SITE), entry.title, day_of(entry)) for entry in found]


def titles(listed: Listed) -> list[str]:
    return [entry.title for entry in listed.entries]


def paths(listed: Listed) -> list[str]:
    return [entry.url.removeprefix(SITE) for entry in listed.entries]


def day_of(entry: Entry) -> date | None:
    return entry.published.published_on if entry.published else None


def read_hn(answer: Any) -> Listed:  # noqa: ANN401 - whatever an interface may send
    return _read(read_hacker_news, source("api:hn-algolia", HN_URL), answer)


def read_gdelt_answer(answer: Any, params: tuple[tuple[str, str], ...] = ()) -> Listed:  # noqa: ANN401 - likewise
    of = replace(source("api:gdelt", GDELT_URL), query=QueryRules(queries=("ban",), params=params))
    return _read(read_gdelt, of, answer)


def read_fr(answer: Any, base_url: str = FR_URL) -> Listed:  # noqa: ANN401 - likewise
    return _read(read_federal_register, source("api:federal-register", FR_URL), answer, base_url)


def _read(reader: Reader, of: Source, answer: Any, base_url: str = "") -> Listed:  # noqa: ANN401 - likewise
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return reader(body, source=of, base_url=base_url or of.url, content_type="application/json", now=NOW)
