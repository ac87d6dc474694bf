"""The loop that one writes first: httpx and feedparser. It keeps nothing but the validators of the feeds."""

import asyncio
import json
import sys
from pathlib import Path

import feedparser
import httpx

from benchmarks.measure import tell

CONNECTIONS = 32


async def _read_all(urls: list[str], etags: dict[str, str]) -> int:
    turn = asyncio.Semaphore(CONNECTIONS)
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(limits=limits, timeout=60, trust_env=False) as client:

        async def read(url: str) -> int:
            condition = {"If-None-Match": etags[url]} if url in etags else {}
            async with turn:
                response = await client.get(url, headers=condition)
            if response.status_code == 304:
                return 0
            etags[url] = response.headers["etag"]
            return len(feedparser.parse(response.content).entries)

        return sum(await asyncio.gather(*map(read, urls)))


def _main(night: str, folder: Path) -> None:
    kept = folder / "etags.json"
    urls = json.loads((folder / "feeds.json").read_text())
    etags = json.loads(kept.read_text()) if kept.exists() else {}
    tell(night, lambda: asyncio.run(_read_all(urls, etags)))
    kept.write_text(json.dumps(etags))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
