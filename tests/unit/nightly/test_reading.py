"""What was opened is parsed and read once, and again when a stage has improved."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.analyse import reading
from pipeline.model.source import Snapshot, Source
from pipeline.model.vocabulary import Terms
from pipeline.nightly.reading import analyse, article_id, parse
from pipeline.nightly.rhythm import batches
from pipeline.parse import article as parser
from tests.unit.nightly.towns import (
    BAN_TITLE,
    GERMAN,
    GERMAN_TITLE,
    HARBOUR,
    PICNIC,
    QUEUE,
    Town,
    age,
    page,
    rows_of,
    stamp,
)
from tests.unit.records import NOW

BAN_ID = article_id("http://harbourpost.example/ban")


@pytest.fixture
def opened(town: Town) -> Town:
    """A town whose pages have been opened."""
    town.fetch()
    return town


def test_every_opened_page_becomes_an_article(opened: Town) -> None:
    assert parse(opened.house()) == (3, 0)
    (ban,) = opened.store.articles.articles([BAN_ID])
    assert (ban.title, ban.outlet, ban.source_id) == (BAN_TITLE, "Harbour Post", "harbourpost")
    assert ban.published is not None
    assert ban.published.text == "2026-07-08T05:15:00+00:00"
    assert ban.text.startswith("Tidewater Freight has banned its developers")


def test_what_was_parsed_is_not_parsed_again(opened: Town) -> None:
    parse(opened.house())
    assert parse(opened.house()) == (0, 0)


def test_a_better_parser_parses_everything_again_and_has_it_read_again(opened: Town) -> None:
    parse(opened.house())
    analyse(opened.house())
    assert age(opened.store, "parse") == 3
    assert parse(opened.house()) == (3, 0)
    assert {row["version"] for row in rows_of(opened.store, "outcomes") if row["stage"] == "parse"} == {parser.VERSION}
    assert [article.article_id for article in opened.store.articles.articles([BAN_ID])] == [BAN_ID]
    assert analyse(opened.house()) == (3, 2)


def test_a_page_without_text_is_told_by_its_feed(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "<!doctype html><title>Nothing</title><script>let a = 1</script>")
    town.fetch()
    assert parse(town.house()) == (3, 0)
    (ban,) = town.store.articles.articles([BAN_ID])
    assert ban.partial
    assert [block.kind for block in ban.blocks][:1] == ["title"]


def test_a_page_that_cannot_be_parsed_is_quarantined_with_its_reason_and_the_rest_goes_on(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "<!doctype html><title>Deep</title>" + "<div>" * 300)
    town.fetch()
    assert parse(town.house()) == (2, 1)
    poison = [row for row in rows_of(town.store, "outcomes") if row["state"] == "failed"]
    assert [(row["stage"], row["reason"]) for row in poison] == [("parse", "too-deep")]
    assert poison[0]["detail"]
    assert parse(town.house()) == (0, 0)
    assert town.store.articles.counts()["unparsable"] == 1


def test_pages_of_a_source_that_was_taken_out_are_parsed_under_its_id(opened: Town) -> None:
    assert parse(opened.house(sources=(QUEUE,))) == (3, 0)
    (ban,) = opened.store.articles.articles([BAN_ID])
    assert ban.outlet == "harbourpost"


def test_more_pages_than_a_batch_are_all_parsed_and_read(town: Town) -> None:
    names = [f"story-{n:02}" for n in range(23)]
    town.web.publish("harbourpost", *((name, name, stamp(NOW)) for name in names))
    for name in names:
        town.web.put(f"harbourpost.example/{name}", page(name, PICNIC))
    town.fetch()
    assert parse(town.house()) == (24, 0)
    assert analyse(town.house()) == (24, 1)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (20, [20]), (21, [20, 1]), (45, [20, 20, 5])])
def test_batches_hold_twenty_and_leave_nothing_out(count: int, sizes: list[int]) -> None:
    cut = list(batches(range(count)))
    assert [len(batch) for batch in cut] == sizes
    assert [item for batch in cut for item in batch] == list(range(count))


def test_the_relevant_articles_are_counted(opened: Town) -> None:
    parse(opened.house())
    assert analyse(opened.house()) == (3, 2)
    read = opened.store.articles.analyses([BAN_ID])[BAN_ID]
    assert (read.relevant, read.events[0].actor, read.events[0].targets) == (True, "Tidewater Freight", ("Scribbler",))


def test_what_was_read_is_not_read_again(opened: Town) -> None:
    parse(opened.house())
    analyse(opened.house())
    assert analyse(opened.house()) == (0, 0)


def test_a_better_analyser_reads_everything_again(opened: Town) -> None:
    parse(opened.house())
    analyse(opened.house())
    assert age(opened.store, "analyse") == 3
    assert analyse(opened.house()) == (3, 2)
    versions = {row["version"] for row in rows_of(opened.store, "outcomes") if row["stage"] == "analyse"}
    assert versions == {reading.VERSION}


def test_an_article_in_another_language_is_noted_as_not_read(town: Town) -> None:
    town.web.put("harbourpost.example/picnic", page(GERMAN_TITLE, GERMAN, language="de"))
    town.fetch()
    parse(town.house())
    assert analyse(town.house()) == (3, 2)
    picnic = article_id("http://harbourpost.example/picnic")
    assert town.store.articles.analyses([picnic])[picnic].unread == "language:de"


def test_the_id_of_an_article_hangs_on_its_address_alone(opened: Town) -> None:
    parse(opened.house())
    assert len(BAN_ID) == 20
    assert article_id("http://harbourpost.example/ban") == BAN_ID
    assert article_id("http://harbourpost.example/Ban") != BAN_ID


def test_a_page_that_changed_keeps_its_id(opened: Town) -> None:
    parse(opened.house())
    changed = Snapshot(
        url="http://harbourpost.example/ban",
        final_url="http://harbourpost.example/ban",
        status=200,
        content_type="text/html",
        body=page("Tidewater Freight thinks again", PICNIC).encode(),
        fetched_at=NOW,
    )
    with opened.store.transaction():
        opened.store.entries.close_page(changed.url, snapshot=changed)
    assert parse(opened.house()) == (1, 0)
    (found,) = opened.store.articles.articles([BAN_ID])
    assert found.title == "Tidewater Freight thinks again"


@pytest.mark.parametrize("step", [parse, analyse])
def test_with_nothing_to_do_nothing_is_done(town: Town, step: Callable[..., tuple[int, int]]) -> None:
    before = list(town.store.canonical())
    assert step(town.house()) == (0, 0)
    assert list(town.store.canonical()) == before


def bytes_kept(town: Town) -> dict[str, bool]:
    """Whether the bytes of each page are still there, by its name."""
    found = {}
    for row in rows_of(town.store, "pages"):
        kept = town.store.fetched.snapshot(row["snapshot_id"])
        assert kept is not None  # its hash and its time always stay
        found[row["url"].rpartition("/")[2]] = kept.body != b""
    return found


def under(terms: Terms) -> tuple[Source, Source]:
    """The town's sources, the Harbour Post under these terms."""
    return (replace(HARBOUR, terms=terms), QUEUE)


@pytest.mark.parametrize(
    ("terms", "kept"),
    [
        ("ok", True),
        ("unknown", True),
        ("ai-use-restricted", False),
        ("personal-only", False),
        ("no-automation", False),
    ],
)
def test_bytes_that_the_terms_of_a_source_do_not_let_us_keep_go_once_they_are_parsed(
    town: Town, terms: Terms, kept: bool
) -> None:
    town.fetch(sources=under(terms))
    assert bytes_kept(town) == {"ban": True, "picnic": True, "again": True}
    assert parse(town.house(sources=under(terms))) == (3, 0)
    assert bytes_kept(town) == {"ban": kept, "picnic": kept, "again": True}
    assert town.store.articles.articles([BAN_ID])[0].text.startswith("Tidewater Freight has banned")


@pytest.mark.parametrize(
    ("name", "value"), [("X-Robots-Tag", "noarchive"), ("X-Robots-Tag", "none"), ("TDM-Reservation", "1")]
)
def test_bytes_that_a_page_reserves_go_once_they_are_parsed(town: Town, name: str, value: str) -> None:
    ban = town.web.pages["harbourpost.example/ban"]
    town.web.pages["harbourpost.example/ban"] = replace(ban, headers={name: value})
    town.fetch()
    assert parse(town.house()) == (3, 0)
    assert bytes_kept(town) == {"ban": False, "picnic": True, "again": True}


def test_the_bytes_of_a_list_are_not_kept_where_its_source_forbids_it(town: Town) -> None:
    for source in under("personal-only"):
        town.fetch(sources=(source,))
    bodies = {row["url"]: row["kept"] for row in rows_of(town.store, "snapshots") if row["url"].endswith("feed")}
    assert bodies == {HARBOUR.url: 0, QUEUE.url: 1}


def test_a_page_whose_bytes_are_gone_stays_parsed_and_read(town: Town) -> None:
    """A better parser has nothing to parse there, and what the older one made of it stays."""
    town.fetch(sources=under("personal-only"))
    house = town.house(sources=under("personal-only"))
    parse(house)
    analyse(house)
    assert age(town.store, "parse") == 3
    assert parse(house) == (1, 0)
    assert town.store.articles.articles([BAN_ID])[0].title == BAN_TITLE
    assert town.store.articles.analyses([BAN_ID])[BAN_ID].relevant


def test_terms_that_become_stricter_reach_what_was_kept_before(opened: Town) -> None:
    parse(opened.house())
    assert bytes_kept(opened)["ban"]
    parse(opened.house(sources=under("personal-only")))
    assert bytes_kept(opened) == {"ban": False, "picnic": False, "again": True}
