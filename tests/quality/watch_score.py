"""How well changes of watched pages are told from noise: precision and recall of confirmed changes, against labels.

A case is a page in several versions, the hours at which it is read, and the changes that have to be confirmed. A
confirmed change is right if it names just the sentences of an expected one. The pages and labels are our own, written
beside the filter, so they show that the filter does what it is meant to do, and not how it does on pages that nobody
here has seen; classes have about the shares that were measured on a public archive.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.fetch.failures import FeedError
from pipeline.fetch.watch.compare import compare
from pipeline.fetch.watch.text import read_watched
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import Change, WatchMemory
from tests.quality.event_score import Tally

DATA = Path(__file__).parent / "data" / "watch"
START = datetime(2026, 3, 2, 5, 15, tzinfo=UTC)

Told = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page over time."""

    name: str
    kind: str
    source: Source
    bodies: tuple[bytes, ...]
    readings: tuple[tuple[int, int], ...]
    expected: tuple[Told, ...]


@dataclass(slots=True)
class WatchScores:
    """Counts over a set; the list names each error, for people."""

    changes: Tally = field(default_factory=Tally)
    errors: list[str] = field(default_factory=list)


def load_cases() -> list[Case]:
    """The labelled cases."""
    lines = (DATA / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def score(cases: Sequence[Case]) -> WatchScores:
    """Read every case from its first to its last version, and compare what was confirmed with its labels."""
    scores = WatchScores()
    for case in cases:
        confirmed = [(frozenset(change.added), frozenset(change.removed)) for change in replay(case)]
        missing = list(case.expected)
        for told in confirmed:
            if told in missing:
                missing.remove(told)
                scores.changes.found += 1
            else:
                scores.changes.false += 1
                scores.errors.append(f"{case.name}: told {told}")
        scores.changes.missed += len(missing)
        scores.errors += [f"{case.name}: missed {told}" for told in missing]
    return scores


def replay(case: Case) -> list[Change]:
    """The changes that are confirmed; a reading that fails changes nothing."""
    memory: WatchMemory | None = None
    found = []
    for hours, version in case.readings:
        now = START + timedelta(hours=hours)
        body = case.bodies[version]
        try:
            watched = read_watched(
                body, source=case.source, base_url=case.source.url, content_type="text/html; charset=utf-8", now=now
            )
        except FeedError:
            continue
        memory, verdict = compare(memory, watched, now=now, snapshot_sha256=hashlib.sha256(body).hexdigest())
        if verdict.change is not None:
            found.append(verdict.change)
    return found


def _case(row: dict[str, Any]) -> Case:
    page = (DATA / "pages" / f"{row['page']}.html").read_text(encoding="utf-8")
    rules = WatchRules(select=row["select"], as_set=row.get("as_set", False))
    url = f"https://{row['page'].split('-')[0]}.example/{row['page']}"
    return Case(
        name=row["id"],
        kind=row["class"],
        source=Source(source_id=row["page"], name=row["page"], kind="page-watch", url=url, watch=rules),
        bodies=tuple(_version(page, edits).encode() for edits in row["versions"]),
        readings=tuple((hours, version) for hours, version in row["readings"]),
        expected=tuple((frozenset(told["added"]), frozenset(told["removed"])) for told in row["expected"]),
    )


def _version(page: str, edits: str | list[list[str]]) -> str:
    """A version: a page of its own, or the page with some of its text replaced."""
    if isinstance(edits, str):
        return edits
    for old, new in edits:
        assert old in page, f"{old!r} is not on the page"
        page = page.replace(old, new)
    return page
