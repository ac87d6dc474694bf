"""Every stage takes what no outcome of its version exists for, and nothing else."""

from dataclasses import replace

import pytest

from pipeline.model.article import Article
from pipeline.model.event import Analysis
from pipeline.model.outcome import Outcome, done, failed, skipped
from pipeline.store.articles import WaitingParse
from pipeline.store.rows import time_text
from pipeline.store.store import Store
from tests.unit.records import NOW, analysis, article, entry, later, published, snapshot
from tests.unit.store.filling import VERSION, add_analysis, add_article, add_page

DAYS = {"late": "2026-07-09", "b": "2026-07-05", "a": "2026-07-05", "undated": None}
IN_ORDER = ["a", "b", "late", "undated"]


def unparsed(store: Store, version: int = VERSION) -> list[str]:
    return [item.url.rsplit("/", 1)[1] for item in store.articles.unparsed(version)]


def names(ids: list[str]) -> list[str]:
    return [article_id.removeprefix("article-") for article_id in ids]


def parse(store: Store, name: str, outcome: Outcome[Article], version: int = VERSION) -> None:
    with store.transaction():
        store.articles.save_parsed(snapshot(name).snapshot_id, version, outcome)


def read(store: Store, outcome: Outcome[Analysis], version: int = VERSION) -> None:
    with store.transaction():
        store.articles.save_analysis(version, outcome)


def register(store: Store, article_id: str, version: int = VERSION) -> None:
    with store.transaction():
        store.articles.save_outcome("register", version, article_id, done(article_id, None))


def test_an_opened_page_waits_to_be_parsed(store: Store) -> None:
    add_page(store, "one")
    assert store.articles.unparsed(VERSION) == [
        WaitingParse(
            snapshot_id=snapshot("one").snapshot_id,
            entry_id="entry-one",
            source_id="harbourpost",
            url=snapshot("one").url,
        )
    ]


def test_what_a_page_says_of_itself_comes_back(store: Store) -> None:
    add_page(store, "one")
    said = replace(
        article("one"),
        modified=published("2026-07-09"),
        canonical="https://harbourpost.example/1",
        site="The Harbour Post",
        tags=("AI", "Quill"),
    )
    parse(store, "one", done("x", said))
    assert store.articles.articles([said.article_id]) == [said]


def test_a_page_that_was_not_opened_does_not_wait_to_be_parsed(store: Store) -> None:
    with store.transaction():
        store.entries.save([entry("one"), entry("two")], now=NOW)
        store.entries.close_page(entry("two").url, reason="gone")
    assert unparsed(store) == []


def test_pages_are_parsed_by_day_and_address_and_undated_last(store: Store) -> None:
    for name, day in DAYS.items():
        add_page(store, name, day)
    assert unparsed(store) == IN_ORDER


@pytest.mark.parametrize(
    "outcome",
    [
        done("x", article("one")),
        failed("x", "no-text", "The page holds no text."),
        skipped("x", "not-an-article"),
    ],
)
def test_a_page_with_any_outcome_is_not_parsed_again(store: Store, outcome: Outcome[Article]) -> None:
    add_page(store, "one")
    parse(store, "one", outcome)
    assert unparsed(store) == []


def test_a_newer_version_makes_every_page_pending_again(store: Store) -> None:
    add_article(store, "one")
    add_page(store, "two")
    parse(store, "two", failed("x", "no-text"))
    assert unparsed(store) == []
    assert unparsed(store, VERSION + 1) == ["one", "two"]


def test_a_page_with_new_bytes_waits_again(store: Store) -> None:
    add_article(store, "one")
    page = snapshot("one", body=b"<p>Quill is free.</p>")
    with store.transaction():
        store.entries.close_page(page.url, snapshot=page)
    assert [item.snapshot_id for item in store.articles.unparsed(VERSION)] == [page.snapshot_id]


def test_an_article_is_the_same_again(store: Store) -> None:
    add_article(store, "one")
    assert store.articles.articles(["article-one"]) == [article("one")]


def test_articles_come_by_day_and_address_and_unknown_ones_are_left_out(store: Store) -> None:
    for name, day in DAYS.items():
        add_article(store, name, day)
    found = store.articles.articles([f"article-{name}" for name in ("undated", "late", "nowhere", "b", "a")])
    assert names([item.article_id for item in found]) == IN_ORDER
    assert store.articles.articles([]) == []


def test_saving_a_parsed_page_again_changes_nothing(store: Store) -> None:
    add_article(store, "one")
    before = list(store.canonical())
    parse(store, "one", done("x", article("one")))
    assert list(store.canonical()) == before


def test_a_page_parsed_anew_takes_the_place_of_the_old_article_and_is_read_again(store: Store) -> None:
    add_analysis(store, "one")
    assert store.articles.unanalysed(VERSION) == []
    better = article("one", text="Quill is not banned.")
    parse(store, "one", done("x", better), VERSION + 1)
    assert store.articles.articles(["article-one"]) == [better]
    assert store.articles.unanalysed(VERSION) == ["article-one"]


def test_articles_wait_to_be_read_by_day_and_address_and_undated_last(store: Store) -> None:
    for name, day in DAYS.items():
        add_article(store, name, day)
    assert names(store.articles.unanalysed(VERSION)) == IN_ORDER


@pytest.mark.parametrize(
    "outcome",
    [done("article-one", analysis("article-one")), failed("article-one", "too-long"), skipped("article-one", "x")],
)
def test_an_article_with_any_outcome_is_not_read_again(store: Store, outcome: Outcome[Analysis]) -> None:
    add_article(store, "one")
    read(store, outcome)
    assert store.articles.unanalysed(VERSION) == []
    assert store.articles.unanalysed(VERSION + 1) == ["article-one"]


def test_an_analysis_is_the_same_again(store: Store) -> None:
    add_analysis(store, "one")
    assert store.articles.analyses(["article-one", "article-two"]) == {"article-one": analysis("article-one")}


def test_what_was_read_waits_to_be_registered(store: Store) -> None:
    for name, day in DAYS.items():
        add_analysis(store, name, day)
    add_article(store, "unread")
    assert names(store.articles.unregistered(VERSION)) == IN_ORDER
    for name in IN_ORDER:
        register(store, f"article-{name}")
    assert store.articles.unregistered(VERSION) == []
    assert names(store.articles.unregistered(VERSION + 1)) == IN_ORDER


def test_what_is_read_anew_is_registered_anew(store: Store) -> None:
    article_id = add_analysis(store, "one")
    register(store, article_id)
    read(store, done(article_id, replace(analysis(article_id), score=0.9)), VERSION + 1)
    assert store.articles.unregistered(VERSION) == [article_id]


def test_saving_an_analysis_again_changes_nothing(store: Store) -> None:
    article_id = add_analysis(store, "one")
    before = list(store.canonical())
    read(store, done(article_id, analysis(article_id)))
    assert list(store.canonical()) == before


def test_stages_do_not_take_each_other_s_outcomes_for_their_own(store: Store) -> None:
    article_id = add_article(store, "one")
    with store.transaction():
        store.articles.save_outcome("parse", VERSION, article_id, done(article_id, None))
        store.articles.save_outcome("register", VERSION, article_id, done(article_id, None))
    assert store.articles.unanalysed(VERSION) == [article_id]


def test_articles_between_two_days_are_found_both_days_included(store: Store) -> None:
    for name, day in {"a": "2026-07-01", "b": "2026-07-02", "c": "2026-07-03", "d": "2026-07-04", "e": None}.items():
        add_analysis(store, name, day)
    add_article(store, "unread", "2026-07-02")
    assert names(store.articles.between("2026-07-02", "2026-07-03")) == ["b", "c"]
    assert store.articles.between("2026-07-03", "2026-07-02") == []


def test_articles_whose_entries_were_first_seen_in_a_window_are_found(store: Store) -> None:
    add_article(store, "before", at=NOW)
    add_article(store, "within", at=later(hours=1))
    add_article(store, "edge", at=later(hours=2))
    add_article(store, "after", at=later(hours=3))
    found = store.articles.seen_between(time_text(NOW), time_text(later(hours=2)))
    assert names(found) == ["edge", "within"]
    assert len(store.articles.seen_between("", time_text(later(days=1)))) == 4


def test_articles_that_were_not_read_are_counted_by_language(store: Store) -> None:
    ids = [add_analysis(store, name, unread=f"language:{name[:2]}") for name in ("de-1", "de-2", "zh-1")]
    ids += [add_analysis(store, "en-1"), add_analysis(store, "no-1", unread="too-long")]
    assert store.articles.unread_languages(ids) == {"de": 2, "zh": 1}
    assert store.articles.unread_languages(ids[:1]) == {"de": 1}
    assert store.articles.unread_languages([]) == {}


def test_names_in_no_list_are_counted_by_article(store: Store) -> None:
    assert store.articles.strangers() == {}
    add_analysis(store, "one", strangers=("Quill", "Bollard"))
    add_analysis(store, "two", strangers=("Quill",))
    add_analysis(store, "three")
    assert list(store.articles.strangers().items()) == [("Quill", 2), ("Bollard", 1)]
    ids = [store.articles.at(f"https://harbourpost.example/{name}") for name in ("one", "three")]
    held = store.articles.analyses([found.article_id for found in ids if found])
    assert sorted(analysis.strangers for analysis in held.values()) == [(), ("Quill", "Bollard")]


def test_articles_are_counted(store: Store) -> None:
    assert store.articles.counts() == {"articles": 0, "relevant": 0, "stories": 0, "unparsable": 0}
    add_analysis(store, "one")
    add_analysis(store, "two", unread="language:de")
    add_page(store, "three")
    parse(store, "three", failed("x", "no-text"))
    assert store.articles.counts() == {"articles": 2, "relevant": 1, "stories": 0, "unparsable": 1}
