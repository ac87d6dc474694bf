"""Sources by hand: their health, one tried before it is added."""

import re
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.model.health import SourceRecord
from pipeline.store.store import Store
from tests.unit.cli.calls import call, refused
from tests.unit.cli.houses import House, feed_link, feeds, furnish, json_feed
from tests.unit.fetch.feeds import atom, entry, item, rss
from tests.unit.fetch.lists import page
from tests.unit.nightly import towns
from tests.unit.nightly.towns import BAN, BAN_TITLE, PICNIC_TITLE, stamp
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW

REMARK = "Teams should review their tools and make sure that everybody knows the rules of the house."
HOSTILE = "Nimbus \x1b[2J\u202e is out"
KEYS = ["kind", "title", "entries", "discovered", "flags", "lines", "error"]
ENTRY_KEYS = [
    *("id", "url", "title", "published", "updated", "author", "summary", "content", "publisher", "language", "flags"),
]


def test_sources_are_a_table_of_their_health(filled: House) -> None:
    called = filled.call("sources")
    assert (called.code, called.err) == (0, "")
    head, *rows = called.lines
    assert head.split() == ["source", "state", "entries", "relevant", "newest"]
    assert [row.split() for row in rows] == [
        ["harbourpost", "ok", "2", "1", "2026-07-08"],
        ["mergequeue", "ok", "1", "1", "2026-07-09"],
    ]


def test_sources_for_programs(filled: House) -> None:
    plain = filled.call("sources", "--json").json()
    assert [(one["source_id"], one["state"], one["ails"], one["relevant"]) for one in plain] == [
        ("harbourpost", "ok", False, 1),
        ("mergequeue", "ok", False, 1),
    ]
    assert filled.call("--json", "sources").json() == plain


def test_how_much_of_a_sources_text_is_repeated_is_shown_once_enough_was_read(web: LoopbackWeb, tmp_path: Path) -> None:
    names = [f"story-{n}" for n in range(5)]
    web.publish("harbourpost", *((name, BAN_TITLE, stamp(NOW)) for name in names))
    for name in names:
        web.put(f"harbourpost.example/{name}", towns.page(BAN_TITLE, (*BAN, REMARK, REMARK)))
    house = furnish(tmp_path, feeds(web.address))
    assert house.run().code == 0
    (measured, few) = house.call("sources", "--json").json()
    assert (measured["articles"], few["repeated_share"]) == (5, None)
    shown = f"{round(100 * measured['repeated_share'])} % of 5 articles"
    for command in ("sources", "status"):
        called = house.call(command)
        (head,) = [line for line in called.lines if line.startswith("source ")]
        assert head.split()[-1] == "repeated"
        assert [shown in line for line in called.lines if line.startswith(("harbourpost", "mergequeue"))] == [
            True,
            False,
        ]


def test_what_ails_comes_first_and_what_is_not_read_last_and_all_fits_a_terminal(
    web: LoopbackWeb, tmp_path: Path
) -> None:
    told = feeds(web.address)
    told["sources"][0]["fallback"] = "standby"
    told["sources"] += [
        {
            "id": "never-read",
            "name": "N",
            "kind": "rss",
            "url": "http://n.example/",
            "enabled": False,
            "reason": "x " * 80,
        },
        {"id": "standby", "name": "S", "kind": "rss", "url": "http://s.example/"},
        {"id": "quay-gazette", "name": "Q", "kind": "rss", "url": "http://quay.example/" + "a-long-name-" * 12},
    ]
    house = furnish(tmp_path, told)
    assert house.run().code == 0
    called = house.call("sources")
    assert max(len(line) for line in called.lines) <= 100
    starts = [found for line in called.lines if (found := re.match(r"([a-z-]+)  +(.*?)  ", line))]
    assert [(found[1], found[2]) for found in starts[1:]] == [
        ("quay-gazette", "failing: not-found"),
        ("harbourpost", "ok"),
        ("mergequeue", "ok"),
        ("standby", "stands by"),
        ("never-read", "disabled"),
    ]
    assert "since 2026-07-13: " in called.out


def test_a_source_that_has_moved_says_where_it_is_now(house: House) -> None:
    moved = SourceRecord(
        source_id="mergequeue",
        url="https://queue.example/feed",
        moved_from="http://mergequeue.example/feed",
        moved_at=datetime.now(UTC),
        first_read_at=datetime.now(UTC),
        last_success_at=datetime.now(UTC),
    )
    failing = replace(moved, failures=1, failing_since=NOW, reason="timeout", detail="It stayed silent.")
    for record, state, told in (
        (moved, "moved", "now at https://queue.example/feed"),
        (failing, "failing: timeout", "since 2026-07-13: It stayed silent; now at https://queue.example/feed"),
    ):
        with Store(house.data) as store, store.transaction():
            store.sources.save_records([record])
        told_ = " ".join(house.call("sources").out.split())
        assert f"mergequeue {state} 1 1 2026-07-09 {told}" in told_


def test_try_shows_the_entries_of_an_address(fresh: House) -> None:
    called = fresh.call("sources", "try", "http://harbourpost.example/feed")
    assert (called.code, called.err) == (0, "")
    assert called.lines[0] == "rss: harbourpost"
    assert f"  {PICNIC_TITLE}" in called.out
    assert "  http://harbourpost.example/picnic" in called.lines
    assert called.lines[-1] == "2 entries"
    assert not fresh.data.exists()


def test_try_for_programs_has_exactly_these_keys(fresh: House) -> None:
    plain = fresh.call("sources", "try", "http://mergequeue.example/feed", "--json").json()
    assert list(plain) == KEYS
    assert [list(one) for one in plain["entries"]] == [ENTRY_KEYS]
    assert (plain["kind"], plain["title"], plain["error"], plain["discovered"]) == ("rss", "mergequeue", None, [])


def test_try_takes_the_id_of_a_source_with_all_its_rules(ours: House, web: LoopbackWeb) -> None:
    told = feeds(web.address)
    told["sources"].append(
        {"id": "terms", "name": "T", "kind": "page-watch", "url": "http://t.example/", "watch": {"select": "article"}}
    )
    house = furnish(ours.folder, told)
    web.put(
        "t.example/", page(f"<article><h1>Terms</h1><p>{'No Nimbus here at all. ' * 5}</p></article><main>x</main>")
    )
    called = house.call("sources", "try", "terms")
    assert called.lines[0] == "page-watch: Terms"
    assert called.lines[1] == "  Terms"
    assert called.lines[2].startswith("  No Nimbus here at all.")
    assert len(called.lines) == 3


def test_try_reads_a_file_without_any_configuration(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(atom(entry("", link='<link href="/1"/>')), encoding="utf-8")
    with chdir(tmp_path):
        called = call("sources", "try", "feed.xml", "--url", "https://post.example/feed", "--json")
    assert (called.code, called.err) == (0, "")
    assert [one["url"] for one in called.json()["entries"]] == ["https://post.example/1"]


def test_try_shows_no_more_than_a_screen_and_says_how_many_there_are(tmp_path: Path) -> None:
    many = rss(*(item(f"https://post.example/{number}", f"Title {number}") for number in range(30)))
    (tmp_path / "feed.xml").write_text(many, encoding="utf-8")
    called = call("sources", "try", tmp_path / "feed.xml")
    assert called.lines[-1] == "30 entries, 10 more than shown"
    assert called.lines[-2].strip() == "https://post.example/19"
    assert len(called.lines) == 42


def test_try_says_what_is_odd_and_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss("<item><description>Out.</description></item>"), encoding="utf-8")
    called = call("sources", "try", tmp_path / "feed.xml")
    assert called.lines[1].startswith("no day  ")
    assert called.lines[2] == "  (no address)  [no-link]"


def test_an_empty_feed_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss(), encoding="utf-8")
    assert call("sources", "try", tmp_path / "feed.xml").lines == ["rss: News (empty)", "0 entries"]


def test_titles_cannot_control_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "feed.json").write_text(json_feed(HOSTILE), encoding="utf-8")
    for arguments in ((), ("--json",)):
        called = call("sources", "try", tmp_path / "feed.json", *arguments)
        assert called.code == 0
        assert "Nimbus" in called.out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", called.out)


def test_what_is_wrong_with_a_source_is_told_with_a_mend_and_ends_with_2(fresh: House, tmp_path: Path) -> None:
    told = refused(fresh.call("sources", "try", "http://harbourpost.example/nothing"))
    assert told.startswith("not-found: http://harbourpost.example/nothing is not there (status 404); ")
    (tmp_path / "words.txt").write_text("words", encoding="utf-8")
    told = refused(call("sources", "try", tmp_path / "words.txt"))
    assert told.startswith(f"not-a-feed: {tmp_path}/words.txt ")
    assert told.endswith("; name the address of a feed, or with --kind what it is")
    told = refused(call("sources", "try", tmp_path / "words.txt", "--kind", "sitemap"))
    assert told.endswith("; look at it in a browser, or name another address")


def test_what_is_wrong_with_a_source_is_an_answer_for_programs(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("words", encoding="utf-8")
    called = call("sources", "try", tmp_path / "words.txt", "--json")
    assert (called.code, called.err) == (0, "")
    assert called.json()["kind"] is None
    assert called.json()["error"].startswith("not-a-feed: ")


def test_a_page_is_refused_with_the_feed_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(head=feed_link("/feed")), encoding="utf-8")
    called = call("sources", "try", tmp_path / "page.html", "--url", "https://post.example/")
    assert refused(called).endswith("; try https://post.example/feed, which it names")
    told = refused(call("sources", "try", tmp_path / "page.html"))
    assert told.endswith("; it names a feed: say with --url where it is from, to be told which")
    assert "source.invalid" not in told


def test_the_maps_of_an_index_are_named(tmp_path: Path) -> None:
    maps = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://post.example/1.xml'
    (tmp_path / "index.xml").write_text(f"{maps}</loc></sitemap></sitemapindex>", encoding="utf-8")
    called = call("sources", "try", tmp_path / "index.xml", "--url", "https://post.example/index.xml")
    assert called.lines[0] == "sitemap: without a title"
    assert called.lines[-1] == "names a list: https://post.example/1.xml"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("nowhere.xml",),
            "nowhere.xml: cannot be read (No such file or directory); name an address, a file, or the id",
        ),
        (
            ("feed.xml", "--url", "post.example"),
            "post.example: no web address; write it in full, with http:// or https://",
        ),
    ],
)
def test_what_cannot_be_tried_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "feed.xml").write_text(rss(), encoding="utf-8")
    with chdir(tmp_path):
        assert refused(call("sources", "try", *arguments)).startswith(told)
        assert refused(call("sources", "try", *arguments, "--json")).startswith(told)


def test_try_of_a_source_that_is_not_read_says_why_not(ours: House, web: LoopbackWeb) -> None:
    told = feeds(web.address)
    told["sources"][0] |= {"enabled": False, "reason": "its terms forbid it"}
    house = furnish(ours.folder, told)
    line_ = refused(house.call("sources", "try", "harbourpost"))
    assert line_.startswith("harbourpost: is not read (its terms forbid it); ")
    assert web.asked == []


def test_a_broken_configuration_is_told_before_anything_is_asked(fresh: House) -> None:
    fresh.config.write_text("sources: 3\n", encoding="utf-8")
    called = fresh.call("sources", "try", "http://harbourpost.example/feed")
    assert (called.code, called.out) == (78, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sources", "frobnicate"), "No such command 'frobnicate'"),
        (("sources", "try"), "Missing argument 'URL|FILE|ID'"),
        (("sources", "try", "x", "--kind", "gopher"), "'gopher' is not one of 'rss'"),
        (("sources", "add", "http://x.example/", "--grade", "G"), "'G' is not one of 'A'"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: tuple[str, ...], told: str) -> None:
    called = call(*arguments)
    assert (called.code, called.out) == (2, "")
    assert told in called.err
