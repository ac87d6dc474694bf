"""The feeds: ids that never change, titles that differ, real content, no clock, and the rules of both formats."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import feedparser
import pytest

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Change, Register, Restriction, Revision, Tombstone
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.feeds import ABOUT, ENTRIES, Feed, Pen, about, changes, new
from pipeline.render.site import build
from tests.examples import CONTENT, EMPTY, KNOWN, LIFTED, REGISTER, SCHEDULED, SITE
from tests.unit.render.feed_rules import ATOM, atom_faults, json_feed_faults
from tests.unit.render.site_pages import page

ENV = environment("html")
PUBLIC = build(CONTENT, SITE, private=False)
FEEDS = sorted(path.removesuffix(".atom") for path in PUBLIC if path.startswith("feeds/") and path.endswith(".atom"))
LATEST = datetime.fromisoformat(REGISTER.changed_at or "")


def pen(register: Register = REGISTER, site: SiteOptions = SITE) -> Pen:
    return Pen(register, site, ENV)


def atom(register: Register = REGISTER, make: Callable[[Register], Feed] = changes) -> ET.Element:
    return ET.fromstring(pen(register).atom(make(register)))


def entries(feed: ET.Element) -> list[dict[str, str]]:
    return [{child.tag.removeprefix(ATOM): child.text or "" for child in entry} for entry in feed.iter(f"{ATOM}entry")]


def items(register: Register = REGISTER, make: Callable[[Register], Feed] = changes) -> list[dict[str, str]]:
    made: list[dict[str, str]] = json.loads(pen(register).json(make(register)))["items"]
    return made


def only(*rows: Restriction, changed_at: str = "2026-07-10T01:00:00Z") -> Register:
    return Register(restrictions=rows, changed_at=changed_at)


def test_there_is_a_feed_of_both_kinds_for_the_register_and_for_each_tool_and_vendor() -> None:
    assert FEEDS == [
        "feeds/changes",
        "feeds/new",
        "feeds/tools/claude-code",
        "feeds/tools/quill",
        "feeds/vendors/anthropic",
        "feeds/vendors/quillhaven",
    ]
    assert {f"{path}.json" for path in FEEDS} <= set(PUBLIC)
    assert {f"tools/{step}/index.html" for step in ("claude-code", "quill")} <= set(PUBLIC)


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_keeps_to_the_rules_and_tells_something(path: str) -> None:
    assert atom_faults(PUBLIC[f"{path}.atom"], now=LATEST) == []
    assert json_feed_faults(PUBLIC[f"{path}.json"], now=LATEST) == []
    assert entries(ET.fromstring(PUBLIC[f"{path}.atom"]))


@pytest.mark.parametrize("content", [CONTENT, EMPTY])
@pytest.mark.parametrize(
    "site", [SITE, SiteOptions(), SiteOptions(title=" A & B ", base_url="http://127.0.0.1:8000/x/")]
)
def test_feeds_keep_to_the_rules_whatever_is_known_of_the_site(content: SiteContent, site: SiteOptions) -> None:
    made = {path: data for path, data in build(content, site, private=True).items() if path.startswith("feeds/")}
    assert made
    for path, data in made.items():
        assert (atom_faults if path.endswith(".atom") else json_feed_faults)(data) == [], path


@pytest.mark.parametrize("path", FEEDS)
def test_both_kinds_tell_the_same(path: str) -> None:
    told = entries(ET.fromstring(PUBLIC[f"{path}.atom"]))
    made = json.loads(PUBLIC[f"{path}.json"])
    assert made["feed_url"] == f"https://offlimits.example/ai/{path}.json"
    assert [(one["id"], one["title"], " ".join(one["content"].split()), one["updated"]) for one in told] == [
        (item["id"], item["title"], item["content_html"], item["date_modified"]) for item in made["items"]
    ]


def test_a_feed_about_a_tool_tells_its_rows_and_no_others_under_the_same_ids() -> None:
    mine = entries(ET.fromstring(PUBLIC["feeds/tools/claude-code.atom"]))
    every = {entry["id"]: entry for entry in entries(ET.fromstring(PUBLIC["feeds/changes.atom"]))}
    assert [entry["id"].rpartition(":")[2] for entry in mine] == [
        "restrictions/AIR-2026-0002/2",
        "restrictions/AIR-2026-0002/1",
    ]
    assert all(every[entry["id"]] == entry for entry in mine)
    assert ET.fromstring(PUBLIC["feeds/tools/quill.atom"]).findtext(f"{ATOM}title") == "Offlimits: changes about Quill"
    assert (
        json.loads(PUBLIC["feeds/vendors/quillhaven.json"])["home_page_url"]
        == "https://offlimits.example/ai/vendors/quillhaven/"
    )


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("tools/quill", ["feeds/changes", "feeds/tools/quill"]),
        ("vendors/anthropic", ["feeds/changes", "feeds/vendors/anthropic"]),
        ("actors/alibaba", ["feeds/changes"]),
    ],
)
def test_pages_name_their_feeds(path: str, feeds: list[str]) -> None:
    named = [
        (attributes["type"], attributes["href"], attributes["title"])
        for tag, attributes in page(path).attributes
        if tag == "link" and attributes.get("rel") == "alternate"
    ]
    assert [(kind, way) for kind, way, _ in named] == [
        (kind, f"../../{feed}.{ending}")
        for feed in feeds
        for kind, ending in (("application/atom+xml", "atom"), ("application/feed+json", "json"))
    ]


def test_each_revision_and_each_removal_is_an_entry_newest_first() -> None:
    found = entries(atom())
    assert len(found) == sum(len(row.history) for row in REGISTER.restrictions) + len(REGISTER.tombstones)
    times = [entry["updated"] for entry in found]
    assert times == sorted(times, reverse=True)
    assert found[0]["id"] == "tag:offlimits.example,2026:restrictions/AIR-2026-0002/2"


def test_a_removal_is_told_with_its_reason_and_where_it_leads() -> None:
    (gone,) = [entry for entry in entries(atom()) if entry["id"].endswith("/removed")]
    assert gone["title"] == "AIR-2026-0005 was removed"
    assert "9 July 2026: AIR-2026-0005 left the register." in gone["content"]
    assert "What it said now stands in AIR-2026-0003." in gone["content"]
    assert gone["updated"] == "2026-07-09T00:00:00+00:00"
    stone = Tombstone(
        restriction_id="AIR-2026-0009",
        removed_on="2026-07-09",
        removed_at="2026-07-09T05:00:00Z",
        reason="retracted",
        note="The outlet took it back.",
        author="J. Doe",
    )
    (told,) = entries(atom(replace(only(), tombstones=(stone,))))
    assert told["updated"] == "2026-07-09T05:00:00+00:00"
    assert "The outlet took it back." in told["content"]
    assert "Doe" not in str(told)


def test_the_feed_of_new_restrictions_has_one_entry_for_each() -> None:
    found = entries(atom(make=new))
    assert len(found) == len(REGISTER.restrictions)
    assert all(entry["id"].endswith("/1") for entry in found)
    assert found[0]["title"].endswith(": new (AIR-2026-0004, revision 1)")


def test_an_entry_tells_what_its_revision_changed() -> None:
    found = {entry["id"][-15:]: entry for entry in entries(atom())}
    disputed = found["AIR-2026-0003/2"]
    assert "effective: 1 August 2026 → disputed: 1 August 2026 or 15 August 2026" in disputed["content"]
    assert "a new report" in disputed["content"]
    assert disputed["title"].endswith(": effective changed (AIR-2026-0003, revision 2)")
    assert "status: scheduled → in force" in found["AIR-2026-0002/2"]["content"]


def later(at: str) -> Restriction:
    """The known row, lifted."""
    change = Change(field="status", before="in-force", after="lifted")
    lifted = Revision(number=3, at=at, trigger="new_source", changes=(change,))
    return replace(KNOWN, status="lifted", history=(*KNOWN.history, lifted))


def test_an_old_entry_stays_as_it_is_when_its_restriction_changes() -> None:
    changed = later("2026-07-12T01:00:00Z")
    for read in (lambda register: entries(atom(register)), items):
        before = read(only(KNOWN))
        after = read(only(changed, changed_at="2026-07-12T01:00:00Z"))
        assert after[1:] == before
        assert "in force → lifted" in str(after[0])


def test_a_feed_about_a_tool_stays_as_it_is_when_others_change() -> None:
    one = replace(CONTENT, register=only(KNOWN, LIFTED))
    moved = replace(LIFTED, history=later("2026-07-12T01:00:00Z").history)
    other = replace(CONTENT, register=only(KNOWN, moved, SCHEDULED, changed_at="2026-07-12T01:00:00Z"))
    before, after = build(one, SITE, private=False), build(other, SITE, private=False)
    for path in ("feeds/tools/claude-code.atom", "feeds/vendors/anthropic.json"):
        assert before[path] == after[path]
    assert before["feeds/tools/quill.atom"] != after["feeds/tools/quill.atom"]


def test_no_time_is_later_than_the_register() -> None:
    early = replace(REGISTER, changed_at="2026-07-08T12:00:00Z")
    assert atom_faults(pen(early).atom(changes(early)), now=datetime.fromisoformat("2026-07-08T12:00:00Z")) == []
    assert atom(early).findtext(f"{ATOM}updated") == "2026-07-08T12:00:00+00:00"
    assert json_feed_faults(pen(early).json(changes(early)), now=datetime.fromisoformat("2026-07-08T12:00:00Z")) == []


def test_a_feed_is_as_old_as_its_newest_entry_and_not_as_the_register() -> None:
    register = only(KNOWN, changed_at="2026-09-01T01:00:00Z")
    assert atom(register).findtext(f"{ATOM}updated") == "2026-07-10T01:00:00+00:00"


def test_an_empty_feed_is_dated_by_no_clock() -> None:
    feed = atom(EMPTY.register)
    assert feed.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"
    assert entries(feed) == []
    assert items(EMPTY.register) == []
    assert pen(EMPTY.register).atom(changes(EMPTY.register)) == pen(EMPTY.register).atom(changes(EMPTY.register))


def test_the_same_register_gives_the_same_bytes() -> None:
    again = build(CONTENT, SITE, private=True)
    for path in FEEDS:
        assert again[f"{path}.atom"] == PUBLIC[f"{path}.atom"]
        assert again[f"{path}.json"] == PUBLIC[f"{path}.json"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_reader_finds_everything_it_needs(path: str) -> None:
    parsed = feedparser.parse(PUBLIC[f"{path}.atom"])
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title.startswith("Offlimits: ")
    assert parsed.feed.author == "Offlimits"
    assert all(entry.link.startswith("https://offlimits.example/ai/restrictions/") for entry in parsed.entries)
    assert all(entry.published_parsed for entry in parsed.entries)


def test_links_are_relative_where_the_place_of_the_site_is_not_known() -> None:
    files = build(CONTENT, SiteOptions(), private=False)
    source = files["feeds/changes.atom"].decode()
    assert 'href="../restrictions/AIR-2026-0002/index.html"' in source
    assert "tag:offlimits.invalid,2026:" in source
    assert 'rel="self"' not in source
    assert 'href="../../restrictions/AIR-2026-0002/index.html"' in files["feeds/tools/claude-code.atom"].decode()
    made = json.loads(files["feeds/changes.json"])
    assert "feed_url" not in made
    assert "url" not in made["items"][0]


def test_a_feed_holds_the_newest_entries_only() -> None:
    rows = tuple(replace(KNOWN, restriction_id=f"AIR-2026-{number:04}") for number in range(1, 90))
    register = only(*rows)
    found = entries(atom(register))
    assert len(found) == ENTRIES
    assert {entry["updated"][:10] for entry in found} == {"2026-07-10", "2026-07-07"}
    assert len(about("Claude Code", "tools/claude-code/", rows).entries) == ABOUT


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
    register, site = only(row), replace(SITE, title=f"S{hostile}")
    (entry,) = entries(ET.fromstring(pen(register, site).atom(changes(register))))
    assert entry["title"].startswith("a")
    assert not re.search(r"<(?!/?(?:p|ul|li)>)", entry["content"])
    assert json_feed_faults(pen(register, site).json(changes(register))) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<updated>2026-07-10T01:00:00+00:00</updated>", "", "0 of updated"),
        ("2026-07-10T01:00:00+00:00", "10 July 2026", "is no time of RFC 3339"),
        ("2026-07-10T01:00:00+00:00", "2036-07-10T01:00:00+00:00", "is implausible"),
        ('rel="alternate"', 'rel="self"', "links"),
        ("AIR-2026-0001/2", "AIR-2026-0002/2", "entries with the id"),
        ("tag:offlimits", "offlimits", "is no tag URI"),
        ("&lt;ul&gt;", "&lt;script&gt;", "the content holds"),
        ("<name>Offlimits</name>", "<name/>", "no author"),
        ("Quillhaven lifts", "&lt;b&gt;Quillhaven", "holds markup"),
    ],
)
def test_the_rules_find_what_breaks_them(before: str, after: str, fault: str) -> None:
    source = PUBLIC["feeds/changes.atom"].decode()
    assert before in source
    assert any(fault in one for one in atom_faults(source.replace(before, after).encode(), now=LATEST))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("version/1.1", "version/1", "the version is"),
        ('"https://offlimits.example/ai/restrictions/AIR-2026-0002/"', '"restrictions/"', "the address is"),
        ("AIR-2026-0001/2", "AIR-2026-0002/2", "entries with the id"),
        ('"name": "Offlimits"', '"nom": "x"', "authors have no name"),
        ("<ul>", "<script>", "the content holds"),
    ],
)
def test_the_rules_find_what_breaks_a_json_feed(before: str, after: str, fault: str) -> None:
    source = PUBLIC["feeds/changes.json"].decode()
    assert before in source
    assert any(fault in one for one in json_feed_faults(source.replace(before, after).encode(), now=LATEST))
