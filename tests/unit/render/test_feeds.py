"""The feeds: ids that never change, titles that differ, real content, and no clock."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime

import feedparser
import pytest

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Change, Register, Revision
from pipeline.render.environment import environment
from pipeline.render.feeds import ENTRIES, changes_atom, new_atom
from pipeline.render.register_json import EPOCH
from tests.examples import EMPTY, KNOWN, REGISTER, SITE

ENV = environment("html")
ATOM = "{http://www.w3.org/2005/Atom}"


def changes(register: Register = REGISTER, site: SiteOptions = SITE) -> ET.Element:
    return ET.fromstring(changes_atom(register, site, ENV))


def entries(feed: ET.Element) -> list[dict[str, str]]:
    return [{child.tag.removeprefix(ATOM): child.text or "" for child in entry} for entry in feed.iter(f"{ATOM}entry")]


def test_each_revision_is_an_entry_newest_first() -> None:
    found = entries(changes())
    assert len(found) == sum(len(row.history) for row in REGISTER.restrictions)
    times = [entry["updated"] for entry in found]
    assert times == sorted(times, reverse=True)
    assert found[0]["id"] == "tag:offlimits.example,2026:restrictions/AIR-2026-0002/2"


def test_the_feed_of_new_restrictions_has_one_entry_for_each() -> None:
    found = entries(ET.fromstring(new_atom(REGISTER, SITE, ENV)))
    assert len(found) == len(REGISTER.restrictions)
    assert all(entry["id"].endswith("/1") for entry in found)
    assert found[0]["title"].endswith(": new (AIR-2026-0004, revision 1)")


def test_titles_and_ids_differ_and_contents_are_real() -> None:
    for source in (changes_atom, new_atom):
        found = entries(ET.fromstring(source(REGISTER, SITE, ENV)))
        assert len({entry["title"] for entry in found}) == len(found)
        assert len({entry["id"] for entry in found}) == len(found)
        assert all(len(entry["content"]) > 40 for entry in found)


def test_an_entry_tells_what_its_revision_changed() -> None:
    found = {entry["id"][-15:]: entry for entry in entries(changes())}
    disputed = found["AIR-2026-0003/2"]
    assert "effective: 1 August 2026 → disputed: 1 August 2026 or 15 August 2026" in disputed["content"]
    assert "a new report" in disputed["content"]
    assert disputed["title"].endswith(": effective changed (AIR-2026-0003, revision 2)")
    assert "status: scheduled → in force" in found["AIR-2026-0002/2"]["content"]


def test_an_old_entry_stays_as_it_is_when_its_restriction_changes() -> None:
    later = Revision(
        number=3,
        at="2026-07-12T01:00:00Z",
        trigger="new_source",
        changes=(Change(field="status", before="in-force", after="lifted"),),
    )
    changed = replace(KNOWN, status="lifted", history=(*KNOWN.history, later))
    before = entries(changes(Register(restrictions=(KNOWN,), changed_at="2026-07-10T01:00:00Z")))
    after = entries(changes(Register(restrictions=(changed,), changed_at="2026-07-12T01:00:00Z")))
    assert after[1:] == before
    assert "in force → lifted" in after[0]["content"]


def test_no_time_is_later_than_the_register() -> None:
    early = replace(REGISTER, changed_at="2026-07-08T12:00:00Z")
    feed = changes(early)
    latest = datetime.fromisoformat("2026-07-08T12:00:00+00:00")
    assert all(datetime.fromisoformat(entry["updated"]) <= latest for entry in entries(feed))
    assert feed.findtext(f"{ATOM}updated") == "2026-07-08T12:00:00+00:00"


def test_an_empty_feed_is_dated_by_the_register_and_not_by_a_clock() -> None:
    feed = changes(EMPTY.register)
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") == datetime.fromisoformat(EPOCH)
    assert entries(feed) == []
    assert changes_atom(EMPTY.register, SITE, ENV) == changes_atom(EMPTY.register, SITE, ENV)


def test_the_same_register_gives_the_same_bytes() -> None:
    assert changes_atom(REGISTER, SITE, ENV) == changes_atom(REGISTER, SITE, environment("html"))


def test_a_feed_reader_finds_everything_it_needs() -> None:
    for source in (changes_atom, new_atom):
        parsed = feedparser.parse(source(REGISTER, SITE, ENV))
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert parsed.feed.title.startswith("Offlimits: ")
        assert parsed.feed.author == "Offlimits"
        assert all(entry.link.startswith("https://offlimits.example/ai/restrictions/") for entry in parsed.entries)
        assert all(entry.published_parsed for entry in parsed.entries)


def test_links_are_relative_where_the_place_of_the_site_is_not_known() -> None:
    source = changes_atom(REGISTER, SiteOptions(), ENV).decode()
    assert 'href="../restrictions/AIR-2026-0002/index.html"' in source
    assert "tag:offlimits.invalid,2026:" in source
    assert 'rel="self"' not in source


def test_a_feed_holds_the_newest_entries_only() -> None:
    rows = tuple(replace(KNOWN, restriction_id=f"AIR-2026-{number:04}") for number in range(1, 90))
    found = entries(changes(Register(restrictions=rows, changed_at="2026-07-10T01:00:00Z")))
    assert len(found) == ENTRIES
    assert {entry["updated"][:10] for entry in found} == {"2026-07-10", "2026-07-07"}


@pytest.mark.parametrize(
    "hostile", ["&", "<b>", "\u0000", "\b", "\ud800", "\u2028", "<![CDATA[x]]>", "]]>", "&lol;", "\ufffe"]
)
def test_any_title_gives_a_well_formed_feed(hostile: str) -> None:
    change = Change(field="replacement", before=hostile, after=f"x{hostile}")
    row = replace(
        KNOWN,
        title=f"a{hostile}b",
        history=(Revision(number=1, at="2026-07-07T01:00:00Z", trigger="new_source", changes=(change,)),),
    )
    register = Register(restrictions=(row,), changed_at="2026-07-10T01:00:00Z")
    (entry,) = entries(ET.fromstring(changes_atom(register, replace(SITE, title=f"S{hostile}"), ENV)))
    assert entry["title"].startswith("a")
    assert not re.search(r"<(?!/?(?:p|ul|li)>)", entry["content"])
