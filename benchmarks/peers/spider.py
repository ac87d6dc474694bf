"""Scrapy, which obeys robots.txt too: it fetches pages, and with "extract" has trafilatura take the article out."""

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from benchmarks.measure import tell

CONNECTIONS = 32
_SETTINGS = {
    "CONCURRENT_REQUESTS": CONNECTIONS,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONNECTIONS,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
}


class Pages(scrapy.Spider):
    """Opens pages, and counts what came of them."""

    name = "pages"

    def __init__(self, urls: list[str], done: list[int], *, extract: bool) -> None:
        super().__init__()
        self._urls = urls
        self._done = done
        self._extract = extract

    async def start(self) -> AsyncIterator[Any]:
        for url in self._urls:
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        taken = trafilatura.extract(response.text) if self._extract else response.body
        self._done.append(bool(taken))


def _crawl(urls: list[str], *, extract: bool) -> int:
    done: list[int] = []
    process = CrawlerProcess(_SETTINGS)
    process.crawl(Pages, urls, done, extract=extract)
    process.start()
    return sum(done)


def _main(what: str, folder: Path) -> None:
    urls = json.loads((folder / "pages.json").read_text())
    tell(what, lambda: _crawl(urls, extract=what == "extract"))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
