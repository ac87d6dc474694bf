"""A change as an entry and as a snapshot."""

import json
from datetime import timedelta

from pipeline.fetch.watch.entry import change_snapshot, entry_of
from pipeline.model.watch import CHANGE_TYPE, Change
from tests.unit.fetch.watches import START, URL, source

NOW = START + timedelta(days=2)
CHANGE = Change(
    title="Supported countries | Quillhaven",
    seen_at=START,
    confirmed_at=NOW,
    sha256="0" * 64,
    added=("Finland", "Côte d'Ivoire"),
    removed=("Serbia",),
    as_set=True,
)
SECOND = Change(
    title="", seen_at=START, confirmed_at=NOW, sha256="", added=("Mali",), removed=(), as_set=True, serial=2
)


def test_an_entry_says_what_came_and_on_which_day_it_was_first_seen() -> None:
    entry = entry_of(CHANGE, source=source(), now=NOW)
    assert entry.url == f"{URL}#changed-2026-03-02"
    assert entry.title == "Quillhaven policy: page changed"
    assert entry.content == "Finland\nCôte d'Ivoire"
    assert entry.published
    assert (entry.published.text, entry.published.published_at) == ("2026-03-02", None)
    assert entry.first_seen_at == NOW
    assert entry.flags == ("page-change",)
    assert entry.language == "en"


def test_two_changes_of_one_day_are_two_entries() -> None:
    one, two = (entry_of(change, source=source(), now=NOW) for change in (CHANGE, SECOND))
    assert two.url == f"{URL}#changed-2026-03-02-2"
    assert one.entry_id != two.entry_id


def test_the_same_change_is_the_same_entry_and_the_same_bytes() -> None:
    later = NOW + timedelta(days=3)
    assert entry_of(CHANGE, source=source(), now=later).entry_id == entry_of(CHANGE, source=source(), now=NOW).entry_id
    one, two = (change_snapshot(CHANGE, source=source(), now=now) for now in (NOW, later))
    assert one.body == two.body
    assert one.snapshot_id == two.snapshot_id


def test_a_snapshot_holds_all_that_changed() -> None:
    snapshot = change_snapshot(CHANGE, source=source(), now=NOW)
    assert snapshot.content_type == CHANGE_TYPE
    assert (snapshot.url, snapshot.final_url, snapshot.status) == (f"{URL}#changed-2026-03-02", URL, 200)
    assert json.loads(snapshot.body) == {
        "added": ["Finland", "Côte d'Ivoire"],
        "list": True,
        "page": "Supported countries | Quillhaven",
        "removed": ["Serbia"],
        "seen_on": "2026-03-02",
        "title": "Quillhaven policy: page changed",
        "url": f"{URL}#changed-2026-03-02",
    }
