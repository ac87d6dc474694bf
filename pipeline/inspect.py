"""What would be kept, stripped and understood of a page, and why. Stores nothing.

The machine-readable form is a contract (docs/reference/inspect.md): other programs read it.
"""

import hashlib
import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.analyse import cluster, reading
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.read import Read
from pipeline.analyse.stories.sketch import sketch
from pipeline.fetch.client import Client
from pipeline.fetch.failures import FetchError
from pipeline.model.article import Article, Page, Said
from pipeline.model.errors import UsageError
from pipeline.model.event import Event
from pipeline.model.options import FetchOptions
from pipeline.model.outcome import Outcome
from pipeline.nightly.batch import parse_cold, parse_warm
from pipeline.nightly.house import SystemClock
from pipeline.text.dates import published
from pipeline.text.urls import host

Json = dict[str, Any]
MOST_BYTES = 50_000_000
"""What is read of a file at most; the parser says of less that it is no page."""
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How what is named begins if it is no file."""
_NO_DAY = re.compile(r"\d{4}(-\d{2})?")  # a month or a year, of which no day is known
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|article|main|section|div|table|meta|title|h[1-6]|p)[\s>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One line of input: a page under the id that the line gives it, or what is wrong with the line."""

    name: str | int | None
    page: Page | None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What became of one line of input.

    Attributes:
        read: the article and what was understood of it; None if the page cannot be read, and ``error`` says why.
        story: the same for all articles of a batch that report the same happening.
        copy_of: id of the earlier line whose article this one repeats.
    """

    name: str | int | None
    warm: bool
    read: Read | None
    story: str | None = None
    copy_of: str | int | None = None
    error: str = ""


def read_target(target: str, stdin: bytes, *, options: FetchOptions, now: datetime) -> tuple[bytes, str, str]:
    """Get the bytes of what is to be inspected.

    Args:
        target: an address, a file, or "-" for standard input.
        stdin: what standard input holds, if it is asked for.
        options: how an address is fetched.
        now: time of the call.

    Returns:
        The bytes, their content type, and the address (empty for a file).

    Raises:
        UsageError: the file or the page cannot be read.
    """
    if target == "-":
        return _sized(stdin, target), _type_of(stdin), ""
    if ADDRESS.match(target):
        try:
            with Client(options, version=__version__, clock=SystemClock(now)) as client:
                answer = client.get(target)
        except FetchError as error:
            mend = "look at the address, or save the page and name the file"
            raise UsageError(f"{error.detail.rstrip('.')}; {mend}") from error
        return answer.body, answer.content_type, answer.final_url
    body = read_file(Path(target), target, "; name a file, an address or -")
    return body, _type_of(body), ""


def read_file(path: Path, name: str, mend: str = "") -> bytes:
    """The bytes of a file of any kind; no more of them than a page can have.

    Args:
        path: the file.
        name: as it was called for, for messages.
        mend: what else could be named, for messages.

    Raises:
        UsageError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            return _sized(file.read(MOST_BYTES + 1), name)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({error.strerror}){mend}") from error
    except ValueError as error:  # a NUL or half a surrogate pair, which no name can hold
        raise UsageError(f"{name!a}: is no name of a file{mend}") from error


def _sized(body: bytes, name: str) -> bytes:
    if len(body) > MOST_BYTES:
        raise UsageError(f"{name}: larger than {MOST_BYTES:,} bytes; this is no page")
    return body


def one_page(body: bytes, content_type: str, given: Json) -> Page:
    """A page to inspect. ``given`` may hold url, title and published, which win over what the page says.

    Raises:
        UsageError: ``published`` is no date.
    """
    url = str(given.get("url") or "")
    return Page(
        article_id=hashlib.sha256(url.encode() + body).hexdigest()[:20],
        snapshot_id="",
        source_id="",
        outlet=host(url),
        url=url,
        body=body,
        content_type=content_type,
        given=Said(title=str(given.get("title") or ""), published=_published(given.get("published"))),
    )


def read_lines(lines: Iterable[str], folder: Path) -> Iterator[Asked]:
    """Read the input of a batch, one JSON object a line; a bad line is answered, never dropped.

    Args:
        lines: of the input file.
        folder: that ``html_path`` counts from.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Asked(name=None, page=None, error=f"line {number}: no JSON ({error}); write one object a line")
            continue
        if not isinstance(row, dict) or type(row.get("id")) not in (str, int):
            yield Asked(name=None, page=None, error=f'line {number}: no object with an "id"; write {{"id": "…", …}}')
            continue
        yield _asked(row, folder, number)


def inspect_batch(asked: Sequence[Asked], tools: Tools, *, warm: bool) -> Iterator[Json]:
    """Inspect pages: each alone (cold), or knowing the pages of its site that were published before it (warm).

    Yields:
        One answer for each line, in order, in the shape of docs/reference/inspect.md.
    """
    return map(as_json, inspect_pages(asked, tools, warm=warm))


def inspect_pages(asked: Sequence[Asked], tools: Tools, *, warm: bool) -> Iterator[Inspected]:
    """As ``inspect_batch``, as records."""
    pages = [item.page for item in asked if item.page is not None]
    outcomes = dict(zip((page.article_id for page in pages), _parse_all(pages, warm=warm), strict=True))
    read = {
        key: Read(article=outcome.output, analysis=reading.analyse(outcome.output, tools))
        for key, outcome in outcomes.items()
        if outcome.output is not None
    }
    stories, copies = _stories(list(read.values()))
    names = {item.page.article_id: item.name for item in asked if item.page is not None}
    for item in asked:
        if item.page is None:
            yield Inspected(name=item.name, warm=warm, read=None, error=item.error)
            continue
        key = item.page.article_id
        outcome = outcomes[key]
        if outcome.output is None:
            yield Inspected(name=item.name, warm=warm, read=None, error=outcome.detail or outcome.reason)
            continue
        copied = names.get(copies.get(key, ""))
        yield Inspected(name=item.name, warm=warm, read=read[key], story=stories[key], copy_of=copied)


def as_json(found: Inspected) -> Json:
    """One answer as the contract has it."""
    mode = "warm" if found.warm else "cold"
    if found.read is None:
        return _failed(found.name, mode, found.error)
    return {
        "id": found.name,
        "mode": mode,
        **describe(found.read),
        "story": found.story,
        "copy_of": found.copy_of,
        "error": None,
    }


def describe(read: Read) -> Json:
    """One page as the contract has it, without id, mode, story and copy_of."""
    article, analysis = read.article, read.analysis
    return {
        "title": article.title,
        "author": article.author,
        "published": article.published.text if article.published else None,
        "language": analysis.unread.removeprefix(reading.UNREAD) or article.language,
        "text": article.text,
        "blocks": [
            {
                "order": block.order,
                "para": block.para,
                "kind": block.kind,
                "text": block.text,
                "kept": block.kept,
                "rule": block.rule,
                "because": block.because or None,
            }
            for block in article.blocks
        ],
        "relevant": analysis.relevant,
        "score": analysis.score,
        "why": [*analysis.why, *([f"not read: {analysis.unread}"] if analysis.unread else [])],
        "events": [_event(event) for event in analysis.events],
        "modified": article.modified.text if article.modified else None,
        "canonical": article.canonical,
        "site": article.site,
        "tags": list(article.tags),
        "partial": article.partial,
        "barrier": article.barrier,
    }


def _asked(row: Json, folder: Path, number: int) -> Asked:
    name = row["id"]
    try:
        _check_texts(row)
        body, content_type = _body(row, folder)
        page = one_page(body, content_type, row)
    except UsageError as error:
        return Asked(name=name, page=None, error=f"line {number}: {error}")
    key = f"{number:020}"  # keeps equal pages apart, and in their order
    fetched = published(row.get("fetched_at")) if isinstance(row.get("fetched_at"), str) else None
    return Asked(name=name, page=replace(page, article_id=key, fetched_at=fetched.published_at if fetched else None))


def _check_texts(row: Json) -> None:
    for key in ("url", "title", "published"):
        if not isinstance(row.get(key), str | None):
            raise UsageError(f"{key} is no text; write it in quotes, or leave it out")


def _body(row: Json, folder: Path) -> tuple[bytes, str]:
    if isinstance(row.get("html"), str):
        return row["html"].encode("utf-8", "replace"), "text/html; charset=utf-8"
    if isinstance(row.get("html_path"), str):
        return read_file(folder / row["html_path"], f"html_path {row['html_path']}"), "text/html"
    if isinstance(row.get("text"), str):  # of an article that has no text, the title is known
        return (row["text"].strip() or row.get("title") or "").encode("utf-8", "replace"), "text/plain; charset=utf-8"
    raise UsageError('neither "html", "html_path" nor "text"; give one of them')


def _parse_all(pages: Sequence[Page], *, warm: bool) -> list[Outcome[Article]]:
    return parse_warm(pages) if warm else parse_cold(pages)


def _stories(read: Sequence[Read]) -> tuple[dict[str, str], dict[str, str]]:
    stories: dict[str, str] = {}
    copies: dict[str, str] = {}
    for number, story in enumerate(cluster.group([sketch(item) for item in read]), start=1):
        stories |= {one.article_id: f"s{number}" for one in story.articles}
        copies |= dict(story.copies)
    return stories, copies


def _event(event: Event) -> Json:
    return {
        "actor": event.actor,
        "actor_type": event.actor_type,
        "mechanism": event.mechanism,
        "action": event.action,
        "targets": list(event.targets),
        "vendors": list(event.vendors),
        "surfaces": list(event.surfaces),
        "affected": event.affected,
        "exempt": event.exempt,
        "announced": event.announced.day if event.announced else None,
        "effective": event.effective.day if event.effective else None,
        "effective_precision": event.effective.precision if event.effective else None,
        "ends": event.ends.day if event.ends else None,
        "replacement": event.replacement,
        "reasons": list(event.reasons),
        "status": event.status,
        "attribution": event.attribution,
        "background": event.background,
        "inferred": event.inferred,
        "evidence": [
            {"field": q.field, "block": q.block, "start": q.start, "end": q.end, "text": q.text} for q in event.evidence
        ],
    }


def _failed(name: str | int | None, mode: str, error: str) -> Json:
    empty: Json = {"title": "", "author": "", "published": None, "language": "", "text": "", "blocks": []}
    verdict: Json = {"relevant": False, "score": 0.0, "why": [], "story": None, "copy_of": None, "events": []}
    said: Json = {"modified": None, "canonical": "", "site": "", "tags": [], "partial": False, "barrier": None}
    return {"id": name, "mode": mode, **empty, **verdict, **said, "error": error}


def _published(raw: object) -> Any:  # noqa: ANN401 - Published or None
    if raw is None or raw == "" or _NO_DAY.fullmatch(str(raw)):
        return None
    found = published(str(raw))
    if found is None:
        raise UsageError(f"published {raw!r}: no date; write 2026-07-06 or 2026-07-06T09:00:00+08:00")
    return found


def _type_of(body: bytes) -> str:
    """HTML if there is a tag of a page near its beginning, no text at all if there is a NUL, else plain text."""
    start = body[:4000]
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or _TAG.search(start):
        return "text/html"
    return "application/octet-stream" if b"\0" in start else "text/plain; charset=utf-8"
