"""Rules of feeds as checks: RFC 4287 as the W3C feed validator reads it, and JSON Feed 1.1."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.unit.render.readers import read_html

ATOM = "{http://www.w3.org/2005/Atom}"
_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
_TAG_URI = re.compile(r"^tag:[a-z0-9.-]+,\d{4}:[\w;/?:@&=+$.\-!~*'()%,]*$", re.ASCII)
_HTML_IN_TEXT = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")
_SAFE = {"p", "ul", "li"}
_ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated", "content", "published")}


def atom_faults(source: bytes, *, now: datetime | None = None) -> list[str]:
    """What is wrong with an Atom feed, one line each.

    Args:
        source: the feed.
        now: no time may be later; any may if it is not given.
    """
    feed = ET.fromstring(source)
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    found = [*_of_element(feed, "feed", now)]
    entries = feed.findall(f"{ATOM}entry")
    if not (feed.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        found.append("no author")
    for entry in entries:
        found += [*_of_element(entry, "entry", now), *_of_content(entry)]
    found += _repeated("id", [entry.findtext(f"{ATOM}id") or "" for entry in entries])
    found += _repeated("title", [entry.findtext(f"{ATOM}title") or "" for entry in entries])
    newest = max((entry.findtext(f"{ATOM}updated") or "" for entry in entries), default="")
    if newest and (feed.findtext(f"{ATOM}updated") or "") != newest:
        found.append("the feed was not updated with its newest entry")
    return found


def _of_element(element: ET.Element, kind: str, now: datetime | None) -> Iterator[str]:
    for name in _ONCE[kind]:
        held = element.findall(f"{ATOM}{name}")
        if len(held) != 1:
            yield f"{kind}: {len(held)} of {name}"
    title = element.findtext(f"{ATOM}title") or ""
    if not title.strip() or _HTML_IN_TEXT.search(title):
        yield f"{kind}: the title {title!r} is blank or holds markup"
    if not _TAG_URI.match(element.findtext(f"{ATOM}id") or ""):
        yield f"{kind}: {element.findtext(f'{ATOM}id')!r} is no tag URI"
    for name in ("updated", "published"):
        yield from (f"{kind}: {fault}" for one in element.findall(f"{ATOM}{name}") for fault in _time(one.text, now))
    links = Counter(
        (link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link")
    )
    if links[("alternate", None, None)] != 1 or max(links.values()) > 1:
        yield f"{kind}: links {dict(links)}"
    for link in element.findall(f"{ATOM}link"):
        if not link.get("href") or re.search(r"[\s<>\"{}|\\^`]", link.get("href") or ""):
            yield f"{kind}: a link to {link.get('href')!r}"


def _of_content(entry: ET.Element) -> Iterator[str]:
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield "entry: no content of type html"
        return
    yield from (f"entry: {fault}" for fault in _html(content.text or ""))


def json_feed_faults(source: bytes, *, now: datetime | None = None) -> list[str]:
    """What is wrong with a JSON feed, one line each; as ``atom_faults``."""
    feed: dict[str, Any] = json.loads(source)
    found = [f"{name} is missing" for name in ("title", "items") if name not in feed]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append(f"the version is {feed.get('version')!r}")
    found += [
        f"{name} is {feed[name]!r}" for name in ("home_page_url", "feed_url") if name in feed and not _web(feed[name])
    ]
    if not all(
        isinstance(author, dict) and set(author) & {"name", "url", "avatar"} for author in feed.get("authors", [0])
    ):
        found.append("authors have no name")
    items = feed.get("items", [])
    for item in items:
        found += [f"item: {fault}" for fault in _of_item(item, now)]
    found += _repeated("id", [str(item.get("id")) for item in items])
    return found + _repeated("title", [str(item.get("title")) for item in items])


def _of_item(item: dict[str, Any], now: datetime | None) -> Iterator[str]:
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield f"the id is {item.get('id')!r}"
    if not item.get("title", "").strip():
        yield "no title"
    yield from _html(item.get("content_html", ""))
    for name in ("date_published", "date_modified"):
        if name in item:
            yield from _time(item[name], now)
    if "url" in item and not _web(item["url"]):
        yield f"the address is {item['url']!r}"
    unknown = set(item) - {"id", "url", "title", "content_html", "date_published", "date_modified"}
    if unknown:
        yield f"unknown keys {sorted(unknown)}"


def _html(source: str) -> Iterator[str]:
    page = read_html(source)
    if len(" ".join(re.sub(r"<[^>]*>", "", source).split())) < 10:
        yield "the content is empty"
    if page.broken or not set(page.tags) <= _SAFE or any(attributes for _, attributes in page.attributes):
        yield f"the content holds {sorted(set(page.tags))} {page.broken}"


def _time(value: str | None, now: datetime | None) -> Iterator[str]:
    if not _TIME.match(value or ""):
        yield f"{value!r} is no time of RFC 3339"
        return
    at = datetime.fromisoformat(value or "")
    if at < datetime(1990, 1, 1, tzinfo=UTC) or (now is not None and at > now):
        yield f"{value} is implausible"


def _web(address: object) -> bool:
    return isinstance(address, str) and urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).netloc)


def _repeated(what: str, values: list[str]) -> list[str]:
    return [f"{count} entries with the {what} {value!r}" for value, count in Counter(values).items() if count > 1]
